"""The schema: each field of a spec once, with its tag, its form, its C member and its label.

Readers, writers, losses, claims and pages follow from it, and the model's classes have a field
for each row; `tests/vocab/test_schema.py` walks the rows and proves that nothing drops one.

Sources: the tags are those of the framework's description (``kdoc_apispec.py``, PATCH v4), of the
older postings, and kapi's own. The layouts are ``include/linux/kernel_api_spec.h`` (PATCH v4),
the same header and ``ioctl_api_spec.h`` as posted in RFC v1 and RFC v2 for members that were
removed later; the network block is from RFC v2 and went in PATCH v3.
"""

from __future__ import annotations

from kapi.vocab import words
from kapi.vocab.field import Block, Field, Form, field

_DESC = field("description", Form.PROSE, "desc description")
_TYPE = field("type", Form.TYPE, None, words.ParamType)
_TYPE_NAME = field("type_name", Form.NAME, own=True)
_FLAGS = field("flags", Form.WORDS, None, words.ParamFlag)
_WHEN = field("when", Form.EXPRESSION, "x-when")
_AFTER = field("after", Form.EXPRESSION, "x-after", label="afterwards")
_ID = field("id", Form.TEXT, "x-id", label="name")
_VISIBLE = field("visible", Form.ANSWER, "x-visible", words.Answer)
_TARGET = field("target", Form.PROSE)
_CONDITION = field("condition", Form.PROSE)
_PRIORITY = field("priority", Form.EXPRESSION)
_SIZE = field("size", Form.EXPRESSION, label="size in bytes")
_CDESC = field("constraint", Form.PROSE, "cdesc constraint")
_VIOLATION = field("violation", Form.VIOLATION, "x-violation", label="outside")
_NAME = field("name", Form.NAME, "")


def _limits(values: Form) -> tuple[Field, ...]:
    """The limits of a parameter or member, which hold the list of values in the form ``values``."""
    return (
        field("limits.type", Form.WORD, "constraint-type", words.ConstraintType, label="valid"),
        field("limits.minimum", Form.EXPRESSION, "range"),
        field("limits.maximum", Form.EXPRESSION, "range"),
        field("limits.mask", Form.EXPRESSION, "valid-mask mask"),
        field("limits.values", values, "valid-values enum values"),
        field("limits.alignment", Form.EXPRESSION, "alignment align"),
        field("limits.arch_masks", Form.ARCH_MASKS, "arch-mask"),
        field("limits.validate", Form.SYMBOL, own=True),
    )


_SYSFS = (
    field("default", Form.TEXT, own=True),
    field("units", Form.TEXT, own=True),
    field("step", Form.EXPRESSION, own=True),
    field("allowed_strings", Form.STRINGS, own=True, label="strings"),
)
"""What the header has for a sysfs attribute and for each of its parameters."""
_LIMITS_LAYOUT = (
    "constraint_type=limits.type min_value=limits.minimum max_value=limits.maximum"
    " valid_mask=limits.mask enum_values=limits.values"
)

