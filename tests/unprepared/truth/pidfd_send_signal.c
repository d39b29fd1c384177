#include "truth.h"

#define SEND(fd, sig, info, flags) CALL(SYS_pidfd_send_signal, fd, sig, info, flags)
#define OPEN(pid) CALL(SYS_pidfd_open, pid, 0)

static pid_t child(int ends)
{
	pid_t pid = fork();

	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		while (!ends)
			pause();
		_exit(0);
	}
	return pid;
}

int main(void)
{
	pid_t alive = child(0), ended = child(1);
	long fd = OPEN(alive), gone = OPEN(ended), own = OPEN(getpid());
	char info[128] = "";
	unsigned int flags;

	waitpid(ended, NULL, 0);
	for (flags = 8; flags; flags <<= 1)
		FAILS(EINVAL, "unknown flags", SEND(fd, 0, NULL, flags));
	FAILS(EINVAL, "more than one target", SEND(fd, 0, NULL, 3));
	FAILS(EINVAL, "more than one target", SEND(fd, 0, NULL, 7));
	for (flags = 0; flags < 3; flags++)
		WORKS(SEND(fd, 0, NULL, flags));
	FAILS(EBADF, "not open", SEND(-1, 0, NULL, 0));
	FAILS(EBADF, "not open", SEND(open("/proc/self", O_PATH), 0, NULL, 0));
	FAILS(EBADF, "no process", SEND(open("/", O_RDONLY), 0, NULL, 0));
	WORKS(SEND(open("/proc/self", O_RDONLY), 0, NULL, 0));
	FAILS(EFAULT, "info not readable", SEND(fd, 0, hole(), 0));
	*(int *)info = SIGUSR1;
	FAILS(EINVAL, "another signal", SEND(fd, SIGUSR2, info, 0));
	FAILS(EPERM, "info of the kernel", SEND(fd, SIGUSR1, info, 0));
	signal(SIGUSR1, SIG_IGN);
	WORKS(SEND(own, SIGUSR1, info, 0));
	((int *)info)[2] = 77;
	info[127] = 1;
	FAILS(E2BIG, "unknown info", SEND(own, SIGUSR1, info, 0));
	FAILS(EINVAL, "no signal", SEND(fd, 65, NULL, 0));
	FAILS(EINVAL, "no signal", SEND(fd, -1, NULL, 0));
	FAILS(ESRCH, "gone", SEND(gone, 0, NULL, 0));
	FAILS(ESRCH, "no group", SEND(fd, 0, NULL, 4));
	CHILD({
		become_nobody();
		FAILS(EPERM, "not allowed", SEND(fd, 0, NULL, 0));
		WORKS(SEND(fd, SIGCONT, NULL, 0));
	});
	kill(alive, SIGKILL);
	DONE();
}
