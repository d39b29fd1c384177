"""Workflow commands, as GitHub's documentation of them says."""

from __future__ import annotations

import re

from hypothesis import given

from kapi.finding import Finding
from kapi.report import github
from tests.report.findings import ERROR, FINDINGS, NOTE, WARNING, of


@given(FINDINGS)
def test_github_commands_are_one_line_each(findings: list[Finding]) -> None:
    written = github.write(of(*findings)).text
    assert len(re.findall(r"(?m)^::(?:error|warning|notice) \S", written)) == len(findings)
    assert written.count("\n") == len(findings)


def test_commands_as_the_runner_reads_them() -> None:
    """Data escape %, CR and LF; properties a colon and a comma, too."""
    assert github.write(of(ERROR, WARNING, NOTE)).text == (
        "::error file=mm/a%3Ab.c,line=4,col=6,endLine=9,title=signed-range"
        "::100%25 of it,%0Aand more%0Asay less\n"
        "::warning file=mm/x.c,line=7,title=unknown-tag::no tag 'dsec'\n"
        "::notice title=odd::an odd word\n"
    )
