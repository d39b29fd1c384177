from __future__ import annotations

from kapi.pipeline.extract import Extract, extract, report_of_list
from kapi.pipeline.specs import Options, find_specs


def test_the_document_of_nothing_named_is_the_catalogue() -> None:
    report, loaded = extract((), Options())
    assert isinstance(report.document, Extract)
    assert report.document.specs == loaded.specs
    assert report.document.inputs == loaded.inputs
    assert report.document.findings == loaded.findings


def test_a_list_says_where_each_spec_stands() -> None:
    (spec,) = find_specs("mlock", (), Options()).specs
    table = report_of_list([spec]).table
    assert table is not None
    (row,) = table.rows
    name, kind, place, summary = (one.text for one in row)
    assert table.head == ("name", "kind", "place", "summary")
    assert (name, kind, summary) == ("sys_mlock", "syscall", spec.summary)
    assert place == f"{spec.origin.file}:{spec.origin.line}"
