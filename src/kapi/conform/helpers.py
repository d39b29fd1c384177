"""What steps may call besides system calls: each in Python and in C, of one meaning.

Arguments and results are longs; addresses are those of this process.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import itertools
import mmap
import os
import resource
import select
import signal
from collections.abc import Callable

import msgspec

from kapi.conform import privileges

__all__ = ["HELPERS", "PRIVATE", "Helper", "calling", "handled"]

PRIVATE: list[int] = []
"""Descriptors of this process that children of its steps must not hold."""

_NOBODY = 65534
_PR_SET_PDEATHSIG = 1
_PR_SET_KEEPCAPS = 8
_libc = ctypes.CDLL(None, use_errno=True)
_libc.mmap.restype = ctypes.c_long
_libc.mmap.argtypes = [ctypes.c_long] * 6
_kept: list[object] = []
_caught: list[int] = []


class Helper(msgspec.Struct, frozen=True):
    """``run`` does it here; ``c`` defines a function of the same name and meaning."""

    run: Callable[..., int | None]
    c: str = ""


def _buffer(size: int) -> int:
    """The address of ``size`` zero bytes."""
    made = ctypes.create_string_buffer(size)
    _kept.append(made)
    return ctypes.addressof(made)


def _letters(count: int) -> int:
    """The address of a text of ``count`` letters."""
    made = ctypes.create_string_buffer(b"a" * count)
    _kept.append(made)
    return ctypes.addressof(made)


def _put8(address: int, value: int) -> None:
    ctypes.c_int8.from_address(address).value = value


def _put16(address: int, value: int) -> None:
    ctypes.c_int16.from_address(address).value = value


def _get8(address: int) -> int:
    return ctypes.c_int8.from_address(address).value


def _get16(address: int) -> int:
    return ctypes.c_int16.from_address(address).value


def _put32(address: int, value: int) -> None:
    ctypes.c_int32.from_address(address).value = value


def _put64(address: int, value: int) -> None:
    ctypes.c_int64.from_address(address).value = value


def _get32(address: int) -> int:
    return ctypes.c_int32.from_address(address).value


def _get64(address: int) -> int:
    return ctypes.c_int64.from_address(address).value


def _write_file(path: int, text: int, mode: int) -> None:
    """Make the file, or empty it, and write the text."""
    number = os.open(ctypes.string_at(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    os.write(number, ctypes.string_at(text))
    os.close(number)


def _on_signal(number: int) -> None:
    """Handle the signal, without SA_RESTART."""
    signal.signal(number, lambda got, _: _caught.append(got))


def _alarm_ms(milliseconds: int) -> None:
    """Send SIGALRM to this process after that time."""
    signal.setitimer(signal.ITIMER_REAL, milliseconds / 1000)


def _become_nobody() -> None:
    """Give every privilege up, if there is one."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # forgotten with the user


def _become_nobody_with(mask: int) -> None:
    """Become nobody, who has the capabilities of ``mask``, a bit for each number."""
    _libc.prctl(_PR_SET_KEEPCAPS, 1)
    _become_nobody()
    privileges.keep_exactly(mask)


def _keep_capabilities(mask: int) -> None:
    """Give up all capabilities but those of ``mask``, which must be there."""
    privileges.keep_exactly(mask)


def _drop_capability(number: int) -> None:
    """Give up one capability; one that is not there needs not be."""
    privileges.keep(~(1 << number))


def _wait_ready(number: int) -> None:
    """Wait until the descriptor can be read."""
    select.select([number], [], [])


def _limit(which: int, number: int) -> None:
    """Set the soft limit."""
    hard = resource.getrlimit(which)[1]
    resource.setrlimit(which, (number, hard))


def _fork() -> int:
    """A child that dies with this process."""
    child = os.fork()
    if child == 0:
        for number in PRIVATE:
            os.close(number)
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    return child


def _fill_map_count() -> None:
    """Map pages that cannot be joined, until vm.max_map_count is reached."""
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    for number in itertools.count():
        if _libc.mmap(0, mmap.PAGESIZE, number & 1, flags, -1, 0) == -1:
            return


