"""`kapi lint` as its users call it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest

from kapi.cli.main import main
from kapi.lint import selection
from kapi.lint.rule import Rule
from kapi.lint.rules import RULES
from tests.needs import needs
from tests.shared import SHARED

SPEC = """\
/**
 * sys_ring - turn a ring
 *
 * contexts: process
 *
 * param: len
 *   type: uint, input
 *   constraint-type: range(0, LONG_MAX)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, too long
 */
SYSCALL_DEFINE1(ring, size_t, len)
{
	return 0;
}
"""


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def kapi(*arguments: str, cwd: Path, stdin: str = "", **environment: str) -> Done:
    """Call kapi in this process as a user in the directory ``cwd`` would."""
    given, out, err = (TextIOWrapper(BytesIO(text)) for text in (stdin.encode(), b"", b""))
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, {"NO_COLOR": "1", **environment}),
        mock.patch.multiple(sys, stdin=given, stdout=out, stderr=err),
    ):
        code = main(list(arguments))
    out.seek(0)
    err.seek(0)
    return Done(code, out.read(), err.read())


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "ring.c").write_text(SPEC)
    (tmp_path / ".git").mkdir()
    return tmp_path


def codes(done: Done) -> list[str]:
    return [json.loads(line)["code"] for line in done.stdout.splitlines()]


def test_a_finding_in_compiler_style(room: Path) -> None:
    done = kapi("lint", "ring.c", cwd=room)
    assert done.returncode == 1
    assert done.stdout.startswith(
        "ring.c:8:32: warning: LONG_MAX bounds 'len', which is size_t [signed-range]\n"
        "     8 |  *   constraint-type: range(0, LONG_MAX)\n"
        "       |                                ^\n"
    )
    assert done.stderr == "kapi: 1 warning in 1 spec\n"


def test_choosing_rules(room: Path) -> None:
    assert kapi("lint", "ring.c", "--ignore", "signed-range", cwd=room).returncode == 0
    assert kapi("lint", "ring.c", "--ignore", "signature", cwd=room).returncode == 0
    assert kapi("lint", "ring.c", "--ignore", "signed*", cwd=room).returncode == 0
    assert kapi("lint", "ring.c", "--set", "minimal", cwd=room).returncode == 0
    assert kapi("lint", "ring.c", "--fail-on", "error", cwd=room).returncode == 0
    assert codes(kapi("lint", "ring.c", "-f", "jsonl", "--select", "text", cwd=room)) == []
    strict = codes(kapi("lint", "ring.c", "-f", "jsonl", "--set", "strict", cwd=room))
    assert strict == ["signed-range", "uncheckable-error"]


def test_unknown_rule_names_the_nearest(room: Path) -> None:
    done = kapi("lint", "ring.c", "--ignore", "signed-rnage", cwd=room)
    assert done.returncode == 2
    assert "did you mean signed-range?" in done.stderr
    assert kapi("rules", "signed-rnage", cwd=room).returncode == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[lint]\nselct = ["text"]\n', ".kapi.toml:2: unknown key 'selct'; did you mean select?"),
        ('[lint]\nset = "all"\n', ".kapi.toml:2: set must be one of minimal, recommended, strict"),
        ("[lint\n", ".kapi.toml:1: no valid TOML"),
        ('[lint]\nignore = ["signed-rnage"]\n', "did you mean signed-range?"),
        ('[lint.ignore-in]\n"*.c" = ["signed-rnage"]\n', "did you mean signed-range?"),
        ('[lint]\nselect = "text"\n', ".kapi.toml:2: select must be a list"),
    ],
)
def test_broken_configuration_is_a_usage_error(room: Path, text: str, said: str) -> None:
    (room / ".kapi.toml").write_text(text)
    done = kapi("lint", "ring.c", cwd=room)
    assert done.returncode == 2
    assert said in done.stderr


def test_configuration_is_found_upward_and_flags_win(room: Path) -> None:
    (room / ".kapi.toml").write_text('[lint]\nignore = ["signed-range"]\n')
    (room / "mm").mkdir()
    (room / "mm" / "ring.c").write_text(SPEC)
    assert kapi("lint", "ring.c", cwd=room / "mm").returncode == 0
    (room / ".kapi.toml").unlink()
    (room / "pyproject.toml").write_text('[tool.kapi.lint.ignore-in]\n"mm/*" = ["signature"]\n')
    assert kapi("lint", "ring.c", cwd=room / "mm").returncode == 0
    assert kapi("lint", "ring.c", cwd=room).returncode == 1
    (room / "own.toml").write_text('[lint]\nfail-on = "error"\n')
    assert kapi("lint", "ring.c", "--config", "own.toml", cwd=room).returncode == 0
    assert kapi("lint", "ring.c", cwd=room, KAPI_CONFIG="own.toml").returncode == 0
    over = ("--config", "own.toml", "--fail-on", "warning")
    assert kapi("lint", "ring.c", *over, cwd=room).returncode == 1


def test_suppression_needs_a_reason_and_a_finding(room: Path) -> None:
    line = " *   type: uint, input\n"
    good = SPEC.replace(line, line + " *   x-ignore: signed-range, larger ones never arrive\n")
    (room / "ring.c").write_text(good)
    done = kapi("lint", "ring.c", cwd=room)
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 suppressed" in done.stderr
    (room / "ring.c").write_text(good.replace(", larger ones never arrive", ""))
    found = codes(kapi("lint", "ring.c", "-f", "jsonl", cwd=room))
    assert found == ["suppression-without-reason", "signed-range"]
    (room / "ring.c").write_text(good.replace("LONG_MAX", "SIZE_MAX"))
    assert codes(kapi("lint", "ring.c", "-f", "jsonl", cwd=room)) == ["stale-suppression"]
    sarif = json.loads(kapi("lint", "-f", "sarif", "-", cwd=room, stdin=good).stdout)
    assert "suppressions" in sarif["runs"][0]["results"][0]


def test_baseline_hides_what_was_there(room: Path) -> None:
    assert kapi("lint", "ring.c", "--write-baseline", "b.json", cwd=room).returncode == 0
    (room / "ring.c").write_text("\n\n" + SPEC.replace("EINVAL", "EINVALL"))
    done = kapi("lint", "ring.c", "--baseline", "b.json", "-f", "jsonl", cwd=room)
    assert codes(done) == ["unknown-errno"]
    text = kapi("lint", "ring.c", "--baseline", "b.json", cwd=room)
    assert "before 1, after 2, new 1" in text.stderr
    (room / "b.json").write_text("{}")
    assert kapi("lint", "ring.c", "--baseline", "b.json", cwd=room).returncode == 2
    missing = kapi("lint", "ring.c", "--baseline", "nowhere.json", cwd=room)
    assert missing.returncode == 2
    assert "nowhere.json: cannot read the baseline" in missing.stderr


def test_since_a_revision(tmp_path: Path) -> None:
    git = needs("git")
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    (tmp_path / "ring.c").write_text(SPEC)
    for step in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "one"]):
        subprocess.run([git, *step], cwd=tmp_path, check=True)
    (tmp_path / "ring.c").write_text("\n" + SPEC.replace("EINVAL", "EINVALL"))
    for source in ("ring.c", "."):
        done = kapi("lint", source, "--since", "HEAD", "-f", "jsonl", cwd=tmp_path)
        assert codes(done) == ["unknown-errno"], done.stderr
    assert kapi("lint", "ring.c", "--since", "nowhere", cwd=tmp_path).returncode == 2


FIXABLE = SPEC.replace(" * param: len", " * param-count: 3\n * param: len").replace(
    "range(0, LONG_MAX)", "KAPI_CONSTRAINT_RANGE\n *   range: 0, LONG_MAX"
)


def test_fix_is_mechanical_and_idempotent(room: Path) -> None:
    (room / "ring.c").write_text(FIXABLE)
    assert "count-mismatch" in codes(kapi("lint", "ring.c", "-f", "jsonl", cwd=room))
    shown = kapi("lint", "ring.c", "--fix", "--diff", cwd=room)
    assert "- * param-count: 3\n" in shown.stdout
    assert (room / "ring.c").read_text() == FIXABLE
    assert kapi("lint", "ring.c", "--fix", cwd=room).returncode == 1  # signed-range is left
    fixed = (room / "ring.c").read_text()
    assert fixed.partition("*/")[2] == FIXABLE.partition("*/")[2]
    assert codes(kapi("lint", "ring.c", "-f", "jsonl", cwd=room)) == ["signed-range"]
    kapi("lint", "ring.c", "--fix", cwd=room)
    assert (room / "ring.c").read_text() == fixed


def test_fix_leaves_mails_alone(room: Path) -> None:
    mail = Path(__file__).parents[2] / "examples" / "getrandom.patch"
    before = mail.read_bytes()
    done = kapi("lint", "--fix", str(mail), cwd=room)
    assert "only C files are corrected" in done.stderr
    assert mail.read_bytes() == before
    assert "only C files are corrected" in kapi("lint", "--diff", str(mail), cwd=room).stderr


def test_exit_codes_of_inputs(room: Path) -> None:
    assert kapi("lint", "missing.c", cwd=room).returncode == 3
    (room / "empty.c").write_text("int a;\n")
    assert kapi("lint", "empty.c", cwd=room).returncode == 4
    assert kapi("lint", "missing.c", "ring.c", "-f", "jsonl", cwd=room).returncode == 3


def test_a_broken_rule_is_named_and_the_others_run(
    room: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def with_broken() -> tuple[Rule, ...]:
        def check(spec: object) -> object:
            raise ZeroDivisionError("on purpose")

        import msgspec

        rules = [selection.rule_of(name) for name in RULES]
        return (msgspec.structs.replace(rules[0], id="a-b", check=check), *rules)

    monkeypatch.setattr(selection, "all_rules", with_broken)
    monkeypatch.chdir(room)
    assert main(["lint", "ring.c", "--ignore", "none-such", "-f", "text"]) == 2
    assert main(["lint", "ring.c"]) == 70
    shown = capsys.readouterr()
    assert "the rule a-b broke at sys_ring: ZeroDivisionError: on purpose" in shown.err
    assert "[signed-range]" in shown.out


def test_the_rules_page_is_current(room: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    assert kapi("rules", "-f", "md", cwd=room).stdout == page.read_text(), "kapi rules -f md"


def found(name: str) -> list[tuple[str, int]]:
    assert SHARED
    done = kapi("lint", "-f", "jsonl", str(SHARED / name), cwd=SHARED)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert not [row for row in rows if row["severity"] == "error"]
    return [(row["code"], row["span"]["line"]) for row in rows]


@pytest.mark.skipif(SHARED is None, reason="the published specs are not here")
def test_known_faults_of_published_specs_are_found() -> None:
    assert SHARED
    everything = {
        path.name: found(str(path.relative_to(SHARED)))
        for path in [*(SHARED / "corpus").glob("*/*.eml"), *(SHARED / "seeds").glob("*.txt")]
    }

    def of(part: str) -> list[tuple[str, int]]:
        return [one for name, all_ in everything.items() if part in name for one in all_]

    assert ("duplicate-element", 123) in of("001_")
    assert ("restartable-fatal-signal", 48) in of("001_")
    assert ("impossible-error", 42) in of("001_")
    assert ("duplicate-element", 204) in of("11-mm-mlock")
    assert ("restartable-fatal-signal", 128) in of("11-mm-mlock")
    assert ("untyped-param", 98) in of("02-eventpoll")
    assert ("signed-range", 53) in of("000_")
    assert "internal-errno" in [code for code, _ in of("07-kernel-api")]
