"""Files: paths that lead nowhere, descriptors that cannot, file systems, limits, signals.

Tried on Linux 6.18.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kapi.conform.scenario import Scenario, scenario
from kapi.conform.scenarios.mounts import mounted

__all__ = ["SCENARIOS"]

_FILE = 'close(openat(AT_FDCWD, "file", O_RDWR | O_CREAT, 0600));'
_ATTRIBUTE = (
    'fd = openat(AT_FDCWD, "file", O_RDWR | O_CREAT, 0600); flags = buffer(8);'
    " put32(flags, {}); ioctl(fd, 0x40086602, flags); close(fd);"
)
_SEALED = (
    'fd = dup3(memfd_create("sealed", MFD_ALLOW_SEALING), 100, 0); write(fd, "text", 4);'
    " fcntl(fd, F_ADD_SEALS, {});"
)
_ALARM = "on_signal(SIGALRM); alarm_ms(20);"
_PIPE = "pair = buffer(8); pipe2(pair, {}); r = get32(pair); w = get32(pair + 4);"
_BUFFER = "b = buffer(4096);"
_NONE = "b = mmap(0, PAGE_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);"


def _open(
    errno: str, error: str, path: str, flags: str, steps: str = "", after: str = "", **says: Any
) -> Iterator[Scenario]:
    """For openat in the current directory, and for open."""
    path = path if "(" in path else f'"{path}"'
    for call in ("open(", "openat(AT_FDCWD, "):
        yield scenario(
            f"{call}{path}, {flags}, 0600)", steps, after, errno=errno, error=error, **says
        )


def _paths() -> Iterator[Scenario]:
    yield from _open("ENOENT", r"path is empty|empty", "", "O_RDONLY")
    yield from _open("ENOENT", r"no such file|missing|exist", "missing", "O_RDONLY")
    yield from _open("ENOENT", r"on the way|directory|missing", "missing/x", "O_RDONLY")
    yield from _open("ENAMETOOLONG", r"path too long|path|PATH_MAX", "letters(4096)", "O_RDONLY")
    yield from _open("ENAMETOOLONG", r"name too long|NAME_MAX|long", "letters(300)", "O_RDONLY")
    loop = 'symlinkat("loop", AT_FDCWD, "loop");'
    yield from _open("ELOOP", r"too many|loop|links", "loop", "O_RDONLY", loop)
    link = 'symlinkat("file", AT_FDCWD, "link");'
    yield from _open("ELOOP", r"last name|NOFOLLOW|symbolic", "link", "O_RDONLY | O_NOFOLLOW", link)
    yield from _open("ENOTDIR", r"on the way|director", "file/x", "O_RDONLY", _FILE)
    yield from _open("ENOTDIR", r"slash|director", "file/", "O_RDONLY", _FILE)
    yield from _open(
        "ENOTDIR", r"file is no directory|O_DIRECTORY", "file", "O_RDONLY | O_DIRECTORY", _FILE
    )
    yield from _open("EISDIR", r"for writing|director", ".", "O_RDWR")
    yield from _open("EISDIR", r"slash|O_CREAT", "new/", "O_RDWR | O_CREAT")
    yield from _open("EISDIR", r"with O_CREAT|director", ".", "O_RDONLY | O_CREAT")
    yield from _open("EEXIST", r"exist|there", "file", "O_RDWR | O_CREAT | O_EXCL", _FILE)
    none = "p = mmap(0, PAGE_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);"
    for call in ("open(", "openat(AT_FDCWD, "):
        yield scenario(
            f"{call}p, O_RDONLY, 0)", none, errno="EFAULT", error=r"readable|address|access|memory"
        )
    yield from _open("EINVAL", r"O_CREAT with O_DIRECTORY|flag", "new", "O_CREAT | O_DIRECTORY")
    yield from _open("EINVAL", r"O_TMPFILE for reading|O_TMPFILE|flag", ".", "O_RDONLY | O_TMPFILE")
    yield from _open("EINVAL", r"O_TMPFILE without|TMPFILE|flag", ".", "O_RDWR | 0x400000")
    yield scenario(
        'openat(250, "missing", O_RDONLY, 0)', errno="EBADF", error=r"open|descriptor|dfd"
    )
    yield scenario(
        'openat(fd, "missing", O_RDONLY, 0)',
        'fd = openat(AT_FDCWD, "/dev/null", O_RDONLY);',
        errno="ENOTDIR",
        error=r"dfd|descriptor|director",
    )


def _permissions() -> Iterator[Scenario]:
    nobody = " become_nobody();"
    locked = 'mkdirat(AT_FDCWD, "d", 0);'
    closed = f'{_FILE} fchmodat(AT_FDCWD, "file", 0);'
    yield from _open("EACCES", r"search|director|permission", "d/x", "O_RDONLY", locked + nobody)
    yield from _open(
        "EACCES",
        r"not be made|directory|create",
        "d/new",
        "O_RDWR | O_CREAT",
        f'{locked} fchmodat(AT_FDCWD, "d", 0555);{nobody}',
    )
    yield from _open(
        "EACCES", r"permission denied|permission|access|denied", "file", "O_RDONLY", closed + nobody
    )
    yield from _open(
        "EACCES",
        r"sticky|protected",
        "d/file",
        "O_RDWR | O_CREAT",
        f'{locked} fchmodat(AT_FDCWD, "d", 01777); write_file("d/file", "x", 0600);'
        ' fchownat(AT_FDCWD, "d/file", 1, 1, 0);',
        needs="fs.protected_regular",
    )
    yield from _open(
        "EACCES",
        r"nodev|device",
        "m/device",
        "O_RDONLY",
        mounted("tmpfs", 4, "") + ' mknodat(AT_FDCWD, "m/device", S_IFCHR | 0600, 0x103);',
    )
    writing = "O_WRONLY"
    yield from _open("EPERM", r"immutable", "file", writing, _ATTRIBUTE.format("0x10"))
    yield from _open(
        "EPERM", r"without O_APPEND|append", "file", writing, _ATTRIBUTE.format("0x20")
    )
    yield from _open(
        "EPERM",
        r"append-only file with O_TRUNC|append",
        "file",
        "O_WRONLY | O_APPEND | O_TRUNC",
        _ATTRIBUTE.format("0x20"),
    )
    yield from _open(
        "EPERM",
        r"owner|NOATIME",
        "file",
        "O_RDONLY | O_NOATIME",
        f'{_FILE} fchmodat(AT_FDCWD, "file", 0644);{nobody}',
    )
    yield from _open(
        "EPERM", r"seal", "/proc/self/fd/100", "O_RDWR | O_TRUNC", _SEALED.format("F_SEAL_SHRINK")
    )
    foreign = f'{_FILE} fchmodat(AT_FDCWD, "file", {{}}); fchownat(AT_FDCWD, "file", 1, 1, 0);'
    yield from _open(
        "",
        "",
        "file",
        "O_RDWR",
        foreign.format(0) + " only_capability(CAP_DAC_OVERRIDE);",
        capability="CAP_DAC_OVERRIDE",
    )
    yield from _open(
        "",
        "",
        "file",
        "O_RDONLY",
        foreign.format(0) + " only_capability(CAP_DAC_READ_SEARCH);",
        capability="CAP_DAC_READ_SEARCH",
    )
    yield from _open(
        "",
        "",
        "file",
        "O_RDONLY | O_NOATIME",
        foreign.format("0644") + " only_capability(CAP_FOWNER);",
        capability="CAP_FOWNER",
    )


def _file_systems() -> Iterator[Scenario]:
    read_only = (
        mounted("tmpfs", 0, "") + ' write_file("m/file", "x", 0600);'
        ' mount("none", "m", "tmpfs", 33, 0);'
    )
    yield from _open("EROFS", r"file on a read-only|read-only", "m/file", "O_WRONLY", read_only)
    yield from _open(
        "EROFS", r"to be made|creat|read-only", "m/new", "O_WRONLY | O_CREAT", read_only
    )
    yield from _open("ETXTBSY", r"running|execut", "/proc/self/exe", "O_WRONLY")
    yield from _open(
        "ENXIO",
        r"FIFO|read",
        "fifo",
        "O_WRONLY | O_NONBLOCK",
        'mknodat(AT_FDCWD, "fifo", S_IFIFO | 0600, 0);',
    )
    yield from _open(
        "ENXIO",
        r"socket|nothing behind|device",
        "socket",
        "O_RDWR",
        'bind(socket(AF_UNIX, SOCK_STREAM, 0), "\\1\\0socket", 8);',
    )
    yield from _open(
        "ENXIO",
        r"driver|nothing behind|device",
        "m/device",
        "O_RDONLY",
        mounted("tmpfs", 0, "") + ' mknodat(AT_FDCWD, "m/device", S_IFCHR | 0600, 0x1ff00);',
    )
    yield from _open(
        "EBUSY",
        r"block device|in use|claimed|mounted",
        "m/device",
        "O_RDONLY | O_EXCL",
        mounted("tmpfs", 0, "")
        + ' mknodat(AT_FDCWD, "m/device", S_IFBLK | 0600, file_device("/bin"));',
        needs="a block device below the root, and the right to open it",
    )
    yield from _open("EOPNOTSUPP", r"nameless|TMPFILE|support", "/proc", "O_RDWR | O_TMPFILE")
    yield from _open("EINVAL", r"direct access|O_DIRECT\b", "/proc/version", "O_RDONLY | O_DIRECT")
    yield from _open(
        "ENOSPC",
        r"room|space",
        "m/new",
        "O_RDWR | O_CREAT",
        mounted("tmpfs", 0, "nr_inodes=1"),
    )
    yield from _open(
        "EDQUOT",
        r"quota",
        "m/new",
        "O_RDWR | O_CREAT",
        mounted("tmpfs", 0, "usrquota,usrquota_inode_hardlimit=1")
        + ' fchmodat(AT_FDCWD, "m", 0777); become_nobody(); write_file("m/first", "x", 0600);',
        needs="CONFIG_TMPFS_QUOTA",
    )


def _waiting() -> Iterator[Scenario]:
    yield from _open(
        "EWOULDBLOCK",
        r"lease",
        "file",
        "O_WRONLY | O_NONBLOCK",
        f'{_FILE} on_signal(SIGIO); fcntl(openat(AT_FDCWD, "file", O_RDONLY), 1024, F_RDLCK);',
    )
    yield from _open(
        "EINTR",
        r"signal",
        "fifo",
        "O_RDONLY",
        f'mknodat(AT_FDCWD, "fifo", S_IFIFO | 0600, 0); {_ALARM}',
        "caught_signal() == SIGALRM",
        signal=r"any|signal|handle|wait",
    )
    yield from _open(
        "EMFILE", r"descriptor|limit|files", ".", "O_RDONLY", "limit(RLIMIT_NOFILE, 0);"
    )


def _opened() -> Iterator[Scenario]:
    yield from _open(
        "",
        "",
        "file",
        "O_RDONLY",
        f"{_FILE} fd = dup(0); close(fd);",
        "result == fd",
        effects=(r"lowest|descriptor|file table",),
    )
    yield from _open(
        "",
        "",
        "file",
        "O_RDONLY | O_CLOEXEC",
        _FILE,
        "fcntl(result, F_GETFD) == 1",
        effects=(r"CLOEXEC",),
    )
    yield from _open(
        "",
        "",
        "new",
        "O_RDWR | O_CREAT",
        "umask(0200);",
        'file_mode("new") == 0400',
        effects=(r"new file|creat",),
    )
    yield from _open(
        "",
        "",
        "file",
        "O_RDONLY | O_TRUNC",
        'write_file("file", "text", 0600);',
        'file_size("file") == 0',
        effects=(r"size|trunc",),
    )


_READING = 'write_file("file", "text", 0600); fd = openat(AT_FDCWD, "file", O_RDWR);'


def _read() -> Iterator[Scenario]:
    def read(errno: str, error: str, steps: str, fd: str = "fd", count: str = "4") -> Scenario:
        return scenario(f"read({fd}, b, {count})", steps, errno=errno, error=error)

    yield read(
        "EBADF",
        r"open|descriptor|reading",
        f'{_BUFFER} fd = openat(AT_FDCWD, "file", O_WRONLY | O_CREAT, 0600);',
    )
    yield read("EISDIR", r"director", f'{_BUFFER} fd = openat(AT_FDCWD, ".", O_RDONLY);')
    yield read("EFAULT", r"buffer|writable|address|access", f"{_NONE} {_READING}")
    yield read("EFAULT", r"count|user space", f"{_BUFFER} {_READING}", count="-1")
    yield read(
        "EINVAL",
        r"cannot be read|not suitable|unsuitable|O_DIRECT|epoll",
        f"{_BUFFER} fd = epoll_create1(0);",
    )
    yield read("EAGAIN", r"NONBLOCK|block|nothing", f"{_BUFFER} {_PIPE.format('O_NONBLOCK')}", "r")
    yield scenario(
        "read(r, b, 4)",
        f"{_BUFFER} {_PIPE.format(0)} {_ALARM}",
        "caught_signal() == SIGALRM",
        errno="EINTR",
        error=r"signal",
        signal=r"any|signal|handle|wait",
    )
    yield read("EIO", r"fail|I/O", f'{_BUFFER} fd = openat(AT_FDCWD, "/proc/self/mem", O_RDONLY);')
    beyond = " if (lseek(fd, {}, SEEK_SET)) { }"
    yield read(
        "EINVAL",
        r"largest position|LLONG_MAX|overflow",
        f"{_BUFFER} {_READING}" + beyond.replace("{}", "0x7ffffffffffffff0"),
        count="4096",
    )
    yield read(
        "EOVERFLOW",
        r"position|large|overflow",
        f'{_BUFFER} fd = openat(AT_FDCWD, "/proc/self/mem", O_RDWR);' + beyond.replace("{}", "-16"),
        count="4096",
    )
    yield scenario(
        "read(fd, b, 4)",
        f"{_BUFFER} {_READING}",
        "position(fd) == 4 && get32(b) == 0x74786574",
        effects=(r"pos|offset", r"bytes at|buf|memory"),
    )


def _write() -> Iterator[Scenario]:
    def write(
        errno: str, error: str, steps: str, fd: str = "fd", count: str = "4", **says: Any
    ) -> Scenario:
        return scenario(f"write({fd}, b, {count})", steps, errno=errno, error=error, **says)

    yield write(
        "EBADF",
        r"open|descriptor|writing",
        f'{_BUFFER} fd = openat(AT_FDCWD, "/dev/zero", O_RDONLY);',
    )
    yield write("EFAULT", r"bytes|readable|address|access", f"{_NONE} {_READING}")
    yield write("EFAULT", r"count|user space", f"{_BUFFER} {_READING}", count="-1")
    yield write(
        "EINVAL",
        r"cannot be written|not suitable|unsuitable|O_DIRECT|eventfd",
        f"{_BUFFER} fd = epoll_create1(0);",
    )
    fill = f"{_BUFFER} {_PIPE.format('O_NONBLOCK')} while (write(w, b, 4096) > 0) {{ }}"
    yield write("EAGAIN", r"NONBLOCK|block|room", fill, "w")
    yield scenario(
        "write(w, b, 4)",
        f"{fill} fcntl(w, F_SETFL, 0); {_ALARM}",
        "caught_signal() == SIGALRM",
        errno="EINTR",
        error=r"signal",
        signal=r"\bany\b|signal handle|handler|wait",
    )
    broken = f"{_BUFFER} {_PIPE.format(0)} close(r);"
    yield write("EPIPE", r"reads|reader|pipe|socket", f"{broken} on_signal(SIGPIPE);", "w")
    yield write("", "", broken, "w", killed="SIGPIPE", signal=r"SIGPIPE")
    full = f"{_BUFFER} {_READING} lseek(fd, 4, SEEK_SET); limit(RLIMIT_FSIZE, 4);"
    yield write("EFBIG", r"large|RLIMIT_FSIZE|size", f"{full} on_signal(SIGXFSZ);")
    yield write("", "", full, killed="SIGXFSZ", signal=r"SIGXFSZ")
    yield write(
        "ENOSPC", r"full|room|space", f'{_BUFFER} fd = openat(AT_FDCWD, "/dev/full", O_WRONLY);'
    )
    yield write(
        "EDQUOT",
        r"quota",
        _BUFFER
        + mounted("tmpfs", 0, "usrquota,usrquota_block_hardlimit=4096")
        + ' fchmodat(AT_FDCWD, "m", 0777); become_nobody();'
        ' fd = openat(AT_FDCWD, "m/file", O_RDWR | O_CREAT, 0600); write(fd, b, 4096);',
        needs="CONFIG_TMPFS_QUOTA",
    )
    yield write("EPERM", r"seal", f"{_BUFFER} {_SEALED.format('F_SEAL_WRITE')}")
    yield write("EIO", r"fail|I/O", f'{_BUFFER} fd = openat(AT_FDCWD, "/proc/self/mem", O_RDWR);')
    yield write(
        "EDESTADDRREQ",
        r"without peer|peer|datagram|connect|socket",
        f"{_BUFFER} fd = socket(AF_INET, SOCK_DGRAM, 0);",
    )
    yield write(
        "ENOTCONN",
        r"not connected|connect|socket",
        f"{_BUFFER} fd = socket(AF_UNIX, SOCK_STREAM, 0);",
    )
    yield scenario(
        "write(fd, b, 2)",
        f"{_BUFFER} {_READING}",
        'position(fd) == 2 && file_size("file") == 4 && pread64(fd, b, 4, 0) == 4'
        " && get32(b) == 0x74780000",
        effects=(r"pos|offset", r"content|size|file"),
    )


def _close() -> Iterator[Scenario]:
    yield scenario(
        "close(fd)", "fd = dup(0); close(fd);", errno="EBADF", error=r"descriptor|open|valid"
    )
    yield scenario(
        "close(fd)",
        "fd = dup(0);",
        "is_open(fd) == 0",
        effects=(r"number|descriptor|/proc/self/fd",),
        transitions=(r"free|clos",),
    )
    lock = "k = buffer(32); put32(k, {});"
    yield scenario(
        "close(fd)",
        f'{_FILE} fd = openat(AT_FDCWD, "file", O_RDWR); other = openat(AT_FDCWD, "file", O_RDWR);'
        f" {lock.format('F_WRLCK')} fcntl(other, F_SETLK, k);",
        "fcntl(other, 36, k) == 0 && (get32(k) & 0xffff) == F_UNLCK",
        effects=(r"lock",),
    )


SCENARIOS: tuple[Scenario, ...] = (
    *_paths(),
    *_permissions(),
    *_file_systems(),
    *_waiting(),
    *_opened(),
    *_read(),
    *_write(),
    *_close(),
)
