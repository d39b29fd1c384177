"""One descriptor of each kind, and what is said of them."""

from __future__ import annotations

import ctypes
import os
import select
import signal
import socket
import tempfile
import time
from typing import Any

from kapi.situation.measure import IMPLEMENTATIONS
from kapi.situation.process import Process, Unknown
from tests.situation.standing import call

EVENTFD, TIMERFD, INOTIFY, FANOTIFY, SIGNALFD = 290, 283, 294, 300, 289

MEMFD_SECRET, PIDFD_OPEN, USERFAULTFD, IO_URING_SETUP, PERF = 447, 434, 323, 425, 298
LANDLOCK_CREATE_RULESET = 444


def made() -> dict[str, int]:
    """Open one of each kind; a kind that is refused here is left out."""
    place = tempfile.mkdtemp()
    path = f"{place}/file"
    with open(path, "wb") as file:
        file.write(b"12345678")
    os.mkfifo(f"{place}/fifo")
    os.symlink("file", f"{place}/link")
    found = {
        "regular": os.open(path, os.O_RDWR),
        "reader": os.open(path, os.O_RDONLY | os.O_NONBLOCK),
        "writer": os.open(path, os.O_WRONLY | os.O_APPEND),
        "directory": os.open(place, os.O_RDONLY | os.O_DIRECTORY),
        "path only": os.open(path, os.O_PATH),
        "path only link": os.open(f"{place}/link", os.O_PATH | os.O_NOFOLLOW),
        "fifo": os.open(f"{place}/fifo", os.O_RDWR),
        "null": os.open("/dev/null", os.O_RDWR),
        "zero": os.open("/dev/zero", os.O_RDWR),
        "random": os.open("/dev/urandom", os.O_RDONLY),
        "proc": os.open("/proc/self/stat", os.O_RDONLY),
        "mounts": os.open("/proc/self/mounts", os.O_RDONLY),
        "name space": os.open("/proc/self/ns/uts", os.O_RDONLY),
        "epoll": select.epoll().detach() if hasattr(select.epoll, "detach") else call(291, 0),
        "eventfd": call(EVENTFD, 3, 0),
        "timerfd": call(TIMERFD, 1, 0),
        "inotify": call(INOTIFY, 0),
        "memfd": os.memfd_create("x", os.MFD_ALLOW_SEALING),
        "pidfd": os.pidfd_open(os.getpid()),
    }
    os.lseek(found["regular"], 3, os.SEEK_SET)
    found["pipe out"], found["pipe in"] = os.pipe()
    os.write(found["pipe in"], b"abc")
    found["lonely out"], end = os.pipe()
    os.close(end)
    end, found["lonely in"] = os.pipe()
    os.close(end)
    found["dup"] = os.dup(found["regular"])
    for name, family, kind in SOCKETS:
        found[name] = socket.socket(family, kind).detach()
    one, two = socket.socketpair()
    two.send(b"hello")
    found["pair"], found["peer"] = one.detach(), two.detach()
    one, two = socket.socketpair()
    two.close()
    found["left alone"] = one.detach()
    listens = socket.socket()
    listens.bind(("127.0.0.1", 0))
    listens.listen()
    found["client"] = connection(listens.getsockname())
    found["closed by peer"] = connection(listens.getsockname())
    first, second = listens.accept()[0], listens.accept()[0]
    second.close()
    found["server"], found["listens"] = first.detach(), listens.detach()
    found["terminal"], found["far terminal"] = os.openpty()
    mask = ctypes.c_uint64(1 << signal.SIGUSR1 - 1)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    os.kill(os.getpid(), signal.SIGUSR1)
    found["signalfd"] = call(SIGNALFD, -1, ctypes.addressof(mask), 8, 0)
    found["secret memory"] = call(MEMFD_SECRET, 0)
    found["user fault"] = call(USERFAULTFD, 1)
    parameters = ctypes.create_string_buffer(120)
    found["ring"] = call(IO_URING_SETUP, 4, ctypes.addressof(parameters))
    rights = ctypes.c_uint64(1)
    found["rule set"] = call(LANDLOCK_CREATE_RULESET, ctypes.addressof(rights), 8, 0)
    found["fanotify"] = call(FANOTIFY, 0x200, 0)
    time.sleep(0.01)
    return {name: fd for name, fd in found.items() if fd >= 0}


def connection(address: object) -> int:
    made = socket.socket()
    made.connect(address)
    return made.detach()


SOCKETS = (
    ("tcp", socket.AF_INET, socket.SOCK_STREAM),
    ("udp", socket.AF_INET, socket.SOCK_DGRAM),
    ("tcp6", socket.AF_INET6, socket.SOCK_STREAM),
    ("unix", socket.AF_UNIX, socket.SOCK_STREAM),
    ("unix datagram", socket.AF_UNIX, socket.SOCK_DGRAM),
)

KINDS = {
    "regular": "FILE_REGULAR",
    "directory": "FILE_DIRECTORY",
    "path only": "FILE_REGULAR",
    "path only link": "FILE_SYMLINK",
    "fifo": "FILE_PIPE",
    "pipe in": "FILE_PIPE",
    "null": "FILE_CHARACTER",
    "proc": "FILE_REGULAR",
    "name space": "FILE_NAMESPACE",
    "epoll": "FILE_EPOLL",
    "eventfd": "FILE_EVENTFD",
    "timerfd": "FILE_TIMERFD",
    "signalfd": "FILE_SIGNALFD",
    "inotify": "FILE_INOTIFY",
    "fanotify": "FILE_FANOTIFY",
    "memfd": "FILE_REGULAR",
    "pidfd": "FILE_PIDFD",
    "tcp": "FILE_SOCKET",
    "pair": "FILE_SOCKET",
    "terminal": "FILE_CHARACTER",
    "secret memory": "FILE_SECRETMEM",
    "user fault": "FILE_USERFAULTFD",
    "ring": "FILE_IO_URING",
    "rule set": "FILE_LANDLOCK",
}


def answer(process: Process, question: str, fd: int) -> Any:
    """What is said of ``fd``; None where that is unknown."""
    try:
        return IMPLEMENTATIONS[question](process, fd)
    except (Unknown, OSError):
        return None
