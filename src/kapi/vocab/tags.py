"""The tags of the comment dialects: one superset grammar, which reader and writer share.

A spec's comment is a row of blocks (``error: EINVAL, ...``), each with sub-tags
(``desc: ...``). A `Tag` says which field of the model a sub-tag holds and in which form.
Source: section 3 of the framework's description (``tools/lib/python/kdoc/kdoc_apispec.py``,
PATCH v4), the older postings, and kapi's own tags (``own``), which the framework does not have.
"""

from __future__ import annotations

import enum
import functools
from typing import NamedTuple

from kapi.vocab import words

__all__ = ["BLOCKS", "LIMIT_TAGS", "SPEC_TAGS", "VARIANT_BLOCKS", "Block", "Form", "Tag"]


class Form(enum.Enum):
    """How the text behind a tag is to be read."""

    PROSE = "prose"
    CODE = "code"
    EXPRESSION = "expression"
    EXPRESSIONS = "comma-separated expressions"
    NAMES = "comma-separated names"
    WORD = "one word of an enumeration"
    WORDS = "words of an enumeration"
    ERRNO = "errno name with or without sign"
    BOOLEAN = "yes or no"
    INDEX = "0-based parameter index or name"
    TYPE = "type word, then flags"
    SUCCESS = "value, or bound behind an operator"
    RANGE = "low and high, comma-separated"
    VIOLATION = "action, or reject(ERRNO)"
    LIMITS = "part of the limits"
    FIELD = "nested block of a structure member"


