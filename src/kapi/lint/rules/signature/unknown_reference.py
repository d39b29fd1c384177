"""A text that names a parameter which is not there.

In kernel-doc @name is a parameter. One that the API does not have was renamed, or the text was
copied from another call.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: len
      *   type: uint, input
    - * error: EINVAL, @length is too large
    + * error: EINVAL, @len is too large
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, size_t, len)
"""

from __future__ import annotations

import difflib
import re

from kapi.lint.facts import prose
from kapi.lint.rule import Problem, Problems, guessed
from kapi.model.spec import Spec

_REFERENCE = re.compile(r"(?:^|(?<=[\s(]))@([a-z_]\w*)(?![\w@]|\.\w|-\w)", re.MULTILINE)


def check(spec: Spec) -> Problems:
    """Members of described structures count as known; quoted texts and addresses are no names."""
    if not spec.params:
        return
    names = {param.name for param in spec.params}
    names |= {param.name for param in spec.declaration.params} if spec.declaration else set()
    known = names | {field.name for struct in spec.structs for field in struct.fields}
    for text in prose(spec):
        for name in dict.fromkeys(_REFERENCE.findall(text.text)):
            if name not in known:
                near = [f"@{one}" for one in difflib.get_close_matches(name, sorted(names), 1)]
                message = f"'{spec.name}' has no parameter @{name}"
                yield Problem(message, text.span, *guessed(f"@{name}", near))
