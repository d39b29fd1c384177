"""The entries of a comment to one `Spec`."""

from __future__ import annotations

import re
from typing import Any

from kapi.finding import Severity
from kapi.model.spec import Declaration, Origin, Section, Spec, parted
from kapi.sources.c.blocks import CommentBlock
from kapi.sources.kerneldoc.cut import cut_list
from kapi.sources.kerneldoc.element import is_none, read_element
from kapi.sources.kerneldoc.fields import Fields, read_value
from kapi.sources.kerneldoc.grammar import COUNTS, SPEC_TAG_NAMES, TOP_TAGS
from kapi.sources.kerneldoc.notes import Notes
from kapi.sources.kerneldoc.parameters import Params
from kapi.sources.kerneldoc.rows import Entry
from kapi.sources.kerneldoc.split import FREE_TEXT, NAME_LINE, PARAM, SECTION, UNKNOWN
from kapi.sources.kerneldoc.variant import read_variant
from kapi.vocab.schema import BLOCKS
from kapi.vocab.spelling import find_word
from kapi.vocab.words import ApiKind, Context, Dialect

_NAME = re.compile(
    r"(?:function\s+)?(?P<name>[A-Za-z_]\w*)\s*(?:\([^()]*\))?\s*(?:$|(?:--?|:|\u2013|\u2014)(?=\s|$|\w)\s*)"
)


def build(entries: list[Entry], block: CommentBlock, dialect: Dialect, notes: Notes) -> Spec:
    """Return the spec that ``entries`` (the name line first) describe."""
    builder = _Builder(block.declaration, notes)
    for entry in entries:
        builder.add(entry)
    return builder.finish(block, dialect)


