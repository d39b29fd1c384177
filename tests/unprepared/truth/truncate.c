#include "truth.h"
#include <limits.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mount.h>

#define CUT(path, size) CALL(SYS_truncate, path, (long)(size))

static void flag(const char *name, int bit)
{
	int flags = bit, fd = open(name, O_RDONLY);

	if (ioctl(fd, FS_IOC_SETFLAGS, &flags))
		exit(3);
	close(fd);
}

int main(void)
{
	char name[300], *path = pages(2, PROT_READ | PROT_WRITE);

	FAILS(ETXTBSY, "program that runs", CUT("/proc/self/exe", 0));
	work_in_new_directory();
	memset(name, 'a', 256);
	name[256] = 0;
	memset(path, '/', PATH_MAX);
	mkdir("closed", 0700);
	mkdir("m", 0777);
	close(open("file", O_CREAT | O_RDWR, 0644));
	close(open("fixed", O_CREAT | O_RDWR, 0666));
	symlink("self", "self");
	mknod("fifo", S_IFIFO | 0666, 0);
	FAILS(EINVAL, "negative size", CUT("file", -1));
	WINS(EINVAL, EFAULT, CUT(NULL, -1));
	FAILS(EFAULT, "path not readable", CUT(NULL, 0));
	FAILS(ENAMETOOLONG, "path too long", CUT(path, 0));
	FAILS(ENOENT, "empty path", CUT("", 0));
	FAILS(ENAMETOOLONG, "name too long", CUT(name, 0));
	FAILS(ENOENT, "not there", CUT("no", 0));
	FAILS(ENOTDIR, "part of the path is no directory", CUT("file/x", 0));
	FAILS(ELOOP, "too many links", CUT("self", 0));
	FAILS(EISDIR, "directory", CUT("closed", 0));
	FAILS(EINVAL, "no file", CUT("fifo", 0));
	flag("fixed", FS_IMMUTABLE_FL);
	FAILS(EPERM, "immutable", CUT("fixed", 0));
	flag("fixed", FS_APPEND_FL);
	FAILS(EPERM, "append-only", CUT("fixed", 0));
	flag("fixed", 0);
	CHILD({
		become_nobody();
		FAILS(EACCES, "not searchable", CUT("closed/x", 0));
		FAILS(EACCES, "not writable", CUT("file", 0));
		WINS(EISDIR, EACCES, CUT("closed", 0));
	});
	CHILD({
		if (unshare(0x00020000) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("none", "m", "tmpfs", 0, NULL) || mkdir("m/d", 0777) ||
		    mknod("m/file", S_IFREG | 0666, 0) ||
		    mount("none", "m", NULL, MS_REMOUNT | MS_RDONLY, NULL))
			exit(3);
		FAILS(EROFS, "read-only", CUT("m/file", 0));
		WINS(EISDIR, EROFS, CUT("m/d", 0));
	});
	CHILD({
		signal(SIGXFSZ, SIG_IGN);
		limit(RLIMIT_FSIZE, 10);
		FAILS(EFBIG, "file size limit", CUT("file", 11));
		WORKS(CUT("file", 10));
	});
	WORKS(CUT("file", 5));
	DONE();
}
