#include "truth.h"
#include <limits.h>

#define ROOT(path) CALL(SYS_chroot, path)

int main(void)
{
	char name[300], path[PATH_MAX + 1];

	work_in_new_directory();
	memset(name, 'a', sizeof(name));
	name[256] = 0;
	memset(path, 'a', sizeof(path));
	path[PATH_MAX] = 0;
	mkdir("d", 0755);
	mkdir("d/closed", 0);
	close(creat("file", 0644));
	HOLDS(!symlink("loop", "loop") && !symlink("d", "link"));
	FAILS(EFAULT, "path not readable", ROOT(KERNEL_ADDRESS));
	FAILS(ENAMETOOLONG, "too long", ROOT(name));
	FAILS(ENAMETOOLONG, "too long", ROOT(path));
	FAILS(ENOENT, "no such directory", ROOT("missing"));
	FAILS(ENOENT, "no such directory", ROOT(""));
	FAILS(ELOOP, "too many links", ROOT("loop"));
	FAILS(ENOTDIR, "no directory", ROOT("file"));
	FAILS(ENOTDIR, "no directory", ROOT("file/x"));
	CHILD(WORKS(ROOT("d/closed")));
	CHILD(WORKS(ROOT("link")));
	CHILD({
		become_nobody();
		FAILS(EPERM, "not allowed", ROOT("d"));
		FAILS(EACCES, "the directory may not be searched", ROOT("d/closed"));
		FAILS(EACCES, "a directory on the way may not be searched", ROOT("d/closed/x"));
		WINS(ENOTDIR, EPERM, ROOT("file"));
		WINS(EACCES, EPERM, ROOT("d/closed"));
	});
	CHILD({
		drop_capability(CAP_SYS_CHROOT);
		FAILS(EPERM, "not allowed", ROOT("d"));
	});
	DONE();
}
