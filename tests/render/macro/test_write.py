from __future__ import annotations

import re
import subprocess
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from kapi.model.elements import (
    Capability,
    Constraint,
    ErrorCondition,
    Expression,
    Extension,
    Limits,
    Lock,
    Param,
    Returns,
    SideEffect,
    Signal,
    SignalMask,
    StateTransition,
    StructField,
    StructSpec,
    Unknown,
)
from kapi.model.network import (
    AddressFamily,
    AsyncSpec,
    BufferSpec,
    Network,
    ProtocolBehavior,
    SocketState,
)
from kapi.model.spec import Ioctl, Spec, Sysfs
from kapi.render.macro import write
from kapi.sources.macro.strings import string_text
from kapi.sources.macro.tokens import scan
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
    ReturnCheck,
    SignalAction,
    SignalDirection,
    SignalTiming,
    TaskState,
)
from tests.dropped import drop
from tests.needs import needs
from tests.sources.macro.blocks import block_of, read
from tests.strategies import specs

BOTH = pytest.mark.parametrize("dialect", [Dialect.MACRO_RFC1, Dialect.MACRO_RFC2])
HEADER = Path(__file__).parent / "spec.h"
_PROSE = 'First line, "quoted" \\ back.\n\n- an item that goes on\n- 100% more; \u00e9'


def _e(text: str) -> Expression:
    return Expression(text)


NETWORK = Network(
    socket_state=SocketState(
        required=("bound", "listen"),
        forbidden=("closed",),
        resulting="connected",
        condition="c",
        protocols=_e("KAPI_PROTO_TCP | KAPI_PROTO_UDP"),
    ),
    protocol_behaviors=(
        ProtocolBehavior(
            protocols=_e("KAPI_PROTO_TCP"), behavior="b", flags=_e("1"), flag_description="f"
        ),
    ),
    buffer=BufferSpec(
        behaviors=_e("KAPI_BUF_PEEK"),
        minimum=_e("0"),
        maximum=_e("INT_MAX"),
        optimal=_e("4096"),
        fragmentation="f",
        can_partial=True,
        partial_rules="p",
    ),
    async_io=AsyncSpec(
        modes=_e("KAPI_ASYNC_BLOCK"),
        nonblock_errno="EAGAIN",
        poll_in=_e("1 | 2"),
        poll_out=_e("4"),
        completion="c",
        supports_timeout=False,
        timeout="t",
    ),
    address_families=(
        AddressFamily(
            family=_e("2"),
            name="AF_INET",
            struct_size=_e("sizeof(int)"),
            min_length=_e("4"),
            max_length=_e("4"),
            format="f",
            wildcard=True,
            multicast=False,
            broadcast=True,
            special="s",
            port_min=_e("0"),
            port_max=_e("65535"),
        ),
    ),
    is_connection_oriented=True,
    is_message_oriented=False,
    connection_establishment="e",
    data_transfer="d",
)

