"""Predicates over file descriptors of the calling process."""

from __future__ import annotations

from kapi.expr.predicate import row

__all__ = ["DESCRIPTORS", "FILES"]

FILES: tuple[str, ...] = (
    "FILE_REGULAR",
    "FILE_DIRECTORY",
    "FILE_SYMLINK",
    "FILE_PIPE",
    "FILE_SOCKET",
    "FILE_CHARACTER",
    "FILE_BLOCK",
    "FILE_EPOLL",
    "FILE_EVENTFD",
    "FILE_TIMERFD",
    "FILE_SIGNALFD",
    "FILE_INOTIFY",
    "FILE_FANOTIFY",
    "FILE_PIDFD",
    "FILE_SECRETMEM",
    "FILE_USERFAULTFD",
    "FILE_IO_URING",
    "FILE_BPF",
    "FILE_PERF",
    "FILE_NAMESPACE",
    "FILE_OTHER",
)
"""What `kind` and `path_kind` answer, from 1 on; a memfd is a regular file with `is_memfd`."""

_LINK = "/proc/PID/fd"
_INFO = "/proc/PID/fdinfo"
_OPEN = "fd is not open"
_TAKEN = "a duplicate of the descriptor (pidfd_getfd)"
_NOT_TAKEN = "the descriptor may not be duplicated from outside, or is of a device that may notice"
_READ = "the process may not be read"
_WATCHES = f"tfd lines in {_INFO} of all epoll instances that the process holds, kcmp()"
_UNTOLD = "what is watched has no number any more; instances that only others hold are not seen"

