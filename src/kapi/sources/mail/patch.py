"""Diffs: the new side of every hunk, with line numbers and columns in the user's text.

Patches arrive damaged: hunk headers with wrong counts, hunks cut off, leading blanks and tabs
lost, long lines wrapped by a mailer, replies that quote parts of a hunk. The reader keeps what
is there. A hunk's counts say only how far lines without a prefix still belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from kapi.sources.source_text import Line

_HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@")
_GIT_HEADER = r'diff --git (?P<old>"[^"]*"|\S+) (?P<new>"[^"]*"|\S+)$'  # compiled with a patch
_TIMESTAMP = r"\t.*| \d{4}-\d\d-\d\d .*"
_ESCAPE = r"\\([0-7]{3}|.)"
_TRIMMED = re.compile(r"[\[<(]\s*(?:\.\.\.|\u2026|snip)|\.\.\.$|\u2026$", re.IGNORECASE)
_FOREIGN = re.compile(
    r"index [0-9a-f]+\.\.|Index: |(?:new|deleted) file mode |(?:old|new) mode |(?:dis)?similarity"
    r" index|(?:rename|copy) (?:from|to) |Binary files |GIT binary patch|From [0-9a-f]{40} "
)
_OLD_SIDES = ("a/", "i/", "c/", "o/", "/dev/null")
_NEW_SIDES = ("b/", "w/", "i/")


class Hunk(msgspec.Struct, frozen=True, kw_only=True):
    """The new side of one hunk: context and added lines.

    ``path`` is the file's name without ``b/``, empty where the text has none. ``header`` is
    the line with ``@@`` (or the first line of a fragment without one). ``declared`` is the
    number of lines that the header promises; ``cut_off`` is true when the text ends before.
    ``damaged`` is the line with ``@@`` above a fragment that says no numbers.
    """

    path: str
    header: Line
    lines: tuple[Line, ...]
    declared: int | None = None
    cut_off: bool = False
    damaged: Line | None = None


def holds_patch(lines: Sequence[Line]) -> bool:
    """Say whether ``lines`` contain at least one hunk."""
    return any(line.text.startswith("@@ -") and _HUNK.match(line.text) for line in lines)


def without_margin(lines: Sequence[Line]) -> Sequence[Line]:
    """Return ``lines`` without the blanks or tabs before all of them, if that makes a patch.

    So patches stand in reports and in what `git log -p` prints through other tools.
    """
    margin = max(_margin(lines, " "), _margin(lines, "\t"))
    if not margin:
        return lines
    moved = [
        Line(line.text[margin:], line.number, line.column + margin, line.added) for line in lines
    ]
    return tuple(moved) if holds_patch(moved) else lines


def _margin(lines: Sequence[Line], blank: str) -> int:
    filled = (line.text for line in lines if line.text.strip())
    return min((len(text) - len(text.lstrip(blank)) for text in filled), default=0)


def read_patches(
    lines: Sequence[Line], *, headless: bool = False
) -> tuple[tuple[Hunk, ...], tuple[tuple[Line, ...], ...]]:
    """Return all hunks in their order, and the runs of lines that belong to none.

    With ``headless``, lines that begin with ``+`` count as a hunk even before the first ``@@``.
    """
    reader = _Reader(lines, headless)
    reader.run()
    return tuple(reader.hunks), tuple(tuple(run) for run in reader.rest if run)


class _Reader:
    """One pass over the lines of a text with patches in it."""

    def __init__(self, lines: Sequence[Line], headless: bool) -> None:
        self.lines = lines
        self.fragments = headless
        self.path = ""
        self.damaged: Line | None = None
        self.hunks: list[Hunk] = []
        self.rest: list[list[Line]] = [[]]

    def run(self) -> None:
        number = 0
        while number < len(self.lines):
            number = self._line(number)

    def _line(self, number: int) -> int:
        text = self.lines[number].text
        if header := text.startswith("diff ") and re.match(_GIT_HEADER, text):
            self.path = _path(_name(header["new"]), _name(header["old"]))
        elif self._names_files(number):
            new, old = self.lines[number + 1].text[4:], text[4:]
            self.path = _path(_name(new), _name(old))
            return number + 2
        elif hunk := _HUNK.match(text):
            self.fragments = True
            return self._hunk(number, number + 1, int(hunk[1] or 1), int(hunk[2] or 1))
        elif self.fragments and text.startswith("+"):
            return self._hunk(number, number, 0, 0)
        else:
            if text.startswith(("@@", "@ -")):
                self.damaged = self.lines[number]
            self.rest[-1].append(self.lines[number])
        return number + 1

    def _names_files(self, number: int) -> bool:
        return (
            self.lines[number].text.startswith("--- ")
            and number + 1 < len(self.lines)
            and self.lines[number + 1].text.startswith("+++ ")
        )

    def _hunk(self, header: int, start: int, old: int, new: int) -> int:
        """Read the hunk whose body begins at ``start``; return the number after its end."""
        self.rest.append([])
        body: list[Line] = []
        declared = new if start > header else None
        number = start
        while number < len(self.lines) and not self._ends(number):
            line = self.lines[number]
            mark = line.text[:1]
            if mark == "+":
                body.append(_cut(line, added=True))
                new -= 1
            elif mark == "-":
                old -= 1
            elif mark == " " or (mark != "\\" and (old > 0 or new > 0)):
                body.append(_cut(line, added=False))
                old, new = old - 1, new - 1
            elif mark != "\\":
                break
            number += 1
        self.hunks.append(
            Hunk(
                path=self.path,
                header=self.lines[header],
                lines=tuple(body),
                declared=declared,
                cut_off=number == len(self.lines) and (old > 0 or new > 0),
                damaged=self.damaged if declared is None else None,
            )
        )
        self.damaged = None
        return number

    def _ends(self, number: int) -> bool:
        """Say whether the line cannot belong to the hunk before it.

        ``--`` alone is a mail's signature: no C file loses a line that is only ``-``.
        """
        text = self.lines[number].text
        if text[:1] in ("+", " ", ""):
            return False
        if text[0] == "-":
            return text.rstrip() == "--" or self._names_files(number)
        return bool(
            _HUNK.match(text)
            or text.startswith("diff --git ")
            or _FOREIGN.match(text)
            or _TRIMMED.match(text)
        )


def _cut(line: Line, *, added: bool) -> Line:
    """Return ``line`` without the diff's own first character, if it has one."""
    width = 1 if line.text[:1] in ("+", " ") else 0
    return Line(line.text[width:], line.number, line.column + width, added)


def without_prefix(line: Line) -> Line:
    """Return a line of a patch whose hunk has no head: added is what a ``+`` says is added."""
    return _cut(line, added=line.text.startswith("+"))


def _name(text: str) -> str:
    """Return the file name in a header of a diff, without quotes and time."""
    if text.startswith('"') and (end := text.find('"', 1)) > 0:
        return re.sub(_ESCAPE, _unescape, text[1:end])
    return re.sub(_TIMESTAMP, "", text).strip()


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code, 8)) if len(code) == 3 else {"t": "\t", "n": "\n"}.get(code, code)


def _path(new: str, old: str) -> str:
    """Return the new side's path without the ``b/`` that diffs put before it."""
    if new.startswith(_NEW_SIDES) and old.startswith(_OLD_SIDES):
        return new[2:]
    return new
