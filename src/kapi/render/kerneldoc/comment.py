"""One spec to the lines of its comment, block by block, in a fixed order."""

from __future__ import annotations

import itertools
import re
from typing import Any

import msgspec

from kapi.model.elements import Extension
from kapi.model.spec import Spec, Variant, stated
from kapi.render.kerneldoc.comment_lines import Lines, starts_with_item
from kapi.render.kerneldoc.declaration import declaration_text, made_declaration
from kapi.render.kerneldoc.flat import write_flat_element
from kapi.render.kerneldoc.nesting import write_flat, write_nested
from kapi.render.kerneldoc.sub_tags import (
    Losses,
    Path,
    Sub,
    carried,
    extension_subs,
    is_plain_tag,
    member_subs,
    sub_tags,
)
from kapi.render.kerneldoc.tag_texts import spell, value_text
from kapi.vocab.dialects import CommentDialect
from kapi.vocab.field import Block, Form
from kapi.vocab.schema import BLOCKS, SPEC_TAGS, VARIANT_BLOCKS
from kapi.vocab.words import ApiKind
from kapi.written import Written

_SECTION_NAME = re.compile(r"[A-Z][A-Za-z]*(?: [A-Za-z]+){0,2}$")
_LOOKS_LIKE_TAG = re.compile(r"@?[\w .-]{1,40}:")
_TAGS = frozenset(BLOCKS) | {name for tag in SPEC_TAGS for name in tag.names if name != "notes"}
_OWN_PARTS = ("ioctl", "sysfs", "network")
_FIRST_TAGS = ("api-type", "contexts", "long-desc")
_LAST_TAGS = ("x-example", "examples", "notes")
_TEXTS = ("long-desc", *_LAST_TAGS)
_ONE_LINE = 60
_NONE_TAGS = frozenset(name for name, block in BLOCKS.items() if block.head and name != "param")


