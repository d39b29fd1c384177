#include "truth.h"
#include <limits.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/xattr.h>

#define SET(path, name, value, size, flags) CALL(SYS_setxattr, path, name, value, (long)(size), flags)

static void flag(const char *name, int bit)
{
	int flags = bit, fd = open(name, O_RDONLY);
	if (ioctl(fd, FS_IOC_SETFLAGS, &flags))
		exit(3);
	close(fd);
}

int main(void)
{
	char name[300], *path = pages(2, PROT_READ | PROT_WRITE), *big = pages(20, PROT_READ), *end;
	unsigned int bit;

	umask(0);
	work_in_new_directory();
	end = hole();
	memset(name, 'a', 256);
	name[256] = 0;
	memset(path, '/', PATH_MAX);
	mkdir("closed", 0700);
	mkdir("sticky", 0777);
	chmod("sticky", 01777);
	close(open("file", O_CREAT | O_RDWR, 0600));
	close(open("fixed", O_CREAT | O_RDWR, 0666));
	mkfifo("fifo", 0666);
	symlink("self", "self");
	WORKS(SET("file", "user.x", "1", 1, 0));
	WORKS(SET("file", "user.x", NULL, 0, 0));
	for (bit = 1; bit; bit <<= 1)
		if (bit > 2)
			FAILS(EINVAL, "unknown flag", SET("file", "user.x", "1", 1, bit));
	FAILS(EFAULT, "name not readable", SET("file", NULL, "1", 1, 0));
	memset(end - 255, 'a', 255);
	FAILS(EFAULT, "name not readable to its end", SET("file", end - 255, "1", 1, 0));
	FAILS(ERANGE, "no name or one too long", SET("file", "", "1", 1, 0));
	FAILS(ERANGE, "no name or one too long", SET("file", name, "1", 1, 0));
	name[255] = 0;
	FAILS(EOPNOTSUPP, "unknown kind of attribute", SET("file", name, "1", 1, 0));
	FAILS(EOPNOTSUPP, "unknown kind of attribute", SET("file", "x", "1", 1, 0));
	FAILS(E2BIG, "value too large", SET("file", "user.x", big, 65537, 0));
	FAILS(EFAULT, "value not readable", SET("file", "user.x", NULL, 1, 0));
	FAILS(EFAULT, "value not readable", SET("file", "user.x", end - 1, 2, 0));
	FAILS(EFAULT, "path not readable", SET(NULL, "user.x", "1", 1, 0));
	FAILS(ENAMETOOLONG, "path too long", SET(path, "user.x", "1", 1, 0));
	FAILS(ENOENT, "empty path", SET("", "user.x", "1", 1, 0));
	name[255] = 'a';
	FAILS(ENAMETOOLONG, "name in the path too long", SET(name, "user.x", "1", 1, 0));
	FAILS(ENOENT, "no such file", SET("gone", "user.x", "1", 1, 0));
	FAILS(ENOTDIR, "part of the path is no directory", SET("file/x", "user.x", "1", 1, 0));
	FAILS(ELOOP, "too many symbolic links", SET("self", "user.x", "1", 1, 0));
	WINS(EINVAL, EFAULT, SET("file", NULL, "1", 1, 4));
	WINS(ERANGE, E2BIG, SET("file", "", big, 65537, 0));
	WINS(E2BIG, EFAULT, SET(NULL, "user.x", NULL, 65537, 0));
	WINS(EFAULT, ENOENT, SET("gone", "user.x", NULL, 1, 0));
	flag("fixed", FS_IMMUTABLE_FL);
	FAILS(EPERM, "file that cannot be changed", SET("fixed", "user.x", "1", 1, 0));
	flag("fixed", FS_APPEND_FL);
	FAILS(EPERM, "file that cannot be changed", SET("fixed", "user.x", "1", 1, 0));
	flag("fixed", 0);
	WORKS(SET("fixed", "trusted.x", "1", 1, 0));
	FAILS(EPERM, "user attribute of a special file", SET("fifo", "user.x", "1", 1, 0));
	CHILD({
		become_nobody();
		FAILS(EACCES, "directory of the path not searchable", SET("closed/x", "user.x", "1", 1, 0));
		FAILS(EPERM, "trusted attribute", SET("fixed", "trusted.x", "1", 1, 0));
		FAILS(EPERM, "user attribute of a sticky directory", SET("sticky", "user.x", "1", 1, 0));
		FAILS(EACCES, "file not writable", SET("file", "user.x", "1", 1, 0));
		WORKS(SET("fixed", "user.x", "1", 1, 0));
	});
	FAILS(EINVAL, "kind without a name", SET("file", "user.", "1", 1, 0));
	FAILS(EEXIST, "there already", SET("file", "user.x", "1", 1, XATTR_CREATE));
	FAILS(ENODATA, "not there", SET("file", "user.y", "1", 1, XATTR_REPLACE));
	FAILS(ENOSPC, "no room", SET("file", "user.x", big, 65536, 0));
	CHILD({
		if (unshare(0x00020000) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("none", "sticky", "tmpfs", 0, NULL) ||
		    mount("none", "sticky", NULL, MS_REMOUNT | MS_RDONLY, NULL))
			exit(3);
		FAILS(EROFS, "read-only", SET("sticky", "user.x", "1", 1, 0));
		WINS(EROFS, EOPNOTSUPP, SET("sticky", "x", "1", 1, 0));
	});
	UNREACHED(ENOMEM, "no memory for the value");
	DONE();
}
