"""From nodes to the model."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.elements import Extension
from kapi.model.spec import ELEMENTS, parted
from kapi.sources.macro.member_values import FAILED, Arrays, decode, shown
from kapi.sources.macro.node import Node, Remark
from kapi.sources.macro.tokens import Scan
from kapi.vocab.field import Form, Member
from kapi.vocab.members import STRUCTURES

Fields = dict[str, Any]


class Builder:
    """Makes model values of nodes. ``findings`` collects what does not add up."""

    def __init__(self, scan: Scan, arrays: Arrays) -> None:
        self.scan = scan
        self.arrays = arrays
        self.findings: list[Finding] = []

    def warn(self, code: str, message: str, start: int, hint: str = "") -> None:
        """Record a warning at offset ``start``."""
        self.findings.append(
            Finding(
                code=code,
                severity=Severity.WARNING,
                message=message,
                span=self.scan.span(start),
                hint=hint,
            )
        )

    def fields(self, node: Node) -> Fields:
        """Return the fields of the model that the members of ``node`` and its elements fill."""
        stated: Fields = {}
        remarks = list(node.remarks)
        for member in node.block.members:
            entry = node.members.get(member.name)
            if entry is None or member.form is Form.COUNT:
                continue
            value = decode(entry, member, self.arrays)
            if value is FAILED:
                remarks.append(Remark(entry.source, shown(entry, member), entry.start))
            elif value is not None:
                stated[member.field] = value
        for name, nodes in node.inner.items():
            block = STRUCTURES[name]
            built = tuple(self.element(found) for found in self._ordered(name, nodes))
            stated[block.field] = built if block.many else built[0]
        plain = parted(stated)
        remarks.sort(key=lambda remark: remark.start)
        extensions = tuple(self._extension(remark) for remark in remarks)
        if extensions:
            plain["extensions"] = extensions
        self._check_counts(node)
        return plain

    def element(self, node: Node) -> Any:
        """Return the model's element for ``node``."""
        values = self.fields(node)
        finish = _FINISHERS.get(node.block.name)
        if finish:
            finish(self, node, values)
        kind = ELEMENTS[node.block.field]
        for field in _required(kind):
            values.setdefault(field, "")
        return kind(**values, span=self.scan.span(node.start, node.end))

    def _extension(self, remark: Remark) -> Extension:
        span = self.scan.span(remark.start)
        return Extension(tag=remark.tag, text=remark.text, span=span)

    # --- order and numbers

    def _ordered(self, name: str, nodes: list[Node]) -> list[Node]:
        """Return the elements by index; those whose index is no number keep their place."""
        numbers = [_number(node.index) for node in nodes]
        if any(number is None for number in numbers) or not STRUCTURES[name].many:
            return nodes
        pairs = sorted(zip(numbers, range(len(nodes)), nodes, strict=True), key=lambda row: row[:2])
        expected = 0
        for number, _, node in pairs:
            assert number is not None
            if number < expected:
                self.warn(
                    "duplicate-index",
                    f"'{name}' has more than one element {number}",
                    node.start,
                    hint="in C the last one replaces the others",
                )
                continue
            if number > expected:
                self.warn(
                    "index-gap",
                    f"'{name}' has element {number} but no element {expected}",
                    node.start,
                )
            expected = number + 1
        return [node for _, _, node in pairs]

    def _check_counts(self, node: Node) -> None:
        for member in node.block.members:
            entry = node.members.get(member.name)
            if member.form is not Form.COUNT or entry is None:
                continue
            stated = _number(shown(entry, member))
            actual = self._actual(node, member)
            if stated is not None and actual is not None and stated != actual:
                self.warn(
                    "count-mismatch",
                    f"'{member.name}' says {stated}, but there are {actual}",
                    entry.start,
                )

    def _actual(self, node: Node, member: Member) -> int | None:
        """Return how many there are of what ``member`` counts; None where nobody can tell."""
        if member.field in node.block.inner:
            return len(node.inner.get(member.field, ()))
        counted = next(
            (
                other
                for other in node.block.members
                if other.field == member.field and other.form is not Form.COUNT
            ),
            None,
        )
        entry = node.members.get(counted.name) if counted else None
        if counted is None or entry is None:
            return None
        value = decode(entry, counted, self.arrays)
        return len(value) if isinstance(value, tuple) else None


@functools.cache
def _required(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(field.name for field in msgspec.structs.fields(kind) if field.required)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else None


# --- what a structure means beyond its members


def _finish_error(builder: Builder, node: Node, values: Fields) -> None:
    """Keep the code only where it says more than the name."""
    code = values.get("code")
    if code is None:
        return
    word = code.replace(" ", "").strip("()").removeprefix("-").strip("()")
    if "errno" not in values:
        values["errno"] = word
    errno = values["errno"].removeprefix("-")
    values["errno"] = errno
    if code.replace(" ", "") == f"-{errno}":
        del values["code"]


def _finish_signal(builder: Builder, node: Node, values: Fields) -> None:
    """Take the filler 0 for what it is."""
    if values.get("number") == "0":
        del values["number"]


def _finish_capability(builder: Builder, node: Node, values: Fields) -> None:
    """Take ``cap_name`` for the description that it is where it does not repeat the name."""
    name = values.get("description")
    if "capability" not in values and name is not None:
        values["capability"] = name
    if name is not None and name == values.get("capability"):
        del values["description"]


_FINISHERS: dict[str, Callable[[Builder, Node, Fields], None]] = {
    "errors": _finish_error,
    "signals": _finish_signal,
    "capabilities": _finish_capability,
}
