"""Kinds of file descriptors. Names of files and sockets lie in the current directory."""

from __future__ import annotations

from kapi.conform.objects.argument import Argument

_NEVER_OPEN = 250
"""A descriptor below the limit of 256 and above all that a set-up opens."""

_OPEN = '$ = openat(AT_FDCWD, "$file", {} | O_CREAT, 0600);'
_TEXT = ' write($, "text", 4); ftruncate($, 4 * PAGE_SIZE);'
_PIPE = "$_pair = buffer(8); pipe2($_pair, {}); $_r = get32($_pair); $_w = get32($_pair + 4);"
_PAIR = (
    "$_pair = buffer(8); socketpair(AF_UNIX, {}, 0, $_pair);"
    " $ = get32($_pair); $_peer = get32($_pair + 4);"
)
_UNIX = "$ = socket(AF_UNIX, SOCK_STREAM, 0);"
_BIND = r' bind($, "\1\0$socket", 10);'  # sockaddr_un, AF_UNIX is 1, little endian
_MEMFD = '$ = memfd_create("kapi", {});'
_FLAGS = (
    '$_w = openat(AT_FDCWD, "$file", O_RDWR | O_CREAT, 0600); $_flags = buffer(8);'
    " put32($_flags, {}); ioctl($_w, FS_IOC_SETFLAGS, $_flags); close($_w);"
    ' $ = openat(AT_FDCWD, "$file", {});'
)
_QUEUE = (
    "unshare(CLONE_NEWIPC); $_a = buffer(64); put64($_a + 8, 1); put64($_a + 16, 16);"
    ' $ = mq_open("$queue", {} | O_CREAT, 0600, $_a);'
)
_CHILD = "$_child = fork(); if ($_child == 0) {{ {} }} "

_MOUNT = (
    'mkdirat(AT_FDCWD, "$m", 0777); unshare(CLONE_NEWNS);'
    ' mount("none", "/", 0, MS_REC | MS_PRIVATE, 0); mount("none", "$m", "tmpfs", 0, 0);'
    ' write_file("$m/file", "text", 0600);'
    ' mount("none", "$m", 0, MS_REMOUNT | MS_BIND | MS_RDONLY, 0);'
)
_LISTENER = r'$_l = socket(AF_UNIX, SOCK_STREAM, 0); bind($_l, "\1\0$listen", 10); listen($_l, 1);'
_INET = "$ = socket(AF_INET, {}, 0); $_a = buffer(16); put16($_a, AF_INET);"

FILES: dict[str, str] = {
    "regular": _OPEN.format("O_RDWR") + _TEXT + " lseek($, 0, SEEK_SET);",
    "regular-end": _OPEN.format("O_RDWR") + _TEXT + " lseek($, 0, SEEK_END);",
    "regular-empty": _OPEN.format("O_RDWR"),
    "read-only": 'close(openat(AT_FDCWD, "$file", O_RDWR | O_CREAT, 0600));'
    ' $ = openat(AT_FDCWD, "$file", O_RDONLY);',
    "write-only": _OPEN.format("O_WRONLY"),
    "append": _OPEN.format("O_RDWR | O_APPEND") + _TEXT,
    "append-only-file": _FLAGS.format("FS_APPEND_FL", "O_RDWR | O_APPEND"),
    "immutable": _FLAGS.format("FS_IMMUTABLE_FL", "O_RDONLY"),
    "immutable-open-for-writing": _OPEN.format("O_RDWR")
    + " $_flags = buffer(8); put32($_flags, FS_IMMUTABLE_FL); ioctl($, FS_IOC_SETFLAGS, $_flags);",
    "read-only-mount": f'{_MOUNT} $ = openat(AT_FDCWD, "$m/file", O_RDONLY);',
    "deleted": _OPEN.format("O_RDWR") + _TEXT + ' unlinkat(AT_FDCWD, "$file", 0);',
    "tmpfile": '$ = openat(AT_FDCWD, ".", O_RDWR | O_TMPFILE, 0600);',
    "path-only": 'close(openat(AT_FDCWD, "$file", O_RDWR | O_CREAT, 0600));'
    ' $ = openat(AT_FDCWD, "$file", O_PATH);',
    "directory": '$ = openat(AT_FDCWD, ".", O_RDONLY | O_DIRECTORY);',
    "directory-locked": 'mkdirat(AT_FDCWD, "$d", 0700);'
    ' $ = openat(AT_FDCWD, "$d", O_RDONLY | O_DIRECTORY); fchmodat(AT_FDCWD, "$d", 0);',
    "directory-removed": 'mkdirat(AT_FDCWD, "$d", 0700);'
    ' $ = openat(AT_FDCWD, "$d", O_RDONLY | O_DIRECTORY); unlinkat(AT_FDCWD, "$d", AT_REMOVEDIR);',
    "working-directory": "$ = AT_FDCWD;",
    "path-only-directory": '$ = openat(AT_FDCWD, ".", O_PATH);',
    "symlink": 'symlinkat("nowhere", AT_FDCWD, "$link");'
    ' $ = openat(AT_FDCWD, "$link", O_PATH | O_NOFOLLOW);',
    "executable": '$ = openat(AT_FDCWD, "/bin/true", O_RDONLY);',
    "null": '$ = openat(AT_FDCWD, "/dev/null", O_RDWR);',
    "zero": '$ = openat(AT_FDCWD, "/dev/zero", O_RDWR);',
    "full": '$ = openat(AT_FDCWD, "/dev/full", O_RDWR);',
    "proc-file": '$ = openat(AT_FDCWD, "/proc/self/status", O_RDONLY);',
    "proc-directory": '$ = openat(AT_FDCWD, "/proc/self", O_RDONLY | O_DIRECTORY);',
    "namespace": '$ = openat(AT_FDCWD, "/proc/self/ns/net", O_RDONLY);',
    "pty-master": '$ = openat(AT_FDCWD, "/dev/ptmx", O_RDWR | O_NOCTTY);',
    "pty-slave": '$_m = openat(AT_FDCWD, "/dev/ptmx", O_RDWR | O_NOCTTY); $_lock = buffer(8);'
    " ioctl($_m, TIOCSPTLCK, $_lock); $ = ioctl($_m, TIOCGPTPEER, O_RDWR | O_NOCTTY);",
}
"""What a path leads to."""

