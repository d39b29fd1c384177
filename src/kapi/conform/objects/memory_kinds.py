"""Kinds of memory: protections, what lies before and after, what is mapped and how."""

from __future__ import annotations

from kapi.conform.objects.argument import Argument

_SIZE = "4 * PAGE_SIZE"
_MAP = f"$ = mmap(0, {_SIZE}, {{}}, {{}}, -1, 0);"
_PRIVATE = "MAP_PRIVATE | MAP_ANONYMOUS"
_BOTH = "PROT_READ | PROT_WRITE"
_WRITABLE = _MAP.format(_BOTH, _PRIVATE)
_FILE = (
    '$_fd = openat(AT_FDCWD, "$mapped", O_RDWR | O_CREAT, 0600);'
    f" ftruncate($_fd, {{}}); $ = mmap(0, {_SIZE}, {{}}, {{}}, $_fd, 0); close($_fd);"
)

MEMORY: dict[str, str] = {
    "mapped": _WRITABLE,
    "populated": _MAP.format(_BOTH, f"{_PRIVATE} | MAP_POPULATE"),
    "read-only": _MAP.format("PROT_READ", _PRIVATE),
    "write-only": _MAP.format("PROT_WRITE", _PRIVATE),
    "none": _MAP.format("PROT_NONE", _PRIVATE),
    "executable": _MAP.format("PROT_READ | PROT_EXEC", _PRIVATE),
    "unmapped": f"{_WRITABLE} munmap($, {_SIZE});",
    "null": "$ = 0;",
    "kernel": "$ = 0xffff800000000000;",
    "last-page": "$ = -PAGE_SIZE;",
    "misaligned": f"{_WRITABLE} $ = $ + 1;",
    "page-end": f"{_WRITABLE} munmap($ + PAGE_SIZE, 3 * PAGE_SIZE); $ = $ + PAGE_SIZE - 1;",
    "before-hole": f"{_WRITABLE} munmap($ + PAGE_SIZE, PAGE_SIZE);",
    "before-none": f"{_WRITABLE} mprotect($ + PAGE_SIZE, PAGE_SIZE, PROT_NONE);",
    "before-read-only": f"{_WRITABLE} mprotect($ + PAGE_SIZE, PAGE_SIZE, PROT_READ);",
    "after-hole": f"{_WRITABLE} munmap($, PAGE_SIZE); $ = $ + PAGE_SIZE;",
    "shared": _MAP.format(_BOTH, "MAP_SHARED | MAP_ANONYMOUS"),
    "shared-file": _FILE.format(_SIZE, _BOTH, "MAP_SHARED"),
    "private-file": _FILE.format(_SIZE, _BOTH, "MAP_PRIVATE"),
    "read-only-file": _FILE.format(_SIZE, "PROT_READ", "MAP_SHARED"),
    "unwritable-file": '$_fd = openat(AT_FDCWD, "$mapped", O_RDWR | O_CREAT, 0600);'
    f' ftruncate($_fd, {_SIZE}); close($_fd); $_fd = openat(AT_FDCWD, "$mapped", O_RDONLY);'
    f" $ = mmap(0, {_SIZE}, PROT_READ, MAP_SHARED, $_fd, 0); close($_fd);",
    "past-end": _FILE.format("PAGE_SIZE", _BOTH, "MAP_SHARED") + " $ = $ + PAGE_SIZE;",
    "across-end": _FILE.format("PAGE_SIZE", _BOTH, "MAP_SHARED"),
    "guard": f"{_WRITABLE} madvise($, PAGE_SIZE, MADV_GUARD_INSTALL);",
    "locked": f"{_WRITABLE} mlock($, {_SIZE});",
    "huge-hint": f"{_WRITABLE} madvise($, {_SIZE}, MADV_HUGEPAGE);",
    "huge": f"$ = mmap(0, 0x200000, {_BOTH}, {_PRIVATE} | MAP_HUGETLB, -1, 0);",
    "sealed": f"{_WRITABLE} mseal($, {_SIZE}, 0);",
    "droppable": _MAP.format(_BOTH, "MAP_DROPPABLE | MAP_ANONYMOUS"),
    "grows-down": _MAP.format(_BOTH, f"{_PRIVATE} | MAP_GROWSDOWN"),
    "secret": f"$_fd = memfd_secret(0); ftruncate($_fd, {_SIZE});"
    f" $ = mmap(0, {_SIZE}, {_BOTH}, MAP_SHARED, $_fd, 0); close($_fd);",
    "vvar": '$ = mapping_start("[vvar]");',
    "vdso": '$ = mapping_start("[vdso]");',
    "zero-device": f'$_fd = openat(AT_FDCWD, "/dev/zero", O_RDWR);'
    f" $ = mmap(0, {_SIZE}, {_BOTH}, MAP_PRIVATE, $_fd, 0); close($_fd);",
    "segment": f"unshare(CLONE_NEWIPC); $_id = shmget(IPC_PRIVATE, {_SIZE}, 0600);"
    " $ = shmat($_id, place(), 0);",
}
"""Kinds of memory, four pages each where nothing else is said."""


def begun_before(argument: Argument) -> Argument:
    """Return the address a page before ``argument``, at which a plain page is, if it is free."""
    page = f"mmap($ - PAGE_SIZE, PAGE_SIZE, {_BOTH}, {_PRIVATE} | MAP_FIXED_NOREPLACE, -1, 0)"
    steps = f"{argument.steps} if ({page}) {{ }} $ = $ - PAGE_SIZE;"
    return Argument(f"a page before {argument.name}", steps, foreign=argument.foreign)


def memory(kind: str, offset: int = 0) -> Argument:
    """An address ``offset`` bytes into memory of one of the kinds in `MEMORY`."""
    shown = f"addr:{kind}" + (f"+{offset}" if offset else "")
    return Argument(shown, MEMORY[kind] + (f" $ = $ + {offset};" if offset else ""))