class Writer:
    """Writes one spec in one dialect."""

    def __init__(self, spec: Spec, dialect: CommentDialect) -> None:
        self.spec = spec
        self.dialect = dialect
        self.lines = Lines()
        self.losses = Losses(dialect)
        self.made = made_declaration(spec)

    def write(self) -> Written:
        """Return the comment and the declaration."""
        spec = self.spec
        self.lines.prose(0, f"{spec.name} -" if spec.summary else spec.name, spec.summary or "")
        self._param_lines()
        self._kind()
        self._parts()
        self._spec_tags(head=True)
        self._params()
        for name, block in BLOCKS.items():
            if name not in ("param", "field"):
                self._group(block)
        self._spec_tags(head=False)
        self._spec_extensions()
        self._sections()
        self._comment_ends()
        text = self.lines.text()
        declared = spec.declaration.text if spec.declaration else self.made
        if self.made:
            self.losses.add(("declaration",), "made from the parameters")
        if declared:
            text += "\n" + declaration_text(declared)
        return Written(text=text + "\n", losses=tuple(self.losses.found))

    # --- the head -----------------------------------------------------------------------------

    def _param_lines(self) -> None:
        declared = self.spec.declaration
        order = [param.name for param in declared.params] if declared else []
        names = [param.name for param in self.spec.params]
        if names[: len(order)] != order:
            self.losses.add(("params",), "the declaration has other parameters")
        for param in self.spec.params:
            if param.description or not declared:
                self.lines.prose(0, f"@{param.name}:", param.description or "")

    def _kind(self) -> None:
        spec = self.spec
        if spec.ioctl is not None:
            derived = ApiKind.IOCTL
        elif spec.sysfs is not None:
            derived = ApiKind.SYSFS
        elif spec.declaration is not None:
            derived = spec.declaration.kind
        else:
            derived = ApiKind.SYSCALL if spec.name.startswith("sys_") else ApiKind.FUNCTION
        if spec.kind is not derived or spec.kind in (ApiKind.IOCTL, ApiKind.SYSFS):
            self.lines.blank()
            self.lines.line(0, "api-type:", spec.kind.value)

    def _parts(self) -> None:
        """The parts of a spec that only kapi's own tags can say."""
        if not self.dialect.own:
            for part in _OWN_PARTS:
                if getattr(self.spec, part) is not None:
                    self.losses.add((part,))
            parts = dict.fromkeys(_OWN_PARTS)
            self.spec = msgspec.structs.replace(self.spec, **parts)

    def _spec_tags(self, head: bool) -> None:
        separate = True  # one-line tags stand together, texts apart
        for tag in SPEC_TAGS:
            if head is (tag.tag in _LAST_TAGS):
                continue
            value = stated(self.spec, tag.path)
            if value is None or value == ():
                continue
            path = tuple(tag.path.split("."))
            if tag.own and not self.dialect.own:
                self.losses.add(path)
                continue
            spelled = self.dialect.tag("", tag.tag) + ":"
            text = value_text(tag, value, self.dialect)
            is_text = tag.tag in _TEXTS or "\n" in text or len(text) > _ONE_LINE
            begins = tag.tag in (*_FIRST_TAGS, *_LAST_TAGS) or not self.dialect.flat
            if begins and (separate or is_text):
                self.lines.blank()
            separate = is_text
            if tag.form is Form.CODE:
                self.lines.code(0, spelled, text)
            else:
                self.lines.prose(0, spelled, text)

    # --- blocks -------------------------------------------------------------------------------

    def _params(self) -> None:
        declared = self.spec.declaration
        types = {p.name: p.type_name for p in declared.params} if declared else {}
        for index, param in enumerate(self.spec.params):
            path: Path = ("params", index)
            shown = msgspec.structs.replace(param, description=None)
            if self.made or types.get(param.name) == param.type_name:
                shown = msgspec.structs.replace(shown, type_name=None)
            elif param.type_name is None and types.get(param.name):
                self.losses.add((*path, "type_name"), "the declaration gives a type")
            subs = sub_tags(BLOCKS["param"], shown, path, self.losses)
            if self.dialect.flat:
                for sub in subs:
                    self._flat_param(param.name, sub)
            elif subs:
                write_nested(self.lines, "param", param.name, subs, "desc")

    def _flat_param(self, name: str, sub: Sub) -> None:
        tag = f"param-{sub.tag}:"
        if starts_with_item(sub.text):
            self.lines.line(0, tag, f"{name},")
            self.lines.below(2, sub.text)
        else:
            self.lines.prose(0, tag, f"{name}, {sub.text}")

    def _group(self, block: Block) -> None:
        path = tuple(block.field.split("."))
        value = stated(self.spec, block.field)
        if value is None or value == ():
            return
        if (block.own and not self.dialect.own) or (block.name == "struct" and self.dialect.flat):
            self.losses.add(path)
        elif isinstance(value, tuple):
            write = self._variant if block.name == "variant" else self._element
            for number, element in enumerate(value):
                write(block, element, (*path, number))
        else:
            self._element(block, value, path)

    def _element(self, block: Block, element: Any, path: Path) -> None:
        subs = sub_tags(block, element, path, self.losses)
        if block.name == "struct":
            subs += member_subs(element, path, self.losses)
        head = self._head(block, element)
        if block.name == "error" and not self.dialect.flat and element.summary:
            head = f"{head}, {element.summary}"
        if self.dialect.flat:
            write_flat_element(self.lines, block.name, head, element, subs, self.dialect)
            if block.name == "return" and not subs:
                write_flat(self.lines, "return", " ", [])
        else:
            write_nested(self.lines, block.name, head, subs, block.tags[0].tag)

    def _variant(self, block: Block, variant: Variant, path: Path) -> None:
        """A variant: its blocks stand two columns further in."""
        head = ", ".join(text for text in (variant.condition, variant.summary) if text)
        outer, self.lines = self.lines, Lines(margin=2)
        if variant.description:
            self.lines.prose(0, "desc:", variant.description)
        for name in VARIANT_BLOCKS:
            self._variant_group(BLOCKS[name], variant, path)
        self._extensions(variant.extensions, (*path, "extensions"))
        inner, self.lines = self.lines, outer
        subs = [] if inner.rows else [Sub("desc", "")]
        write_nested(self.lines, block.name, head, subs, "desc")
        self.lines.include(inner)

    def _variant_group(self, block: Block, variant: Variant, path: Path) -> None:
        value = getattr(variant, block.field)
        if isinstance(value, tuple):
            for number, element in enumerate(value):
                self._element(block, element, (*path, block.field, number))
        elif value is not None:
            self._element(block, value, (*path, block.field))

    def _head(self, block: Block, element: Any) -> str:
        if not block.head:
            return ""
        value = getattr(element, block.head)
        if isinstance(value, tuple):
            return " | ".join(spell(word, self.dialect) for word in value)
        return str(value)

    # --- the rest -----------------------------------------------------------------------------

    def _spec_extensions(self) -> None:
        extensions = self.spec.extensions
        if extensions and not self.dialect.own:
            rest = [e for e in extensions if not _says_none(e)]
            if rest:
                self.losses.add(("extensions",))
                return
        self._extensions(extensions, ("extensions",))

    def _extensions(self, extensions: tuple[Extension, ...], path: Path) -> None:
        known = frozenset(tag.tag for tag in SPEC_TAGS)
        for number, extension in enumerate(extensions):
            if _says_none(extension):
                self.lines.blank()
                self.lines.line(0, f"{extension.tag}:", extension.text)
                continue
            plain = is_plain_tag(extension.tag, known)
            sub = Sub(extension.tag, extension.text) if plain else carried("x-tag", extension)
            inside = (*path, number, "parts")
            parts = extension_subs(extension.parts, frozenset(), inside, self.losses)
            self.lines.blank()
            self.lines.prose(0, f"{sub.tag}:", sub.text, deeper=4)
            for part in parts:
                self.lines.prose(2, f"{part.tag}:", part.text)

    def _sections(self) -> None:
        sections = self.spec.sections
        free = [not section.name for section in sections]
        readable = all(
            _SECTION_NAME.match(section.name) and section.name.lower() not in _TAGS - {"return"}
            if section.name
            else not _LOOKS_LIKE_TAG.search(section.text)
            for section in sections
        )
        if not readable or any(a and b for a, b in itertools.pairwise(free)):
            self.losses.add(("sections",), "not all of them can be told apart in a comment")
        for section in sections:
            self.lines.blank()
            if section.name:
                self.lines.prose(0, f"{section.name}:", section.text)
            else:
                self.lines.below(0, section.text)

    def _comment_ends(self) -> None:
        """``*/`` would end the comment: it is written ``* /``, which is another text."""
        for field in self.spec.__struct_fields__:
            if field not in ("origin", "counts", "dialect") and "*/" in repr(
                getattr(self.spec, field)
            ):
                self.losses.add((field,), "'*/' would end the comment")


def _says_none(extension: Extension) -> bool:
    """Whether it is ``capability: none``, which has a spelling of its own."""
    return extension.tag in _NONE_TAGS and extension.text.lower() == "none" and not extension.parts