PIPES: dict[str, str] = {
    "pipe": _PIPE.format(0) + " $ = $_r;",
    "pipe-ready": _PIPE.format(0) + ' write($_w, "text", 4); $ = $_r;',
    "pipe-nonblocking": _PIPE.format("O_NONBLOCK") + " $ = $_r;",
    "pipe-end": _PIPE.format(0) + " $ = $_w;",
    "pipe-no-writer": _PIPE.format(0) + " close($_w); $ = $_r;",
    "pipe-no-reader": _PIPE.format(0) + " close($_r); $ = $_w;",
    "pipe-full": _PIPE.format("O_NONBLOCK")
    + " $_n = fcntl($_w, F_SETPIPE_SZ, PAGE_SIZE); write($_w, buffer($_n), $_n); $ = $_w;",
    "fifo": 'mknodat(AT_FDCWD, "$fifo", S_IFIFO | 0600, 0);'
    ' $ = openat(AT_FDCWD, "$fifo", O_RDWR | O_NONBLOCK);',
}

SOCKETS: dict[str, str] = {
    "socket": _UNIX,
    "socket-bound": _UNIX + _BIND,
    "socket-listening": _UNIX + _BIND + " listen($, 1);",
    "socket-listening-ready": _UNIX
    + _BIND
    + r' listen($, 1); $_c = socket(AF_UNIX, SOCK_STREAM, 0); connect($_c, "\1\0$socket", 10);',
    "socket-listening-nonblocking": "$ = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);"
    + _BIND
    + " listen($, 1);",
    "socket-listening-nonblocking-ready": "$ = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);"
    + _BIND
    + r' listen($, 1); $_c = socket(AF_UNIX, SOCK_STREAM, 0); connect($_c, "\1\0$socket", 10);',
    "socket-connected": _PAIR.format("SOCK_STREAM"),
    "socket-bound-connected": f"{_LISTENER} {_UNIX}{_BIND}" + r' connect($, "\1\0$listen", 10);',
    "socket-ready": _PAIR.format("SOCK_STREAM") + ' write($_peer, "text", 4);',
    "socket-nonblocking": _PAIR.format("SOCK_STREAM | SOCK_NONBLOCK"),
    "socket-nonblocking-ready": _PAIR.format("SOCK_STREAM | SOCK_NONBLOCK")
    + ' write($_peer, "text", 4);',
    "socket-nonblocking-full": _PAIR.format("SOCK_STREAM | SOCK_NONBLOCK")
    + " $_n = buffer(8); put32($_n, 1); setsockopt($, SOL_SOCKET, SO_SNDBUF, $_n, 4);"
    " write($, buffer(16 * PAGE_SIZE), 16 * PAGE_SIZE);",
    "socket-seqpacket": "$ = socket(AF_UNIX, SOCK_SEQPACKET, 0);",
    "socket-peer-closed": _PAIR.format("SOCK_STREAM") + " close($_peer);",
    "socket-shut-down": _PAIR.format("SOCK_STREAM") + " shutdown($, SHUT_RDWR);",
    "datagram": "$ = socket(AF_UNIX, SOCK_DGRAM, 0);",
    "datagram-ready": "$ = socket(AF_UNIX, SOCK_DGRAM, 0);"
    + _BIND
    + " $_c = socket(AF_UNIX, SOCK_DGRAM, 0);"
    + r' connect($_c, "\1\0$socket", 10); write($_c, "text", 4);',
    "datagram-connected": _PAIR.format("SOCK_DGRAM"),
    "seqpacket-connected": _PAIR.format("SOCK_SEQPACKET"),
    "inet-stream": "$ = socket(AF_INET, SOCK_STREAM, 0);",
    "inet-listening": "$ = socket(AF_INET, SOCK_STREAM, 0); listen($, 1);",
    "inet-bound": _INET.format("SOCK_STREAM") + " bind($, $_a, 16);",
    "inet-connected": "$_l = socket(AF_INET, SOCK_STREAM, 0); listen($_l, 1); $_n = buffer(8);"
    " put32($_n, 16); " + _INET.format("SOCK_STREAM") + " getsockname($_l, $_a, $_n);"
    " connect($, $_a, 16);",
    "inet-datagram": "$ = socket(AF_INET, SOCK_DGRAM, 0);",
    "inet6-stream": "$ = socket(AF_INET6, SOCK_STREAM, 0);",
    "inet-datagram-connected": _INET.format("SOCK_DGRAM")
    + " put16($_a + 2, 0x0900); connect($, $_a, 16);",
    "netlink": "$ = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);",
}
"""The network name space is the case's own where its maker may have one; nothing is connected."""