class _Builder:
    """Collects the fields of one spec, entry by entry."""

    def __init__(self, declaration: Declaration | None, notes: Notes) -> None:
        self.declaration = declaration
        self.notes = notes
        self.fields = Fields()
        self.lists: dict[str, list[Any]] = {}
        self.params = Params(declaration, notes)
        self.sections: list[Section] = []
        self.counts: dict[str, tuple[str, Entry]] = {}
        self.seen: dict[str, Entry] = {}
        self.kind: ApiKind | None = None

    def add(self, entry: Entry) -> None:
        tag = entry.tag
        if tag == NAME_LINE:
            self._name(entry)
        elif tag.startswith(PARAM):
            self.params.describe(tag[1:], entry)
        elif tag.startswith(SECTION) or tag == FREE_TEXT:
            self._section(entry)
        elif tag in BLOCKS:
            self._block(entry)
        elif tag in SPEC_TAG_NAMES:
            self._spec_tag(entry)
        elif tag in COUNTS:
            self.counts[COUNTS[tag]] = (entry.line_text, entry)
        elif tag == "api-type":
            self._kind(entry)
        else:
            self._extension(entry)

    def _name(self, entry: Entry) -> None:
        """``name - purpose``; what is not that is free text."""
        text = entry.line_text
        match = _NAME.match(text)
        if match:
            self.fields.values["name"] = self.notes.api = match["name"]
            if text[match.end() :]:
                self.fields.values["summary"] = text[match.end() :]
        elif text:
            self.sections.append(
                Section(name="", text=entry.prose or "", span=self.notes.span(entry))
            )

    def _section(self, entry: Entry) -> None:
        name = entry.tag.removeprefix(SECTION) if entry.tag.startswith(SECTION) else ""
        text = entry.prose or ""
        if name == "context" and all(find_word(Context, part) for part in cut_list(text)):
            message = "'context:' is not a tag"
            self.notes.unknown("unknown-tag", entry, message, name, TOP_TAGS, tag=True)
        if text or name:
            self.sections.append(Section(name=name, text=text, span=self.notes.span(entry)))

    def _block(self, entry: Entry) -> None:
        if is_none(entry):
            self.fields.keep(entry, self.notes)
        elif entry.tag == "param":
            self.params.refine(entry)
        elif entry.tag == "variant":
            variant = read_variant(entry, self.declaration, self.notes)
            self.lists.setdefault("variants", []).append(variant)
        else:
            block = BLOCKS[entry.tag]
            element = read_element(entry, self.notes)
            if block.many:
                self.lists.setdefault(block.field, []).append(element)
                return
            if block.field in self.seen:
                self._repeated(block.field, entry)
            self.seen[block.field] = entry
            self.fields.values[block.field] = element

    def _spec_tag(self, entry: Entry) -> None:
        tag = SPEC_TAG_NAMES[entry.tag]
        if tag.tag in self.seen:
            self._repeated(tag.tag, entry)
        self.seen[tag.tag] = entry
        if tag.part:
            self.fields.values.setdefault(tag.part, {})
        read_value(tag, entry, self.fields, self.notes)

    def _repeated(self, name: str, entry: Entry) -> None:
        first = self.seen[name]
        self.notes.repeated(entry, first)
        self.fields.keep(first, self.notes)

    def _kind(self, entry: Entry) -> None:
        self.kind = find_word(ApiKind, entry.line_text)
        if self.kind is None and entry.line_text:
            self.notes.word(ApiKind, entry.line_text, entry)
            self.fields.keep(entry, self.notes)

    def _extension(self, entry: Entry) -> None:
        name = entry.tag.removeprefix(UNKNOWN)
        self.fields.keep_tag(entry, self.notes, name)
        own = name.startswith("x-") and not self.notes.meant(name, TOP_TAGS)
        if entry.tag.startswith(UNKNOWN) and not own and name not in TOP_TAGS:
            hint = "indent the line if it is text"
            message = f"'{name}:' is not a tag"
            self.notes.unknown("unknown-tag", entry, message, name, TOP_TAGS, hint, tag=True)

    def finish(self, block: CommentBlock, dialect: Dialect) -> Spec:
        values = dict(self.fields.values)
        for path, elements in self.lists.items():
            values[path] = tuple(elements)
        values = parted(values)
        values["name"] = self._api_name(values.pop("name", ""))
        values["kind"] = self._api_kind(values)
        values["params"] = self.params.finish()
        self._check_counts(values)
        return Spec(
            **values,
            dialect=dialect,
            declaration=self.declaration,
            origin=_origin(block),
            sections=tuple(self.sections),
            extensions=tuple(self.fields.extensions),
            counts={group: text for group, (text, _) in self.counts.items()},
        )

    def _api_name(self, written: str) -> str:
        """The name in the comment; ``mlock`` before ``SYSCALL_DEFINE2(mlock`` is ``sys_mlock``."""
        declared = self.declaration.name if self.declaration else ""
        if not written or declared == f"sys_{written}":
            return declared
        return written

    def _api_kind(self, values: dict[str, Any]) -> ApiKind:
        if self.kind is not None:
            return self.kind
        for part, kind in (("ioctl", ApiKind.IOCTL), ("sysfs", ApiKind.SYSFS)):
            if part in values:
                return kind
        if self.declaration is not None:
            return self.declaration.kind
        return ApiKind.SYSCALL if values["name"].startswith("sys_") else ApiKind.FUNCTION

    def _check_counts(self, values: dict[str, Any]) -> None:
        for group, (text, entry) in self.counts.items():
            found = values.get(group) or ()
            number = len(found) if isinstance(found, tuple) else 1
            if not text.isdigit() or int(text[:9]) != number:
                self.notes.add(
                    "count-mismatch",
                    Severity.WARNING,
                    entry,
                    f"'{entry.tag}: {text}', but there are {number}",
                )


def _origin(block: CommentBlock) -> Origin:
    first, last = block.lines[0], block.lines[-1]
    return Origin(
        source=block.text.source,
        file=block.text.file,
        line=first.number,
        column=first.column,
        end_line=last.number,
    )
