#include "check.h"
#include <sys/epoll.h>

static void file_without_a_name(void)
{
	int fd = NEED(epoll_create1(0));

	if (!fchmod(fd, 0600))
		exit(77); /* before Linux 6.16 */
	FAILS(fchmod(fd, 0600), EOPNOTSUPP);
}

static void link_open_for_paths(void)
{
	char path[64];
	int fd;

	NEED(symlink("nowhere", "chmod_link"));
	fd = NEED(open("chmod_link", O_PATH | O_NOFOLLOW));
	NEED(unlink("chmod_link"));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (!chmod(path, 0600))
		exit(77); /* before Linux 6.6 */
	FAILS(chmod(path, 0600), EOPNOTSUPP);
}

static void own_file_in_proc(void)
{
	struct stat comm;

	NEED(stat("/proc/self/comm", &comm));
	IS(comm.st_uid, geteuid());
	FAILS(chmod("/proc/self/comm", 0600), EPERM);
}

static void sealed_against_execution(void)
{
	int fd = syscall(SYS_memfd_create, "sealed", 8 /* MFD_NOEXEC_SEAL */);

	if (fd < 0)
		exit(77); /* before Linux 6.3 */
	FAILS(fchmod(fd, 0700), EPERM);
	IS(fchmod(fd, 0600), 0);
}

CHECKS(CHECK(file_without_a_name), CHECK(link_open_for_paths), CHECK(own_file_in_proc),
       CHECK(sealed_against_execution))
