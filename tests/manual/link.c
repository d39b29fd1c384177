#include "check.h"

static void directory_of_another(void)
{
	int fd;

	if (geteuid())
		exit(77);
	NEED(mkdir("d", 0755));
	NEED(chmod("d", 0777));
	close(file("d/file"));
	NEED(chown("d/file", NOBODY, NOBODY));
	fd = NEED(open("d", O_RDONLY));
	become_nobody();
	WORKS(linkat(fd, "file", fd, "new", 0));
	FAILS(linkat(fd, "file", fd, "other", AT_EMPTY_PATH), ENOENT);
}

CHECKS(CHECK(directory_of_another))
