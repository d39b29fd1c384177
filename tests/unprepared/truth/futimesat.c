#include "truth.h"
#include <sys/mount.h>

#define SET(dfd, path, times) CALL(SYS_futimesat, dfd, path, times)

int main(void)
{
	struct timeval right[2] = {{1, 0}, {2, 999999}}, below[2] = {{1, -1}, {2, 0}};
	struct timeval above[2] = {{1, 1000000}, {2, 0}};
	char *end = hole();
	struct stat found;

	work_in_new_directory();
	mkdir("closed", 0700);
	mkdir("closed/in", 0777);
	close(open("file", O_CREAT | O_RDWR, 0666));
	chmod("file", 0666);
	symlink("self", "self");
	WORKS(SET(AT_FDCWD, "file", NULL));
	WORKS(SET(open(".", O_RDONLY), "file", right));
	HOLDS(!stat("file", &found) && found.st_atime == 1 && found.st_mtim.tv_nsec == 999999000);
	FAILS(EBADF, "bad directory", SET(-1, "file", NULL));
	WORKS(SET(-1, "/tmp", NULL));
	FAILS(ENOTDIR, "not a directory", SET(AT_FDCWD, "file/x", NULL));
	FAILS(ENOENT, "missing", SET(AT_FDCWD, "nothing", NULL));
	FAILS(ELOOP, "links", SET(AT_FDCWD, "self", NULL));
	FAILS(EFAULT, "bad times", SET(AT_FDCWD, "file", end - 31));
	FAILS(EINVAL, "bad microseconds", SET(AT_FDCWD, "file", below));
	FAILS(EINVAL, "bad microseconds", SET(AT_FDCWD, "file", above));
	CHILD({
		mkdir("reading", 0777);
		if (unshare(0x00020000) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("none", "reading", "tmpfs", 0, NULL) ||
		    mount("none", "reading", NULL, MS_REMOUNT | MS_RDONLY, NULL))
			exit(3);
		FAILS(EROFS, "read-only", SET(AT_FDCWD, "reading", right));
	});
	CHILD({
		become_nobody();
		FAILS(EACCES, "search", SET(AT_FDCWD, "closed/in", NULL));
		FAILS(EPERM, "not the owner", SET(AT_FDCWD, "file", right));
		WORKS(SET(AT_FDCWD, "file", NULL));
	});
	DONE();
}
