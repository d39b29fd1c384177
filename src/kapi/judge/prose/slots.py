"""What the places of a phrase may hold: nouns that mean a parameter, constants, numbers, kinds.

A place that could mean two things means nothing: the phrase is then not read.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Sequence

import msgspec

from kapi.expr.nodes import Binary, Number, Symbol, Unary, names
from kapi.expr.parser import parse, parsed
from kapi.expr.render_c import render_c
from kapi.judge.prose.nouns import (
    ADJECTIVES,
    BEFORE,
    CALLS,
    IPC,
    KINDS,
    MEANS,
    NOUNS,
    NUMBERS,
    OUTSIDE,
    PLURALS,
    PURPOSES,
    RANGES,
    SIZES,
    THINGS,
    WRONG,
)
from kapi.judge.prose.roles import (
    Role,
    Roles,
    access,
    ipc_kind,
    limits_of,
    listed,
    walk,
    zero_is_caller,
)
from kapi.judge.prose.spellings import FUNCTION_WORDS, Word, words
from kapi.model.elements import Param
from kapi.vocab import symbols
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.words import ConstraintType

__all__ = ["SLOTS", "Filling", "Scope", "code", "fill", "head", "path_values"]


class Scope(msgspec.Struct, frozen=True):
    """What the words are about: the parameters, and those that the whole block names."""

    roles: Roles
    params: tuple[str, ...]
    mentioned: tuple[str, ...] = ()


class Filling(msgspec.Struct, frozen=True):
    """What one place holds: a set of values for the template for each thing that is named.

    ``joint`` is ``||`` for "A or B", ``&&`` for "both A and B", "" for one thing; ``negated``
    is true for "neither A nor B".
    """

    values: tuple[dict[str, str], ...]
    joint: str = ""
    negated: bool = False


_Single = Callable[[Sequence[Word], Scope], dict[str, str] | None]


def fill(slot: str, found: Sequence[Word], scope: Scope) -> Filling | None:
    """Return what ``found`` means in a place called ``slot``, or None where it means nothing."""
    single = SLOTS[slot]
    value = single(found, scope)
    if value is not None:
        return Filling((value,))
    every = _every(slot, found, scope)
    if every:
        return every
    pieces, joint, negated = _pieces(found)
    if len(pieces) < 2:
        return None
    values = [single(piece, scope) for piece in pieces]
    if any(one is None for one in values):
        return None
    if slot == "bound" and len({one["bound"] in scope.params for one in values if one}) > 1:
        return None  # "op is A and len": a constant and what the next clause is about
    if slot == "choice":  # "one of A, B and C" has the sense of "or"
        joint = "||"
    return Filling(tuple(one for one in values if one is not None), joint, negated)


def _every(slot: str, found: Sequence[Word], scope: Scope) -> Filling | None:
    """Read "one of the file descriptors": any of those that there are."""
    norms = [word.norm for word in found]
    of = norms[:2] in (["one", "of"], ["any", "of"], ["either", "of"])
    if slot != "fd" or not (of or norms[0] in ("either", "any")):
        return None
    all_of_them = scope.roles.of(Role.DESCRIPTOR)
    if " ".join(norms[2 if of else 1 :]) not in PLURALS or len(all_of_them) < 2:
        return None
    return Filling(tuple({"fd": name} for name in all_of_them), "||")


def _pieces(found: Sequence[Word]) -> tuple[list[list[Word]], str, bool]:
    """Split "A, B or C", "both A and B", "neither A nor B"; no pieces where it is no such list."""
    for several, joint, negated in _SEVERAL:
        if tuple(word.norm for word in found[: len(several)]) == several:
            return _pieces(found[len(several) :])[0], joint, negated
    lead = found[0].norm if found else ""
    inner = found[1:] if lead in ("either", "both", "neither") else found
    joints = {word.norm for word in inner} & {"or", "and", "nor"}
    wanted = {"either": {"or"}, "both": {"and"}, "neither": {"nor"}}.get(lead)
    if len(joints) != 1 or (wanted is not None and joints != wanted):
        return [], "", False
    (joint,) = joints
    if joint == "nor" and lead != "neither":
        return [], "", False
    pieces: list[list[Word]] = [[]]
    for word in inner:
        if word.norm in (",", joint):
            if pieces[-1]:
                pieces.append([])
        else:
            pieces[-1].append(word)
    norms = [word.norm for word in inner]
    regular = norms.count(joint) == 1 and "," not in norms[norms.index(joint) :]
    if not pieces[-1] or not regular:
        return [], "", False
    return pieces, "||" if joint == "or" else "&&", joint == "nor"


_SEVERAL = (
    (("none", "of"), "&&", True),
    (("any", "of"), "||", False),
    (("one", "of"), "||", False),
    (("at", "least", "one", "of"), "||", False),
)
"""What stands before a list of which all, or one, is meant, whether "and" or "or" joins it."""


# Nouns that mean a parameter -----------------------------------------------------------------


def _param(found: Sequence[Word], scope: Scope, role: Role | None) -> str | None:
    named = [word.text for word in found if word.text in scope.params]
    others = [word.norm for word in found if word.text not in scope.params]
    if found[-1].text in named:
        others = [] if tuple(others) in _VALUE_OF else _without_ending(others)
    rest = [norm for norm in others if norm not in ADJECTIVES]
    if len(named) == 1:
        fits = role is None or named[0] in scope.roles.of(role)
        return named[0] if fits and set(rest) <= _beside(named[0], scope, role) else None
    if named:
        return None
    found_by_noun = role and _by_noun(
        " ".join(norm for norm in rest if norm not in MEANS), scope, role
    )
    return found_by_noun or _by_description(tuple(rest), scope, role)


def _by_description(noun: tuple[str, ...], scope: Scope, role: Role | None) -> str | None:
    """The one parameter that its description calls so: "the option" for "@name: the option"."""
    if not noun or noun[0] in FUNCTION_WORDS:
        return None
    every = scope.params if role is None else scope.roles.of(role)
    called = [
        param.name
        for param in map(scope.roles.param, every)
        if param is not None and param.description and head(param.description) == noun
    ]
    return called[0] if len(called) == 1 else None


@functools.cache
def head(description: str) -> tuple[str, ...]:
    """Return the words of a description before what says more of its noun."""
    found = (word.norm for word in words(description))
    noun = tuple(itertools.takewhile(lambda norm: norm not in _MORE, found))
    return noun if all(map(str.isalpha, noun)) else ()


_MORE = FUNCTION_WORDS | {"flag", "bit", "how", "who", "what"}
"""What ends the noun at the beginning of a description."""


def _without_ending(norms: list[str]) -> list[str]:
    """Leave out what joins a noun to the name after it: "the queue specified in mqdes"."""
    for ending in _SPECIFIED_BY:
        if norms[-2:] == ending and len(norms) > len(ending):
            return norms[:-2]
    return norms


_SPECIFIED_BY = [[how, where] for how in ("specified", "given", "passed") for where in ("in", "by")]
_VALUE_OF = frozenset({("value", "of"), ("value", "in"), ("value", "specified", "in")})


def _beside(name: str, scope: Scope, role: Role | None) -> set[str]:
    """The words that may stand beside the name of a parameter and mean the same."""
    roles = [role] if role else [one for one in Role if name in scope.roles.of(one)]
    nouns = [noun for one in roles for noun in NOUNS[one] if role or " " not in noun]
    return {part for noun in nouns for part in noun.split()} | {"argument", "parameter"}


def _first(found: Sequence[Word], scope: Scope, wanted: Sequence[Role | None]) -> str | None:
    names = (_param(found, scope, role) for role in wanted)
    return next((name for name in names if name), None)


def _by_noun(noun: str, scope: Scope, role: Role) -> str | None:
    if noun not in NOUNS[role]:
        return None
    candidates = scope.roles.of(role)
    if noun == "file" and not _is_the_only_file(scope, role):
        return None
    if len(candidates) > 1:
        named = tuple(name for name in candidates if name in scope.mentioned)
        candidates = named or _buffers(candidates, noun, scope)
    return candidates[0] if len(candidates) == 1 else None


def _buffers(candidates: Sequence[str], noun: str, scope: Scope) -> tuple[str, ...]:
    """The pointers that may be called a buffer: those whose length another parameter says."""
    if "buffer" not in noun.split():
        return ()
    params = (scope.roles.param(name) for name in candidates)
    return tuple(one.name for one in params if one is not None and one.size_param is not None)


def _is_the_only_file(scope: Scope, role: Role) -> bool:
    """Whether "the file" means a descriptor, or the path, and not the other as well.

    A directory that a path starts at is none that is meant.
    """
    paths = scope.roles.of(Role.PATH)
    if role is not Role.PATH:
        return not paths
    starts = {walk(one, scope.roles).partition("(")[2].partition(",")[0] for one in paths}
    return all(one in starts for one in scope.roles.of(Role.DESCRIPTOR))


def _descriptor(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = _param(found, scope, Role.DESCRIPTOR)
    if name is None:
        return None
    others = [one for one in scope.roles.of(Role.DESCRIPTOR) if one != name]
    return {"fd": name} | ({"other_fd": others[0]} if len(others) == 1 else {})


def _path(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = _param(found, scope, Role.PATH)
    return path_values(name, scope) if name else None


def path_values(name: str, scope: Scope) -> dict[str, str]:
    """Return what phrases about the path ``name`` need."""
    call = walk(name, scope.roles)
    at, _, inside = call.partition("(")
    suffix = "_at" if at.endswith("_at") else ""
    where = inside.removesuffix(")")
    directory = where.partition(",")[0] if suffix else "AT_FDCWD"
    return {"path": name, "walk": call, "at": suffix, "where": where, "from": directory}


def _pointer(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = _param(found, scope, Role.POINTER)
    param = scope.roles.param(name) if name else None
    if param is None:
        return _pointer_to_path(found, scope)
    values = {"pointer": param.name}
    for key, want in (("access", None), ("readable", "readable"), ("writable", "writable")):
        text = access(param, scope.roles, want=want)
        if text:
            values[key] = text
    start = access(param, scope.roles, first=True)
    return values | ({"start": start} if start else {})


def _pointer_to_path(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A path by its name, beside others: "path or buf points outside of the address space"."""
    name = _param(found, scope, Role.PATH) if len(found) == 1 else None
    if name is None:
        return None
    readable = f"{path_values(name, scope)['walk']} != WALK_FAULT"
    return {"pointer": name, "access": readable, "readable": readable, "start": readable}