_ELEMENTS = (
    Block(
        name="param",
        field="params",
        head="name",
        variant=True,
        claim="param",
        identity="name type_name type flags limits size size_param size_multiplier struct_type"
        " default units step allowed_strings violation object",
        structure="params",
        layout="name type_name description type flags size size_param_idx=size_param"
        f" size_multiplier {_LIMITS_LAYOUT} enum_count#limits.values alignment=limits.alignment"
        " validate=limits.validate constraints=constraint default_value=default units step"
        " allowed_strings allowed_string_count#allowed_strings",
        detail="type_name type flags",
        first="limits.type violation object",
        fields=(
            _NAME,
            _TYPE,
            _FLAGS,
            _TYPE_NAME,
            *_limits(Form.VALUES),
            _CDESC,
            _SIZE,
            field("size_param", Form.POSITION, label="size given by"),
            field("size_multiplier", Form.EXPRESSION, own=True, label="bytes per unit"),
            field("struct_type", Form.TEXT, label="structure"),
            *_SYSFS,
            _VIOLATION,
            field("object", Form.TEXT, "x-object"),
            _ID,
            _DESC,
        ),
    ),
    Block(
        name="return",
        field="returns",
        variant=True,
        claim="return",
        identity="type_name type check success success_min success_max error_values is_success",
        structure="return_spec",
        layout="type_name description type check_type=check success_value=success success_min"
        " success_max error_values error_count#error_values is_success",
        many=False,
        detail="type_name type",
        first="success",
        fields=(
            field("type", Form.WORD, None, words.ParamType),
            _TYPE_NAME,
            field("check", Form.WORD, "check-type check", words.ReturnCheck),
            field("success", Form.SUCCESS),
            field("success_min", Form.RANGE, "success-range"),
            field("success_max", Form.RANGE, "success-range"),
            field("error_values", Form.VALUES, label="failure values"),
            field("is_success", Form.SYMBOL, own=True, label="decided by"),
            _ID,
            _DESC,
        ),
    ),
    Block(
        name="error",
        field="errors",
        head="errno",
        variant=True,
        claim="error",
        structure="errors",
        layout="error_code=code name=errno condition=summary description",
        detail="summary",
        fields=(
            field("errno", Form.NAME, ""),
            field("summary", Form.PROSE, ""),
            field("code", Form.EXPRESSION, own=True),
            _CONDITION,
            _WHEN,
            field("unless", Form.TEXT, "x-unless"),
            field("needs", Form.TEXT, "x-needs"),
            field("order", Form.WORD, "x-order", words.ErrorOrder),
            _VISIBLE,
            _ID,
            _DESC,
        ),
    ),
    Block(
        name="lock",
        field="locks",
        head="name",
        claim="lock",
        identity="name type scope acquired released held_on_entry held_on_exit",
        structure="locks",
        layout="lock_name=name lock_type=type scope acquired released held_on_entry held_on_exit"
        " description",
        detail="type scope",
        fields=(
            _NAME,
            field("type", Form.WORD, None, words.LockType),
            field("scope", Form.WORD, None, words.LockScope),
            field("acquired", Form.ANSWER, None, words.Answer),
            field("released", Form.ANSWER, None, words.Answer),
            field("held_on_entry", Form.ANSWER, "held-on-entry held_on_entry", words.Answer),
            field("held_on_exit", Form.ANSWER, "held-on-exit held_on_exit", words.Answer),
            _ID,
            _DESC,
        ),
    ),
    Block(
        name="constraint",
        field="constraints",
        head="name",
        claim="constraint",
        identity="name expression",
        structure="constraints",
        layout="name description expression",
        fields=(_NAME, _DESC, field("expression", Form.QUOTED, "expr expression"), _ID),
    ),
    Block(
        name="signal",
        field="signals",
        head="name",
        variant=True,
        claim="signal",
        identity="name number direction action target condition errno transform_to timing priority"
        " restartable interruptible queue sa_flags_required sa_flags_forbidden state_required"
        " state_forbidden visible",
        structure="signals",
        layout="signal_num=number signal_name=name direction action target condition description"
        " restartable sa_flags_required sa_flags_forbidden error_on_signal=errno transform_to"
        " timing priority interruptible queue_behavior=queue state_required state_forbidden",
        detail="direction action",
        first="number errno transform_to timing priority restartable interruptible when visible",
        fields=(
            _NAME,
            field("number", Form.EXPRESSION),
            field("direction", Form.WORDS, None, words.SignalDirection),
            field("action", Form.WORD, None, words.SignalAction),
            _TARGET,
            _CONDITION,
            _DESC,
            field("errno", Form.ERRNO, "errno error", label="returns"),
            field(
                "transform_to",
                Form.EXPRESSION,
                "transform-to transform transform_to",
                label="becomes",
            ),
            field("timing", Form.WORD_STRING, None, words.SignalTiming),
            _PRIORITY,
            field("restartable", Form.ANSWER, None, words.Answer),
            field("interruptible", Form.ANSWER, None, words.Answer),
            field("queue", Form.QUEUE, "queue queue_behavior queue-behavior"),
            field(
                "sa_flags_required",
                Form.EXPRESSION,
                "sa-flags-required sa_flags_required sa-flags-req",
                label="sa_flags required",
            ),
            field(
                "sa_flags_forbidden",
                Form.EXPRESSION,
                "sa-flags-forbidden sa_flags_forbidden sa-flags-forbid",
                label="sa_flags forbidden",
            ),
            field(
                "state_required",
                Form.WORDS,
                "state-required state_required state-req",
                words.TaskState,
                label="states required",
            ),
            field(
                "state_forbidden",
                Form.WORDS,
                "state-forbidden state_forbidden state-forbid",
                words.TaskState,
                label="states forbidden",
            ),
            _WHEN,
            _VISIBLE,
            _ID,
        ),
    ),
    Block(
        name="signal-mask",
        field="signal_masks",
        head="name",
        own=True,
        structure="signal_masks",
        layout="mask_name=name description signals signal_count#signals",
        detail="signals",
        fields=(_NAME, _DESC, field("signals", Form.ARRAY)),
    ),
    Block(
        name="struct",
        field="structs",
        head="name",
        variant=True,
        claim="struct",
        identity="name size alignment fields",
        structure="struct_specs",
        layout="name description size alignment field_count#fields",
        fields=(
            field("name", Form.STRINGIFIED, ""),
            _DESC,
            _SIZE,
            field("alignment", Form.EXPRESSION),
            _ID,
            field("fields", Form.MEMBERS, "field"),
        ),
    ),
    Block(
        name="field",
        field="fields",
        head="name",
        structure="fields",
        layout=f"name type type_name description offset size flags {_LIMITS_LAYOUT}",
        parent="struct_specs",
        detail="type_name type flags",
        fields=(
            _NAME,
            _TYPE,
            _FLAGS,
            _TYPE_NAME,
            field("offset", Form.EXPRESSION),
            _SIZE,
            *_limits(Form.VALUE_STRING),
            _CDESC,
            _VIOLATION,
            _DESC,
        ),
    ),
    Block(
        name="side-effect",
        field="side_effects",
        head="effects",
        variant=True,
        claim="effect",
        subject="target",
        identity="effects target condition reversible when",
        structure="side_effects",
        layout="type=effects target description condition reversible",
        detail="target",
        first="when after",
        fields=(
            field("effects", Form.WORDS, "", words.Effect),
            _TARGET,
            _CONDITION,
            _DESC,
            field("reversible", Form.ANSWER, None, words.Answer),
            _WHEN,
            _AFTER,
            _ID,
        ),
    ),
    Block(
        name="state-trans",
        field="state_transitions",
        head="object",
        variant=True,
        claim="transition",
        identity="object from_state to_state condition",
        structure="state_transitions",
        layout="object from_state to_state description condition",
        detail="from_state to_state",
        fields=(
            field("object", Form.NAME),
            field("from_state", Form.PROSE, "from"),
            field("to_state", Form.PROSE, "to"),
            _CONDITION,
            _DESC,
            _WHEN,
            _AFTER,
            _ID,
        ),
    ),
    Block(
        name="capability",
        field="capabilities",
        head="capability",
        variant=True,
        claim="capability",
        identity="capability action condition priority alternatives when",
        structure="capabilities",
        layout="capability cap_name=description action allows without_cap=without"
        " check_condition=condition priority alternative=alternatives"
        " alternative_count#alternatives",
        detail="action",
        first="when condition",
        fields=(
            field("capability", Form.SYMBOL, ""),
            field("action", Form.WORD, "type action", words.CapabilityAction),
            field("allows", Form.PROSE),
            field("without", Form.PROSE),
            _CONDITION,
            _PRIORITY,
            field("alternatives", Form.SYMBOLS, own=True, label="or instead"),
            _WHEN,
            _ID,
            _DESC,
        ),
    ),
)

