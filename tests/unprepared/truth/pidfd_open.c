#include "truth.h"
#include <pthread.h>

#define OPEN(pid, flags) CALL(SYS_pidfd_open, pid, flags)

static int tid;

static void *other(void *ready)
{
	tid = syscall(SYS_gettid);
	pthread_mutex_unlock(ready);
	pause();
	return NULL;
}

int main(void)
{
	pthread_mutex_t ready = PTHREAD_MUTEX_INITIALIZER;
	pthread_t thread;
	unsigned int flags;
	long fd;

	for (flags = 1; flags; flags <<= 1) {
		if (flags == O_NONBLOCK || flags == O_EXCL)
			WORKS(OPEN(getpid(), flags));
		else
			FAILS(EINVAL, "unknown flags", OPEN(getpid(), flags));
	}
	FAILS(EINVAL, "no process number", OPEN(0, 0));
	FAILS(EINVAL, "no process number", OPEN(-1, 0));
	FAILS(ESRCH, "no such process", OPEN(1 << 22, 0));
	fd = OPEN(getpid(), 0);
	HOLDS(fcntl(fd, F_GETFD) == FD_CLOEXEC);
	pthread_mutex_lock(&ready);
	HOLDS(!pthread_create(&thread, NULL, other, &ready));
	pthread_mutex_lock(&ready);
	FAILS(ENOENT, "no leader of its group", OPEN(tid, 0));
	WORKS(OPEN(tid, O_EXCL));
	CHILD({
		limit_files(0);
		FAILS(EMFILE, "too many open files", OPEN(getpid(), 0));
	});
	UNREACHED(ENFILE, "too many open files in the system");
	UNREACHED(ENOMEM, "no memory");
	DONE();
}
