from __future__ import annotations

import pytest

from kapi.model.elements import Limits, Unknown
from kapi.model.network import AddressFamily, AsyncSpec, BufferSpec, Network, SocketState
from kapi.model.spec import Ioctl, Sysfs
from kapi.sources.macro import read_macro
from kapi.vocab.words import (
    Answer,
    ApiKind,
    CapabilityAction,
    ConstraintType,
    Context,
    Dialect,
    Effect,
    LockScope,
    LockType,
    ParamFlag,
    ParamType,
    SignalTiming,
)
from tests.sources.macro.blocks import block_of, read, read_body


def test_name_and_kind() -> None:
    assert read_body("")[0].kind is ApiKind.SYSCALL
    assert read_body("", "compat_sys_x")[0].kind is ApiKind.SYSCALL
    spec, codes = read_body("", "frob")
    assert (spec.name, spec.kind, codes) == ("frob", ApiKind.FUNCTION, [])


def test_members_and_macros_say_the_same() -> None:
    macros, _ = read_body("""
        KAPI_DESCRIPTION("One")
        KAPI_CONTEXT(KAPI_CTX_PROCESS | KAPI_CTX_SLEEPABLE)
        KAPI_PARAM(0, "fd", "int", "Descriptor")
            KAPI_PARAM_TYPE(KAPI_TYPE_FD)
            KAPI_PARAM_FLAGS(KAPI_PARAM_IN)
            KAPI_PARAM_CONSTRAINT_TYPE(KAPI_CONSTRAINT_RANGE)
            KAPI_PARAM_RANGE(0, max(A, B))
        KAPI_PARAM_END
        KAPI_LOCK(0, "m", KAPI_LOCK_MUTEX)
            KAPI_LOCK_ACQUIRED
        KAPI_LOCK_END
    """)
    raw, codes = read_body("""
        .description = "One",
        .context_flags = KAPI_CTX_PROCESS | KAPI_CTX_SLEEPABLE,
        .params = {
            [0] = {
                .name = "fd", .type_name = "int", .description = "Descriptor",
                .type = KAPI_TYPE_FD, .flags = KAPI_PARAM_IN,
                .constraint_type = KAPI_CONSTRAINT_RANGE,
                .min_value = 0, .max_value = max(A, B),
            },
        },
        .locks[0] = { .lock_name = "m", .lock_type = KAPI_LOCK_MUTEX, .acquired = true, },
    """)
    assert macros == raw
    assert codes == []
    assert macros.contexts == (Context.PROCESS, Context.SLEEPABLE)
    assert macros.params[0].flags == (ParamFlag.IN,)
    assert macros.params[0].limits == Limits(
        type=ConstraintType.RANGE, minimum="0", maximum="max(A, B)"
    )
    assert (macros.dialect, raw.dialect) == (Dialect.MACRO_RFC2, Dialect.MACRO_RFC1)


def test_strings_join_and_decode() -> None:
    spec, _ = read_body(r"""
        KAPI_DESCRIPTION("a \"b\" KAPI_ERROR(0, -EPERM) " /* "no" */ "c, d")  // KAPI_NOTES("x")
        KAPI_NOTES("one\n\n" "two\tx \x41\101\u00e9\303\251")
        KAPI_EXAMPLES("if (x)\n" "\ty();\n")
    """)
    assert spec.summary == 'a "b" KAPI_ERROR(0, -EPERM) c, d'
    assert spec.notes == "one\n\ntwo x AA\u00e9\u00e9"
    assert spec.examples == "if (x)\n        y();"
    assert spec.errors == ()


def test_the_last_duplicate_wins_and_the_first_is_kept() -> None:
    reading = read("""DEFINE_KERNEL_API_SPEC(sys_frob)
	KAPI_LOCK(0, "m", KAPI_LOCK_MUTEX)
		KAPI_LOCK_DESC("first")
		KAPI_LOCK_DESC("second")
	KAPI_LOCK_END
KAPI_END_SPEC;""")
    (lock,) = reading.specs[0].locks
    assert lock.description == "second"
    assert [(e.tag, e.text, e.span.line) for e in lock.extensions] == [
        ("KAPI_LOCK_DESC", "first", 4)
    ]
    (finding,) = reading.findings
    assert (finding.code, finding.severity.value) == ("duplicate-element", "warning")
    assert (finding.span.line, finding.span.column, finding.api) == (5, 3, "sys_frob")


