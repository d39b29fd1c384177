#include "truth.h"

#define WAIT(which, upid, infop, options, ru) CALL(SYS_waitid, which, upid, infop, options, ru)

static void handled(int number) { (void)number; }

static pid_t child(int ends)
{
	pid_t pid = fork();
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (!ends)
			pause();
		_exit(0);
	}
	if (ends && WAIT(P_PID, pid, NULL, WEXITED | WNOWAIT, NULL))
		exit(3);
	return pid;
}

int main(void)
{
	siginfo_t *info = (void *)pages(1, PROT_READ | PROT_WRITE);
	struct sigaction action = { .sa_handler = handled };
	pid_t first, second;
	int fd;

	setpgid(0, 0);
	FAILS(ECHILD, "no children", WAIT(P_ALL, 0, NULL, WEXITED | WNOHANG, NULL));
	FAILS(ECHILD, "empty group", WAIT(P_PGID, 0, NULL, WEXITED | WNOHANG, NULL));
	first = child(1);
	FAILS(EINVAL, "unknown options", WAIT(P_ALL, 0, NULL, WEXITED | 0x10, NULL));
	FAILS(EINVAL, "no change named", WAIT(P_ALL, 0, NULL, WNOHANG, NULL));
	FAILS(EINVAL, "unknown which", WAIT(4, 0, NULL, WEXITED, NULL));
	FAILS(EINVAL, "unknown which", WAIT(-1, 0, NULL, WEXITED, NULL));
	FAILS(EFAULT, "infop not writable", WAIT(P_ALL, 0, hole(), WEXITED | WNOWAIT, NULL));
	WORKS(WAIT(P_ALL, 0, info, WEXITED | WNOWAIT, NULL));
	HOLDS(info->si_pid == first && info->si_signo == SIGCHLD);
	FAILS(EINVAL, "no id", WAIT(P_PID, 0, NULL, WEXITED, NULL));
	FAILS(EINVAL, "no id", WAIT(P_PID, -1, NULL, WEXITED, NULL));
	FAILS(ECHILD, "no child", WAIT(P_PID, 1 << 22, NULL, WEXITED, NULL));
	FAILS(ECHILD, "no child", WAIT(P_PID, getpid(), NULL, WEXITED, NULL));
	WORKS(WAIT(P_PID, first, NULL, WEXITED | WNOWAIT, NULL));
	FAILS(EINVAL, "no group", WAIT(P_PGID, -1, NULL, WEXITED, NULL));
	FAILS(ECHILD, "empty group", WAIT(P_PGID, first, NULL, WEXITED, NULL));
	WORKS(WAIT(P_PGID, 0, NULL, WEXITED | WNOWAIT, NULL));
	FAILS(EINVAL, "negative descriptor", WAIT(P_PIDFD, -1, NULL, WEXITED, NULL));
	FAILS(EBADF, "bad descriptor", WAIT(P_PIDFD, 200, NULL, WEXITED, NULL));
	FAILS(EBADF, "bad descriptor", WAIT(P_PIDFD, open("/", O_RDONLY), NULL, WEXITED, NULL));
	fd = CALL(SYS_pidfd_open, getpid(), 0);
	FAILS(ECHILD, "not a child", WAIT(P_PIDFD, fd, NULL, WEXITED, NULL));
	fd = CALL(SYS_pidfd_open, first, 0);
	WORKS(WAIT(P_PIDFD, fd, NULL, WEXITED, NULL));
	second = child(0);
	WORKS(WAIT(P_PID, second, NULL, WEXITED | WNOHANG, NULL));
	sigaction(SIGUSR1, &action, NULL);
	first = getpid();
	if (!fork()) {
		char state = 0, line[256];
		while (state != 'S') {
			snprintf(line, sizeof(line), "/proc/%d/stat", first);
			FILE *file = fopen(line, "r");
			if (fscanf(file, "%*d %*s %c", &state) != 1)
				_exit(1);
			fclose(file);
			usleep(1000);
		}
		kill(first, SIGUSR1);
		_exit(0);
	}
	FAILS(EINTR, "interrupted", WAIT(P_PID, second, NULL, WEXITED, NULL));
	kill(second, SIGKILL);
	DONE();
}
