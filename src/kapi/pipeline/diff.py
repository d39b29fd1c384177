"""`kapi diff`: what changed between the specs of two sources."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from kapi.diff.compare import compared_specs
from kapi.diff.edit import Edit, Impact
from kapi.diff.kinds import BY_ID, KINDS
from kapi.errors import UsageError
from kapi.finding import Finding, Severity
from kapi.model.spec import Spec
from kapi.pipeline import shipped
from kapi.pipeline.spec_names import called
from kapi.pipeline.specs import Loaded, Options, load_specs
from kapi.report.checks import Check
from kapi.report.location import Described
from kapi.report.report import Cell, Part, Report, Run, Table

__all__ = [
    "CATALOGUE",
    "PARTS",
    "DiffDocument",
    "Difference",
    "Edit",
    "Impact",
    "counts",
    "diff",
    "edits_between",
    "report_of",
]

PARTS = (Part.DOCUMENT, Part.TABLE, Part.FINDINGS, Part.CHECKS)
CATALOGUE = "catalogue"
"""The name of what ships with kapi, where no file is called so."""

_SEVERITIES = {
    Impact.BREAKING: Severity.ERROR,
    Impact.WIDENING: Severity.WARNING,
    Impact.NEUTRAL: Severity.NOTE,
    Impact.PROSE: Severity.NOTE,
}


class DiffDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What `kapi diff -f json` writes: how many edits of each impact, and all of them."""

    schema: Literal["kapi-diff/1"] = "kapi-diff/1"
    old: str
    new: str
    apis: tuple[str, ...]
    summary: dict[str, int]
    edits: tuple[Edit, ...]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What was compared, and what differs. ``apis`` are the names that both sources have."""

    old: Loaded
    new: Loaded
    names: tuple[str, str]
    apis: tuple[str, ...]
    edits: tuple[Edit, ...]
    exit_code: int = 0


def diff(old: str, new: str, apis: Sequence[str], options: Options) -> Difference:
    """Return what differs between two sources, or of the APIs ``apis`` of them only.

    Raise `UsageError` for a name that neither source has.
    """
    before, after = (_load(source, options) for source in (old, new))
    left, right = before.specs, after.specs
    if _is_catalogue(old) != _is_catalogue(new):
        # It holds more than one posting is about.
        left = _shared(left, right) if _is_catalogue(old) else left
        right = _shared(right, left) if _is_catalogue(new) else right
    if apis:
        left, right = _chosen(left, right, apis)
    both = {one.name for one in left} & {one.name for one in right}
    return Difference(
        old=before,
        new=after,
        names=(old, new),
        apis=tuple(sorted(both)),
        edits=tuple(edits_between(left, right)),
    )


def edits_between(old: Sequence[Spec], new: Sequence[Spec]) -> Iterator[Edit]:
    """Yield the edits of all specs, API by API in the order of ``new``, then what went."""
    waiting: dict[str, list[Spec]] = {}
    for spec in old:
        waiting.setdefault(spec.name, []).append(spec)
    for spec in new:
        there = waiting.get(spec.name)
        if there:
            yield from sorted(compared_specs(there.pop(0), spec), key=_rank)
        else:
            yield _whole("api-added", Impact.WIDENING, spec)
    for left in waiting.values():
        for spec in left:
            yield _whole("api-removed", Impact.BREAKING, spec)


def _rank(edit: Edit) -> int:
    return edit.impact.rank


def _whole(kind: str, impact: Impact, spec: Spec) -> Edit:
    text = spec.summary or spec.kind.value
    came = kind == "api-added"
    return Edit(
        kind=kind,
        impact=impact,
        api=spec.name,
        old="" if came else text,
        new=text if came else "",
        span=spec.span,
    )


def _is_catalogue(source: str) -> bool:
    return source.startswith(shipped.CATALOGUE) or (
        source == CATALOGUE and not os.path.exists(source)
    )


def _load(source: str, options: Options) -> Loaded:
    is_word = source == CATALOGUE and _is_catalogue(source)
    return load_specs(() if is_word else (source,), options)


def _shared(specs: Sequence[Spec], others: Sequence[Spec]) -> tuple[Spec, ...]:
    names = {one.name for one in others}
    return tuple(one for one in specs if one.name in names)


def _chosen(
    old: Sequence[Spec], new: Sequence[Spec], apis: Sequence[str]
) -> tuple[tuple[Spec, ...], tuple[Spec, ...]]:
    wanted = set()
    for name in apis:
        found = called(name, (*old, *new))
        if not found:
            raise UsageError(f"no specification called {name} in either source")
        wanted |= {one.name for one in found}
    return tuple(o for o in old if o.name in wanted), tuple(n for n in new if n.name in wanted)


def counts(edits: Iterable[Edit]) -> dict[str, int]:
    """Return how many edits have each impact, the worst first."""
    impacts = [one.impact for one in edits]
    return {impact.value: impacts.count(impact) for impact in Impact}


def report_of(found: Difference) -> Report:
    """Return the edits in the shapes that formats know.

    As findings, what breaks is an error, what widens a warning, the rest a note; as checks, only
    what breaks fails.
    """
    document = DiffDocument(
        old=found.names[0],
        new=found.names[1],
        apis=found.apis,
        summary=counts(found.edits),
        edits=found.edits,
    )
    head = ("impact", "api", "what", "kind", "old", "new")
    rows: list[list[str | Cell]] = [
        [Cell(one.impact.value, one.impact.value), one.api, _what(one), one.kind, one.old, one.new]
        for one in found.edits
    ]
    return Report(
        document=document,
        table=Table.of(f"{found.names[0]} to {found.names[1]}", head, rows),
        findings=tuple(map(_finding, found.edits)),
        checks=_checks(found),
        run=Run(rules=_RULES, exit_code=found.exit_code),
    )


def _what(edit: Edit) -> str:
    return " ".join(filter(None, (edit.subject, edit.field))) or edit.api


def _message(edit: Edit) -> str:
    change = " -> ".join(one or "(not stated)" for one in (edit.old, edit.new))
    return f"{edit.impact.value}: {_what(edit)}: {BY_ID[edit.kind].says}: {change}"


def _finding(edit: Edit) -> Finding:
    return Finding(
        code=edit.kind,
        severity=_SEVERITIES[edit.impact],
        message=_message(edit),
        span=edit.span,
        api=edit.api,
    )


def _checks(found: Difference) -> tuple[Check, ...]:
    """Each edit, and each API without one, as a check."""
    rows = [
        Check(
            group=one.api,
            name=f"{_what(one)} [{one.kind}]",
            outcome="fail" if one.impact is Impact.BREAKING else "pass",
            kind=one.impact.value,
            message=_message(one),
        )
        for one in found.edits
    ]
    changed = {one.api for one in found.edits}
    same = (Check(group=api, name="no change", outcome="pass") for api in found.apis)
    return (*rows, *(one for one in same if one.group not in changed))


_RULES = tuple(
    Described(one.id, one.says, f"{one.says}. It is {one.means}.", "note", "diff") for one in KINDS
)
