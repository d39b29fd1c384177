"""Programs: files that are none, or that may not be run. Tried on Linux 6.18."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kapi.conform.scenario import Scenario, scenario
from kapi.conform.scenarios.mounts import mounted

__all__ = ["SCENARIOS"]

_FILE = 'write_file("program", "#!/bin/true\\n", 0700);'
_ELF = (  # a header of ELF64 and one of a segment, of x86-64
    "e = buffer(256); put64(e, 0x10102464c457f); put64(e + 16, 0x1003e0003);"
    " put64(e + 24, 0x1000); put64(e + 32, 64); put64(e + 52, 0x100380040);"
    " put64(e + 64, 0x500000000 + {type}); put64(e + 72, {offset});"
    " put64(e + 80, {address}); put64(e + 96, {size}); put64(e + 104, {size});"
    ' fd = openat(AT_FDCWD, "program", O_WRONLY | O_CREAT, 0700); write(fd, e, 256);'
)
_INTERPRETER = _ELF.format(type=3, offset=192, address=0, size="{}")
_TEXT = " pwrite64(fd, {}, {}, 192); close(fd);"


def _exec(
    errno: str, error: str, path: str, steps: str = "", argv: str = "0", **says: Any
) -> Iterator[Scenario]:
    """For execve, and for execveat in the current directory."""
    for call in ("execve(", "execveat(AT_FDCWD, "):
        end = ", 0)" if "at" in call else ")"
        yield scenario(f"{call}{path}, {argv}, 0{end}", steps, errno=errno, error=error, **says)


def _interpreter(text: str) -> str:
    size = len(text) + 1
    return _INTERPRETER.format(size, size) + _TEXT.format(f'"{text}"', size)


def _paths() -> Iterator[Scenario]:
    yield from _exec("ENOENT", r"no such|missing|exist", '"missing"')
    yield from _exec("ENOENT", r"empty", '""')
    yield from _exec(
        "EACCES", r"not executable|permission|execute", '"file"', 'write_file("file", "x", 0600);'
    )
    yield from _exec("EACCES", r"regular|no file|directory", '"."')
    yield from _exec("ENAMETOOLONG", r"too long|long", "letters(300)")
    yield from _exec("ELOOP", r"symbolic|links", '"loop"', 'symlinkat("loop", AT_FDCWD, "loop");')
    yield from _exec("ENOTDIR", r"director", '"file/x"', 'write_file("file", "x", 0600);')
    yield from _exec(
        "EACCES",
        r"search|director",
        '"d/x"',
        'mkdirat(AT_FDCWD, "d", 0); become_nobody();',
    )
    yield from _exec(
        "EACCES",
        r"noexec",
        '"m/program"',
        mounted(flags=8) + ' write_file("m/program", "x", 0700);',
    )


def _formats() -> Iterator[Scenario]:
    yield from _exec(
        "ENOEXEC", r"format|executable", '"program"', 'write_file("program", "no format\\n", 0700);'
    )
    yield from _exec(
        "ELOOP",
        r"script|interpreter|row",
        '"program"',
        'write_file("program", "#!program\\n", 0700);',
    )
    yield from _exec(
        "ENOENT",
        r"interpreter",
        '"program"',
        'write_file("program", "#!/missing/interpreter\\n", 0700);',
    )
    yield from _exec(
        "EACCES", r"interpreter|regular|execut", '"program"', _interpreter("/"), needs="x86-64"
    )
    yield from _exec(
        "ELIBBAD",
        r"interpreter",
        '"program"',
        _interpreter("lib")
        + ' write_file("lib", "no library, but long enough to be read: '
        + "x" * 80
        + '", 0700);',
        needs="x86-64",
    )
    yield from _exec(
        "ETXTBSY",
        r"writ|busy",
        '"program"',
        f'{_FILE} fd = openat(AT_FDCWD, "program", O_WRONLY);',
    )


def _sizes() -> Iterator[Scenario]:
    yield from _exec(
        "E2BIG",
        r"one string|MAX_ARG_STRLEN|argument",
        '"/bin/true"',
        "argv = pointers(letters(32 * PAGE_SIZE), 1);",
        "argv",
    )
    yield from _exec(
        "E2BIG",
        r"all strings|RLIMIT_STACK|together|total",
        '"/bin/true"',
        "argv = pointers(letters(25 * PAGE_SIZE), 2); limit(RLIMIT_STACK, 0x80000);",
        "argv",
    )
    yield from _exec(
        "E2BIG",
        r"too many strings|pointers|number of",
        '"/bin/true"',
        'argv = pointers("", 20000); limit(RLIMIT_STACK, 0x80000);',
        "argv",
    )
    yield from _exec(
        "EAGAIN",
        r"NPROC|processes",
        '"/bin/true"',
        "if (fork() == 0) { become_nobody(); pause(); } sleep_ms(20);"
        " limit(RLIMIT_NPROC, 0); become_nobody();",
    )


def _memory() -> Iterator[Scenario]:
    none = "p = mmap(0, PAGE_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);"
    yield from _exec("EFAULT", r"readable|address|memory|access", '"/bin/true"', none, "p")
    yield from _exec("EFAULT", r"path|name|readable|address|access", "p", none)


def _at() -> Iterator[Scenario]:
    yield scenario('execveat(250, "missing", 0, 0, 0)', errno="EBADF", error=r"descriptor|open")
    yield scenario(
        'execveat(fd, "missing", 0, 0, 0)',
        'fd = openat(AT_FDCWD, "/dev/null", O_RDONLY);',
        errno="ENOTDIR",
        error=r"directory|fd",
    )
    yield scenario('execveat(AT_FDCWD, "/bin/true", 0, 0, 1)', errno="EINVAL", error=r"flag")
    yield scenario(
        'execveat(AT_FDCWD, "link", 0, 0, AT_SYMLINK_NOFOLLOW)',
        'symlinkat("/bin/true", AT_FDCWD, "link");',
        errno="ELOOP",
        error=r"NOFOLLOW|symbolic",
    )
    yield scenario(
        'execveat(fd, "", 0, 0, AT_EMPTY_PATH)',
        'write_file("program", "#!/bin/sh\\n", 0700);'
        ' fd = openat(AT_FDCWD, "program", O_RDONLY | O_CLOEXEC);',
        errno="ENOENT",
        error=r"script|CLOEXEC|close-on-exec|interpreter",
    )


_ARGV = 'argv = buffer(32); put64(argv, "sh"); put64(argv + 8, "-c"); put64(argv + 16, "{}");'


def _becoming() -> Iterator[Scenario]:
    yield from _exec(
        "",
        "",
        '"/bin/true"',
        'argv = pointers("true", 1);',
        "argv",
        status=0,
        transitions=(r"program|process",),
    )
    yield from _exec(
        "",
        "",
        '"/bin/sh"',
        "dup3(0, 200, O_CLOEXEC); " + _ARGV.format("test ! -e /proc/self/fd/200"),
        "argv",
        status=0,
        effects=(r"CLOEXEC|descriptors|close-on-exec",),
    )
    yield from _exec(
        "",
        "",
        '"/bin/sh"',
        "on_signal(SIGUSR1); " + _ARGV.format("kill -USR1 $$"),
        "argv",
        killed="SIGUSR1",
        effects=(r"handler|signal|memory",),
    )
    yield from _exec(
        "",
        "",
        '"program"',
        _ELF.format(type=1, offset=0, address="0x7ffffffff000", size=0x100000) + " close(fd);",
        killed="SIGSEGV",
        signal=r"SIGSEGV",
        needs="x86-64",
    )


SCENARIOS: tuple[Scenario, ...] = (
    *_paths(),
    *_formats(),
    *_sizes(),
    *_memory(),
    *_at(),
    *_becoming(),
)
