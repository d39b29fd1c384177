"""The inline forms of the flat dialect: ``side-effect: EFFECT, target, text, reversible=yes``."""

from __future__ import annotations

import enum
import re
from typing import Any

from kapi.model.elements import (
    Capability,
    Constraint,
    ErrorCondition,
    Lock,
    SideEffect,
    StateTransition,
)
from kapi.render.kerneldoc.comment_lines import Lines
from kapi.render.kerneldoc.nesting import write_flat
from kapi.render.kerneldoc.sub_tags import Sub
from kapi.render.kerneldoc.tag_texts import spell
from kapi.vocab.dialects import CommentDialect

_BRACKETS = re.compile(r"[()\[\]{}]")


def write_flat_element(
    lines: Lines, name: str, head: str, element: Any, subs: list[Sub], dialect: CommentDialect
) -> None:
    """Write one element; what the inline form says is taken off ``subs``."""
    if isinstance(element, ErrorCondition):
        _error(lines, element, subs)
        return
    if isinstance(element, Constraint):
        _constraint(lines, element, subs)
        return
    inline, said = _inline(head, element, dialect)
    write_flat(lines, name, inline, [sub for sub in subs if sub.tag not in said], bool(said))


def _inline(head: str, element: Any, dialect: CommentDialect) -> tuple[str, set[str]]:
    """The head with what can stand after it, and the sub-tags that are said by that."""
    if isinstance(element, Lock) and isinstance(element.type, enum.Enum):
        return f"{head}, {spell(element.type, dialect)}", {"type"}
    if isinstance(element, Capability) and isinstance(element.action, enum.Enum):
        text = f"{head}, {spell(element.action, dialect)}"
        if _simple(element.description):
            return f"{text}, {element.description}", {"type", "desc"}
        return text, {"type"}
    if isinstance(element, SideEffect):
        return _effect(head, element)
    if isinstance(element, StateTransition):
        return _transition(head, element)
    return head, set()


def _simple(text: str | None, commas: bool = True) -> bool:
    """Whether ``text`` can stand on the line of its tag."""
    if not text or "\n" in text or text.startswith(("- ", "* ", "+ ")):
        return False
    return commas or not ("," in text or _BRACKETS.search(text))


def _effect(head: str, effect: SideEffect) -> tuple[str, set[str]]:
    texts = f"{effect.description}{effect.condition}"
    plain = _simple(effect.target, commas=False) and _simple(effect.description)
    condition = effect.condition is None or _simple(effect.condition)
    word = effect.reversible is None or isinstance(effect.reversible, enum.Enum)
    if not (plain and condition and word) or "=" in texts:
        return head, set()
    text = f"{head}, {effect.target}, {effect.description}"
    if effect.condition:
        text += f", condition={effect.condition}"
    if isinstance(effect.reversible, enum.Enum):
        text += f", reversible={effect.reversible.value}"
    return text, {"target", "desc", "condition", "reversible"}


def _transition(head: str, change: StateTransition) -> tuple[str, set[str]]:
    names = (change.object, change.from_state, change.to_state)
    texts = change.description is None or _simple(change.description)
    if change.condition or not texts or not all(_simple(name, commas=False) for name in names):
        return head, set()
    parts = [*names, *([change.description] if change.description else [])]
    return ", ".join(str(part) for part in parts), {"from", "to", "desc"}


def _error(lines: Lines, error: ErrorCondition, subs: list[Sub]) -> None:
    """``error-code: -E, E, summary,`` and the description below."""
    head = f"-{error.errno}, {error.errno},"
    lines.line(0, "error-code:", f"{head} {error.summary}," if error.summary else head)
    if error.description:
        lines.below(2, error.description)
    write_flat(lines, "error", "", [sub for sub in subs if sub.tag != "desc"])


def _constraint(lines: Lines, rule: Constraint, subs: list[Sub]) -> None:
    """``constraint: name, description`` and ``constraint-expr: name, expression``."""
    inline = _simple(rule.description) and _simple(rule.name, commas=False)
    head = f"{rule.name}, {rule.description}" if inline else rule.name
    expression = [sub for sub in subs if sub.tag == "expr"]
    others = [sub for sub in subs if sub.tag != "expr" and not (inline and sub.tag == "desc")]
    lines.line(0, "constraint:", head)
    if "," in rule.name and not inline and not any(sub.tag == "desc" for sub in others):
        others.append(Sub("desc", ""))
    for sub in others:
        lines.prose(0, f"constraint-{sub.tag}:", sub.text)
    for sub in expression:
        lines.line(0, "constraint-expr:", f"{rule.name}, {sub.text}")
