"""Only lines of texts that the user gave are shown, whatever a spec says of its place."""

from __future__ import annotations

from pathlib import Path

from kapi.pipeline.quote import Quoter, quoter
from kapi.pipeline.specs import Options, load_specs
from kapi.span import Span


def at(name: Path | str, line: int) -> Span:
    return Span(source=str(name), file=str(name), line=line)


def test_the_line_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    path.write_bytes(b"one  \n\xff two\n" + b"3" * 500)
    quote = Quoter({str(path)})
    assert [quote(at(path, n)) for n in (1, 2, 0, 4)] == ["one", "\ufffd two", "", ""]
    assert quote(at(path, 3)) == "3" * 400


def test_no_line_of_another_file(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("secret\n")
    assert Quoter({"x.c"})(at(path, 1)) == ""
    assert Quoter({str(tmp_path / "gone")})(at(tmp_path / "gone", 1)) == ""
    assert Quoter({"git:nonsense:x"})(at("git:nonsense:x", 1)) == ""


def test_standard_input_is_quoted_from_what_was_read() -> None:
    assert Quoter({"-"}, {"-": b"a\nb\n"})(at("-", 2)) == "b"


def test_two_files_in_turn(tmp_path: Path) -> None:
    names = [tmp_path / "a", tmp_path / "b"]
    for path in names:
        path.write_text(f"in {path.name}\n")
    quote = Quoter(set(map(str, names)))
    assert [quote(at(names[n], 1)) for n in (0, 1, 0)] == ["in a", "in b", "in a"]


def test_what_was_loaded_can_be_quoted() -> None:
    loaded = load_specs((), Options())
    spec = next(one for one in loaded.specs if one.name == "sys_mlock")
    here = Span(source=spec.origin.source, file=spec.origin.file, line=spec.origin.line, column=1)
    assert "sys_mlock" in quoter(loaded)(here)