EVENTS: dict[str, str] = {
    "eventfd": "$ = eventfd2(0, 0);",
    "eventfd-ready": "$ = eventfd2(1, 0);",
    "eventfd-nonblocking": "$ = eventfd2(0, EFD_NONBLOCK);",
    "timerfd": "$ = timerfd_create(CLOCK_MONOTONIC, 0);",
    "timerfd-expired": "$ = timerfd_create(CLOCK_REALTIME, 0); $_t = buffer(32);"
    " put64($_t + 24, 1); timerfd_settime($, TFD_TIMER_ABSTIME, $_t, 0); wait_ready($);",
    "signalfd": "$_mask = buffer(8); put64($_mask, 1 << SIGUSR2 - 1);"
    " $ = signalfd4(-1, $_mask, 8, 0);",
    "epoll": "$ = epoll_create1(0);",
    "epoll-watching": f"{_PIPE.format(0)} $ = epoll_create1(0); $_event = buffer(16);"
    " put32($_event, EPOLLIN); epoll_ctl($, EPOLL_CTL_ADD, $_r, $_event);",
    "inotify": "$ = inotify_init1(0);",
    "inotify-watching": '$ = inotify_init1(0); inotify_add_watch($, ".", IN_CREATE);',
    "fanotify": "$ = fanotify_init(FAN_CLASS_NOTIF, O_RDONLY);",
    "userfaultfd": "$ = userfaultfd(UFFD_USER_MODE_ONLY);",
    "io-uring": "$ = io_uring_setup(1, buffer(120));",
    "mqueue": 'unshare(CLONE_NEWIPC); $ = mq_open("$queue", O_RDWR | O_CREAT, 0600, 0);',
    "mqueue-ready": _QUEUE.format("O_RDWR") + ' mq_timedsend($, "text", 4, 0, 0);',
    "mqueue-nonblocking": _QUEUE.format("O_RDWR | O_NONBLOCK"),
    **{
        f"mqueue-{name}": 'unshare(CLONE_NEWIPC); close(mq_open("$queue", O_RDWR | O_CREAT, 0600,'
        f' 0)); $ = mq_open("$queue", {flag}, 0, 0);'
        for name, flag in (("read-only", "O_RDONLY"), ("write-only", "O_WRONLY"))
    },
    "mqueue-full-nonblocking": _QUEUE.format("O_RDWR | O_NONBLOCK")
    + ' mq_timedsend($, "text", 4, 0, 0);',
}

MEMORIES: dict[str, str] = {
    "memfd": _MEMFD.format("MFD_ALLOW_SEALING") + " ftruncate($, 4 * PAGE_SIZE);",
    "memfd-no-sealing": _MEMFD.format(0) + " ftruncate($, 4 * PAGE_SIZE);",
    "memfd-write-sealed": _MEMFD.format("MFD_ALLOW_SEALING")
    + " ftruncate($, 4 * PAGE_SIZE); fcntl($, F_ADD_SEALS, F_SEAL_WRITE);",
    "memfd-size-sealed": _MEMFD.format("MFD_ALLOW_SEALING")
    + " ftruncate($, 4 * PAGE_SIZE); fcntl($, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW);",
    "memfd-all-sealed": _MEMFD.format("MFD_ALLOW_SEALING") + " fcntl($, F_ADD_SEALS, F_SEAL_SEAL);",
    "memfd-huge": _MEMFD.format("MFD_HUGETLB"),
    "secret-memory": "$ = memfd_secret(0); ftruncate($, PAGE_SIZE);",
    "secret-memory-empty": "$ = memfd_secret(0);",
}