def _status_kb(name: int) -> int:
    """A line of /proc/self/status, such as VmLck, in KiB."""
    wanted = ctypes.string_at(name) + b":"
    with open("/proc/self/status", "rb") as status:
        return next((int(line.split()[1]) for line in status if line.startswith(wanted)), -1)


def _smaps_flag(address: int, flag: int) -> int:
    """Whether the mapping at ``address`` has the flag of two letters in /proc/self/smaps."""
    inside = False
    with open("/proc/self/smaps", "rb") as smaps:
        for line in smaps:
            first = line.split(b" ", 1)[0]
            if b"-" in first and not first.endswith(b":"):
                start, end = (int(part, 16) for part in first.split(b"-"))
                inside = start <= address < end
            elif inside and line.startswith(b"VmFlags:"):
                return int(ctypes.string_at(flag) in line.split())
    return -1


def _resident(address: int, pages: int) -> int:
    """How many of the pages are in memory (mincore)."""
    states = ctypes.create_string_buffer(pages)
    size = pages * mmap.PAGESIZE
    if _libc.mincore(ctypes.c_void_p(address), ctypes.c_size_t(size), states):
        return -1
    return sum(byte & 1 for byte in states.raw[:pages])


def _position(number: int) -> int:
    """Pos in /proc/self/fdinfo."""
    with open(f"/proc/self/fdinfo/{number}", "rb") as info:
        return int(info.readline().split()[1])


def _watched(instance: int, number: int) -> int:
    """Whether /proc/self/fdinfo of the epoll instance has a line for the descriptor."""
    with open(f"/proc/self/fdinfo/{instance}", "rb") as info:
        return int(any(line.split()[:2] == [b"tfd:", b"%d" % number] for line in info))


def _pointers(address: int, count: int) -> int:
    """The address of that many equal pointers and a null."""
    made = (ctypes.c_int64 * (count + 1))(*[address] * count, 0)
    _kept.append(made)
    return ctypes.addressof(made)


def _file_size(path: int) -> int:
    return os.stat(ctypes.string_at(path)).st_size


def _file_mode(path: int) -> int:
    """Permissions as chmod takes them."""
    return os.stat(ctypes.string_at(path)).st_mode & 0o7777


def _file_device(path: int) -> int:
    """The number of the device on which the file lies, as mknodat takes it."""
    number = os.stat(ctypes.string_at(path)).st_dev
    major, minor = os.major(number), os.minor(number)
    return (minor & 0xFF) | major << 8 | (minor & ~0xFF) << 12


def _mapping_start(name: int) -> int:
    """Where the mapping called so in /proc/self/maps begins, or 0."""
    wanted = ctypes.string_at(name)
    with open("/proc/self/maps", "rb") as maps:
        for line in maps:
            if line.split()[-1] == wanted:
                return int(line.split(b"-")[0], 16)
    return 0


def _only_capability(number: int) -> None:
    """Keep one capability."""
    privileges.keep(1 << number)
    if not privileges.effective() >> number & 1:
        raise PermissionError(errno.EPERM, "capset")


def _is_open(number: int) -> int:
    return int(os.path.lexists(f"/proc/self/fd/{number}"))


def _sleep_ms(milliseconds: int) -> None:
    with contextlib.suppress(InterruptedError):
        signal.sigtimedwait([], milliseconds / 1000)


def _caught_signal() -> int:
    """The number of the signal that was handled last, or 0."""
    return _caught[-1] if _caught else 0


def calling(now: bool) -> None:
    """Say that the call of the case is about to be made, or has returned."""


def handled() -> int:
    """Return how many handlers of signals have run in this process."""
    return len(_caught)


_HANDLER = """\
static long last;
static void handler(int number) { last = number; }
static void on_signal(long number)
{ struct sigaction a = { .sa_handler = handler }; sigaction(number, &a, 0); }"""

