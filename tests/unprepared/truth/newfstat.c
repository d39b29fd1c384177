#include "truth.h"
#include <stddef.h>

int main(void)
{
	struct stat found;
	int fd;

	HOLDS(sizeof(struct stat) == 144 && offsetof(struct stat, st_ino) == 8);
	HOLDS(offsetof(struct stat, st_nlink) == 16 && offsetof(struct stat, st_mode) == 24);
	HOLDS(offsetof(struct stat, st_uid) == 28 && offsetof(struct stat, st_gid) == 32);
	HOLDS(offsetof(struct stat, st_rdev) == 40 && offsetof(struct stat, st_size) == 48);
	work_in_new_directory();
	fd = open("file", O_RDWR | O_CREAT, 0600);
	ftruncate(fd, 1234);
	FAILS(EBADF, "not open", CALL(SYS_fstat, -1, &found));
	WORKS(CALL(SYS_fstat, open("file", O_PATH), &found));
	HOLDS(found.st_size == 1234);
	FAILS(EFAULT, "no memory for the answer", CALL(SYS_fstat, fd, NULL));
	FAILS(EFAULT, "no memory for the answer", CALL(SYS_fstat, fd, hole() - 143));
	FAILS(EFAULT, "no memory for the answer", CALL(SYS_fstat, fd, pages(1, PROT_READ)));
	WORKS(CALL(SYS_fstat, fd, hole() - 144));
	WINS(EBADF, EFAULT, CALL(SYS_fstat, -1, NULL));
	WORKS(CALL(SYS_fstat, open("/", O_RDONLY), &found));
	HOLDS(S_ISDIR(found.st_mode));
	DONE();
}
