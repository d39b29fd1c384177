"""The raw specs of a C text: its kernel-doc comments and macro blocks, with declarations."""

from __future__ import annotations

import itertools
import re

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.spec import Declaration
from kapi.sources.c.blocks import CommentBlock, MacroBlock
from kapi.sources.c.clex import Comment, Lexed, lex, without_literals
from kapi.sources.c.comments import comment_lines
from kapi.sources.c.declared import declaration_at, run_at
from kapi.sources.source_text import Line, SourceText
from kapi.sources.tree.needles import lines_may_hold_spec
from kapi.vocab.spelling import SUPPRESSION
from kapi.vocab.words import ApiKind

MAX_LINES = 10_000
"""The longest comment or macro spec that is read; the longest published one has 800 lines."""

MAX_CHARACTERS = 500_000
"""The most characters of such a spec, since a token of one character costs 200 bytes."""

_ABOVE = 400  # lines above a macro spec that may hold arrays which it names

_MACRO = re.compile(
    r"\s*(?:static\s+)?(?:"
    r"(?P<spec>DEFINE_(?:[A-Z0-9]+_)*API_SPEC|DEFINE_KAPI_[A-Z0-9_]*SPEC|KAPI_DEFINE_[A-Z0-9_]*SPEC)"
    r"|(?P<inline>(?:[A-Z0-9]+_)?SYSCALL_DEFINE_SPEC\d)"
    r")\s*\("
)
_STRUCT = re.compile(r"\s*(?:(?:static|const)\s+)*struct\s+kapi_ioctl_spec\s+\w+[^;=(]*=\s*\{?\s*$")
_END = re.compile(r"\bKAPI_(?:END_SPEC|END_IOCTL_SPEC|IOCTL_END_SPEC)\b|\}\s*;")
_STRAY = re.compile(
    r"\s*KAPI_(?:DESCRIPTION|LONG_DESC|CONTEXT|PARAM|RETURN|ERROR|LOCK|SIGNAL|SIDE_EFFECT"
    r"|STATE_TRANS|CAPABILITY|CONSTRAINT|STRUCT_SPEC)\w*\s*\(|\s*KAPI_(?:IOCTL_)?END_(?:IOCTL_)?SPEC\b"
)
_SYSCALL_LINE = re.compile(r"(?:[A-Z0-9]+_)?SYSCALL(?:32)?_DEFINE\d\s*\(")
_STAR = re.compile(r"\s*\*(?:\s|$)")
_PARAM = re.compile(r"\s*\*\s*@\w+:")
_FOLLOWED = re.compile(r"\s*(?:static\s+)?DEFINE_KERNEL_API_SPEC\b")


class Blocks(msgspec.Struct, frozen=True, kw_only=True):
    """What `find_blocks` gives: the blocks in the order of the text, and its findings.

    A comment block is any kernel-doc comment; whether it is a spec is the grammar's question.
    ``remarks`` are ordinary comments that hold words of a spec.
    """

    blocks: tuple[CommentBlock | MacroBlock, ...] = ()
    findings: tuple[Finding, ...] = ()
    remarks: tuple[CommentBlock, ...] = ()


def find_blocks(text: SourceText) -> Blocks:
    """Return the kernel-doc comments and macro specs of ``text`` that have an added line.

    Text in ordinary comments, string literals and macro bodies is no block.
    """
    return _Scanner(text).run()


