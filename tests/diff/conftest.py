"""Specs as people write them, and what differs between two of them."""

from __future__ import annotations

from kapi.diff.compare import compared_specs
from kapi.diff.edit import Edit
from kapi.model.spec import Spec
from kapi.sources.c.cfile import read_c
from kapi.sources.source_text import Line, SourceText

RING = """\
/**
 * sys_ring - turn a ring
 * @fd: the ring
 * @flags: how
 *
 * contexts: process
 *
 * param: fd
 *   type: fd, input
 *
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(1 | 2)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, 7
 *
 * error: EBADF, not open
 *   x-when: !is_open(fd)
 *
 * error: EINVAL, bad flags
 *   desc: There are two of them.
 *   x-when: (flags & ~3) != 0
 *
 * error: EAGAIN, busy
 *
 * x-order: checked
 */
SYSCALL_DEFINE2(ring, unsigned int, fd, unsigned int, flags)
"""


def read(text: str) -> Spec:
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    (spec,) = read_c(SourceText(source="ring.c", file="ring.c", lines=lines)).specs
    return spec


def edits(old: str, new: str, *pairs: tuple[str, str], text: str = RING) -> tuple[Edit, ...]:
    """What differs when ``old`` in the text becomes ``new``."""
    changed = text
    for before, after in ((old, new), *pairs):
        assert before in changed
        changed = changed.replace(before, after)
    return compared_specs(read(text), read(changed))


def told(found: tuple[Edit, ...]) -> list[tuple[str, str]]:
    """Kind and impact of each edit."""
    return [(one.kind, one.impact.value) for one in found]
