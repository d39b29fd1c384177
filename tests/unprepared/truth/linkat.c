#include "truth.h"
#include <limits.h>
#include <sys/mount.h>

#define LINK(from, to, flags) CALL(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, flags)

int main(void)
{
	char name[300], *path = pages(2, PROT_READ | PROT_WRITE);

	work_in_new_directory();
	memset(name, 'a', 256);
	name[256] = 0;
	memset(path, '/', PATH_MAX);
	close(open("file", O_CREAT | O_RDWR, 0666));
	mkdir("directory", 0777);
	mkdir("closed", 0700);
	mkdir("other", 0777);
	close(open("closed/file", O_CREAT | O_RDWR, 0666));
	symlink("self", "self");
	symlink("directory", "to-directory");
	FAILS(EINVAL, "unknown flags", LINK("file", "new", 1));
	FAILS(EEXIST, "new name exists", LINK("file", "directory", 0));
	FAILS(EEXIST, "new name exists", LINK("file", "self", 0));
	FAILS(EFAULT, "bad address", LINK(NULL, "new", 0));
	FAILS(EFAULT, "bad address", LINK("file", KERNEL_ADDRESS, 0));
	FAILS(ENAMETOOLONG, "name too long", LINK(path, "new", 0));
	FAILS(ENAMETOOLONG, "name too long", LINK("file", name, 0));
	FAILS(ENOENT, "missing component", LINK("no", "new", 0));
	FAILS(ENOENT, "missing component", LINK("file", "no/new", 0));
	FAILS(ENOTDIR, "not a directory", LINK("file/x", "new", 0));
	FAILS(ENOTDIR, "not a directory", LINK("file", "file/new", 0));
	FAILS(EPERM, "directory", LINK("directory", "new", 0));
	FAILS(EPERM, "directory", LINK("to-directory", "new", AT_SYMLINK_FOLLOW));
	FAILS(EXDEV, "other file system", LINK("/proc/version", "new", 0));
	FAILS(ELOOP, "too many links", LINK("self/x", "new", 0));
	FAILS(ELOOP, "too many links", LINK("self", "new", AT_SYMLINK_FOLLOW));
	CHILD({
		become_nobody();
		FAILS(EACCES, "search not permitted", LINK("closed/file", "new", 0));
		FAILS(EACCES, "search not permitted", LINK("file", "closed/new", 0));
	});
	CHILD({
		if (unshare(0x00020000) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("none", "other", "tmpfs", 0, NULL) || close(creat("other/file", 0666)) ||
		    mount("none", "other", NULL, MS_REMOUNT | MS_RDONLY, NULL))
			exit(3);
		FAILS(EROFS, "read-only", LINK("other/file", "other/new", 0));
	});
	WORKS(LINK("self", "link", 0));
	WORKS(LINK("file", "new", AT_SYMLINK_FOLLOW));
	DONE();
}
