#include "truth.h"
#include <sys/ioctl.h>
#include <linux/fs.h>

static int got;

static void count(int number) { got = number; }

static void flag(int fd, int bit)
{
	int flags = bit;
	if (ioctl(fd, FS_IOC_SETFLAGS, &flags))
		exit(3);
}

int main(void)
{
	int fd, reading, sealed, append, fixed, process, secret, huge;

	work_in_new_directory();
	fd = open("file", O_RDWR | O_CREAT, 0600);
	reading = open("file", O_RDONLY);
	FAILS(EINVAL, "negative length", CALL(SYS_ftruncate, fd, -1L));
	FAILS(EBADF, "no open file", CALL(SYS_ftruncate, -1, 0L));
	FAILS(EBADF, "no open file", CALL(SYS_ftruncate, open("file", O_PATH), 0L));
	FAILS(EINVAL, "no regular file that is open for writing", CALL(SYS_ftruncate, reading, 0L));
	FAILS(EINVAL, "no regular file that is open for writing",
	      CALL(SYS_ftruncate, open("/dev/null", O_WRONLY), 0L));
	WORKS(CALL(SYS_ftruncate, fd, 10L));
	append = open("append", O_RDWR | O_CREAT, 0600);
	flag(append, FS_APPEND_FL);
	FAILS(EPERM, "file may only be appended to", CALL(SYS_ftruncate, append, 1L));
	flag(append, 0);
	WORKS(CALL(SYS_ftruncate, append, 1L));
	fixed = open("fixed", O_RDWR | O_CREAT, 0600);
	flag(fixed, FS_IMMUTABLE_FL);
	FAILS(EPERM, "file that cannot be changed", CALL(SYS_ftruncate, fixed, 1L));
	flag(fixed, 0);
	signal(SIGXFSZ, count);
	CHILD({
		limit(RLIMIT_FSIZE, 100);
		FAILS(EFBIG, "over the limit of the process", CALL(SYS_ftruncate, fd, 101L));
		HOLDS(got == SIGXFSZ);
		WORKS(CALL(SYS_ftruncate, fd, 100L));
		limit(RLIMIT_FSIZE, 10);
		WORKS(CALL(SYS_ftruncate, fd, 50L));
		WORKS(CALL(SYS_ftruncate, fd, 50L));
	});
	got = 0;
	FAILS(EFBIG, "over the limit of the file system", CALL(SYS_ftruncate, fd, 1L << 62));
	HOLDS(!got);
	sealed = memfd_create("sealed", MFD_ALLOW_SEALING);
	ftruncate(sealed, 10);
	fcntl(sealed, F_ADD_SEALS, F_SEAL_SHRINK);
	FAILS(EPERM, "sealed", CALL(SYS_ftruncate, sealed, 9L));
	WORKS(CALL(SYS_ftruncate, sealed, 10L));
	WORKS(CALL(SYS_ftruncate, sealed, 11L));
	fcntl(sealed, F_ADD_SEALS, F_SEAL_GROW);
	FAILS(EPERM, "sealed", CALL(SYS_ftruncate, sealed, 12L));
	CHILD({
		limit(RLIMIT_FSIZE, 20);
		WINS(EFBIG, EPERM, CALL(SYS_ftruncate, sealed, 21L));
	});
	WINS(EINVAL, EBADF, CALL(SYS_ftruncate, -1, -1L));
	FAILS(EINVAL, "no regular file that is open for writing",
	      CALL(SYS_ftruncate, syscall(SYS_eventfd2, 0, 0), 0L));
	process = syscall(SYS_pidfd_open, getpid(), 0);
	FAILS(EOPNOTSUPP, "file of a process", CALL(SYS_ftruncate, process, 0L));
	FAILS(EINVAL, "more than two gigabytes of a file that is not large",
	      CALL(SYS_ftruncate, process, 1L << 31));
	WINS(EINVAL, EOPNOTSUPP, CALL(SYS_ftruncate, process, 1L << 31));
	secret = syscall(447, 0);
	WORKS(CALL(SYS_ftruncate, secret, 0L));
	WORKS(CALL(SYS_ftruncate, secret, 1L));
	FAILS(EINVAL, "secret memory that has a length", CALL(SYS_ftruncate, secret, 1L));
	FAILS(EINVAL, "secret memory that has a length", CALL(SYS_ftruncate, secret, 0L));
	CHILD({
		int queue = syscall(SYS_mq_open, "truth", O_RDWR | O_CREAT, 0600, NULL);
		syscall(SYS_mq_unlink, "truth");
		WORKS(CALL(SYS_ftruncate, queue, 0x7fffffffL));
		FAILS(EINVAL, "more than two gigabytes of a file that is not large",
		      CALL(SYS_ftruncate, queue, 0x80000000L));
		limit(RLIMIT_FSIZE, 100);
		WINS(EINVAL, EFBIG, CALL(SYS_ftruncate, queue, 0x80000000L));
		WINS(EOPNOTSUPP, EFBIG, CALL(SYS_ftruncate, process, 101L));
		WINS(EINVAL, EFBIG, CALL(SYS_ftruncate, secret, 101L));
	});
	huge = memfd_create("huge", 4);
	FAILS(EINVAL, "part of a huge page", CALL(SYS_ftruncate, huge, 4096L));
	WORKS(CALL(SYS_ftruncate, huge, 2L << 20));
	CHILD({
		limit(RLIMIT_FSIZE, 100);
		WINS(EFBIG, EINVAL, CALL(SYS_ftruncate, huge, (2L << 20) + 1));
	});
	UNREACHED(ETXTBSY, "file is swapped to");
	UNREACHED(ENOSPC, "no room");
	UNREACHED(EIO, "disk fails");
	DONE();
}
