"""The network block of a spec → blocks of the document tree."""

from __future__ import annotations

from kapi.model.network import AddressFamily, AsyncSpec, BufferSpec, Network, SocketState
from kapi.render.document import Block, Entry, Fact
from kapi.render.facts import extension_blocks, fact, facts_block, prose

__all__ = ["network_blocks"]


def network_blocks(network: Network) -> tuple[Block, ...]:
    """All that a spec says about sockets."""
    blocks = list(facts_block(_properties(network)))
    if network.socket_state:
        blocks.append(_state(network.socket_state))
    for protocol in network.protocol_behaviors:
        facts = [
            *fact("flags", protocol.flags),
            *prose("flag meaning", protocol.flag_description),
            *prose("behavior", protocol.behavior),
        ]
        body = (*facts_block(facts), *extension_blocks(protocol.extensions))
        blocks.append(Entry("protocols", protocol.protocols, body, code=True))
    if network.buffer:
        blocks.append(_buffer(network.buffer))
    if network.async_io:
        blocks.append(_async(network.async_io))
    blocks += (_family(family) for family in network.address_families)
    blocks += extension_blocks(network.extensions)
    return tuple(blocks)


def _properties(network: Network) -> list[Fact]:
    return [
        *fact("connection oriented", network.is_connection_oriented),
        *fact("message oriented", network.is_message_oriented),
        *fact("out-of-band data", network.supports_oob_data),
        *fact("peek", network.supports_peek),
        *fact("select and poll", network.supports_select_poll),
        *fact("reentrant", network.is_reentrant),
        *prose("connection establishment", network.connection_establishment),
        *prose("connection termination", network.connection_termination),
        *prose("data transfer", network.data_transfer),
    ]


def _state(state: SocketState) -> Entry:
    facts = [
        *fact("required", state.required),
        *fact("forbidden", state.forbidden),
        *fact("resulting", state.resulting),
        *fact("protocols", state.protocols),
        *prose("condition", state.condition),
    ]
    return Entry("socket state", "", (*facts_block(facts), *extension_blocks(state.extensions)))


def _buffer(buffer: BufferSpec) -> Entry:
    facts = [
        *fact("behaviors", buffer.behaviors),
        *fact("minimum bytes", buffer.minimum),
        *fact("maximum bytes", buffer.maximum),
        *fact("optimal bytes", buffer.optimal),
        *fact("partial transfers", buffer.can_partial),
        *prose("partial rules", buffer.partial_rules),
        *prose("fragmentation", buffer.fragmentation),
    ]
    return Entry("buffers", "", (*facts_block(facts), *extension_blocks(buffer.extensions)))


def _async(spec: AsyncSpec) -> Entry:
    facts = [
        *fact("modes", spec.modes),
        *fact("when not blocking", spec.nonblock_errno),
        *fact("poll in", spec.poll_in),
        *fact("poll out", spec.poll_out),
        *fact("supports timeout", spec.supports_timeout),
        *prose("timeout", spec.timeout),
        *prose("completion", spec.completion),
    ]
    return Entry("waiting", "", (*facts_block(facts), *extension_blocks(spec.extensions)))


def _family(family: AddressFamily) -> Entry:
    facts = [
        *fact("structure size", family.struct_size),
        *fact("minimum length", family.min_length),
        *fact("maximum length", family.max_length),
        *fact("lowest port", family.port_min),
        *fact("highest port", family.port_max),
        *fact("wildcard", family.wildcard),
        *fact("multicast", family.multicast),
        *fact("broadcast", family.broadcast),
        *prose("format", family.format),
        *prose("special addresses", family.special),
    ]
    body = (*facts_block(facts), *extension_blocks(family.extensions))
    return Entry(family.family, family.name or "", body)
