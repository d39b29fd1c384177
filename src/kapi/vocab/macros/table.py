"""The macros of every version, group by group, as rows ``NAME member member=text ...``.

Source: ``include/linux/kernel_api_spec.h`` (PATCH v4) and the same header, ``ioctl_api_spec.h``
and ``syscall_api_spec.h`` as posted in RFC v1 and RFC v2.
"""

from __future__ import annotations

from kapi.vocab.macros.row import Macro, ioctl_param, opens_one, param_bundle, sets

_SPEC = (
    *sets(
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
            *sets(
                "spec",
                "PATH sysfs_path",
                "PERMISSIONS sysfs_permissions",
                "DEFAULT default_value",
                "UNITS units",
                "STEP step",
            ),
            *sets("spec", "ALLOWED_STRINGS allowed_strings", variadic=True),
        )
    ),
)
_PARAM = (
    *opens_one("params", "PARAM name type_name description"),
    *sets(
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
    *sets("params", "PARAM_ENUM_VALUES enum_values", variadic=True),
    param_bundle("PARAM_FD", "type=KAPI_TYPE_FD"),
    param_bundle("PARAM_USER_BUF", "type=KAPI_TYPE_USER_PTR"),
    param_bundle("PARAM_USER_STRUCT", "type=KAPI_TYPE_USER_PTR"),
    param_bundle("PARAM_USER_PTR_SIZED", "type=KAPI_TYPE_USER_PTR", "name type_name description"),
    param_bundle(
        "PARAM_USER_STRING", "type=KAPI_TYPE_USER_PTR constraint_type=KAPI_CONSTRAINT_USER_STRING"
    ),
    param_bundle("PARAM_USER_PATH", "type=KAPI_TYPE_PATH"),
    param_bundle("PARAM_SIZE_T", "type_name=size_t type=KAPI_TYPE_UINT"),
    ioctl_param("PARAM_SIZE", "0", "name=size type=KAPI_TYPE_UINT"),
    ioctl_param("PARAM_FLAGS", "1", "name=flags type=KAPI_TYPE_UINT"),
    ioctl_param(
        "PARAM_USER_BUF",
        "",
        "name description size_param_idx type=KAPI_TYPE_USER_PTR"
        " flags=KAPI_PARAM_IN|KAPI_PARAM_USER",
    ),
    ioctl_param(
        "PARAM_USER_OUT_BUF",
        "",
        "name description size_param_idx type=KAPI_TYPE_USER_PTR"
        " flags=KAPI_PARAM_OUT|KAPI_PARAM_USER",
    ),
    ioctl_param("PARAM_LEN", "", "name description max_value type=KAPI_TYPE_UINT"),
)
_RETURN = (
    *opens_one("return_spec", "RETURN type_name description", many=False),
    *sets(
        "return_spec",
        "RETURN_TYPE type",
        "RETURN_CHECK_TYPE check_type",
        "RETURN_SUCCESS success_value",
        "RETURN_SUCCESS_RANGE success_min success_max",
        "RETURN_ERROR_COUNT error_count",
    ),
    *sets("return_spec", "RETURN_ERROR_VALUES error_values", variadic=True),
    *opens_one("return_spec", "RETURN_SUCCESS_ZERO success_value=0", many=False, complete=True),
    *opens_one(
        "return_spec", "RETURN_FD_SPEC check_type=KAPI_RETURN_FD", many=False, complete=True
    ),
    Macro("KAPI_RETURN_FD_COUNT", "return_spec", opens=True, complete=True, loose=True),
)
_ERROR_AND_LOCK = (
    *opens_one("errors", "ERROR error_code name condition description", complete=True),
    *opens_one("locks", "LOCK lock_name lock_type"),
    *sets(
        "locks",
        "LOCK_ACQUIRED acquired=true",
        "LOCK_RELEASED released=true",
        "LOCK_HELD_ENTRY held_on_entry=true",
        "LOCK_HELD_EXIT held_on_exit=true",
        "LOCK_DESC description",
    ),
    *opens_one("constraints", "CONSTRAINT name description"),
    *sets("constraints", "CONSTRAINT_EXPR expression"),
)
_SIGNAL = (
    *opens_one("signals", "SIGNAL signal_num signal_name direction action"),
    *sets(
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
    *opens_one("signal_masks", "SIGNAL_MASK mask_name description"),
    *sets("signal_masks", "SIGNAL_MASK_SIGNALS signals", variadic=True),
    *sets("signal_masks", "SIGNAL_MASK_ADD signals", adds=True),
    *(
        Macro(f"KAPI_SIGNAL_{name}", "signals", opens=True, complete=True, loose=True)
        for name in ("INTERRUPTIBLE_SLEEP", "FATAL_DEFAULT", "STOP_CONT")
    ),
)
_STRUCT = (
    *opens_one("struct_specs", "STRUCT_SPEC name description"),
    *sets("struct_specs", "STRUCT_SIZE size alignment", "STRUCT_FIELD_COUNT field_count"),
    *opens_one("fields", "STRUCT_FIELD name type type_name description"),
    *sets(
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
    *opens_one("side_effects", "SIDE_EFFECT type target description"),
    *sets("side_effects", "EFFECT_CONDITION condition", "EFFECT_REVERSIBLE reversible=true"),
    *opens_one("state_transitions", "STATE_TRANS object from_state to_state description"),
    *sets("state_transitions", "STATE_TRANS_COND condition"),
    *opens_one("capabilities", "CAPABILITY capability cap_name action"),
    *sets(
        "capabilities",
        "CAP_ALLOWS allows",
        "CAP_WITHOUT without_cap",
        "CAP_CONDITION check_condition",
        "CAP_PRIORITY priority",
    ),
    *sets("capabilities", "CAP_ALTERNATIVE alternative", variadic=True),
)
_NETWORK = (
    *sets("socket_state", "SOCKET_STATE_REQ required_states", variadic=True),
    *sets("socket_state", "SOCKET_STATE_FORBID forbidden_states", variadic=True),
    *sets(
        "socket_state",
        "SOCKET_STATE_RESULT resulting_state",
        "SOCKET_STATE_COND state_condition",
        "SOCKET_STATE_PROTOS applicable_protocols",
    ),
    *opens_one("protocol_behaviors", "PROTOCOL_BEHAVIOR applicable_protocols behavior"),
    *sets("protocol_behaviors", "PROTOCOL_FLAGS protocol_flags flag_description"),
    *opens_one("async_spec", "ASYNC_SPEC supported_modes nonblock_errno", many=False),
    *sets(
        "async_spec",
        "ASYNC_POLL poll_events_in poll_events_out",
        "ASYNC_COMPLETION completion_condition",
        "ASYNC_TIMEOUT supports_timeout timeout_behavior",
    ),
    *opens_one("buffer_spec", "BUFFER_SPEC buffer_behaviors", many=False),
    *sets(
        "buffer_spec",
        "BUFFER_SIZE min_buffer_size max_buffer_size optimal_buffer_size",
        "BUFFER_PARTIAL can_partial_transfer partial_transfer_rules",
        "BUFFER_FRAGMENT fragmentation_rules",
    ),
    *opens_one(
        "addr_families",
        "ADDR_FAMILY family family_name addr_struct_size min_addr_len max_addr_len",
    ),
    *sets(
        "addr_families",
        "ADDR_FORMAT addr_format",
        "ADDR_FEATURES supports_wildcard supports_multicast supports_broadcast",
        "ADDR_SPECIAL special_addresses",
        "ADDR_PORTS port_range_min port_range_max",
    ),
)

TABLES: tuple[tuple[Macro, ...], ...] = (
    _SPEC,
    _PARAM,
    _RETURN,
    _ERROR_AND_LOCK,
    _SIGNAL,
    _STRUCT,
    _EFFECT,
    _NETWORK,
)
"""All groups."""