_NETWORK = (
    Block(
        name="net-socket-state",
        field="network.socket_state",
        own=True,
        structure="socket_state",
        layout="required_states=required required_state_count#required forbidden_states=forbidden"
        " forbidden_state_count#forbidden resulting_state=resulting state_condition=condition"
        " applicable_protocols=protocols",
        many=False,
        fields=(
            field("required", Form.STATES),
            field("forbidden", Form.STATES),
            field("resulting", Form.STATE),
            _CONDITION,
            field("protocols", Form.EXPRESSION),
        ),
    ),
    Block(
        name="net-protocol",
        field="network.protocol_behaviors",
        head="protocols",
        own=True,
        structure="protocol_behaviors",
        layout="applicable_protocols=protocols behavior protocol_flags=flags flag_description",
        detail="protocols",
        first="flag_description",
        fields=(
            field("protocols", Form.EXPRESSION, ""),
            field("behavior", Form.PROSE),
            field("flags", Form.EXPRESSION),
            field("flag_description", Form.PROSE, "flag-desc", label="flag meaning"),
        ),
    ),
    Block(
        name="net-buffer",
        field="network.buffer",
        own=True,
        structure="buffer_spec",
        layout="buffer_behaviors=behaviors min_buffer_size=minimum max_buffer_size=maximum"
        " optimal_buffer_size=optimal fragmentation_rules=fragmentation"
        " can_partial_transfer=can_partial partial_transfer_rules=partial_rules",
        many=False,
        first="partial_rules",
        fields=(
            field("behaviors", Form.EXPRESSION),
            field("minimum", Form.EXPRESSION, label="minimum bytes"),
            field("maximum", Form.EXPRESSION, label="maximum bytes"),
            field("optimal", Form.EXPRESSION, label="optimal bytes"),
            field("fragmentation", Form.PROSE),
            field("can_partial", Form.BOOL, label="partial transfers"),
            field("partial_rules", Form.PROSE),
        ),
    ),
    Block(
        name="net-async",
        field="network.async_io",
        own=True,
        structure="async_spec",
        layout="supported_modes=modes nonblock_errno poll_events_in=poll_in"
        " poll_events_out=poll_out completion_condition=completion supports_timeout"
        " timeout_behavior=timeout",
        many=False,
        first="timeout",
        fields=(
            field("modes", Form.EXPRESSION),
            field("nonblock_errno", Form.RETURNED, label="when not blocking"),
            field("poll_in", Form.EXPRESSION),
            field("poll_out", Form.EXPRESSION),
            field("completion", Form.PROSE),
            field("supports_timeout", Form.BOOL),
            field("timeout", Form.PROSE),
        ),
    ),
    Block(
        name="net-address-family",
        field="network.address_families",
        head="family",
        own=True,
        structure="addr_families",
        layout="family family_name=name addr_struct_size=struct_size min_addr_len=min_length"
        " max_addr_len=max_length addr_format=format supports_wildcard=wildcard"
        " supports_multicast=multicast supports_broadcast=broadcast special_addresses=special"
        " port_range_min=port_min port_range_max=port_max",
        detail="name",
        first="struct_size min_length max_length port_min port_max",
        fields=(
            field("family", Form.EXPRESSION, ""),
            field("name", Form.NAME),
            field("struct_size", Form.EXPRESSION, label="structure size"),
            field("min_length", Form.EXPRESSION, label="minimum length"),
            field("max_length", Form.EXPRESSION, label="maximum length"),
            field("format", Form.PROSE),
            field("wildcard", Form.BOOL),
            field("multicast", Form.BOOL),
            field("broadcast", Form.BOOL),
            field("special", Form.PROSE, label="special addresses"),
            field("port_min", Form.EXPRESSION, label="lowest port"),
            field("port_max", Form.EXPRESSION, label="highest port"),
        ),
    ),
)

