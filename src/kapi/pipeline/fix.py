"""`kapi lint --fix`: words in C files that findings correct, then specs in canonical spelling.

A word changes where a finding points at it and says what to write instead. After that only the
lines of a spec's comment change, and only when the text that was written reads back as the same
spec with the same findings, at the same place among its neighbours.
"""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from kapi.files import read_named
from kapi.finding import Finding
from kapi.model.spec import Spec
from kapi.render.show_formats import write_dialect
from kapi.report.location import fingerprint
from kapi.sources.load import load
from kapi.sources.loaded import MAX_BYTES, Input, InputKind, Loaded
from kapi.vocab.words import Dialect

_CORRECTED = ("count-mismatch",)
"""Findings of the reader that writing a spec anew answers; all others need a person."""


class Fixed(msgspec.Struct, frozen=True, kw_only=True):
    """A file that changes: ``diff`` is unified. ``refused`` says why specs stay as they are.

    ``words`` counts the words that findings corrected.
    """

    path: str
    text: str = ""
    diff: str = ""
    words: int = 0
    refused: tuple[str, ...] = ()


def fix_files(
    loaded: Loaded, findings: Sequence[Finding] = (), *, guesses: bool = False
) -> tuple[Fixed, ...]:
    """Return what would change in each file of ``loaded``; nothing is written.

    ``findings`` are those of lint, at places as they can be opened. With ``guesses`` fixes that
    are not safe are applied, too.
    """
    words: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.fix and (finding.fix.safe or guesses):
            words.setdefault(finding.span.file, []).append(finding)
    fixed = []
    for one in loaded.inputs:
        if one.source in loaded.unreadable:
            continue
        if one.kind not in (InputKind.C_FILE, InputKind.TREE, InputKind.DIRECTORY):
            reason = f"{one.source} is a {one.kind.value}: only C files are corrected in place"
            fixed.append(Fixed(path=one.source, refused=(reason,)))
            continue
        read = {file for source, file in loaded.texts if source == one.source}
        there = [
            spec.origin
            for spec in loaded.specs
            if spec.origin.source == one.source and spec.origin.file in read
        ]
        names = dict.fromkeys(origin.file for origin in there)
        paths = [_from_here(one, name) for name in names]
        fixed += [_fix(path, words.get(path, [])) for path in paths]
    return tuple(fixed)


def _from_here(one: Input, name: str) -> str:
    return name if one.kind is InputKind.C_FILE else os.path.join(one.source, name)


def _fix(path: str, findings: Sequence[Finding]) -> Fixed:
    if not os.path.isfile(path):
        reason = f"{path or 'standard input'} is no file: only C files are corrected in place"
        return Fixed(path=path, refused=(reason,))
    try:
        old = read_named(path, MAX_BYTES).decode()
    except UnicodeDecodeError:
        return Fixed(path=path, refused=(f"{path} is not in UTF-8",))
    if load([path]).inputs[0].kind is not InputKind.C_FILE:
        return Fixed(path=path, refused=(f"{path} is no C file",))
    corrected, words = _corrected(old, findings)
    before = _read_again(corrected, path)
    text, refused = _rewritten(corrected, path, before)
    specs = before.specs
    reasons = [
        f"{path}:{specs[index].origin.line}: {specs[index].name} stays as it is: {reason}"
        for index, reason in sorted(refused.items())
    ]
    return Fixed(
        path=path, text=text, diff=_diff(path, old, text), words=words, refused=tuple(reasons)
    )


def _corrected(text: str, findings: Sequence[Finding]) -> tuple[str, int]:
    """The text with the words that ``findings`` correct, and how many they are.

    Where two findings correct one word, the first counts; the next run sees the other.
    """
    lines = text.split("\n")
    places = {(one.span.line, one.span.column): one for one in reversed(findings)}
    count = 0
    for (line, column), one in sorted(places.items(), reverse=True):
        assert one.fix
        row, old = lines[line - 1], one.about[-1]
        if row[column - 1 :].startswith(old):
            lines[line - 1] = row[: column - 1] + one.fix.text + row[column - 1 + len(old) :]
            count += 1
    return "\n".join(lines), count


