"""Findings as the language server protocol has them, and what can be done about each."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from kapi.editor.place import block_at, line_at
from kapi.finding import Finding, Severity

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


def diagnostic(finding: Finding, lines: Sequence[str]) -> types.Diagnostic:
    """Return ``finding`` at the word that it points at, or from its place to the end of the line.

    Columns count characters; the server turns them into the client's units.
    """
    return types.Diagnostic(
        range=_range(finding, lines),
        message=f"{finding.message}\n{finding.hint}" if finding.hint else finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source="kapi",
    )


def _range(finding: Finding, lines: Sequence[str]) -> types.Range:
    line = min(max(finding.span.line - 1, 0), max(len(lines) - 1, 0))
    row = lines[line].rstrip("\r\n") if lines else ""
    start = min(max(finding.span.column - 1, 0), len(row))
    word = finding.about[-1] if finding.about else ""
    end = start + len(word) if word and row.startswith(word, start) else len(row)
    return types.Range(types.Position(line, start), types.Position(line, end))


def actions(
    uri: str, finding: Finding, shown: types.Diagnostic, lines: Sequence[str]
) -> list[types.CodeAction]:
    """Return the edits that answer ``finding``: its fix, and a suppression without a reason yet."""
    found = []
    if finding.fix:
        edit = types.TextEdit(shown.range, finding.fix.text)
        title = f"Write {finding.fix.text}"
        found.append(_action(uri, title, edit, shown, preferred=finding.fix.safe))
    line, text = _suppression(finding, lines)
    at = types.Position(line, 0)
    edit = types.TextEdit(types.Range(at, at), text)
    found.append(_action(uri, f"Ignore {finding.code} here", edit, shown))
    return found


def _action(
    uri: str, title: str, edit: types.TextEdit, shown: types.Diagnostic, preferred: bool = False
) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[shown],
        edit=types.WorkspaceEdit(changes={uri: [edit]}),
        is_preferred=preferred,
    )


def _suppression(finding: Finding, lines: Sequence[str]) -> tuple[int, str]:
    """Where the line with x-ignore goes, and the line: below the head of the block."""
    number = min(max(finding.span.line - 1, 0), len(lines) - 1)
    tag, head = block_at(lines, number)
    here = line_at(lines[number])
    depth = 3 if tag or (here and here.tag) else 1
    row = lines[head]
    before = row[: row.index("*") + 1] if "*" in row else " *"
    return head + 1, f"{before}{' ' * depth}x-ignore: {finding.code}, reason\n"
