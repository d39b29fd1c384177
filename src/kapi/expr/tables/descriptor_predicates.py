"""Predicates over file descriptors of the calling process."""

from __future__ import annotations

from kapi.expr.predicate import row

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
    "FILE_LANDLOCK",
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
        "int is_open(fd)",
        "1 when fd is an open descriptor, also one opened with O_PATH.",
        measured=_LINK,
        unknown=_READ,
    ),
    row(
        "int kind(fd)",
        "What fd refers to: FILE_REGULAR, FILE_PIPE and so on; 0 when it is not open.",
        measured=f"{_LINK}, its type and the name of its link",
        unknown=_READ,
    ),
    row(
        "int path_only(fd)",
        "1 when fd was opened with O_PATH.",
        measured=f"flags in {_INFO}",
        unknown=_READ,
    ),
    row(
        "int open_for_reading(fd)",
        "1 when the access mode of fd allows to read.",
        measured=f"flags in {_INFO}",
        unknown=_OPEN,
    ),
    row(
        "int open_for_writing(fd)",
        "1 when the access mode of fd allows to write.",
        measured=f"flags in {_INFO}",
        unknown=_OPEN,
    ),
    row(
        "int status_flags(fd)",
        "Access mode and status flags, what F_GETFL returns.",
        measured=f"flags in {_INFO}, without O_CLOEXEC",
        unknown=_OPEN,
    ),
    row(
        "int close_on_exec(fd)",
        "1 when the descriptor is closed on execve().",
        measured=f"O_CLOEXEC of flags in {_INFO}",
        unknown=_READ,
    ),
    row(
        "int is_memfd(fd)",
        "1 when fd refers to a file of memfd_create().",
        measured=f"the name of the link in {_LINK} and the device of the file",
        unknown=_READ,
    ),
    row(
        "int process_memory(fd)",
        "1 when fd is /proc/PID/mem, whose positions are addresses.",
        measured=f"the name of the link in {_LINK} and the file system (fstatfs() of a duplicate)",
        unknown=_READ,
    ),
    row(
        "unsigned long huge_pages(fd)",
        "The size of the pages of a file of huge pages (hugetlbfs, MFD_HUGETLB); 0 for another.",
        measured=f"the file system (fstatfs() on {_TAKEN}) and st_blksize",
        unknown=_NOT_TAKEN,
    ),
    row(
        "int message_queue(fd)",
        "1 when fd is a message queue of mq_open().",
        measured=f"the file system (fstatfs() on {_TAKEN})",
        unknown=_NOT_TAKEN,
    ),
    row(
        "int sealed(fd, seals)",
        "1 when the file has one of the seals F_SEAL_*.",
        measured=f"F_GET_SEALS on {_TAKEN}; a file that takes no seals has none",
        unknown=_NOT_TAKEN,
    ),
    row(
        "loff_t position(fd)",
        "The file offset in bytes; 0 of a pipe or socket.",
        measured=f"pos in {_INFO}",
        unknown=_OPEN,
    ),
    row(
        "loff_t largest_position(fd)",
        "The largest position that lseek() accepts in a regular file; its file system decides.",
        measured="lseek() of the file, opened anew",
        unknown="fd is no open regular file, or may not be read",
    ),
    row(
        "long next_name_bytes(fd)",
        "The bytes that getdents64() stores for the next name of a directory, before it rounds up"
        " to 8; 0 where no name is left.",
        measured="getdents64() of the directory, opened anew with O_NOATIME, at the same position",
        unknown="fd is no open directory, or may not be read",
    ),
    row(
        "loff_t file_size(fd)",
        "The size of the file in bytes.",
        measured=f"stat of {_LINK}",
        unknown="fd is not open, or refers to no regular file or directory",
    ),
    row(
        "int seekable(fd)",
        "1 when lseek() works on the file.",
        measured=f"the kind of the file; lseek(fd, 0, SEEK_CUR) on {_TAKEN}, which moves nothing",
        unknown=_NOT_TAKEN,
    ),
    row(
        "int pollable(fd)",
        "1 when the file can be watched by epoll.",
        measured="the kind of the file and its file system",
        unknown="the kind of file does not decide it (a device, a file in /proc or /sys)",
    ),
    row(
        "int mappable(fd)",
        "1 when the file can be mapped into memory.",
        measured="the kind of the file",
        unknown="the kind of file does not decide it (a device, a file in /proc or /sys)",
    ),
    row(
        "unsigned int poll(fd)",
        "The POLL* bits that poll() reports now for all events; POLLNVAL when fd is not open.",
        measured=f"poll() of {_TAKEN}, where that changes nothing; for a signalfd what is pending",
        unknown="it may not be duplicated, or its kind of file takes notice of a poll()",
    ),
    row(
        "int peer_closed(fd)",
        "1 when nobody holds the other end of a pipe, or a connection was closed by the other end.",
        measured=f"POLLERR, POLLHUP and POLLRDHUP of {_TAKEN}",
        unknown="a datagram socket, or a socket of which only one direction is shut",
    ),
    row(
        "int nothing_to_read(fd)",
        "1 when a read() of some bytes has to wait, or is refused with O_NONBLOCK: poll() reports "
        "neither POLLIN, POLLHUP nor POLLERR, a pipe has writers, and of a terminal VMIN and VTIME "
        "ask for more than there is.",
        measured="as poll(), bytes_ready() and terminal_setting(); /proc/PID/fd of all processes",
        unknown="as poll(); some process may not be looked at, or a socket of a rare family",
    ),
    row(
        "int same_file(fd, fd2)",
        "1 when both descriptors share one open file description (dup()).",
        measured="kcmp(KCMP_FILE)",
        unknown="the kernel has no kcmp()",
    ),
    row(
        "int same_inode(fd, fd2)",
        "1 when both descriptors refer to the same inode.",
        measured=f"device and inode in {_LINK}",
        unknown=_READ,
    ),
    row(
        "int watches(epfd, fd)",
        "1 when the epoll instance epfd watches the file of fd under the number fd.",
        measured=f"tfd lines in {_INFO}, kcmp(KCMP_EPOLL_TFD)",
        unknown="the kernel has no kcmp()",
    ),
    row(
        "int inotify_watches(fd, path)",
        "1 when the inotify instance fd watches the file that the path leads to.",
        measured=f"inotify lines in {_INFO}, the walk of the path",
        unknown="the walk does not end at a file, or its file system numbers inodes anew "
        "(overlay, btrfs)",
    ),
    row(
        "int timerfd_clock(fd)",
        "The clock of a timerfd, CLOCK_*.",
        measured=f"clockid in {_INFO}",
        unknown="fd is no open timerfd",
    ),
    row(
        "unsigned int watched_events(epfd, fd)",
        "The EPOLL* bits for which the epoll instance epfd watches the file of fd under the "
        "number fd; 0 when it does not.",
        measured=f"tfd lines in {_INFO}, kcmp(KCMP_EPOLL_TFD)",
        unknown="the kernel has no kcmp()",
    ),
    row(
        "int leads_to(epfd, fd)",
        "1 when the epoll instance epfd watches the file of fd, itself or by way of others.",
        measured=_WATCHES,
        unknown=_UNTOLD,
    ),
    row(
        "int instances_below(fd)",
        "How many epoll instances the longest chain from fd down has, each watching the next; "
        "fd is counted, 0 for another kind of file.",
        measured=_WATCHES,
        unknown=_UNTOLD,
    ),
    row(
        "int instances_above(fd)",
        "How many epoll instances the longest chain that ends at fd has; fd is counted when it "
        "is one.",
        measured=_WATCHES,
        unknown=_UNTOLD,
    ),
    row(
        "int watch_chains(fd, count)",
        "How many chains of count epoll instances lead to the file of fd, from one that nobody "
        "watches.",
        measured=_WATCHES,
        unknown=_UNTOLD,
    ),
    row(
        "int is_terminal(fd)",
        "1 when fd refers to a terminal.",
        measured="the device number and /proc/tty/drivers",
        unknown=_READ,
    ),
    row(
        "int immutable(fd)",
        "1 when the inode is immutable (chattr +i).",
        measured=f"statx() of {_LINK}",
        unknown="the file system does not say",
    ),
    row(
        "int append_only(fd)",
        "1 when the inode is append-only (chattr +a).",
        measured=f"statx() of {_LINK}",
        unknown="the file system does not say",
    ),
    row(
        "int dax(fd)",
        "1 when the storage of the file is mapped itself, not a copy in memory (DAX).",
        measured=f"statx() of {_LINK}",
        unknown="the file system does not say",
    ),
    row(
        "int swap_file(fd)",
        "1 when the system swaps to the file.",
        measured=f"stat of {_LINK}, and /proc/swaps",
        unknown=_READ,
    ),
    row(
        "int mounted_read_only(fd)",
        "1 when the mount or the file system of the file is read-only.",
        measured=f"statvfs of {_TAKEN}",
        unknown=_NOT_TAKEN,
    ),
    row(
        "int mounted_noexec(fd)",
        "1 when programs on the mount or the file system of the file cannot be executed.",
        measured=f"statvfs of {_TAKEN}; what has no mount (a pipe) is mapped for execution",
        unknown="the descriptor may not be duplicated from outside, or such a file not be read",
    ),
    row(
        "u64 device(fd)",
        "The number of the device that holds the file (st_dev).",
        measured=f"stat of {_LINK}",
        unknown=_OPEN,
    ),
    row(
        "u64 device_number(fd)",
        "The number of the device for which a device file stands (st_rdev); 0 for another file.",
        measured=f"stat of {_LINK}",
        unknown=_READ,
    ),
    row(
        "int owns(fd)",
        "1 when the file belongs to the caller (its fsuid).",
        measured=f"stat of {_LINK}, Uid in /proc/PID/status",
        unknown="the process may not be read",
    ),
    row(
        "int may_search(fd)",
        "1 when fd refers to a directory that the caller may search, by its mode and capabilities "
        "now.",
        measured=f"mode and owner of {_LINK}, Uid, Gid, Groups and CapEff in /proc/PID/status",
        unknown="an access control list or a security module decides, or it lies in /proc",
    ),
    row(
        "int network_interface(fd)",
        "1 when fd, opened from /dev/net/tun, has a network interface.",
        measured=f"iff in {_INFO}",
        unknown="the process may not be read",
    ),
    row(
        "int controlling_terminal(fd)",
        "1 when fd refers to the controlling terminal of the caller.",
        measured="the device number, and tty_nr in /proc/PID/stat",
        unknown="the process may not be read",
    ),
    row(
        "unsigned int file_attribute(fd, name)",
        "An attribute of a file: a member of struct fsxattr, as in "
        'file_attribute(fd, "fsx_projid").',
        measured=f"FS_IOC_FSGETXATTR on {_TAKEN}",
        unknown="the file system has no such attributes, or " + _NOT_TAKEN,
    ),
    row(
        "unsigned int terminal_setting(fd, name)",
        "A setting of a terminal: a flag word of struct termios, as in "
        'terminal_setting(fd, "c_lflag"), a member of struct winsize, or VMIN or VTIME of c_cc.',
        measured=f"TCGETS and TIOCGWINSZ on {_TAKEN}",
        unknown="fd is no open terminal, or the name is of no such member",
    ),
    row(
        "int pty_locked(fd)",
        "1 when fd is the first end of a pty whose other end nobody may open yet.",
        measured=f"TIOCGPTLCK on {_TAKEN}",
        unknown=_NOT_TAKEN,
    ),
    row(
        "int sends_signals(fd)",
        "1 when O_ASYNC lets the file tell of its readiness by signals.",
        measured="the kind of the file, and the number of a device",
        unknown="fd is of a device or kind that kapi does not know",
    ),
    row(
        "int unknown_command(fd)",
        "The errno with which the file refuses a command of ioctl() that it does not know: ENOTTY, "
        "of some EINVAL, of a terminal that was hung up EIO.",
        measured="the kind of the file, the number of a device, poll() of a terminal",
        unknown="fd is not open, or is of a device or kind that kapi does not know",
    ),
    row(
        "u64 inode(fd)",
        "The number of the inode (st_ino).",
        measured=f"stat of {_LINK}",
        unknown=_OPEN,
    ),
    row(
        "unsigned int permissions(fd)",
        "The permission bits of the file, S_ISUID, S_ISGID and S_ISVTX among them.",
        measured=f"stat of {_LINK}",
        unknown=_OPEN,
    ),
    row(
        "long file_system(fd)",
        "The magic number of the file system, such as HUGETLBFS_MAGIC; 0 where fd is not open.",
        measured="statfs of a duplicate of the descriptor (pidfd_getfd)",
        unknown="the descriptor may not be duplicated from outside",
    ),
    row(
        "unsigned int link_count(fd)",
        "How many hard links the file has (st_nlink); 0 when it was removed and is only held open.",
        measured="stat of /proc/PID/fd",
        unknown="fd is not open",
    ),
    row(
        "loff_t attribute_size(fd, key)",
        "The bytes of the extended attribute whose name is the text at key; -1 when there is none.",
        measured="fgetxattr() of a duplicate of the descriptor (pidfd_getfd)",
        unknown="the name cannot be read, or the descriptor may not be duplicated from outside",
    ),
    row(
        "int namespace_type(fd)",
        "The sort of a name space, CLONE_NEW*; 0 for another file.",
        measured=f"the name of the link in {_LINK}",
        unknown="the kernel has a sort that kapi does not know",
    ),
    row(
        "int owner_seen(fd)",
        "1 when the user name space that owns a name space is the caller's or lies below it.",
        measured=f"NS_GET_USERNS and NS_GET_PARENT on {_TAKEN}, /proc/PID/ns",
        unknown=_NOT_TAKEN,
    ),
    row(
        "int parent_seen(fd)",
        "1 when the parent of a user or PID name space is the caller's or lies below it.",
        measured=f"NS_GET_PARENT on {_TAKEN}, /proc/PID/ns",
        unknown=_NOT_TAKEN,
    ),
    row(
        "int socket_family(fd)",
        "The address family of a socket, AF_*.",
        measured=f"SO_DOMAIN of {_TAKEN}",
        unknown="fd is no open socket, or may not be duplicated from outside",
    ),
    row(
        "int socket_type(fd)",
        "The type of a socket, SOCK_*.",
        measured=f"SO_TYPE of {_TAKEN}",
        unknown="fd is no open socket, or may not be duplicated from outside",
    ),
    row(
        "long socket_timeout(fd, number)",
        "The microseconds of SO_RCVTIMEO or SO_SNDTIMEO; 0 where a socket has no limit, and for "
        "another file.",
        measured=f"getsockopt() of {_TAKEN}",
        unknown="the descriptor may not be duplicated from outside",
    ),
    row(
        "int socket_option(fd, number)",
        "The number that getsockopt() gives for SOL_SOCKET, as in socket_option(fd, SO_SNDBUF).",
        measured=f"getsockopt() of {_TAKEN}",
        unknown="fd is no open socket, or may not be duplicated from outside; SO_ERROR",
    ),
    row(
        "int tcp_state(fd)",
        "The state of a TCP socket, TCP_ESTABLISHED and so on; 0 for another file.",
        measured=f"TCP_INFO of {_TAKEN}",
        unknown="the descriptor may not be duplicated from outside",
    ),
    row(
        "int listening(fd)",
        "1 when a socket listens.",
        measured=f"SO_ACCEPTCONN of {_TAKEN}",
        unknown="the descriptor may not be duplicated from outside",
    ),
    row(
        "int connected(fd)",
        "1 when a socket has a peer.",
        measured=f"getpeername() of {_TAKEN}",
        unknown="the descriptor may not be duplicated from outside",
    ),
    row(
        "int bound(fd)",
        "1 when a socket has an address of its own.",
        measured=f"getsockname() of {_TAKEN}",
        unknown="a socket of a family other than AF_UNIX, AF_INET and AF_INET6",
    ),
    row(
        "int address_length(fd, number)",
        "How many bytes the address of a socket has (0), or that of its peer (1), as getsockname() "
        "and getpeername() say.",
        measured=f"these of {_TAKEN}",
        unknown="fd is no open socket, or has no such address",
    ),
    row(
        "int connection_waits(fd)",
        "1 when a socket listens and a connection waits there for accept().",
        measured=f"poll() of {_TAKEN}; the length of the queue (sock_diag) after shutdown()",
        unknown="the descriptor may not be duplicated from outside, or the kernel does not say",
    ),
    row(
        "int bytes_ready(fd)",
        "How many bytes can be read at once, what FIONREAD says.",
        measured=f"FIONREAD on {_TAKEN}",
        unknown="fd is not open, or its kind of file does not say",
    ),
    row(
        "int pipe_capacity(fd)",
        "How many bytes a pipe holds.",
        measured=f"F_GETPIPE_SZ of {_TAKEN}",
        unknown="fd is no open pipe, or may not be duplicated from outside",
    ),
    row(
        "int lowest_free_fd()",
        "The number that the next descriptor gets.",
        measured=_LINK,
        unknown=_READ,
    ),
    row(
        "unsigned int free_fd_from(first)",
        "The lowest number from first on that is no open descriptor, what F_DUPFD looks for. "
        "After lowest_free_fd() comes free_fd_from(lowest_free_fd() + 1).",
        measured=_LINK,
        unknown=_READ,
    ),
    row(
        "unsigned int open_files()",
        "How many descriptors are open.",
        measured=_LINK,
        unknown=_READ,
    ),
)
