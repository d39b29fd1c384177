from __future__ import annotations

import pytest

from kapi.finding import Finding, Severity
from kapi.report.location import fingerprint, fingerprints, path, place
from kapi.span import Span


def finding(message: str, line: int = 1, **fields: str) -> Finding:
    fields = {"code": "c", **fields}
    span = Span(source="a", line=line)
    return Finding(severity=Severity.ERROR, message=message, span=span, **fields)  # type: ignore[arg-type]


def test_fingerprints_outlive_moved_lines() -> None:
    one, moved = (finding(f"said on line {n}; see a.c:{n}", n) for n in (3, 40))
    assert fingerprint(one) == fingerprint(moved)
    assert len(fingerprint(one)) == 16


def test_fingerprints_tell_findings_apart() -> None:
    marks = {
        fingerprint(finding("said 3 times")),
        fingerprint(finding("said 4 times")),
        fingerprint(finding("said 3 times", api="sys_x")),
        fingerprint(finding("said 3 times", code="d")),
    }
    assert len(marks) == 4


def test_equal_findings_are_counted() -> None:
    one, other = finding("m"), finding("n")
    first, second, apart, third = fingerprints([one, one, other, one])
    assert (second, third) == (f"{first}/2", f"{first}/3")
    assert apart == fingerprint(other)


@pytest.mark.parametrize(
    ("span", "file", "shown"),
    [
        (Span(source="a.eml", file="mm/x.c", line=9), "a.eml", "a.eml:9"),
        (Span(source="linux", file="linux/mm/x.c", line=9), "linux/mm/x.c", "linux/mm/x.c:9"),
        (Span(source="x.c", file="x.c", line=9, column=2), "x.c", "x.c:9:2"),
        (Span(source="x.c", file="x.c"), "x.c", "x.c"),
        (Span(), "", ""),
    ],
)
def test_lines_count_in_what_the_user_named_or_in_the_file_of_a_tree(
    span: Span, file: str, shown: str
) -> None:
    assert (path(span), place(span)) == (file, shown)
