"""The macros that build a spec in C, and which of them each macro dialect has.

A macro assigns its arguments to members of the structures in `kapi.vocab.members`. Source:
``include/linux/kernel_api_spec.h`` (PATCH v4) and the same header, ``ioctl_api_spec.h`` and
``syscall_api_spec.h`` as posted in RFC v1 and RFC v2.
"""

from __future__ import annotations

from kapi.vocab.macros.row import Macro
from kapi.vocab.macros.table import TABLES
from kapi.vocab.words import Dialect

__all__ = [
    "COMBINATIONS",
    "ENDS",
    "MACROS",
    "QUEUES",
    "SOCKET_STATES",
    "SPEC_ENDS",
    "WRITTEN",
    "Macro",
    "find_macro",
]

MACROS: dict[str, Macro] = {macro.name: macro for group in TABLES for macro in group}
"""Every macro of every version, bundles included."""

ENDS: dict[str, str] = {
    "KAPI_PARAM_END": "params",
    "KAPI_RETURN_END": "return_spec",
    "KAPI_ERROR_END": "errors",
    "KAPI_LOCK_END": "locks",
    "KAPI_CONSTRAINT_END": "constraints",
    "KAPI_SIGNAL_END": "signals",
    "KAPI_SIGNAL_MASK_END": "signal_masks",
    "KAPI_STRUCT_SPEC_END": "struct_specs",
    "KAPI_STRUCT_FIELD_END": "fields",
    "KAPI_SIDE_EFFECT_END": "side_effects",
    "KAPI_STATE_TRANS_END": "state_transitions",
    "KAPI_CAPABILITY_END": "capabilities",
    "KAPI_SOCKET_STATE_END": "socket_state",
    "KAPI_PROTOCOL_END": "protocol_behaviors",
    "KAPI_PROTOCOL_BEHAVIOR_END": "protocol_behaviors",
    "KAPI_ASYNC_END": "async_spec",
    "KAPI_ASYNC_SPEC_END": "async_spec",
    "KAPI_BUFFER_END": "buffer_spec",
    "KAPI_BUFFER_SPEC_END": "buffer_spec",
    "KAPI_ADDR_END": "addr_families",
    "KAPI_ADDR_FAMILY_END": "addr_families",
}
"""The macros that end an element, and of which block."""

SPEC_ENDS = frozenset({"KAPI_END_SPEC", "KAPI_IOCTL_END_SPEC", "KAPI_END_IOCTL_SPEC"})

_ERROR_BUNDLE = "KAPI_ERROR_E"


def find_macro(name: str) -> Macro | None:
    """Return the macro called ``name``; the bundles of single errnos are made here."""
    if name in MACROS:
        return MACROS[name]
    if name.startswith(_ERROR_BUNDLE) and name not in ENDS and name[12:].isalnum():
        errno = name[len(_ERROR_BUNDLE) - 1 :]
        return Macro(
            name,
            "errors",
            (("error_code", f"-{errno}"), ("name", errno)),
            opens=True,
            complete=True,
            loose=True,
            strings=("condition", "description"),
        )
    return None


COMBINATIONS: dict[str, tuple[str, ...]] = {
    "KAPI_EFFECTS_MEMORY": ("KAPI_EFFECT_ALLOC_MEMORY", "KAPI_EFFECT_FREE_MEMORY"),
    "KAPI_EFFECTS_LOCKING": ("KAPI_EFFECT_LOCK_ACQUIRE", "KAPI_EFFECT_LOCK_RELEASE"),
    "KAPI_EFFECTS_RESOURCES": ("KAPI_EFFECT_RESOURCE_CREATE", "KAPI_EFFECT_RESOURCE_DESTROY"),
    "KAPI_EFFECTS_IO": ("KAPI_EFFECT_NETWORK", "KAPI_EFFECT_FILESYSTEM"),
    "KAPI_PARAM_FLAGS_INOUT": ("KAPI_PARAM_IN", "KAPI_PARAM_OUT"),
    "KAPI_PARAM_FLAGS_USER": ("KAPI_PARAM_USER", "KAPI_PARAM_IN"),
}
"""Macros that stand for several words."""

QUEUES: dict[str, str] = {
    f"KAPI_SIGNAL_QUEUE_{word.upper()}": word
    for word in ("standard", "realtime", "coalesce", "replace", "discard")
}
"""The macros of the queue behaviours, which are strings."""

_STATES = """
unspec closed open bound listen syn_sent syn_recv established fin_wait1 fin_wait2
close_wait closing last_ack time_wait connected disconnected
"""
SOCKET_STATES = frozenset(_STATES.split())
"""The words of ``enum kapi_socket_state``."""

_FIRST = """
DESCRIPTION LONG_DESC CONTEXT PARAM PARAM_FLAGS PARAM_SIZE PARAM_RANGE RETURN
RETURN_SUCCESS ERROR LOCK LOCK_ACQUIRED LOCK_RELEASED LOCK_HELD_ENTRY LOCK_HELD_EXIT
LOCK_DESC CONSTRAINT CONSTRAINT_EXPR SIGNAL SIGNAL_TARGET SIGNAL_CONDITION SIGNAL_DESC
SIGNAL_RESTARTABLE SIGNAL_MASK STRUCT_SPEC STRUCT_SIZE STRUCT_FIELD_COUNT STRUCT_FIELD
FIELD_OFFSET FIELD_SIZE FIELD_FLAGS FIELD_CONSTRAINT_RANGE FIELD_CONSTRAINT_MASK
STRUCT_SPEC_COUNT SIDE_EFFECT SIDE_EFFECT_COUNT EFFECT_CONDITION EFFECT_REVERSIBLE
STATE_TRANS STATE_TRANS_COND STATE_TRANS_COUNT
"""
_RFC1 = frozenset(f"KAPI_{name}" for name in _FIRST.split())
_RFC2 = (
    _RFC1
    | frozenset(
        name
        for name, macro in MACROS.items()
        if not macro.loose
        and not (macro.complete and name != "KAPI_ERROR")
        and not name.startswith(("KAPI_SYSCALL_", "KAPI_IOCTL_SIZE", "KAPI_IOCTL_FILE_OPS"))
        and name
        not in {
            "KAPI_PARAM_SIZE_PARAM",
            "KAPI_PARAM_ALIGNMENT",
            "KAPI_SIGNAL_MASK_ADD",
            "KAPI_SIGNAL_MASK_SIGNALS",
            "KAPI_SIGNAL_MASK_COUNT",
            "KAPI_CAP_ALTERNATIVE",
        }
    )
    | {"KAPI_IOCTL_FILE_OPS_NAME"}
)

WRITTEN: dict[Dialect, frozenset[str]] = {Dialect.MACRO_RFC1: _RFC1, Dialect.MACRO_RFC2: _RFC2}
"""The macros that a spec of each dialect is written with; all else is a raw initialiser."""
