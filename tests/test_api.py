"""The Python interface: the examples of its page run, its names are documented and stay."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from kapi import api

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "python.md"


def test_the_examples_of_the_page_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(PAGE), module_relative=False, verbose=False)
    assert done.failed == 0
    assert done.attempted > 10


def test_every_function_is_in_the_page() -> None:
    functions = {name for name in api.__all__ if name.islower()}
    assert functions == {"diff", "lint", "read", "render", "test"}
    assert not {name for name in functions if not re.search(rf"\b{name}\(", PAGE.read_text())}


def test_what_is_wrong_is_an_error_with_a_message(tmp_path: Path) -> None:
    spec = api.read(str(ROOT / "examples" / "wrong.c")).specs[0]
    with pytest.raises(api.UsageError, match="no format 'pdf'"):
        api.render(spec, "pdf")
    (missing,) = api.read(str(tmp_path / "gone.c")).findings
    assert missing.severity is api.Severity.ERROR
    with pytest.raises(api.UsageError, match="no rule or family"):
        api.lint(str(ROOT / "examples" / "wrong.c"), ignore=["no-such-rule"])


def test_lint_takes_what_the_command_takes() -> None:
    wrong = str(ROOT / "examples" / "misspelt.c")
    assert {one.code for one in api.lint(wrong)} >= {"unknown-errno", "unknown-tag"}
    assert "unknown-errno" not in {one.code for one in api.lint(wrong, ignore=["unknown-errno"])}
    assert len(api.lint(wrong, rule_set="strict")) > len(api.lint(wrong, rule_set="minimal"))
