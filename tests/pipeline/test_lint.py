"""`kapi lint` without its command: which rules run, what counts as new, what a report holds."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

import kapi
from kapi.errors import InputError, UsageError
from kapi.pipeline import Options
from kapi.pipeline.lint import (
    FindingsDocument,
    Linted,
    LintOptions,
    describe_rules,
    explain_rule,
    lint,
    lint_text,
    report_of,
    write_baseline,
)
from kapi.report.formats import FORMATS
from kapi.written import PLAIN
from tests.needs import needs

SPEC = """\
/**
 * sys_turn - turn it
 * @fd: what
 *
 * contexts: process
 *
 * param: fd
 *   type: uint, input
 *   constraint-type: range(9, 0)
 *   typo: x
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 */
SYSCALL_DEFINE1(turn, unsigned int, fd)
"""
HERE = Options(cache=False, jobs=1)


@pytest.fixture(autouse=True)
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "x.c").write_text(SPEC)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*sources: str, **wanted: object) -> Linted:
    return lint(sources or ("x.c",), HERE, LintOptions(**wanted), {})  # type: ignore[arg-type]


def codes(linted: Linted) -> set[str]:
    return {one.code for one in linted.findings}


def test_what_the_rules_and_the_reader_find() -> None:
    found = run()
    assert {"unknown-tag", "reversed-range"} <= codes(found)
    assert found.failed
    assert found.broken == ()
    assert found.before is None
    assert found.findings == found.everything
    assert list(found.findings) == sorted(found.findings, key=lambda one: one.span.position)


def test_rules_are_selected_and_ignored() -> None:
    assert codes(run(select=("reversed-range",))) == {"reversed-range"}
    assert codes(run(select=("reversed-range, unknown-tag",))) == {"reversed-range", "unknown-tag"}
    assert "unknown-tag" not in codes(run(ignore=("unknown-tag",)))
    assert codes(run(rule_set="minimal")) <= codes(run()) <= codes(run(rule_set="strict"))
    assert codes(run(rule_set="minimal")) != codes(run(rule_set="strict"))


def test_a_set_on_the_command_line_beats_what_a_file_selects(room: Path) -> None:
    (room / ".kapi.toml").write_text('[lint]\nselect = ["reversed-range"]\nfail-on = "error"\n')
    (room / ".git").mkdir()
    assert codes(run()) == {"reversed-range"}
    assert "unknown-tag" in codes(run(rule_set="strict"))
    assert codes(run(select=("unknown-tag",))) == {"unknown-tag"}


@pytest.mark.parametrize(("limit", "failed"), [("error", False), ("warning", True), ("note", True)])
def test_the_limit_decides_what_fails(limit: str, failed: bool) -> None:
    assert run(select=("unknown-tag",), fail_on=limit).failed is failed


def test_a_baseline_hides_what_was_there(room: Path) -> None:
    Path("b.json").write_text(write_baseline(run()))
    found = run(baseline="b.json")
    assert (found.findings, found.failed) == ((), False)
    assert found.everything
    assert found.before == len(found.everything)
    (room / "x.c").write_text(SPEC.replace(" *   typo: x\n", " *   typo: x\n *   tpyo: y\n"))
    assert [one.code for one in run(baseline="b.json").findings] == ["unknown-tag"]


def test_what_is_new_since_a_revision(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git = needs("git")
    user = ["-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], [*user, "commit", "-qm", "x"]):
        subprocess.run([git, *command], check=True)
    assert run(since="HEAD").findings == ()
    assert run(".", since="HEAD").findings == ()
    (room / "x.c").write_text(SPEC.replace("range(9, 0)", "range(9, 1)"))
    assert codes(run(since="HEAD")) <= {"reversed-range"}
    (room / "new.c").write_text(SPEC.replace("turn", "spin"))
    assert codes(run("new.c", since="HEAD")) == codes(run("new.c"))
    with pytest.raises(UsageError, match="git knows no such revision here"):
        run("new.c", since="nonsense")
    with pytest.raises(UsageError, match="needs files of a repository, not git:HEAD"):
        run("git:HEAD", since="HEAD")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SPEC.encode())))
    with pytest.raises(UsageError, match="needs files of a repository, not -"):
        run("-", since="HEAD")
    with pytest.raises(UsageError, match="--since needs a SOURCE"):
        lint((), HERE, LintOptions(since="HEAD"), {})


def test_standard_input_is_read_once_and_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SPEC.encode())))
    found = run("-")
    tag = next(one for one in found.findings if one.code == "unknown-tag")
    assert found.quote(tag.span) == " *   typo: x"
    monkeypatch.setattr(sys, "stdin", open("/proc/self/mem"))  # noqa: SIM115
    with pytest.raises(InputError, match="-: cannot read it: Input/output error"):
        run("-")


def test_files_that_a_configuration_leaves_out(room: Path) -> None:
    (room / ".git").mkdir()
    (room / ".kapi.toml").write_text('[lint.ignore-in]\n"x.c" = ["unknown-tag"]\n')
    (room / "y.c").write_text(SPEC.replace("turn", "spin"))
    found = run("x.c", "y.c")
    files = {one.span.file for one in found.findings if one.code == "unknown-tag"}
    assert files == {"y.c"}


def test_what_is_suppressed_keeps_its_reason(room: Path) -> None:
    tag = " * x-ignore: unknown-tag, it is known\n *\n * param: fd"
    (room / "x.c").write_text(SPEC.replace(" * param: fd", tag))
    found = run()
    assert [(one.finding.code, one.reason) for one in found.suppressed] == [
        ("unknown-tag", "it is known")
    ]
    assert "unknown-tag" not in codes(found)
    assert report_of(found).run.suppressed == found.suppressed


def test_a_report_has_every_shape() -> None:
    found = run(select=("reversed-range",))
    report = report_of(found)
    (finding,) = report.findings
    (row,) = report.table.rows if report.table else ()
    assert [one.text for one in row] == [
        *(f"x.c:{finding.span.line}:{finding.span.column}", finding.severity.value),
        *("reversed-range", "sys_turn", finding.message, finding.hint),
    ]
    assert report.table is not None
    assert len(report.table.head) == len(row)
    assert report.run.rules == found.rules
    assert report.run.version
    for form in FORMATS:
        assert "reversed-range" in form.write(report, PLAIN).text, form.name


def test_rules_are_described() -> None:
    rules = describe_rules()
    assert len({one.id for one in rules}) == len(rules) > 90
    one = explain_rule("reversed-range")
    assert (one.id, one.family, one.level) == ("reversed-range", "constraints", "error")
    assert one.page.startswith(one.title)
    assert one.rule_set in ("minimal", "recommended", "strict")
    with pytest.raises(UsageError, match="reversed-range"):
        explain_rule("reversd-range")


def test_the_document_says_who_made_it_of_what() -> None:
    document = report_of(run()).document
    assert isinstance(document, FindingsDocument)
    assert document.version == kapi.__version__
    assert [(one.source, one.kind.value, one.specs) for one in document.inputs] == [
        ("x.c", "c-file", 1)
    ]


def test_no_git_is_no_unknown_revision(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="cannot run git"):
        run("x.c", since="HEAD")


def test_a_text_that_is_not_saved_is_looked_at_and_not_its_file(room: Path) -> None:
    text = SPEC.replace("range(9, 0)", "range(0, 9)")
    found = codes(lint_text(str(room / "x.c"), text.encode(), {}))
    assert "reversed-range" in codes(run())
    assert "unknown-tag" in found
    assert "reversed-range" not in found
    assert not (room / "new.c").exists()
    assert "reversed-range" in codes(lint_text(str(room / "new.c"), SPEC.encode(), {}))
