"""Names outside the tables, asked of the system's C compiler and its UAPI headers.

One compiler run answers many names. Only names that are identifiers and types that are plain
tag names reach the source text, and what is compiled is never run.
"""

from __future__ import annotations

import functools
import re
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["HEADERS", "ask_compiler"]

_UAPI = """
    errno fcntl openat2 stat mman eventpoll limits fs falloc memfd random resource sched
    prctl seccomp aio_abi io_uring inotify fanotify eventfd timerfd signalfd userfaultfd
    membarrier mount mempolicy futex wait poll socket net in in6 un sockios time timex
    uio close_range kcmp keyctl landlock pidfd perf_event ptrace quota reboot rseq xattr
    bpf filter binfmts nsfs fiemap fsverity fscrypt loop kexec capability signal
    android/binder rtc tty personality magic securebits dma-buf module oom ioprio kvm
    vfio iommufd ublk_cmd nbd hidraw watchdog if_tun
"""
HEADERS = (
    "linux/types.h",
    "asm/unistd.h",
    "asm/ioctls.h",
    *(f"linux/{name}.h" for name in _UAPI.split()),
    "fwctl/fwctl.h",
)
"""Where a name is looked for when the caller does not say: the UAPI headers of system calls and
of the common devices."""

_HEADER = re.compile(r"[a-z0-9_][a-z0-9_/-]*\.h", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_]\w*|(?:struct|union) [A-Za-z_]\w*", re.ASCII)
_KEYWORDS = """
    asm auto break case char const continue default do double else enum extern float for goto
    if inline int long register restrict return short signed sizeof static struct switch
    typedef typeof union unsigned void volatile while
"""
_BAD_LINE = re.compile(r"kapi_probe:(\d+):\d+: error")
_HEADER_LINE = re.compile(r"kapi_header:(\d+)")
_SECONDS = 20
_ROUNDS = 8
_MARK = b"kapi-probe-values"

_answers: dict[tuple[str, tuple[str, ...]], int | None] = {}


def ask_compiler(names: Iterable[str], headers: Sequence[str] = HEADERS) -> dict[str, int]:
    """Return name → value of those ``names`` that are integer constants in ``headers``.

    A name is an identifier, or ``struct x``, which is asked for its size in bytes. ``headers``
    are paths as in ``#include`` (``linux/fs.h``); those that do not exist are left out. The
    values are this machine's. Answers are kept for the life of the process. Without a
    compiler, and for names it does not know, nothing is returned.
    """
    included = tuple(header for header in headers if _HEADER.fullmatch(header))
    wanted = [name for name in dict.fromkeys(names) if _askable(name)]
    new = [name for name in wanted if (name, included) not in _answers]
    if new:
        found = _probe(new, included)
        _answers.update({(name, included): found.get(name) for name in new})
    values = ((name, _answers[name, included]) for name in wanted)
    return {name: value for name, value in values if value is not None}


def _askable(name: str) -> bool:
    return len(name) < 200 and name not in _KEYWORDS.split() and bool(_NAME.fullmatch(name))


def _probe(names: list[str], headers: tuple[str, ...]) -> dict[str, int]:
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return {}
    usable = _usable(compiler, headers)
    mentioned = _mentioned(compiler, usable)
    known = [name for name in names if name.split()[-1] in mentioned]
    return _narrow(compiler, known, usable)


def _narrow(compiler: str, names: list[str], headers: tuple[str, ...]) -> dict[str, int]:
    """Compile, drop what the compiler names as wrong, and again; one or two rounds are the rule."""
    for _ in range(_ROUNDS):
        complaints, values = _compile(compiler, names, headers)
        if values is not None:
            return dict(zip(names, values, strict=True))
        bad = {int(number) for number in _BAD_LINE.findall(complaints)}
        if not bad:
            break
        names = [name for number, name in enumerate(names) if number not in bad]
    # An error deep inside macros has no line of the probe: halve until it stands alone.
    if len(names) < 2:
        return {}
    half = len(names) // 2
    return _narrow(compiler, names[:half], headers) | _narrow(compiler, names[half:], headers)


@functools.cache
def _usable(compiler: str, headers: tuple[str, ...]) -> tuple[str, ...]:
    """The headers that compile together: each round drops the one that fails first."""
    for _ in range(_ROUNDS):
        complaints, values = _compile(compiler, [], headers)
        before, error, _ = complaints.partition(" error:")
        bad = [int(number) for number in _HEADER_LINE.findall(before)]
        if values is not None or not error or not bad:
            return headers
        headers = headers[: bad[-1]] + headers[bad[-1] + 1 :]
    return ()


@functools.cache
def _mentioned(compiler: str, headers: tuple[str, ...]) -> frozenset[str]:
    """The identifiers in those headers: diagnosing one that is not there is slow."""
    done = _run([compiler, "-w", "-E", "-dD", "-x", "c", "-"], _source([], headers))
    return frozenset(re.findall(r"[A-Za-z_]\w*", done.stdout if done else "", re.ASCII))


def _run(command: Sequence[str], text: str) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(
            command, input=text, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _compile(
    compiler: str, names: list[str], headers: Sequence[str]
) -> tuple[str, tuple[int, ...] | None]:
    """Compile the probe; return the diagnostics, and the values when there was no error."""
    with tempfile.TemporaryDirectory(prefix="kapi-") as directory:
        obj = Path(directory, "probe.o")
        command = [compiler, "-w", "-c", "-x", "c", "-", "-o", str(obj)]
        done = _run(command, _source(names, headers))
        if done is None:
            return "", None
        if done.returncode:
            return done.stderr, None
        return "", _values(obj.read_bytes(), len(names))


def _source(names: list[str], headers: Sequence[str]) -> str:
    includes = "\n".join(
        f'# {number} "kapi_header"\n#if __has_include(<{header}>)\n'
        f'# {number} "kapi_header"\n#include <{header}>\n#endif'
        for number, header in enumerate(headers)
    )
    rows = "\n".join(
        f'# {number} "kapi_probe"\n(long long)({f"sizeof({name})" if " " in name else name}),'
        for number, name in enumerate(names)
    )
    mark = ", ".join(str(byte) for byte in _MARK)
    return (
        f"{includes}\n"
        f"const struct {{ char mark[{len(_MARK) + 1}]; long long values[{len(names)}]; }} "
        f"__attribute__((packed)) kapi_probe = {{ {{ {mark} }}, {{\n{rows}\n}} }};\n"
    )


def _values(obj: bytes, count: int) -> tuple[int, ...] | None:
    start = obj.find(_MARK)
    if start < 0:
        return None
    return struct.unpack_from(f"={count}q", obj, start + len(_MARK) + 1)
