"""The network block of a spec (RFC v2 to PATCH v2): socket states, protocols, buffers.

Words of this block are kept as written (``KAPI_SOCKET_STATE_BOUND`` is "bound"): it was
removed before its enumerations settled. Sizes are in bytes.
"""

from __future__ import annotations

import msgspec

from kapi.model.elements import Expression, Extension
from kapi.span import NOWHERE, Span


class _Block(msgspec.Struct, frozen=True, kw_only=True):
    extensions: tuple[Extension, ...] = ()
    span: Span = NOWHERE


class SocketState(_Block, frozen=True, kw_only=True):
    """Socket states the call needs, forbids and leads to."""

    required: tuple[str, ...] | None = None
    forbidden: tuple[str, ...] | None = None
    resulting: str | None = None
    condition: str | None = None
    protocols: Expression | None = None


class ProtocolBehavior(_Block, frozen=True, kw_only=True):
    """How the call behaves for one set of protocols."""

    protocols: Expression
    behavior: str | None = None
    flags: Expression | None = None
    flag_description: str | None = None


class BufferSpec(_Block, frozen=True, kw_only=True):
    """How data buffers are treated."""

    behaviors: Expression | None = None
    minimum: Expression | None = None
    maximum: Expression | None = None
    optimal: Expression | None = None
    fragmentation: str | None = None
    can_partial: bool | None = None
    partial_rules: str | None = None


class AsyncSpec(_Block, frozen=True, kw_only=True):
    """Blocking and asynchronous modes."""

    modes: Expression | None = None
    nonblock_errno: str | None = None
    poll_in: Expression | None = None
    poll_out: Expression | None = None
    completion: str | None = None
    supports_timeout: bool | None = None
    timeout: str | None = None


class AddressFamily(_Block, frozen=True, kw_only=True):
    """One address family: structure size, lengths, features and ports."""

    family: Expression
    name: str | None = None
    struct_size: Expression | None = None
    min_length: Expression | None = None
    max_length: Expression | None = None
    format: str | None = None
    wildcard: bool | None = None
    multicast: bool | None = None
    broadcast: bool | None = None
    special: str | None = None
    port_min: Expression | None = None
    port_max: Expression | None = None


class Network(_Block, frozen=True, kw_only=True):
    """All that a spec says about sockets."""

    socket_state: SocketState | None = None
    protocol_behaviors: tuple[ProtocolBehavior, ...] = ()
    buffer: BufferSpec | None = None
    async_io: AsyncSpec | None = None
    address_families: tuple[AddressFamily, ...] = ()
    is_connection_oriented: bool | None = None
    is_message_oriented: bool | None = None
    supports_oob_data: bool | None = None
    supports_peek: bool | None = None
    supports_select_poll: bool | None = None
    is_reentrant: bool | None = None
    connection_establishment: str | None = None
    connection_termination: str | None = None
    data_transfer: str | None = None
