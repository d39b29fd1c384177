"""The C structures of the framework, as the schema's layouts have them.

The macros of `kapi.vocab.macros` are abbreviations for assignments to their members.
"""

from __future__ import annotations

from kapi.vocab.field import Block, Structure
from kapi.vocab.schema import BLOCKS, SPEC

IGNORED = frozenset(
    f"{group}_magic"
    for group in (
        *("param", "return", "error", "lock", "constraint", "info", "signal", "sigmask"),
        *("struct", "effect", "trans", "cap"),
    )
)
"""Members that only help to find things in a binary."""


def _structure(block: Block) -> Structure:
    inner = tuple(one.structure for one in _HELD if one.parent == block.structure)
    return Structure(block.structure, block.field, block.members, block.many, inner, block.parent)


_HELD = [block for block in BLOCKS.values() if block.structure]
STRUCTURES: dict[str, Structure] = {block.structure: _structure(block) for block in _HELD}
"""Every structure inside a spec, by the name of its member."""

SPEC_STRUCTURE = _structure(SPEC)
"""The spec itself."""
