"""Hypothesis strategies for whole specs in normal form: what every dialect's round trip is fed.

Prose is in the normal form of `kapi.model.prose`, expressions have their white space folded,
names are C identifiers, and declarations agree with the parameters. ``specs()`` is the entry.
"""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
from hypothesis import strategies as st

from kapi.model import network
from kapi.model.elements import (
    ArchMask,
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
    Violation,
)
from kapi.model.network import Network
from kapi.model.spec import Declaration, DeclaredParam, Ioctl, Section, Spec, Sysfs, Variant
from kapi.vocab import words


def _same(value: Any) -> Any:
    """Keep ``one_of`` from seeing the branches inside, and so the odds as they are."""
    return value


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.none(), st.none(), strategy.map(_same))


def few(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def some(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=1, max_size=most).map(tuple)


identifiers = st.sampled_from(
    [
        "fd",
        "buf",
        "count",
        "a",
        "x1",
        "__reserved",
        "pathname",
        "len_in",
        "type",
        "desc",
        "error",
        "param",
        "lock",
        "none",
        "very_long_identifier_of_a_parameter_in_a_call",
        "io_cancel",
    ]
)
constants = st.sampled_from(
    ["INT_MAX", "SIZE_MAX", "PAGE_SIZE", "O_RDONLY", "MCL_FUTURE", "0", "7"]
)

expressions = st.one_of(
    constants,
    st.sampled_from(
        [
            "0x1fUL",
            "-EINPROGRESS",
            "(1 << 20) - 1",
            "O_RDONLY | O_WRONLY",
            "sizeof(struct iovec)",
            "min(count, MAX_RW_COUNT)",
            "start % PAGE_SIZE != 0",
            "a && (b || !c)",
        ]
    ),
    st.builds(lambda a, b: f"({a} + {b})", constants, identifiers),
).map(Expression)

afterwards = st.sampled_from(
    ["locked_bytes() == old(locked_bytes()) + PAGE_ALIGN(count)", "errno == 0 && result >= 0"]
).map(Expression)

# --- prose -----------------------------------------------------------------------------------

phrases = st.sampled_from(
    [
        "The call returns -EINTR (1) when a signal arrives.",
        "Note: error: desc: type: x-when: are words with colons",
        "IMPORTANT: see",
        "e.g. a,b and mm->lock,",
        '"quoted" 100% C:\\path \\n & | -- @arg',
        "caf\u00e9",
        "param: 2.5",
        "O_A|O_B ; // #if",
        "user-space memory, the_very_long_word_that_makes_lines_break_in_other_places",
        "x",
        "(a) locked;",
        "returns: 0",
        "Only the owner of the file may do that while it is mapped, and nobody else:",
        "a",
        "is 3",
    ]
)
sentences = st.lists(phrases, min_size=1, max_size=4).map(" ".join)
titles = st.sampled_from(
    [
        "mm->mmap_lock (read, killable)",
        "ctx->ctx_lock",
        "RCU read-side",
        "Any fatal signal",
        "memory pages",
        "type",
        "locked in RAM",
        "a title that is so long that no line of eighty columns holds all of it with a tag before",
    ]
)
"""One-line names of locks, signals, states and so on, free of top-level commas."""


@st.composite
def _units(draw: st.DrawFn) -> str:
    """Paragraphs, list items (nested) and literal blocks in an order the normal form allows."""
    text = draw(sentences)
    level = -1
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["paragraph", "item", "item", "literal"]))
        if kind == "literal":
            if level >= 0:
                text += "\n\n" + draw(sentences)
            code = draw(st.lists(code_lines, min_size=1, max_size=3))
            code[0] = code[0].lstrip()
            text = text.rstrip(":") + ":\n\n" + "\n".join("    " + line for line in code)
            text += "\n\n" + draw(sentences)
            level = -1
        elif kind == "paragraph":
            text += ("\n" if level >= 0 and draw(st.booleans()) else "\n\n") + draw(sentences)
            level = -1
        else:
            level = draw(st.integers(0, level + 1))
            marker = draw(st.sampled_from(["-", "*", "1.", "2)"]))
            text += "\n" if draw(st.booleans()) else "\n\n"
            text += "  " * level + f"{marker} {draw(sentences)}"
    return text


code_lines = st.sampled_from(
    [
        "madvise(p, len, MADV_FREE);  // comment: text",
        "if (ret < 0)",
        "        handle(ret);",
        "error: fail();",
        'puts("a  b\\n");',
        "}",
    ]
)
prose = st.one_of(sentences, sentences, _units())


