"""All tables together: what a name is on an architecture.

The order is fixed: errnos, signals, capabilities, constants, names that the C library declares
and UAPI headers do not (``AF_UNIX``), names of later kernels, system call numbers
(``__NR_read``). No name stands in two tables with different values. Names whose
value depends on the page size or the build are expressions over other names (`definition`).
"""

from __future__ import annotations

import functools

from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import FROM_LIBC
from kapi.vocab.spelling import is_one_slip
from kapi.vocab.tables import Constant, table

_TABLES = ("errnos", "signals", "capabilities", "constants", "libc", "later")
_CALL = "__NR_"
_LONGEST_NAME = 64
_MOST_GUESSES = 300
_closest_found: dict[str, list[str]] = {}

# include/linux/{fs,mman,slab,eventfd,timerfd,splice,stat,swap}.h, include/uapi/linux/binfmts.h
_DEFINITIONS = {
    "MAX_RW_COUNT": "INT_MAX & PAGE_MASK",
    "MAX_ARG_STRLEN": "PAGE_SIZE * 32",
    "LEGACY_MAP_MASK": "MAP_SHARED | MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_DENYWRITE | "
    "MAP_EXECUTABLE | MAP_UNINITIALIZED | MAP_GROWSDOWN | MAP_LOCKED | MAP_NORESERVE | "
    "MAP_POPULATE | MAP_NONBLOCK | MAP_STACK | MAP_HUGETLB | MAP_32BIT | MAP_ABOVE4G | "
    "MAP_HUGE_2MB | MAP_HUGE_1GB",
    "EFD_FLAGS_SET": "EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE",
    "TFD_CREATE_FLAGS": "TFD_CLOEXEC | TFD_NONBLOCK",
    "TFD_SETTIME_FLAGS": "TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET",
    "SPLICE_F_ALL": "SPLICE_F_MOVE | SPLICE_F_NONBLOCK | SPLICE_F_MORE | SPLICE_F_GIFT",
    "S_IRWXUGO": "S_IRWXU | S_IRWXG | S_IRWXO",
    "S_IALLUGO": "S_ISUID | S_ISGID | S_ISVTX | S_IRWXUGO",
    "SWAP_FLAGS_VALID": "SWAP_FLAG_PRIO_MASK | SWAP_FLAG_PREFER | SWAP_FLAG_DISCARD | "
    "SWAP_FLAG_DISCARD_ONCE | SWAP_FLAG_DISCARD_PAGES",
    "KMALLOC_SHIFT_MAX": "MAX_PAGE_ORDER + PAGE_SHIFT",
    "KMALLOC_MAX_SIZE": "1UL << KMALLOC_SHIFT_MAX",
}
# include/linux/mmzone.h; on these the order is chosen when the kernel is built.
_ORDER_IS_CONFIGURED = frozenset(
    {
        "arc",
        "arm",
        "arm64",
        "loongarch",
        "m68k",
        "mips",
        "nios2",
        "powerpc",
        "sh",
        "sparc",
        "xtensa",
    }
)
_MAX_PAGE_ORDER = Constant(10)


def value(name: str, arch: Architecture) -> Constant | None:
    """Return the value and C type of ``name`` on ``arch``, or None where no table has it."""
    if name == "MAX_PAGE_ORDER" and arch.kernel not in _ORDER_IS_CONFIGURED:
        return _MAX_PAGE_ORDER
    if name.startswith(_CALL):
        return table("syscalls").value(name.removeprefix(_CALL), arch)
    if not name.isidentifier():
        return None
    name = FROM_LIBC.get(name, name)
    for file in _TABLES:
        names = table(file)
        if name in names:
            return names.value(name, arch)
    return None


def definition(name: str) -> str | None:
    """Return the C expression that defines ``name`` in terms of other names, or None."""
    return _DEFINITIONS.get(name)


def is_known(name: str) -> bool:
    """Whether ``name`` means something on some architecture."""
    if name.startswith(_CALL):
        return name.removeprefix(_CALL) in table("syscalls")
    if name in _DEFINITIONS or name in FROM_LIBC or name == "MAX_PAGE_ORDER":
        return True
    return name.isidentifier() and any(name in table(file) for file in _TABLES)


def like(name: str) -> list[str]:
    """Return the known name that ``name`` may be misspelt for: one at most.

    It is the only one that a single slip makes of it, or one of its family, which shares the
    part before the first ``_``, such as ``GRND``.
    """
    if len(name) > _LONGEST_NAME:
        return []
    near = {one for key in (name, *_shortened(name)) for one in _near().get(key, ())}
    slips = {one for one in near if is_one_slip(name, one)}
    if len(slips) == 1 and len(name) > 3:
        return list(slips)
    family, line, _ = name.partition("_")
    return _closest(name, family) if line else []


@functools.cache
def _near() -> dict[str, tuple[str, ...]]:
    """The known names by themselves and by what is left of them without one of their letters.

    Two names of which one is a slip of the other have such a text in common, so that a text
    of strangers with a hundred thousand unknown names is not compared with every known one.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name in {one for file in _TABLES for one in table(file)}:
        for key in {name, *_shortened(name)}:
            found[key] = (*found.get(key, ()), name)
    return found


def _shortened(name: str) -> set[str]:
    return {name[:at] + name[at + 1 :] for at in range(len(name))}


def _closest(name: str, family: str) -> list[str]:
    """The name of ``family`` that is closest to ``name``; none after the first few hundred."""
    if name not in _closest_found and len(_closest_found) < _MOST_GUESSES:
        import difflib  # only an unknown word pays for it

        _closest_found[name] = difflib.get_close_matches(name, _family(family), 1, 0.8)
    return _closest_found.get(name, [])


@functools.lru_cache(64)
def _family(family: str) -> list[str]:
    return sorted({one for file in _TABLES for one in table(file) if one.startswith(f"{family}_")})


def names_of(start: str) -> list[str]:
    """Return the names that begin with ``start``, sorted; none for less than two letters."""
    if len(start) < 2:
        return []
    return sorted({one for file in _TABLES for one in table(file) if one.startswith(start)})


def header(name: str) -> str | None:
    """Return the header that defines ``name``, or None."""
    for file in (*_TABLES, "sizes"):
        if (found := table(file).header(name)) is not None:
            return found
    return None


def size_of(type_name: str, arch: Architecture) -> int | None:
    """Return ``sizeof(type_name)`` in bytes on ``arch``: integers, pointers, UAPI structures."""
    if type_name.endswith("*"):
        return arch.word_bits // 8
    integer = arch.integer_type(type_name)
    if integer is not None:
        return integer.bits // 8
    return _number(" ".join(type_name.split()), ("sizes", "later"), arch)


def offset_of(type_name: str, member: str, arch: Architecture) -> int | None:
    """Return ``offsetof(type_name, member)`` in bytes where a table has it, or None."""
    return _number(f"{' '.join(type_name.split())}.{member}", ("later",), arch)


def _number(name: str, files: tuple[str, ...], arch: Architecture) -> int | None:
    for file in files:
        found = table(file).value(name, arch)
        if found is not None:
            return found.number
    return None