def _range(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    norms = [word.norm for word in found if word.norm not in ADJECTIVES]
    addresses, lengths = scope.roles.of(Role.ADDRESS), scope.roles.of(Role.LENGTH)
    if len(addresses) != 1 or len(lengths) != 1:
        return None
    pair = [addresses[0], "and", lengths[0]]
    if " ".join(norms) not in RANGES and norms != pair:
        return None
    return {"addr": addresses[0], "len": lengths[0]}


def _process(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    if len(found) == 1 and found[0].text in scope.roles.members:
        return {"pid": found[0].text, "process": f"named_process({found[0].text})"}
    name = _param(found, scope, Role.PROCESS)
    param = scope.roles.param(name) if name else None
    if param is None:
        return None
    exists = f"named_process({param.name})"
    if zero_is_caller(param):
        exists = f"({param.name} == 0 || process_exists({param.name}))"
    return {"pid": param.name, "process": exists}


def _number(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A parameter by its name that is but a number: words say what it stands for."""
    param = scope.roles.param(found[0].text) if len(found) == 1 else None
    others = (Role.PATH, Role.POINTER, Role.DESCRIPTOR)
    if param is None or any(param.name in scope.roles.of(role) for role in others):
        return None
    return {"number": param.name}


def _ipc(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = _param(found, scope, Role.IPC)
    param = scope.roles.param(name) if name else None
    return {"ipc_kind": ipc_kind(param), "ipc": param.name} if param is not None else None


def _timer(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = _param(found, scope, Role.TIMER)
    return {"timer": name} if name else None


def _ipc_object(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """What a key may stand for, where the call takes one."""
    keys = [one.name for one in scope.roles.spec.params if one.type_name == "key_t"]
    kind = IPC.get(" ".join(word.norm for word in found))
    return {"by_key": f"ipc_id({kind}, {keys[0]})"} if kind and len(keys) == 1 else None


def _ipc_size(norms: Sequence[str], scope: Scope) -> str | None:
    """Read "the size of that segment": of the one whose id or key the call takes."""
    found = [one for one in norms if one not in ("that", "existing")]
    if found[:2] not in (["size", "of"], ["number", "of"]):
        return None
    nouns = " ".join(found[2:]).removeprefix("semaphores in ")
    kind = IPC.get(nouns)
    ids = [one.name for one in scope.roles.spec.params if kind and ipc_kind(one) == kind]
    ids += [
        f"ipc_id({kind}, {one.name})" for one in scope.roles.spec.params if one.type_name == "key_t"
    ]
    return f"ipc_size({kind}, {ids[0]})" if kind and len(ids) == 1 else None


def _text(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = _param(found, scope, Role.TEXT)
    return {"text": name} if name else None


def _flags(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = _param(found, scope, Role.FLAGS)
    return {"flags": name} if name else None


def _owner(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = _param(found, scope, None) or _param(found, scope, Role.FLAGS)
    return {"owner": name} if name else None


def _enumeration(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """The name of an enumeration, which ends with that of its parameter."""
    if len(found) != 1 or not found[0].text.isidentifier():
        return None
    owners = [name for name in scope.params if found[0].text.endswith(f"_{name}")]
    return {"owner": owners[0]} if len(owners) == 1 else None


def _limited(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """As `_masked`; a mask is no list of values, so that "unknown type" is not about bits."""
    value = _masked(found, scope)
    param = scope.roles.param(value["limited"]) if value else None
    if param is None or param.limits.type is not ConstraintType.MASK:
        return value
    says_bits = any(word.norm in ("flag", "bit", "mask") for word in found)
    return value if says_bits or param.name.endswith(("flags", "mask")) else None


def _masked(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A parameter by its name, or the flags: one whose limits tell which values are refused."""
    name = _first(found, scope, (None, Role.FLAGS, Role.SIGNAL))
    if name is None or any(name in scope.roles.of(role) for role in _NO_VALUES):
        return None
    param = scope.roles.param(name)
    text = limits_of(param) if param else None
    if param is None or text is None:
        return None
    most = {"most": param.limits.maximum} if param.limits.maximum else {}
    return {"limited": name, "owner": name, "outside": text, **most}


_NO_VALUES = (Role.DESCRIPTOR, Role.PATH, Role.POINTER)
"""Whether one of these is valid is no question of its value."""


# Constants and numbers -----------------------------------------------------------------------


def _named(prefix: str, key: str) -> _Single:
    def single(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
        rest = [word.text for word in found if word.norm not in _CONSTANT_NOUNS]
        if len(rest) == 1 and rest[0].startswith(prefix) and len(rest[0]) > len(prefix):
            return {key: rest[0]} if prefix == "CONFIG_" or symbols.is_known(rest[0]) else None
        return None

    return single


def _capability(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A capability, in the user name space that the words name or, mostly, do not name."""
    norms = tuple(word.norm for word in found)
    for where, text in _OF_NAMESPACE:
        if norms[-len(where) :] == where:
            return _capability_in(found[: -len(where)], text, scope)
    if norms[-1:] == ("namespace",) and norms[-3:-2] in (("its",), ("caller",)):
        for owner in _OWNERS:  # of its IPC name space, say, which may be another
            if norms[-3 - len(owner) : -3] == owner:
                return _capability_in(found[: -3 - len(owner)], _UNSAID, scope)
    return _capability_in(found, _UNSAID, scope)


def _capability_in(found: Sequence[Word], text: str, scope: Scope) -> dict[str, str] | None:
    named = _named("CAP_", "capability")(found, scope) if found else None
    return {"capability": text.format(named["capability"])} if named else None


_UNSAID = "capable_unsaid({})"
_OWNERS = tuple(
    ("in", "user", "namespace", *how.split())
    for how in ("that governs", "that owns", "associated with", "owning")
)
_OF_NAMESPACE = tuple(
    (("in", *of.split(), *noun.split()), text)
    for of, text in (
        ("initial", "{}"),
        ("its", "ns_capable({})"),
        ("its own", "ns_capable({})"),
        ("caller", "ns_capable({})"),
    )
    for noun in ("user namespace", "user name space")
)
"""How words name a user name space, and what they say then of a capability."""

_CONSTANT_NOUNS_WORDS = """
limit soft resource capability privilege option flag bit kernel configuration process
"""
_CONSTANT_NOUNS = frozenset(_CONSTANT_NOUNS_WORDS.split())


def _value(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """What a condition is about: a parameter, a sum of some, a limit of the caller."""
    text = _value_text(found, scope)
    if text is None or (text.isupper() and not text.startswith("RLIMIT_")):
        return None
    param = scope.roles.param(text)
    member = scope.roles.members.get(text)
    if member is not None and not member.signed:
        return {"value": text, "signed": f"({'int' if member.bits == 32 else 'long'}){text}"}
    return {"value": text, "signed": f"{_signed(param)}{text}" if param else text}


def _signed(param: Param) -> str:
    """The cast that makes a register of an unsigned type negative."""
    c_type = " ".join((param.type_name or "").split())
    if c_type in ("unsigned int", "u32", "__u32", "unsigned"):
        return "(int)"
    return "(long)" if c_type in ("size_t", "unsigned long") else ""


def _sum(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A sum, and how it overflows: one of signed numbers only where a positive one is added."""
    text = code(found, scope, "+")
    node = parse(text) if text else None
    if text is None or not isinstance(node, Binary) or not isinstance(node.left, Symbol):
        return None
    overflow = f"{text} < {node.left.name}"
    added = scope.roles.param(node.right.name) if isinstance(node.right, Symbol) else None
    kind = ARCHITECTURES["x86_64"].integer_type(added.type_name or "") if added else None
    if added and kind and kind.signed:
        overflow = f"({added.name} > 0 ? {overflow} : 0)"
    return {"sum": text, "first": node.left.name, "overflow": overflow}


def _bound(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    text = _value_text(found, scope)
    return {"bound": text} if text else None


def _choice(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    text = _value_text(found, scope)
    return {"choice": text} if text else None


def _value_text(found: Sequence[Word], scope: Scope) -> str | None:
    norms = [word.norm for word in found]
    if len(norms) == 2 and norms[1] in ("byte", "bytes"):
        return _value_text(found[:1], scope)
    if found[0].text.startswith("RLIMIT_") and norms[1:] in (["limit"], ["resource", "limit"]):
        return _value_text(found[:1], scope)
    member = _member(found, scope) or _pointed_to(found, scope)
    if member:
        return member
    of_ipc = _ipc_size(norms, scope)
    if of_ipc:
        return of_ipc
    phrase = " ".join(norms)
    if phrase in NUMBERS:
        return NUMBERS[phrase]
    name = _first(found, scope, (None, Role.LENGTH, Role.ADDRESS))
    if name:
        return name
    if len(found) == 1:
        return _constant(found[0].text, scope) or _size(found[0].text)
    return code(found, scope, "+-*/%")


def _member(found: Sequence[Word], scope: Scope) -> str | None:
    """Read "ts->tv_nsec", "the tv_nsec field of ts", "tv_nsec" where one structure has it."""
    members = scope.roles.members
    if not members:
        return None
    if len(found) == 1 and found[0].text in members:
        return found[0].text
    parts = [word for word in found if word.norm not in _FIELD]
    owners = {name.partition("->")[0] for name in members}
    if len(parts) == 3 and parts[1].norm in ("of", "in") and parts[2].text in owners:
        path = f"{parts[2].text}->{parts[0].text}"
        return path if path in members else None
    if len(parts) != 1 or (len(found) == 1 and "_" not in found[0].text):
        return None
    paths = [name for name in members if name.partition("->")[2] == parts[0].text]
    return paths[0] if len(paths) == 1 else None


def _pointed_to(found: Sequence[Word], scope: Scope) -> str | None:
    """Read "*optlen", "the value pointed to by optlen": a number behind a pointer."""
    name = found[-1].text
    if name not in scope.roles.of(Role.POINTER) or name in scope.roles.structures:
        return None
    before = " ".join(word.norm for word in found[:-1])
    return f"*{name}" if before in _POINTED_TO else None


_POINTED_TO = frozenset(
    {"*", "value of *", "value in *"}
    | {
        f"{noun} {where}"
        for noun in ("value", "number", "integer", "length", "size", "offset")
        for where in ("point to by", "at", "refer to by", "stored in", "stored at")
    }
)
"""What stands before the name of a pointer where what it points to is meant."""
_FIELD = frozenset({"field", "member"})


def _size(text: str) -> str | None:
    """``2MB`` as the kernel counts: in powers of 1024."""
    digits = text.rstrip("KMGiB")
    unit = SIZES.get(text[len(digits) :])
    return f"({digits} * {unit})" if digits.isdigit() and unit else None


def _constant(text: str, scope: Scope) -> str | None:
    if text[:1].isdigit():
        return text if isinstance(parsed(text), Number) else None
    if not text.isupper():
        return None
    known = symbols.is_known(text) or any(text in listed(one) for one in scope.roles.spec.params)
    return text if known or text in ("PAGE_SIZE",) else None


def code(found: Sequence[Word], scope: Scope, operators: str = "") -> str | None:
    """Return the words as a C expression of parameters and known constants, or None.

    ``operators`` are those whose sign must be in it, any where empty.
    """
    text = " ".join(word.text for word in found)
    if not any(sign in text for sign in operators or "=<>&|!+-*/%"):
        return None
    node = parsed(text)
    if not isinstance(node, Binary | Unary):
        return None
    known = (*scope.params, *scope.roles.members)
    if not all(name in known or _constant(name, scope) for name in names(node)):
        return None
    if operators and not (isinstance(node, Binary) and node.operator in operators):
        return None
    text = render_c(node)
    return f"({text})" if operators else text


# Flags ---------------------------------------------------------------------------------------


def _flag(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A constant that the limits of exactly one parameter list: ``flags & O_CREAT``."""
    rest = [word.text for word in found if word.norm not in ("flag", "bit", "operation", "value")]
    if len(rest) != 1 or not rest[0].isupper():
        return None
    owners = [param for param in scope.roles.spec.params if rest[0] in listed(param)]
    if not owners and symbols.is_known(rest[0]):
        owners = _described_flags(rest[0], scope) or _unlimited_flags(scope)
    if len(owners) != 1:
        return None
    test = _test(owners[0], rest[0])
    return {"flag": test, "owner": owners[0].name} if test else None


def _described_flags(constant: str, scope: Scope) -> list[Param]:
    """The flags whose description names a constant that no limits list."""
    found = (scope.roles.param(name) for name in scope.roles.of(Role.FLAGS))
    return [
        param
        for param in found
        if param is not None
        and limits_of(param) is None
        and constant in re.findall(r"\w+", f"{param.description} {param.constraint}")
    ]


def _unlimited_flags(scope: Scope) -> list[Param]:
    """The parameters that may hold a constant which no limits list; flags, if that is but one."""
    others = {name for role in Role if role is not Role.FLAGS for name in scope.roles.of(role)}
    free = [one for one in scope.roles.spec.params if one.name not in others]
    found = [one for one in free if limits_of(one) is None]
    return found if [one.name for one in found] == list(scope.roles.of(Role.FLAGS)) else []


def _test(param: Param, constant: str) -> str | None:
    if param.limits.values is not None and not param.limits.mask and "flags" not in param.name:
        return f"{param.name} == {constant}"
    return _bits(param.name, constant)


def _bits(name: str, constant: str) -> str | None:
    """``name & BIT``; all bits of a constant with several; None for one that has no bit."""
    number = symbols.value(constant, ARCHITECTURES["x86_64"])
    if number is not None and number.number == 0:
        return None
    if number is not None and number.number.bit_count() == 1:
        return f"{name} & {constant}"
    return f"({name} & {constant}) == {constant}"


def _bit(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A constant beside the parameter that the phrase names."""
    rest = [word.text for word in found if word.norm not in ("flag", "bit")]
    if len(rest) != 1 or not _constant(rest[0], scope) or not rest[0].isupper():
        return None
    number = symbols.value(rest[0], ARCHITECTURES["x86_64"])
    if number is not None and number.number == 0:
        return None
    text = _bits("{flags}", rest[0])
    return {"bit": text} if text else None


def _only(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """All the constants that the limits of one parameter allow: "only A and B are allowed"."""
    named = {word.text for word in found if word.norm not in (",", "and", "or", "flag", "bit")}
    owners = [
        param
        for param in scope.roles.spec.params
        if listed(param) and set(listed(param)) == named and limits_of(param)
    ]
    if len(owners) != 1:
        return None
    return {"outside": limits_of(owners[0]) or ""}


# Kinds of file -------------------------------------------------------------------------------


def _kind(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    phrase = " ".join(word.norm for word in found)
    text = KINDS.get(phrase) or KINDS.get(phrase.removesuffix("s"))
    return {"kind": text} if text else None


def _file_kind(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A kind that paths lead to as well: what `path_kind` can answer."""
    value = _kind(found, scope)
    prefix = "kind({fd}) == "
    if value is None or not value["kind"].startswith(prefix):
        return None
    return {"file_kind": value["kind"].removeprefix(prefix)}


def _open_flag(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A status flag of an open file, as F_GETFL gives it."""
    rest = [word.text for word in found if word.norm not in ("flag", "status")]
    if len(rest) != 1 or not rest[0].startswith("O_"):
        return None
    text = rest[0]
    if text in ("O_RDONLY", "O_WRONLY", "O_RDWR"):
        return {"open_flag": f"(status_flags({{fd}}) & O_ACCMODE) == {text}"}
    if text == "O_PATH":
        return {"open_flag": "path_only({fd})"}
    if text not in ("O_NONBLOCK", "O_APPEND", "O_DIRECT", "O_ASYNC", "O_NOATIME", "O_SYNC"):
        return None
    test = _bits("status_flags({fd})", text)
    return {"open_flag": test} if test else None


# Words that add nothing ----------------------------------------------------------------------


def _wrong(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    return {} if len(found) == 1 and found[0].norm in WRONG else None


def _phrase_of(allowed: frozenset[str]) -> _Single:
    def single(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
        return {} if " ".join(word.norm for word in found) in allowed else None

    return single


def _purpose(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """Read "to create the epoll instance": what the call itself is for."""
    norms = [word.norm for word in found]
    if len(norms) < 3 or norms[0] != "to" or norms[1] not in PURPOSES:
        return None
    noun = " ".join(norms[2:])
    return {} if noun in THINGS or noun in KINDS else None


_ASLEEP = frozenset({"waiting", "blocked", "sleeping"})


def _before(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """Read "before the instance could be created", "during execution": when a call waits."""
    norms = [word.norm for word in found]
    if norms in (["during", "execution"], ["during", "call"]):
        return {}
    asleep = norms[1:] if norms[0] == "while" else norms
    if asleep and asleep[0] in _ASLEEP and "," not in norms:
        return {}  # whatever it waits for
    if norms[:1] != ["before"]:
        return None
    rest = " ".join(norms[1:])
    noun = rest.removesuffix(" can is created")
    return {} if rest in BEFORE or (noun != rest and noun in KINDS) else None


SLOTS: dict[str, _Single] = {
    "fd": _descriptor,
    "path": _path,
    "pointer": _pointer,
    "range": _range,
    "pid": _process,
    "number": _number,
    "ipc": _ipc,
    "ipc_object": _ipc_object,
    "timer": _timer,
    "text": _text,
    "flags": _flags,
    "limited": _limited,
    "masked": _masked,
    "enumeration": _enumeration,
    "value": _value,
    "bound": _bound,
    "choice": _choice,
    "sum": _sum,
    "owner": _owner,
    "wrong": _wrong,
    "purpose": _purpose,
    "before": _before,
    "call": _phrase_of(CALLS),
    "outside": _phrase_of(OUTSIDE),
    "nofile": _phrase_of(frozenset({"file", "open file", "file descriptor", "descriptor"})),
    "flag": _flag,
    "bit": _bit,
    "only": _only,
    "kind": _kind,
    "file_kind": _file_kind,
    "open_flag": _open_flag,
    "limit": _named("RLIMIT_", "limit"),
    "capability": _capability,
    "config": _named("CONFIG_", "config"),
}
"""The places that phrases may have, by name."""
