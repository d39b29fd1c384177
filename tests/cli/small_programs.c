/* Small programs, one a number: each says what its calls returned. Nothing here may alarm. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SAY(call) do { errno = 0; long r_ = (long)(call); \
	printf("%s = %ld %d\n", #call, r_ > 4096 ? 1 : r_, errno); } while (0)

static char page[4096];
static volatile sig_atomic_t signals;
static volatile int stop;
static int swapped;

static int told = -1;

static void count(int signal)
{
	signals += signal != 0;
	if (told >= 0)
		write(told, "x", 1);
}

static void *close_and_open(void *unused)
{
	while (!stop) {
		int fd = open("/etc/passwd", O_RDONLY);

		dup2(fd, swapped);
		close(fd);
		close(swapped);
	}
	return unused;
}

static void *reader(void *unused)
{
	int fd = open("/etc/passwd", O_RDONLY);

	read(fd, page, 100);
	close(fd);
	return unused;
}

static void bad_descriptors(void)
{
	SAY(close(-1)); SAY(close(999)); SAY(read(-1, page, 1)); SAY(write(999, page, 1));
	SAY(read(999, NULL, 0)); SAY(openat(999, "x", O_RDONLY)); SAY(epoll_ctl(-1, 1, 2, NULL));
	SAY(epoll_wait(999, (void *)page, 1, 0));
	SAY(mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 999, 0));
}

static void bad_pointers(void)
{
	int fd = open("/etc/passwd", O_RDONLY), ends[2];

	SAY(pipe(ends));
	SAY(open(NULL, O_RDONLY)); SAY(open((char *)1, O_RDONLY)); SAY(read(fd, (void *)1, 1));
	SAY(read(fd, NULL, 0)); SAY(write(ends[1], (void *)-1, 1)); SAY(read(fd, (void *)-4096, 8));
	SAY(execve(NULL, NULL, NULL)); SAY(execve("/bin/true", (void *)1, NULL));
	SAY(epoll_ctl(epoll_create1(0), EPOLL_CTL_ADD, ends[0], NULL));
}

static void bad_flags(void)
{
	SAY(open("/etc/passwd", O_RDONLY | 0x40000000)); SAY(epoll_create1(1)); SAY(epoll_create(0));
	SAY(mlockall(0)); SAY(mlockall(64)); SAY(syscall(SYS_mlock2, page, 1, 77));
	SAY(madvise(page, 0, 77)); SAY(mmap(NULL, 4096, -1, 0, -1, 0));
	SAY(mmap(NULL, 4096, 0, MAP_PRIVATE | MAP_ANONYMOUS | 0x80000000, -1, 0));
	SAY(epoll_ctl(3, 77, 3, (void *)page)); SAY(open("/tmp", O_TMPFILE | O_RDONLY));
	SAY(open("/tmp/none", O_CREAT | O_DIRECTORY, 0600));
	SAY(syscall(SYS_execveat, AT_FDCWD, "/bin/true", NULL, NULL, 64));
}

static void alignment(void)
{
	char *two = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	SAY(madvise(two + 1, 4096, MADV_DONTNEED)); SAY(madvise(two, 1, MADV_DONTNEED));
	SAY(mlock(two + 1, 10)); SAY(munlock(two + 5, 1)); SAY(mmap(two + 1, 4096, 1, 0x32, -1, 0));
	SAY(mmap(NULL, 4096, 1, MAP_PRIVATE, open("/etc/passwd", O_RDONLY), 1));
	SAY(madvise(two, (size_t)-1, MADV_DONTNEED)); SAY(mlock(two, (size_t)-1));
	SAY(munlock((void *)-4096, 8192));
}

static void zero_lengths(void)
{
	int fd = open("/etc/passwd", O_RDONLY);

	SAY(read(fd, page, 0)); SAY(write(1, page, 0)); SAY(mlock(page, 0)); SAY(munlock(page, 0));
	SAY(madvise((void *)((uintptr_t)page & ~4095ul), 0, MADV_DONTNEED));
	SAY(mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	SAY(epoll_wait(epoll_create1(0), (void *)page, 0, 0));
}

static void paths(void)
{
	char longer[5000];

	memset(longer, 'a', sizeof(longer));
	longer[4999] = 0;
	SAY(open(longer, O_RDONLY)); longer[300] = 0; SAY(open(longer, O_RDONLY));
	SAY(open("", O_RDONLY)); SAY(open("/none/x", O_RDONLY)); SAY(open("/etc/passwd/x", O_RDONLY));
	SAY(open("/tmp", O_WRONLY)); SAY(open("/etc/passwd", O_RDONLY | O_DIRECTORY));
	SAY(open("/etc/passwd", O_CREAT | O_EXCL, 0600)); SAY(execve("/none", NULL, NULL));
	SAY(open("/proc/self/exe", O_WRONLY)); SAY(open("/etc/passwd/", O_RDONLY));
}

static void epolls(void)
{
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = 7 };
	int instance = epoll_create1(EPOLL_CLOEXEC), ends[2];

	SAY(pipe(ends)); SAY(epoll_ctl(instance, EPOLL_CTL_ADD, ends[0], &event));
	SAY(epoll_ctl(instance, EPOLL_CTL_ADD, ends[0], &event));
	SAY(epoll_ctl(instance, EPOLL_CTL_ADD, instance, &event));
	SAY(epoll_ctl(instance, EPOLL_CTL_DEL, 0, &event));
	SAY(epoll_wait(instance, &event, 1, 0)); SAY(write(ends[1], "x", 1));
	SAY(epoll_wait(instance, &event, 1, 1000)); SAY(epoll_wait(instance, &event, -1, 0));
	SAY(epoll_pwait(instance, &event, 1, 0, NULL));
	event.events |= EPOLLEXCLUSIVE;
	SAY(epoll_ctl(instance, EPOLL_CTL_MOD, ends[0], &event));
	SAY(syscall(SYS_epoll_pwait2, instance, &event, 1, &(struct timespec){ 0, 2000000000 }, 0, 8));
	SAY(syscall(SYS_epoll_pwait2, instance, &event, 1, &(struct timespec){ 0, 1 }, 0, 8));
}

static void nonblocking(void)
{
	int ends[2], pair[2];
	char big[4096] = "";

	SAY(pipe2(ends, O_NONBLOCK)); SAY(read(ends[0], big, 1));
	while (write(ends[1], big, sizeof(big)) > 0)
		;
	SAY(write(ends[1], big, 1)); SAY(close(ends[0]));
	signal(SIGPIPE, SIG_IGN);
	SAY(write(ends[1], big, 1)); SAY(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair));
	SAY(read(pair[0], big, 1)); SAY(close(pair[1])); SAY(read(pair[0], big, 1));
	SAY(read(eventfd(0, EFD_NONBLOCK), big, 8)); SAY(read(eventfd(1, 0), big, 4));
}

static void interrupted(int restart)
{
	struct sigaction act = { .sa_handler = count, .sa_flags = restart ? SA_RESTART : 0 };
	int ends[2];

	SAY(sigaction(SIGALRM, &act, NULL)); SAY(pipe(ends));
	if (restart)
		told = ends[1];
	ualarm(100000, 0);
	SAY(read(ends[0], page, 1));
	ualarm(100000, 0);
	SAY(epoll_wait(epoll_create1(0), (void *)page, 1, 500));
	printf("%d\n", signals);
}

static void limits(void)
{
	struct rlimit few = { 3, 3 }, none = { 0, 0 };

	SAY(setrlimit(RLIMIT_NOFILE, &few)); SAY(open("/", O_RDONLY)); SAY(epoll_create1(0));
	SAY(setrlimit(RLIMIT_MEMLOCK, &none)); SAY(setresuid(65534, 65534, 65534));
	SAY(mlock(page, 1)); SAY(mlockall(MCL_CURRENT)); SAY(open("/etc/shadow", O_RDONLY));
}

static void threads(void)
{
	pthread_t all[8];

	for (int i = 0; i < 8; i++)
		pthread_create(&all[i], NULL, reader, NULL);
	for (int i = 0; i < 8; i++)
		SAY(pthread_join(all[i], NULL));
}

/* One thread opens and closes the descriptor that the other uses. */
static void race(void)
{
	pthread_t other;
	int failed = 0;

	swapped = 77;
	pthread_create(&other, NULL, close_and_open, NULL);
	for (int i = 0; i < 300; i++)
		failed |= read(swapped, page, 10) < 0 && errno != EBADF;
	stop = 1;
	pthread_join(other, NULL);
	printf("%d\n", failed);
}

