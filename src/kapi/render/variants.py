"""A variant of a spec → one entry of the document tree, its elements below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kapi.model.elements import Param
from kapi.model.spec import Variant
from kapi.render import entries
from kapi.render.document import Block, Entry
from kapi.render.facts import extension_blocks
from kapi.render.prose import blocks_of

__all__ = ["variant_entry"]


def variant_entry(variant: Variant, params: Sequence[Param]) -> Entry:
    """One variant; ``params`` are those of the spec, by whose index a size is named."""
    groups: tuple[tuple[str, Iterable[Block]], ...] = (
        ("parameters", (entries.param_entry(param, params) for param in variant.params)),
        ("returns", entries.return_blocks(variant.returns) if variant.returns else ()),
        ("errors", map(entries.error_entry, variant.errors)),
        ("signals", map(entries.signal_entry, variant.signals)),
        ("capabilities", map(entries.capability_entry, variant.capabilities)),
        ("side effects", map(entries.side_effect_entry, variant.side_effects)),
        ("state transitions", map(entries.transition_entry, variant.state_transitions)),
        ("structures", map(entries.struct_entry, variant.structs)),
        ("other tags", extension_blocks(variant.extensions)),
    )
    listed = [(title, tuple(blocks)) for title, blocks in groups]
    parts = tuple(Entry(title, "", blocks) for title, blocks in listed if blocks)
    text = blocks_of(variant.description or "")
    return Entry(variant.condition, variant.summary or "", (*text, *parts))
