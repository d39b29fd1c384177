"""``kapi config``: what is in force, and the place of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

FILE = """\
# ours
[lint]
set = "strict"
fail-on = "error"
ignore = ["text"]
select = ["errors"]

[lint.ignore-in]
"old/*" = ["unknown-tag"]

[lint.severity]
effects = "off"
bare-error = "error"
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("KAPI_CONFIG", "KAPI_SET", "KAPI_FAIL_ON", "KAPI_PAGER", "PAGER"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(call: Call, *arguments: str) -> dict[str, tuple[str, str]]:
    result = call("config", "-f", "json", *arguments)
    assert result.code == 0, result.err
    document = json.loads(result.out)
    return {one["key"]: (one["value"], one["origin"]) for one in document["settings"]}


def test_the_defaults(call: Call) -> None:
    found = settings(call)
    assert found["lint.set"] == ("recommended", "default")
    assert found["lint.fail-on"] == ("warning", "default")
    assert found["lint.select"] == found["lint.ignore"] == found["lint.baseline"] == ("", "default")
    assert json.loads(call("config", "-f", "json").out)["file"] is None


def test_the_table_has_the_origin_of_each(call: Call) -> None:
    rows = call("config", "-f", "csv").out.split("\r\n")
    assert rows[0] == "key,value,origin"
    assert "lint.set,recommended,default" in rows


def test_the_file_with_its_lines(call: Call, here: Path) -> None:
    path = here / ".kapi.toml"
    path.write_text(FILE)
    found = settings(call)
    assert found["lint.set"] == ("strict", f"{path}:3")
    assert found["lint.fail-on"] == ("error", f"{path}:4")
    assert found["lint.ignore"] == ("text", f"{path}:5")
    assert found["lint.select"] == ("errors", f"{path}:6")
    assert found['lint.ignore-in."old/*"'] == ("unknown-tag", f"{path}:8")
    assert found["lint.severity.effects"] == ("off", f"{path}:11")
    assert found["lint.severity.bare-error"] == ("error", f"{path}:11")


def test_what_beats_what(call: Call, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = here / ".kapi.toml"
    path.write_text(FILE)
    monkeypatch.setenv("KAPI_FAIL_ON", "note")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("KAPI_COLORS", "error=35")
    found = settings(call, "--set", "minimal", "--ignore", "shape")
    assert found["lint.set"] == ("minimal", "--set")
    assert found["lint.select"] == ("", "default")  # --set beats what the file selects
    assert found["lint.fail-on"] == ("note", "KAPI_FAIL_ON")
    assert found["lint.ignore"] == ("text,shape", f"{path}:5, --ignore")
    assert found["color"] == ("never", "NO_COLOR")
    assert found["colors"] == ("error=35", "KAPI_COLORS")
    assert settings(call, "--fail-on", "error")["lint.fail-on"] == ("error", "--fail-on")


def test_the_text(call: Call, here: Path) -> None:
    (here / ".kapi.toml").write_text('[lint]\nset = "strict"\n')
    rows = call("config").out.replace(str(here), "HERE").splitlines()
    assert rows[0].split() == ["config", "HERE/.kapi.toml", "the", "nearest"]
    assert rows[1].split() == ["lint.set", "strict", "HERE/.kapi.toml:2"]
    assert rows[2].split() == ["lint.select", "-", "default"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[lint]\nsett = "x"\n', ":2: unknown key 'sett'; did you mean set?"),
        ('[lint]\nset = "all of it"\n', ":2: set must be one of"),
        ("[lint]\nignore = ['unknown-tagg']\n", ":2: "),
        ("[lint\n", ":1: no valid TOML"),
    ],
)
def test_mistakes_have_a_place(call: Call, here: Path, text: str, message: str) -> None:
    (here / ".kapi.toml").write_text(text)
    result = call("config")
    assert (result.code, result.out) == (2, "")
    assert f".kapi.toml{message}" in result.err


def test_the_pager_with_its_options(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAPI_PAGER", "true -x 'a b'")
    value, origin = settings(call)["pager"]
    assert (value.split()[1:], origin) == (["-x", "a", "b"], "KAPI_PAGER")


@pytest.mark.parametrize(
    ("arguments", "variables", "found"),
    [
        (["--color", "always"], {}, ("always", "--color")),
        ([], {"FORCE_COLOR": "1"}, ("always", "FORCE_COLOR")),
        ([], {"FORCE_COLOR": "0"}, ("auto", "default")),
        ([], {"FORCE_COLOR": "0", "NO_COLOR": "0"}, ("never", "NO_COLOR")),
    ],
)
def test_who_asked_for_the_colour(
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    variables: dict[str, str],
    found: tuple[str, str],
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    document = json.loads(call(*arguments, "config", "-f", "json").out)
    rows = {one["key"]: (one["value"], one["origin"]) for one in document["settings"]}
    assert rows["color"] == found


def test_where_the_cache_is(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert settings(call)["cache"] == ("/somewhere/kapi", "XDG_CACHE_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", "no/absolute/path")
    assert settings(call)["cache"][1] == "default"