_VARIANT = Block(
    name="variant",
    field="variants",
    head="condition",
    own=True,
    fields=(field("condition", Form.EXPRESSION, ""), field("summary", Form.PROSE, ""), _DESC),
)

BLOCKS: dict[str, Block] = {block.name: block for block in (*_ELEMENTS, *_NETWORK, _VARIANT)}
"""Every kind of element, by its top-level tag."""

VARIANT_BLOCKS = tuple(block.name for block in BLOCKS.values() if block.variant)
"""The blocks that may stand, indented, in a ``variant:``."""

SPEC_TAGS: tuple[Field, ...] = (
    field("description", Form.PROSE, "long-desc"),
    field("contexts", Form.WORDS, "contexts context-flags", words.Context, label="runs in"),
    field("version", Form.SYMBOL, "api-version"),
    field("since", Form.TEXT, "since-version since"),
    field("deprecated", Form.MARK),
    field("replacement", Form.TEXT),
    field("subsystem", Form.TEXT, own=True),
    field("device_type", Form.TEXT, own=True),
    field("error_list", Form.WORD, "x-errors", words.ErrorList, label="list"),
    field("error_order", Form.WORD, "x-order", words.ErrorOrder, label="order"),
    field("where", Form.EXPRESSION, "x-where"),
    field("ioctl.cmd", Form.EXPRESSION, "ioctl-cmd", own=True, label="command"),
    field("ioctl.cmd_name", Form.NAME, "ioctl-cmd-name", own=True, label="command name"),
    field("ioctl.direction", Form.WORD, "ioctl-direction", words.IoctlDirection, own=True),
    field("ioctl.number", Form.EXPRESSION, "ioctl-number", own=True),
    field("ioctl.input_size", Form.EXPRESSION, "ioctl-input-size", own=True, label="input bytes"),
    field(
        "ioctl.output_size", Form.EXPRESSION, "ioctl-output-size", own=True, label="output bytes"
    ),
    field("ioctl.file_ops", Form.NAME, "ioctl-file-ops", own=True, label="file operations"),
    field("ioctl.object", Form.TEXT, "x-object"),
    field("sysfs.path", Form.TEXT, "sysfs-path", own=True),
    field("sysfs.permissions", Form.EXPRESSION, "sysfs-permissions", own=True),
    *(one._replace(path=f"sysfs.{one.path}", tag=f"sysfs-{one.tag}") for one in _SYSFS),
    *(
        field(f"network.{name}", Form.BOOL, tag, own=True, label=label)
        for name, tag, label in (
            ("is_connection_oriented", "net-connection-oriented", "connection oriented"),
            ("is_message_oriented", "net-message-oriented", "message oriented"),
            ("supports_oob_data", "net-oob-data", "out-of-band data"),
            ("supports_peek", "net-peek", "peek"),
            ("supports_select_poll", "net-select-poll", "select and poll"),
            ("is_reentrant", "net-reentrant", "reentrant"),
        )
    ),
    *(
        field(f"network.{name}", Form.PROSE, f"net-{name.replace('_', '-')}", own=True)
        for name in ("connection_establishment", "connection_termination", "data_transfer")
    ),
    field("example", Form.CODE, "x-example"),
    field("examples", Form.CODE, "examples example"),
    field("notes", Form.PROSE),
)
"""Tags of the spec itself. A dot in the path leads into the spec's part of that name."""

