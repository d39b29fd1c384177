#include "check.h"
#include <sys/epoll.h>

static void file_without_a_name(void)
{
	int fd = NEED(epoll_create1(0));

	if (!fchmod(fd, 0600))
		exit(77); /* before Linux 6.16 */
	FAILS(fchmod(fd, 0600), EOPNOTSUPP);
}

CHECKS(CHECK(file_without_a_name))