class Tag(NamedTuple):
    """One sub-tag: its canonical ``name``, the model ``field`` it holds, and its ``form``.

    ``words`` is the enumeration of a WORD. ``aliases`` are other spellings that are read.
    ``own`` tags are kapi's: the older dialects cannot say them.
    """

    name: str
    field: str
    form: Form = Form.PROSE
    words: type[enum.Enum] | None = None
    aliases: tuple[str, ...] = ()
    own: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All spellings that are read, the canonical one first."""
        return (self.name, *self.aliases)


class Block(NamedTuple):
    """One kind of element: its top-level ``name``, the spec's ``field``, and its sub-tags.

    ``head`` is the field that the text behind the top-level tag names; empty for none.
    """

    name: str
    field: str
    head: str
    tags: tuple[Tag, ...]
    own: bool = False

    def find(self, name: str) -> Tag | None:
        """The sub-tag that ``name`` spells, or None."""
        return _sub_tags(self.tags).get(name)

    @property
    def names(self) -> frozenset[str]:
        """All spellings of all sub-tags."""
        return frozenset(_sub_tags(self.tags))


@functools.cache
def _sub_tags(tags: tuple[Tag, ...]) -> dict[str, Tag]:
    return {name: tag for tag in reversed(tags) for name in tag.names}


def _word(name: str, field: str, kind: type[enum.Enum], *aliases: str, own: bool = False) -> Tag:
    return Tag(name, field, Form.WORD, kind, aliases, own)


_DESC = Tag("desc", "description", aliases=("description",))
_TYPE_NAME = Tag("type-name", "type_name", own=True)
_WHEN = Tag("x-when", "when", Form.EXPRESSION, own=True)
_AFTER = Tag("x-after", "after", Form.EXPRESSION, own=True)
_ID = Tag("x-id", "id", own=True)
_VISIBLE = _word("x-visible", "visible", words.Answer, own=True)
_FLAGS = Tag("flags", "flags", Form.WORDS, words.ParamFlag)
_VIOLATION = Tag("x-violation", "violation", Form.VIOLATION, own=True)

LIMIT_TAGS = (
    Tag("constraint-type", "limits", Form.LIMITS),
    Tag("range", "limits", Form.LIMITS),
    Tag("valid-mask", "limits", Form.LIMITS, aliases=("mask",)),
    Tag("valid-values", "limits", Form.LIMITS, aliases=("enum", "values")),
    Tag("alignment", "limits", Form.LIMITS, aliases=("align",)),
    Tag("arch-mask", "limits", Form.LIMITS),
    Tag("validate", "limits", Form.LIMITS, own=True),
)

_PARAM = (
    Tag("type", "type", Form.TYPE, words.ParamType),
    _FLAGS,
    _TYPE_NAME,
    *LIMIT_TAGS,
    Tag("cdesc", "constraint", aliases=("constraint",)),
    Tag("size", "size", Form.EXPRESSION),
    Tag("size-param", "size_param", Form.INDEX),
    Tag("size-multiplier", "size_multiplier", Form.EXPRESSION, own=True),
    Tag("struct-type", "struct_type"),
    Tag("default", "default", own=True),
    Tag("units", "units", own=True),
    Tag("step", "step", Form.EXPRESSION, own=True),
    Tag("allowed-strings", "allowed_strings", Form.NAMES, own=True),
    _VIOLATION,
    Tag("x-object", "object", own=True),
    _ID,
    _DESC,
)

_FIELD = (
    Tag("type", "type", Form.TYPE, words.ParamType),
    _FLAGS,
    _TYPE_NAME,
    Tag("offset", "offset", Form.EXPRESSION),
    Tag("size", "size", Form.EXPRESSION),
    *LIMIT_TAGS,
    Tag("cdesc", "constraint", aliases=("constraint",)),
    _VIOLATION,
    _DESC,
)

_RETURN = (
    _word("type", "type", words.ParamType),
    _TYPE_NAME,
    _word("check-type", "check", words.ReturnCheck, "check"),
    Tag("success", "success", Form.SUCCESS),
    Tag("success-range", "success_range", Form.RANGE),
    Tag("error-values", "error_values", Form.EXPRESSIONS),
    Tag("is-success", "is_success", own=True),
    _ID,
    _DESC,
)

_ERROR = (
    Tag("code", "code", Form.EXPRESSION, own=True),
    Tag("condition", "condition"),
    _WHEN,
    Tag("x-unless", "unless", own=True),
    Tag("x-needs", "needs", own=True),
    _word("x-order", "order", words.ErrorOrder, own=True),
    _VISIBLE,
    _ID,
    _DESC,
)

_LOCK = (
    _word("type", "type", words.LockType),
    _word("scope", "scope", words.LockScope),
    _word("acquired", "acquired", words.Answer),
    _word("released", "released", words.Answer),
    _word("held-on-entry", "held_on_entry", words.Answer, "held_on_entry"),
    _word("held-on-exit", "held_on_exit", words.Answer, "held_on_exit"),
    _ID,
    _DESC,
)

_SIGNAL = (
    Tag("number", "number", Form.EXPRESSION),
    Tag("direction", "direction", Form.WORDS, words.SignalDirection),
    _word("action", "action", words.SignalAction),
    Tag("target", "target"),
    Tag("condition", "condition"),
    _DESC,
    Tag("errno", "errno", Form.ERRNO, aliases=("error",)),
    Tag("transform-to", "transform_to", Form.EXPRESSION, aliases=("transform", "transform_to")),
    _word("timing", "timing", words.SignalTiming),
    Tag("priority", "priority", Form.EXPRESSION),
    _word("restartable", "restartable", words.Answer),
    _word("interruptible", "interruptible", words.Answer),
    Tag("queue", "queue", aliases=("queue_behavior", "queue-behavior")),
    Tag(
        "sa-flags-required",
        "sa_flags_required",
        Form.EXPRESSION,
        aliases=("sa_flags_required", "sa-flags-req"),
    ),
    Tag(
        "sa-flags-forbidden",
        "sa_flags_forbidden",
        Form.EXPRESSION,
        aliases=("sa_flags_forbidden", "sa-flags-forbid"),
    ),
    Tag(
        "state-required",
        "state_required",
        Form.WORDS,
        words.TaskState,
        ("state_required", "state-req"),
    ),
    Tag(
        "state-forbidden",
        "state_forbidden",
        Form.WORDS,
        words.TaskState,
        ("state_forbidden", "state-forbid"),
    ),
    _WHEN,
    _VISIBLE,
    _ID,
)

_CAPABILITY = (
    _word("type", "action", words.CapabilityAction, "action"),
    Tag("allows", "allows"),
    Tag("without", "without"),
    Tag("condition", "condition"),
    Tag("priority", "priority", Form.EXPRESSION),
    Tag("alternatives", "alternatives", Form.NAMES, own=True),
    _WHEN,
    _ID,
    _DESC,
)

BLOCKS: dict[str, Block] = {
    block.name: block
    for block in (
        Block("param", "params", "name", _PARAM),
        Block("return", "returns", "", _RETURN),
        Block("error", "errors", "errno", _ERROR),
        Block("lock", "locks", "name", _LOCK),
        Block(
            "constraint",
            "constraints",
            "name",
            (_DESC, Tag("expr", "expression", Form.EXPRESSION, aliases=("expression",)), _ID),
        ),
        Block("signal", "signals", "name", _SIGNAL),
        Block(
            "signal-mask",
            "signal_masks",
            "name",
            (_DESC, Tag("signals", "signals", Form.EXPRESSIONS)),
            own=True,
        ),
        Block(
            "struct",
            "structs",
            "name",
            (
                _DESC,
                Tag("size", "size", Form.EXPRESSION),
                Tag("alignment", "alignment", Form.EXPRESSION),
                _ID,
                Tag("field", "fields", Form.FIELD),
            ),
        ),
        Block("field", "fields", "name", _FIELD),
        Block(
            "side-effect",
            "side_effects",
            "effects",
            (
                Tag("target", "target"),
                Tag("condition", "condition"),
                _DESC,
                _word("reversible", "reversible", words.Answer),
                _WHEN,
                _AFTER,
                _ID,
            ),
        ),
        Block(
            "state-trans",
            "state_transitions",
            "object",
            (
                Tag("object", "object"),
                Tag("from", "from_state"),
                Tag("to", "to_state"),
                Tag("condition", "condition"),
                _DESC,
                _WHEN,
                _AFTER,
                _ID,
            ),
        ),
        Block("capability", "capabilities", "capability", _CAPABILITY),
        Block(
            "net-socket-state",
            "network.socket_state",
            "",
            (
                Tag("required", "required", Form.NAMES),
                Tag("forbidden", "forbidden", Form.NAMES),
                Tag("resulting", "resulting"),
                Tag("condition", "condition"),
                Tag("protocols", "protocols", Form.EXPRESSION),
            ),
            own=True,
        ),
        Block(
            "net-protocol",
            "network.protocol_behaviors",
            "protocols",
            (
                Tag("behavior", "behavior"),
                Tag("flags", "flags", Form.EXPRESSION),
                Tag("flag-desc", "flag_description"),
            ),
            own=True,
        ),
        Block(
            "net-buffer",
            "network.buffer",
            "",
            (
                Tag("behaviors", "behaviors", Form.EXPRESSION),
                Tag("minimum", "minimum", Form.EXPRESSION),
                Tag("maximum", "maximum", Form.EXPRESSION),
                Tag("optimal", "optimal", Form.EXPRESSION),
                Tag("fragmentation", "fragmentation"),
                Tag("can-partial", "can_partial", Form.BOOLEAN),
                Tag("partial-rules", "partial_rules"),
            ),
            own=True,
        ),
        Block(
            "net-async",
            "network.async_io",
            "",
            (
                Tag("modes", "modes", Form.EXPRESSION),
                Tag("nonblock-errno", "nonblock_errno"),
                Tag("poll-in", "poll_in", Form.EXPRESSION),
                Tag("poll-out", "poll_out", Form.EXPRESSION),
                Tag("completion", "completion"),
                Tag("supports-timeout", "supports_timeout", Form.BOOLEAN),
                Tag("timeout", "timeout"),
            ),
            own=True,
        ),
        Block(
            "net-address-family",
            "network.address_families",
            "family",
            (
                Tag("name", "name"),
                Tag("struct-size", "struct_size", Form.EXPRESSION),
                Tag("min-length", "min_length", Form.EXPRESSION),
                Tag("max-length", "max_length", Form.EXPRESSION),
                Tag("format", "format"),
                Tag("wildcard", "wildcard", Form.BOOLEAN),
                Tag("multicast", "multicast", Form.BOOLEAN),
                Tag("broadcast", "broadcast", Form.BOOLEAN),
                Tag("special", "special"),
                Tag("port-min", "port_min", Form.EXPRESSION),
                Tag("port-max", "port_max", Form.EXPRESSION),
            ),
            own=True,
        ),
        Block("variant", "variants", "condition", (_DESC,), own=True),
    )
}

VARIANT_BLOCKS = (
    "param",
    "return",
    "error",
    "signal",
    "struct",
    "side-effect",
    "state-trans",
    "capability",
)
"""The blocks that may stand, indented, in a ``variant:``."""

SPEC_TAGS: tuple[Tag, ...] = (
    Tag("long-desc", "description"),
    Tag("contexts", "contexts", Form.WORDS, words.Context, ("context-flags",)),
    Tag("api-version", "version"),
    Tag("since-version", "since", aliases=("since",)),
    Tag("deprecated", "deprecated"),
    Tag("replacement", "replacement"),
    Tag("subsystem", "subsystem", own=True),
    Tag("device-type", "device_type", own=True),
    Tag("x-errors", "error_list", Form.WORD, words.ErrorList, own=True),
    Tag("x-order", "error_order", Form.WORD, words.ErrorOrder, own=True),
    Tag("ioctl-cmd", "ioctl.cmd", Form.EXPRESSION, own=True),
    Tag("ioctl-cmd-name", "ioctl.cmd_name", own=True),
    Tag("ioctl-direction", "ioctl.direction", Form.WORD, words.IoctlDirection, own=True),
    Tag("ioctl-number", "ioctl.number", Form.EXPRESSION, own=True),
    Tag("ioctl-input-size", "ioctl.input_size", Form.EXPRESSION, own=True),
    Tag("ioctl-output-size", "ioctl.output_size", Form.EXPRESSION, own=True),
    Tag("ioctl-file-ops", "ioctl.file_ops", own=True),
    Tag("x-object", "ioctl.object", own=True),
    Tag("sysfs-path", "sysfs.path", own=True),
    Tag("sysfs-permissions", "sysfs.permissions", Form.EXPRESSION, own=True),
    Tag("sysfs-default", "sysfs.default", own=True),
    Tag("sysfs-units", "sysfs.units", own=True),
    Tag("sysfs-step", "sysfs.step", Form.EXPRESSION, own=True),
    Tag("sysfs-allowed-strings", "sysfs.allowed_strings", Form.NAMES, own=True),
    Tag("net-connection-oriented", "network.is_connection_oriented", Form.BOOLEAN, own=True),
    Tag("net-message-oriented", "network.is_message_oriented", Form.BOOLEAN, own=True),
    Tag("net-oob-data", "network.supports_oob_data", Form.BOOLEAN, own=True),
    Tag("net-peek", "network.supports_peek", Form.BOOLEAN, own=True),
    Tag("net-select-poll", "network.supports_select_poll", Form.BOOLEAN, own=True),
    Tag("net-reentrant", "network.is_reentrant", Form.BOOLEAN, own=True),
    Tag("net-connection-establishment", "network.connection_establishment", own=True),
    Tag("net-connection-termination", "network.connection_termination", own=True),
    Tag("net-data-transfer", "network.data_transfer", own=True),
    Tag("x-example", "example", Form.CODE, own=True),
    Tag("examples", "examples", Form.CODE, aliases=("example",)),
    Tag("notes", "notes"),
)
"""Tags of the spec itself. A dot in the field leads into the spec's part of that name."""
