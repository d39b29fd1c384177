"""One element to its head and sub-tags, and what of it the dialect cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kapi.model.elements import Extension, Unknown
from kapi.render.kerneldoc.tag_texts import limit_texts, spell, success_texts, value_text
from kapi.vocab.dialects import CommentDialect
from kapi.vocab.field import Block, Field, Form
from kapi.vocab.schema import BLOCKS
from kapi.written import Loss

Path = tuple[str | int, ...]

_OWN_TAG = re.compile(r"x-[a-z0-9]+(?:-[a-z0-9]+)*$")


class Sub(NamedTuple):
    """One sub-tag: its spelling, its text (prose in normal form), and a member's own ones."""

    tag: str
    text: str
    subs: tuple[Sub, ...] = ()


class Losses:
    """What could not be written so far."""

    def __init__(self, dialect: CommentDialect) -> None:
        self.dialect = dialect
        self.found: list[Loss] = []

    def add(self, path: Path, reason: str = "") -> None:
        """Record that the field at ``path`` is lost."""
        name = self.dialect.dialect.value
        self.found.append(Loss(path, reason or f"{name} has no tag for it"))


def sub_tags(block: Block, element: Any, path: Path, losses: Losses) -> list[Sub]:
    """The sub-tags of ``element``, in the order of the grammar, extensions last."""
    dialect = losses.dialect
    subs: list[Sub] = []
    for tag in block.tags:
        if tag.form is Form.MEMBERS or tag.path == block.head:
            continue
        for name, text in _texts(tag, element, path, losses):
            subs.append(Sub(dialect.tag(block.name, name), text))
    known = block.names
    subs += extension_subs(element.extensions, known, (*path, "extensions"), losses)
    return subs


def _texts(tag: Field, element: Any, path: Path, losses: Losses) -> Iterator[tuple[str, str]]:
    """The spelled sub-tags that say the field of ``tag``."""
    dialect = losses.dialect
    if tag.part == "limits":
        if tag.path == "limits.type":
            size_param = getattr(element, "size_param", None)
            for name, text in limit_texts(element.limits, size_param, dialect):
                if name == "validate" and not dialect.own:
                    losses.add((*path, "limits", "validate"))
                else:
                    yield name, text
        return
    if tag.form is Form.RANGE:
        return
    if tag.form is Form.SUCCESS:
        yield from success_texts(element.success_min, element.success_max, element.success)
        return
    value = getattr(element, tag.path)
    if value is None or value == ():
        return
    if tag.own and not dialect.own:
        losses.add((*path, tag.path))
        return
    special = _special(tag, value, element, dialect)
    if special is not None:
        yield tag.tag, special


def _special(tag: Field, value: Any, element: Any, dialect: CommentDialect) -> str | None:
    """The text of a field; None where another tag says it already."""
    if tag.form is Form.TYPE and dialect.short and element.flags:
        return ", ".join([spell(value, dialect), *(spell(flag, dialect) for flag in element.flags)])
    if tag.path == "flags" and tag.form is Form.WORDS and dialect.short and element.type:
        return None
    if tag.form is Form.POSITION:
        said = limit_texts(element.limits, value, dialect)
        if any(text.startswith("buffer(") for _, text in said):
            return None
    return value_text(tag, value, dialect)


def is_plain_tag(tag: str, known: Iterable[str]) -> bool:
    """Whether an extension's tag can stand as it is."""
    return bool(_OWN_TAG.match(tag)) and tag not in known and tag not in ("x-tag", "x-part")


def extension_subs(
    extensions: tuple[Extension, ...], known: frozenset[str], path: Path, losses: Losses
) -> list[Sub]:
    """Extensions as sub-tags: ``x-...`` as they are, others as ``x-tag: NAME: text``."""
    if not losses.dialect.own:
        if extensions:
            losses.add(path, f"{losses.dialect.dialect.value} has no extension tags")
        return []
    subs: list[Sub] = []
    for number, extension in enumerate(extensions):
        if is_plain_tag(extension.tag, known):
            subs.append(Sub(f"{extension.tag}", extension.text))
        else:
            subs.append(carried("x-tag", extension))
        for index, part in enumerate(extension.parts):
            subs.append(carried("x-part", part))
            if part.parts:
                losses.add((*path, number, "parts", index, "parts"), "nested too deep")
    return subs


def carried(carrier: str, extension: Extension) -> Sub:
    """``x-tag: NAME: text``: an extension of any name."""
    return Sub(carrier, f"{extension.tag}: {extension.text}".rstrip())


def member_subs(struct: Any, path: Path, losses: Losses) -> list[Sub]:
    """The members of a structure, each with sub-tags of its own."""
    block = BLOCKS["field"]
    members = []
    for number, member in enumerate(struct.fields):
        subs = sub_tags(block, member, (*path, "fields", number), losses)
        if isinstance(member.type, Unknown):
            # without "type-name:" an unknown word is read as the C type
            if not losses.dialect.own:
                losses.add((*path, "fields", number, "type"), "read as the C type")
                losses.add((*path, "fields", number, "type_name"), "read from the type")
            elif member.type_name is None:
                subs.append(Sub("type-name", ""))
        members.append(Sub("field", member.name, tuple(subs)))
    return members
