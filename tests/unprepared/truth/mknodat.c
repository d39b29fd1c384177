#include "truth.h"
#include <limits.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/sysmacros.h>

#define MAKE(dfd, path, mode, dev) CALL(SYS_mknodat, dfd, path, mode, dev)

int main(void)
{
	char name[300], *path = pages(2, PROT_READ | PROT_WRITE);
	unsigned int type;
	struct stat found;

	work_in_new_directory();
	memset(name, 'a', 256);
	name[256] = 0;
	memset(path, '/', PATH_MAX);
	mkdir("closed", 0700);
	mkdir("reading", 0555);
	symlink("nowhere", "dangling");
	symlink("self", "self");
	umask(0);
	for (type = 0; type < 16; type++) {
		switch (type << 12) {
		case S_IFDIR:
			FAILS(EPERM, "directory", MAKE(AT_FDCWD, "new", S_IFDIR | 0600, 0));
			break;
		case 0: case S_IFREG: case S_IFCHR: case S_IFBLK: case S_IFIFO: case S_IFSOCK:
			WORKS(MAKE(AT_FDCWD, "new", type << 12 | 0640, makedev(1, 3)));
			HOLDS(!stat("new", &found) && (found.st_mode & 07777) == 0640);
			HOLDS((found.st_mode & S_IFMT) == (type ? type << 12 : S_IFREG));
			unlink("new");
			break;
		default:
			FAILS(EINVAL, "unknown type", MAKE(AT_FDCWD, "new", type << 12, 0));
		}
	}
	FAILS(EFAULT, "bad address", MAKE(AT_FDCWD, NULL, 0600, 0));
	FAILS(EFAULT, "bad address", MAKE(AT_FDCWD, hole(), 0600, 0));
	FAILS(ENAMETOOLONG, "too long", MAKE(AT_FDCWD, path, 0600, 0));
	FAILS(ENAMETOOLONG, "too long", MAKE(AT_FDCWD, name, 0600, 0));
	FAILS(ENOENT, "empty path", MAKE(AT_FDCWD, "", 0600, 0));
	FAILS(EBADF, "bad directory", MAKE(-1, "new", 0600, 0));
	FAILS(ENOENT, "no directory", MAKE(AT_FDCWD, "no/new", 0600, 0));
	FAILS(ENOENT, "no directory", MAKE(AT_FDCWD, "dangling/new", 0600, 0));
	WORKS(MAKE(-1, "/proc/self/cwd/file", 0600, 0));
	FAILS(ENOTDIR, "not a directory", MAKE(AT_FDCWD, "file/new", 0600, 0));
	FAILS(EEXIST, "there already", MAKE(AT_FDCWD, "file", 0600, 0));
	FAILS(EEXIST, "there already", MAKE(AT_FDCWD, "dangling", 0600, 0));
	FAILS(ELOOP, "links", MAKE(AT_FDCWD, "self/new", 0600, 0));
	CHILD({
		become_nobody();
		FAILS(EACCES, "not writable", MAKE(AT_FDCWD, "reading/new", 0600, 0));
		FAILS(EACCES, "not searchable", MAKE(AT_FDCWD, "closed/new", 0600, 0));
		FAILS(EPERM, "device", MAKE(AT_FDCWD, "new", S_IFBLK | 0600, 0));
		FAILS(EPERM, "device", MAKE(AT_FDCWD, "new", S_IFCHR | 0600, makedev(1, 3)));
		WORKS(MAKE(AT_FDCWD, "whiteout", S_IFCHR, 0));
	});
	CHILD({
		if (unshare(CLONE_NEWNS) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("none", "reading", "tmpfs", 0, NULL) ||
		    mount("none", "reading", NULL, MS_REMOUNT | MS_RDONLY, NULL))
			exit(3);
		FAILS(EROFS, "read-only", MAKE(AT_FDCWD, "reading/new", 0600, 0));
	});
	DONE();
}
