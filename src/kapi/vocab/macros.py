"""The macros that build a spec in C, and which of them each macro dialect has.

A macro assigns its arguments to members of the structures in `kapi.vocab.members`. Source:
``include/linux/kernel_api_spec.h`` (PATCH v4) and the same header, ``ioctl_api_spec.h`` and
``syscall_api_spec.h`` as posted in RFC v1 and RFC v2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

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


class Macro(NamedTuple):
    """One macro.

    ``sets`` pairs each member with the position of its argument, or with the text that the
    macro itself gives. ``opens`` macros begin a new element of ``block`` (argument 0 is its
    index where the block is an array); ``complete`` ones end it as well. The arguments of a
    ``variadic`` macro, from the first one of ``sets`` on, are one list; those of an ``adds``
    macro join the list that is there. ``loose`` macros are bundles whose arguments are told
    apart by their form: strings are the members of ``strings`` in turn. ``place`` is the index
    that the macro itself gives. A macro ``within`` another block sets that one's member of the
    same name while it is open.
    """

    name: str
    block: str
    sets: tuple[tuple[str, int | str], ...] = ()
    opens: bool = False
    complete: bool = False
    variadic: bool = False
    adds: bool = False
    loose: bool = False
    place: str | None = None
    strings: tuple[str, ...] = ()
    within: str = ""

    @property
    def arity(self) -> int:
        """The number of arguments; 0 for a macro without parentheses."""
        return 1 + max((place for _, place in self.sets if isinstance(place, int)), default=-1)


def _sets(block: str, *rows: str, variadic: bool = False, adds: bool = False) -> Iterator[Macro]:
    """Yield macros from rows ``NAME member member=text ...``."""
    for row in rows:
        name, *members = row.split()
        pairs = tuple(_pair(member, place) for place, member in enumerate(members))
        yield Macro(f"KAPI_{name}", block, pairs, variadic=variadic, adds=adds)


def _pair(member: str, place: int) -> tuple[str, int | str]:
    name, fixed, text = member.partition("=")
    return (name, text) if fixed else (name, place)


def _opens(block: str, row: str, many: bool = True, complete: bool = False) -> Iterator[Macro]:
    """Yield the macro that begins an element; its index is argument 0 where it is an array."""
    name, *members = row.split()
    first = 1 if many else 0
    pairs = tuple(_pair(member, place) for place, member in enumerate(members, first))
    yield Macro(f"KAPI_{name}", block, pairs, opens=True, complete=complete)


def _param_bundle(name: str, sets: str, strings: str = "name description") -> Macro:
    pairs = tuple(_pair(member, 0) for member in sets.split())
    return Macro(
        f"KAPI_{name}",
        "params",
        pairs,
        opens=True,
        complete=True,
        loose=True,
        strings=tuple(strings.split()),
    )


def _ioctl_param(name: str, index: str, sets: str) -> Macro:
    pairs = tuple(_pair(member, place) for place, member in enumerate(sets.split(), 1))
    given = index or None
    return Macro(f"KAPI_IOCTL_{name}", "params", pairs, opens=True, complete=True, place=given)


_SPEC = (
    *_sets(
        "spec",
        "DESCRIPTION description",
        "LONG_DESC long_description",
        "CONTEXT context_flags",
        "EXAMPLES examples",
        "NOTES notes",
        "SINCE_VERSION since_version",
        "DEPRECATED deprecated=true",
        "REPLACEMENT replacement",
        "PARAM_COUNT param_count",
        "ERROR_COUNT error_count",
        "LOCK_COUNT lock_count",
        "CONSTRAINT_COUNT constraint_count",
        "SIGNAL_COUNT signal_count",
        "SIGNAL_MASK_COUNT signal_mask_count",
        "STRUCT_SPEC_COUNT struct_spec_count",
        "SIDE_EFFECT_COUNT side_effect_count",
        "STATE_TRANS_COUNT state_trans_count",
        "CAPABILITY_COUNT capability_count",
        "PROTOCOL_BEHAVIOR_COUNT protocol_behavior_count",
        "ADDR_FAMILY_COUNT addr_family_count",
        "SYSCALL_SLEEPABLE context_flags=KAPI_CTX_PROCESS|KAPI_CTX_SLEEPABLE",
        "SYSCALL_ATOMIC context_flags=KAPI_CTX_PROCESS|KAPI_CTX_ATOMIC",
        "IOCTL_CMD cmd",
        "IOCTL_CMD_NAME cmd_name",
        "IOCTL_INPUT_SIZE input_size",
        "IOCTL_OUTPUT_SIZE output_size",
        "IOCTL_FILE_OPS_NAME file_ops_name",
        "IOCTL_SIZE input_size output_size",
        "IOCTL_FILE_OPS file_ops_name",
        "SUBSYSTEM subsystem",
        "DEVICE_TYPE device_type",
        "NET_CONNECTION_ORIENTED is_connection_oriented=true",
        "NET_MESSAGE_ORIENTED is_message_oriented=true",
        "NET_SUPPORTS_OOB supports_oob_data=true",
        "NET_SUPPORTS_PEEK supports_peek=true",
        "NET_SUPPORTS_POLL supports_select_poll=true",
        "NET_REENTRANT is_reentrant=true",
        "NET_CONN_ESTABLISH connection_establishment",
        "NET_CONN_TERMINATE connection_termination",
        "NET_DATA_TRANSFER data_transfer_semantics",
    ),
    *(
        macro._replace(within="params")
        for macro in (
            *_sets(
                "spec",
                "PATH sysfs_path",
                "PERMISSIONS sysfs_permissions",
                "DEFAULT default_value",
                "UNITS units",
                "STEP step",
            ),
            *_sets("spec", "ALLOWED_STRINGS allowed_strings", variadic=True),
        )
    ),
)
_PARAM = (
    *_opens("params", "PARAM name type_name description"),
    *_sets(
        "params",
        "PARAM_TYPE type",
        "PARAM_FLAGS flags",
        "PARAM_SIZE size",
        "PARAM_RANGE min_value max_value",
        "PARAM_CONSTRAINT_TYPE constraint_type",
        "PARAM_CONSTRAINT constraints",
        "PARAM_VALID_MASK valid_mask",
        "PARAM_ALIGNMENT alignment",
        "PARAM_SIZE_PARAM size_param_idx",
    ),
    *_sets("params", "PARAM_ENUM_VALUES enum_values", variadic=True),
    _param_bundle("PARAM_FD", "type=KAPI_TYPE_FD"),
    _param_bundle("PARAM_USER_BUF", "type=KAPI_TYPE_USER_PTR"),
    _param_bundle("PARAM_USER_STRUCT", "type=KAPI_TYPE_USER_PTR"),
    _param_bundle("PARAM_USER_PTR_SIZED", "type=KAPI_TYPE_USER_PTR", "name type_name description"),
    _param_bundle(
        "PARAM_USER_STRING", "type=KAPI_TYPE_USER_PTR constraint_type=KAPI_CONSTRAINT_USER_STRING"
    ),
    _param_bundle("PARAM_USER_PATH", "type=KAPI_TYPE_PATH"),
    _param_bundle("PARAM_SIZE_T", "type_name=size_t type=KAPI_TYPE_UINT"),
    _ioctl_param("PARAM_SIZE", "0", "name=size type=KAPI_TYPE_UINT"),
    _ioctl_param("PARAM_FLAGS", "1", "name=flags type=KAPI_TYPE_UINT"),
    _ioctl_param(
        "PARAM_USER_BUF",
        "",
        "name description size_param_idx type=KAPI_TYPE_USER_PTR"
        " flags=KAPI_PARAM_IN|KAPI_PARAM_USER",
    ),
    _ioctl_param(
        "PARAM_USER_OUT_BUF",
        "",
        "name description size_param_idx type=KAPI_TYPE_USER_PTR"
        " flags=KAPI_PARAM_OUT|KAPI_PARAM_USER",
    ),
    _ioctl_param("PARAM_LEN", "", "name description max_value type=KAPI_TYPE_UINT"),
)
_RETURN = (
    *_opens("return_spec", "RETURN type_name description", many=False),
    *_sets(
        "return_spec",
        "RETURN_TYPE type",
        "RETURN_CHECK_TYPE check_type",
        "RETURN_SUCCESS success_value",
        "RETURN_SUCCESS_RANGE success_min success_max",
        "RETURN_ERROR_COUNT error_count",
    ),
    *_sets("return_spec", "RETURN_ERROR_VALUES error_values", variadic=True),
    *_opens("return_spec", "RETURN_SUCCESS_ZERO success_value=0", many=False, complete=True),
    *_opens("return_spec", "RETURN_FD_SPEC check_type=KAPI_RETURN_FD", many=False, complete=True),
    Macro("KAPI_RETURN_FD_COUNT", "return_spec", opens=True, complete=True, loose=True),
)
_ERROR_AND_LOCK = (
    *_opens("errors", "ERROR error_code name condition description", complete=True),
    *_opens("locks", "LOCK lock_name lock_type"),
    *_sets(
        "locks",
        "LOCK_ACQUIRED acquired=true",
        "LOCK_RELEASED released=true",
        "LOCK_HELD_ENTRY held_on_entry=true",
        "LOCK_HELD_EXIT held_on_exit=true",
        "LOCK_DESC description",
    ),
    *_opens("constraints", "CONSTRAINT name description"),
    *_sets("constraints", "CONSTRAINT_EXPR expression"),
)
_SIGNAL = (
    *_opens("signals", "SIGNAL signal_num signal_name direction action"),
    *_sets(
        "signals",
        "SIGNAL_TARGET target",
        "SIGNAL_CONDITION condition",
        "SIGNAL_DESC description",
        "SIGNAL_RESTARTABLE restartable=true",
        "SIGNAL_SA_FLAGS_REQ sa_flags_required",
        "SIGNAL_SA_FLAGS_FORBID sa_flags_forbidden",
        "SIGNAL_ERROR error_on_signal",
        "SIGNAL_TRANSFORM transform_to",
        "SIGNAL_TIMING timing",
        "SIGNAL_PRIORITY priority",
        "SIGNAL_INTERRUPTIBLE interruptible=true",
        "SIGNAL_QUEUE queue_behavior",
        "SIGNAL_STATE_REQ state_required",
        "SIGNAL_STATE_FORBID state_forbidden",
    ),
    *_opens("signal_masks", "SIGNAL_MASK mask_name description"),
    *_sets("signal_masks", "SIGNAL_MASK_SIGNALS signals", variadic=True),
    *_sets("signal_masks", "SIGNAL_MASK_ADD signals", adds=True),
    *(
        Macro(f"KAPI_SIGNAL_{name}", "signals", opens=True, complete=True, loose=True)
        for name in ("INTERRUPTIBLE_SLEEP", "FATAL_DEFAULT", "STOP_CONT")
    ),
)
_STRUCT = (
    *_opens("struct_specs", "STRUCT_SPEC name description"),
    *_sets("struct_specs", "STRUCT_SIZE size alignment", "STRUCT_FIELD_COUNT field_count"),
    *_opens("fields", "STRUCT_FIELD name type type_name description"),
    *_sets(
        "fields",
        "FIELD_OFFSET offset",
        "FIELD_SIZE size",
        "FIELD_FLAGS flags",
        "FIELD_CONSTRAINT_RANGE min_value max_value constraint_type=KAPI_CONSTRAINT_RANGE",
        "FIELD_CONSTRAINT_MASK valid_mask constraint_type=KAPI_CONSTRAINT_MASK",
    ),
    Macro(
        "KAPI_FIELD_CONSTRAINT_ENUM",
        "fields",
        (("enum_values", 0), ("constraint_type", "KAPI_CONSTRAINT_ENUM")),
        variadic=True,
    ),
)
_EFFECT = (
    *_opens("side_effects", "SIDE_EFFECT type target description"),
    *_sets("side_effects", "EFFECT_CONDITION condition", "EFFECT_REVERSIBLE reversible=true"),
    *_opens("state_transitions", "STATE_TRANS object from_state to_state description"),
    *_sets("state_transitions", "STATE_TRANS_COND condition"),
    *_opens("capabilities", "CAPABILITY capability cap_name action"),
    *_sets(
        "capabilities",
        "CAP_ALLOWS allows",
        "CAP_WITHOUT without_cap",
        "CAP_CONDITION check_condition",
        "CAP_PRIORITY priority",
    ),
    *_sets("capabilities", "CAP_ALTERNATIVE alternative", variadic=True),
)
_NETWORK = (
    *_sets("socket_state", "SOCKET_STATE_REQ required_states", variadic=True),
    *_sets("socket_state", "SOCKET_STATE_FORBID forbidden_states", variadic=True),
    *_sets(
        "socket_state",
        "SOCKET_STATE_RESULT resulting_state",
        "SOCKET_STATE_COND state_condition",
        "SOCKET_STATE_PROTOS applicable_protocols",
    ),
    *_opens("protocol_behaviors", "PROTOCOL_BEHAVIOR applicable_protocols behavior"),
    *_sets("protocol_behaviors", "PROTOCOL_FLAGS protocol_flags flag_description"),
    *_opens("async_spec", "ASYNC_SPEC supported_modes nonblock_errno", many=False),
    *_sets(
        "async_spec",
        "ASYNC_POLL poll_events_in poll_events_out",
        "ASYNC_COMPLETION completion_condition",
        "ASYNC_TIMEOUT supports_timeout timeout_behavior",
    ),
    *_opens("buffer_spec", "BUFFER_SPEC buffer_behaviors", many=False),
    *_sets(
        "buffer_spec",
        "BUFFER_SIZE min_buffer_size max_buffer_size optimal_buffer_size",
        "BUFFER_PARTIAL can_partial_transfer partial_transfer_rules",
        "BUFFER_FRAGMENT fragmentation_rules",
    ),
    *_opens(
        "addr_families",
        "ADDR_FAMILY family family_name addr_struct_size min_addr_len max_addr_len",
    ),
    *_sets(
        "addr_families",
        "ADDR_FORMAT addr_format",
        "ADDR_FEATURES supports_wildcard supports_multicast supports_broadcast",
        "ADDR_SPECIAL special_addresses",
        "ADDR_PORTS port_range_min port_range_max",
    ),
)

MACROS: dict[str, Macro] = {
    macro.name: macro
    for group in (_SPEC, _PARAM, _RETURN, _ERROR_AND_LOCK, _SIGNAL, _STRUCT, _EFFECT, _NETWORK)
    for macro in group
}
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
