"""Two sources: which specs are held against which, and the shapes of what differs."""

from __future__ import annotations

import msgspec
import pytest

from kapi.errors import UsageError
from kapi.model.elements import Expression
from kapi.model.spec import Spec
from kapi.pipeline.diff import PARTS, Difference, counts, diff, edits_between, report_of
from kapi.pipeline.specs import Loaded, Options
from kapi.report.report import Part
from kapi.vocab.words import ApiKind
from tests.cli.conftest import spec

OPTIONS = Options(jobs=1, cache=False)
OLD = spec("sys_a")
NEW = msgspec.structs.replace(OLD, errors=OLD.errors[:1], since="5.1")
MORE = Spec(name="sys_b", kind=ApiKind.SYSCALL, summary="be")


def kinds(old: list[Spec], new: list[Spec]) -> list[tuple[str, str]]:
    return [(one.api, one.kind) for one in edits_between(old, new)]


def test_names_are_paired_and_the_worst_comes_first() -> None:
    assert kinds([MORE, OLD], [NEW, MORE]) == [("sys_a", "error-removed"), ("sys_a", "version")]


def test_a_name_in_one_source_only() -> None:
    assert kinds([OLD], [OLD, MORE]) == [("sys_b", "api-added")]
    assert kinds([OLD, MORE], [OLD]) == [("sys_b", "api-removed")]
    (came,), (went,) = edits_between([], [MORE]), edits_between([MORE], [])
    assert (came.old, came.new, went.old, went.new) == ("", "be", "be", "")


def test_the_same_name_twice_is_paired_in_order() -> None:
    assert kinds([OLD, OLD], [OLD, NEW, OLD]) == [
        ("sys_a", "error-removed"),
        ("sys_a", "version"),
        ("sys_a", "api-added"),
    ]


def test_the_catalogue_is_asked_for_shared_names_only() -> None:
    found = diff("catalogue", "catalogue", ["mlock"], OPTIONS)
    assert found.apis == ("sys_mlock",)
    assert found.edits == ()
    with pytest.raises(UsageError, match="no specification called nothing"):
        diff("catalogue", "catalogue", ["nothing"], OPTIONS)


def difference() -> Difference:
    return Difference(
        old=Loaded(),
        new=Loaded(),
        names=("a", "b"),
        apis=("sys_a", "sys_c"),
        edits=tuple(edits_between([OLD, MORE], [NEW])),
    )


def test_every_shape_shows_every_edit() -> None:
    report = report_of(difference())
    assert set(PARTS) == set(Part)
    assert counts(difference().edits) == {"breaking": 1, "widening": 1, "neutral": 1, "prose": 0}
    assert report.table is not None
    assert [row[3].text for row in report.table.rows] == ["error-removed", "version", "api-removed"]
    assert (report.table.title, report.document.old, report.document.new) == ("a to b", "a", "b")
    assert [row[2].text for row in report.table.rows] == [
        "error EINVAL (Bad length)",
        "since",
        "sys_b",
    ]
    assert [row[0].kind for row in report.table.rows] == ["widening", "neutral", "breaking"]
    assert [one.severity.value for one in report.findings] == ["warning", "note", "error"]
    assert [one.outcome for one in report.checks] == ["pass", "pass", "fail", "pass"]
    assert {one.code for one in report.findings} <= {one.id for one in report.run.rules}


def test_an_edit_of_a_field_names_both() -> None:
    changed = msgspec.structs.replace(OLD.errors[0], when=Expression("start == 1"))
    new = msgspec.structs.replace(OLD, errors=(changed, *OLD.errors[1:]))
    report = report_of(
        msgspec.structs.replace(difference(), edits=tuple(edits_between([OLD], [new])))
    )
    assert report.table is not None
    assert report.table.rows[0][2].text == "error EINVAL (Bad start) when"
