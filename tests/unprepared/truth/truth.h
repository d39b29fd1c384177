/*
 * What every program here shares: calls whose end is known. A program prints one line for each
 * condition of the spec with its name ("EINVAL, unknown flag"), and ends with 1 when a call
 * ended otherwise. These programs are the second source of the specs in the folder above.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/capability.h>

#define CALL(...) (errno = 0, syscall(__VA_ARGS__))
#define PAGE 4096UL
#define KERNEL_ADDRESS 0xffff800000000000UL

static int wrong;

static void say_wrong(int line, const char *text, long result, int error)
{
	printf("WRONG line %d: %s: returned %ld, %s\n", line, text, result,
	       result == -1 ? strerrorname_np(error) : "success");
	wrong = 1;
}

/* This call fails with this errno, for the reason that the spec names so. */
#define FAILS(error, summary, call) do { \
	long result_ = (call); int error_ = errno; \
	if (result_ != -1 || error_ != (error)) say_wrong(__LINE__, #call, result_, error_); \
	else printf("%s, %s\n", #error, summary); } while (0)

/* Two conditions hold: this errno wins over the other. */
#define WINS(error, other, call) do { \
	long result_ = (call); int error_ = errno; \
	if (result_ != -1 || error_ != (error)) say_wrong(__LINE__, #call, result_, error_); \
	else printf("order %s %s\n", #error, #other); } while (0)

/* Nearly the same call works. */
#define WORKS(call) do { \
	long result_ = (call); int error_ = errno; \
	if (result_ == -1) say_wrong(__LINE__, #call, result_, error_); } while (0)

/* A fact of the state after a call. */
#define HOLDS(fact) do { \
	if (!(fact)) { printf("WRONG line %d: not so: %s\n", __LINE__, #fact); wrong = 1; } } while (0)

/* A condition that no program can bring about at will. */
#define UNREACHED(error, summary) printf("%s, %s\n", #error, summary)

/* The block runs in a child; what it finds wrong counts. */
#define CHILD(...) do { \
	fflush(stdout); pid_t child_ = fork(); \
	if (!child_) { wrong = 0; __VA_ARGS__; fflush(stdout); _exit(wrong); } \
	int status_; waitpid(child_, &status_, 0); \
	if (!WIFEXITED(status_) || WEXITSTATUS(status_)) { \
		printf("WRONG line %d: child ended with %d\n", __LINE__, status_); wrong = 1; } } while (0)

#define DONE() return wrong

static inline void become_nobody(void)
{
	if (getuid() == 0 && (setgroups(0, NULL) || setresgid(65534, 65534, 65534) ||
			      setresuid(65534, 65534, 65534)))
		exit(3);
}

static inline void drop_capability(int number)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2];
	syscall(SYS_capget, &head, data);
	data[number / 32].effective &= ~(1U << number % 32);
	if (syscall(SYS_capset, &head, data))
		exit(3);
}

static inline void limit(int resource, unsigned long value)
{
	struct rlimit both;
	getrlimit(resource, &both);
	both.rlim_cur = value;
	if (setrlimit(resource, &both))
		exit(3);
}

/* No further descriptor can be had: the limit is the lowest free number and "more". */
static inline void limit_files(int more)
{
	int lowest = dup(0);
	close(lowest);
	limit(RLIMIT_NOFILE, lowest + more);
}

static inline int open_path_only(void) { return open("/", O_PATH); }

static inline char *pages(unsigned long count, int protection)
{
	char *start = mmap(NULL, count * PAGE, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (start == MAP_FAILED)
		exit(3);
	return start;
}

/* An address with no mapping. */
static inline char *hole(void)
{
	char *start = pages(3, PROT_READ | PROT_WRITE);
	munmap(start + PAGE, PAGE);
	return start + PAGE;
}

/* A new, empty directory that becomes the working directory and is seen by all. */
static inline void work_in_new_directory(void)
{
	static char name[] = "truthXXXXXX";
	if (!mkdtemp(name) || chmod(name, 0777) || chdir(name))
		exit(3);
}

static inline void nothing(int number) { (void)number; }

/* Descriptors of the parent would be in the way of counting. */
__attribute__((constructor)) static void close_others(void)
{
	syscall(SYS_close_range, 3, -1, 0);
}
