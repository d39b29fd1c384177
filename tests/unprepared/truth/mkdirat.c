#include "truth.h"
#include <sched.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <limits.h>
#include <sys/mount.h>

#define MAKE(dfd, path, mode) CALL(SYS_mkdirat, dfd, path, mode)

int main(void)
{
	char name[300], *path = pages(2, PROT_READ | PROT_WRITE);
	struct stat found;
	int gone, above;

	work_in_new_directory();
	memset(name, 'a', 256);
	name[256] = 0;
	mkdir("closed", 0700);
	mkdir("gone", 0777);
	mkdir("reading", 0555);
	gone = open("gone", O_RDONLY);
	above = open(".", O_RDONLY);
	rmdir("gone");
	close(open("file", O_CREAT | O_RDWR, 0666));
	symlink("nowhere", "dangling");
	symlink("self", "self");
	memset(path, '/', PATH_MAX);
	FAILS(EFAULT, "path not readable", MAKE(AT_FDCWD, NULL, 0777));
	FAILS(ENAMETOOLONG, "path too long", MAKE(AT_FDCWD, path, 0777));
	FAILS(ENOENT, "empty path", MAKE(AT_FDCWD, "", 0777));
	WINS(ENOENT, EBADF, MAKE(-1, "", 0777));
	FAILS(EBADF, "dfd is not open", MAKE(-1, "new", 0777));
	FAILS(EEXIST, "there already", MAKE(-1, "/tmp", 0777));
	strcat(name, "/x");
	FAILS(ENAMETOOLONG, "name on the way too long", MAKE(AT_FDCWD, name, 0777));
	name[256] = 0;
	FAILS(ENOENT, "no such directory on the way", MAKE(AT_FDCWD, "no/new", 0777));
	FAILS(ENOENT, "no such directory on the way", MAKE(AT_FDCWD, "dangling/new", 0777));
	FAILS(ENOTDIR, "no directory on the way", MAKE(AT_FDCWD, "file/new", 0777));
	FAILS(ENOTDIR, "no directory on the way", MAKE(open("file", O_RDONLY), "new", 0777));
	FAILS(ELOOP, "too many symbolic links", MAKE(AT_FDCWD, "self/new", 0777));
	FAILS(EEXIST, "there already", MAKE(AT_FDCWD, "file", 0777));
	FAILS(EEXIST, "there already", MAKE(AT_FDCWD, "dangling", 0777));
	FAILS(EEXIST, "there already", MAKE(AT_FDCWD, "self", 0777));
	FAILS(EEXIST, "there already", MAKE(AT_FDCWD, "file/", 0777));
	FAILS(EEXIST, "there already", MAKE(AT_FDCWD, "dangling/", 0777));
	FAILS(EEXIST, "there already", MAKE(AT_FDCWD, "self/", 0777));
	FAILS(EEXIST, "there already", MAKE(AT_FDCWD, ".", 0777));
	FAILS(EEXIST, "there already", MAKE(AT_FDCWD, "/", 0777));
	FAILS(ENAMETOOLONG, "last name too long", MAKE(AT_FDCWD, name, 0777));
	FAILS(ENOENT, "directory was removed", MAKE(gone, "new", 0777));
	FAILS(ENOENT, "nothing can be made in /proc", MAKE(AT_FDCWD, "/proc/new", 0777));
	FAILS(EPERM, "file system without directories to be made", MAKE(AT_FDCWD, "/sys/new", 0777));
	CHILD({
		become_nobody();
		FAILS(EACCES, "directory not searchable", MAKE(AT_FDCWD, "closed/new", 0777));
		FAILS(EACCES, "directory not writable", MAKE(AT_FDCWD, "reading/new", 0777));
		WINS(EEXIST, EACCES, MAKE(AT_FDCWD, "/tmp/..", 0777));
		WINS(ENAMETOOLONG, EACCES, (chdir("reading"), MAKE(AT_FDCWD, name, 0777)));
	});
	CHILD({
		if (unshare(0x00020000) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("none", "reading", "tmpfs", 0, NULL) || mkdir("reading/old", 0777) ||
		    mount("none", "reading", NULL, MS_REMOUNT | MS_RDONLY, NULL))
			exit(3);
		FAILS(EROFS, "read-only", MAKE(AT_FDCWD, "reading/new", 0777));
		WINS(EEXIST, EROFS, MAKE(AT_FDCWD, "reading/old", 0777));
		become_nobody();
		WINS(EROFS, EACCES, MAKE(AT_FDCWD, "reading/new", 0777));
	});
	CHILD({
		if (unshare(0x00020000) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("none", "reading", "tmpfs", 0, "nr_inodes=3"))
			exit(3);
		while (!MAKE(AT_FDCWD, (name[2]++, name[4] = 0, strcpy(path, "reading/"), strcat(path, name)), 0777))
			;
		FAILS(ENOSPC, "no inode for it", MAKE(AT_FDCWD, "reading/new", 0777));
	});
	umask(022);
	WORKS(MAKE(above, "new", 07777));
	HOLDS(!stat("new", &found) && (found.st_mode & 07777) == 01755);
	WORKS(MAKE(AT_FDCWD, "slash/", -1));
	{
		int flags = FS_IMMUTABLE_FL, fd;
		mkdir("fixed", 0777);
		fd = open("fixed", O_RDONLY);
		if (ioctl(fd, FS_IOC_SETFLAGS, &flags))
			exit(3);
		FAILS(EPERM, "directory is immutable", CALL(SYS_mkdirat, AT_FDCWD, "fixed/new", 0700));
		flags = 0;
		ioctl(fd, FS_IOC_SETFLAGS, &flags);
	}
	CHILD({
		if (unshare(CLONE_NEWUSER | CLONE_NEWNS) ||
		    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("none", "reading", "tmpfs", 0, NULL))
			exit(3);
		FAILS(EOVERFLOW, "caller has no ID there", MAKE(AT_FDCWD, "reading/new", 0777));
	});
	UNREACHED(EMLINK, "too many directories");
	UNREACHED(EDQUOT, "quota used up");
	DONE();
}
