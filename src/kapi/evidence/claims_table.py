"""The table of a spec: one row a claim, one column a method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from kapi.evidence.ledger import METHODS, Method, Record, Verdict
from kapi.model.claims import claims
from kapi.model.spec import Spec
from kapi.span import NOWHERE, Span
from kapi.written import PLAIN, Look, Paint, Written, shortened

_WORST: tuple[Verdict, ...] = (
    *("refuted", "differs", "confirmed", "plausible", "met", "listed"),
    *("not_observed", "not_testable"),
)
_MARKS = {
    "confirmed": "confirmed",
    "plausible": "plausible",
    "met": "met",
    "listed": "listed",
    "refuted": "REFUTED",
    "differs": "DIFFERS",
    "not_observed": "not observed",
    "not_testable": "not testable",
}


_WIDEST = 60  # columns of what a claim says
_NARROWEST = 20


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One claim, its place and its cells; a method without record is not in ``cells``."""

    api: str
    claim: str
    what: str
    cells: dict[Method, Record]
    span: Span = NOWHERE


def rows(spec: Spec, records: Iterable[Record]) -> list[Row]:
    """Return a row for each claim. Of several kernels a cell shows refuted before confirmed."""
    by_claim: dict[str, dict[Method, Record]] = {}
    for record in records:
        cells = by_claim.setdefault(record.claim, {})
        there = cells.get(record.method)
        if there is None or _worth(record) < _worth(there):
            cells[record.method] = record
    found = []
    for claim in claims(spec):
        cells = by_claim.get(claim.id, {})
        row = Row(api=spec.name, claim=claim.id, what=claim.name, cells=cells, span=claim.span)
        found.append(row)
    return [*found, *_orders(spec, by_claim)]


def _orders(spec: Spec, by_claim: dict[str, dict[Method, Record]]) -> list[Row]:
    """A row for each order of two checks that was tried; the errors of a spec imply them."""
    found = []
    for claim, cells in by_claim.items():
        api, kind, subject, *_ = [*claim.split(":"), "", ""]
        if (api, kind) == (spec.name, "order"):
            what = f"order {' before '.join(subject.split('-'))}"
            found.append(Row(api=api, claim=claim, what=what, cells=cells))
    return found


def _worth(record: Record) -> tuple[bool, int]:
    """What decides which of two records a cell shows; one of an older rule never does."""
    return (record.is_old, _WORST.index(record.verdict))


def mark_of(record: Record) -> str:
    """Return what a cell shows of ``record``."""
    if record.is_old:
        return "older rule"
    share = f" {record.shown}/{record.parts}" if record.verdict == "plausible" else ""
    count = f" {record.situations} x" if record.verdict == "met" else ""
    return _MARKS[record.verdict] + share + count


def write_text(table: Sequence[Row], look: Look = PLAIN) -> Written:
    """Return the table in columns, a head for each API.

    Where ``look.width`` is too narrow for it, methods without any record are left out.
    """
    width = min(max((len(row.what) for row in table), default=0), _WIDEST)
    columns = {method: _column(method, table) for method in METHODS}
    if look.width is not None and width + 2 + sum(columns.values()) > look.width:
        columns = {one: columns[one] for one in METHODS if any(one in row.cells for row in table)}
        width = max(min(width, look.width - 2 - sum(columns.values())), _NARROWEST)
    lines: list[str] = []
    api = ""
    for row in table:
        if row.api != api:
            api = row.api
            lines += [""] if lines else []
            head = "".join(f"  {one:{wide - 2}}" for one, wide in columns.items())
            blanks = " " * (width + 2 - len(api))
            lines.append(f"{look.paint('title', api)}{blanks}{head}".rstrip())
        cells = "".join(f"  {_painted(row, *one, look.paint)}" for one in columns.items())
        lines.append(f"  {shortened(row.what, width):{width}}{cells}".rstrip())
    return Written(text="\n".join(lines) + "\n" if lines else "")


def _column(method: Method, table: Sequence[Row]) -> int:
    """The columns that a method takes, with the blanks before it."""
    return 2 + max([len(method), *(len(_cell(row, method)) for row in table)])


def _painted(row: Row, method: Method, wide: int, paint: Paint) -> str:
    text = _cell(row, method)
    record = row.cells.get(method)
    shown = paint("error", text) if record is not None and record.is_against else text
    return shown + " " * (wide - 2 - len(text))


def _cell(row: Row, method: Method) -> str:
    record = row.cells.get(method)
    return "-" if record is None else mark_of(record)