FULL = Spec(
    name="sys_frob",
    kind=ApiKind.SYSCALL,
    summary="Do it",
    description=_PROSE,
    contexts=(Context.PROCESS, Context.SLEEPABLE),
    version="1",
    since="2.6",
    deprecated="yes",
    replacement="frob2",
    params=(
        Param(
            name="fd",
            type_name="int",
            type=ParamType.FD,
            flags=(ParamFlag.IN, ParamFlag.OPTIONAL),
            description=_PROSE,
            limits=Limits(type=ConstraintType.RANGE, minimum=_e("0"), maximum=_e("INT_MAX - 1")),
            constraint="open",
        ),
        Param(
            name="buf",
            type=ParamType.USER_PTR,
            size=_e("sizeof(int[2])"),
            size_param=2,
            size_multiplier=_e("8"),
            limits=Limits(alignment=_e("8"), minimum=_e("1")),
        ),
        Param(
            name="op",
            limits=Limits(
                type=ConstraintType.ENUM, values=tuple(_e(f"LONG_NAME_{n}") for n in range(9))
            ),
        ),
        Param(name="mask", limits=Limits(type=ConstraintType.MASK, mask=_e("(1 << 3) | 7"))),
    ),
    returns=Returns(
        type_name="long",
        type=ParamType.INT,
        check=ReturnCheck.ERROR_CHECK,
        success=_e("0"),
        success_min=_e("0"),
        success_max=_e("LONG_MAX"),
        error_values=(_e("-EINVAL"), _e("-EPERM")),
        description="0 or an error",
    ),
    errors=(
        ErrorCondition(errno="EINVAL", summary="Bad", description=_PROSE),
        ErrorCondition(errno="EINVAL", summary="Worse"),
        ErrorCondition(errno="(driver-specific)", summary="Odd"),
        ErrorCondition(errno="EAGAIN", code=_e("-EWOULDBLOCK")),
    ),
    locks=(
        Lock(
            name="m->lock (read)",
            type=LockType.MUTEX,
            scope=LockScope.INTERNAL,
            acquired=Answer.YES,
            released=Answer.NO,
            held_on_entry=Answer.YES,
            held_on_exit=Answer.YES,
            description="d",
        ),
        Lock(name="rcu"),
    ),
    constraints=(Constraint(name="sum", description="d", expression=_e("a + b < c")),),
    signals=(
        Signal(
            name="SIGBUS",
            number=_e("SIGBUS"),
            direction=(SignalDirection.SEND, SignalDirection.HANDLE),
            action=SignalAction.COREDUMP,
            target="t",
            condition="c",
            description="d",
            errno="EINTR",
            transform_to=_e("SIGKILL"),
            timing=SignalTiming.SLEEPING,
            priority=_e("0"),
            restartable=Answer.YES,
            interruptible=Answer.YES,
            queue="coalesce",
            sa_flags_required=_e("SA_RESTART"),
            sa_flags_forbidden=_e("SA_SIGINFO | SA_NODEFER"),
            state_required=(TaskState.RUNNING,),
            state_forbidden=(TaskState.ZOMBIE, TaskState.DEAD),
        ),
        Signal(name="any"),
    ),
    signal_masks=(SignalMask(name="fatal", description="d", signals=(_e("SIGINT"), _e("9"))),),
    structs=(
        StructSpec(
            name="frob_args",
            description="d",
            size=_e("16"),
            alignment=_e("8"),
            fields=(
                StructField(
                    name="a",
                    type=ParamType.UINT,
                    type_name="u32",
                    description="d",
                    offset=_e("0"),
                    size=_e("4"),
                    flags=(ParamFlag.IN,),
                    limits=Limits(type=ConstraintType.RANGE, minimum=_e("0"), maximum=_e("9")),
                ),
                StructField(
                    name="b",
                    type=ParamType.ENUM,
                    limits=Limits(type=ConstraintType.ENUM, values=(_e("A"), _e("B"))),
                ),
            ),
        ),
    ),
    side_effects=(
        SideEffect(
            effects=(Effect.MODIFY_STATE, Effect.SCHEDULE),
            target="t",
            description="d",
            condition="c",
            reversible=Answer.YES,
        ),
    ),
    state_transitions=(
        StateTransition(
            object="task", from_state="up", to_state="down", condition="c", description="d"
        ),
    ),
    capabilities=(
        Capability(
            capability="CAP_SYS_ADMIN",
            action=CapabilityAction.BYPASS_CHECK,
            description="d",
            allows="a",
            without="w",
            condition="c",
            priority=_e("0"),
            alternatives=("CAP_SYS_NICE",),
        ),
    ),
    network=NETWORK,
    examples='if (frob(fd) < 0)\n        perror("frob");',
    notes=_PROSE,
)
IOCTL = Spec(
    name="frob_get",
    kind=ApiKind.IOCTL,
    summary="Get it",
    ioctl=Ioctl(
        cmd=_e("FROB_GET"),
        cmd_name="FROB_GET",
        input_size=_e("sizeof(int)"),
        output_size=_e("4"),
        file_ops="frob_fops",
    ),
)
SYSFS = Spec(
    name="nr_requests",
    kind=ApiKind.SYSFS,
    subsystem="block",
    device_type="disk",
    sysfs=Sysfs(path="/sys/x", permissions=_e("0644"), default="128", units="n", step=_e("1")),
    params=(Param(name="nr", type_name="int", default="8", allowed_strings=("a b", "c")),),
)
SPECS = pytest.mark.parametrize("spec", [FULL, IOCTL, SYSFS], ids=lambda spec: spec.name)


