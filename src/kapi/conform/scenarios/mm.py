"""Memory: limits, holes, pages that cannot be populated, mappings that do not fit the advice.

Tried on Linux 6.18, x86-64.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kapi.conform.scenario import Scenario, scenario
from kapi.conform.scenarios.mounts import mounted

__all__ = ["SCENARIOS"]

_WRITABLE = "mmap(0, 4 * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)"
_MAPPED = f"p = {_WRITABLE};"
_HOLE = f"{_MAPPED} munmap(p + PAGE_SIZE, PAGE_SIZE);"
_UNMAPPED = f"{_MAPPED} munmap(p, 4 * PAGE_SIZE);"
_NONE = "p = mmap(0, 4 * PAGE_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);"
_PAST_END = (
    'fd = openat(AT_FDCWD, "empty", O_RDWR | O_CREAT, 0600);'
    " p = mmap(0, 4 * PAGE_SIZE, PROT_READ, MAP_SHARED, fd, 0);"
)
_MANY = (
    "p = mmap(0, 16 * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);"
    "{} fill_map_count();"
)
_SECRET = (
    "fd = memfd_secret(0); ftruncate(fd, PAGE_SIZE);"
    " p = mmap(0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);"
)
_HUGE = (
    "p = mmap(0, 0x200000, PROT_READ | PROT_WRITE,"
    " MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | MAP_NORESERVE, -1, 0);"
)

_LIMIT = r"limit exceeded|RLIMIT|MEMLOCK|locked memory|lock(?:ing)? limit|limit (?:of|on) lock"
_WRAP = r"rounded range wraps|range wraps|wrap|overflow|less than|too large"
_PRIVILEGE = r"allowed|privilege|permi|CAP_IPC_LOCK"
_NO_MAPPING = r"not mapped|unmapped|no mapping|gap|hole|range issue|outside"
_POPULATE = r"populat|PROT_NONE|inaccessible|not accessible|fault"
_SPLIT = r"too many mappings|max_map_count|number of mapp|map count|mapped regions|split"
_VMLCK = r"VmLck|locked_vm|lock"
_RESIDENT = r"residen|fault|popul|physical pages"
_NOBODY = "become_nobody(); limit(RLIMIT_MEMLOCK, {});"
_LATER = "mmap(0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)"


def _locking(name: str, more: str, huge: str) -> Iterator[Scenario]:
    """What mlock and mlock2 have in common.

    ``more`` are the arguments behind the length, ``huge`` words of the missing huge page.
    """

    def lock(pages: str, steps: str, after: str = "", **says: Any) -> Scenario:
        return scenario(f"{name}(p, {pages}{more})", steps, after, **says)

    one, all_ = "PAGE_SIZE", "4 * PAGE_SIZE"
    yield lock("0 - 2 * PAGE_SIZE", _MAPPED, errno="EINVAL", error=_WRAP)
    yield lock(one, _MAPPED + _NOBODY.format(0), errno="EPERM", error=_PRIVILEGE)
    yield lock(
        "3 * PAGE_SIZE",
        _MAPPED + _NOBODY.format("2 * PAGE_SIZE"),
        errno="ENOMEM",
        error=_LIMIT,
    )
    yield lock(one, _MAPPED + _NOBODY.format(1), errno="ENOMEM", error=_LIMIT)
    yield lock(
        all_,
        _HOLE,
        'smaps_flag(p, "lo") == 1',
        errno="ENOMEM",
        error=_NO_MAPPING,
        effects=(r"pages before|partial",),
    )
    yield lock(one, _UNMAPPED, errno="ENOMEM", error=_NO_MAPPING)
    yield lock(
        all_,
        _NONE,
        'smaps_flag(p + 3 * PAGE_SIZE, "lo") == 1',
        errno="ENOMEM",
        error=_POPULATE,
        effects=(r"whole range",),
    )
    yield lock(one, _PAST_END, errno="ENOMEM", error=_POPULATE + r"|end of (?:its|the) file")
    yield lock(one, _HUGE, errno="ENOMEM", error=huge)
    yield lock(
        all_,
        f"{_MAPPED} madvise(p + PAGE_SIZE, PAGE_SIZE, MADV_GUARD_INSTALL);",
        errno="ENOMEM",
        error=_POPULATE,
        needs="Linux 6.13",
    )
    yield lock(one, _SECRET, errno="ENOMEM", error=_POPULATE, needs="CONFIG_SECRETMEM")
    yield lock(
        all_,
        f"{_MAPPED} s = buffer(4);",
        '(fork() == 0 ? exit_group(status_kb("VmLck")) : wait4(-1, s, 0, 0) > 0)'
        ' && get32(s) == 0 && smaps_flag(p, "lo") == 1',
        transitions=(r"fork|inherit|resident|memory",),
    )
    yield scenario(
        f"{name}(p + PAGE_SIZE, PAGE_SIZE{more})", _MANY.format(""), errno="ENOMEM", error=_SPLIT
    )
    yield lock(
        "2 * PAGE_SIZE",
        _MAPPED,
        'status_kb("VmLck") == 2 * PAGE_SIZE / 1024 && resident(p, 2) == 2',
        effects=(_VMLCK, _RESIDENT),
        transitions=(r"resident|memory",),
    )
    yield lock(
        one,
        f"{_MAPPED} limit(RLIMIT_MEMLOCK, 0); only_capability(CAP_IPC_LOCK);",
        capability="CAP_IPC_LOCK",
    )


def _mlock2() -> Iterator[Scenario]:
    yield scenario(
        "mlock2(p, PAGE_SIZE, 2)", _MAPPED, errno="EINVAL", error=r"unknown flag|undefined|flag"
    )
    yield scenario(
        "mlock2(p, 2 * PAGE_SIZE, MLOCK_ONFAULT)",
        _MAPPED,
        'smaps_flag(p, "lf") == 1 && resident(p, 2) == 0',
        effects=(r"flag lf|on ?fault",),
    )
    yield scenario(
        "mlock2(p, 2 * PAGE_SIZE, MLOCK_ONFAULT)",
        _MAPPED,
        "resident(p, 1) == 0 && (get32(p) || resident(p, 1) == 1)",
        transitions=(r"touch|fault",),
    )
    yield scenario("mlock2(p, 0x200000, MLOCK_ONFAULT)", _HUGE, errno="ENOMEM", error=r"huge page")


def _munlocking() -> Iterator[Scenario]:
    locked = f"{_MAPPED} mlock(p, 4 * PAGE_SIZE);"
    yield scenario("munlock(p, 0 - 2 * PAGE_SIZE)", _MAPPED, errno="EINVAL", error=_WRAP)
    yield scenario(
        "munlock(p, 4 * PAGE_SIZE)",
        f"{locked} munmap(p + PAGE_SIZE, PAGE_SIZE);",
        'smaps_flag(p, "lo") == 0',
        errno="ENOMEM",
        error=_NO_MAPPING,
        effects=(r"pages before|partial",),
    )
    yield scenario(
        "munlock(p + PAGE_SIZE, PAGE_SIZE)",
        _MANY.format(" mlock(p, 16 * PAGE_SIZE);"),
        errno="ENOMEM",
        error=_SPLIT,
    )
    yield scenario(
        "munlock(p, 4 * PAGE_SIZE)",
        locked,
        'status_kb("VmLck") == 0 && smaps_flag(p, "lo") == 0',
        effects=(_VMLCK,),
        transitions=(r"lock",),
    )
    later = f'smaps_flag({_LATER}, "lo") == 0'
    yield scenario(
        "munlockall()",
        f"{_MAPPED} mlockall(MCL_CURRENT | MCL_FUTURE);",
        f'status_kb("VmLck") == 0 && {later}',
        effects=(_VMLCK, r"later|future"),
        transitions=(r"later|future|lock",),
    )


def _mlockall() -> Iterator[Scenario]:
    yield scenario(
        "mlockall(MCL_CURRENT)",
        _NOBODY.format("2 * PAGE_SIZE"),
        errno="ENOMEM",
        error=_LIMIT,
    )
    yield scenario("mlockall(8)", errno="EINVAL", error=r"flag|nothing to lock")
    yield scenario("mlockall(MCL_CURRENT)", _NOBODY.format(0), errno="EPERM", error=_PRIVILEGE)
    yield scenario(
        "mlockall(MCL_CURRENT)",
        _MAPPED,
        'status_kb("VmLck") > 0 && resident(p, 4) == 4',
        effects=(r"VmLck|locked_vm", _RESIDENT),
    )
    yield scenario(
        "mlockall(MCL_FUTURE)",
        "",
        f'smaps_flag({_LATER}, "lo") == 1',
        effects=(r"later|future",),
    )
    yield scenario(
        "mlockall(MCL_FUTURE)",
        "",
        'smaps_flag(brk(brk(0) + 4 * PAGE_SIZE) - PAGE_SIZE, "lo") == 1',
        effects=(r"later|future",),
    )
    yield scenario(
        "mlockall(MCL_CURRENT)",
        "mlockall(MCL_CURRENT | MCL_FUTURE);",
        f'smaps_flag({_LATER}, "lo") == 0',
        transitions=(r"later|future|off",),
    )
    yield scenario(
        "mlockall(MCL_CURRENT | MCL_FUTURE)",
        "limit(RLIMIT_MEMLOCK, 0); only_capability(CAP_IPC_LOCK);",
        capability="CAP_IPC_LOCK",
    )
    grown = (
        "mmap(0x200000000, PAGE_SIZE, PROT_READ,"
        " MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN, -1, 0)"
    )
    yield scenario(
        "mlockall(MCL_FUTURE)",
        _NOBODY.format("4 * PAGE_SIZE"),
        f"get32({grown} - 16 * PAGE_SIZE)",
        killed="SIGSEGV",
        signal=r"SIGSEGV|stack",
    )


def _map(call: str, errno: str, error: str, steps: str = "") -> Scenario:
    return scenario(f"mmap({call})", steps, errno=errno, error=error)


_ANONYMOUS = "PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS{}, -1, 0"
_FILE = 'fd = openat(AT_FDCWD, "file", O_RDWR | O_CREAT, 0600); ftruncate(fd, PAGE_SIZE);'
_SEALED = (
    'fd = memfd_create("sealed", MFD_ALLOW_SEALING); ftruncate(fd, PAGE_SIZE);'
    " fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE);"
)
_NOEXEC = (
    mounted(flags=8) + ' fd = openat(AT_FDCWD, "m/file", O_RDWR | O_CREAT, 0700);'
    " ftruncate(fd, PAGE_SIZE);"
)
_APPEND_ONLY = _FILE + " flags = buffer(8); put32(flags, 0x20); ioctl(fd, 0x40086602, flags);"


def _mmap() -> Iterator[Scenario]:
    any_ = _ANONYMOUS.format("")
    locked = _ANONYMOUS.format(" | MAP_LOCKED")
    yield _map(f"0, 4 * PAGE_SIZE, {locked}", "EAGAIN", r"locked|limit", _NOBODY.format(1))
    yield _map(
        f"0, PAGE_SIZE, {locked}",
        "EPERM",
        r"locking|RLIMIT_MEMLOCK|MAP_LOCKED",
        _NOBODY.format(0),
    )
    file = "0, PAGE_SIZE, PROT_READ{}, {}, fd, 0"
    private = file.format("", "MAP_PRIVATE")
    writing = file.format(" | PROT_WRITE", "MAP_SHARED")
    yield _map(private, "EBADF", r"descriptor|open", "fd = 250;")
    yield _map(
        private,
        "EACCES",
        r"readable|too little|open",
        'fd = openat(AT_FDCWD, "file", O_WRONLY | O_CREAT, 0600);',
    )
    yield _map(
        writing,
        "EACCES",
        r"writ|too little",
        f'{_FILE} close(fd); fd = openat(AT_FDCWD, "file", O_RDONLY);',
    )
    yield _map(
        private, "ENODEV", r"cannot be mapped|mmap|support", 'fd = openat(AT_FDCWD, ".", O_RDONLY);'
    )
    yield _map(
        file.format("", "MAP_PRIVATE | MAP_HUGETLB"),
        "EINVAL",
        r"no file of huge|huge|hugetlb|MAP_HUGETLB",
        _FILE,
    )
    yield _map(
        f"0, PAGE_SIZE, {any_[:-1]}1",
        "EINVAL",
        r"offset inside a page|off.*(?:align|multiple)|align",
    )
    yield _map(
        "0, PAGE_SIZE, PROT_READ, MAP_ANONYMOUS, -1, 0",
        "EINVAL",
        r"unknown type|MAP_PRIVATE|MAP_SHARED|type",
    )
    yield _map(
        "0, PAGE_SIZE, PROT_READ, MAP_SHARED | MAP_ANONYMOUS | MAP_DROPPABLE, -1, 0",
        "EINVAL",
        r"type and flag exclude|exclude|MAP_DROPPABLE|MAP_GROWSDOWN|type",
    )
    yield _map(
        f"p, PAGE_SIZE, {_ANONYMOUS.format(' | MAP_FIXED_NOREPLACE')}",
        "EEXIST",
        r"address taken|taken|MAP_FIXED_NOREPLACE|exist|overlap",
        _MAPPED,
    )
    yield _map(
        "0, PAGE_SIZE, PROT_READ, MAP_PRIVATE, fd, 0 - PAGE_SIZE",
        "EOVERFLOW",
        r"beyond the largest|offset|large|overflow",
        _FILE,
    )
    yield _map(f"0, 0, {any_}", "EINVAL", r"nothing to map|len(?:gth)? (?:is |was )?(?:0|zero)")
    yield _map(
        "0, PAGE_SIZE, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0",
        "ENOMEM",
        _SPLIT,
        "fill_map_count();",
    )
    yield _map(f"0, 0 - PAGE_SIZE, {any_}", "ENOMEM", r"gap|large|address space|no room")
    yield _map(
        f"0x100001, PAGE_SIZE, {_ANONYMOUS.format(' | MAP_FIXED')}",
        "EINVAL",
        r"fixed|align|inside a page",
    )
    yield _map(
        f"0, PAGE_SIZE, {_ANONYMOUS.format(' | MAP_FIXED')}",
        "EPERM",
        r"low|mmap_min_addr",
        "become_nobody();",
    )
    yield _map(
        file.format("", "MAP_SHARED_VALIDATE | MAP_SYNC"), "EOPNOTSUPP", r"flag|VALIDATE", _FILE
    )
    yield _map(writing, "EACCES", r"append", _APPEND_ONLY)
    yield _map(file.format(" | PROT_EXEC", "MAP_PRIVATE"), "EPERM", r"noexec", _NOEXEC)
    yield _map(writing, "EPERM", r"seal", _SEALED)
    yield _map(
        f"0, 1 << 28, {any_}", "ENOMEM", r"RLIMIT_AS|address space", "limit(RLIMIT_AS, 1 << 28);"
    )
    yield _map(f"0, 1 << 20, {any_}", "ENOMEM", r"RLIMIT_DATA|data", "limit(RLIMIT_DATA, 1);")
    yield _map(f"0, (long)1 << 46, {any_}", "ENOMEM", r"commit|memory")
    yield _map(
        f"0, 0x200000, {_ANONYMOUS.format(' | MAP_HUGETLB')}", "ENOMEM", r"huge page|no memory"
    )
    yield scenario(
        f"mmap(0, 4 * PAGE_SIZE, {locked})",
        "",
        'status_kb("VmLck") == 4 * PAGE_SIZE / 1024',
        effects=(r"VmLck|lock",),
    )
    yield scenario(
        f"mmap(0, 4 * PAGE_SIZE, {_ANONYMOUS.format(' | MAP_POPULATE')})",
        "",
        "resident(result, 4) == 4",
        effects=(_RESIDENT,),
    )
    yield scenario(
        f"mmap(0, 4 * PAGE_SIZE, {locked})",
        "limit(RLIMIT_MEMLOCK, 0); only_capability(CAP_IPC_LOCK);",
        capability="CAP_IPC_LOCK",
    )


def _advise(
    advice: str, errno: str, error: str, steps: str, size: str = "PAGE_SIZE", **says: Any
) -> Scenario:
    return scenario(f"madvise(p, {size}, {advice})", steps, errno=errno, error=error, **says)


_SHARED = "p = mmap(0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);"


def _madvise() -> Iterator[Scenario]:
    yield _advise("1000", "EINVAL", r"unknown advice|not valid|invalid|unrecogni", _MAPPED)
    yield scenario(
        "madvise(p + 1, PAGE_SIZE, MADV_NORMAL)",
        _MAPPED,
        errno="EINVAL",
        error=r"start inside a page|(?:un|mis)?align|multiple",
    )
    yield _advise("MADV_NORMAL", "EINVAL", r"length rounds|rounds?|round", _MAPPED, "-1")
    yield _advise("MADV_NORMAL", "EINVAL", _WRAP, _MAPPED, "0 - 2 * PAGE_SIZE")
    yield scenario(
        "madvise(p, 4 * PAGE_SIZE, MADV_DONTFORK)",
        _HOLE,
        'smaps_flag(p, "dc") == 1 && smaps_flag(p + 2 * PAGE_SIZE, "dc") == 1',
        errno="ENOMEM",
        error=_NO_MAPPING,
        effects=(r"gap",),
    )
    yield _advise("MADV_DONTNEED", "EINVAL", r"locked", f"{_MAPPED} mlock(p, PAGE_SIZE);")
    yield _advise(
        "MADV_FREE", "EINVAL", r"not private|not anonymous|fit|file|shared|anonymous", _PAST_END
    )
    yield _advise("MADV_REMOVE", "EINVAL", r"no file|fit|file|shared|anonymous", _MAPPED)
    yield _advise("MADV_POPULATE_READ", "EINVAL", r"protect|PROT_|permission|readable", _NONE)
    yield _advise("MADV_POPULATE_READ", "EFAULT", r"populat|fault|bad page|end of", _PAST_END)
    yield _advise(
        "MADV_HWPOISON",
        "EINVAL",
        r"not configured|K?config",
        f"{_MAPPED} become_nobody();",
        needs="a kernel without CONFIG_MEMORY_FAILURE",
    )
    yield _advise(
        "MADV_HWPOISON",
        "EPERM",
        r"privilege|CAP_SYS_ADMIN",
        f"{_MAPPED} become_nobody();",
        needs="CONFIG_MEMORY_FAILURE",
    )
    yield _advise(
        "MADV_DONTNEED",
        "EPERM",
        r"sealed|mseal",
        "p = mmap(0, PAGE_SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);"
        " mseal(p, PAGE_SIZE, 0);",
    )
    yield _advise(
        "MADV_REMOVE",
        "EPERM",
        r"file sealed|F_SEAL",
        'fd = memfd_create("sealed", MFD_ALLOW_SEALING); ftruncate(fd, PAGE_SIZE);'
        f" {_SHARED} fcntl(fd, F_ADD_SEALS, 0x10);",
    )
    yield _advise(
        "MADV_DODUMP",
        "EINVAL",
        r"droppable",
        "p = mmap(0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | 8, -1, 0);",
    )
    yield _advise(
        "MADV_DONTNEED",
        "EINVAL",
        r"device|kernel|VM_PFNMAP|special",
        'p = mapping_start("[vvar]");',
    )
    yield _advise("MADV_COLLAPSE", "EINVAL", r"no huge page fits|huge", _MAPPED)
    yield scenario(
        "madvise(p + PAGE_SIZE, PAGE_SIZE, MADV_DONTFORK)",
        _MANY.format(""),
        errno="EAGAIN",
        error=_SPLIT,
    )
    yield _advise(
        "MADV_REMOVE",
        "EACCES",
        r"shared|writ",
        f"{_FILE} p = mmap(0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);",
    )
    yield _advise(
        "MADV_REMOVE",
        "EOPNOTSUPP",
        r"holes|support",
        mounted("ramfs") + ' fd = openat(AT_FDCWD, "m/file", O_RDWR | O_CREAT,'
        f" 0600); ftruncate(fd, PAGE_SIZE); {_SHARED}",
    )
    yield _advise(
        "MADV_REMOVE",
        "ENODEV",
        r"regular|device",
        f"fd = io_uring_setup(1, buffer(120)); {_SHARED}",
    )
    yield scenario(
        "madvise(p, PAGE_SIZE, MADV_DONTNEED)",
        f"{_MAPPED} put32(p, 7);",
        "get32(p) == 0",
        effects=(r"content",),
    )
    yield scenario(
        "madvise(p, PAGE_SIZE, MADV_DONTFORK)",
        _MAPPED,
        'smaps_flag(p, "dc") == 1',
        effects=(r"flags? of the mapping|smaps|VM_",),
    )
    yield scenario(
        "madvise(p, 4 * PAGE_SIZE, MADV_POPULATE_WRITE)",
        _MAPPED,
        "resident(p, 4) == 4",
        effects=(r"residency|faultin|populat",),
    )
    yield scenario(
        "madvise(p, 4 * PAGE_SIZE, MADV_DONTNEED)",
        f"{_MAPPED} put32(p, 7); mlock(p + 2 * PAGE_SIZE, PAGE_SIZE);",
        "get32(p) == 0",
        errno="EINVAL",
        error=r"locked",
        effects=(r"before the one",),
    )


SCENARIOS: tuple[Scenario, ...] = (
    *_locking("mlock", "", _POPULATE),
    *_locking("mlock2", ", 0", "huge|" + _POPULATE),
    *_mlock2(),
    *_munlocking(),
    *_mlockall(),
    *_mmap(),
    *_madvise(),
)