def _rewritten(old: str, path: str, before: Loaded) -> tuple[str, dict[int, str]]:
    """The text with its specs written anew, and why some are not, by number of the spec."""
    refused: dict[int, str] = {}
    while True:
        lines = old.split("\n")
        for index in range(len(before.specs) - 1, -1, -1):
            if index not in refused:
                try:
                    _replace(lines, before.specs[index])
                except ValueError as reason:
                    refused[index] = str(reason)
        text = "\n".join(lines)
        again = _read_again(text, path)
        changed = dict(_changed(before, again))
        if not changed.keys() - refused.keys():
            return text, refused
        refused |= changed  # at least one more each time


def _replace(lines: list[str], spec: Spec) -> None:
    """Put the comment of ``spec`` anew into ``lines``; raise ValueError where that cannot be."""
    if spec.dialect is not Dialect.KERNELDOC:
        name = spec.dialect.value if spec.dialect else "unknown"
        raise ValueError(f"its dialect is {name}; kapi show -f kerneldoc translates it")
    written = write_dialect(spec, Dialect.KERNELDOC)
    if written.losses:
        raise ValueError(f"the canonical text cannot say {written.losses[0]}")
    comment = written.text[: written.text.index("*/") + 2].split("\n")
    first = spec.origin.line - 1
    while first > 0 and "/**" not in lines[first]:
        first -= 1
    last = spec.origin.line - 1
    while last < len(lines) - 1 and "*/" not in lines[last]:
        last += 1
    if lines[first].strip() != "/**" or lines[last].strip() != "*/":
        raise ValueError("its comment shares a line with other text")
    ending = "\r" if lines[first].endswith("\r") else ""
    lines[first : last + 1] = [row + ending for row in comment]


def _read_again(text: str, path: str) -> Loaded:
    with tempfile.TemporaryDirectory(prefix="kapi-fix-") as room:
        draft = Path(room) / Path(path).name
        draft.write_bytes(text.encode())
        return load([str(draft)])


def _changed(before: Loaded, after: Loaded) -> Iterator[tuple[int, str]]:
    """The specs that read differently, or with other findings, and how."""
    if len(before.specs) != len(after.specs):
        reason = "the canonical text does not read back as the same specs"
        yield from ((index, reason) for index in range(len(before.specs)))
        return
    found, left = _by_spec(before), _by_spec(after)
    for index, (old, new) in enumerate(zip(before.specs, after.specs, strict=True)):
        if old != new:
            yield index, "the canonical text does not read back as the same spec"
        elif _marks(found[index]) != _marks(left[index]):
            codes = dict.fromkeys(f.code for f in found[index] if f.code not in _CORRECTED)
            yield index, f"correct by hand first: {', '.join(codes)}"


def _by_spec(loaded: Loaded) -> Mapping[int, Sequence[Finding]]:
    """The reader's findings within each spec, by its number."""
    lines: dict[int, list[Finding]] = {}
    for finding in loaded.findings:
        lines.setdefault(finding.span.line, []).append(finding)
    return {
        index: [
            finding
            for line in range(spec.origin.line, max(spec.origin.line, spec.origin.end_line) + 1)
            for finding in lines.get(line, ())
        ]
        for index, spec in enumerate(loaded.specs)
    }


def _marks(findings: Sequence[Finding]) -> list[str]:
    return sorted(fingerprint(f) for f in findings if f.code not in (*_CORRECTED, "duplicate-spec"))


def _diff(path: str, old: str, new: str) -> str:
    name = path.lstrip("/")
    rows = difflib.unified_diff(_rows(old), _rows(new), f"a/{name}", f"b/{name}")
    return "".join(
        row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows
    )


def _rows(text: str) -> list[str]:
    *whole, rest = text.split("\n")
    return [*(row + "\n" for row in whole), *([rest] if rest else [])]