def test_index_decides_the_order() -> None:
    spec, codes = read_body("""
        KAPI_ERROR(1, -EPERM, "EPERM", "b", "")
        KAPI_ERROR(0, -EINVAL, "EINVAL", "a", "")
    """)
    assert [error.errno for error in spec.errors] == ["EINVAL", "EPERM"]
    assert codes == []


@pytest.mark.parametrize(
    ("indices", "expected"),
    [((0, 1, 2), []), ((0, 2, 3), ["index-gap"]), ((0, 1, 1), ["duplicate-index"])],
)
def test_gaps_and_repeated_indices(indices: tuple[int, ...], expected: list[str]) -> None:
    spec, codes = read_body("\n".join(f'KAPI_ERROR({i}, -EIO, "EIO", "{i}", "")' for i in indices))
    assert len(spec.errors) == 3
    assert codes == expected


def test_declared_counts() -> None:
    spec, codes = read_body("""
        .param_count = 1,
        KAPI_ERROR_COUNT(1)
        KAPI_ERROR(0, -EIO, "EIO", "c", "d")
        KAPI_RETURN("long", "")
            .error_values = (const s64[]){-EIO, -EPERM},
            .error_count = 3,
        KAPI_RETURN_END
    """)
    assert spec.counts == {"params": "1", "errors": "1"}
    assert codes == ["count-mismatch", "count-mismatch"]


def test_errors() -> None:
    spec, codes = read_body("""
        KAPI_ERROR(0, -EINVAL, "EPERM", "differs", "")
        KAPI_ERROR(1, -22, "EINVAL", "number", "")
        KAPI_ERROR(2, (-EIO), "EIO", "c", "d")
        .errors[3] = { .error_code = -ENOSYS, },
    """)
    assert [(error.errno, error.code) for error in spec.errors] == [
        ("EPERM", "-EINVAL"),
        ("EINVAL", "-22"),
        ("EIO", "(-EIO)"),
        ("ENOSYS", None),
    ]
    assert codes == []


def test_unknown_words_macros_and_members_are_kept() -> None:
    reading = read("""DEFINE_KERNEL_API_SPEC(sys_frob)
	KAPI_LOCK(0, "m", KAPI_LOCK_BIG)
		KAPI_LOCK_COLOUR(RED, "x y")
		.flavour = SWEET | SOUR,
	KAPI_LOCK_END
KAPI_END_SPEC;""")
    (lock,) = reading.specs[0].locks
    assert lock.type == Unknown("KAPI_LOCK_BIG")
    assert [(e.tag, e.text) for e in lock.extensions] == [
        ("KAPI_LOCK_COLOUR", 'RED, "x y"'),
        ("flavour", "SWEET | SOUR"),
    ]
    assert [(f.code, f.span.line) for f in reading.findings] == [
        ("unknown-tag", 3 + 1),
        ("unknown-tag", 4 + 1),
    ]


def test_arrays_above_the_spec_are_found() -> None:
    above = "/* values */\nstatic const s64 ops[] = { ADD,\n\tDEL, /* x */\n\tMOD, };\n"
    code = """DEFINE_KERNEL_API_SPEC(sys_frob)
	KAPI_PARAM(0, "op", "int", "")
		.enum_values = ops,
		.enum_count = ARRAY_SIZE(ops),
	KAPI_PARAM_END
	KAPI_PARAM(1, "mode", "int", "")
		KAPI_PARAM_ENUM_VALUES(modes)
	KAPI_PARAM_END
KAPI_END_SPEC;"""
    first, second = read(code, above=above).specs[0].params
    assert first.limits.values == ("ADD", "DEL", "MOD")
    assert second.limits.values is None
    assert [(e.tag, e.text) for e in second.extensions] == [("KAPI_PARAM_ENUM_VALUES", "modes")]


@pytest.mark.parametrize(
    "values",
    ["((const s64[]){A, B})", "A, B", "(const s64[]){A,\n\tB,}, 2"],
)
def test_lists_in_every_version(values: str) -> None:
    spec, codes = read_body(f"""
        KAPI_PARAM(0, "op", "int", "")
            KAPI_PARAM_ENUM_VALUES({values})
        KAPI_PARAM_END
        KAPI_CAPABILITY(0, CAP_A, "CAP_A", KAPI_CAP_BYPASS_CHECK)
            KAPI_CAP_ALTERNATIVE({values})
        KAPI_CAPABILITY_END
    """)
    assert spec.params[0].limits.values == ("A", "B")
    assert spec.capabilities[0].alternatives == ("A", "B")
    assert codes == []