def _read_back(spec: Spec, dialect: Dialect) -> tuple[Spec, Spec]:
    """The spec and what is read of its text, both without what the writer lists as lost."""
    written = write(spec, dialect)
    text = written.text
    if spec.declaration is not None:
        assert text.endswith(f"\n{spec.declaration.text}\n")
        text = text[: -len(spec.declaration.text) - 1]
    reading = read(text, spec.declaration)
    return drop(spec, written.losses), drop(reading.specs[0], written.losses)


@settings(suppress_health_check=list(HealthCheck))
@given(spec=specs())
def test_round_trip(spec: Spec) -> None:
    for dialect in (Dialect.MACRO_RFC1, Dialect.MACRO_RFC2):
        before, after = _read_back(spec, dialect)
        assert after == before, dialect


@BOTH
@SPECS
def test_nothing_is_lost_that_c_can_hold(spec: Spec, dialect: Dialect) -> None:
    written = write(spec, dialect)
    assert written.losses == ()
    reading = read(written.text)
    assert reading.specs == (spec,)
    assert reading.specs[0].dialect is dialect
    assert reading.findings == ()


@BOTH
@SPECS
def test_gcc_takes_it(spec: Spec, dialect: Dialect, tmp_path: Path) -> None:
    text = write(spec, dialect).text
    compiled = _gcc(text, tmp_path, "-fsyntax-only")
    assert compiled.stderr == ""


def test_what_gcc_makes_of_it_is_what_the_spec_says(tmp_path: Path) -> None:
    """Numbers and texts of the compiled structure, printed by the program itself."""
    main = r"""
#include <stdio.h>
int main(void)
{
	const struct kernel_api_spec *s = &spec_sys_frob;

	printf("%s|%s|%s|", s->long_description, s->examples, s->params[0].description);
	printf("%u %u %u|", s->param_count, s->error_count, s->lock_count);
	printf("%d %s|", s->errors[0].error_code, s->errors[2].name);
	printf("%u %ld|", s->params[2].enum_count, (long)s->params[0].max_value);
	printf("%d %d|", s->locks[0].acquired, s->locks[0].released);
	printf("%s %s|", s->signals[0].timing, s->signals[0].queue_behavior);
	printf("%s %s", s->struct_specs[0].name, s->struct_specs[0].fields[1].enum_values);
	return 0;
}
"""
    for dialect in (Dialect.MACRO_RFC1, Dialect.MACRO_RFC2):
        program = tmp_path / dialect.value
        compiled = _gcc(write(FULL, dialect).text + main, tmp_path, "-o", str(program))
        assert compiled.stderr == ""
        printed = subprocess.run([program], capture_output=True, text=True, check=True).stdout
        assert printed.split("|") == [
            *(FULL.description or "", FULL.examples or "", _PROSE),
            *("4 4 2", "-22 (driver-specific)", f"9 {2**31 - 2}", "1 0"),
            *("while_sleeping coalesce", "frob_args A, B"),
        ]


TEXTS = [
    *("", "a", 'x"y\\z', "\n", "\n\n", "a\tb\rc", "\x01\x7f2", "\u00e9\u20ac\U0001f427", "??/ ??="),
    *(
        "\u20281",
        "\x85a",
        "x " * 100,
        "y" * 200,
        "%d %s",
        "/* no */ // no",
        "\\n\\x41\\101",
        "\x1b[",
    ),
]


def test_strings_mean_to_gcc_what_they_mean_here(tmp_path: Path) -> None:
    from kapi.render.macro.c_lines import literals

    literal = ["\n".join(literals(text)) for text in TEXTS]
    literal += [
        r'"\x41\102\u00e9\303\251" "\a\b\f\v\e\?" "a\
b"'
    ]
    for code, text in zip(literal, TEXTS, strict=False):
        assert _decoded(code) == text
    source = "#include <stdio.h>\nstatic const char *all[] = {\n" + ",\n".join(literal)
    source += "\n};\nint main(void)\n{\n\tfor (int i = 0; i < COUNT; i++) {\n"
    source += "\t\tfputs(all[i], stdout);\n\t\tputchar(0);\n\t}\n\treturn 0;\n}\n"
    source = source.replace("COUNT", str(len(literal)))
    program = tmp_path / "strings"
    compiled = _gcc(source, tmp_path, "-o", str(program))
    assert compiled.stderr == ""
    printed = subprocess.run([program], capture_output=True, check=True).stdout
    assert printed.decode().split("\0")[:-1] == [_decoded(code) for code in literal]