@st.composite
def code(draw: st.DrawFn) -> str:
    """An example: lines with relative indentation, the least of which is none."""
    lines = draw(st.lists(st.one_of(code_lines, st.just("")), min_size=1, max_size=4))
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        return "pause();"
    least = min(len(line) - len(line.lstrip()) for line in lines if line)
    return "\n".join(line[least:] for line in lines)


# --- words -----------------------------------------------------------------------------------

unknown_words = st.sampled_from(["KAPI_FROBNICATE", "frobnicate", "X_NEW_WORD"]).map(Unknown)


def word(kind: Any) -> st.SearchStrategy[Any]:
    members = st.sampled_from(list(kind))
    return st.one_of(members, members, members, unknown_words)


def word_set(kind: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(word(kind), min_size=1, max_size=3, unique=True).map(tuple)


# --- elements --------------------------------------------------------------------------------

_tags = st.one_of(
    st.sampled_from(["x-since", "x-tested-on", "x-note"]),
    st.sampled_from(["validation-rule", "KAPI_NEW_MACRO", "old_member"]),
)
simple_extensions = st.builds(Extension, tag=_tags, text=st.one_of(st.just(""), prose))
extensions_with_parts = st.builds(
    Extension, tag=_tags, text=st.one_of(st.just(""), prose), parts=few(simple_extensions)
)
element_extensions = st.one_of(*[st.just(())] * 7, few(extensions_with_parts))

claim_names = st.sampled_from(["over-limit", "busy_2", "none"])
errnos = st.sampled_from(["EINVAL", "ENOMEM", "EHWPOISON", "E2BIG", "(driver-specific)"])


def elements_of(kind: Any, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """An element of ``kind`` with ``fields`` and now and then an extension."""
    return st.builds(kind, extensions=element_extensions, **fields)


def statements_of(kind: Any, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """An element of ``kind`` that is a claim, now and then one with a name."""
    return elements_of(kind, id=maybe(claim_names), **fields)


def limits() -> st.SearchStrategy[Limits]:
    return st.builds(
        Limits,
        type=maybe(word(words.ConstraintType)),
        minimum=maybe(expressions),
        maximum=maybe(expressions),
        mask=maybe(expressions),
        arch_masks=few(
            st.builds(ArchMask, arch=st.sampled_from(["alpha", "x86"]), bits=expressions), most=1
        ),
        values=maybe(some(constants.map(Expression))),
        alignment=maybe(expressions),
        validate=maybe(identifiers),
    )


violations = st.one_of(
    st.sampled_from(["ignore", "mask-off", "clamp", "unspecified"]).map(
        lambda action: Violation(action=action)
    ),
    st.builds(Violation, action=st.just("reject"), errno=st.sampled_from(["EINVAL", "EBADF"])),
)
type_names = st.sampled_from(
    ["int", "unsigned long", "size_t", "const char __user *", "struct epoll_event __user *"]
)


_plain_params = statements_of(
    Param,
    name=st.just(""),
    type=maybe(word(words.ParamType)),
    flags=maybe(word_set(words.ParamFlag)),
    description=maybe(prose),
    limits=st.one_of(st.just(Limits()), limits()),
    constraint=maybe(prose),
    size=maybe(expressions),
    size_param=maybe(st.just(0)),
    size_multiplier=maybe(expressions),
    struct_type=maybe(st.sampled_from(["struct iovec", "struct sched_attr"])),
    default=maybe(titles),
    units=maybe(titles),
    step=maybe(expressions),
    allowed_strings=maybe(some(identifiers)),
    violation=maybe(violations),
    object=maybe(st.sampled_from(["fd:regular", "addr:mapped", "pid"])),
)


returns = statements_of(
    Returns,
    type_name=maybe(st.sampled_from(["long", "ssize_t"])),
    type=maybe(word(words.ParamType)),
    check=maybe(word(words.ReturnCheck)),
    success=maybe(st.sampled_from(["0", "-EINPROGRESS", "PAGE_SIZE"]).map(Expression)),
    success_min=maybe(constants.map(Expression)),
    success_max=maybe(constants.map(Expression)),
    error_values=maybe(some(st.sampled_from(["-1", "-EINVAL"]).map(Expression))),
    is_success=maybe(identifiers),
    description=maybe(prose),
)
errors = statements_of(
    ErrorCondition,
    errno=errnos,
    summary=maybe(sentences),
    description=maybe(prose),
    condition=maybe(prose),
    code=maybe(st.sampled_from(["-512", "-EWOULDBLOCK"]).map(Expression)),
    when=maybe(expressions),
    unless=maybe(titles),
    needs=maybe(titles),
    order=maybe(word(words.ErrorOrder)),
    visible=maybe(word(words.Answer)),
)
locks = statements_of(
    Lock,
    name=titles,
    type=maybe(word(words.LockType)),
    scope=maybe(word(words.LockScope)),
    acquired=maybe(word(words.Answer)),
    released=maybe(word(words.Answer)),
    held_on_entry=maybe(word(words.Answer)),
    held_on_exit=maybe(word(words.Answer)),
    description=maybe(prose),
)
constraints = statements_of(
    Constraint, name=titles, description=maybe(prose), expression=maybe(expressions)
)
signals = statements_of(
    Signal,
    name=titles,
    number=maybe(st.sampled_from(["SIGBUS", "9"]).map(Expression)),
    direction=maybe(word_set(words.SignalDirection)),
    action=maybe(word(words.SignalAction)),
    target=maybe(titles),
    condition=maybe(prose),
    description=maybe(prose),
    errno=maybe(st.sampled_from(["EINTR", "ERESTARTSYS"])),
    transform_to=maybe(st.just(Expression("SIGKILL"))),
    timing=maybe(word(words.SignalTiming)),
    priority=maybe(st.sampled_from(["0", "1"]).map(Expression)),
    restartable=maybe(word(words.Answer)),
    interruptible=maybe(word(words.Answer)),
    queue=maybe(st.sampled_from(["standard", "realtime"])),
    sa_flags_required=maybe(st.just(Expression("SA_RESTART | SA_SIGINFO"))),
    sa_flags_forbidden=maybe(st.just(Expression("SA_NODEFER"))),
    state_required=maybe(word_set(words.TaskState)),
    state_forbidden=maybe(word_set(words.TaskState)),
    when=maybe(expressions),
    visible=maybe(word(words.Answer)),
)
signal_masks = elements_of(
    SignalMask,
    name=titles,
    description=maybe(prose),
    signals=few(st.sampled_from(["SIGINT", "SIGTERM"]).map(Expression)),
)
struct_fields = elements_of(
    StructField,
    name=identifiers,
    type_name=maybe(st.sampled_from(["__u32", "struct list_head *"])),
    type=maybe(word(words.ParamType)),
    description=maybe(prose),
    offset=maybe(expressions),
    size=maybe(expressions),
    flags=maybe(word_set(words.ParamFlag)),
    limits=st.one_of(st.just(Limits()), limits()),
    constraint=maybe(prose),
    violation=maybe(violations),
)
structs = statements_of(
    StructSpec,
    name=st.one_of(identifiers, st.just("struct iovec")),
    description=maybe(prose),
    size=maybe(expressions),
    alignment=maybe(expressions),
    fields=few(struct_fields),
)
side_effects = statements_of(
    SideEffect,
    effects=word_set(words.Effect),
    target=maybe(titles),
    description=maybe(prose),
    condition=maybe(prose),
    reversible=maybe(word(words.Answer)),
    when=maybe(expressions),
    after=maybe(afterwards),
)
state_transitions = statements_of(
    StateTransition,
    object=titles,
    from_state=maybe(titles),
    to_state=maybe(titles),
    condition=maybe(prose),
    description=maybe(prose),
    when=maybe(expressions),
    after=maybe(afterwards),
)
capabilities = statements_of(
    Capability,
    capability=st.sampled_from(["CAP_SYS_ADMIN", "CAP_IPC_LOCK"]),
    action=maybe(word(words.CapabilityAction)),
    description=maybe(prose),
    allows=maybe(prose),
    without=maybe(prose),
    condition=maybe(prose),
    priority=maybe(st.sampled_from(["0", "2"]).map(Expression)),
    alternatives=few(st.sampled_from(["CAP_SYS_NICE", "CAP_PERFMON"])),
    when=maybe(expressions),
)


# --- the network block, ioctl and sysfs ------------------------------------------------------

protocol_sets = st.sampled_from(["KAPI_PROTO_TCP", "KAPI_PROTO_TCP | KAPI_PROTO_UDP"]).map(
    Expression
)
socket_states = some(st.sampled_from(["bound", "listen", "connected"]))
networks = st.builds(
    Network,
    socket_state=maybe(
        elements_of(
            network.SocketState,
            required=maybe(socket_states),
            forbidden=maybe(socket_states),
            resulting=maybe(st.just("connected")),
            condition=maybe(prose),
            protocols=maybe(protocol_sets),
        )
    ),
    protocol_behaviors=few(
        elements_of(
            network.ProtocolBehavior,
            protocols=protocol_sets,
            behavior=maybe(prose),
            flags=maybe(expressions),
            flag_description=maybe(prose),
        )
    ),
    buffer=maybe(
        elements_of(
            network.BufferSpec,
            behaviors=maybe(expressions),
            minimum=maybe(expressions),
            maximum=maybe(expressions),
            optimal=maybe(expressions),
            fragmentation=maybe(prose),
            can_partial=maybe(st.booleans()),
            partial_rules=maybe(prose),
        )
    ),
    async_io=maybe(
        elements_of(
            network.AsyncSpec,
            modes=maybe(expressions),
            nonblock_errno=maybe(st.just("EAGAIN")),
            poll_in=maybe(st.just(Expression("POLLIN | POLLRDNORM"))),
            poll_out=maybe(st.just(Expression("POLLOUT"))),
            completion=maybe(prose),
            supports_timeout=maybe(st.booleans()),
            timeout=maybe(prose),
        )
    ),
    address_families=few(
        elements_of(
            network.AddressFamily,
            family=st.sampled_from(["AF_UNIX", "AF_INET"]).map(Expression),
            name=maybe(titles),
            struct_size=maybe(expressions),
            min_length=maybe(expressions),
            max_length=maybe(expressions),
            format=maybe(prose),
            wildcard=maybe(st.booleans()),
            multicast=maybe(st.booleans()),
            broadcast=maybe(st.booleans()),
            special=maybe(prose),
            port_min=maybe(expressions),
            port_max=maybe(expressions),
        )
    ),
    is_connection_oriented=maybe(st.booleans()),
    is_message_oriented=maybe(st.booleans()),
    supports_oob_data=maybe(st.booleans()),
    supports_peek=maybe(st.booleans()),
    supports_select_poll=maybe(st.booleans()),
    is_reentrant=maybe(st.booleans()),
    connection_establishment=maybe(prose),
    connection_termination=maybe(prose),
    data_transfer=maybe(prose),
).filter(lambda block: block != Network())

ioctls = st.builds(
    Ioctl,
    cmd=maybe(st.just(Expression("FWCTL_INFO"))),
    cmd_name=maybe(st.just("FWCTL_INFO")),
    direction=maybe(word(words.IoctlDirection)),
    number=maybe(st.just(Expression("_IOWR('b', 1, struct binder_write_read)"))),
    input_size=maybe(expressions),
    output_size=maybe(expressions),
    file_ops=maybe(identifiers),
    object=maybe(st.sampled_from(["fd:binder", "fd:fwctl"])),
).filter(lambda block: block != Ioctl())
sysfs_blocks = st.builds(
    Sysfs,
    path=maybe(st.just("/sys/block/<disk>/queue/nr_requests")),
    permissions=maybe(st.just(Expression("0644"))),
    default=maybe(titles),
    units=maybe(titles),
    step=maybe(expressions),
    allowed_strings=maybe(some(identifiers)),
).filter(lambda block: block != Sysfs())


# --- specs -----------------------------------------------------------------------------------


def _declaration(
    kind: words.ApiKind, stem: str, declared: tuple[DeclaredParam, ...]
) -> Declaration:
    if kind is words.ApiKind.SYSCALL:
        macro = f"SYSCALL_DEFINE{len(declared)}"
        arguments = ", ".join([stem, *(f"{p.type_name}, {p.name}" for p in declared)])
        return Declaration(
            name=f"sys_{stem}",
            kind=kind,
            text=f"{macro}({arguments})",
            macro=macro,
            return_type="long",
            params=declared,
        )
    arguments = ", ".join(
        p.type_name + ("" if p.type_name.endswith("*") else " ") + p.name for p in declared
    )
    return Declaration(
        name=stem,
        kind=kind,
        text=f"int {stem}({arguments or 'void'})",
        return_type="int",
        params=declared,
    )


def variants(params: st.SearchStrategy[tuple[Any, ...]]) -> st.SearchStrategy[Variant]:
    """A variant of a spec: some of its parameters (a strategy), said anew, and more."""
    return st.builds(
        Variant,
        condition=expressions,
        summary=maybe(sentences),
        description=maybe(prose),
        params=params,
        returns=maybe(returns),
        errors=few(errors),
        signals=few(signals, most=1),
        structs=few(structs, most=1),
        side_effects=few(side_effects, most=1),
        state_transitions=few(state_transitions, most=1),
        capabilities=few(capabilities, most=1),
        extensions=element_extensions,
    )


def variant_params(names: list[str]) -> st.SearchStrategy[tuple[Any, ...]]:
    """One of ``names``, now and then with another C type."""
    if not names:
        return st.just(())
    return st.builds(
        lambda param, name, kind: (msgspec.structs.replace(param, name=name, type_name=kind),),
        _plain_params,
        st.sampled_from(names),
        _maybe_type,
    )


_sections = st.builds(
    Section,
    name=st.sampled_from(["", "Context", "Return", "Note"]),
    text=st.lists(
        st.sampled_from(["process context", "may sleep", "takes mmap_lock", "for write"]),
        min_size=1,
        max_size=20,
    ).map(" ".join),
)


def _separate(sections: tuple[Section, ...]) -> bool:
    """Two free texts in a row would be one."""
    return not any(not a.name and not b.name for a, b in itertools.pairwise(sections))


_kinds = st.sampled_from([words.ApiKind.SYSCALL, *words.ApiKind])
_stems = st.sampled_from(["mlock", "io_cancel", "read", "frob", "a", "nr_requests_store"])
_names = st.lists(identifiers, max_size=3, unique=True)
_two_in_three = st.sampled_from([True, True, False])
_maybe_type = maybe(type_names)
_bodies = st.fixed_dictionaries(
    {
        "summary": maybe(sentences),
        "description": maybe(prose),
        "contexts": maybe(word_set(words.Context)),
        "version": maybe(st.just("2")),
        "since": maybe(st.sampled_from(["2.0", "6.1-rc3"])),
        "deprecated": maybe(prose),
        "replacement": maybe(identifiers),
        "subsystem": maybe(identifiers),
        "device_type": maybe(identifiers),
        "returns": maybe(returns),
        "errors": few(errors),
        "error_list": maybe(word(words.ErrorList)),
        "error_order": maybe(word(words.ErrorOrder)),
        "locks": few(locks, most=1),
        "constraints": few(constraints, most=1),
        "signals": few(signals, most=1),
        "signal_masks": few(signal_masks, most=1),
        "structs": few(structs, most=1),
        "side_effects": few(side_effects),
        "state_transitions": few(state_transitions, most=1),
        "capabilities": few(capabilities, most=1),
        "network": maybe(maybe(networks)),
        "example": maybe(code()),
        "examples": maybe(code()),
        "notes": maybe(prose),
        "sections": few(_sections).filter(_separate),
        "extensions": element_extensions,
    }
)


def _maybe_variants(names: list[str]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.one_of(st.just(()), st.just(()), few(variants(variant_params(names))))


_signs = st.fixed_dictionaries(
    {"contexts": word_set(words.Context), "description": prose, "errors": some(errors, most=2)}
)
"""What tells a spec from an ordinary comment."""


@st.composite
def specs(draw: st.DrawFn, recognisable: bool = False, with_variants: bool = False) -> Spec:
    """Return a strategy of whole specs in normal form, of every kind.

    ``recognisable`` ones have enough in them to be read from a comment.
    """
    kind, stem, names = draw(_kinds), draw(_stems), draw(_names)
    declares = kind in (words.ApiKind.SYSCALL, words.ApiKind.FUNCTION) and draw(_two_in_three)
    types = [draw(type_names if declares else _maybe_type) for _ in names]
    declared = tuple(
        DeclaredParam(type_name=t or "", name=n) for t, n in zip(types, names, strict=True)
    )
    return Spec(
        name=f"sys_{stem}" if kind is words.ApiKind.SYSCALL else stem,
        kind=kind,
        declaration=_declaration(kind, stem, declared) if declares else None,
        params=tuple(
            msgspec.structs.replace(draw(_plain_params), name=n, type_name=t)
            for t, n in zip(types, names, strict=True)
        ),
        ioctl=draw(ioctls) if kind is words.ApiKind.IOCTL else None,
        sysfs=draw(sysfs_blocks) if kind is words.ApiKind.SYSFS else None,
        variants=draw(
            some(variants(variant_params(names)), most=2)
            if with_variants
            else _maybe_variants(names)
        ),
        **{**draw(_bodies), **(draw(_signs) if recognisable else {})},
    )