def test_the_newest_macros_close_with_braces() -> None:
    reading = read("""DEFINE_KERNEL_API_SPEC(sys_frob)
	KAPI_PARAM_COUNT(2)
	KAPI_PARAM(0, "p", "char *", "d")
		KAPI_PARAM_SIZE_PARAM(1)
	},
	KAPI_PARAM(1, "n", "size_t", "d")
	},
	KAPI_RETURN("long", "d")
		KAPI_RETURN_SUCCESS_RANGE(0, S64_MAX)
	},
	KAPI_LOCK(0, "m", KAPI_LOCK_MUTEX)
		KAPI_LOCK_ACQUIRED
		.scope = KAPI_LOCK_INTERNAL,
	},
	KAPI_SIGNAL_MASK(0, "fatal", "d")
		KAPI_SIGNAL_MASK_SIGNALS(SIGINT, SIGKILL)
	},
	KAPI_SIGNAL(0, 0, "any", KAPI_SIGNAL_RECEIVE, KAPI_SIGNAL_ACTION_RETURN)
		KAPI_SIGNAL_TIMING(KAPI_SIGNAL_TIME_SLEEPING)
		KAPI_SIGNAL_ERROR(-EINTR)
		KAPI_SIGNAL_QUEUE(KAPI_SIGNAL_QUEUE_COALESCE)
	},
};""")
    spec = reading.specs[0]
    assert reading.findings == ()
    assert spec.params[0].size_param == 1
    assert spec.returns is not None
    assert (spec.returns.success_min, spec.returns.success_max) == ("0", "S64_MAX")
    assert spec.locks[0].scope is LockScope.INTERNAL
    assert spec.signal_masks[0].signals == ("SIGINT", "SIGKILL")
    signal = spec.signals[0]
    assert (signal.number, signal.errno, signal.queue) == (None, "EINTR", "coalesce")
    assert signal.timing is SignalTiming.SLEEPING


def test_a_forgotten_end_is_found_and_costs_nothing() -> None:
    spec, codes = read_body("""
        KAPI_PARAM(0, "a", "int", "x")
            .type = KAPI_TYPE_INT
        KAPI_PARAM(1, "b", "int", "y")
        KAPI_PARAM_END
        .param_count = 2,
    """)
    assert [param.name for param in spec.params] == ["a", "b"]
    assert spec.params[0].type is ParamType.INT
    assert codes == ["missing-end"]


def test_a_macro_outside_of_its_element_goes_to_the_last_one() -> None:
    spec, codes = read_body("""
        KAPI_LOCK(0, "m", KAPI_LOCK_MUTEX)
        KAPI_LOCK_END
        KAPI_LOCK_RELEASED
        KAPI_PARAM_END
    """)
    assert spec.locks[0].released is Answer.YES
    assert codes == ["misplaced-macro", "unmatched-end"]


def test_wrong_number_of_arguments() -> None:
    spec, codes = read_body("""
        KAPI_ERROR(0, -EIO, "EIO", "c")
        KAPI_LOCK(0, "m", KAPI_LOCK_MUTEX, "why")
        KAPI_LOCK_END
    """)
    assert codes == ["missing-argument", "extra-argument"]
    assert spec.locks[0].type is LockType.MUTEX
    assert spec.locks[0].extensions[0].text == '"why"'


def test_capabilities_constraints_effects_and_transitions() -> None:
    spec, codes = read_body("""
        KAPI_CAPABILITY(0, CAP_SYS_NICE, "raise priority", KAPI_CAP_GRANT_PERMISSION)
            KAPI_CAP_PRIORITY(0)
        KAPI_CAPABILITY_END
        KAPI_CONSTRAINT(0, "sum", "d")
            KAPI_CONSTRAINT_EXPR("a + b  < c")
        KAPI_CONSTRAINT_END
        KAPI_SIDE_EFFECT(0, KAPI_EFFECTS_MEMORY | KAPI_EFFECT_NEW, "heap", "d")
        KAPI_SIDE_EFFECT_END
        KAPI_STATE_TRANS(0, "task", "running", "dead", "d")
            KAPI_STATE_TRANS_COND("c")
        KAPI_STATE_TRANS_END
        KAPI_SINCE_VERSION("6.1")
        KAPI_DEPRECATED
        KAPI_REPLACEMENT("frob2")
    """)
    assert codes == []
    capability = spec.capabilities[0]
    assert (capability.capability, capability.description) == ("CAP_SYS_NICE", "raise priority")
    assert (capability.action, capability.priority) == (CapabilityAction.GRANT_PERMISSION, "0")
    assert spec.constraints[0].expression == "a + b < c"
    assert spec.side_effects[0].effects == (
        Effect.ALLOC_MEMORY,
        Effect.FREE_MEMORY,
        Unknown("KAPI_EFFECT_NEW"),
    )
    assert spec.state_transitions[0].condition == "c"
    assert (spec.since, spec.deprecated, spec.replacement) == ("6.1", "yes", "frob2")


