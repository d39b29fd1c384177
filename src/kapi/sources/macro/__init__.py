"""The macro dialects: specs written as C initialisers, with and without macros.

RFC v1 (2025-06-14) and RFC v2 (2025-06-24) wrote specs as C; the macros of later versions,
which stay as plumbing, are read too. Nothing is executed or expanded by a preprocessor.
"""

from __future__ import annotations

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.spec import Origin, Spec
from kapi.sources.c.blocks import MacroBlock
from kapi.sources.macro.arrays import named_arrays
from kapi.sources.macro.build import Builder
from kapi.sources.macro.collector import Collector
from kapi.sources.macro.cursor import Cursor
from kapi.sources.macro.dialect import tell_dialect
from kapi.sources.macro.head import Head, read_head
from kapi.sources.macro.member_values import shown
from kapi.sources.macro.node import Node, Remark
from kapi.sources.macro.tokens import Scan, Token, scan
from kapi.sources.reader import Reading
from kapi.vocab.field import Form
from kapi.vocab.members import SPEC_STRUCTURE, STRUCTURES
from kapi.vocab.spelling import SUPPRESSION
from kapi.vocab.words import ApiKind


def read_macro(block: MacroBlock, arrays: dict[str, list[list[Token]]] | None = None) -> Reading:
    """Return the spec in ``block``, and what is wrong with it.

    ``arrays`` are those that stand before earlier specs of the text; what stands between them
    and this one is added.

    Whatever stands there, nothing raises; a block without an opening gives a finding alone.
    """
    scanned = scan(block.text, block.lines)
    cursor = Cursor(scanned)
    root = Node(SPEC_STRUCTURE, 0)
    head = read_head(cursor, root)
    if head is None:
        return Reading(findings=(_no_opening(scanned),))
    collector = Collector(cursor, root)
    collector.run()
    _keep_suppressions(scanned, root)
    known = {} if arrays is None else arrays
    known.update(named_arrays(block))
    builder = Builder(scanned, known)
    spec = _spec(block, head, collector, builder)
    findings = (*_damage(scanned, block), *collector.stack.findings, *builder.findings)
    ordered = sorted(findings, key=lambda finding: finding.span.position)
    named = tuple(msgspec.structs.replace(finding, api=spec.name) for finding in ordered)
    return Reading(specs=(spec,), findings=named)


def _spec(block: MacroBlock, head: Head, collector: Collector, builder: Builder) -> Spec:
    root = collector.root
    fields = builder.fields(root)
    stated = fields.pop("kind", None)
    name = fields.pop("name", None) or head.name
    span = builder.scan.span(head.start)
    last = block.lines[-1].number
    return Spec(
        **fields,
        name=name,
        kind=_kind(head, name, stated, root),
        dialect=tell_dialect(head.form, collector.macros, collector.raw),
        origin=Origin(
            source=block.text.source,
            file=block.text.file,
            line=span.line,
            column=span.column,
            end_line=last,
        ),
        declaration=block.declaration or head.declaration,
        counts=_counts(root),
    )


def _keep_suppressions(scanned: Scan, root: Node) -> None:
    """Give each comment ``/* x-ignore: RULE, REASON */`` to the element in which it stands."""
    for start, text in scanned.comments:
        tag, _, rest = text.partition(":")
        if tag.strip() == SUPPRESSION:
            remark = Remark(SUPPRESSION, " ".join(rest.split()), start)
            _innermost(root, start).remarks.append(remark)


def _innermost(node: Node, offset: int) -> Node:
    for inner in node.inner.values():
        for element in inner:
            if element.start <= offset < element.end:
                return _innermost(element, offset)
    return node


def _kind(head: Head, name: str, stated: str | None, root: Node) -> ApiKind:
    if head.kind is not None:
        return head.kind
    if stated == "KAPI_API_IOCTL":
        return ApiKind.IOCTL
    if stated == "KAPI_API_SYSFS":
        return ApiKind.SYSFS
    if name.startswith(("sys_", "compat_sys_")):
        return ApiKind.SYSCALL
    return ApiKind.IOCTL if "cmd" in root.members else ApiKind.FUNCTION


def _counts(root: Node) -> dict[str, str]:
    """Return the declared numbers of elements, by the name of the model's field."""
    return {
        STRUCTURES[member.field].field: shown(root.members[member.name], member)
        for member in root.block.members
        if member.form is Form.COUNT and member.field in STRUCTURES and member.name in root.members
    }


def _no_opening(scanned: Scan) -> Finding:
    return Finding(
        code="no-opening",
        severity=Severity.ERROR,
        message="no macro or structure opens a specification here",
        span=scanned.span(0),
    )


def _damage(scanned: Scan, block: MacroBlock) -> list[Finding]:
    """Return what is wrong with the text itself."""
    findings = [
        Finding(
            code="unclosed-literal",
            severity=Severity.ERROR,
            message="a string or comment has no end",
            span=scanned.span(start),
        )
        for start in scanned.unclosed
    ]
    findings += [
        Finding(
            code="conditional-text",
            severity=Severity.NOTE,
            message="the preprocessor decides about a part of the spec",
            span=scanned.span(start),
            hint="the lines are read as if every condition held",
        )
        for start in scanned.directives
    ]
    if not block.complete:
        findings.append(
            Finding(
                code="incomplete-spec",
                severity=Severity.ERROR,
                message="the text ends before the spec does",
                span=scanned.span(0),
            )
        )
    return findings
