"""Kinds of paths, relative to the current directory where they lead to something made."""

from __future__ import annotations

from kapi.conform.objects.argument import Argument

_FILE = 'write_file("$file", "text", 0600); fchmodat(AT_FDCWD, "$file", 0666);'
_DIRECTORY = 'mkdirat(AT_FDCWD, "$d", 0700); fchmodat(AT_FDCWD, "$d", 0777);'
_FLAGS = (
    f'{_FILE} $_fd = openat(AT_FDCWD, "$file", O_RDONLY); $_flags = buffer(8);'
    " put32($_flags, {}); ioctl($_fd, FS_IOC_SETFLAGS, $_flags); close($_fd);"
)
_PAGES = "$ = mmap(0, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);"

_MOUNT = (
    'mkdirat(AT_FDCWD, "$m", 0777); unshare(CLONE_NEWNS);'
    ' mount("none", "/", 0, MS_REC | MS_PRIVATE, 0); mount("none", "$m", "tmpfs", 0, 0);'
)
_READ_ONLY = (
    f'{_MOUNT} write_file("$m/file", "text", 0600); fchmodat(AT_FDCWD, "$m/file", 0666);'
    ' mount("none", "$m", 0, MS_REMOUNT | MS_BIND | MS_RDONLY, 0);'
)
_DIRECTORY_FLAGS = (
    f'{_DIRECTORY} write_file("$d/file", "text", 0600); $_fd = openat(AT_FDCWD, "$d", O_RDONLY);'
    " $_flags = buffer(8); put32($_flags, {}); ioctl($_fd, FS_IOC_SETFLAGS, $_flags); close($_fd);"
)