def test_structures() -> None:
    spec, codes = read_body("""
        KAPI_STRUCT_SPEC(0, frob_args, "Arguments")
            KAPI_STRUCT_SIZE(sizeof(struct frob_args), 8)
            KAPI_STRUCT_FIELD_COUNT(3)
            KAPI_STRUCT_FIELD(0, "size", KAPI_TYPE_UINT, "__u32", "d")
                KAPI_FIELD_CONSTRAINT_RANGE(0, 10)
            KAPI_STRUCT_FIELD_END
            KAPI_STRUCT_FIELD(1, "mode", KAPI_TYPE_UINT, "__u32", "d")
                KAPI_FIELD_CONSTRAINT_ENUM((const s64[]){A, B}, 2)
            KAPI_STRUCT_FIELD_END
            KAPI_STRUCT_FIELD(2, "kind", KAPI_TYPE_UINT, "__u32", "d")
                KAPI_FIELD_CONSTRAINT_ENUM("A, f(B, C)")
            KAPI_STRUCT_FIELD_END
        KAPI_STRUCT_SPEC_END
        KAPI_STRUCT_SPEC_COUNT(1)
    """)
    assert codes == []
    (struct,) = spec.structs
    assert (struct.name, struct.size, struct.alignment) == (
        "frob_args",
        "sizeof(struct frob_args)",
        "8",
    )
    limits = [field.limits for field in struct.fields]
    assert limits[0] == Limits(type=ConstraintType.RANGE, minimum="0", maximum="10")
    assert limits[1] == Limits(type=ConstraintType.ENUM, values=("A", "B"))
    assert limits[2] == Limits(type=ConstraintType.ENUM, values=("A", "f(B, C)"))


IOCTL = Ioctl(
    cmd="FROB_GET",
    cmd_name="FROB_GET",
    input_size="sizeof(struct frob)",
    output_size="4",
    file_ops="frob_fops",
)


@pytest.mark.parametrize(
    ("code", "dialect"),
    [
        (
            """static const struct kapi_ioctl_spec frob_get_spec = {
	.cmd = FROB_GET,
	.cmd_name = "FROB_GET",
	.input_size = sizeof(struct frob),
	.output_size = 4,
	.file_ops_name = "frob_fops",
	.api_spec = {
		.name = "frob_get",
	@
	},
};""",
            Dialect.MACRO_RFC1,
        ),
        (
            """KAPI_DEFINE_IOCTL_SPEC(frob_get, FROB_GET, "FROB_GET", sizeof(struct frob),
		4, "frob_fops")
	@
KAPI_END_IOCTL_SPEC;""",
            Dialect.MACRO_RFC1,
        ),
        (
            """DEFINE_IOCTL_API_SPEC(frob_get, FROB_GET, "FROB_GET")
	KAPI_IOCTL_SIZE(sizeof(struct frob), 4)
	KAPI_IOCTL_FILE_OPS("frob_fops")
	@
KAPI_IOCTL_END_SPEC;""",
            Dialect.MACRO_RFC1,
        ),
        (
            """DEFINE_KAPI_IOCTL_SPEC(frob_get)
	KAPI_IOCTL_CMD(FROB_GET)
	KAPI_IOCTL_CMD_NAME("FROB_GET")
	KAPI_IOCTL_INPUT_SIZE(sizeof(struct frob))
	KAPI_IOCTL_OUTPUT_SIZE(4)
	KAPI_IOCTL_FILE_OPS_NAME("frob_fops")
	@
KAPI_END_SPEC;""",
            Dialect.MACRO_RFC2,
        ),
    ],
)
def test_ioctl(code: str, dialect: Dialect) -> None:
    body = """KAPI_IOCTL_PARAM_SIZE
	KAPI_IOCTL_PARAM_FLAGS
	KAPI_IOCTL_PARAM_LEN(2, "len", "Length", SZ_1M)
	KAPI_IOCTL_PARAM_USER_OUT_BUF(3, "out", "Answer", 2)
	KAPI_ERROR(0, -EFAULT, "EFAULT", "c", "d")"""
    reading = read(code.replace("@", body))
    (spec,) = reading.specs
    assert reading.findings == ()
    assert (spec.name, spec.kind, spec.dialect) == ("frob_get", ApiKind.IOCTL, dialect)
    assert spec.ioctl == IOCTL
    assert [param.name for param in spec.params] == ["size", "flags", "len", "out"]
    assert spec.params[2].limits.maximum == "SZ_1M"
    out = spec.params[3]
    assert (out.type, out.size_param) == (ParamType.USER_PTR, 2)
    assert out.flags == (ParamFlag.OUT, ParamFlag.USER)


