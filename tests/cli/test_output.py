"""What is printed where, and what becomes of characters that could drive a terminal."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from kapi.cli.exits import Exit
from kapi.cli.options import Settings
from kapi.cli.output import emit, input_problems, report_findings, report_losses, say
from kapi.errors import InputError
from kapi.finding import Finding, Severity
from kapi.sources.loaded import Input, InputKind, Loaded, Skipped
from kapi.written import Loss, Medium

EVIL = "\x1b[2J"


@pytest.mark.parametrize(
    ("medium", "shown"),
    [(Medium.PEOPLE, "\\x1b[2J"), (Medium.JSON, "\\u001b[2J"), (Medium.EXACT, EVIL)],
)
def test_what_a_file_and_a_pipe_get(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], medium: Medium, shown: str
) -> None:
    emit(EVIL, str(tmp_path / "x"), medium)
    emit(EVIL, None, medium)
    emit(EVIL, "-", medium)
    assert (tmp_path / "x").read_text() == shown
    assert capsys.readouterr().out == shown * 2


def test_a_terminal_gets_no_sequence_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Terminal())
    emit(EVIL, None, Medium.EXACT)
    assert sys.stdout.getvalue() == "\\x1b[2J"  # type: ignore[attr-defined]
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setattr(sys, "stdout", Terminal())
    emit("four words in a row\n" * 2 + "and one more word here\n", None, fold=False)
    assert sys.stdout.getvalue().count("\n") == 3  # type: ignore[attr-defined]
    emit("and one more word here\n", None)
    assert sys.stdout.getvalue().count("\n") == 5  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_written() -> None:
    with pytest.raises(InputError, match=r"^cannot write /nonexistent/x: No such file"):
        emit("x", "/nonexistent/x")


def loaded(*specs: int, unreadable: tuple[str, ...] = (), code: str = "") -> Loaded:
    inputs = tuple(
        Input(source=f"{n}.c", kind=InputKind.C_FILE, specs=count, skipped=())
        for n, count in enumerate(specs)
    )
    found = (Finding(code=code, severity=Severity.ERROR, message="m"),) if code else ()
    return Loaded(
        inputs=inputs,
        specs=("spec",) * sum(specs),  # type: ignore[arg-type]
        findings=found,
        unreadable=unreadable,
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (loaded(1), Exit.CLEAN),
        (loaded(1, 0), Exit.CLEAN),
        (loaded(0), Exit.NOTHING),
        (loaded(), Exit.NOTHING),
        (loaded(1, unreadable=("a",)), Exit.UNREADABLE),
        (loaded(1, unreadable=("a",), code="broken-reader"), Exit.INTERNAL),
    ],
)
def test_the_exit_code_by_what_was_read(given: Loaded, code: Exit) -> None:
    assert input_problems(given, Settings()) is code


def test_inputs_that_held_nothing_are_named_but_not_all_of_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    input_problems(loaded(1, *[0] * 7), Settings())
    rows = capsys.readouterr().err.splitlines()
    assert rows[0] == "kapi: no specification found in 1.c (read as: c file)"
    assert (len(rows), rows[5]) == (6, "kapi: nor in 2 more inputs")
    input_problems(loaded(1, 0), Settings(quiet=True))
    input_problems(loaded(0, unreadable=("0.c",)), Settings())
    assert capsys.readouterr().err == ""
    input_problems(loaded(0), Settings(quiet=True))
    assert capsys.readouterr().err == "kapi: no specification found in 0.c (read as: c file)\n"


def test_verbose_says_what_each_input_was_read_as(capsys: pytest.CaptureFixture[str]) -> None:
    skipped = (Skipped(file="x.bin", reason="r"), Skipped(file="y", reason="r"))
    inputs = (
        Input(source="a", kind=InputKind.C_FILE, specs=1, skipped=skipped),
        Input(source="b", kind=InputKind.MAIL, specs=2, skipped=()),
    )
    specs = ("spec",) * 3
    input_problems(Loaded(inputs=inputs, specs=specs), Settings(verbose=True))  # type: ignore[arg-type]
    assert capsys.readouterr().err == (
        "a: read as c file, 1 spec, 2 skipped\nb: read as mail, 2 specs\n"
    )


def test_the_files_of_the_catalogue_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    ours = [Input(source=f"kapi:mm/{n}.c", kind=InputKind.C_FILE, specs=1) for n in range(3)]
    other = Input(source="a", kind=InputKind.MAIL, specs=2)
    specs = ("spec",) * 5
    everything = Loaded(inputs=(*ours, other), specs=specs)  # type: ignore[arg-type]
    input_problems(everything, Settings(verbose=True))
    assert capsys.readouterr().err == ("kapi: 3 files of the catalogue\na: read as mail, 2 specs\n")
    input_problems(Loaded(inputs=(ours[0],), specs=specs), Settings(verbose=True))  # type: ignore[arg-type]
    assert capsys.readouterr().err == "kapi:mm/0.c: read as c file, 1 spec\n"


def test_findings_go_to_standard_error_with_their_count(
    capsys: pytest.CaptureFixture[str],
) -> None:
    note = Finding(code="c", severity=Severity.NOTE, message="n")
    error = Finding(code="d", severity=Severity.ERROR, message="e")
    report_findings([note, error], Settings())
    assert capsys.readouterr() == ("", "note: n [c]\nerror: e [d]\nkapi: 1 error, 1 note\n")
    report_findings([note, error], Settings(quiet=True))
    assert capsys.readouterr().err == "error: e [d]\n"
    report_findings([error], Settings())
    assert capsys.readouterr().err == "error: e [d]\n"
    report_findings([note], Settings(quiet=True))
    report_findings([], Settings())
    assert capsys.readouterr().err == ""


def test_losses_name_their_spec(capsys: pytest.CaptureFixture[str]) -> None:
    losses = (Loss(("name",), "odd", "sys_x"), Loss(("checks", 1), "gone"))
    losses += (Loss(("errors", 2, "when"), "odd", "sys_x"),)
    report_losses("macro", losses, Settings())
    assert capsys.readouterr().err == (
        "kapi: note: sys_x: macro cannot say name, errors[2].when: odd\n"
        "kapi: note: macro cannot say checks[1]: gone\n"
    )
    report_losses("macro", (*losses, Loss(("errors", 3, "when"), "odd", "sys_x")), Settings())
    assert "macro cannot say name, errors[].when (2): odd" in capsys.readouterr().err
    report_losses(
        "macro", (*losses, Loss(("errors", 3, "when"), "odd", "sys_x")), Settings(verbose=True)
    )
    assert "macro cannot say name, errors[2].when, errors[3].when: odd" in capsys.readouterr().err
    report_losses("macro", losses, Settings(quiet=True))
    assert capsys.readouterr().err == ""


def test_the_losses_of_many_specs_are_told_together(capsys: pytest.CaptureFixture[str]) -> None:
    losses = [Loss(("errors", n, "when"), "odd", f"sys_{n}") for n in range(6)]
    report_losses("macro", [*losses, Loss(("since",), "old", "sys_1")], Settings())
    assert capsys.readouterr().err == (
        "kapi: note: 6 specs: macro cannot say errors[].when (6): odd\n"
        "kapi: note: 6 specs: macro cannot say since: old\n"
    )
    report_losses("macro", losses, Settings(verbose=True))
    assert capsys.readouterr().err.count("\n") == 6
    report_losses("macro", losses[:5], Settings())
    assert capsys.readouterr().err.count("\n") == 5


def test_a_diagnostic_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"a\n{EVIL}")
    assert capsys.readouterr().err == "a\\n\\x1b[2J\n"
