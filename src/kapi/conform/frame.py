"""The C that every program has: a child that tries the call, and a parent that judges it."""

from __future__ import annotations

from kapi.call import Outcome
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import errno_name

SHARED = """\
static volatile long *shared;
enum { CALLING, CALLER, RETURNED, RESULT, ERROR, MISSING };"""

MUST = """\
static inline long must(long result)
{
	if (result == -1) {
		perror("set-up");
		_exit(77);
	}
	return result;
}"""

DIRECTORY = """\
static char room[] = "/tmp/kapi-XXXXXX";

static void enter_room(void)
{
	chmod(room, 0777);
	if (geteuid() == 0 && unshare(CLONE_NEWNS) == 0) {
		must(mount("none", "/", 0, MS_REC | MS_PRIVATE, 0));
		must(mount("none", room, "tmpfs", 0, "mode=0777"));
	}
	must(chdir(room));
}

static int removed(const char *path, const struct stat *s, int type, struct FTW *at)
{
	return s && at && type >= 0 ? remove(path) : 0;
}"""

CAPABILITIES = """\
static void have_capabilities(long mask)
{
	unsigned head[2] = { 0x20080522 }, sets[6], i;
	must(syscall(SYS_capget, head, sets));
	shared[MISSING] = (mask & ~(sets[0] | (long)sets[3] << 32)) != 0;
	for (i = 0; i < 6; i++)
		sets[i] &= mask >> i / 3 * 32;
	must(syscall(SYS_capset, head, sets));
}"""

LIMIT = """\
static void at_most(long which, unsigned long number)
{
	struct rlimit both;
	must(getrlimit(which, &both));
	both.rlim_cur = number < both.rlim_max ? number : both.rlim_max;
	must(setrlimit(which, &both));
}"""

MAPPED = """\
static long mapped(long addr, long len, long prot, long flags, long fd, long off)
{
	long at = -1;
	if (!addr && !(flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)))
		at = syscall(SYS_mmap, place(), len, prot, flags, fd, off);
	return at == -1 ? syscall(SYS_mmap, addr, len, prot, flags, fd, off) : at;
}"""

MAIN = """\
int main(void)
{{
	int status = 0, ended = 0, i;
	shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
{make}	long pid = must(fork());
	if (pid == 0) {{
		setpgid(0, 0);
		shared[CALLER] = getpid();
		umask(077);
{enter}		tried();
		_exit(0);
	}}
	for (i = 0; i < {rounds} && !ended; i++, usleep(10000))
		ended = waitpid(pid, &status, WNOHANG) == pid;
	kill(-pid, SIGKILL);
{remove}	if (ended && !shared[CALLING] && !shared[RETURNED])
		return 77;
	if (shared[RETURNED])
		printf("%ld %s\\n", shared[RESULT],
			shared[RESULT] == -1 ? strerrorname_np(shared[ERROR]) : "");
	else
		printf("%s\\n", !ended ? "hangs" : !WIFSIGNALED(status) ? "gone" :
			strsignal(WTERMSIG(status)));
	if ({same})
		return 0;
	return shared[MISSING] ? 77 : 1;
}}"""


def judgement(outcome: Outcome, architecture: Architecture) -> str:
    """Return the C expression that is true when the call ended as in ``outcome``."""
    if outcome.hung:
        return "!ended"
    if outcome.gone:
        return "ended && shared[CALLING] && !WIFSIGNALED(status)"
    if outcome.killed:
        killed = f"WIFSIGNALED(status) && WTERMSIG(status) == {outcome.killed}"
        return f"ended && shared[CALLING] && {killed}"
    if outcome.errno is not None:
        name = errno_name(outcome.errno, architecture) or str(outcome.errno)
        return f"shared[RETURNED] && shared[RESULT] == -1 && shared[ERROR] == {name}"
    if outcome.result == 0:
        return "shared[RETURNED] && shared[RESULT] == 0"
    return "shared[RETURNED] && shared[RESULT] != -1"
