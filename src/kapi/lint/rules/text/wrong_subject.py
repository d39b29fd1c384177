"""A text whose subject is another system call.

A description that begins with the name of another call was copied from there.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * x-errors: closed
      * return:
      *   type: int
    - *   desc: munlock() returns zero.
    + *   desc: Zero.
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re

from kapi.lint.facts import prose
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.syscalls import is_syscall
from kapi.vocab.words import ApiKind

_SUBJECT = re.compile(
    r"(?:The )?(?:sys_)?(\w+)(?:\(\)|\(2\)| system call| syscall)?,? "
    r"(?:returns?|locks?|unlocks?|opens?|closes?|reads?|writes?|creates?|waits?|gives?|executes?)\b"
)


def check(spec: Spec) -> Problems:
    """The first words of a description of a system call."""
    own = spec.name.removeprefix("compat_").removeprefix("sys_")
    if spec.kind is not ApiKind.SYSCALL:
        return
    for one in prose(spec):
        found = _SUBJECT.match(one.text)
        if one.field != "description" or not found:
            continue
        other = found[1]
        explicit = (
            "(" in found[0] or "call" in found[0] or found[0].lstrip("The ").startswith("sys_")
        )
        if explicit and other != own and is_syscall(other):
            message = f"the text begins with {other}, the spec is that of {own}"
            yield Problem(message, one.span, about=(found[0],))