OTHERS: dict[str, str] = {
    "pidfd": "$ = pidfd_open(getpid(), 0);",
    "pidfd-child": _CHILD.format("pause();") + "$ = pidfd_open($_child, 0);",
    "pidfd-zombie": _CHILD.format("exit_group(0);")
    + "waitid(P_PID, $_child, 0, WEXITED | WNOWAIT, 0); $ = pidfd_open($_child, 0);",
    "pidfd-gone": _CHILD.format("exit_group(0);")
    + "$ = pidfd_open($_child, 0); waitid(P_PID, $_child, 0, WEXITED, 0);",
    "landlock": "$_rules = buffer(8); put64($_rules, 1);"
    " $ = landlock_create_ruleset($_rules, 8, 0);",
    "file-system": '$ = fsopen("tmpfs", 0);',
}

DESCRIPTORS: dict[str, str] = {
    "closed": f"$ = {_NEVER_OPEN};",
    "negative": "$ = -1;",
    **FILES,
    **PIPES,
    **SOCKETS,
    **EVENTS,
    **MEMORIES,
    **OTHERS,
}
"""Kinds of descriptors, each with the steps that make it in the current directory."""


_PTY = DESCRIPTORS["pty-slave"]

NAMED: dict[str, str] = {
    "pty-hung-up": f"{_PTY} close($_m);",
    "pty-controlling": f"setsid(); {_PTY} ioctl($, TIOCSCTTY, 0);",
    "program": '$ = openat(AT_FDCWD, "/proc/self/exe", O_RDONLY);',
    "random": '$ = openat(AT_FDCWD, "/dev/random", O_RDONLY);',
    "urandom": '$ = openat(AT_FDCWD, "/dev/urandom", O_RDONLY);',
    "tun": '$ = openat(AT_FDCWD, "/dev/net/tun", O_RDWR);',
    "tun-attached": 'unshare(CLONE_NEWNET); $ = openat(AT_FDCWD, "/dev/net/tun", O_RDWR);'
    " $_r = buffer(40); put16($_r + 16, IFF_TUN); ioctl($, TUNSETIFF, $_r);",
    "namespace-below": "$_c = fork(); if ($_c == 0) { unshare(CLONE_NEWUSER); pause(); }"
    " until_blocked($_c); $ = ioctl(pidfd_open($_c, 0), PIDFD_GET_USER_NAMESPACE, 0);",
    "namespace-user": '$ = openat(AT_FDCWD, "/proc/self/ns/user", O_RDONLY);',
    "namespace-pid": '$ = openat(AT_FDCWD, "/proc/self/ns/pid", O_RDONLY);',
    "namespace-mount": '$ = openat(AT_FDCWD, "/proc/self/ns/mnt", O_RDONLY);',
}
"""Kinds that only calls are tried with whose spec names them, and commands of ioctl(2)."""


def descriptor_with_attribute(name: str) -> Argument:
    """A descriptor of a file that has an extended attribute called ``name``."""
    steps = f'{_OPEN.format("O_RDWR")} fsetxattr($, "{name}", "text", 4, 0);'
    return Argument(f"fd:with {name}", steps)


def descriptor_with_empty_attribute(name: str) -> Argument:
    """A descriptor of a file that has an extended attribute of no bytes called ``name``."""
    steps = f'{_OPEN.format("O_RDWR")} fsetxattr($, "{name}", "", 0, 0);'
    return Argument(f"fd:with {name}, empty", steps)


def duplicate(argument: Argument, variable: str) -> Argument:
    """Return another number for the descriptor ``argument``, which is the value of ``variable``."""
    return Argument(f"dup({argument.name})", f"$ = dup({variable});", foreign=argument.foreign)


def under_number(argument: Argument, number: int) -> Argument:
    """Return the descriptor ``argument`` under ``number``, whatever had that before."""
    steps = f"{argument.steps} $ = dup2($, {number});"
    return Argument(f"{argument.name} under {number}", steps, foreign=argument.foreign)


def same_number(argument: Argument, variable: str) -> Argument:
    """Return the number ``argument`` once more, which is the value of ``variable``."""
    return Argument(f"the same as {argument.name}", f"$ = {variable};", foreign=argument.foreign)


def descriptor(kind: str) -> Argument:
    """A file descriptor of one of the kinds in `DESCRIPTORS` or `NAMED`."""
    return Argument(f"fd:{kind}", NAMED.get(kind) or DESCRIPTORS[kind])
