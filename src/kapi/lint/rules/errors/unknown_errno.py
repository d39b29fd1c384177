"""A name that is no errno.

No architecture has an error number of this name, so no program will ever see it.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * error: EINVALID, unknown flag
    + * error: EINVAL, unknown flag
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import difflib
import re

from kapi.finding import Fix
from kapi.lint.facts import ARCHITECTURE
from kapi.lint.rule import Problem, Problems, guessed
from kapi.model.spec import Spec
from kapi.vocab.errno import errno_name, errnos, is_errno

_DIGITS = 6
"""More digits than any errno has; Python refuses to convert thousands of them."""
_NAME = re.compile(r"E[A-Z0-9]+")
_WITHOUT_E = re.compile(r"[A-Z0-9]+")


def check(spec: Spec) -> Problems:
    """Words that do not look like an errno ("(driver-specific)") are left alone."""
    for error in spec.errors:
        code = (error.code or "").removeprefix("-")
        if code != error.errno and _NAME.fullmatch(code) and not is_errno(code):
            near = difflib.get_close_matches(code, errnos(ARCHITECTURE), 1, 0.8)
            message = f"{code} is no errno on any architecture"
            yield Problem(message, error.span, *guessed(code, near))
        name = error.errno
        if name.isascii() and name.isdigit():
            usual = errno_name(int(name), ARCHITECTURE) if len(name) < _DIGITS else None
            message = f"{name} is a number, not the name of an errno"
            yield Problem(message, error.span, _hint(usual), (name,), Fix(usual) if usual else None)
        elif _NAME.fullmatch(name) and not is_errno(name):
            near = difflib.get_close_matches(name, errnos(ARCHITECTURE), 1, 0.8)
            message = f"{name} is no errno on any architecture"
            yield Problem(message, error.span, *guessed(name, near))
        elif _WITHOUT_E.fullmatch(name) and is_errno(f"E{name}"):
            message = f"{name} is no errno on any architecture"
            yield Problem(message, error.span, *guessed(name, [f"E{name}"]))
        elif name != name.upper() and is_errno(name.upper()):
            message = f"{name} is no errno: their names are in capitals"
            fix = Fix(name.upper(), safe=True)
            yield Problem(message, error.span, _hint(name.upper()), (name,), fix)


def _hint(name: str | None) -> str:
    return f"write {name}" if name else ""