def _decoded(code: str) -> str:
    block = block_of(code)
    return string_text(scan(block.text, block.lines).tokens)


def _gcc(text: str, directory: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Compile ``text`` with the tests' header; words that nothing defines become numbers."""
    known = set(re.findall(r"#define (\w+)", HEADER.read_text()))
    words = {
        word
        for word in re.findall(r"\b(?:KAPI|CAP|LONG_NAME|FROB)_\w+|\b[AB]\b", _code_only(text))
        if word not in known
    }
    numbers = "".join(
        f'#define {word} "{word[17:].lower()}"\n'
        if word.startswith("KAPI_SIGNAL_TIME_")
        else f"#define {word} {number}\n"
        for number, word in enumerate(sorted(words))
    )
    numbers = numbers.replace('"sleeping"', '"while_sleeping"')
    source = directory / "spec.c"
    source.write_text(f'#include "{HEADER}"\n{numbers}{text}')
    return subprocess.run(
        [needs("gcc"), "-std=gnu11", "-Wall", "-Wno-trigraphs", *options, str(source)],
        capture_output=True,
        text=True,
        check=False,
    )


def _code_only(text: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)


def test_what_c_cannot_hold_is_listed() -> None:
    spec = msgspec.structs.replace(
        IOCTL,
        name="a name",
        error_list=Unknown("perhaps"),
        errors=(ErrorCondition(errno="EIO", condition="c", when=_e("a < b")),),
        locks=(Lock(name="m", acquired=Answer.CONDITIONAL),),
        params=(Param(name="p", size=_e('"a", b'), object="fd"),),
        extensions=(Extension(tag="x-tested", text="yes"),),
    )
    written = write(spec, Dialect.MACRO_RFC2)
    assert sorted(map(str, written.losses)) == [
        "error_list: no member of the C structure holds it",
        "errors[0].condition: no member of the C structure holds it",
        "errors[0].when: no member of the C structure holds it",
        "extensions: it is no C macro or member",
        "locks[0].acquired: it cannot be written as C",
        "params[0].object: no member of the C structure holds it",
        "params[0].size: it cannot be written as C",
    ]
    before, after = _read_back(spec, Dialect.MACRO_RFC2)
    assert before == after


@BOTH
def test_unknown_macros_and_replaced_values_are_written_again(dialect: Dialect) -> None:
    lock = Lock(
        name="m",
        type=LockType.MUTEX,
        description="second",
        extensions=(
            Extension(tag="KAPI_LOCK_DESC", text="first"),
            Extension(tag="KAPI_LOCK_COLOUR", text="RED | BLUE"),
            Extension(tag="flavour", text="SWEET"),
        ),
    )
    spec = Spec(name="sys_x", kind=ApiKind.SYSCALL, locks=(lock,))
    written = write(spec, dialect)
    assert written.losses == ()
    assert read(written.text).specs == (spec,)


def test_shape() -> None:
    text = write(
        Spec(
            name="sys_frob",
            kind=ApiKind.SYSCALL,
            description="word " * 30 + "end",
            params=(Param(name="fd", type_name="int", description="d", type=ParamType.FD),),
        ),
        Dialect.MACRO_RFC2,
    ).text
    assert text == (
        "DEFINE_KERNEL_API_SPEC(sys_frob)\n"
        '\tKAPI_LONG_DESC("word word word word word word word word word word word "\n'
        '\t\t       "word word word word word word word word word word word "\n'
        '\t\t       "word word word word word word word word end")\n'
        "\n"
        '\tKAPI_PARAM(0, "fd", "int", "d")\n'
        "\t\tKAPI_PARAM_TYPE(KAPI_TYPE_FD)\n"
        "\tKAPI_PARAM_END\n"
        "\n"
        "\tKAPI_PARAM_COUNT(1)\n"
        "\n"
        "\tKAPI_ERROR_COUNT(0)\n"
        "KAPI_END_SPEC;\n"
    )
