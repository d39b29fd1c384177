"""The language server: texts that are being edited → diagnostics, hover, completion, fixes."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Sequence
from urllib.parse import unquote

import msgspec
from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

import kapi
from kapi.editor import completion, hover
from kapi.editor.diagnostics import actions, diagnostic
from kapi.errors import KapiError
from kapi.finding import Finding
from kapi.model.spec import Spec
from kapi.pipeline.lint import Checked, lint_text

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_END = re.compile(r"\r\n?")
_PAUSE = 0.05
"""Seconds that a text must rest before it is looked at; a typist makes ten changes a second."""


class _Document(TextDocument):
    """A text whose lines end where the protocol says: a form feed or U+2028 begins no line."""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(_LINE.findall(self.source))


class _Read(msgspec.Struct):
    """What was found in ``version`` of a text; ``shown`` in the client's columns."""

    specs: Sequence[Spec] = ()
    findings: Sequence[Finding] = ()
    shown: Sequence[types.Diagnostic] = ()
    version: int | None = None
    wanted: int = 0
    problem: str = ""
    checked: Checked = msgspec.field(default_factory=Checked)


class _Server(LanguageServer):
    def __init__(self) -> None:
        super().__init__("kapi", kapi.__version__)
        self.read: dict[str, _Read] = {}

    def text_of(self, uri: str) -> TextDocument | None:
        """Return a text that the editor has opened; no file is read for a request about another.

        The workspace would open what the name leads to: a FIFO, or a device that never ends.
        """
        open_texts: dict[str, TextDocument] = self.workspace.text_documents
        return open_texts.get(unquote(uri))

    async def look(self, uri: str) -> None:
        """Lint the text once it rests, beside the loop, and publish what is wrong."""
        state = self.read.setdefault(uri, _Read())
        state.wanted += 1
        turn = state.wanted
        await asyncio.sleep(_PAUSE)
        if turn != state.wanted:
            return
        document = self.text_of(uri)
        if document is None:
            return
        lines, version = list(document.lines), document.version
        text = _LINE_END.sub("\n", document.source).encode(errors="replace")
        name = to_fs_path(uri) or uri
        try:
            linted = await asyncio.to_thread(lint_text, name, text, os.environ, state.checked)
        except (KapiError, OSError, ValueError) as error:
            # the configuration is wrong, or the name is none: say so once, keep the editor
            self._tell(state, f"kapi: {error}")
            return
        if turn != state.wanted:
            return
        state.problem, state.version = "", version
        state.specs, state.findings = linted.loaded.specs, linted.findings
        codec = document.position_codec
        state.shown = [diagnostic(one, lines) for one in linted.findings]
        for shown in state.shown:
            shown.range = codec.range_to_client_units(lines, shown.range)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, state.shown, document.version)
        )

    def _tell(self, state: _Read, problem: str) -> None:
        if problem != state.problem:
            message = types.ShowMessageParams(types.MessageType.Error, problem)
            self.window_show_message(message)
        state.problem = problem


server = _Server()


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
async def _opened(ls: _Server, params: types.DidOpenTextDocumentParams) -> None:
    opened = params.text_document
    ls.workspace.text_documents[unquote(opened.uri)] = _Document(
        opened.uri,
        opened.text,
        opened.version,
        opened.language_id,
        position_codec=ls.workspace.position_codec,
    )
    await ls.look(opened.uri)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
async def _changed(ls: _Server, params: types.DidChangeTextDocumentParams) -> None:
    await ls.look(params.text_document.uri)


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def _closed(ls: _Server, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    state = ls.read.pop(uri, None)
    if state:
        state.wanted += 1
    ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


@server.feature(types.TEXT_DOCUMENT_HOVER)
def _hover(ls: _Server, params: types.HoverParams) -> types.Hover | None:
    document = ls.text_of(params.text_document.uri)
    if document is None or not document.lines:
        return None
    line, column = _at(document, params)
    specs = ls.read.get(params.text_document.uri, _Read()).specs
    text = hover.hover(specs, document.lines, line, column)
    content = types.MarkupContent(types.MarkupKind.Markdown, text)
    return types.Hover(content) if text else None


@server.feature(
    types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["*", " ", ":"])
)
def _complete(ls: _Server, params: types.CompletionParams) -> types.CompletionList:
    document = ls.text_of(params.text_document.uri)
    line, column = _at(document, params) if document else (0, 0)
    if document is None or line >= len(document.lines):
        return types.CompletionList(is_incomplete=False, items=[])
    specs = ls.read.get(params.text_document.uri, _Read()).specs
    choices, start = completion.complete(specs, document.lines, line, column)
    codec = document.position_codec
    place = codec.range_to_client_units(
        document.lines,
        types.Range(types.Position(line, start), types.Position(line, column)),
    )
    items = [
        types.CompletionItem(
            label=one.text, detail=one.detail, text_edit=types.TextEdit(place, one.text)
        )
        for one in choices
    ]
    return types.CompletionList(is_incomplete=len(items) > 0, items=items)


@server.feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
)
def _actions(ls: _Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    state = ls.read.get(uri, _Read())
    document = ls.text_of(uri)
    if document is None:
        return []
    lines, asked = document.lines, params.range
    if state.version != document.version or not lines:
        return []  # the places of an older text
    return [
        action
        for finding, shown in zip(state.findings, state.shown, strict=True)
        if shown.range.start <= asked.end and asked.start <= shown.range.end
        for action in actions(uri, finding, shown, lines)
    ]


def _at(
    document: TextDocument, params: types.HoverParams | types.CompletionParams
) -> tuple[int, int]:
    """The line and column (in characters) that a request asks about."""
    place = document.position_codec.position_from_client_units(document.lines, params.position)
    return place.line, place.character
