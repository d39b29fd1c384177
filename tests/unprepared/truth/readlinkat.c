#include "truth.h"
#include <limits.h>

#define ASK(dfd, path, buf, size) CALL(SYS_readlinkat, dfd, path, buf, size)
#define HERE AT_FDCWD

int main(void)
{
	char name[300], text[300], *path = pages(2, PROT_READ | PROT_WRITE), *end;

	work_in_new_directory();
	memset(name, 'a', 256);
	name[256] = 0;
	memset(path, '/', PATH_MAX);
	mkdir("closed", 0700);
	close(open("file", O_CREAT | O_RDWR, 0666));
	symlink("12345", "link");
	symlink("self", "self");
	end = hole();
	HOLDS(ASK(HERE, "link", text, 300) == 5);
	HOLDS(ASK(HERE, "link", text, 3) == 3);
	HOLDS(ASK(open("link", O_PATH | O_NOFOLLOW), "", text, 300) == 5);
	HOLDS(ASK(HERE, "self", text, 300) == 4);
	FAILS(EINVAL, "no room", ASK(HERE, "link", text, 0));
	FAILS(EINVAL, "no room", ASK(HERE, "link", text, -1));
	WINS(EINVAL, EFAULT, ASK(HERE, NULL, text, 0));
	FAILS(EFAULT, "path not readable", ASK(HERE, NULL, text, 9));
	FAILS(ENAMETOOLONG, "path too long", ASK(HERE, path, text, 9));
	FAILS(EBADF, "dfd is not open", ASK(-1, "link", text, 9));
	FAILS(EBADF, "dfd is not open", ASK(-1, "", text, 9));
	FAILS(ENAMETOOLONG, "name too long", ASK(HERE, name, text, 9));
	FAILS(ENOENT, "not there", ASK(HERE, "gone", text, 9));
	FAILS(ENOTDIR, "no directory on the way", ASK(HERE, "file/x", text, 9));
	FAILS(ENOTDIR, "no directory on the way", ASK(open("file", O_RDONLY), "x", text, 9));
	FAILS(ELOOP, "too many symbolic links", ASK(HERE, "self/x", text, 9));
	FAILS(ENOENT, "empty path and no link", ASK(HERE, "", text, 9));
	FAILS(ENOENT, "empty path and no link", ASK(open("file", O_RDONLY), "", text, 9));
	FAILS(EINVAL, "no link", ASK(HERE, "file", text, 9));
	FAILS(EINVAL, "no link", ASK(HERE, ".", text, 9));
	WINS(EINVAL, EFAULT, ASK(HERE, "file", NULL, 9));
	WINS(ENOENT, EFAULT, ASK(HERE, "gone", NULL, 9));
	FAILS(EFAULT, "no memory for the text", ASK(HERE, "link", NULL, 9));
	FAILS(EFAULT, "no memory for the text", ASK(HERE, "link", end - 4, 9));
	HOLDS(ASK(HERE, "link", end - 4, 4) == 4);
	HOLDS(ASK(HERE, "link", end - 5, 4000) == 5);
	CHILD({
		become_nobody();
		FAILS(EACCES, "directory not searchable", ASK(HERE, "closed/x", text, 9));
	});
	DONE();
}
