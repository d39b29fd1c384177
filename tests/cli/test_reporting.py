"""Where a report goes when a program runs beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.cli.format_options import Output
from kapi.cli.options import Settings
from kapi.cli.reporting import report_beside
from kapi.written import Format, Look, Loss, Medium, Written


def _write(value: str, look: Look) -> Written:
    words = look.paint("title", value) + (" long" if look.long else "")
    return Written(text=f"{words}\n", losses=(Loss(("size",), "it has none", "sys_x"),))


TEXT = Format(name="text", write=_write, medium=Medium.PEOPLE)
OTHER = Format(name="other", write=_write, medium=Medium.EXACT)


@pytest.mark.parametrize("is_beside", [False, True])
def test_beside_a_program_it_goes_to_standard_error(
    is_beside: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report"
    outputs = (Output(TEXT), Output(OTHER, str(file)), Output(OTHER, "-"))
    report_beside(outputs, "it", Settings(verbose=True), is_beside=is_beside)
    found = capsys.readouterr()
    assert file.read_text() == "it long\n"
    assert found.out == ("it long\n" if is_beside else "it long\nit long\n")
    assert found.err.count("it long\n") == is_beside
    assert found.err.count("kapi: note: sys_x: text cannot say size: it has none") == 1
    assert found.err.count("kapi: note: sys_x: other cannot say size: it has none") == 2


def test_colour_is_asked_of_the_stream_it_goes_to(capsys: pytest.CaptureFixture[str]) -> None:
    report_beside((Output(TEXT),), "it", Settings(color="always", quiet=True), is_beside=True)
    found = capsys.readouterr()
    assert (found.out, found.err) == ("", "\x1b[1mit\x1b[0m\n")
