#include "truth.h"

#define SEEK(fd, offset, whence) CALL(SYS_lseek, fd, (long)(offset), whence)

int main(void)
{
	int ends[2];
	int fd, proc;

	work_in_new_directory();
	fd = open("file", O_RDWR | O_CREAT, 0600);
	ftruncate(fd, 5);
	pipe(ends);
	FAILS(EBADF, "no open file", SEEK(-1, 0, 0));
	FAILS(EBADF, "no open file", SEEK(open_path_only(), 0, 0));
	FAILS(EINVAL, "unknown whence", SEEK(fd, 0, 5));
	FAILS(EINVAL, "unknown whence", SEEK(fd, 0, -1));
	FAILS(ESPIPE, "file without a position", SEEK(ends[0], 0, 0));
	FAILS(ESPIPE, "file without a position", SEEK(socket(AF_UNIX, SOCK_STREAM, 0), 0, 0));
	FAILS(EINVAL, "position before the beginning", SEEK(fd, -1, SEEK_SET));
	HOLDS(SEEK(fd, 3, SEEK_SET) == 3);
	FAILS(EINVAL, "position before the beginning", SEEK(fd, -4, SEEK_CUR));
	HOLDS(SEEK(fd, -3, SEEK_CUR) == 0);
	FAILS(EINVAL, "position before the beginning", SEEK(fd, -6, SEEK_END));
	HOLDS(SEEK(fd, -5, SEEK_END) == 0);
	HOLDS(SEEK(fd, 7, SEEK_END) == 12 && lseek(fd, 0, SEEK_CUR) == 12);
	FAILS(EINVAL, "position past what the file system can hold", SEEK(fd, 1L << 62, SEEK_SET));
	FAILS(ENXIO, "nothing to look for", SEEK(fd, 5, SEEK_HOLE));
	FAILS(ENXIO, "nothing to look for", SEEK(fd, -1, SEEK_DATA));
	HOLDS(SEEK(fd, 0, SEEK_HOLE) == 0);
	proc = open("/proc/self/stat", O_RDONLY);
	FAILS(EINVAL, "position before the beginning", SEEK(proc, -1, SEEK_SET));
	HOLDS(SEEK(proc, 2, SEEK_SET) == 2);
	WINS(EBADF, EINVAL, SEEK(-1, 0, 5));
	WINS(EINVAL, ESPIPE, SEEK(ends[0], 0, 5));
	DONE();
}
