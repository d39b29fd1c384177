"""An example that is no code.

What stands under examples: is shown as code and copied as code.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * x-errors: closed
    - * examples: See the manual page
    + * examples: if (ring(0) < 0)
    + *             err(1, "ring");
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec

_CODE = re.compile(r"\w\s*\(|[;{}=]|^\s*[#$]", re.MULTILINE)


def check(spec: Spec) -> Problems:
    """No call, no statement, no shell."""
    if spec.examples is not None and not _CODE.search(spec.examples):
        yield Problem(
            "the example is no code", spec.span, "show a call, or use notes:", ("examples",)
        )
