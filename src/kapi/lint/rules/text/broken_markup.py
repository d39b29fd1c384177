"""Markup that breaks the rendered page.

The documentation build takes two backquotes for the begin of a literal and complains about one
that never ends.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, unknown flag
    - *   desc: The bit ``RING_X is not defined.
    + *   desc: The bit ``RING_X`` is not defined.
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import prose
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Paragraph by paragraph; code, which is indented, is left alone."""
    for one in prose(spec):
        for line in one.text.split("\n"):
            if line.count("``") % 2 and not line.startswith("    "):
                message = f"a literal has no end in the {one.field}"
                yield Problem(message, one.span, "close it: ``text``", (line.strip(),))
                break
