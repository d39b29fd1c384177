"""Findings that the tests of formats share."""

from __future__ import annotations

from hypothesis import strategies as st

from kapi.finding import Finding, Severity
from kapi.pipeline.lint import findings_document
from kapi.report.checks import checks_of
from kapi.report.report import Cell, Report, Table
from kapi.span import Span

__all__ = ["ERROR", "FINDINGS", "NOTE", "TABLE", "WARNING", "of"]

ERROR = Finding(
    code="signed-range",
    severity=Severity.ERROR,
    message="100% of it,\nand more",
    span=Span(source="mm/a:b.c", file="mm/a:b.c", line=4, column=6, end_line=9),
    hint="say less",
    api="sys_x",
)
WARNING = Finding(
    code="unknown-tag",
    severity=Severity.WARNING,
    message="no tag 'dsec'",
    span=Span(source="mm/x.c", file="mm/x.c", line=7),
)
NOTE = Finding(code="odd", severity=Severity.NOTE, message="an odd word")

TABLE = Table.of(
    "results <of> a run",
    ("API", "what | why"),
    [("sys_x", Cell('a | b\n c, "d" <e>', "refuted", "x(1) = '-1'")), ("sys_y", "\x1b[2J")],
)

FINDINGS = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from(["unknown-tag", "signed-range"]),
        severity=st.sampled_from(Severity),
        message=st.text(max_size=30).filter(bool),
        hint=st.text(max_size=30),
        api=st.sampled_from(["", "sys_x"]),
        span=st.builds(
            Span,
            source=st.sampled_from(["-", "a b.c", "/x/y.c", "git:HEAD:a.c", ""]),
            line=st.integers(0, 9),
            column=st.integers(0, 9),
        ),
    ),
    max_size=4,
)


def of(*findings: Finding) -> Report:
    """The report of a run that found these."""
    document = findings_document(findings)
    return Report(findings=findings, checks=checks_of(findings), document=document, table=TABLE)