def test_sysfs() -> None:
    reading = read("""DEFINE_SYSFS_API_SPEC(nr_requests)
	KAPI_SUBSYSTEM("block")
	KAPI_PATH("/sys/block/<disk>/queue/nr_requests")
	KAPI_PERMISSIONS(0644)
	KAPI_PARAM(0, "nr", "unsigned int", "d")
		KAPI_PARAM_FLAGS(KAPI_PARAM_SYSFS_RW)
		KAPI_DEFAULT("128")
		KAPI_UNITS("requests")
		KAPI_STEP(1)
		KAPI_ALLOWED_STRINGS("a", "b c")
	KAPI_PARAM_END
KAPI_END_SPEC;""")
    (spec,) = reading.specs
    assert reading.findings == ()
    assert (spec.kind, spec.subsystem) == (ApiKind.SYSFS, "block")
    assert spec.sysfs == Sysfs(path="/sys/block/<disk>/queue/nr_requests", permissions="0644")
    param = spec.params[0]
    assert (param.default, param.units, param.step) == ("128", "requests", "1")
    assert param.allowed_strings == ("a", "b c")
    assert param.flags == (ParamFlag.SYSFS_RW,)


def test_sysfs_path_inside_of_its_parameter() -> None:
    spec, codes = read_body(
        """
        .api_type = KAPI_API_SYSFS,
        KAPI_PARAM(0, "nr", "unsigned int", "d")
            KAPI_PATH("/sys/a")
            .sysfs_permissions = 0444,
            .type = KAPI_TYPE_UINT,
        KAPI_PARAM_END
    """,
        "nr",
    )
    assert codes == []
    assert spec.kind is ApiKind.SYSFS
    assert spec.sysfs == Sysfs(path="/sys/a", permissions="0444")
    assert spec.params[0].type is ParamType.UINT


NETWORK = Network(
    socket_state=SocketState(
        required=("bound", "listen"),
        forbidden=("closed",),
        resulting="connected",
        condition="c",
        protocols="KAPI_PROTO_TCP | KAPI_PROTO_SCTP",
    ),
    buffer=BufferSpec(
        behaviors="KAPI_BUF_PEEK", minimum="0", maximum="INT_MAX", optimal="4096",
        can_partial=True, partial_rules="r",
    ),
    async_io=AsyncSpec(modes="KAPI_ASYNC_BLOCK", nonblock_errno="EAGAIN"),
    address_families=(
        AddressFamily(
            family="AF_INET", name="AF_INET", struct_size="16", min_length="16", max_length="16",
            wildcard=True, multicast=False, broadcast=True, port_min="0", port_max="65535",
        ),
    ),
    is_connection_oriented=True,
    supports_peek=False,
    data_transfer="d",
)  # fmt: skip


def test_network() -> None:
    spec, codes = read_body("""
        KAPI_SOCKET_STATE_REQ(KAPI_SOCK_STATE_BOUND, KAPI_SOCKET_STATE_LISTEN)
            KAPI_SOCKET_STATE_FORBID(KAPI_SOCK_STATE_CLOSED)
            KAPI_SOCKET_STATE_RESULT(KAPI_SOCK_STATE_CONNECTED)
            KAPI_SOCKET_STATE_COND("c")
            KAPI_SOCKET_STATE_PROTOS(KAPI_PROTO_TCP | KAPI_PROTO_SCTP)
        KAPI_SOCKET_STATE_END
        KAPI_BUFFER_SPEC(KAPI_BUF_PEEK)
            KAPI_BUFFER_SIZE(0, INT_MAX, 4096)
            KAPI_BUFFER_PARTIAL(true, "r")
        KAPI_BUFFER_END
        KAPI_ASYNC_SPEC(KAPI_ASYNC_BLOCK, -EAGAIN)
        KAPI_ASYNC_END
        KAPI_ADDR_FAMILY(0, AF_INET, "AF_INET", 16, 16, 16)
            KAPI_ADDR_FEATURES(true, false, true)
            KAPI_ADDR_PORTS(0, 65535)
        KAPI_ADDR_END
        KAPI_ADDR_FAMILY_COUNT(1)
        .is_connection_oriented = true,
        .supports_peek = false,
        .data_transfer_semantics = "d",
    """)
    assert codes == []
    assert spec.network == NETWORK


