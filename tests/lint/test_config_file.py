"""Configuration, baselines and input streams of `kapi lint`: what is easily got wrong."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.lint.test_command import SPEC, codes, kapi
from tests.needs import needs


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "ring.c").write_text(SPEC)
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[tool.kapi.lint]\nignore = [\n  "text",\n  "signed-rnage",\n]\n',
            "pyproject.toml:4: no rule",
        ),
        ('[tool.ruff]\nselect = ["A"]\n[tool.kapi.lint]\nselect = 3\n', "pyproject.toml:4: select"),
        ("[tool]\nkapi = 3\n", "pyproject.toml:2: kapi must be a table"),
        ("[tool.kapi.lint\n", "pyproject.toml:1: no valid TOML"),
        (
            f'[tool.kapi.lint.ignore-in]\n"{"[!" * 30000}" = ["text"]\n',
            "must be a glob whose [ have their ]",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(room: Path, text: str, said: str) -> None:
    (room / "pyproject.toml").write_text(text)
    done = kapi("lint", "ring.c", cwd=room)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("text", ["tool = 3 # [tool.kapi\n", "[tool.kapital]\nx = 1\n"])
def test_a_project_without_a_word_for_kapi_is_passed_over(room: Path, text: str) -> None:
    (room / ".kapi.toml").write_text('[lint]\nignore = ["signed-range"]\n')
    below = room / "below"
    below.mkdir()
    (below / "pyproject.toml").write_text(text)
    assert kapi("lint", "../ring.c", cwd=below).returncode == 0


@pytest.mark.parametrize(
    ("severity", "code", "found"),
    [
        ('signed-range = "error"', 1, ["error"]),
        ('signature = "note"', 0, ["note"]),
        ('"signed-*" = "off"', 0, []),
        ('signature = "off"\nsigned-range = "error"', 1, ["error"]),  # the later of two
    ],
)
def test_a_rule_has_another_severity(
    room: Path, severity: str, code: int, found: list[str]
) -> None:
    (room / ".kapi.toml").write_text(f"[lint.severity]\n{severity}\n")
    done = kapi("lint", "ring.c", "-f", "json", cwd=room)
    assert [one["severity"] for one in json.loads(done.stdout)["findings"]] == found
    assert done.returncode == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[lint.severity]\nsigned-range = 'err'\n", ":2: signed-range must be one of error, "),
        ("[lint.severity]\nsigned-rnage = 'off'\n", ":2: no rule or family 'signed-rnage'; did"),
        ("[lint]\nseverity = 'error'\n", ":2: severity must be a table of rules or families"),
    ],
)
def test_a_mistake_in_severities_is_named(room: Path, text: str, said: str) -> None:
    (room / ".kapi.toml").write_text(text)
    done = kapi("lint", "ring.c", cwd=room)
    assert (done.returncode, done.stdout) == (2, "")
    assert f".kapi.toml{said}" in done.stderr


def test_a_flag_wins_over_the_environment_and_that_over_the_file(room: Path) -> None:
    (room / ".kapi.toml").write_text('[lint]\nset = "minimal"\nfail-on = "error"\n')
    assert kapi("lint", "ring.c", cwd=room).returncode == 0
    strict = {"KAPI_SET": "strict", "KAPI_FAIL_ON": "note"}
    assert kapi("lint", "ring.c", cwd=room, **strict).returncode == 1
    assert kapi("lint", "ring.c", "--fail-on", "error", cwd=room, **strict).returncode == 0
    assert kapi("lint", "ring.c", cwd=room, KAPI_SET="all").returncode == 2


def test_names_may_be_one_list(room: Path) -> None:
    assert kapi("lint", "ring.c", "--ignore", "text, signed-range", cwd=room).returncode == 0
    assert kapi("lint", "ring.c", "--ignore", "text,", cwd=room).returncode == 2


def test_what_is_ignored_in_a_path_is_ignored_in_a_patch_of_it(room: Path) -> None:
    added = "".join(f"+{line}\n" for line in SPEC.splitlines())
    count = added.count("\n")
    (room / "x.patch").write_text(
        f"--- /dev/null\n+++ b/drivers/ring.c\n@@ -0,0 +1,{count} @@\n{added}"
    )
    assert kapi("lint", "x.patch", cwd=room).returncode == 1
    (room / ".kapi.toml").write_text('[lint.ignore-in]\n"drivers/*" = ["signed-range"]\n')
    assert kapi("lint", "x.patch", cwd=room).returncode == 0


def test_a_baseline_in_use_can_be_written_again(room: Path) -> None:
    for _ in range(2):
        kapi("lint", "ring.c", "--write-baseline", "b.json", cwd=room)
        (room / ".kapi.toml").write_text('[lint]\nbaseline = "b.json"\n')
        assert sum(json.loads((room / "b.json").read_text())["findings"].values()) == 1
        assert kapi("lint", "ring.c", cwd=room).returncode == 0


def test_since_needs_a_source(room: Path) -> None:
    done = kapi("lint", "--since", "HEAD", cwd=room)
    assert done.returncode == 2
    assert "needs a SOURCE" in done.stderr


def test_lines_of_streams_and_revisions_are_quoted(tmp_path: Path) -> None:
    done = kapi("lint", "-", cwd=tmp_path, stdin=SPEC)
    assert "\n     8 |  *   constraint-type: range(0, LONG_MAX)\n" in done.stdout
    git = needs("git")
    (tmp_path / "ring.c").write_text(SPEC)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for step in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "one"]):
        subprocess.run([git, *step], cwd=tmp_path, check=True)
    (tmp_path / "ring.c").write_text("")
    for source in ("git:HEAD:ring.c", "git:HEAD"):
        assert (
            "\n     8 |  *   constraint-type: range(0, LONG_MAX)\n"
            in kapi("lint", source, cwd=tmp_path).stdout
        )


def test_an_unreadable_input_among_others_is_a_finding(room: Path) -> None:
    done = kapi("lint", "missing.c", "ring.c", "-f", "jsonl", cwd=room)
    assert sorted(codes(done)) == ["signed-range", "unreadable-input"]
