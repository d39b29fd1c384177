"""A defect of a reader costs one piece of one input, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kapi.cli.main import main
from kapi.sources import kerneldoc
from kapi.sources.c import block_specs
from kapi.sources.load import load
from kapi.sources.one_text import read_text
from tests.sources.examples import AFTER, NAMES, mail


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Break the grammar of comments at every spec called tune."""
    from kapi.sources.kerneldoc.assembly import build

    def breaks(entries: Any, block: Any, *rest: Any) -> Any:
        if block.declaration and block.declaration.name.endswith("tune"):
            raise ZeroDivisionError("a defect")
        return build(entries, block, *rest)

    monkeypatch.setattr(kerneldoc, "build", breaks)
    for remembered in (block_specs._read_at, block_specs._read_comment):
        remembered.cache_clear()  # other tests have read the same text


@pytest.mark.usefixtures("broken")
def test_the_neighbours_are_read() -> None:
    content = read_text("a.c", AFTER.encode(), "a.c")
    assert [spec.name for spec in content.reading.specs] == [
        name for name in NAMES if not name.endswith("tune")
    ]
    (finding,) = (f for f in content.reading.findings if f.code == "broken-reader")
    assert "ZeroDivisionError: a defect" in finding.message
    assert finding.span.line


@pytest.mark.usefixtures("broken")
def test_other_inputs_are_read_and_the_exit_code_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.c").write_text(AFTER, encoding="utf-8")
    (tmp_path / "good.c").write_text(AFTER.replace("tune", "turn"), encoding="utf-8")
    assert main(["list", str(tmp_path / "bad.c"), str(tmp_path / "good.c")]) == 70
    shown = capsys.readouterr()
    assert "sys_turn" in shown.out
    assert "broken-reader" in shown.err


@pytest.mark.parametrize("charset", ["zlib", "hex", "base64", "bz2", "rot13", "idna", "undefined"])
def test_a_charset_that_is_none(charset: str) -> None:
    head, _, body = mail().partition("\n\n")
    text = f"{head}\nContent-Type: text/plain; charset={charset}\n\n{body}"
    content = read_text("x.eml", text.encode(), "x.eml")
    assert [spec.name for spec in content.reading.specs] == NAMES


def test_a_form_feed_in_a_name() -> None:
    text = (
        "/**\n * sys_a - b\n * @size: c\n * context-flags: KAPI_CTX_PROCESS\n * param-count: 1\n"
        " * param-type: siz\fe, KAPI_TYPE_UINT\n */\nSYSCALL_DEFINE1(a, int, size)\n"
    )
    (spec,) = read_text("a.c", text.encode(), "a.c").reading.specs
    assert spec.name == "sys_a"


def test_one_bad_input_never_loses_another(tmp_path: Path) -> None:
    for name, data in {"a.c": b"\xff\xfe\x00", "b.json": b"{" * 5000, "c.eml": b"\0" * 99}.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "d.c").write_text(AFTER, encoding="utf-8")
    loaded = load([str(tmp_path / name) for name in ("a.c", "b.json", "c.eml", "d.c")])
    assert [spec.name for spec in loaded.specs] == NAMES
