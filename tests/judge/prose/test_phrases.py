"""Phrases, each in two wordings, and that rows know no interface."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from kapi.expr.functions import is_function
from kapi.expr.nodes import Call, Node, children
from kapi.expr.parser import parse
from kapi.expr.predicates import CONSTANTS, PREDICATES
from kapi.judge.prose.match import pattern
from kapi.judge.prose.nouns import KINDS
from kapi.judge.prose.phrases import GROUPS, PHRASES
from kapi.judge.prose.reading import read_condition
from kapi.judge.prose.slots import SLOTS
from kapi.model.elements import ErrorCondition, Expression, Limits, Param
from kapi.vocab.words import ConstraintType, ParamFlag, ParamType
from tests.judge.prose.specs import (
    ALL,
    BUFFER,
    COUNT,
    DESCRIPTOR,
    FD,
    FILE,
    FLAGS,
    OP,
    OTHER_FD,
    PATH,
    PID,
    RANGE,
    read,
    spec,
)

LENGTH_AT = Param(name="optlen", type_name="int __user *", type=ParamType.USER_PTR)
FROM, TO = (Param(name=f"{way}_fd", type_name="int", type=ParamType.FD) for way in ("in", "out"))
PIDFD = Param(name="pidfd", type_name="int", type=ParamType.FD)
NAME = Param(name="name", type_name="const char __user *", type=ParamType.STRING)
OPTION = Param(name="option", type_name="int", description="the option, a number")
PLAIN_FLAGS = Param(name="flags", type_name="int")
QUEUE = Param(name="msqid", type_name="int", description="the message queue")
SIGNAL = Param(
    name="sig",
    type_name="int",
    limits=Limits(type=ConstraintType.RANGE, maximum=Expression("64")),
)
TIMER = Param(name="timer_id", type_name="timer_t")
OTHER_PATH = Param(name="other", type_name="const char __user *", type=ParamType.PATH)
KEY = Param(name="key", type_name="key_t")
START = (Param(name="dfd", type_name="int", type=ParamType.FD), PATH)

ONE_MEANING = [
    (
        START,
        "walk_at(dfd, path, LINK_UNSAID) == WALK_BAD_FD",
        [
            "path is a relative pathname, but dfd is neither AT_FDCWD nor a valid file descriptor.",
            "path is relative and dfd is not a valid descriptor.",
        ],
    ),
    (
        START,
        "relative_to_file_at(dfd, path)",
        [
            "path is a relative pathname and dfd is a file descriptor referring to a file other"
            " than a directory.",
            "path is relative, but dfd does not refer to a directory.",
        ],
    ),
    (
        (FD,),
        "peer_closed(fd)",
        [
            "fd is connected to a pipe or socket whose reading end is closed. When this happens"
            " the writing process will also receive a SIGPIPE signal.",
            "fd has no readers",
        ],
    ),
    (
        (FD,),
        "status_flags(fd) & O_NONBLOCK && !(poll(fd) & POLLOUT)",
        [
            "The file descriptor fd has been marked nonblocking (O_NONBLOCK), and the write would"
            " block.",
            "The O_NONBLOCK flag is set for the open file description referred to by fd, and the"
            " file is full.",
        ],
    ),
    (
        (FD,),
        "socket_type(fd) == SOCK_DGRAM && !connected(fd)",
        [
            "fd refers to a datagram socket for which a peer address has not been set using"
            " connect(2).",
            "fd is a datagram socket and is not connected",
        ],
    ),
    (
        (FD,),
        "swap_file(fd)",
        ["fd refers to an active swap file", "The file is a swap file."],
    ),
    (
        (FD,),
        "immutable(fd)",
        ["fd refers to an immutable file", "The file referred to by fd is marked immutable."],
    ),
    (
        (FD,),
        "!message_queue(fd)",
        ["fd is not a valid message queue descriptor", "fd does not refer to a message queue"],
    ),
    (
        (FD,),
        "kind(fd) != FILE_NAMESPACE",
        ["fd does not refer to a namespace", "fd is not a name space."],
    ),
    (
        (NAME,),
        '!begins_with(name, "/")',
        ["name does not begin with a slash.", 'The name does not start with "/".'],
    ),
    (
        (NAME,),
        '!(begins_with(name, "user.") || begins_with(name, "trusted."))',
        [
            'name does not begin with "user." or "trusted.".',
            'The name does not start with "user." or "trusted."',
        ],
    ),
    (
        (FLAGS,),
        "flags & ~(O_CREAT | O_EXCL)",
        [
            "flags contains bits other than O_CREAT and O_EXCL.",
            "flags specifies other than O_CREAT and O_EXCL",
        ],
    ),
    (
        (FLAGS,),
        "flags & O_CREAT && !(flags & O_EXCL)",
        [
            "O_CREAT is set in flags but O_EXCL is not.",
            "O_CREAT is set in flags, but O_EXCL is not set in flags",
        ],
    ),
    (
        (PATH,),
        "holds_names(path)",
        [
            "path is a nonempty directory.",
            "path is a directory that is not empty",
        ],
    ),
    (
        (PATH,),
        "last_name(path) == LAST_DOT",
        ['The last component of path is ".".', 'path ends in "."'],
    ),
    (
        (PATH,),
        "last_name(path) == LAST_DOTDOT",
        ['The last component of path is "..".', 'path ends in ".."'],
    ),
    (
        (PATH,),
        'begins_with(path, "/")',
        ["path is absolute", "path is an absolute pathname", "path is not relative."],
    ),
    (
        (PATH,),
        "symlinks(path) > 0",
        [
            "One of the path components is a symbolic link.",
            "A component of path was a symbolic link",
        ],
    ),
    (
        (PATH, OTHER_PATH),
        "parent_mount(path) != parent_mount(other)",
        [
            "path and other are not on the same mounted filesystem.",
            "path and other are not on the same mount",
        ],
    ),
    (
        (PATH,),
        "path_kind(path) == FILE_DIRECTORY",
        ["path is an existing directory.", "path is an already existing directory"],
    ),
    (
        (QUEUE,),
        "!ipc_allows(messages, msqid, 2)",
        [
            "The caller has no write permission on the queue.",
            "The calling process does not have alter permission for msqid.",
        ],
    ),
    (
        (QUEUE,),
        "!ipc_owner(messages, msqid) && !capable_unsaid(CAP_SYS_ADMIN)",
        [
            "The effective user ID of the caller is not the creator or the owner of the queue, and"
            " the caller does not have the CAP_SYS_ADMIN capability.",
            "The effective UID of the calling process is neither the owner nor the creator of"
            " msqid, and the caller has no CAP_SYS_ADMIN.",
        ],
    ),
    (
        (TIMER,),
        "!timer_exists(timer_id)",
        ["timer_id is invalid.", "timer_id is not a valid timer ID.", "The timer does not exist."],
    ),
    (
        (QUEUE,),
        "signal_handled()",
        [
            "Sleeping on a full queue, the process caught a signal.",
            "While waiting for room, the process caught a signal.",
        ],
    ),
    (
        (FD,),
        "!is_open(fd)",
        ["The descriptor specified in fd is not open.", "The file given by fd is not open."],
    ),
    (
        (COUNT, PID),
        "pid < 0",
        ["The value contained in pid is invalid: pid is negative.", "Bad pid: pid is negative"],
    ),
    (
        (COUNT, PID),
        "pid <= 0",
        ["pid is not a positive value.", "pid is zero or negative"],
    ),
    (
        (COUNT, PID),
        "!(pid >= 0 && pid <= 999999999)",
        ["pid is not in the range [0, 999,999,999].", "pid is not within the range 0 to 999999999"],
    ),
    (
        (FD,),
        "signal_handled()",
        [
            "While waiting to acquire a lock, the call was interrupted by a signal handler.",
            "The process caught a signal while waiting.",
        ],
    ),
    (
        (KEY,),
        "ipc_size(semaphores, ipc_id(semaphores, key)) > 3",
        [
            "The number of semaphores in the set is greater than 3.",
            "The number of semaphores in that set exceeds 3",
        ],
    ),
    (
        (PID,),
        "!named_process(pid)",
        ["No thread group matching pid was found.", "There is no process with the ID pid."],
    ),
    (
        (msgspec.structs.replace(PID, description="the process, or 0 for the caller"),),
        "!(pid == 0 || process_exists(pid))",
        ["pid does not exist", "No process with ID pid exists."],
    ),
    (
        (FD,),
        "kind(fd) == FILE_PIPE && status_flags(fd) & O_NONBLOCK && !(poll(fd) & POLLOUT)",
        [
            "fd is a pipe that was opened with O_NONBLOCK, and it is full.",
            "fd refers to a pipe, was opened with O_NONBLOCK and is full",
        ],
    ),
    (
        (FD,),
        "!owns(fd) && !capable_unsaid(CAP_FOWNER)",
        [
            "The caller does not own the file, and does not have CAP_FOWNER.",
            "The effective UID does not match the owner of the file, and the caller lacks"
            " CAP_FOWNER.",
            "The caller does not own fd and does not have the CAP_FOWNER capability in the user"
            " namespace that governs its IPC namespace.",
        ],
    ),
    (
        (FD,),
        "!owns(fd) && !ns_capable(CAP_FOWNER)",
        [
            "The caller does not own the file, and does not have the CAP_FOWNER capability in its"
            " user namespace.",
            "The caller does not own fd, and has no CAP_FOWNER in the caller's user namespace.",
        ],
    ),
    (
        (FD,),
        "!owns(fd) && !CAP_FOWNER",
        [
            "The caller does not own fd, and lacks CAP_FOWNER in the initial user namespace.",
            "The caller does not own fd and has no CAP_FOWNER in the initial user name space",
        ],
    ),
    (
        (FD,),
        "sealed(fd, F_SEAL_WRITE)",
        ["fd is sealed against writing", "The file is sealed against writing."],
    ),
    ((FD,), "kind(fd) != FILE_SOCKET", ["not a socket", "fd is not a valid socket"]),
    (
        (LENGTH_AT,),
        "*optlen < 0",
        ["*optlen is less than 0.", "The value pointed to by optlen is negative."],
    ),
    (
        (FD, BUFFER, COUNT),
        "!writable(buf, count)",
        ["buf is not in a writable part of the user address space.", "buf is not writable"],
    ),
    (
        (NAME,),
        "string_length(name) == 0",
        ["name is an empty string.", "The name is empty."],
    ),
    (
        (NAME,),
        "string_length(name) > NAME_MAX",
        ["The name is longer than NAME_MAX bytes.", "The length of name exceeds NAME_MAX."],
    ),
    (
        (OPTION,),
        "option == 3",
        ["The option is 3.", "the option equals 3"],
    ),
    (
        (PLAIN_FLAGS,),
        "!(flags & IPC_CREAT)",
        ["IPC_CREAT was not specified.", "flags does not have IPC_CREAT"],
    ),
    (
        (PLAIN_FLAGS,),
        "flags & IPC_CREAT && flags & IPC_EXCL",
        [
            "flags specified both IPC_CREAT and IPC_EXCL.",
            "Both IPC_CREAT and IPC_EXCL were set in flags.",
        ],
    ),
    (
        (QUEUE,),
        "!ipc_exists(messages, msqid)",
        [
            "msqid is not a valid message queue identifier.",
            "There is no message queue with the ID msqid.",
        ],
    ),
    (
        (QUEUE,),
        "!ipc_allows(messages, msqid, 4) && !capable_unsaid(CAP_IPC_OWNER)",
        [
            "The calling process does not have read permission on the message queue, and does not"
            " have the CAP_IPC_OWNER capability.",
            "The caller does not have read access to msqid and has no CAP_IPC_OWNER.",
        ],
    ),
    (
        (KEY,),
        "ipc_id(segment, key) == -1",
        [
            "No segment exists for the given key.",
            "There is no shared memory segment with this key.",
        ],
    ),
    (
        (KEY, COUNT),
        "ipc_id(segment, key) != -1 && count > ipc_size(segment, ipc_id(segment, key))",
        [
            "A segment for the given key exists, but count exceeds the size of that segment.",
            "There is already a segment with this key, and count exceeds the size of the segment",
        ],
    ),
    ((PATH,), "walk(path) == WALK_MISSING", ["The file does not exist.", "path does not exist"]),
    ((PATH,), "path_immutable(path)", ["The file is marked immutable.", "path is immutable"]),
    ((PATH,), "path_append_only(path)", ["The file is append-only.", "path is marked append-only"]),
    (
        (PATH,),
        "!is_owner(path)",
        [
            "The effective UID does not match the owner of the file.",
            "The caller is not the owner of path.",
        ],
    ),
    (
        (PATH,),
        "!is_owner(path) && !capable_unsaid(CAP_FOWNER)",
        [
            "The effective UID does not match the owner of the file, and the process is not"
            " privileged (it does not have the CAP_FOWNER capability).",
            "The caller does not own the file and lacks CAP_FOWNER.",
        ],
    ),
    (
        (FD,),
        "!(kind(fd) == FILE_REGULAR || kind(fd) == FILE_DIRECTORY)",
        [
            "fd refers to something other than a regular file or a directory",
        ],
    ),
    (
        (FD,),
        "kind(fd) == FILE_DIRECTORY && !may_search(fd)",
        [
            "Search permission was denied on the directory open on fd.",
            "Search permission is missing for the directory fd.",
        ],
    ),
    (
        (FD,),
        "status_flags(fd) & O_NONBLOCK && !(poll(fd) & POLLIN)",
        [
            "The socket is marked nonblocking and the receive operation would block.",
            "fd is in non-blocking mode, and the read would block",
        ],
    ),
    (
        (FD,),
        "(socket_type(fd) == SOCK_STREAM || socket_type(fd) == SOCK_SEQPACKET) && !connected(fd)",
        [
            "The socket is associated with a connection-oriented protocol and has not been"
            " connected.",
            "fd is connection-oriented and not connected",
        ],
    ),
    (
        (PID,),
        "!(!process_exists(pid) || same_user(pid) || CAP_KILL)",
        [
            "The caller does not have permission to signal the process.",
            "The caller does not have permission to send the signal to any of the target"
            " processes.",
        ],
    ),
    ((PATH,), "walk(path) == WALK_MISSING", ["The directory specified in path does not exist."]),
    ((FD,), "immutable(fd)", ["The file is marked immutable.", "fd is immutable"]),
    ((FD,), "append_only(fd)", ["The file is marked append-only.", "fd is append-only"]),
    (
        DESCRIPTOR,
        "status_flags(fd) & O_APPEND",
        ["fd has the O_APPEND flag set", "The file descriptor is in append mode."],
    ),
    (
        DESCRIPTOR,
        "kind(fd) != FILE_SOCKET",
        [
            "fd refers to something other than a socket",
            "The file referred to by fd is not a socket.",
        ],
    ),
    (
        DESCRIPTOR,
        "!readable(buf, count)",
        ["buf points to memory that is not readable", "The memory at buf cannot be read."],
    ),
    (
        DESCRIPTOR,
        "!writable(buf, count)",
        ["buf does not point to writable memory", "buf cannot be copied to user space"],
    ),
    (
        (FD, OTHER_FD),
        "device(fd) != device(epfd)",
        [
            "fd and epfd are not on the same filesystem",
            "fd and epfd are not on the same file system",
        ],
    ),
    (
        START,
        "exists_at(dfd, path, AT_SYMLINK_NOFOLLOW)",
        ["path already exists", "path is an existing file"],
    ),
    (
        START,
        "walk_at(dfd, path, LINK_UNSAID) == WALK_MISSING",
        [
            "A component of path does not exist or is a dangling symbolic link.",
            "path does not exist or is a dangling symbolic link",
        ],
    ),
    (
        START,
        "walk_parent_at(dfd, path, LINK_UNSAID) == WALK_MISSING",
        [
            "A directory component in path does not exist or is a dangling symbolic link.",
            "A component of the path prefix does not exist.",
        ],
    ),
    (
        START,
        "walk_at(dfd, path, LINK_UNSAID) == WALK_DENIED",
        [
            "One of the directories in the path prefix of path did not allow search permission.",
            "Search permission is denied for one of the directories in the path prefix of path.",
        ],
    ),
    (
        START,
        "!may_write_parent_at(dfd, path, LINK_UNSAID)",
        [
            "Write access to the directory containing path is denied.",
            "The parent directory does not allow write permission to the process.",
        ],
    ),
    (
        START,
        "!may_write_parent_at(dfd, path, LINK_UNSAID)",
        [
            "Write permission is denied on the directory containing path.",
            "The directory containing path is not writable by the caller.",
        ],
    ),
    (
        START,
        "walk_at(dfd, path, LINK_UNSAID) == WALK_BAD_FD",
        [
            "path is relative but dfd is neither AT_FDCWD nor a valid file descriptor",
            "path is relative and dfd is not a valid file descriptor",
        ],
    ),
    (
        (PATH,),
        "!may_write(path)",
        ["Write permission is denied for path.", "path is not writable by the caller"],
    ),
    (
        (PATH,),
        "!may_read(path)",
        ["Read access is denied on path.", "path is not readable by the caller"],
    ),
    (
        (PID,),
        "!named_process(pid)",
        ["The thread whose ID is pid could not be found.", "pid could not be found"],
    ),
    (
        (PID,),
        "!named_process(pid)",
        [
            "pid does not refer to an existing process",
            "The process identified by pid could not be found",
        ],
    ),
    (
        (COUNT,),
        "!(count >= 1 && count <= 10)",
        ["count is not in the range 1 to 10", "count must be between 1 and 10"],
    ),
    (
        DESCRIPTOR,
        "!is_open(fd)",
        ["fd is not a valid file descriptor", "The file descriptor is closed."],
    ),
    (DESCRIPTOR, "!is_open(fd)", ["fd is not open", "fd does not refer to an open file"]),
    (
        DESCRIPTOR,
        "!open_for_reading(fd)",
        ["fd is not open for reading", "The file wasn't opened for reading."],
    ),
    (DESCRIPTOR, "!open_for_writing(fd)", ["fd is not open for writing", "fd is not writable"]),
    (DESCRIPTOR, "kind(fd) == FILE_DIRECTORY", ["fd refers to a directory", "fd is a directory"]),
    (
        DESCRIPTOR,
        "kind(fd) != FILE_EPOLL",
        ["fd is not an epoll instance", "fd does not refer to an epoll file"],
    ),
    (DESCRIPTOR, "!pollable(fd)", ["fd cannot be polled", "The file does not support polling."]),
    (DESCRIPTOR, "!seekable(fd)", ["fd is not seekable", "fd does not support seeking"]),
    (
        DESCRIPTOR,
        "status_flags(fd) & O_NONBLOCK",
        ["fd is marked non-blocking", "O_NONBLOCK is set on fd"],
    ),
    (
        DESCRIPTOR,
        "path_only(fd)",
        ["fd was opened with O_PATH", "The file descriptor is opened with O_PATH"],
    ),
    (
        DESCRIPTOR,
        "mounted_read_only(fd)",
        ["fd is on a read-only filesystem", "The file is on a read-only file system."],
    ),
    (
        DESCRIPTOR,
        "!writable(buf, count)",
        ["buf is not writable", "buf cannot be written"],
    ),
    (
        DESCRIPTOR,
        "!writable(buf, count)",
        ["The buffer cannot be written to.", "buf points to inaccessible memory"],
    ),
    (
        DESCRIPTOR,
        "!writable(buf, 1)",
        [
            "buf points outside the accessible address space",
            "An invalid user space address was specified for buf.",
        ],
    ),
    (
        DESCRIPTOR,
        "!(poll(fd) & POLLIN)",
        ["The operation would block.", "The call would block."],
    ),
    (
        DESCRIPTOR,
        "link_count(fd) == 0",
        ["fd was removed", "The file has been unlinked."],
    ),
    (
        DESCRIPTOR,
        "peer_closed(fd)",
        ["There is no reader of fd.", "fd has no readers."],
    ),
    (
        (PID,),
        "!owns_process(pid)",
        [
            "The process belongs to another user.",
            "The effective user ID of the caller does not match the real or effective user ID of"
            " the process.",
        ],
    ),
    (
        DESCRIPTOR,
        "socket_type(fd) == SOCK_STREAM",
        ["The socket is of type SOCK_STREAM.", "fd is of type SOCK_STREAM."],
    ),
    (
        FILE,
        "!may_read(path)",
        [
            "The caller has no permission to read path.",
            "The caller does not have permission to read the file.",
        ],
    ),
    (DESCRIPTOR, "buf == 0", ["buf is NULL", "buf equals zero"]),
    (
        DESCRIPTOR,
        "(long)count < 0",
        ["count is negative", "The count argument, when cast to ssize_t, is negative."],
    ),
    (
        DESCRIPTOR,
        "count > SSIZE_MAX",
        ["count exceeds SSIZE_MAX", "count is greater than SSIZE_MAX"],
    ),
    (DESCRIPTOR, "count < 8", ["count is less than 8 bytes", "The count is smaller than 8."]),
    (
        DESCRIPTOR,
        "signal_handled()",
        [
            "The call was interrupted by a signal.",
            "A signal was caught.",
            "The call was interrupted by a signal before any data was read.",
            "A signal was caught before data was written.",
        ],
    ),
    (
        DESCRIPTOR,
        "out_of(memory)",
        [
            "Insufficient kernel memory was available.",
            "There is not enough memory to complete the operation.",
        ],
    ),
    (
        DESCRIPTOR,
        "lowest_free_fd() >= RLIMIT_NOFILE",
        [
            "The per-process limit on the number of open file descriptors has been reached.",
            "The limit on the number of open files was reached",
        ],
    ),
    (
        DESCRIPTOR,
        "out_of(files)",
        [
            "The system-wide limit on the total number of open files was reached.",
            "Too many open files in system",
        ],
    ),
    (
        RANGE,
        "start % PAGE_SIZE != 0",
        ["start is not page-aligned", "start is not a multiple of the page size"],
    ),
    (
        RANGE,
        "start % PAGE_SIZE != 0",
        ["The address is unaligned.", "start is not aligned to a page boundary"],
    ),
    (RANGE, "start + len < start", ["start + len overflows", "The address range wraps around."]),
    (
        RANGE,
        "!mapped(start, len)",
        ["The range is not mapped.", "Some of the range has unmapped gaps"],
    ),
    (
        RANGE,
        "!user_address(start, len)",
        [
            "The range is outside the user address space",
            "The address range is outside of the process address space.",
        ],
    ),
    (
        RANGE,
        "sealed_mapping(start, len)",
        ["The range is sealed", "The range contains a sealed mapping"],
    ),
    (
        RANGE,
        "flags & ~(O_CREAT | O_EXCL | O_TRUNC | O_DIRECTORY)",
        ["flags contains unknown bits", "Invalid flags were specified."],
    ),
    (
        RANGE,
        "flags & ~(O_CREAT | O_EXCL | O_TRUNC | O_DIRECTORY)",
        ["flags has unsupported flags", "Unknown bits are set in flags."],
    ),
    (
        RANGE,
        "flags & O_EXCL && !(flags & O_CREAT)",
        ["O_EXCL was specified without O_CREAT", "O_EXCL is set and O_CREAT is not set"],
    ),
    (
        RANGE,
        "flags & O_CREAT && flags & O_DIRECTORY",
        ["flags has O_CREAT and O_DIRECTORY", "O_CREAT is given together with O_DIRECTORY"],
    ),
    (
        RANGE,
        "RLIMIT_MEMLOCK == 0 && !capable_unsaid(CAP_IPC_LOCK)",
        [
            "RLIMIT_MEMLOCK is zero and the caller lacks CAP_IPC_LOCK",
            "RLIMIT_MEMLOCK is 0 and the process does not have CAP_IPC_LOCK",
        ],
    ),
    (
        RANGE,
        "locked_bytes() + PAGE_ALIGN(len) > RLIMIT_MEMLOCK",
        [
            "Locking the range would exceed RLIMIT_MEMLOCK.",
            "The RLIMIT_MEMLOCK limit would be exceeded.",
        ],
    ),
    (
        RANGE,
        "!CONFIG_SWAP",
        ["The kernel was built without CONFIG_SWAP", "CONFIG_SWAP is not enabled"],
    ),
    (
        FILE,
        "walk(path) == WALK_MISSING",
        ["path does not exist", "A component of the path is missing."],
    ),
    (
        FILE,
        "walk(path) == WALK_NOT_DIRECTORY",
        [
            "A component of the path prefix is not a directory.",
            "A component used as a directory in path is not, in fact, a directory.",
        ],
    ),
    (
        FILE,
        "walk(path) == WALK_LOOP",
        [
            "Too many symbolic links were encountered in resolving path.",
            "too many symbolic links were encountered",
        ],
    ),
    (
        FILE,
        "walk(path) == WALK_DENIED",
        [
            "Search permission is denied for a directory in the path.",
            "Search permission is denied on a component of the path prefix.",
        ],
    ),
    (
        FILE,
        "walk(path) == WALK_NAME_TOO_LONG",
        ["A component of path exceeds NAME_MAX.", "A component of the pathname is too long."],
    ),
    (
        FILE,
        "walk(path) == WALK_FAULT",
        ["path points outside the accessible address space", "path is a bad address"],
    ),
    (FILE, "string_length(path) == 0", ["path is empty", "The pathname is an empty string."]),
    (
        FILE,
        "path_kind(path) == FILE_DIRECTORY",
        ["path refers to a directory", "path is a directory"],
    ),
    (
        FILE,
        "path_mounted_read_only(path)",
        ["path is on a read-only filesystem", "The path is on a read-only file system."],
    ),
    (
        (OP,),
        "op != SEEK_SET && op != SEEK_CUR && op != SEEK_END",
        ["op is invalid", "op is not a valid operation"],
    ),
    (
        (SIGNAL,),
        "sig > 64",
        ["sig is not a valid signal", "The sig argument is not a valid signal."],
    ),
    ((OP,), "op == SEEK_END", ["op is SEEK_END", "SEEK_END was specified"]),
    (
        (PID,),
        "!named_process(pid)",
        ["The process does not exist.", "No process with pid exists"],
    ),
    (
        (PID,),
        "!is_child(pid)",
        ["pid is not a child of the caller", "The process is not a child of the calling process."],
    ),
    (
        (PID,),
        "!has_children()",
        ["The caller has no children.", "The calling process does not have a child process."],
    ),
    (
        (PATH,),
        "walk(path) == WALK_NOT_DIRECTORY",
        [
            "A component of the path prefix of path is not a directory.",
            "a component used as a directory in path is not a directory",
        ],
    ),
    (
        (PATH,),
        "walk(path) == WALK_LOOP",
        [
            "Too many symbolic links encountered while traversing the path.",
            "too many symbolic links were encountered in translating path",
        ],
    ),
    (
        (FD, OTHER_FD),
        "kind(fd) == FILE_PIPE && same_inode(fd, epfd)",
        ["fd and epfd refer to the same pipe", "The fd and the epfd refer to the same pipe."],
    ),
    (
        (FLAGS,),
        "flags & ~(O_CREAT | O_EXCL | O_TRUNC | O_DIRECTORY)",
        [
            "Invalid flag specified in flags.",
            "an unknown flag is set in flags",
            "flags has bits other than O_CREAT, O_EXCL, O_TRUNC and O_DIRECTORY.",
        ],
    ),
    (
        (PATH, BUFFER, COUNT),
        "!writable(buf, 1)",
        ["buf points to a bad address", "buf points to an invalid address"],
    ),
    (
        (PID,),
        "signal_handled()",
        [
            "The call was interrupted by delivery of a signal caught by a handler.",
            "The call is interrupted by a signal.",
        ],
    ),
    ((COUNT,), "(long)count <= 0", ["count is zero or negative", "The count is negative or zero."]),
    (
        (OTHER_FD, FD),
        "!watches(epfd, fd)",
        ["fd is not registered with this epoll instance", "fd is not present in the instance"],
    ),
    (
        (FLAGS,),
        "(flags & flags - 1) != 0",
        ["More than one bit is set in flags.", "flags contains more than one flag"],
    ),
    ((FD, BUFFER, COUNT), "!writable(buf, count)", ["A supplied memory address was invalid."]),
    (
        RANGE,
        "start + len > 4096",
        ["start + len exceeds 4096", "The sum of start and len is greater than 4096."],
    ),
    (
        (FROM, TO),
        "!seekable(in_fd) && !seekable(out_fd)",
        ["The input file is not seekable and the output file is not seekable."],
    ),
    (
        (PIDFD,),
        "pidfd_process(pidfd) == -1",
        [
            "The target process does not exist.",
            "The target process does not exist (i.e., it has terminated and been waited on).",
        ],
    ),
    (
        (PIDFD,),
        "!is_child(pidfd_process(pidfd))",
        ["The process is not a child of the calling process."],
    ),
    ((OTHER_FD, FD), "epfd == fd", ["epfd == fd", "epfd is the same as fd"]),
]


@pytest.mark.parametrize(
    ("params", "wanted", "text"),
    [(params, wanted, text) for params, wanted, texts in ONE_MEANING for text in texts],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_two_wordings_of_one_meaning(params: tuple[Param, ...], wanted: str, text: str) -> None:
    reading = read(text, *params)
    assert [part.shown for part in reading.parts] == [wanted]
    assert reading.complete, reading.parts[0].rest


def test_places_and_expressions_of_all_rows_are_known() -> None:
    for phrase in PHRASES:
        for name in re.findall(r"<(\w+?)\d?>", phrase.words):
            assert name in SLOTS, phrase
        assert pattern(phrase.words)
        assert phrase.seen


def test_rows_name_no_interface() -> None:
    """A reader of the table finds places, general words and the predicates, nothing else."""
    params = {param.name for param in ALL} - {"fd", "path", "count", "flags", "pid"}
    for phrase in PHRASES:
        assert not set(re.split(r"[ |+\[\]]", phrase.words)) & params, phrase


def test_no_two_rows_are_the_same() -> None:
    assert len({phrase.words for phrase in PHRASES}) == len(PHRASES)
    assert sum(len(rows) for rows in GROUPS.values()) == len(PHRASES)


FILLED = {"where": "x", "at": "", "walk": "walk(x)", "outside": "x", "access": "readable(x, y)"}


def calls(node: Node) -> Iterator[Call]:
    if isinstance(node, Call):
        yield node
    for child in children(node):
        yield from calls(child)


@pytest.mark.parametrize(
    "reads", sorted({phrase.reads for phrase in PHRASES} | set(KINDS.values()))
)
def test_rows_ask_predicates_that_exist(reads: str) -> None:
    text = re.sub(r"\{(\w+?)\d?\}", lambda found: FILLED.get(found[1], "x"), reads)
    for call in calls(parse(text)):
        predicate = PREDICATES.get(call.function)
        assert predicate is not None or is_function(call.function), call
        assert predicate is None or len(predicate.parameters) == len(call.arguments), call
    for name in re.findall(r"\b(?:FILE|WALK)_[A-Z_]+", reads):
        assert name in CONSTANTS


def test_a_noun_that_may_mean_two_parameters_is_not_read() -> None:
    assert not read("The file descriptor is not open.", FD, OTHER_FD).parts[0].complete
    assert read("fd is not open.", FD, OTHER_FD).complete


def test_the_file_of_a_call_with_a_path_is_not_guessed() -> None:
    assert not read("The file is a directory.", FD, PATH).complete


def test_memory_of_a_parameter_without_direction_is_not_guessed() -> None:
    plain = Param(name="buf", type_name="void __user *")
    assert not read("buf points outside the accessible address space", plain).complete
    assert read("buf is not writable", plain).parts[0].shown == "!writable(buf, 1)"


def test_limits_that_do_not_tell_leave_the_words_unread() -> None:
    assert not read("mode is invalid", Param(name="mode", type_name="int")).complete
    assert not read("only O_CREAT is allowed", FLAGS).complete


def test_unknown_constants_are_no_numbers() -> None:
    assert not read("count exceeds MAX_KLINGON", COUNT).complete
    assert read("count exceeds INT_MAX", COUNT).complete
    assert read("count exceeds 2MB", COUNT).parts[0].shown == "count > 2 * 1048576"


def test_a_flag_without_bits_is_not_in_flags() -> None:
    assert not read("O_RDONLY is set in flags", FLAGS).complete


def test_a_mask_is_no_list_of_values() -> None:
    mode = Param(name="mode", type_name="int", limits=FLAGS.limits)
    assert not read("unknown mode", mode).complete
    assert read("mode contains unknown bits", mode).complete


def test_a_constant_that_no_limits_list_is_not_guessed_where_two_parameters_may_hold_it() -> None:
    flags, mode = (Param(name=name, type_name="int") for name in ("flags", "mode"))
    assert read("O_CREAT is set", flags).shown == "flags & O_CREAT"
    assert not read("O_CREAT is set", flags, mode).complete
    assert read("O_CREAT is set in flags", flags, mode).complete


def test_paths_are_followed_from_a_directory_where_the_spec_says_so() -> None:
    watches = Param(name="fd", type_name="int", type=ParamType.FD)
    assert read("path does not exist", watches, PATH).shown == "walk(path) == WALK_MISSING"
    start = Param(name="dfd", type_name="int", type=ParamType.FD)
    assert (
        read("path does not exist", start, PATH).shown
        == "walk_at(dfd, path, LINK_UNSAID) == WALK_MISSING"
    )
    told = Param(name="fd", type_name="int", type=ParamType.FD, description="Or AT_FDCWD.")
    assert (
        read("path does not exist", told, PATH).shown
        == "walk_at(fd, path, LINK_UNSAID) == WALK_MISSING"
    )


def test_values_of_an_enumeration_by_its_name() -> None:
    outside = "op != SEEK_SET && op != SEEK_CUR && op != SEEK_END"
    assert read("op must be one of the defined file_op values", OP).shown == outside
    assert not read("op must be one of the defined file_mode values", OP).complete


def test_extent_of_memory_comes_from_the_spec() -> None:
    events = Param(
        name="events",
        type_name="struct epoll_event __user *",
        flags=BUFFER.flags,
        size_param=1,
    )
    maximum = Param(name="maxevents", type_name="int")
    shown = read("events is not accessible", events, maximum).shown
    assert shown == "!writable(events, maxevents * sizeof(struct epoll_event))"


@pytest.mark.parametrize(
    ("type_name", "length", "extent"),
    [
        ("struct sockaddr __user *", "addrlen", "addrlen"),  # in bytes: there are many sorts
        ("struct open_how __user *", "usize", "usize"),
        ("struct pollfd __user *", "nfds", "nfds * sizeof(struct pollfd)"),
    ],
)
def test_a_length_of_a_structure_is_in_bytes_where_it_is_a_size(
    type_name: str, length: str, extent: str
) -> None:
    structure = Param(name="arg", type_name=type_name, flags=(ParamFlag.IN,), size_param=1)
    count = Param(name=length, type_name="int")
    assert read("arg cannot be read", structure, count).shown == f"!readable(arg, {extent})"


def test_a_call_that_makes_files_may_be_about_one_that_is_not_there() -> None:
    read_only = ErrorCondition(errno="EROFS", condition="path is on a read-only file system")
    exists = ErrorCondition(errno="EEXIST", condition="path already exists")
    (part,) = read_condition(
        read_only, msgspec.structs.replace(spec(PATH), errors=(read_only, exists))
    ).parts
    assert part.shown == "exists(path) ? path_mounted_read_only(path) : parent_read_only(path)"


@pytest.mark.parametrize("which", ["", "target "])
def test_a_number_that_may_be_a_process_or_a_group(which: str) -> None:
    shown = read(f"The {which}process or process group does not exist.", PID).shown
    assert shown == "signal_targets(pid) == 0"


def test_a_descriptor_is_no_process_whatever_its_name_says() -> None:
    """What is a pid in one variant may be a descriptor in another."""
    text = "The process is not a child of the caller."
    assert read(text, PID).shown == "!is_child(pid)"
    for stated in ({"type": ParamType.FD}, {"object": "fd:pidfd"}):
        assert not read(text, msgspec.structs.replace(PID, **stated)).complete


def test_of_two_processes_none_is_guessed() -> None:
    other = msgspec.structs.replace(PIDFD, name="other", object="fd:process")
    for params in ((PIDFD, other), (FD,)):
        assert not read("The target process does not exist.", *params).complete


def test_one_of_two_addresses_is_not_guessed() -> None:
    two = (BUFFER, COUNT, msgspec.structs.replace(BUFFER, name="other"))
    assert not read("A supplied memory address was invalid.", *two).complete


def test_a_link_is_followed_where_a_flag_asks_for_it() -> None:
    mask = Limits(type=ConstraintType.MASK, mask=Expression("AT_SYMLINK_FOLLOW | AT_EMPTY_PATH"))
    flags = Param(name="flags", type_name="int", limits=mask)
    followed = "flags & AT_EMPTY_PATH | (flags & AT_SYMLINK_FOLLOW ? 0 : AT_SYMLINK_NOFOLLOW)"
    shown = read("path does not exist", *START, flags).shown
    assert shown == f"walk_at(dfd, path, {followed}) == WALK_MISSING"


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ((FD,), "fd has the O_APPEND flag set by the Pope"),
        ((FD,), "fd has the O_APPEND seal set"),
        ((FD, OTHER_FD), "fd and epfd are not on the same filesystem as the moon"),
        (START, "path already exists in our hearts"),
        (START, "path is an existing walrus"),
        (START, "path is a nonempty directory of the king"),
        (START, "path is absolute monarchy"),
        ((NAME,), 'name does not begin with "user." in verse'),
        ((NAME,), 'name does not begin with "user.'),
        ((FLAGS,), "flags contains bits other than O_CREAT and cheese"),
        ((FLAGS,), "O_CREAT is set in flags but O_EXCL is not a king"),
        (START, "Write access to the directory containing path is denied on Sundays"),
        (START, "The directory containing path is not writable by the Pope"),
        (START, "The parent directory does not allow write permission to kings"),
        (START, "path is relative but dfd is neither AT_FDCWD nor a valid descriptor of a queen"),
        (START, "A directory component in path does not exist or is a dangling participle"),
        (START, "One of the directories in the path prefix of path did not allow dogs"),
        ((PID,), "pid could not be found in the phone book"),
        ((PID,), "The thread whose ID is pid could not be found by Tuesday"),
        ((COUNT,), "count is not in the range 1 to 10 on full moons"),
        ((COUNT,), "count must be between 1 and 10 or so"),
        (DESCRIPTOR, "buf points to memory that is not readable by kings"),
        (DESCRIPTOR, "The memory at buf cannot be written in verse"),
    ],
)
def test_a_word_too_many_leaves_a_condition_unread(params: tuple[Param, ...], text: str) -> None:
    assert not read(text, *params).complete
    assert not read(f"{text}.", *params, summary="Bad file descriptor").complete
