"""A format in one file serves every command that has what it shows."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from kapi import report
from kapi.report.formats import FORMATS, formats_for
from kapi.report.report import Part, Report
from kapi.written import PLAIN, Medium
from tests.report.findings import TABLE


def test_every_module_of_a_format_is_listed() -> None:
    names = {path.stem for path in Path(report.__file__).parent.glob("*.py")} - {"__init__"}
    modules = [import_module(f"kapi.report.{name}") for name in names]
    made = {module.FORMAT.name for module in modules if hasattr(module, "FORMAT")}
    assert {one.name for one in FORMATS} == made >= {"csv", "sarif"}


def test_a_command_takes_the_formats_of_what_it_has() -> None:
    tables = formats_for([Part.TABLE], lambda title: Report(table=TABLE))
    assert [one.name for one in tables][:3] == ["md", "html", "csv"]
    assert "sys_x" in tables[0].write("a value of the command", PLAIN).text
    found = formats_for([Part.FINDINGS, Part.CHECKS], lambda value: Report())
    assert {one.name for one in found} == {
        "jsonl",
        "sarif",
        "github",
        "gitlab",
        "b4",
        "junit",
        "ktap",
    }


def test_who_reads_a_format() -> None:
    media = {one.name: one.medium for one in FORMATS}
    logged = {name for name, medium in media.items() if medium is Medium.PEOPLE}
    assert logged == {"github", "ktap", "md"}
    escaped = {name for name, medium in media.items() if medium is Medium.JSON}
    assert escaped == {"json", "jsonl", "sarif", "b4", "gitlab"}
    again = {one.name: one.medium for one in formats_for(Part, lambda value: Report())}
    assert again == media
