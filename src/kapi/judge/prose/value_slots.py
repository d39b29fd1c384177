"""Places that hold a value: a number, a constant, a sum, a member, a limit, a capability."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kapi.expr.nodes import Binary, Number, Symbol, Unary, names
from kapi.expr.parser import parse, parsed
from kapi.expr.render_c import render_c
from kapi.judge.prose.nouns import IPC, NUMBERS, SIZES
from kapi.judge.prose.param_words import first_meant
from kapi.judge.prose.roles import Role, directions, ipc_kind, listed
from kapi.judge.prose.scope import Scope, Single
from kapi.judge.prose.spellings import Word
from kapi.model.elements import Param
from kapi.vocab import symbols
from kapi.vocab.architectures import ARCHITECTURES


def _named(prefix: str, key: str) -> Single:
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
    kind = scope.roles.members.get(text)
    if kind is not None and not kind.signed:
        return {"value": text, "signed": f"({'int' if kind.bits == 32 else 'long'}){text}"}
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


def _any_value(key: str) -> Single:
    def single(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
        text = _value_text(found, scope)
        return {key: text} if text else None

    return single


def _value_text(found: Sequence[Word], scope: Scope) -> str | None:
    norms = [word.norm for word in found]
    if len(norms) == 2 and norms[1] in ("byte", "bytes"):
        return _value_text(found[:1], scope)
    if found[0].text.startswith("RLIMIT_") and norms[1:] in (["limit"], ["resource", "limit"]):
        return _value_text(found[:1], scope)
    inside = member(found, scope) or _pointed_to(found, scope)
    if inside:
        return inside
    if norms[:2] == ["sum", "of"] and norms.count("and") == 1:
        return _sum_of(found[2:], norms.index("and") - 2, scope)
    of_ipc = _ipc_size(norms, scope)
    if of_ipc:
        return of_ipc
    phrase = " ".join(norms)
    if phrase in NUMBERS:
        return NUMBERS[phrase]
    name = first_meant(found, scope, (None, Role.LENGTH, Role.ADDRESS))
    if name:
        return name
    if len(found) == 1:
        return constant(found[0].text, scope) or _size(found[0].text)
    return code(found, scope, "+-*/%")


def _sum_of(found: Sequence[Word], joint: int, scope: Scope) -> str | None:
    """Read "the sum of A and B", where ``joint`` is the place of the "and"."""
    one, other = found[:joint], found[joint + 1 :]
    both = [_value_text(side, scope) for side in (one, other)] if one and other else [None]
    return f"({' + '.join(map(str, both))})" if all(both) else None


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


def member(found: Sequence[Word], scope: Scope) -> str | None:
    """Return "ts->tv_nsec" for that, "the tv_nsec field of ts", or "tv_nsec" of one structure."""
    members = scope.roles.members
    if not members:
        return None
    if len(found) == 1 and found[0].text in members:
        return found[0].text
    parts = [word for word in found if word.norm not in _FIELD]
    parts = parts[1:] if parts and parts[0].norm == "its" else parts
    owners = {name.partition("->")[0] for name in members}
    if len(parts) == 3 and parts[1].norm in ("of", "in") and parts[2].text in owners:
        path = f"{parts[2].text}->{parts[0].text}"
        return path if path in members else None
    if len(parts) != 1 or (len(found) == 1 and "_" not in found[0].text):
        return None
    paths = [name for name in members if name.partition("->")[2] == parts[0].text]
    if len(paths) > 1:  # of two structures, the one that the call reads
        paths = [one for one in paths if _is_read(one.partition("->")[0], scope)]
    return paths[0] if len(paths) == 1 else None


def _is_read(pointer: str, scope: Scope) -> bool:
    param = scope.roles.param(pointer)
    return param is not None and "readable" in directions(param)


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


def constant(text: str, scope: Scope) -> str | None:
    """Return ``text`` where it is a number, or a constant of the kernel or of the limits."""
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
    if not all(name in known or constant(name, scope) for name in names(node)):
        return None
    if operators and not (isinstance(node, Binary) and node.operator in operators):
        return None
    text = render_c(node)
    return f"({text})" if operators else text


def _these(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """Some constants, all of which are meant: "A and B"."""
    named = [word.text for word in found if word.norm not in (",", "and", "or")]
    known = all(one.isupper() and constant(one, scope) for one in named)
    return {"these": " | ".join(named)} if named and known else None


def _quoted(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A text in double quotes, or a slash by its name."""
    norms = [word.norm for word in found]
    if norms in (["slash"], ["/"]):
        return {"quoted": '"/"'}
    text = "".join(word.text for word in found[1:-1])
    apart = any(one.end != two.start for one, two in itertools.pairwise(found))
    if norms[0] != '"' or norms[-1] != '"' or not text or '"' in text or apart:
        return None
    return {"quoted": f'"{text}"'}


_DOTS = {".": "LAST_DOT", "..": "LAST_DOTDOT"}


def _dots(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """The last name of a path that is none: "." or ".."."""
    text = "".join(word.text for word in found)
    text = text[1:-1] if text[:1] == text[-1:] == '"' else text
    return {"dots": _DOTS[text]} if text in _DOTS else None


VALUE_SLOTS: dict[str, Single] = {
    "value": _value,
    "bound": _any_value("bound"),
    "choice": _any_value("choice"),
    "sum": _sum,
    "these": _these,
    "quoted": _quoted,
    "dots": _dots,
    "limit": _named("RLIMIT_", "limit"),
    "seal": _named("F_SEAL_", "seal"),
    "capability": _capability,
    "config": _named("CONFIG_", "config"),
}
"""What the words in each of these places mean."""
