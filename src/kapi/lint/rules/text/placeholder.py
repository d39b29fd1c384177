"""A text that waits to be written.

TODO in a spec is a claim nobody made.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * error: EINVAL, TODO
    + * error: EINVAL, unknown flag
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re

from kapi.lint.facts import prose
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec

_WAITS = re.compile(r"\b(?:TODO|FIXME|TBD)\b|\bXXX+\b|^\s*(?:\.\.\.|description|text)\s*$")


def check(spec: Spec) -> Problems:
    """Every text for people, and sections that say so by their names."""
    for one in prose(spec):
        found = _WAITS.search(one.text)
        if found:
            message = f"the {one.field.replace('_', ' ')} waits to be written: {found[0]}"
            yield Problem(message, one.span, about=(found[0],))
    for section in spec.sections:
        if _WAITS.search(section.name):
            message = f"a part waits to be written: {section.name}: {section.text[:40]}"
            yield Problem(message, section.span, about=(section.name,))
