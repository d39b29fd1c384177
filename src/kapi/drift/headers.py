"""What the system's C headers make of a structure: numbers that its compiler computes.

They are read from assembly, as the kernel's own build does (``include/linux/kbuild.h``), so that
nothing is linked or run.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

INCLUDED = Path("/usr/include")
_ROOMS = ("linux", "asm-generic", "drm", "misc", "mtd", "rdma", "scsi", "sound", "video", "xen")
"""Where headers of the kernel are installed (linux-libc-dev)."""
_DEFINED = re.compile(rb"^struct\s+(\w+)\s*\{", re.MULTILINE)
_ANSWER = re.compile(r"^->(\d+) [#$]?(\d+)", re.MULTILINE)
_WRONG = re.compile(r"error: (.*)")
_SECONDS = 30


class Computed(msgspec.Struct, frozen=True):
    """``numbers``, one for each expression; or the ``problem`` for which there are none."""

    numbers: tuple[int, ...] = ()
    problem: str = ""


def header_of(structure: str, root: Path = INCLUDED) -> str | None:
    """Return the header that defines ``struct structure``, as it is included; None without one.

    Of a structure of ``asm-generic`` it is the header of the architecture, which may have its own.
    """
    found = _index(root).get(structure)
    if found is None or not found.startswith("asm-generic/"):
        return found
    own = found.replace("asm-generic/", "asm/", 1)
    rooms = (root, *root.glob("*-linux-gnu"))
    return own if any((room / own).exists() for room in rooms) else found


@functools.cache
def _index(root: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in _headers(root):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        for name in _DEFINED.findall(content):
            found.setdefault(name.decode(), str(path.relative_to(root)))
    return found


def _headers(root: Path) -> Iterator[Path]:
    for room in _ROOMS:
        yield from sorted((root / room).rglob("*.h"))


def other_word(root: Path = INCLUDED) -> tuple[str, ...]:
    """Return what makes a compiler for 64 bits one for 32, with the headers that it has."""
    rooms = sorted(root.glob("*-linux-gnu"))
    return ("-m32", *(word for room in rooms for word in ("-idirafter", str(room))))


def compute(
    text: str, expressions: Sequence[str], flags: Sequence[str] = (), compiler: str = "cc"
) -> Computed:
    """Return the values of constant C ``expressions`` after the C ``text``.

    Both must come from what is no danger to a compiler: names, numbers, includes of the system.
    """
    found = shutil.which(compiler)
    if found is None:
        return Computed(problem=f"there is no C compiler '{compiler}'")
    rows = [
        f'asm volatile("\\n->{number} %0" : : "i"((unsigned long)({one})));'
        for number, one in enumerate(expressions)
    ]
    source = "\n".join([text, "void kapi(void)", "{", *rows, "}", ""])
    command = [found, *flags, "-w", "-S", "-o", "-", "-x", "c", "-"]
    try:
        ran = subprocess.run(
            command, input=source, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Computed(problem=f"{compiler} takes longer than {_SECONDS} seconds")
    if ran.returncode:
        wrong = _WRONG.search(ran.stderr)
        return Computed(problem=f"{compiler} says: {wrong[1] if wrong else ran.stderr.strip()}")
    answers = {int(number): int(value) for number, value in _ANSWER.findall(ran.stdout)}
    if len(answers) != len(expressions):
        return Computed(problem=f"{compiler} writes assembly that kapi cannot read")
    return Computed(tuple(answers[number] for number in range(len(expressions))))
