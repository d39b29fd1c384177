"""The language server, driven by a real client over pipes."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

SPEC = """\
/**
 * sys_ring - turn a ring
 * @flags: how, żółw 🐢
 *
 * contexts: process, sleepable
 *
 * param: flags
 *   type: uint, inptu
 *   constraint-type: mask(O_CLOEXEC)
 *   x-violation: reject(EINVAL)
 *
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 *
 * error: EINVAL, unknown flag
 *   x-when: flags & ~O_CLOEXEC
 *
 * error: EFALT, 🐢
 *   x-when: flags & O_CLOEXEC
 *
 * x-errors: closed
 */
SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
LINES = SPEC.split("\n")
Answer = TypeVar("Answer")


def conversation(talk: Callable[[LanguageClient], Awaitable[Answer]]) -> Answer:
    """Run ``talk`` with a client of a server of its own; both are ended after it."""

    async def run() -> Answer:
        client = make_test_lsp_client()
        await client.start_io(sys.executable, "-m", "kapi", "lsp")
        await client.initialize_session(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(), root_uri=None, workspace_folders=None
            )
        )
        try:
            return await asyncio.wait_for(talk(client), 120)
        finally:
            await client.shutdown_session()
            await client.stop()

    return asyncio.run(run())


async def opened(client: LanguageClient, path: Path, text: str) -> str:
    uri = path.as_uri()
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "c", 1, text))
    )
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return uri


def row_of(text: str) -> int:
    return next(number for number, line in enumerate(LINES) if text in line)


def test_diagnostics_stand_at_the_word_and_follow_edits(tmp_path: Path) -> None:
    async def talk(client: LanguageClient) -> None:
        uri = await opened(client, tmp_path / "ring.c", SPEC)
        shown = {one.code: one for one in client.diagnostics[uri]}
        assert set(shown) == {"unknown-word", "unknown-errno"}
        word = shown["unknown-word"].range
        row = row_of("inptu")
        column = LINES[row].index("inptu")
        assert (word.start, word.end) == (
            types.Position(row, column),
            types.Position(row, column + len("inptu")),
        )
        change = types.TextDocumentContentChangePartial(range=word, text="input")
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(2, uri), [change]
            )
        )
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        assert [one.code for one in client.diagnostics[uri]] == ["unknown-errno"]

    conversation(talk)


def test_a_fix_is_an_edit_that_lint_accepts(tmp_path: Path) -> None:
    async def talk(client: LanguageClient) -> None:
        uri = await opened(client, tmp_path / "ring.c", SPEC)
        (wrong,) = [one for one in client.diagnostics[uri] if one.code == "unknown-errno"]
        found = await client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(uri), wrong.range, types.CodeActionContext([wrong])
            )
        )
        titles = {one.title: one for one in found or () if isinstance(one, types.CodeAction)}
        assert set(titles) == {"Write EFAULT", "Ignore unknown-errno here"}
        edit = titles["Write EFAULT"].edit
        assert edit
        assert edit.changes
        (change,) = edit.changes[uri]
        assert (change.new_text, change.range) == ("EFAULT", wrong.range)
        ignored = titles["Ignore unknown-errno here"].edit
        assert ignored
        assert ignored.changes
        (line,) = ignored.changes[uri]
        assert line.new_text == " *   x-ignore: unknown-errno, reason\n"
        assert line.range.start.line == row_of("EFALT") + 1

    conversation(talk)


def test_hover_says_what_names_mean(tmp_path: Path) -> None:
    async def talk(client: LanguageClient) -> None:
        uri = await opened(client, tmp_path / "ring.c", SPEC)

        async def at(text: str, word: str) -> str:
            row = row_of(text)
            column = LINES[row].index(word) + 1
            asked = types.HoverParams(
                types.TextDocumentIdentifier(uri), types.Position(row, column)
            )
            found = await client.text_document_hover_async(asked)
            content = (
                found.contents if found else types.MarkupContent(types.MarkupKind.PlainText, "")
            )
            assert isinstance(content, types.MarkupContent)
            return content.value

        errno = await at("error: EINVAL", "EINVAL")
        assert "Invalid argument" in errno
        assert "flags & ~O_CLOEXEC" in errno
        assert "524288" in await at("x-when: flags & ~", "O_CLOEXEC")
        assert "unsigned int" in await at("x-when: flags & ~", "flags")
        assert "`user_ptr`" in await at("type: uint", "type")
        assert await at("SYSCALL_DEFINE1", "flags") == ""

    conversation(talk)


OFFERED = [
    (" * err", "error:", "errno:"),
    (" *   x-wh", "x-when:", "error:"),
    (" * error: EINV", "EINVAL", "EFAULT"),
    (" * capability: CAP_SYS_A", "CAP_SYS_ADMIN", "CAP_CHOWN"),
    (" *   x-when: fl", "flags", "fd"),
    (" *   x-when: O_CLO", "O_CLOEXEC", "O_CREAT"),
    (" * x-errors: cl", "closed", "open"),
]
"""What is being written, a word that is offered there, and one that is not."""


