#include "truth.h"
#include <limits.h>
#include <sys/mount.h>

#define LINK(text, dir, name) CALL(SYS_symlinkat, text, dir, name)

int main(void)
{
	char name[300], *path = pages(2, PROT_READ | PROT_WRITE);

	work_in_new_directory();
	memset(name, 'a', 256);
	name[256] = 0;
	memset(path, '/', PATH_MAX);
	close(open("file", O_CREAT | O_RDWR, 0666));
	mkdir("closed", 0700);
	mkdir("reading", 0555);
	mkdir("other", 0777);
	chmod("other", 0777);
	symlink("self", "self");
	symlink("nowhere", "dangling");
	FAILS(EEXIST, "name is taken", LINK("x", AT_FDCWD, "file"));
	FAILS(EEXIST, "name is taken", LINK("x", AT_FDCWD, "dangling"));
	FAILS(ENOENT, "empty text", LINK("", AT_FDCWD, "new"));
	FAILS(ENOENT, "missing directory", LINK("x", AT_FDCWD, "no/new"));
	FAILS(ENOENT, "missing directory", LINK("x", AT_FDCWD, "dangling/new"));
	FAILS(ENOENT, "missing directory", LINK("x", AT_FDCWD, ""));
	FAILS(ENOTDIR, "not a directory", LINK("x", AT_FDCWD, "file/new"));
	FAILS(EBADF, "bad descriptor", LINK("x", -1, "new"));
	FAILS(EFAULT, "bad address", LINK(NULL, AT_FDCWD, "new"));
	FAILS(EFAULT, "bad address", LINK("x", AT_FDCWD, KERNEL_ADDRESS));
	FAILS(ENAMETOOLONG, "too long", LINK(path, AT_FDCWD, "new"));
	FAILS(ENAMETOOLONG, "too long", LINK("x", AT_FDCWD, name));
	FAILS(ELOOP, "loop", LINK("x", AT_FDCWD, "self/new"));
	CHILD({
		become_nobody();
		FAILS(EACCES, "permission denied", LINK("x", AT_FDCWD, "closed/new"));
		FAILS(EACCES, "permission denied", LINK("x", AT_FDCWD, "reading/new"));
		WORKS(LINK("x", AT_FDCWD, "other/new"));
	});
	CHILD({
		if (unshare(0x00020000) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("none", "other", "tmpfs", MS_RDONLY, NULL))
			exit(3);
		FAILS(EROFS, "read-only", LINK("x", AT_FDCWD, "other/new"));
	});
	UNREACHED(EPERM, "not supported");
	WORKS(LINK("anything", AT_FDCWD, "new"));
	DONE();
}
