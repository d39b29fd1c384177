#include "truth.h"
#include <limits.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mount.h>

#define DROP(dfd, path, flag) CALL(SYS_unlinkat, dfd, path, flag)
#define HERE AT_FDCWD

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
	unsigned int bit;

	work_in_new_directory();
	memset(name, 'a', 256);
	memset(path, '/', PATH_MAX);
	mkdir("closed", 0700);
	mkdir("reading", 0555);
	mkdir("full", 0777);
	mkdir("full/in", 0777);
	mkdir("sticky", 0777);
	chmod("sticky", 01777);
	mkdir("appending", 0777);
	close(open("file", O_CREAT | O_RDWR, 0666));
	close(open("reading/file", O_CREAT | O_RDWR, 0666));
	close(open("sticky/file", O_CREAT | O_RDWR, 0666));
	close(open("fixed", O_CREAT | O_RDWR, 0666));
	close(open("appending/file", O_CREAT | O_RDWR, 0666));
	symlink("self", "self");
	symlink("full", "link");
	for (bit = 1; bit; bit <<= 1)
		if (bit != AT_REMOVEDIR)
			FAILS(EINVAL, "unknown flag", DROP(HERE, "file", bit));
	WINS(EINVAL, EFAULT, DROP(HERE, NULL, 1));
	FAILS(EFAULT, "path not readable", DROP(HERE, NULL, 0));
	FAILS(ENAMETOOLONG, "path too long", DROP(HERE, path, 0));
	FAILS(ENOENT, "empty path", DROP(HERE, "", 0));
	WINS(ENOENT, EBADF, DROP(-1, "", 0));
	FAILS(EBADF, "dfd is not open", DROP(-1, "file", 0));
	strcpy(name + 256, "/x");
	FAILS(ENAMETOOLONG, "name on the way too long", DROP(HERE, name, 0));
	name[256] = 0;
	FAILS(ENOENT, "no such directory on the way", DROP(HERE, "no/new", 0));
	FAILS(ENOTDIR, "no directory on the way", DROP(HERE, "file/new", 0));
	FAILS(ELOOP, "too many symbolic links", DROP(HERE, "self/new", 0));
	FAILS(EISDIR, "path ends in no name", DROP(HERE, "/", 0));
	FAILS(EISDIR, "path ends in no name", DROP(HERE, ".", 0));
	FAILS(EISDIR, "path ends in no name", DROP(HERE, "full/..", 0));
	FAILS(ENOTEMPTY, "directory above", DROP(HERE, "full/..", AT_REMOVEDIR));
	FAILS(EINVAL, "directory itself", DROP(HERE, "full/.", AT_REMOVEDIR));
	FAILS(EBUSY, "root directory", DROP(HERE, "/", AT_REMOVEDIR));
	FAILS(ENAMETOOLONG, "last name too long", DROP(HERE, name, 0));
	FAILS(ENOENT, "no such name", DROP(HERE, "gone", 0));
	FAILS(ENOENT, "no such name", DROP(HERE, "gone", AT_REMOVEDIR));
	flag("fixed", FS_IMMUTABLE_FL);
	FAILS(EPERM, "file is immutable or append-only", DROP(HERE, "fixed", 0));
	WINS(EPERM, ENOTDIR, DROP(HERE, "fixed", AT_REMOVEDIR));
	flag("fixed", FS_APPEND_FL);
	FAILS(EPERM, "file is immutable or append-only", DROP(HERE, "fixed", 0));
	flag("fixed", 0);
	flag("appending", FS_APPEND_FL);
	FAILS(EPERM, "directory is append-only", DROP(HERE, "appending/file", 0));
	flag("appending", FS_IMMUTABLE_FL);
	FAILS(EPERM, "directory is immutable", DROP(HERE, "appending/file", 0));
	flag("appending", 0);
	FAILS(ENOTDIR, "no directory", DROP(HERE, "file", AT_REMOVEDIR));
	FAILS(ENOTDIR, "no directory", DROP(HERE, "link", AT_REMOVEDIR));
	FAILS(ENOTDIR, "slash after what is no directory", DROP(HERE, "file/", 0));
	FAILS(ENOTDIR, "slash after what is no directory", DROP(HERE, "link/", 0));
	FAILS(ENOTDIR, "slash after what is no directory", DROP(HERE, "self/", 0));
	FAILS(ENOTDIR, "no directory", DROP(HERE, "file/", AT_REMOVEDIR));
	FAILS(EISDIR, "directory", DROP(HERE, "full", 0));
	FAILS(EISDIR, "slash after a directory", DROP(HERE, "full/", 0));
	FAILS(ENOTEMPTY, "directory not empty", DROP(HERE, "full", AT_REMOVEDIR));
	CHILD({
		become_nobody();
		FAILS(EACCES, "directory not searchable", DROP(HERE, "closed/new", 0));
		FAILS(EACCES, "directory not writable", DROP(HERE, "reading/file", 0));
		WINS(EACCES, ENOTDIR, DROP(HERE, "reading/file", AT_REMOVEDIR));
		WINS(ENOENT, EACCES, DROP(HERE, "reading/gone", 0));
		FAILS(EPERM, "file of another user in a sticky directory", DROP(HERE, "sticky/file", 0));
	});
	CHILD({
		if (unshare(0x00020000) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("none", "full", "tmpfs", 0, NULL) || mkdir("full/old", 0777) ||
		    mount("none", "full", NULL, MS_REMOUNT | MS_RDONLY, NULL))
			exit(3);
		FAILS(EROFS, "read-only", DROP(HERE, "full/old", AT_REMOVEDIR));
		WINS(EROFS, ENOENT, DROP(HERE, "full/gone", 0));
		WINS(EROFS, ENAMETOOLONG, (chdir("full"), DROP(HERE, name, 0)));
		chdir("..");
		FAILS(EBUSY, "something is mounted there", DROP(HERE, "full", AT_REMOVEDIR));
		WINS(EISDIR, EBUSY, DROP(HERE, "full", 0));
		if (mount("file", "fixed", NULL, MS_BIND, NULL))
			exit(3);
		FAILS(EBUSY, "something is mounted there", DROP(HERE, "fixed", 0));
	});
	WORKS(DROP(HERE, "link", 0));
	WORKS(DROP(HERE, "full/in", AT_REMOVEDIR));
	WORKS(DROP(HERE, "full", AT_REMOVEDIR));
	WORKS(DROP(open(".", O_PATH), "file", 0));
	FAILS(EPERM, "file system without names to be removed", DROP(HERE, "/proc/version", 0));
	UNREACHED(EPERM, "the system swaps to it");
	UNREACHED(EOVERFLOW, "owner of the file has no ID there");
	DONE();
}