PATHS: dict[str, tuple[str, str]] = {
    "existing": ('"$file"', _FILE),
    "missing": ('"$missing"', ""),
    "missing-on-the-way": ('"$missing/x"', ""),
    "empty": ('""', ""),
    "directory": ('"$d"', _DIRECTORY),
    "directory-full": ('"$d"', f'{_DIRECTORY} write_file("$d/file", "text", 0600);'),
    "directory-locked": ('"$d"', f'{_DIRECTORY} fchmodat(AT_FDCWD, "$d", 0);'),
    "current": ('"."', ""),
    "root": ('"/"', ""),
    "below-file": ('"$file/x"', _FILE),
    "slash-after-file": ('"$file/"', _FILE),
    "slash-after-directory": ('"$d/"', _DIRECTORY),
    "dot-after-file": ('"$file/."', _FILE),
    "symlink": ('"$link"', f'{_FILE} symlinkat("$file", AT_FDCWD, "$link");'),
    "symlink-to-directory": ('"$link"', 'symlinkat(".", AT_FDCWD, "$link");'),
    "dangling": ('"$link"', 'symlinkat("nowhere", AT_FDCWD, "$link");'),
    "loop-on-the-way": ('"$link/x"', 'symlinkat("$link", AT_FDCWD, "$link");'),
    "loop": ('"$link"', 'symlinkat("$link", AT_FDCWD, "$link");'),
    "hard-link": ('"$hard"', f'{_FILE} linkat(AT_FDCWD, "$file", AT_FDCWD, "$hard", 0);'),
    "executable": ('"/bin/true"', ""),
    "script": ('"$script"', r'write_file("$script", "#!/bin/true\n", 0700);'),
    "no-format": ('"$program"', r'write_file("$program", "no format\n", 0700);'),
    "name-too-long": ("letters(256)", ""),
    "name-too-long-on-the-way": ("$_n", "$_n = letters(258); put8($_n + 256, '/');"),
    "longest-name": ("letters(255)", ""),
    "path-too-long": ("letters(PATH_MAX)", ""),
    "behind-locked-directory": (
        '"$d/file"',
        f'{_DIRECTORY} write_file("$d/file", "text", 0600); fchmodat(AT_FDCWD, "$d", 0);',
    ),
    "in-unwritable-directory": (
        '"$d/file"',
        f'{_DIRECTORY} write_file("$d/file", "text", 0600); fchmodat(AT_FDCWD, "$d", 0555);',
    ),
    "new-in-locked-directory": ('"$d/new"', f'{_DIRECTORY} fchmodat(AT_FDCWD, "$d", 0555);'),
    "unreadable": ('"$file"', f'{_FILE} fchmodat(AT_FDCWD, "$file", 0);'),
    "of-another": (
        '"$file"',
        f'{_FILE} fchmodat(AT_FDCWD, "$file", 0600); fchownat(AT_FDCWD, "$file", 1, 1, 0);',
    ),
    "of-nobody": ('"$file"', f'{_FILE} fchownat(AT_FDCWD, "$file", 65534, 65534, 0);'),
    "immutable": ('"$file"', _FLAGS.format("FS_IMMUTABLE_FL")),
    "append-only": ('"$file"', _FLAGS.format("FS_APPEND_FL")),
    "read-only-mount": ('"$m/file"', _READ_ONLY),
    "new-in-read-only-mount": ('"$m/new"', _READ_ONLY),
    "mount-point": ('"$m"', _MOUNT),
    "in-immutable-directory": ('"$d/file"', _DIRECTORY_FLAGS.format("FS_IMMUTABLE_FL")),
    "new-in-immutable-directory": ('"$d/new"', _DIRECTORY_FLAGS.format("FS_IMMUTABLE_FL")),
    "in-append-only-directory": ('"$d/file"', _DIRECTORY_FLAGS.format("FS_APPEND_FL")),
    "in-sticky-directory": (
        '"$d/file"',
        f'{_DIRECTORY} write_file("$d/file", "text", 0600); fchmodat(AT_FDCWD, "$d", 01777);',
    ),
    "fifo": (
        '"$fifo"',
        'mknodat(AT_FDCWD, "$fifo", S_IFIFO | 0600, 0); fchmodat(AT_FDCWD, "$fifo", 0666);',
    ),
    "socket": (
        '"$socket"',
        r'$_s = socket(AF_UNIX, SOCK_STREAM, 0); bind($_s, "\1\0$socket", 10); close($_s);',
    ),
    "device": ('"/dev/null"', ""),
    "proc": ('"/proc/self/status"', ""),
    "proc-directory": ('"/proc/self/task"', ""),
    "null": ("0", ""),
    "bad-address": ("$", f"{_PAGES} munmap($, 2 * PAGE_SIZE);"),
    "kernel-address": ("0xffff800000000000", ""),
    "no-end": (
        "$ + PAGE_SIZE - 1",
        f"{_PAGES} put8($ + PAGE_SIZE - 1, 'a'); munmap($ + PAGE_SIZE, PAGE_SIZE);",
    ),
}
"""Kinds of paths: the expression of its address, and the steps that make what it leads to."""


_TEXTS = ('"', "letters(256)", "letters(255)")
"""How the address of a text begins that a link can have."""


def through_link(argument: Argument) -> Argument | None:
    """Return a symbolic link to the path of ``argument``; None where no link can lead there."""
    kind = argument.name.removeprefix("path:")
    address = PATHS[kind][0] if kind in PATHS else argument.name
    if not address.startswith(_TEXTS) or len(address) < 3:
        return None
    steps = f'{argument.steps} symlinkat($, AT_FDCWD, "$through"); $ = "$through";'
    return Argument(f"link to {argument.name}", steps, foreign=argument.foreign)


def path_with_attribute(name: str) -> Argument:
    """The path of a file that has an extended attribute called ``name``."""
    steps = f'{_FILE} setxattr("$file", "{name}", "text", 4, 0); $ = "$file";'
    return Argument(f"path:with {name}", steps)


def path_with_empty_attribute(name: str) -> Argument:
    """The path of a file that has an extended attribute of no bytes called ``name``."""
    steps = f'{_FILE} setxattr("$file", "{name}", "", 0, 0); $ = "$file";'
    return Argument(f"path:with {name}, empty", steps)


def path(kind: str) -> Argument:
    """The address of a path of one of the kinds in `PATHS`."""
    address, steps = PATHS[kind]
    return Argument(f"path:{kind}", f"{steps} $ = {address};".lstrip())