static void children(int how)
{
	char *true_program[] = { "true", NULL };
	int status = 0;
	pid_t child = how == 1 ? vfork() : fork();

	if (child == 0 && how < 2) {
		execve("/none", true_program, NULL);
		execve("/bin/true", true_program, NULL);
		_exit(9);
	}
	if (child == 0) {
		if (how == 3)
			raise(SIGKILL);
		pause();
	}
	if (how == 2)
		kill(child, SIGTERM);
	SAY(waitpid(child, &status, 0) == child); printf("%d\n", status);
}

static void *execute(void *unused)
{
	execlp("echo", "echo", "from a thread", NULL);
	return unused;
}

static void exec_of_a_thread(void)
{
	pthread_t other;

	fflush(stdout);
	pthread_create(&other, NULL, execute, NULL);
	read(eventfd(0, 0), page, 8);
}

static void files(const char *name)
{
	int fd = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);

	SAY(write(fd, page, 100)); SAY(lseek(fd, 0, SEEK_SET)); SAY(read(fd, page, 4096));
	SAY(read(fd, page, 1)); SAY(close(fd)); SAY(close(fd)); SAY(unlink(name));
	SAY(mmap(NULL, 4096, PROT_READ, MAP_SHARED, open("/etc/passwd", O_RDONLY), 0));
	SAY(mmap(NULL, 4096, PROT_WRITE, MAP_SHARED, open("/etc/passwd", O_RDONLY), 0));
	SAY(mmap((void *)4096, 4096, 3, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
	SAY(mmap(NULL, 1ul << 60, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
}

int main(int argc, char **argv)
{
	int number = argc > 1 ? atoi(argv[1]) : 0;

	switch (number) {
	case 0: bad_descriptors(); break;
	case 1: bad_pointers(); break;
	case 2: bad_flags(); break;
	case 3: alignment(); break;
	case 4: zero_lengths(); break;
	case 5: paths(); break;
	case 6: epolls(); break;
	case 7: nonblocking(); break;
	case 8: interrupted(0); break;
	case 9: interrupted(1); break;
	case 10: limits(); break;
	case 11: threads(); break;
	case 12: race(); break;
	case 13: case 14: case 15: case 16: children(number - 13); break;
	case 17: exec_of_a_thread(); break;
	case 18: files(argv[2]); break;
	case 19: fflush(stdout); raise(SIGSEGV); break;
	case 20: abort();
	default: return number;
	}
	return number;
}
