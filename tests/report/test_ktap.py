"""KTAP by the rules of Documentation/dev-tools/ktap.rst: version, plan, results, diagnostics."""

from __future__ import annotations

import re

from hypothesis import given

from kapi.finding import Finding
from kapi.report import ktap
from kapi.report.checks import Check
from kapi.report.report import Report
from tests.report.findings import FINDINGS, of
from tests.report.test_junit import FAILED, PASSED, SKIPPED


@given(FINDINGS)
def test_ktap_plans_are_kept(findings: list[Finding]) -> None:
    lines = ktap.write(of(*findings)).text.split("\n")
    assert lines[0] == "KTAP version 1"
    outer = [line for line in lines if re.match(r"(not )?ok \d+ ", line)]
    assert lines[1] == f"1..{len(outer)}"
    inner = [line for line in lines if re.match(r"  (not )?ok \d+ ", line)]
    assert len(inner) == (len(findings) or 1)
    assert all(re.match(r"KTAP|1\.\.\d|#|(not )?ok \d", line.strip()) for line in lines if line)


def test_the_output_as_kunit_py_reads_it() -> None:
    """A test fails where a subtest does, and is skipped where all are."""
    assert ktap.write(Report(checks=(PASSED, FAILED, SKIPPED))).text == (
        "KTAP version 1\n"
        "1..2\n"
        "  KTAP version 1\n"
        "  1..2\n"
        "  # confirmed: m\n"
        "  ok 1 one\n"
        '  # refuted: a "b"\n'
        "  # x(<1>)\n"
        "  not ok 2 two\n"
        "not ok 1 sys_x\n"
        "  KTAP version 1\n"
        "  1..1\n"
        "  ok 1 three # SKIP no call\n"
        "ok 2 sys_y # SKIP\n"
    )


def test_a_name_makes_no_directive_and_no_line() -> None:
    odd = Check(group="a", name="x # SKIP\nok 2 y", outcome="pass")
    lines = ktap.write(Report(checks=(odd, PASSED))).text.split("\n")
    assert "  ok 1 x \\# SKIP ok 2 y" in lines
    assert "ok 1 a" in lines
    assert "  # " not in "".join(lines[:5])
