#include "truth.h"
#include <limits.h>
#include <sys/inotify.h>

#define WATCH(fd, path, mask) CALL(SYS_inotify_add_watch, fd, path, mask)

int main(void)
{
	int fd = inotify_init1(0);
	unsigned int known = IN_ALL_EVENTS | IN_UNMOUNT | IN_Q_OVERFLOW | IN_IGNORED | IN_ONLYDIR |
		IN_DONT_FOLLOW | IN_EXCL_UNLINK | IN_MASK_ADD | IN_MASK_CREATE | IN_ISDIR | IN_ONESHOT;
	char name[300], *path = pages(2, PROT_READ | PROT_WRITE);
	unsigned int bit;
	int number;

	work_in_new_directory();
	mkdir("closed", 0700);
	mkdir("closed/in", 0777);
	close(open("file", O_CREAT | O_RDWR, 0666));
	close(open("hidden", O_CREAT | O_RDWR, 0600));
	symlink("gone", "dangling");
	symlink("self", "self");
	symlink("closed", "link");
	memset(name, 'a', 256);
	name[256] = 0;
	memset(path, '/', PATH_MAX);
	for (bit = 1; bit; bit <<= 1) {
		CHILD({
			if (bit & known)
				WORKS(WATCH(inotify_init1(0), "closed", bit));
			else
				FAILS(EINVAL, "unknown bit", WATCH(fd, "closed", bit | IN_OPEN));
		});
	}
	FAILS(EINVAL, "no bit", WATCH(fd, "file", 0));
	FAILS(EBADF, "no open file", WATCH(-1, "file", IN_OPEN));
	FAILS(EBADF, "no open file", WATCH(open_path_only(), "file", IN_OPEN));
	FAILS(EINVAL, "both to add and to create", WATCH(fd, "file", IN_MASK_ADD | IN_MASK_CREATE));
	WINS(EBADF, EINVAL, WATCH(-1, "file", IN_MASK_ADD | IN_MASK_CREATE));
	WINS(EINVAL, EBADF, WATCH(-1, "file", 0));
	FAILS(EINVAL, "another kind of file", WATCH(0, "file", IN_OPEN));
	WINS(EINVAL, EFAULT, WATCH(0, NULL, IN_OPEN));
	FAILS(EFAULT, "path not readable", WATCH(fd, NULL, IN_OPEN));
	FAILS(ENAMETOOLONG, "path too long", WATCH(fd, path, IN_OPEN));
	path[PATH_MAX - 1] = 0;
	WORKS(WATCH(fd, path, IN_OPEN));
	FAILS(ENAMETOOLONG, "name in the path too long", WATCH(fd, name, IN_OPEN));
	FAILS(ENOENT, "empty path", WATCH(fd, "", IN_OPEN));
	FAILS(ENOENT, "no such file", WATCH(fd, "gone", IN_OPEN));
	FAILS(ENOENT, "no such file", WATCH(fd, "dangling", IN_OPEN));
	WORKS(WATCH(fd, "dangling", IN_OPEN | IN_DONT_FOLLOW));
	FAILS(ENOTDIR, "part of the path is no directory", WATCH(fd, "file/x", IN_OPEN));
	FAILS(ELOOP, "too many symbolic links", WATCH(fd, "self", IN_OPEN));
	WORKS(WATCH(fd, "self", IN_OPEN | IN_DONT_FOLLOW));
	FAILS(ENOTDIR, "no directory though one was asked for", WATCH(fd, "file", IN_ONLYDIR));
	WORKS(WATCH(fd, "link", IN_ONLYDIR));
	FAILS(ENOTDIR, "no directory though one was asked for",
	      WATCH(fd, "link", IN_ONLYDIR | IN_DONT_FOLLOW));
	CHILD({
		become_nobody();
		FAILS(EACCES, "directory of the path not searchable", WATCH(fd, "closed/in", IN_OPEN));
		FAILS(EACCES, "file not readable", WATCH(fd, "hidden", IN_OPEN));
		WINS(ENOTDIR, EACCES, WATCH(fd, "hidden", IN_ONLYDIR));
		WORKS(WATCH(fd, "file", IN_OPEN));
	});
	number = WATCH(fd, "file", IN_OPEN);
	HOLDS(number > 0);
	FAILS(EEXIST, "watched already", WATCH(fd, "file", IN_OPEN | IN_MASK_CREATE));
	HOLDS(WATCH(fd, "file", IN_CLOSE) == number);
	UNREACHED(ENOMEM, "no memory for the watch");
	UNREACHED(ENOSPC, "too many watches");
	DONE();
}