def test_completion_offers_what_may_stand_there(tmp_path: Path) -> None:
    number = row_of("x-errors: closed")

    async def talk(client: LanguageClient) -> None:
        for count, (line, expected, absent) in enumerate(OFFERED):
            rows = [*LINES[:number], " * error: EBUSY, turned", line, *LINES[number:]]
            uri = await opened(client, tmp_path / f"ring{count}.c", "\n".join(rows))
            found = await client.text_document_completion_async(
                types.CompletionParams(
                    types.TextDocumentIdentifier(uri), types.Position(number + 1, len(line))
                )
            )
            assert isinstance(found, types.CompletionList)
            labels = [one.label for one in found.items]
            assert expected in labels, line
            assert absent not in labels, line

    conversation(talk)


def test_a_closed_text_has_no_diagnostics_and_a_wrong_configuration_is_said(tmp_path: Path) -> None:
    async def talk(client: LanguageClient) -> None:
        uri = await opened(client, tmp_path / "ring.c", SPEC)
        client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        assert list(client.diagnostics[uri]) == []
        (tmp_path / ".kapi.toml").write_text("nonsense = 1\n")
        client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "c", 1, SPEC))
        )
        await client.wait_for_notification(types.WINDOW_SHOW_MESSAGE)
        assert "nonsense" in client.messages[0].message

    conversation(talk)


ODD = {
    "empty": "",
    "line ends of DOS": SPEC.replace("\n", "\r\n"),
    "old line ends": SPEC.replace("\n", "\r"),
    "a form feed and U+2028": "int x;\f\n/* \u2028 */\n" + SPEC,
    "half of a pair": SPEC.replace("turn a ring", "turn \ud83d a ring"),
    "no spec": "int main(void)\n{\n}\n",
    "the end is missing": SPEC[:250],
    "binary": "\0\1\2ELF" * 100,
    "JSON": '{"schema": "kapi-specs/1", "specs": [1]}',
}


def test_whatever_is_open_every_request_is_answered(tmp_path: Path) -> None:
    """At every place, also behind the end; what is shown stands at the right word."""

    async def answered(client: LanguageClient, path: Path, text: str) -> None:
        uri = await opened(client, path, text)
        rows = re.split("\r\n|\r|\n", text)
        for one in client.diagnostics[uri]:
            if one.code == "unknown-errno":
                assert rows[one.range.start.line][one.range.start.character :].startswith("EFALT")
        for line in (0, 3, len(rows) // 2, len(rows) - 1, len(rows) + 5):
            for column in (0, 7, 10_000):
                place = types.Position(line, column)
                there = types.TextDocumentIdentifier(uri)
                await client.text_document_hover_async(types.HoverParams(there, place))
                await client.text_document_completion_async(types.CompletionParams(there, place))
                context = types.CodeActionContext([])
                await client.text_document_code_action_async(
                    types.CodeActionParams(there, types.Range(place, place), context)
                )

    async def talk(client: LanguageClient) -> None:
        for number, text in enumerate(ODD.values()):
            await answered(client, tmp_path / f"ring{number}.c", text)

    conversation(talk)


def test_no_file_is_read_for_a_request_about_a_text_that_is_not_open(tmp_path: Path) -> None:
    """What has no end, or no writer, is named in a text of a stranger and then asked about."""
    fifo, spec = tmp_path / "fifo", tmp_path / "ring.c"
    os.mkfifo(fifo)
    spec.write_text(SPEC)
    place = types.Position(row_of("param: flags"), 5)
    context = types.CodeActionContext([])

    async def talk(client: LanguageClient) -> None:
        for path in (spec, fifo, Path("/dev/zero"), tmp_path / "missing"):
            there = types.TextDocumentIdentifier(path.as_uri())
            asked = types.HoverParams(there, place)
            assert await client.text_document_hover_async(asked) is None
            offered = await client.text_document_completion_async(
                types.CompletionParams(there, place)
            )
            assert isinstance(offered, types.CompletionList)
            assert not offered.items
            action = types.CodeActionParams(there, types.Range(place, place), context)
            assert not await client.text_document_code_action_async(action)

    conversation(talk)


@pytest.mark.parametrize("name", ["file:///a%00b/ring.c", "file:///" + "a" * 300 + "/ring.c"])
def test_a_name_that_no_file_can_have_is_said_once(name: str) -> None:
    async def talk(client: LanguageClient) -> None:
        client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(name, "c", 1, SPEC))
        )
        await client.wait_for_notification(types.WINDOW_SHOW_MESSAGE)
        change = types.TextDocumentContentChangeWholeDocument(text=SPEC + "\n")
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(2, name), [change]
            )
        )
        await asyncio.sleep(0.5)
        asked = types.HoverParams(types.TextDocumentIdentifier(name), types.Position(1, 5))
        await client.text_document_hover_async(asked)
        (said,) = [one.message for one in client.messages]
        assert said.startswith("kapi: ")

    conversation(talk)


def test_an_edit_below_a_form_feed_changes_the_right_line(tmp_path: Path) -> None:
    async def talk(client: LanguageClient) -> None:
        uri = await opened(client, tmp_path / "ring.c", "int x;\f\n" + SPEC)
        row = row_of("EFALT") + 1
        column = LINES[row - 1].index("EFALT")
        place = types.Range(types.Position(row, column), types.Position(row, column + 5))
        change = types.TextDocumentContentChangePartial(range=place, text="EFAULT")
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(2, uri), [change]
            )
        )
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        assert [one.code for one in client.diagnostics[uri]] == ["unknown-word"]

    conversation(talk)
