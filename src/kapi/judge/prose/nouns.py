"""General nouns of kernel prose, in the spelling of `kapi.judge.prose.spellings`.

Source: kernel-doc and the manual pages of section 2 use them for any call; nothing here belongs
to one interface. Kinds of file are the answers of `kind()` (docs/predicates).
"""

from __future__ import annotations

from kapi.judge.prose.roles import Role

_ADJECTIVES_WORDS = """
specified given supplied provided requested passed user userspace target this
"""
ADJECTIVES = frozenset(_ADJECTIVES_WORDS.split())
"""Words before a noun that mean no other thing than the noun alone does."""

MEANS = frozenset({"epoll", "inotify", "fanotify", "timerfd", "eventfd", "signalfd", "pidfd"})
"""Kinds that stand before "file descriptor"; they pick nothing out where there is only one."""

PLURALS = frozenset({"descriptor", "file descriptor", "fd"})

NOUNS: dict[Role, frozenset[str]] = {
    Role.DESCRIPTOR: frozenset(
        {
            "fd",
            "descriptor",
            "file descriptor",
            "file",
            "file structure",
            "open file",
            "file refer to by",
            "socket",
            "pipe",
        }
    ),
    Role.PATH: frozenset({"path", "pathname", "path name", "filename", "file", "named file"}),
    Role.POINTER: frozenset(
        {
            "buffer",
            "pointer",
            "buffer pointer",
            "buffer address",
            "user buffer",
            "memory point to by",
            "memory at",
            "memory described by",
            *(f"{what} at" for what in ("message", "data", "value", "string", "vector", "mask")),
            "memory area point to by",
            "memory refer to by",
            "address refer to by",
            "address point to by",
            "structure point to by",
            "area point to by",
            "buffer point to by",
            "memory area",
            "structure",
            "structure address",
            "address structure",
            "address of structure",
            "socket structure address",
            "socket address structure",
            "address of buffer",
            *(
                f"{which} buffer{what}"
                for which in ("receive", "send", "input", "output")
                for what in ("", " pointer", " address")
            ),
        }
    ),
    Role.ADDRESS: frozenset({"address", "start address", "starting address", "start of range"}),
    Role.LENGTH: frozenset({"length", "size", "count"}),
    Role.FLAGS: frozenset({"flag"}),
    Role.PROCESS: frozenset(
        {"process", "pid", "process id", "target process", "thread", "target thread", "thread id"}
    ),
    Role.SIGNAL: frozenset({"signal", "signal number"}),
    Role.TEXT: frozenset({"name", "string", "text"}),
    Role.TIMER: frozenset({"timer", "timer id"}),
    Role.IPC: frozenset(
        {
            "segment",
            "shared memory segment",
            "set",
            "semaphore set",
            "queue",
            "message queue",
            "identifier",
        }
    ),
}

IPC: dict[str, str] = {
    "segment": "segment",
    "shared memory segment": "segment",
    "shared memory": "segment",
    "set": "semaphores",
    "semaphore set": "semaphores",
    "set of semaphores": "semaphores",
    "semaphore": "semaphores",
    "queue": "messages",
    "message queue": "messages",
}
"""What System V IPC is called → what `ipc_exists` calls it."""

RANGES = frozenset(
    {
        "range",
        "address range",
        "memory range",
        "range of address",
        "region",
        "memory region",
        "address in range",
        "page in range",
        "page of range",
        "memory in range",
        "part of range",
        "part of address range",
        "some page of range",
        "some page in range",
        "page",
    }
)
"""What the bytes from an address parameter on, as many as a length parameter says, are called."""

NUMBERS: dict[str, str] = {
    "zero": "0",
    "one": "1",
    "null": "0",
    "NULL": "0",
    "page size": "PAGE_SIZE",
    "system page size": "PAGE_SIZE",
    "size of page": "PAGE_SIZE",
    "one page": "PAGE_SIZE",
    "number of supplementary group id": "groups()",
    "number of supplementary group": "groups()",
}

OUTSIDE: frozenset[str] = frozenset(
    f"outside {of}{whose}{kind}address space"
    for of in ("", "of ")
    for whose in ("", "your ", "process ", "program ", "user ", "caller ", "calling process ")
    for kind in ("accessible ", "allocated ", "valid ", "" if whose else "accessible ")
)
"""Where an address that cannot be used points to."""

