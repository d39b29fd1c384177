"""The formats of reports: a new one is a module and its line here, and every command takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from kapi.report import (
    b4,
    csv,
    github,
    gitlab,
    html,
    json,
    jsonl,
    junit,
    ktap,
    markdown_table,
    sarif,
)
from kapi.report.report import Part, Report, ReportFormat
from kapi.written import Format, Look, Written

FORMATS: tuple[ReportFormat, ...] = (
    json.FORMAT,
    markdown_table.FORMAT,
    html.FORMAT,
    csv.FORMAT,
    jsonl.FORMAT,
    sarif.FORMAT,
    github.FORMAT,
    gitlab.FORMAT,
    b4.FORMAT,
    junit.FORMAT,
    ktap.FORMAT,
)

Value = TypeVar("Value")


def formats_for(
    parts: Iterable[Part], report_of: Callable[[Value], Report]
) -> tuple[Format[Value], ...]:
    """Return the formats for results of which ``report_of`` makes reports that have ``parts``."""
    wanted = frozenset(parts)
    return tuple(_of(one, report_of) for one in FORMATS if one.shows in wanted)


def _of(form: ReportFormat, report_of: Callable[[Value], Report]) -> Format[Value]:
    def write(value: Value, look: Look) -> Written:
        return form.write(report_of(value), look)

    return Format(name=form.name, write=write, medium=form.medium)