class _Scanner:
    def __init__(self, text: SourceText) -> None:
        self.text = text
        self.lexed: Lexed = lex([line.text for line in text.lines])
        self.comments = {c.first: c for c in self.lexed.comments if c.kernel_doc}
        self.remarks = {c.last: c for c in self.lexed.comments if self._is_for_kapi(c)}
        self.macros = {
            number: match
            for number, code in enumerate(self.lexed.code)
            if (match := self._opener(number, code))
        }
        self.stops = frozenset(self.comments) | frozenset(self.macros)
        self.blocks: list[CommentBlock | MacroBlock] = []
        self.macro_end = 0  # the line after the macro spec before
        self.findings: list[Finding] = []
        self.remarked: list[CommentBlock] = []

    def _is_for_kapi(self, comment: Comment) -> bool:
        ours = SUPPRESSION in self.text.lines[comment.first].text
        return ours and comment.complete and not comment.kernel_doc

    def _opener(self, number: int, code: str) -> re.Match[str] | None:
        if self.lexed.directive[number] or code.rstrip().endswith("\\"):
            return None
        if "SPEC" in code:
            return _MACRO.match(code)
        return _STRUCT.match(code) if "kapi_ioctl_spec" in code else None

    def run(self) -> Blocks:
        after = 0
        for number in sorted(self.stops):
            if number < after:
                continue
            self._strays(after, number)
            comment = self.comments.get(number)
            after = self._comment(comment) if comment else self._macro(number)
        self._strays(after, len(self.text.lines))
        for first, last in self.lexed.tails:
            self._tail(first, last)
        self._middles()
        for comment in self.lexed.comments:
            if not comment.kernel_doc and comment.last > comment.first:
                self._remark(comment)
        self.blocks.sort(key=lambda block: block.lines[0].number)
        return Blocks(
            blocks=tuple(self.blocks), findings=tuple(self.findings), remarks=tuple(self.remarked)
        )

    def _comment(self, comment: Comment) -> int:
        after = comment.last + (1 if comment.end >= len(self.lexed.code[comment.last]) else 0)
        raw = self.text.lines[comment.first : comment.last + 1]
        if _is_too_long(raw):
            self._too_long(raw)
            return max(after, comment.first + 1)
        lines = comment_lines(self.text.lines, comment)
        if not lines or not any(line.added for line in raw):
            return max(after, comment.first + 1)
        found = None
        if comment.complete:
            found = declaration_at(self.text, self.lexed, comment.last, comment.end, self.stops)
        elif _spec_like(raw):
            self._unterminated(raw)
        self.blocks.append(CommentBlock(text=self.text, lines=lines, declaration=found))
        return max(after, comment.first + 1)

    def _remark(self, comment: Comment) -> None:
        """Keep an ordinary comment with words of a spec, which may have lost a star."""
        raw = self.text.lines[comment.first : comment.last + 1]
        if _is_too_long(raw) or not any(line.added for line in raw) or not _spec_like(raw):
            return
        if lines := comment_lines(self.text.lines, comment):
            block = CommentBlock(text=self.text, lines=lines, declaration=None)
            self.remarked.append(block)

    def _macro(self, first: int) -> int:
        match = self.macros[first]
        if match.re is _MACRO and match["inline"]:
            return self._inline(first, match.start("inline"))
        last, complete = self._macro_end(first)
        start = self._with_remark(first)
        lines = self.text.lines[start : last + 1]
        above = self.text.lines[max(self.macro_end, start - _ABOVE) : start]
        self.macro_end = last + 1
        if _is_too_long(lines):
            self._too_long(lines)
        elif any(line.added for line in lines):
            found = None
            if complete:
                found = declaration_at(self.text, self.lexed, last + 1, 0, self.stops)
            if not _FOLLOWED.match(self.lexed.code[first]) and not _is_command(found, lines):
                found = None
            self.blocks.append(
                MacroBlock(
                    text=self.text, lines=lines, above=above, declaration=found, complete=complete
                )
            )
        return last + 1

    def _with_remark(self, first: int) -> int:
        """Return the line of the comment for kapi directly above the spec at ``first``, if any."""
        above = self.remarks.get(first - 1)
        return above.first if above else first

    def _macro_end(self, first: int) -> tuple[int, bool]:
        """Return the last line of the spec that opens on ``first``, and whether it is closed."""
        for number in range(first, len(self.text.lines)):
            if number > first and (number in self.stops or self._is_syscall(number)):
                return number - 1, False
            code = self.lexed.code[number]
            ends = ("}" in code or "END" in code) and _END.search(without_literals(code))
            if ends and not self.lexed.directive[number]:
                return number, True
        return len(self.text.lines) - 1, False

    def _is_syscall(self, number: int) -> bool:
        return bool(_SYSCALL_LINE.match(self.lexed.code[number]))

    def _inline(self, first: int, column: int) -> int:
        """Take a spec that is an argument of the macro that defines its system call."""
        run = run_at(self.lexed, first, column, self.stops - {first})
        last = run[-1].line
        lines = self.text.lines[first : last + 1]
        if _is_too_long(lines):
            self._too_long(lines)
        elif any(line.added for line in lines):
            complete = run[-1].text == ")"
            self.blocks.append(
                MacroBlock(text=self.text, lines=lines, declaration=None, complete=complete)
            )
        return last + 1

    def _too_long(self, lines: tuple[Line, ...]) -> None:
        if not any(line.added for line in lines) or not _spec_like(lines):
            return
        size = sum(len(line.text) for line in lines)
        message = f"a spec of {len(lines):,} lines is not read; the most are {MAX_LINES:,}"
        if len(lines) <= MAX_LINES:
            message = f"a spec of {size:,} characters is not read; the most are {MAX_CHARACTERS:,}"
        self.findings.append(
            Finding(
                code="too-long-spec",
                severity=Severity.ERROR,
                message=message,
                span=self.text.span(lines[0], end=lines[-1]),
            )
        )

    def _unterminated(self, lines: tuple[Line, ...]) -> None:
        self.findings.append(
            Finding(
                code="unterminated",
                severity=Severity.ERROR,
                message="this comment is not closed by */ before the text ends",
                span=self.text.span(lines[0], end=lines[-1]),
                hint="what stands here was read; give the whole text to read the rest",
            )
        )

    def _strays(self, first: int, end: int) -> None:
        """Report parts of a macro spec whose opening line is not in the text: once a stretch."""
        for number in range(first, end):
            line = self.text.lines[number]
            code = self.lexed.code[number]
            if not line.added or "KAPI_" not in code or self.lexed.directive[number]:
                continue
            if _STRAY.match(code):
                self._headless(line, "parts of a spec without its opening line")
                return

    def _tail(self, first: int, last: int) -> None:
        lines = self.text.lines[first : last + 1]
        if not any(line.added for line in lines) or not _spec_like(lines):
            return
        if not _is_added_to(lines) or not self._added(first, last):
            self._headless(lines[0], "the end of a comment that holds a spec, without its start")

    def _added(self, first: int, last: int) -> bool:
        """Take the spec that a patch adds to a comment which begins above the hunk."""
        end = self.text.lines[last].text.find("*/") + 2
        found = declaration_at(self.text, self.lexed, last, end, self.stops)
        if found is None or _is_too_long(self.text.lines[first : last + 1]):
            return False
        comment = Comment(
            first=first, last=last, start=0, end=end, kernel_doc=True, complete=True, opened=False
        )
        lines = comment_lines(self.text.lines, comment)
        self.blocks.append(CommentBlock(text=self.text, lines=lines, declaration=found))
        return True

    def _middles(self) -> None:
        """Report lines of a comment of which neither the start nor the end is in the text."""
        inside = bytearray(len(self.text.lines))
        ranges = ((comment.first, comment.last) for comment in self.lexed.comments)
        for first, last in itertools.chain(ranges, self.lexed.tails):
            inside[first : last + 1] = b"\1" * (last + 1 - first)
        run: list[Line] = []
        for number, line in enumerate(self.text.lines):
            if not inside[number] and _STAR.match(line.text):
                run.append(line)
                continue
            self._middle(tuple(run))
            run = []
        self._middle(tuple(run))

    def _middle(self, lines: tuple[Line, ...]) -> None:
        if any(line.added for line in lines) and _spec_like(lines):
            self._headless(lines[0], "lines of a comment that holds a spec, without its start")

    def _headless(self, line: Line, message: str) -> None:
        self.findings.append(
            Finding(
                code="no-beginning",
                severity=Severity.WARNING,
                message=message,
                span=self.text.span(line),
                hint="give the whole file, or the patch that adds the spec",
            )
        )


def _is_too_long(lines: tuple[Line, ...]) -> bool:
    return len(lines) > MAX_LINES or sum(len(line.text) for line in lines) > MAX_CHARACTERS


def _spec_like(lines: tuple[Line, ...]) -> bool:
    return lines_may_hold_spec(line.text for line in lines)


def _is_added_to(lines: tuple[Line, ...]) -> bool:
    """Whether the patch adds all of a spec to a comment that describes parameters already.

    Its tags then stand below the lines of the parameters, so none is lost with the start.
    """
    before = tuple(line for line in lines if not line.added)
    above = itertools.takewhile(lambda line: not line.added, lines)
    return not _spec_like(before) and any(_PARAM.match(line.text) for line in above)


def _is_command(found: Declaration | None, lines: tuple[Line, ...]) -> bool:
    """Whether ``found`` defines the ioctl command that the macro spec in ``lines`` names."""
    if found is None or found.kind is not ApiKind.IOCTL:
        return False
    return any(found.name in line.text for line in lines)
