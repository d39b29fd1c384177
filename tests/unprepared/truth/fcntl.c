#include "truth.h"
#include <linux/fs.h>
#include <sys/ioctl.h>
#ifndef F_SEAL_EXEC
#define F_SEAL_EXEC 0x20
#endif

#define DO(fd, cmd, arg) CALL(SYS_fcntl, fd, cmd, (long)(arg))

static int allowed_for_path(int cmd)
{
	return cmd == F_DUPFD || cmd == F_DUPFD_CLOEXEC || cmd == 1027 || cmd == 1028 ||
		cmd == F_GETFD || cmd == F_SETFD || cmd == F_GETFL;
}

int main(void)
{
	int ends[2], fd, reading, path, memory, bit;
	int flags = FS_APPEND_FL;
	long cmd;

	work_in_new_directory();
	pipe(ends);
	fd = open("file", O_RDWR | O_CREAT, 0666);
	reading = open("file", O_RDONLY);
	path = open("file", O_PATH);
	FAILS(EBADF, "not open", DO(-1, F_GETFD, 0));
	WINS(EBADF, EINVAL, DO(-1, 500, 0));
	for (cmd = 0; cmd < 3000; cmd++) {
		if (allowed_for_path(cmd))
			WORKS(DO(path, cmd, cmd == 1027 ? path : 0));
		else
			FAILS(EBADF, "opened with O_PATH", DO(path, cmd, 0));
		if ((cmd > 11 && cmd < 15) || (cmd > 17 && cmd < 36) || (cmd > 38 && cmd < 1024) ||
		    cmd == 1029 || cmd > 1036)
			FAILS(EINVAL, "unknown command", DO(fd, cmd, 0));
	}
	FAILS(EINVAL, "unknown command", DO(fd, -1, 0));
	CHILD({
		limit(RLIMIT_NOFILE, 60);
		FAILS(EINVAL, "number not allowed", DO(0, F_DUPFD, 60));
		FAILS(EINVAL, "number for execve not allowed", DO(0, F_DUPFD_CLOEXEC, 60));
		HOLDS(DO(0, F_DUPFD, 59 + (1L << 32)) == 59);
		FAILS(EMFILE, "no number left", DO(0, F_DUPFD, 59));
		FAILS(EMFILE, "no number for execve left", DO(0, F_DUPFD_CLOEXEC, 59));
		HOLDS(DO(0, F_DUPFD_CLOEXEC, 58) == 58 && fcntl(58, F_GETFD) == FD_CLOEXEC);
		HOLDS(fcntl(59, F_GETFD) == 0);
	});
	FAILS(EINVAL, "number not allowed", DO(0, F_DUPFD, -1));
	HOLDS(DO(fd, F_SETFD, -1) == 0 && DO(fd, F_GETFD, 0) == 1);
	HOLDS(DO(fd, F_SETFD, 6) == 0 && DO(fd, F_GETFD, 0) == 0);
	HOLDS(DO(fd, F_SETFL, O_APPEND | O_WRONLY | O_CREAT) == 0);
	HOLDS((DO(fd, F_GETFL, 0) & (O_APPEND | O_ACCMODE)) == (O_APPEND | O_RDWR));
	HOLDS(DO(fd, F_SETFL, 0) == 0);
	ioctl(fd, FS_IOC_SETFLAGS, &flags);
	FAILS(EPERM, "file may only be appended to", DO(fd, F_SETFL, O_APPEND));
	HOLDS(DO(fd, F_SETFL, O_NONBLOCK) == 0);
	flags = 0;
	ioctl(fd, FS_IOC_SETFLAGS, &flags);
	FAILS(EINVAL, "file without direct access", DO(open("/dev/null", O_RDONLY), F_SETFL, O_DIRECT));
	WORKS(DO(ends[0], F_SETFL, O_DIRECT));
	CHILD({
		become_nobody();
		FAILS(EPERM, "times of the file of another", DO(fd, F_SETFL, O_NOATIME));
	});
	FAILS(EBADF, "no pipe", DO(fd, F_SETPIPE_SZ, 4096));
	FAILS(EBADF, "nothing with a capacity", DO(fd, F_GETPIPE_SZ, 0));
	FAILS(EINVAL, "capacity too large", DO(ends[0], F_SETPIPE_SZ, (1U << 31) + 1));
	WINS(EBADF, EINVAL, DO(fd, F_SETPIPE_SZ, -1));
	HOLDS(DO(ends[0], F_SETPIPE_SZ, 0) == 4096 && DO(ends[1], F_GETPIPE_SZ, 0) == 4096);
	HOLDS(DO(ends[0], F_SETPIPE_SZ, 4097) == 8192);
	HOLDS(DO(ends[0], F_SETPIPE_SZ, 1L << 32) == 4096);
	CHILD({
		become_nobody();
		FAILS(EPERM, "over the limit of a pipe", DO(ends[0], F_SETPIPE_SZ, (1 << 20) + 1));
		WINS(EINVAL, EPERM, DO(ends[0], F_SETPIPE_SZ, (1U << 31) + 1));
		HOLDS(DO(ends[0], F_SETPIPE_SZ, 1 << 20) == 1 << 20);
	});
	CHILD({
		char byte[8192];
		DO(ends[0], F_SETFL, 0);
		HOLDS(DO(ends[0], F_SETPIPE_SZ, 65536) == 65536);
		write(ends[1], byte, 8192);
		FAILS(EBUSY, "data do not fit", DO(ends[0], F_SETPIPE_SZ, 4096));
		HOLDS(DO(ends[0], F_SETPIPE_SZ, 8192) == 8192);
	});
	memory = memfd_create("x", MFD_ALLOW_SEALING);
	for (bit = 0; bit < 32; bit++) {
		CHILD({
			int other = memfd_create("x", MFD_ALLOW_SEALING);
			if (bit < 6) {
				WORKS(DO(other, F_ADD_SEALS, 1U << bit));
				HOLDS(DO(other, F_GET_SEALS, 0) & 1U << bit);
			} else {
				FAILS(EINVAL, "unknown seal", DO(other, F_ADD_SEALS, 1U << bit));
			}
		});
	}
	WORKS(DO(memory, F_ADD_SEALS, 1L << 32));
	HOLDS(DO(memory, F_GET_SEALS, 0) == 0);
	FAILS(EPERM, "not open for writing", DO(reading, F_ADD_SEALS, 64));
	WINS(EPERM, EINVAL, DO(ends[0], F_ADD_SEALS, 1));
	FAILS(EINVAL, "nothing that has seals", DO(ends[1], F_ADD_SEALS, 1));
	FAILS(EINVAL, "file system without seals", DO(fd, F_ADD_SEALS, 1));
	FAILS(EINVAL, "nothing that could be sealed", DO(ends[1], F_GET_SEALS, 0));
	FAILS(EINVAL, "file system that knows no seals", DO(fd, F_GET_SEALS, 0));
	FAILS(EPERM, "seals are sealed", DO(memfd_create("y", 0), F_ADD_SEALS, F_SEAL_GROW));
	FAILS(EPERM, "seals are sealed", DO(memfd_create("y", 0), F_ADD_SEALS, 0));
	WINS(EINVAL, EPERM, DO(memfd_create("y", 0), F_ADD_SEALS, 64));
	ftruncate(memory, 4096);
	mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
	FAILS(EBUSY, "somebody can write", DO(memory, F_ADD_SEALS, F_SEAL_WRITE));
	WORKS(DO(memory, F_ADD_SEALS, F_SEAL_GROW));
	UNREACHED(EPERM, "over the limit of the user");
	HOLDS(F_GETSIG == 11 && F_SETOWN_EX == 15 && F_OFD_GETLK == 36 && F_OFD_SETLKW == 38);
	HOLDS(F_SETLEASE == 1024);
	{
		struct flock lock = { .l_type = F_WRLCK };
		unsigned long hint = 0;
		int other;
		FAILS(EINVAL, "argument of a command that is left out", DO(fd, F_SETSIG, 65));
		FAILS(EFAULT, "memory of a command that is left out", DO(fd, F_GETLK, NULL));
		FAILS(EBADF, "lock that the access mode does not allow", DO(reading, F_SETLK, &lock));
		FAILS(EBADF, "nothing to compare with", DO(fd, 1027, -1));
		FAILS(ENOTDIR, "no directory to watch", DO(fd, F_NOTIFY, 1));
		FAILS(ESRCH, "no such owner", DO(fd, F_SETOWN, 0x3fffffff));
		FAILS(EAGAIN, "taken by another", DO(fd, F_SETLEASE, F_WRLCK));
		WORKS(DO(fd, F_SETLK, &lock));
		CHILD({
			struct sigaction action = { .sa_handler = nothing };
			FAILS(EAGAIN, "taken by another", DO(fd, F_SETLK, &lock));
			sigaction(SIGALRM, &action, NULL);
			struct itimerval soon = { { 0, 0 }, { 0, 20000 } };
			setitimer(ITIMER_REAL, &soon, NULL);
			FAILS(EINTR, "signal handled while waiting", DO(fd, F_SETLKW, &lock));
			become_nobody();
			other = open("file", O_RDONLY);
			FAILS(EACCES, "lease of the file of another", DO(other, F_SETLEASE, F_RDLCK));
			FAILS(EPERM, "hint for the file of another", DO(fd, F_SET_RW_HINT, &hint));
		});
	}
	UNREACHED(EDEADLK, "locks in a circle");
	UNREACHED(ENOLCK, "no memory for a lock");
	UNREACHED(EOVERFLOW, "lock past the end of numbers");
	UNREACHED(ENOMEM, "no memory for the table");
	DONE();
}