SPEC = Block(
    name="spec",
    field="",
    fields=(
        field("name", Form.NAME, ""),
        field("kind", Form.SYMBOL, ""),
        field("summary", Form.PROSE, ""),
        *SPEC_TAGS,
    ),
    structure="spec",
    layout="name api_type=kind version cmd=ioctl.cmd cmd_name=ioctl.cmd_name"
    " input_size=ioctl.input_size output_size=ioctl.output_size file_ops_name=ioctl.file_ops"
    " description=summary long_description=description context_flags=contexts subsystem"
    " device_type sysfs_path=sysfs.path sysfs_permissions=sysfs.permissions"
    " default_value=sysfs.default units=sysfs.units step=sysfs.step"
    " allowed_strings=sysfs.allowed_strings allowed_string_count#sysfs.allowed_strings"
    " since_version=since deprecated replacement"
    " is_connection_oriented=network.is_connection_oriented"
    " is_message_oriented=network.is_message_oriented supports_oob_data=network.supports_oob_data"
    " supports_peek=network.supports_peek supports_select_poll=network.supports_select_poll"
    " is_reentrant=network.is_reentrant"
    " connection_establishment=network.connection_establishment"
    " connection_termination=network.connection_termination"
    " data_transfer_semantics=network.data_transfer param_count#params error_count#errors"
    " lock_count#locks constraint_count#constraints signal_count#signals"
    " signal_mask_count#signal_masks struct_spec_count#struct_specs"
    " side_effect_count#side_effects state_trans_count#state_transitions"
    " capability_count#capabilities protocol_behavior_count#protocol_behaviors"
    " addr_family_count#addr_families examples notes",
    parent="",
    many=False,
    first="ioctl.cmd ioctl.cmd_name ioctl.number",
)
"""The spec itself."""