HELPERS: dict[str, Helper] = {
    "buffer": Helper(_buffer, "static long buffer(long n) { return (long)calloc(1, n); }"),
    "letters": Helper(
        _letters, "static long letters(long n) { return (long)memset(calloc(1, n + 1), 'a', n); }"
    ),
    "put8": Helper(_put8, "static void put8(long a, long v) { *(char *)a = v; }"),
    "put16": Helper(_put16, "static void put16(long a, long v) { *(short *)a = v; }"),
    "get8": Helper(_get8, "static long get8(long a) { return *(signed char *)a; }"),
    "get16": Helper(_get16, "static long get16(long a) { return *(short *)a; }"),
    "become_nobody_with": Helper(_become_nobody_with),
    "keep_capabilities": Helper(_keep_capabilities),
    "drop_capability": Helper(_drop_capability),
    "wait_ready": Helper(_wait_ready),
    "put32": Helper(_put32, "static void put32(long a, long v) { *(int *)a = v; }"),
    "put64": Helper(_put64, "static void put64(long a, long v) { *(long *)a = v; }"),
    "get32": Helper(_get32, "static long get32(long a) { return *(int *)a; }"),
    "get64": Helper(_get64, "static long get64(long a) { return *(long *)a; }"),
    "write_file": Helper(
        _write_file,
        "static void write_file(long p, long t, long m)\n"
        "{ int f = open((char *)p, O_WRONLY | O_CREAT | O_TRUNC, m);"
        ' dprintf(f, "%s", (char *)t); close(f); }',
    ),
    "on_signal": Helper(_on_signal, _HANDLER),
    "caught_signal": Helper(_caught_signal, "static long caught_signal(void) { return last; }"),
    "alarm_ms": Helper(
        _alarm_ms,
        "static void alarm_ms(long n)\n"
        "{ struct itimerval t = { .it_value.tv_usec = n * 1000 }; setitimer(ITIMER_REAL, &t, 0); }",
    ),
    "sleep_ms": Helper(_sleep_ms, "static void sleep_ms(long n) { usleep(n * 1000); }"),
    "become_nobody": Helper(
        _become_nobody,
        "static void become_nobody(void)\n{ if (getuid() == 0 && (setgroups(0, 0) || "
        f"setresgid({_NOBODY}, {_NOBODY}, {_NOBODY}) ||\n"
        f"  setresuid({_NOBODY}, {_NOBODY}, {_NOBODY}))) exit(1); }}",
    ),
    "limit": Helper(
        _limit,
        "static void limit(long which, long n)\n"
        "{ struct rlimit l; getrlimit(which, &l); l.rlim_cur = n; setrlimit(which, &l); }",
    ),
    "fork": Helper(_fork),
    "fill_map_count": Helper(
        _fill_map_count,
        "static void fill_map_count(void)\n"
        "{ for (long i = 0; mmap(0, getpagesize(), i & 1, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)\n"
        "  != MAP_FAILED; i++) ; }",
    ),
    "pointers": Helper(
        _pointers,
        "static long pointers(long a, long n)\n{ long *p = calloc(n + 1, sizeof(long)), i;"
        " for (i = 0; i < n; i++) p[i] = a; return (long)p; }",
    ),
    "file_device": Helper(
        _file_device,
        "static long file_device(long p)\n{ struct stat s; stat((char *)p, &s); return s.st_dev; }",
    ),
    "only_capability": Helper(
        _only_capability,
        "static void only_capability(long n)\n"
        "{ unsigned h[2] = { 0x20080522 }, d[6] = { 0 }; d[n / 32 * 3] = d[n / 32 * 3 + 1] ="
        " 1u << n % 32; syscall(SYS_capset, h, d); }",
    ),
    "mapping_start": Helper(
        _mapping_start,
        "static long mapping_start(long name)\n"
        '{ char line[512]; unsigned long a = 0; FILE *f = fopen("/proc/self/maps", "r");\n'
        "  while (fgets(line, 512, f)) {\n"
        '    if (strstr(line, (char *)name)) sscanf(line, "%lx", &a); }\n'
        "  return a; }",
    ),
    "file_size": Helper(_file_size),
    "file_mode": Helper(_file_mode),
    "status_kb": Helper(_status_kb),
    "smaps_flag": Helper(_smaps_flag),
    "resident": Helper(_resident),
    "position": Helper(_position),
    "watched": Helper(_watched),
    "is_open": Helper(_is_open),
}
"""All of them by name. Those without C only look at what a call did; no program needs them."""
