"""Prose that says ignored beside a constraint that rejects.

A mask or range without x-violation says that other values are refused. Words such as "unknown
flags are ignored" say the opposite: one of the two is wrong, and a checker believes the
constraint.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * param: flags
     *   type: uint, input
     *   constraint-type: mask(3)
     *   cdesc: Unknown bits are silently ignored.
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * param: flags
     *   type: uint, input
     *   constraint-type: mask(3)
     *   x-violation: ignore
     *   cdesc: Unknown bits are silently ignored.
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kapi.finding import Severity
from kapi.lint.facts import prose
from kapi.lint.rule import Problem, RuleSet
from kapi.model.elements import Param
from kapi.model.spec import Spec
from kapi.vocab.words import ConstraintType

SEVERITY = Severity.WARNING
RULE_SET = RuleSet.RECOMMENDED


_OTHERS = (
    r"(?:(?:un(?:known|defined|supported|recogni[sz]ed|used|specified)|invalid|other|extra|remaining"
    r"|reserved|stray|additional)\s+(?:\w+\s+){0,2}?(?:bits?|flags?|values?)"
    r"|(?:bits?|flags?|values?)\s+(?:outside|not in|above|beyond|other than)[^.;]{0,60}?)"
)
_IGNORED = re.compile(
    _OTHERS + r"\s+(?:are|is|will be|get)\s+(?:simply |just |always |silently |quietly )*"
    r"(?:ignored|masked(?: off| out)?|dropped|cleared|discarded|stripped)",
    re.IGNORECASE,
)
_REJECTED = re.compile(
    _OTHERS + r"\s+(?:are rejected|is rejected|are refused|cause\w* E[A-Z]+|result\w* in -?E[A-Z]+"
    r"|return\w* -?E[A-Z]+|yields? -?E[A-Z]+)",
    re.IGNORECASE,
)


def check(spec: Spec) -> Iterator[Problem]:
    """The parameter's own text, and sentences of other texts that name the parameter."""
    for param in spec.params:
        if param.limits.type not in (
            ConstraintType.MASK,
            ConstraintType.RANGE,
            ConstraintType.ENUM,
        ):
            continue
        action = param.violation.action if param.violation else "reject"
        pattern = {"reject": _IGNORED, "ignore": _REJECTED, "mask-off": _REJECTED}.get(action)
        found = pattern and _first(pattern, _texts(spec, param))
        if found:
            says = "is refused" if action == "reject" else "is not refused"
            message = f"a value of '{param.name}' outside its {param.limits.type.value} {says}, "
            yield Problem(message + f'and the text says "{found}"', param.span, _HINT[action])


_HINT = {
    "reject": "add x-violation: ignore or mask-off, or correct the text",
    "ignore": "correct x-violation or the text",
    "mask-off": "correct x-violation or the text",
}


def _first(pattern: re.Pattern[str], texts: Iterator[str]) -> str:
    for text in texts:
        for sentence in re.split(r"(?<=[.;])\s+|\n", text):
            found = pattern.search(sentence)
            if found:
                return " ".join(found[0].split())
    return ""


def _texts(spec: Spec, param: Param) -> Iterator[str]:
    yield from filter(None, (param.description, param.constraint))
    named = re.compile(rf"\b{re.escape(param.name)}\b")
    for one in prose(spec):
        if one.element is not param and not isinstance(one.element, Param):
            yield from (s for s in re.split(r"(?<=[.;])\s+|\n", one.text) if named.search(s))