_WRONG_WORDS = """
invalid unknown unrecognized unrecognised unsupported undefined reserved bad
"""
WRONG = frozenset(_WRONG_WORDS.split())
"""What values outside of the limits are called."""

_CALLS_WORDS = """
call operation syscall function process it read write receive send wait
"""
CALLS = frozenset({*_CALLS_WORDS.split(), "system call", "receive operation", "send operation"})
"""What waits and is interrupted: the call itself."""

_PURPOSES_WORDS = """
create allocate handle complete perform satisfy process
"""
PURPOSES = frozenset(_PURPOSES_WORDS.split())
"""What a call is for, after "to"."""

THINGS = frozenset(
    {
        "operation",
        "requested operation",
        "request",
        "call",
        "new file descriptor",
        "file descriptor",
        "new file",
        "object",
        "necessary kernel structures",
        "kernel data structures",
        "internal structures",
    }
)
"""What a call makes or does, where it is no kind of file."""

PASSED = ("read", "written", "transferred", "sent", "received", "copied")
"""What becomes of data in a call that is done."""

BEFORE = frozenset(
    {
        "completion",
        "message came",
        "message arrived",
        "call completed",
        "it completed",
        "operation completed",
        "any events became ready or timeout expired",
        "anything is done",
        *(f"anything is {done}" for done in PASSED),
        "any data is available",
        "data is available",
        "timeout expired",
        *(
            f"{some}{what} is {done}"
            for some in ("any ", "")
            for what in ("data", "bytes")
            for done in PASSED
        ),
    }
)
"""When a call is interrupted: while it still waits, which every interruption does, and before it
has passed any data, which every call that fails does: what it had passed would be its result."""

SIZES: dict[str, str] = {
    "K": "1024",
    "KB": "1024",
    "KiB": "1024",
    "M": "1048576",
    "MB": "1048576",
    "MiB": "1048576",
    "G": "1073741824",
    "GB": "1073741824",
    "GiB": "1073741824",
}


def _kinds() -> dict[str, str]:
    plain = {
        "FILE_REGULAR": ("regular file",),
        "FILE_DIRECTORY": ("directory",),
        "FILE_SYMLINK": ("symbolic link", "symlink"),
        "FILE_PIPE": ("pipe", "fifo", "named pipe"),
        "FILE_SOCKET": ("socket",),
        "FILE_CHARACTER": ("character device", "character special file"),
        "FILE_BLOCK": ("block device", "block special file"),
    }
    anonymous = {
        "FILE_EPOLL": "epoll",
        "FILE_EVENTFD": "eventfd",
        "FILE_TIMERFD": "timerfd",
        "FILE_SIGNALFD": "signalfd",
        "FILE_INOTIFY": "inotify",
        "FILE_FANOTIFY": "fanotify",
        "FILE_PIDFD": "pidfd",
        "FILE_USERFAULTFD": "userfaultfd",
        "FILE_IO_URING": "io_uring",
    }
    found = {noun: f"kind({{fd}}) == {kind}" for kind, nouns in plain.items() for noun in nouns}
    for kind, word in anonymous.items():
        for noun in ("instance", "file descriptor", "fd", "descriptor", "file", "group"):
            found[f"{word} {noun}"] = f"kind({{fd}}) == {kind}"
        if word.endswith("fd"):
            found[word] = f"kind({{fd}}) == {kind}"
    for noun in ("pid file descriptor", "process file descriptor", "file descriptor of process"):
        found[noun] = found["pidfd"]
    for word, sort in (("stream", "STREAM"), ("datagram", "DGRAM")):
        found[f"{word} socket"] = f"socket_type({{fd}}) == SOCK_{sort}"
    found |= dict.fromkeys(("swap file", "active swap file"), "swap_file({fd})")
    found |= dict.fromkeys(("namespace", "name space"), "kind({fd}) == FILE_NAMESPACE")
    queues = ("message queue", "message queue descriptor", "descriptor of message queue")
    found |= dict.fromkeys(queues, "message_queue({fd})")
    found |= {"terminal": "is_terminal({fd})", "tty": "is_terminal({fd})"}
    return found | {"memfd": "is_memfd({fd})", "memory file": "is_memfd({fd})"}


KINDS: dict[str, str] = _kinds()
"""What a file is called → the expression that says so of ``{fd}``."""
