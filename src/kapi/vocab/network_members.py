"""The structures of the network block.

Source: ``include/linux/kernel_api_spec.h`` as posted in RFC v2 (removed in PATCH v3).
"""

from __future__ import annotations

from kapi.vocab.structure import Block, Form, Member

__all__ = ["NETWORK"]

_SOCKET_STATE = Block(
    "socket_state",
    "network.socket_state",
    (
        Member("required_states", "required", Form.STATES),
        Member("required_state_count", "required", Form.COUNT),
        Member("forbidden_states", "forbidden", Form.STATES),
        Member("forbidden_state_count", "forbidden", Form.COUNT),
        Member("resulting_state", "resulting", Form.STATE),
        Member("state_condition", "condition", Form.PROSE),
        Member("applicable_protocols", "protocols", Form.EXPRESSION),
    ),
    many=False,
)
_PROTOCOL_BEHAVIORS = Block(
    "protocol_behaviors",
    "network.protocol_behaviors",
    (
        Member("applicable_protocols", "protocols", Form.EXPRESSION),
        Member("behavior", "behavior", Form.PROSE),
        Member("protocol_flags", "flags", Form.EXPRESSION),
        Member("flag_description", "flag_description", Form.PROSE),
    ),
)
_BUFFER_SPEC = Block(
    "buffer_spec",
    "network.buffer",
    (
        Member("buffer_behaviors", "behaviors", Form.EXPRESSION),
        Member("min_buffer_size", "minimum", Form.EXPRESSION),
        Member("max_buffer_size", "maximum", Form.EXPRESSION),
        Member("optimal_buffer_size", "optimal", Form.EXPRESSION),
        Member("fragmentation_rules", "fragmentation", Form.PROSE),
        Member("can_partial_transfer", "can_partial", Form.BOOL),
        Member("partial_transfer_rules", "partial_rules", Form.PROSE),
    ),
    many=False,
)
_ASYNC_SPEC = Block(
    "async_spec",
    "network.async_io",
    (
        Member("supported_modes", "modes", Form.EXPRESSION),
        Member("nonblock_errno", "nonblock_errno", Form.ERRNO),
        Member("poll_events_in", "poll_in", Form.EXPRESSION),
        Member("poll_events_out", "poll_out", Form.EXPRESSION),
        Member("completion_condition", "completion", Form.PROSE),
        Member("supports_timeout", "supports_timeout", Form.BOOL),
        Member("timeout_behavior", "timeout", Form.PROSE),
    ),
    many=False,
)
_ADDR_FAMILIES = Block(
    "addr_families",
    "network.address_families",
    (
        Member("family", "family", Form.EXPRESSION),
        Member("family_name", "name", Form.NAME),
        Member("addr_struct_size", "struct_size", Form.EXPRESSION),
        Member("min_addr_len", "min_length", Form.EXPRESSION),
        Member("max_addr_len", "max_length", Form.EXPRESSION),
        Member("addr_format", "format", Form.PROSE),
        Member("supports_wildcard", "wildcard", Form.BOOL),
        Member("supports_multicast", "multicast", Form.BOOL),
        Member("supports_broadcast", "broadcast", Form.BOOL),
        Member("special_addresses", "special", Form.PROSE),
        Member("port_range_min", "port_min", Form.EXPRESSION),
        Member("port_range_max", "port_max", Form.EXPRESSION),
    ),
)

NETWORK = (_SOCKET_STATE, _PROTOCOL_BEHAVIORS, _BUFFER_SPEC, _ASYNC_SPEC, _ADDR_FAMILIES)
"""All structures of the block."""
