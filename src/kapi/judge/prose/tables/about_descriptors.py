"""Phrases about file descriptors and the files behind them."""

from __future__ import annotations

from kapi.judge.prose.phrase import Phrase

__all__ = ["DESCRIPTORS"]

_NO_NUMBER = "lowest_free_fd() >= RLIMIT_NOFILE"
_ORIENTED = "(socket_type({fd}) == SOCK_STREAM || socket_type({fd}) == SOCK_SEQPACKET)"

DESCRIPTORS = (
    Phrase("<fd> is ~ valid|open [open] file+descriptor|descriptor|fd", "is_open({fd})", "read(2)"),
    Phrase("<fd> is ~ open|valid", "is_open({fd})", "close(2)"),
    Phrase(
        "<number> is ~ valid|open [open] file+descriptor|descriptor",
        "is_open({number})",
        "waitid(2), kcmp(2)",
    ),
    Phrase("no open|valid|such descriptor|file+descriptor", "!is_open({fd})", "fs/file.c"),
    Phrase("not valid|open [open] descriptor|file+descriptor", "!is_open({fd})", "fs/file.c"),
    Phrase("not open [at+all]", "!is_open({fd})", "fs/file.c"),
    Phrase("not <kind>", "!({kind})", "fs/eventpoll.c"),
    Phrase("not open|opened for reading", "!open_for_reading({fd})", "fs/read_write.c"),
    Phrase("not open|opened for writing", "!open_for_writing({fd})", "fs/read_write.c"),
    Phrase("<fd> is ~ sealed against writing", "sealed({fd}, F_SEAL_WRITE)", "fcntl(2)"),
    Phrase("<fd> is ~ sealed against growing", "sealed({fd}, F_SEAL_GROW)", "fcntl(2)"),
    Phrase("<fd> is ~ sealed against shrinking", "sealed({fd}, F_SEAL_SHRINK)", "fcntl(2)"),
    Phrase("caller|process|calling+process ~ own <fd>", "owns({fd})", "fchmod(2)"),
    Phrase("caller|process|calling+process is ~ owner of <fd>", "owns({fd})", "fchmod(2)"),
    Phrase(
        "effective uid [of+caller|of+process|of+calling+process] ~ match owner of <fd>",
        "owns({fd})",
        "fchmod(2)",
    ),
    Phrase("<fd> is ~ full", "!(poll({fd}) & POLLOUT)", "pipe(7)"),
    Phrase("<fd> is ~ empty", "!(poll({fd}) & POLLIN)", "pipe(7)"),
    Phrase(
        "no data is available [for+reading|to+read] [from|in|on] [<fd>]",
        "!(poll({fd}) & POLLIN)",
        "recv(2), inotify(7)",
    ),
    Phrase("<fd> is <open_flag> descriptor", "{open_flag}", "open(2)"),
    Phrase("<fd> is invalid|closed|bad", "!is_open({fd})", "epoll_wait(2)"),
    Phrase("<fd> is invalid|closed|bad file+descriptor|descriptor|fd", "!is_open({fd})", "recv(2)"),
    Phrase("<fd> ~ refer to open file [description]", "is_open({fd})", "fsync(2)"),
    Phrase("invalid <fd>", "!is_open({fd})", "fs/read_write.c"),
    Phrase("<fd> is ~ open|opened for reading", "open_for_reading({fd})", "read(2)"),
    Phrase("<fd> is ~ open|opened for writing", "open_for_writing({fd})", "write(2)"),
    Phrase("<fd> is ~ readable", "open_for_reading({fd})", "copy_file_range(2)"),
    Phrase("<fd> is ~ writable", "open_for_writing({fd})", "copy_file_range(2)"),
    Phrase("<fd> ~ have FMODE_READ [set]", "open_for_reading({fd})", "include/linux/fs.h"),
    Phrase("<fd> ~ have FMODE_WRITE [set]", "open_for_writing({fd})", "include/linux/fs.h"),
    Phrase("<fd> ~ refer to [valid] <kind>", "{kind}", "ftruncate(2), splice(2)"),
    Phrase("<fd> is ~ [associated+with|valid] <kind>", "{kind}", "epoll_wait(2), lseek(2)"),
    Phrase("<fd> refer to something|file ^other+than <kind>", "{kind}", "openat(2)"),
    Phrase("<fd> is ~ open|opened with <open_flag>", "{open_flag}", "openat(2)"),
    Phrase("<fd> is ~ in non blocking mode", "status_flags({fd}) & O_NONBLOCK", "read(2)"),
    Phrase("<fd> is ~ marked non blocking", "status_flags({fd}) & O_NONBLOCK", "read(2)"),
    Phrase(
        "<fd> is ~ marked non blocking ( O_NONBLOCK )",
        "status_flags({fd}) & O_NONBLOCK",
        "accept(2)",
    ),
    Phrase("<fd> is ~ marked nonblocking", "status_flags({fd}) & O_NONBLOCK", "send(2)"),
    Phrase("<open_flag> is ~ set|enabled on|for <fd>", "{open_flag}", "fcntl(2)"),
    Phrase(
        "<open_flag> is ~ set|enabled on|for|in [open+file|message+queue|file] description"
        " [refer+to+by|associated+with|of] [<fd>]",
        "{open_flag}",
        "mq_send(3), copy_file_range(2)",
    ),
    Phrase(
        "<fd> refer to <kind> for which peer address is not set [using+connect(2)|by+connect(2)]",
        "({kind}) && !connected({fd})",
        "write(2)",
    ),
    Phrase("<fd> ~ have <open_flag> set", "{open_flag}", "sendfile(2), copy_file_range(2)"),
    Phrase("<fd> is ~ open|opened in append mode", "status_flags({fd}) & O_APPEND", "write(2)"),
    Phrase("<fd> is ~ in append mode", "status_flags({fd}) & O_APPEND", "fallocate(2)"),
    Phrase(
        "<fd> and <fd2> is ~ on same filesystem|mount|device",
        "device({fd}) == device({fd2})",
        "copy_file_range(2)",
    ),
    Phrase(
        "<fd> and <fd2> is ~ on same file system",
        "device({fd}) == device({fd2})",
        "rename(2)",
    ),
    Phrase(
        "[file] [refer+to+by] <fd> and <fd2> is ~ on same filesystem|mount",
        "device({fd}) == device({fd2})",
        "copy_file_range(2)",
    ),
    Phrase("<fd> and <fd2> refer to same file", "same_inode({fd}, {fd2})", "copy_file_range(2)"),
    Phrase(
        "<fd> and <fd2> refer to same pipe",
        "kind({fd}) == FILE_PIPE && same_inode({fd}, {fd2})",
        "splice(2), tee(2)",
    ),
    Phrase("<fd> ~ support epoll|poll|polling [operation]", "pollable({fd})", "epoll_ctl(2)"),
    Phrase("<fd> can ~ is polled", "pollable({fd})", "fs/eventpoll.c"),
    Phrase("<fd> ~ support seeking|seek|lseek()", "seekable({fd})", "pread(2)"),
    Phrase("<fd> is ~ seekable", "seekable({fd})", "lseek(2)"),
    Phrase("<fd> can ~ is mapped", "mappable({fd})", "mmap(2)"),
    Phrase("<fd> ~ support memory mapping", "mappable({fd})", "mmap(2)"),
    Phrase(
        "<fd> is ~ [already] registered|present|watched [with+instance|in+instance|by+instance"
        "|with+epoll+instance|in+epoll+instance|by+epoll+instance"
        "|with+this+epoll+instance|in+this+epoll+instance]",
        "watches({other_fd}, {fd})",
        "epoll_ctl(2)",
    ),
    Phrase("<fd> is ~ same as|file <fd2>", "{fd} == {fd2}", "epoll_ctl(2)"),
    Phrase("<fd> is ~ listening", "listening({fd})", "accept(2)"),
    Phrase("<fd> is ~ connected", "connected({fd})", "send(2)"),
    Phrase("<fd> is ~ [associated+with] connection oriented [protocol]", _ORIENTED, "recv(2)"),
    Phrase("read|receive [operation] would block", "!(poll({fd}) & POLLIN)", "recv(2)"),
    Phrase("[requested] operation|call would block", "!(poll({fd}) & {ready})", "send(2), recv(2)"),
    Phrase(
        "attribute of <fd> ~ [already] exist [already]",
        "attribute_size({fd}, {key}) != -1",
        "fsetxattr(2)",
    ),
    Phrase(
        "<fd> have no [such] [extended] attribute [with+this+name|of+this+name]",
        "attribute_size({fd}, {key}) == -1",
        "fgetxattr(2)",
    ),
    Phrase("<fd> is ~ of type <bound>", "socket_type({fd}) == {bound}", "listen(2)"),
    Phrase("<fd> is ~ [already] removed|deleted|unlinked", "link_count({fd}) == 0", "linkat(2)"),
    Phrase(
        "directory is removed|deleted|unlinked",
        "kind({fd}) == FILE_DIRECTORY && link_count({fd}) == 0",
        "getdents(2)",
    ),
    Phrase("write|send [operation] would block", "!(poll({fd}) & POLLOUT)", "send(2)"),
    Phrase(
        "search permission is denied|missing on|for directory open on <fd>",
        "kind({fd}) == FILE_DIRECTORY && !may_search({fd})",
        "chdir(2)",
    ),
    Phrase(
        "search permission is denied|missing on|for directory <fd>",
        "kind({fd}) == FILE_DIRECTORY && !may_search({fd})",
        "chdir(2)",
    ),
    Phrase("<fd> is ~ bound [to+address]", "bound({fd})", "bind(2)"),
    Phrase("<fd> is ~ already bound [to+address]", "bound({fd})", "bind(2)"),
    Phrase("<fd> is ~ already connected", "connected({fd})", "connect(2)"),
    Phrase("<fd> is ~ marked immutable", "immutable({fd})", "fchmod(2)"),
    Phrase("<fd> is ~ marked append only", "append_only({fd})", "fchmod(2)"),
    Phrase("<fd> is ~ immutable", "immutable({fd})", "ioctl_iflags(2)"),
    Phrase("<fd> is ~ append only", "append_only({fd})", "fallocate(2)"),
    Phrase("<fd> is ~ on read only filesystem", "mounted_read_only({fd})", "fchmod(2)"),
    Phrase("<fd> is ~ on read only file system", "mounted_read_only({fd})", "fchmod(2)"),
    Phrase(
        "[per+process] limit on number of open <nofile> [of+process|for+process] is"
        " reached|exceeded",
        _NO_NUMBER,
        "open(2)",
    ),
    Phrase(
        "[there] is|have no reader|readers of|for|on <fd>", "peer_closed({fd})", "tee(2), fs/pipe.c"
    ),
    Phrase("<fd> have no reader|readers", "peer_closed({fd})", "mkfifo(3), fs/pipe.c"),
    Phrase("other|reading|read end of <fd> is closed", "peer_closed({fd})", "write(2)"),
    Phrase(
        "<fd> is connected to pipe or socket whose reading|other end is closed",
        "peer_closed({fd})",
        "write(2)",
    ),
    Phrase("per process <nofile> limit is|have [is] reached|exceeded", _NO_NUMBER, "dup(2)"),
    Phrase("per process <nofile> limit reached|exceeded", _NO_NUMBER, "fs/file.c"),
    Phrase("too many open file", _NO_NUMBER, "fs/file.c"),
    Phrase(
        "system wide limit on [total] number of open file is reached|exceeded",
        "out_of(files)",
        "open(2)",
    ),
    Phrase("[system] file table overflow", "out_of(files)", "fs/file_table.c"),
    Phrase("too many open file in system", "out_of(files)", "asm-generic/errno-base.h"),
)
