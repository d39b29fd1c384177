"""bpf(2) by ctypes: maps, programs, and where programs are attached.

Source: ``union bpf_attr`` of ``include/uapi/linux/bpf.h``. Every function raises `OSError` with
what was tried.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import resource
import struct
from collections.abc import Sequence
from typing import Final

from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.syscalls import syscall_number

HASH, PROGRAM_ARRAY, PERCPU_ARRAY, LRU_HASH, RING = 1, 3, 6, 9, 27
"""Kinds of maps (``BPF_MAP_TYPE_...``)."""
RAW_TRACEPOINT, TRACING = 17, 26
"""Kinds of programs (``BPF_PROG_TYPE_...``); tracing ones read kernel memory by BTF (5.5)."""
_MAP_CREATE, _MAP_LOOKUP, _MAP_UPDATE, _MAP_DELETE, _NEXT_KEY, _LOAD = 0, 1, 2, 3, 4, 5
_TEST_RUN, _RAW_TRACEPOINT_OPEN = 10, 17
_TRACE_RAW_TP: Final = 23
"""``BPF_TRACE_RAW_TP``, how a tracing program is attached to a tracepoint."""
_ATTR_SIZE = 144
_LOG_SIZE = 1 << 20
_SHOWN = 400
_VERIFIER = (errno.EACCES, errno.EINVAL, errno.E2BIG, errno.ENOSPC, errno.EFAULT)
_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long


def make_map(kind: int, key: int, value: int, entries: int) -> int:
    """Make a map of ``entries``; ``key`` and ``value`` are sizes in bytes. Return its descriptor.

    Kernels before 5.11 charge maps to RLIMIT_MEMLOCK, which is raised where it may be.
    """
    attr = struct.pack("=IIIII", kind, key, value, entries, 0)
    try:
        return _bpf(_MAP_CREATE, attr, "make a map")
    except PermissionError:
        _raise_memlock()
        return _bpf(_MAP_CREATE, attr, "make a map")


def update(descriptor: int, key: bytes, value: bytes) -> None:
    """Set an entry of a map."""
    with _Bytes(key) as keys, _Bytes(value) as values:
        attr = struct.pack("=IIQQQ", descriptor, 0, keys, values, 0)
        _bpf(_MAP_UPDATE, attr, "update a map")


def look_up(descriptor: int, key: bytes, size: int) -> bytes:
    """Return an entry of a map, ``size`` bytes: of a per-CPU map, one value for each CPU."""
    room = ctypes.create_string_buffer(size)
    with _Bytes(key) as keys:
        attr = struct.pack("=IIQQQ", descriptor, 0, keys, ctypes.addressof(room), 0)
        _bpf(_MAP_LOOKUP, attr, "look into a map")
    return room.raw


def delete(descriptor: int, key: bytes) -> None:
    """Delete an entry of a map."""
    with _Bytes(key) as keys:
        _bpf(_MAP_DELETE, struct.pack("=IIQ", descriptor, 0, keys), "delete from a map")


def first_key(descriptor: int, key: int) -> bytes | None:
    """Return the first key, of ``key`` bytes, of a map; None where it has no entry."""
    room = ctypes.create_string_buffer(key)
    attr = struct.pack("=IIQQ", descriptor, 0, 0, ctypes.addressof(room))
    try:
        _bpf(_NEXT_KEY, attr, "walk through a map")
    except FileNotFoundError:
        return None
    return room.raw


def load(kind: int, program: bytes, name: str, attach_to: int = 0) -> int:
    """Load a program; ``attach_to`` is the BTF id of a tracing one's tracepoint.

    Return its descriptor. The error of a refused program ends with the last words of the
    verifier.
    """
    try:
        return _load(kind, program, name, attach_to)
    except PermissionError:
        _raise_memlock()
    except OSError as error:
        if error.errno not in _VERIFIER:
            raise
    log = ctypes.create_string_buffer(_LOG_SIZE)  # it costs time, and is wanted of failures only
    try:
        return _load(kind, program, name, attach_to, ctypes.addressof(log))
    except OSError as error:
        raise OSError(error.errno, f"{error.strerror}: {_refusal(log.value)}") from None


def _load(kind: int, program: bytes, name: str, attach_to: int, log: int = 0) -> int:
    with _Bytes(program) as start, _Bytes(b"GPL\0") as licence:
        attr = struct.pack(
            "=IIQQIIQII16sIIIIQIIQII",
            *(kind, len(program) // 8, start, licence),
            *(1 if log else 0, _LOG_SIZE if log else 0, log, 0, 0),
            *(name.encode()[:15], 0, _TRACE_RAW_TP if kind == TRACING else 0),
            *(0, 0, 0, 0, 0, 0, 0, attach_to),
        )
        return _bpf(_LOAD, attr, f"load the program {name}")


def program_run(program: int, context: bytes) -> int:
    """Run a raw tracepoint program once with ``context``; return what it returns, 32 bits."""
    with _Bytes(context) as start:
        attr = struct.pack("=IIIIQQIIIIQQ", program, 0, 0, 0, 0, 0, 0, 0, len(context), 0, start, 0)
        room = ctypes.create_string_buffer(attr.ljust(_ATTR_SIZE, b"\0"), _ATTR_SIZE)
        _bpf_at(_TEST_RUN, room, "run a program")
        return int(struct.unpack_from("=I", room, 4)[0])


def attach_to_raw_tracepoint(program: int, name: str = "") -> int:
    """Attach to a tracepoint: by ``name``, or to that of a tracing program.

    Return the descriptor that holds it there.
    """
    if not name:
        return _bpf(_RAW_TRACEPOINT_OPEN, struct.pack("=QI", 0, program), "attach a program")
    with _Bytes(name.encode() + b"\0") as text:
        attr = struct.pack("=QI", text, program)
        return _bpf(_RAW_TRACEPOINT_OPEN, attr, f"attach a program to {name}")


class _Bytes:
    """The address of some bytes, which stay in memory for as long."""

    def __init__(self, content: bytes) -> None:
        self._room = ctypes.create_string_buffer(content, len(content))

    def __enter__(self) -> int:
        return ctypes.addressof(self._room)

    def __exit__(self, *_: object) -> None:
        pass


def _bpf(command: int, attr: bytes, what: str) -> int:
    room = ctypes.create_string_buffer(attr.ljust(_ATTR_SIZE, b"\0"), _ATTR_SIZE)
    return _bpf_at(command, room, what)


def _bpf_at(command: int, room: ctypes.Array[ctypes.c_char], what: str) -> int:
    size = ctypes.c_ulong(_ATTR_SIZE)
    result = _LIBC.syscall(ctypes.c_long(_number()), ctypes.c_long(command), room, size)
    if result < 0:
        raise _failure(what)
    return int(result)


@functools.cache
def _number() -> int:
    return syscall_number("bpf", ARCHITECTURES[os.uname().machine]) or 0


def _failure(what: str) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, f"cannot {what}: {os.strerror(number)}")


def _refusal(log: bytes) -> str:
    lines: Sequence[str] = log.decode(errors="replace").splitlines()
    said = [one for one in lines if one and not one.startswith(("processed", "verification"))]
    return " / ".join(said[-3:])[-_SHOWN:] or "the kernel does not say why"


def _raise_memlock() -> None:
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    try:
        resource.setrlimit(resource.RLIMIT_MEMLOCK, unlimited)
    except (OSError, ValueError):
        return