def test_network_raw() -> None:
    spec, codes = read_body("""
        .socket_state = {
            .required_states = { KAPI_SOCK_STATE_BOUND, KAPI_SOCK_STATE_LISTEN },
            .required_state_count = 2,
            .forbidden_states[0] = KAPI_SOCK_STATE_CLOSED,
        },
        .async_spec = { .supported_modes = KAPI_ASYNC_BLOCK, .nonblock_errno = EAGAIN },
    """)
    assert codes == []
    assert spec.network is not None
    assert spec.network.socket_state == SocketState(
        required=("bound", "listen"), forbidden=("closed",)
    )
    assert spec.network.async_io == NETWORK.async_io


def test_bundles_never_lose_an_element() -> None:
    spec, codes = read_body("""
        KAPI_SYSCALL_SLEEPABLE
        KAPI_PARAM_FD(0, "The descriptor")
        KAPI_PARAM_USER_BUF(1, "buf", "Where to")
        KAPI_PARAM_USER_STRING(2, "name", 1, 255, "Its name")
        KAPI_PARAM_SIZE_T(3, "n", "Length")
        KAPI_RETURN_SUCCESS_ZERO
        KAPI_ERROR_EBADF(0)
        KAPI_ERROR_EINVAL(1, "negative")
        KAPI_SIGNAL_INTERRUPTIBLE_SLEEP
    """)
    assert spec.contexts == (Context.PROCESS, Context.SLEEPABLE)
    assert [(param.name, param.type, param.description) for param in spec.params] == [
        ("fd", ParamType.FD, "The descriptor"),
        ("buf", ParamType.USER_PTR, "Where to"),
        ("name", ParamType.USER_PTR, "Its name"),
        ("n", ParamType.UINT, "Length"),
    ]
    assert spec.params[2].extensions[0].text == '2, "name", 1, 255, "Its name"'
    assert spec.returns is not None
    assert spec.returns.success == "0"
    assert [(error.errno, error.code, error.summary) for error in spec.errors] == [
        ("EBADF", None, None),
        ("EINVAL", None, "negative"),
    ]
    assert len(spec.signals) == 1
    assert codes == ["bundle-macro", "bundle-macro"]


def test_inline_definition() -> None:
    reading = read("""SYSCALL_DEFINE_SPEC2(frob, (
	KAPI_PARAM(0, "fd", "int", "d")
		.type = KAPI_TYPE_FD,
	KAPI_PARAM_END
	KAPI_ERROR(0, -EIO, "EIO", "c", "d")),
	int, fd, void (*)(int), handler)""")
    (spec,) = reading.specs
    assert reading.findings == ()
    assert (spec.name, len(spec.params), len(spec.errors)) == ("sys_frob", 1, 1)
    assert spec.declaration is not None
    assert spec.declaration.macro == "SYSCALL_DEFINE2"
    assert spec.declaration.params[1].type_name == "void (*)(int)"


def test_the_preprocessor_and_null() -> None:
    spec, codes = read_body("""
#ifdef CONFIG_NET
        KAPI_NOTES("n")
#endif
        KAPI_PARAM(0, "a", "int", NULL)
        KAPI_PARAM_END
    """)
    assert spec.notes == "n"
    assert spec.params[0].description is None
    assert codes == ["conditional-text", "conditional-text"]


def test_no_opening() -> None:
    reading = read('KAPI_DESCRIPTION("x")')
    assert reading.specs == ()
    assert [finding.code for finding in reading.findings] == ["no-opening"]


def test_incomplete() -> None:
    block = block_of('DEFINE_KERNEL_API_SPEC(sys_x)\n\tKAPI_PARAM(0, "a", "int", "d"')
    reading = read_macro(
        type(block)(text=block.text, lines=block.lines, declaration=None, complete=False)
    )
    assert [param.name for param in reading.specs[0].params] == ["a"]
    assert [finding.code for finding in reading.findings] == [
        "incomplete-spec",
        "unclosed-argument",
    ]