DESCRIPTORS = (
    row(
        "is_open(fd)",
        "int",
        "1 when fd is an open descriptor, also one opened with O_PATH.",
        measured=_LINK,
        unknown=_READ,
    ),
    row(
        "kind(fd)",
        "int",
        "What fd refers to: FILE_REGULAR, FILE_PIPE and so on; 0 when it is not open.",
        measured=f"{_LINK}, its type and the name of its link",
        unknown=_READ,
    ),
    row(
        "path_only(fd)",
        "int",
        "1 when fd was opened with O_PATH.",
        measured=f"flags in {_INFO}",
        unknown=_READ,
    ),
    row(
        "open_for_reading(fd)",
        "int",
        "1 when the access mode of fd allows to read.",
        measured=f"flags in {_INFO}",
        unknown=_OPEN,
    ),
    row(
        "open_for_writing(fd)",
        "int",
        "1 when the access mode of fd allows to write.",
        measured=f"flags in {_INFO}",
        unknown=_OPEN,
    ),
    row(
        "status_flags(fd)",
        "int",
        "Access mode and status flags, what F_GETFL returns.",
        measured=f"flags in {_INFO}, without O_CLOEXEC",
        unknown=_OPEN,
    ),
    row(
        "close_on_exec(fd)",
        "int",
        "1 when the descriptor is closed on execve().",
        measured=f"O_CLOEXEC of flags in {_INFO}",
        unknown=_READ,
    ),
    row(
        "is_memfd(fd)",
        "int",
        "1 when fd refers to a file of memfd_create().",
        measured=f"the name of the link in {_LINK} and the device of the file",
        unknown=_READ,
    ),
    row(
        "process_memory(fd)",
        "int",
        "1 when fd is /proc/PID/mem, whose positions are addresses.",
        measured=f"the name of the link in {_LINK} and the file system (fstatfs() of a duplicate)",
        unknown=_READ,
    ),
    row(
        "huge_pages(fd)",
        "int",
        "1 when fd is a file of huge pages (hugetlbfs, MFD_HUGETLB).",
        measured=f"the file system (fstatfs() on {_TAKEN})",
        unknown=_NOT_TAKEN,
    ),
    row(
        "message_queue(fd)",
        "int",
        "1 when fd is a message queue of mq_open().",
        measured=f"the file system (fstatfs() on {_TAKEN})",
        unknown=_NOT_TAKEN,
    ),
    row(
        "sealed(fd, seals)",
        "int",
        "1 when the file has one of the seals F_SEAL_*.",
        measured=f"F_GET_SEALS on {_TAKEN}; a file that takes no seals has none",
        unknown=_NOT_TAKEN,
    ),
    row(
        "position(fd)",
        "loff_t",
        "The file offset in bytes.",
        measured=f"pos in {_INFO}",
        unknown="fd is not open, or refers to a pipe or socket",
    ),
    row(
        "largest_position(fd)",
        "loff_t",
        "The largest position that lseek() accepts in a regular file; its file system decides.",
        measured="lseek() of the file, opened anew",
        unknown="fd is no open regular file, or may not be read",
    ),
    row(
        "file_size(fd)",
        "loff_t",
        "The size of the file in bytes.",
        measured=f"stat of {_LINK}",
        unknown="fd is not open, or refers to no regular file or directory",
    ),
    row(
        "seekable(fd)",
        "int",
        "1 when lseek() works on the file.",
        measured=f"the kind of the file; lseek(fd, 0, SEEK_CUR) on {_TAKEN}, which moves nothing",
        unknown=_NOT_TAKEN,
    ),
    row(
        "pollable(fd)",
        "int",
        "1 when the file can be watched by epoll.",
        measured="the kind of the file and its file system",
        unknown="the kind of file does not decide it (a device, a file in /proc or /sys)",
    ),
    row(
        "mappable(fd)",
        "int",
        "1 when the file can be mapped into memory.",
        measured="the kind of the file",
        unknown="the kind of file does not decide it (a device, a file in /proc or /sys)",
    ),
    row(
        "poll(fd)",
        "unsigned int",
        "The POLL* bits that poll() reports now for all events; POLLNVAL when fd is not open.",
        measured=f"poll() of {_TAKEN}, where that changes nothing; for a signalfd what is pending",
        unknown="it may not be duplicated, or its kind of file takes notice of a poll()",
    ),
    row(
        "peer_closed(fd)",
        "int",
        "1 when nobody holds the other end of a pipe, or a connection was closed by the other end.",
        measured=f"POLLERR, POLLHUP and POLLRDHUP of {_TAKEN}",
        unknown="a datagram socket, or a socket of which only one direction is shut",
    ),
    row(
        "same_file(fd, fd2)",
        "int",
        "1 when both descriptors share one open file description (dup()).",
        measured="kcmp(KCMP_FILE)",
        unknown="the kernel has no kcmp()",
    ),
    row(
        "same_inode(fd, fd2)",
        "int",
        "1 when both descriptors refer to the same inode.",
        measured=f"device and inode in {_LINK}",
        unknown=_READ,
    ),
    row(
        "watches(epfd, fd)",
        "int",
        "1 when the epoll instance epfd watches the file of fd under the number fd.",
        measured=f"tfd lines in {_INFO}, kcmp(KCMP_EPOLL_TFD)",
        unknown="the kernel has no kcmp()",
    ),
    row(
        "inotify_watches(fd, path)",
        "int",
        "1 when the inotify instance fd watches the file that the path leads to.",
        measured=f"inotify lines in {_INFO}, the walk of the path",
        unknown="the walk does not end at a file, or its file system numbers inodes anew "
        "(overlay, btrfs)",
    ),
    row(
        "timerfd_clock(fd)",
        "int",
        "The clock of a timerfd, CLOCK_*.",
        measured=f"clockid in {_INFO}",
        unknown="fd is no open timerfd",
    ),
    row(
        "watched_events(epfd, fd)",
        "unsigned int",
        "The EPOLL* bits for which the epoll instance epfd watches the file of fd under the "
        "number fd; 0 when it does not.",
        measured=f"tfd lines in {_INFO}, kcmp(KCMP_EPOLL_TFD)",
        unknown="the kernel has no kcmp()",
    ),
    row(
        "leads_to(epfd, fd)",
        "int",
        "1 when the epoll instance epfd watches the file of fd, itself or by way of others.",
        measured=_WATCHES,
        unknown=_UNTOLD,
    ),
    row(
        "instances_below(fd)",
        "int",
        "How many epoll instances the longest chain from fd down has, each watching the next; "
        "fd is counted, 0 for another kind of file.",
        measured=_WATCHES,
        unknown=_UNTOLD,
    ),
    row(
        "instances_above(fd)",
        "int",
        "How many epoll instances the longest chain that ends at fd has; fd is counted when it "
        "is one.",
        measured=_WATCHES,
        unknown=_UNTOLD,
    ),
    row(
        "watch_chains(fd, count)",
        "int",
        "How many chains of count epoll instances lead to the file of fd, from one that nobody "
        "watches.",
        measured=_WATCHES,
        unknown=_UNTOLD,
    ),
    row(
        "is_terminal(fd)",
        "int",
        "1 when fd refers to a terminal.",
        measured="the device number and /proc/tty/drivers",
        unknown=_READ,
    ),
    row(
        "immutable(fd)",
        "int",
        "1 when the inode is immutable (chattr +i).",
        measured=f"statx() of {_LINK}",
        unknown="the file system does not say",
    ),
    row(
        "append_only(fd)",
        "int",
        "1 when the inode is append-only (chattr +a).",
        measured=f"statx() of {_LINK}",
        unknown="the file system does not say",
    ),
    row(
        "mounted_read_only(fd)",
        "int",
        "1 when the mount or the file system of the file is read-only.",
        measured=f"statvfs of {_TAKEN}",
        unknown=_NOT_TAKEN,
    ),
    row(
        "mounted_noexec(fd)",
        "int",
        "1 when programs on the mount of the file cannot be executed.",
        measured=f"statvfs of {_TAKEN}",
        unknown=_NOT_TAKEN,
    ),
    row(
        "device(fd)",
        "u64",
        "The number of the device that holds the file (st_dev).",
        measured=f"stat of {_LINK}",
        unknown=_OPEN,
    ),
    row(
        "inode(fd)",
        "u64",
        "The number of the inode (st_ino).",
        measured=f"stat of {_LINK}",
        unknown=_OPEN,
    ),
    row(
        "file_system(fd)",
        "long",
        "The magic number of the file system, such as HUGETLBFS_MAGIC; 0 where fd is not open.",
        measured="statfs of a duplicate of the descriptor (pidfd_getfd)",
        unknown="the descriptor may not be duplicated from outside",
    ),
    row(
        "socket_family(fd)",
        "int",
        "The address family of a socket, AF_*.",
        measured=f"SO_DOMAIN of {_TAKEN}",
        unknown="fd is no open socket, or may not be duplicated from outside",
    ),
    row(
        "socket_type(fd)",
        "int",
        "The type of a socket, SOCK_*.",
        measured=f"SO_TYPE of {_TAKEN}",
        unknown="fd is no open socket, or may not be duplicated from outside",
    ),
    row(
        "socket_timeout(fd, number)",
        "long",
        "The microseconds of SO_RCVTIMEO or SO_SNDTIMEO; 0 where a socket has no limit, and for "
        "another file.",
        measured=f"getsockopt() of {_TAKEN}",
        unknown="the descriptor may not be duplicated from outside",
    ),
    row(
        "listening(fd)",
        "int",
        "1 when a socket listens.",
        measured=f"SO_ACCEPTCONN of {_TAKEN}",
        unknown="the descriptor may not be duplicated from outside",
    ),
    row(
        "connected(fd)",
        "int",
        "1 when a socket has a peer.",
        measured=f"getpeername() of {_TAKEN}",
        unknown="the descriptor may not be duplicated from outside",
    ),
    row(
        "bound(fd)",
        "int",
        "1 when a socket has an address of its own.",
        measured=f"getsockname() of {_TAKEN}",
        unknown="a socket of a family other than AF_UNIX, AF_INET and AF_INET6",
    ),
    row(
        "bytes_ready(fd)",
        "int",
        "How many bytes can be read at once, what FIONREAD says.",
        measured=f"FIONREAD on {_TAKEN}",
        unknown="fd is not open, or its kind of file does not say",
    ),
    row(
        "pipe_capacity(fd)",
        "int",
        "How many bytes a pipe holds.",
        measured=f"F_GETPIPE_SZ of {_TAKEN}",
        unknown="fd is no open pipe, or may not be duplicated from outside",
    ),
    row(
        "lowest_free_fd()",
        "int",
        "The number that the next descriptor gets.",
        measured=_LINK,
        unknown=_READ,
    ),
    row(
        "free_fd_from(first)",
        "unsigned int",
        "The lowest number from first on that is no open descriptor, what F_DUPFD looks for. "
        "After lowest_free_fd() comes free_fd_from(lowest_free_fd() + 1).",
        measured=_LINK,
        unknown=_READ,
    ),
    row(
        "open_files()",
        "unsigned int",
        "How many descriptors are open.",
        measured=_LINK,
        unknown=_READ,
    ),
)
