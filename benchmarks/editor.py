"""From an edit to its diagnostics, through the language server; the yardstick is one lint run.

usage: python benchmarks/editor.py

Two texts are made of the catalogue: 100 KB and 1 MB of specs without code between them, which is
the worst that a file can be. The client writes and removes a word in the middle, where one spec
changes, and a line at the top, where all move.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

import kapi.catalog
from kapi.pipeline.lint import lint_text

EDITS = 20


def text_of(size: int) -> str:
    """Return specs of the catalogue, each under a name of its own, of about ``size`` bytes."""
    files = sorted(Path(kapi.catalog.__file__).parent.rglob("*.c"))
    parts: list[str] = []
    number = 0
    while sum(map(len, parts)) < size:
        text = files[number % len(files)].read_text()
        parts.append(text.replace(" * sys_", f" * sys_n{number}_"))
        number += 1
    return "".join(parts)


async def answer(
    client: LanguageClient, uri: str, version: int, at: types.Range, text: str
) -> float:
    """Put ``text`` in place of ``at`` and return the seconds until diagnostics came."""
    change = types.TextDocumentContentChangePartial(range=at, text=text)
    begin = time.perf_counter()
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version, uri), [change]
        )
    )
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return time.perf_counter() - begin


def changes(text: str) -> dict[str, tuple[types.Range, str, types.Range]]:
    """Return where a text is written, the text, and where it is removed again."""
    rows = text.split("\n")
    row = next(n for n in range(len(rows) // 2, len(rows)) if rows[n].startswith(" *   desc: "))
    place = len(" *   desc: ")
    word = (_range(row, place, row, place), "word ", _range(row, place, row, place + 5))
    line = (_range(0, 0, 0, 0), "// x\n", _range(0, 0, 1, 0))
    return {"a word": word, "a line at the top": line}


def _range(line: int, column: int, end_line: int, end_column: int) -> types.Range:
    return types.Range(types.Position(line, column), types.Position(end_line, end_column))


async def measured(path: Path, text: str) -> dict[str, list[float]]:
    """Return the seconds that each of the edits took, by what was written."""
    client = make_test_lsp_client()
    await client.start_io(sys.executable, "-m", "kapi", "lsp")
    await client.initialize_session(
        types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=None)
    )
    uri = path.as_uri()
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "c", 1, text))
    )
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    times: dict[str, list[float]] = {}
    version = 1
    for what, (place, written, removed) in changes(text).items():
        for _ in range(EDITS // 2):
            for at, new in ((place, written), (removed, "")):
                version += 1
                taken = await answer(client, uri, version, at, new)
                times.setdefault(what, []).append(taken)
    await client.shutdown_session()
    await client.stop()
    return times


def main() -> None:
    """Print the seconds of an edit, and how often one run of lint they are."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "specs.c"
        for size, asked in ((100_000, 0.2), (1_000_000, 1.0)):
            text = text_of(size)
            lint_text(str(path), text[:5000].encode(), {})
            begin = time.perf_counter()
            lint_text(str(path), text.encode(), {})
            yardstick = time.perf_counter() - begin
            times = asyncio.run(measured(path, text))
            for what, seconds in times.items():
                median = statistics.median(seconds)
                print(
                    f"{len(text):9} bytes, {what}: {median:.3f} s, at worst {max(seconds):.3f} s"
                    f" (asked {asked}); {median / yardstick:.2f} x one lint of {yardstick:.3f} s"
                )


if __name__ == "__main__":
    main()
