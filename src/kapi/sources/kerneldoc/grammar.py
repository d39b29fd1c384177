"""Which words open what: the names of tags at the top level, and those of the flat dialect."""

from __future__ import annotations

import enum
import functools
import re
from typing import NamedTuple

from kapi.vocab.schema import BLOCKS, SPEC_TAGS
from kapi.vocab.spelling import PREFIXES, is_one_slip

TAG = re.compile(r"@?([A-Za-z][A-Za-z0-9_-]*)[ \t]?:(?!:)")
"""A word and a single colon at the start of a row (after its indentation)."""

SPEC_TAG_NAMES = {name: tag for tag in SPEC_TAGS for name in tag.names}

COUNTS = {f"{block.name}-count": block.field for block in BLOCKS.values() if "." not in block.field}
"""``param-count`` ... and the group of the spec that each of them counts."""

BARE_TAGS = frozenset(
    {"validation-group", "validation-policy", "validation-flag", "validation-rule"}
    | {"struct-field-policy", "struct-field-validate", "struct-field-version", "struct-field-flag"}
    | {"kapi-version", "x-extension"}
)
"""Tags of the framework that have no field in the model: kept as extensions without a finding."""


class FlatTag(NamedTuple):
    """A tag such as ``lock-desc``: sub-tag ``sub`` of the last block ``block``."""

    block: str
    sub: str


def _flat_tags() -> dict[str, FlatTag]:
    tags = {
        f"{block.name}-{name}": FlatTag(block.name, tag.tag)
        for block in BLOCKS.values()
        if not block.own and block.name not in ("struct", "field")
        for tag in block.tags
        for name in tag.names
    }
    tags.update(
        {
            f"struct-field-{name}": FlatTag("field", tag.tag)
            for tag in BLOCKS["field"].tags
            for name in tag.names
        }
    )
    for block in ("struct-size", "struct-alignment", "struct-desc"):
        tags[block] = FlatTag("struct", block.partition("-")[2])
    for name in ("error-code", "struct-type", "struct-field"):
        tags[name] = FlatTag(name, "")
    return tags


FLAT_TAGS = _flat_tags()

GENERIC_TAGS = frozenset(
    {"param", "error", "lock", "signal", "constraint", "capability", "struct", "variant"}
)
"""Tags that are ordinary words as well: they need more than the word to be a sign of a spec."""

TOP_TAGS = (
    frozenset(BLOCKS) - {"field"}
    | set(SPEC_TAG_NAMES)
    | set(COUNTS)
    | set(FLAT_TAGS)
    | BARE_TAGS
    | {"api-type"}
)
"""Every word that opens a block at the top level."""


_FEW = 5
_SHORT, _LIKE = 0.74, 0.8
"""How alike two words must be; two letters that changed places weigh more in a short one."""


@functools.lru_cache(maxsize=1024)
def suggest(name: str, known: frozenset[str]) -> str:
    """The word of ``known`` that ``name`` probably was meant to be, or an empty string."""
    if len(name) > 32:
        return ""
    near = [word for word in sorted(known) if is_one_slip(name.lower(), word)]
    if len(near) == 1:
        return near[0]
    import difflib  # only an unknown word pays for it

    cutoff = _SHORT if len(name) <= _FEW else _LIKE
    found = difflib.get_close_matches(name.lower(), sorted(known), n=1, cutoff=cutoff)
    return found[0] if found else ""


@functools.lru_cache(maxsize=1024)
def suggest_word(kind: type[enum.Enum], text: str) -> str:
    """The word of ``kind`` that ``text`` probably was meant to be, spelt as ``text`` is.

    What all names of a kind begin with says nothing of which is meant.
    """
    prefix = PREFIXES.get(kind, "")
    short = frozenset(str(member.value) for member in kind)
    if not prefix or not (text.isupper() and "_" in text):
        return suggest(text, short)
    if text.startswith(prefix):
        found = suggest(text[len(prefix) :], short)
        return prefix + found.upper() if found else ""
    from difflib import get_close_matches

    names = [prefix + name for name in kind.__members__]
    return next(iter(get_close_matches(text, names, n=1, cutoff=0.9)), "")


def contained_word(kind: type[enum.Enum], text: str) -> str:
    """The only word of ``kind`` that ``text`` holds or begins, or an empty string."""
    prefix = PREFIXES.get(kind, "")
    long = bool(prefix) and text.startswith(prefix)
    rest = text[len(prefix) :].lower() if long else text.lower()
    near = [
        str(member.value)
        for member in kind
        if (len(str(member.value)) > 3 and rest.endswith(str(member.value)))
        or (len(rest) > 3 and str(member.value).startswith(f"{rest}_"))
    ]
    if len(near) != 1:
        return ""
    return prefix + near[0].upper() if long else near[0]
