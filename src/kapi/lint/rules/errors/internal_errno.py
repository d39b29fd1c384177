"""An errno that never leaves the kernel.

ERESTARTSYS and its kin tell the kernel to restart the call or to return EINTR; a program sees
one of these two.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * error: ERESTARTSYS, signal while waiting
    + * error: EINTR, signal while waiting
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.finding import Fix
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.errno import is_internal
from kapi.vocab.words import Answer, ApiKind

_SEEN = {"ENOIOCTLCMD": "ENOTTY", "ENOTSUPP": "EOPNOTSUPP"}
"""What programs see instead: ``fs/ioctl.c`` (vfs_ioctl) for the first, the name nearest in
meaning for the second, which no code translates."""


def check(spec: Spec) -> Problems:
    """Errors of system calls and ioctls, unless marked x-visible: no."""
    if spec.kind is ApiKind.FUNCTION:
        return
    for error in spec.errors:
        if is_internal(error.errno) and error.visible is not Answer.NO:
            name = "EINTR" if error.errno.startswith("ERESTART") else _SEEN.get(error.errno)
            hint = f"write {name or 'the errno that programs see'}, or x-visible: no"
            message = f"no program ever sees {error.errno}"
            fix = Fix(name) if name else None
            yield Problem(message, error.span, hint, (error.errno,), fix)
