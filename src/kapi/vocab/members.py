"""The C structures of the framework: their members, and the fields of kapi's model they fill.

Source: ``include/linux/kernel_api_spec.h`` (PATCH v4), the same header and
``ioctl_api_spec.h`` as posted in RFC v1 and RFC v2 for the members that were removed later.
The macros of `kapi.vocab.macros` are abbreviations for assignments to these members.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

from kapi.vocab import words

__all__ = ["BLOCKS", "IGNORED", "SPEC", "Block", "Form", "Member"]


class Form(enum.Enum):
    """How the value of a member is written in C."""

    NAME = "string of one line"
    TEXT = "string, kept as it is"
    PROSE = "string of prose"
    CODE = "string of code"
    QUOTED = "expression in a string"
    EXPRESSION = "expression"
    SYMBOL = "identifier"
    STRINGIFIED = "identifier, or string"
    ERRNO = "negative errno"
    WORD = "word"
    WORDS = "words joined by |"
    WORD_STRING = "word whose macro is a string"
    ANSWER = "true or false, as an answer"
    BOOL = "true or false"
    MARK = "true, or a string"
    VALUES = "pointer to an array of expressions"
    ARRAY = "array of expressions"
    SYMBOLS = "array of identifiers"
    STATES = "array of socket states"
    STATE = "socket state"
    VALUE_STRING = "expressions in one string"
    STRINGS = "pointer to an array of strings"
    POSITION = "index of a parameter, -1 for none"
    QUEUE = "string that has macros"
    COUNT = "number of elements"


class Member(NamedTuple):
    """One member of a C structure.

    ``field`` is the path of the model's field (``limits.minimum``); for a count it is that of
    the list that it counts, within the same block. ``words`` is the enumeration of a word.
    """

    name: str
    field: str
    form: Form
    words: type[enum.Enum] | None = None


class Block(NamedTuple):
    """One structure inside a spec. ``many`` says that it is an array, with an index."""

    name: str
    field: str
    members: tuple[Member, ...]
    many: bool = True
    inner: tuple[str, ...] = ()
    parent: str = "spec"

    def member(self, name: str) -> Member | None:
        """Return the member called ``name``."""
        return next((member for member in self.members if member.name == name), None)


IGNORED = frozenset(
    f"{group}_magic"
    for group in (
        *("param", "return", "error", "lock", "constraint", "info", "signal", "sigmask"),
        *("struct", "effect", "trans", "cap"),
    )
)
"""Members that only help to find things in a binary."""

_LIMITS = (
    Member("constraint_type", "limits.type", Form.WORD, words.ConstraintType),
    Member("min_value", "limits.minimum", Form.EXPRESSION),
    Member("max_value", "limits.maximum", Form.EXPRESSION),
    Member("valid_mask", "limits.mask", Form.EXPRESSION),
)
_SYSFS = (
    Member("default_value", "default", Form.TEXT),
    Member("units", "units", Form.TEXT),
    Member("step", "step", Form.EXPRESSION),
    Member("allowed_strings", "allowed_strings", Form.STRINGS),
    Member("allowed_string_count", "allowed_strings", Form.COUNT),
)

_PARAMS = Block(
    "params",
    "params",
    (
        Member("name", "name", Form.NAME),
        Member("type_name", "type_name", Form.NAME),
        Member("description", "description", Form.PROSE),
        Member("type", "type", Form.WORD, words.ParamType),
        Member("flags", "flags", Form.WORDS, words.ParamFlag),
        Member("size", "size", Form.EXPRESSION),
        Member("size_param_idx", "size_param", Form.POSITION),
        Member("size_multiplier", "size_multiplier", Form.EXPRESSION),
        *_LIMITS,
        Member("enum_values", "limits.values", Form.VALUES),
        Member("enum_count", "limits.values", Form.COUNT),
        Member("alignment", "limits.alignment", Form.EXPRESSION),
        Member("validate", "limits.validate", Form.SYMBOL),
        Member("constraints", "constraint", Form.PROSE),
        *_SYSFS,
    ),
)
_RETURN = Block(
    "return_spec",
    "returns",
    (
        Member("type_name", "type_name", Form.NAME),
        Member("description", "description", Form.PROSE),
        Member("type", "type", Form.WORD, words.ParamType),
        Member("check_type", "check", Form.WORD, words.ReturnCheck),
        Member("success_value", "success", Form.EXPRESSION),
        Member("success_min", "success_min", Form.EXPRESSION),
        Member("success_max", "success_max", Form.EXPRESSION),
        Member("error_values", "error_values", Form.VALUES),
        Member("error_count", "error_values", Form.COUNT),
        Member("is_success", "is_success", Form.SYMBOL),
    ),
    many=False,
)
_ERRORS = Block(
    "errors",
    "errors",
    (
        Member("error_code", "code", Form.EXPRESSION),
        Member("name", "errno", Form.NAME),
        Member("condition", "summary", Form.PROSE),
        Member("description", "description", Form.PROSE),
    ),
)
_LOCKS = Block(
    "locks",
    "locks",
    (
        Member("lock_name", "name", Form.NAME),
        Member("lock_type", "type", Form.WORD, words.LockType),
        Member("scope", "scope", Form.WORD, words.LockScope),
        Member("acquired", "acquired", Form.ANSWER, words.Answer),
        Member("released", "released", Form.ANSWER, words.Answer),
        Member("held_on_entry", "held_on_entry", Form.ANSWER, words.Answer),
        Member("held_on_exit", "held_on_exit", Form.ANSWER, words.Answer),
        Member("description", "description", Form.PROSE),
    ),
)
_CONSTRAINTS = Block(
    "constraints",
    "constraints",
    (
        Member("name", "name", Form.NAME),
        Member("description", "description", Form.PROSE),
        Member("expression", "expression", Form.QUOTED),
    ),
)
_SIGNALS = Block(
    "signals",
    "signals",
    (
        Member("signal_num", "number", Form.EXPRESSION),
        Member("signal_name", "name", Form.NAME),
        Member("direction", "direction", Form.WORDS, words.SignalDirection),
        Member("action", "action", Form.WORD, words.SignalAction),
        Member("target", "target", Form.PROSE),
        Member("condition", "condition", Form.PROSE),
        Member("description", "description", Form.PROSE),
        Member("restartable", "restartable", Form.ANSWER, words.Answer),
        Member("sa_flags_required", "sa_flags_required", Form.EXPRESSION),
        Member("sa_flags_forbidden", "sa_flags_forbidden", Form.EXPRESSION),
        Member("error_on_signal", "errno", Form.ERRNO),
        Member("transform_to", "transform_to", Form.EXPRESSION),
        Member("timing", "timing", Form.WORD_STRING, words.SignalTiming),
        Member("priority", "priority", Form.EXPRESSION),
        Member("interruptible", "interruptible", Form.ANSWER, words.Answer),
        Member("queue_behavior", "queue", Form.QUEUE),
        Member("state_required", "state_required", Form.WORDS, words.TaskState),
        Member("state_forbidden", "state_forbidden", Form.WORDS, words.TaskState),
    ),
)
_SIGNAL_MASKS = Block(
    "signal_masks",
    "signal_masks",
    (
        Member("mask_name", "name", Form.NAME),
        Member("description", "description", Form.PROSE),
        Member("signals", "signals", Form.ARRAY),
        Member("signal_count", "signals", Form.COUNT),
    ),
)
_FIELDS = Block(
    "fields",
    "fields",
    (
        Member("name", "name", Form.NAME),
        Member("type", "type", Form.WORD, words.ParamType),
        Member("type_name", "type_name", Form.NAME),
        Member("description", "description", Form.PROSE),
        Member("offset", "offset", Form.EXPRESSION),
        Member("size", "size", Form.EXPRESSION),
        Member("flags", "flags", Form.WORDS, words.ParamFlag),
        *_LIMITS,
        Member("enum_values", "limits.values", Form.VALUE_STRING),
    ),
    parent="struct_specs",
)
_STRUCT_SPECS = Block(
    "struct_specs",
    "structs",
    (
        Member("name", "name", Form.STRINGIFIED),
        Member("description", "description", Form.PROSE),
        Member("size", "size", Form.EXPRESSION),
        Member("alignment", "alignment", Form.EXPRESSION),
        Member("field_count", "fields", Form.COUNT),
    ),
    inner=("fields",),
)
_SIDE_EFFECTS = Block(
    "side_effects",
    "side_effects",
    (
        Member("type", "effects", Form.WORDS, words.Effect),
        Member("target", "target", Form.PROSE),
        Member("description", "description", Form.PROSE),
        Member("condition", "condition", Form.PROSE),
        Member("reversible", "reversible", Form.ANSWER, words.Answer),
    ),
)
_STATE_TRANSITIONS = Block(
    "state_transitions",
    "state_transitions",
    (
        Member("object", "object", Form.NAME),
        Member("from_state", "from_state", Form.PROSE),
        Member("to_state", "to_state", Form.PROSE),
        Member("description", "description", Form.PROSE),
        Member("condition", "condition", Form.PROSE),
    ),
)
_CAPABILITIES = Block(
    "capabilities",
    "capabilities",
    (
        Member("capability", "capability", Form.SYMBOL),
        Member("cap_name", "description", Form.PROSE),
        Member("action", "action", Form.WORD, words.CapabilityAction),
        Member("allows", "allows", Form.PROSE),
        Member("without_cap", "without", Form.PROSE),
        Member("check_condition", "condition", Form.PROSE),
        Member("priority", "priority", Form.EXPRESSION),
        Member("alternative", "alternatives", Form.SYMBOLS),
        Member("alternative_count", "alternatives", Form.COUNT),
    ),
)
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

BLOCKS: dict[str, Block] = {
    block.name: block
    for block in (
        *(_PARAMS, _RETURN, _ERRORS, _LOCKS, _CONSTRAINTS, _SIGNALS, _SIGNAL_MASKS),
        *(_STRUCT_SPECS, _FIELDS, _SIDE_EFFECTS, _STATE_TRANSITIONS, _CAPABILITIES),
        *(_SOCKET_STATE, _PROTOCOL_BEHAVIORS, _BUFFER_SPEC, _ASYNC_SPEC, _ADDR_FAMILIES),
    )
}
"""Every structure inside a spec, by the name of its member."""

SPEC = Block(
    "spec",
    "",
    (
        Member("name", "name", Form.NAME),
        Member("api_type", "kind", Form.SYMBOL),
        Member("version", "version", Form.SYMBOL),
        Member("cmd", "ioctl.cmd", Form.EXPRESSION),
        Member("cmd_name", "ioctl.cmd_name", Form.NAME),
        Member("input_size", "ioctl.input_size", Form.EXPRESSION),
        Member("output_size", "ioctl.output_size", Form.EXPRESSION),
        Member("file_ops_name", "ioctl.file_ops", Form.NAME),
        Member("description", "summary", Form.PROSE),
        Member("long_description", "description", Form.PROSE),
        Member("context_flags", "contexts", Form.WORDS, words.Context),
        Member("subsystem", "subsystem", Form.TEXT),
        Member("device_type", "device_type", Form.TEXT),
        Member("sysfs_path", "sysfs.path", Form.TEXT),
        Member("sysfs_permissions", "sysfs.permissions", Form.EXPRESSION),
        *(member._replace(field=f"sysfs.{member.field}") for member in _SYSFS),
        Member("since_version", "since", Form.TEXT),
        Member("deprecated", "deprecated", Form.MARK),
        Member("replacement", "replacement", Form.TEXT),
        *(
            Member(name, f"network.{name}", Form.BOOL)
            for name in (
                *("is_connection_oriented", "is_message_oriented", "supports_oob_data"),
                *("supports_peek", "supports_select_poll", "is_reentrant"),
            )
        ),
        Member("connection_establishment", "network.connection_establishment", Form.PROSE),
        Member("connection_termination", "network.connection_termination", Form.PROSE),
        Member("data_transfer_semantics", "network.data_transfer", Form.PROSE),
        Member("param_count", "params", Form.COUNT),
        Member("error_count", "errors", Form.COUNT),
        Member("lock_count", "locks", Form.COUNT),
        Member("constraint_count", "constraints", Form.COUNT),
        Member("signal_count", "signals", Form.COUNT),
        Member("signal_mask_count", "signal_masks", Form.COUNT),
        Member("struct_spec_count", "struct_specs", Form.COUNT),
        Member("side_effect_count", "side_effects", Form.COUNT),
        Member("state_trans_count", "state_transitions", Form.COUNT),
        Member("capability_count", "capabilities", Form.COUNT),
        Member("protocol_behavior_count", "protocol_behaviors", Form.COUNT),
        Member("addr_family_count", "addr_families", Form.COUNT),
        Member("examples", "examples", Form.CODE),
        Member("notes", "notes", Form.PROSE),
    ),
    many=False,
    inner=tuple(name for name, block in BLOCKS.items() if block.parent == "spec"),
    parent="",
)
"""The spec itself."""
