"""An error described as impossible.

An error that cannot happen should not be listed: programs get code for it that no test can
reach. One that can happen deserves its condition.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: ENOMEM, no memory
    - *   desc: This should not normally occur.
    + *   desc: The ring cannot be allocated.
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import Answer

_IMPOSSIBLE = re.compile(
    r"(?:^|[.;:(]\s*|\b(?:this|it|which|error|errno|condition|case|E[A-Z0-9]+)\s+)"
    r"((?:(?:is|are) )?(?:currently |in practice )?(?:"
    r"(?:should|must) (?:not|never) (?:normally |ordinarily |usually |ever )?(?:occur|happen)"
    r"|(?:cannot|can't|can not) (?:actually |normally )?(?:occur|happen)"
    r"|never (?:actually )?(?:occurs|happens|returned)"
    r"|impossible))\b"
    r"(?!\s*,?\s*(?:for|if|when|while|unless|until|with|without|on|to|after|before|once|from"
    r"|as long|except|in (?!practice|general|theory|reality|normal))\b)",
    re.IGNORECASE | re.MULTILINE,
)


_HINT = "remove it, or say when it happens"


def check(spec: Spec) -> Problems:
    """In any text of an error that user space could see.

    The words must be about the error ("this cannot happen", "(should not occur)") and hold
    everywhere: "never returned for regular files" is a condition like any other.
    """
    for error in spec.errors:
        if error.visible is Answer.NO:
            continue
        texts = filter(None, (error.summary, error.condition, error.description))
        found = next(filter(None, map(_IMPOSSIBLE.search, texts)), None)
        if found:
            message = f'{error.errno} is listed, and its text says "{found[1]}"'
            yield Problem(message, error.span, _HINT, (found[1],))
