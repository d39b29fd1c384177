"""Which settings are in force, without the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.pipeline.config import ConfigDocument, Setting, in_force, report_of
from kapi.pipeline.lint import LintOptions


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(**wanted: object) -> dict[str, Setting]:
    origins = {name: f"--{name}" for name in wanted}
    found = in_force(LintOptions(**wanted), origins, {})  # type: ignore[arg-type]
    return {one.key: one for one in found.settings}


def test_a_baseline_of_the_file_is_a_path_from_there_and_an_option_beats_it(here: Path) -> None:
    (here / ".kapi.toml").write_text('[lint]\nbaseline = "b.json"\n')
    found = settings()["lint.baseline"]
    assert (found.value, found.origin) == (str(here / "b.json"), f"{here}/.kapi.toml:2")
    said = settings(baseline="c.json")["lint.baseline"]
    assert (said.value, said.origin) == ("c.json", "--baseline")


def test_the_table_has_a_row_for_each_setting() -> None:
    document = ConfigDocument(file=None, settings=(Setting(key="color", value="auto"),))
    table = report_of(document).table
    assert table is not None
    assert [[cell.text for cell in row] for row in table.rows] == [["color", "auto", "default"]]


def test_what_no_origin_is_known_of_came_by_an_option() -> None:
    found = in_force(LintOptions(rule_set="strict"), {}, {})
    (one,) = (row for row in found.settings if row.key == "lint.set")
    assert (one.value, one.origin) == ("strict", "option")
