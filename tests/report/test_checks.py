from __future__ import annotations

from kapi.report.checks import Check, checks_of, grouped
from tests.report.findings import ERROR, NOTE, WARNING


def test_a_finding_is_a_check_of_its_file() -> None:
    error, note = checks_of([ERROR, NOTE])
    assert error == Check(
        group="mm/a:b.c",
        name="signed-range, line 4",
        outcome="fail",
        kind="error",
        message=ERROR.message,
        detail="say less",
    )
    assert (note.group, note.name, note.outcome) == ("kapi", "odd", "pass")


def test_without_findings_one_check_passes() -> None:
    (only,) = checks_of([])
    assert (only.group, only.name, only.outcome) == ("kapi", "no findings", "pass")


def test_groups_keep_the_order_of_their_first_checks() -> None:
    found = grouped(checks_of([WARNING, ERROR, WARNING]))
    assert [(name, len(inside)) for name, inside in found.items()] == [
        ("mm/x.c", 2),
        ("mm/a:b.c", 1),
    ]
