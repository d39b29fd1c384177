"""Prose that says ignored beside a constraint that rejects.

A mask, range or enum without x-violation says that other values are refused. Words such as
"unknown flags are ignored" say the opposite: one of the two is wrong, and a checker believes the
constraint. So does "EINVAL, unknown bit" beside x-violation: ignore.

The words count in the parameter's own texts, and wherever else a sentence names the parameter.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
      *   constraint-type: mask(3)
    + *   x-violation: ignore
      *   cdesc: Unknown bits are silently ignored.
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kapi.lint.facts import c_type, number, prose
from kapi.lint.rule import Problem, Problems
from kapi.lint.wording import Fate, error_says_refused, says
from kapi.model.elements import Constraint, ErrorCondition, Param, StructField
from kapi.model.spec import Spec
from kapi.span import Span
from kapi.vocab.words import ConstraintType, ParamFlag

_CHECKED = (ConstraintType.MASK, ConstraintType.RANGE, ConstraintType.ENUM)
_CONTRARY = {"reject": Fate.IGNORED, "ignore": Fate.REFUSED, "mask-off": Fate.REFUSED}


def check(spec: Spec) -> Problems:
    """Once a parameter, at the text that contradicts."""
    for param in spec.params:
        action = param.violation.action if param.violation else "reject"
        fate = _CONTRARY.get(action)
        if fate is None or param.limits.type not in _CHECKED or _allows_all(param):
            continue
        found = next(_against(spec, param, fate), None)
        if found:
            words, place = found
            is_not = "is" if action == "reject" else "is not"
            message = f"a value of '{param.name}' outside its {param.limits.type.value} "
            message += f'{is_not} refused, and the text says "{words}"'
            yield Problem(message, place, _HINT[action], (words,))


_HINT = {
    "reject": "add x-violation: ignore or mask-off, or correct the text",
    "ignore": "correct x-violation or the text",
    "mask-off": "correct x-violation or the text",
}


def _allows_all(param: Param) -> bool:
    """Whether the limits are those of the type, or the value is the kernel's own."""
    if param.flags == (ParamFlag.OUT,):
        return True
    kind, limits = c_type(param), param.limits
    ends = (number(limits.minimum), number(limits.maximum))
    return kind is not None and ends == (kind.minimum, kind.maximum)


def _against(spec: Spec, param: Param, fate: Fate) -> Iterator[tuple[str, Span]]:
    """Yield the words that contradict, and where they stand."""
    own = spec.name.removeprefix("compat_").removeprefix("sys_")
    others = [other.name for other in spec.params if other.name != param.name]
    bound = param.limits.mask or param.limits.maximum or ""
    for one in prose(spec):
        mine = one.element is param
        if not mine and isinstance(one.element, Param | StructField):
            continue
        for said in says(one.text, param.name, own, others, of_param=mine, bound=bound):
            if said.fate is fate:
                yield said.words, param.span if mine else one.span
    if fate is Fate.IGNORED:
        yield from _masked(spec.constraints, param)
    else:
        yield from _errors(spec.errors, param)


def _masked(constraints: tuple[Constraint, ...], param: Param) -> Iterator[tuple[str, Span]]:
    """Yield expressions that take bits away: ``mode = mode & S_IALLUGO``."""
    name = re.escape(param.name)
    takes = re.compile(rf"{name} (?:&= |= (?:{name} & |\(?[\w| ]+\)? & {name}\b)).*")
    for one in constraints:
        if takes.fullmatch(one.expression or ""):
            yield str(one.expression), one.span


def _errors(errors: tuple[ErrorCondition, ...], param: Param) -> Iterator[tuple[str, Span]]:
    for error in errors:
        texts = filter(None, (error.summary, error.condition, error.description))
        for text in texts if error.when is None else ():
            if error_says_refused(text, param.name):
                yield f"{error.errno}, {text}", error.span
                break
