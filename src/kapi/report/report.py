"""What a command has found, in the shapes that formats know. A format shows one of them."""

from __future__ import annotations

import enum
from collections.abc import Sequence

import msgspec

from kapi.finding import Finding
from kapi.report.checks import Check
from kapi.report.location import Described
from kapi.written import Format


class Part(enum.Enum):
    """The shapes. A command takes every format that shows one it has."""

    TABLE = "table"
    DOCUMENT = "document"
    FINDINGS = "findings"
    CHECKS = "checks"


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table: ``kind`` says what colours it, ``detail`` is more, where there is room."""

    text: str
    kind: str = ""
    detail: str = ""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of cells under a head; each row is as long as the head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()

    @classmethod
    def of(cls, title: str, head: Sequence[str], rows: Sequence[Sequence[str | Cell]]) -> Table:
        """Return a table of which plain texts are cells of no kind."""
        cells = tuple(
            tuple(one if isinstance(one, Cell) else Cell(one) for one in row) for row in rows
        )
        return cls(title=title, head=tuple(head), rows=cells)


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What SARIF says of the run: its rules, and findings with the reason that suppresses them."""

    version: str = ""
    exit_code: int = 0
    rules: tuple[Described, ...] = ()
    suppressed: tuple[tuple[Finding, str], ...] = ()


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One result in every shape that its command has."""

    table: Table | None = None
    document: msgspec.Struct | None = None
    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    run: Run = Run()


class ReportFormat(Format[Report], frozen=True, kw_only=True):
    """A format of reports, and the shape that it shows."""

    shows: Part
