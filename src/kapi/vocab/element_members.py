"""The structures of a spec's elements: parameters, errors, locks and the rest.

Source: ``include/linux/kernel_api_spec.h`` (PATCH v4; the sysfs members from RFC v2).
"""

from __future__ import annotations

from kapi.vocab import words
from kapi.vocab.structure import Block, Form, Member

__all__ = [
    "CAPABILITIES",
    "CONSTRAINTS",
    "ELEMENTS",
    "ERRORS",
    "FIELDS",
    "LOCKS",
    "PARAMS",
    "RETURN",
    "SIDE_EFFECTS",
    "SIGNALS",
    "SIGNAL_MASKS",
    "STATE_TRANSITIONS",
    "STRUCT_SPECS",
    "SYSFS",
]

_LIMITS = (
    Member("constraint_type", "limits.type", Form.WORD, words.ConstraintType),
    Member("min_value", "limits.minimum", Form.EXPRESSION),
    Member("max_value", "limits.maximum", Form.EXPRESSION),
    Member("valid_mask", "limits.mask", Form.EXPRESSION),
)
SYSFS = (
    Member("default_value", "default", Form.TEXT),
    Member("units", "units", Form.TEXT),
    Member("step", "step", Form.EXPRESSION),
    Member("allowed_strings", "allowed_strings", Form.STRINGS),
    Member("allowed_string_count", "allowed_strings", Form.COUNT),
)

PARAMS = Block(
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
        *SYSFS,
    ),
)
RETURN = Block(
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
ERRORS = Block(
    "errors",
    "errors",
    (
        Member("error_code", "code", Form.EXPRESSION),
        Member("name", "errno", Form.NAME),
        Member("condition", "summary", Form.PROSE),
        Member("description", "description", Form.PROSE),
    ),
)
LOCKS = Block(
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
CONSTRAINTS = Block(
    "constraints",
    "constraints",
    (
        Member("name", "name", Form.NAME),
        Member("description", "description", Form.PROSE),
        Member("expression", "expression", Form.QUOTED),
    ),
)
SIGNALS = Block(
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
SIGNAL_MASKS = Block(
    "signal_masks",
    "signal_masks",
    (
        Member("mask_name", "name", Form.NAME),
        Member("description", "description", Form.PROSE),
        Member("signals", "signals", Form.ARRAY),
        Member("signal_count", "signals", Form.COUNT),
    ),
)
FIELDS = Block(
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
STRUCT_SPECS = Block(
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
SIDE_EFFECTS = Block(
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
STATE_TRANSITIONS = Block(
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
CAPABILITIES = Block(
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

ELEMENTS = (
    PARAMS,
    RETURN,
    ERRORS,
    LOCKS,
    CONSTRAINTS,
    SIGNALS,
    SIGNAL_MASKS,
    FIELDS,
    STRUCT_SPECS,
    SIDE_EFFECTS,
    STATE_TRANSITIONS,
    CAPABILITIES,
)
"""All of them."""
