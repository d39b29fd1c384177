"""Places that hold a parameter: a descriptor, a path, a pointer, a process, flags."""

from __future__ import annotations

from collections.abc import Sequence

from kapi.judge.prose.nouns import ADJECTIVES, IPC, RANGES
from kapi.judge.prose.param_words import first_meant, param_meant
from kapi.judge.prose.roles import Role, access, ipc_kind, is_pidfd, limits_of, walk, zero_is_caller
from kapi.judge.prose.scope import Scope, Single
from kapi.judge.prose.spellings import Word
from kapi.judge.prose.value_slots import member
from kapi.vocab.words import ConstraintType


def _descriptor(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = param_meant(found, scope, Role.DESCRIPTOR)
    if name is None:
        return None
    others = [one for one in scope.roles.of(Role.DESCRIPTOR) if one != name]
    return {"fd": name} | ({"other_fd": others[0]} if len(others) == 1 else {})


def _path(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = param_meant(found, scope, Role.PATH)
    return path_values(name, scope) if name else None


def path_values(name: str, scope: Scope) -> dict[str, str]:
    """Return what phrases about the path ``name`` need."""
    call = walk(name, scope.roles)
    at, _, inside = call.partition("(")
    suffix = "_at" if at.endswith("_at") else ""
    where = inside.removesuffix(")")
    directory = where.partition(",")[0] if suffix else "AT_FDCWD"
    read_only = f"path_mounted_read_only{suffix}({where})"
    if any(error.errno == "EEXIST" for error in scope.roles.spec.errors):  # of what is not there
        read_only = f"(exists{suffix}({where}) ? {read_only} : parent_read_only{suffix}({where}))"
    return {
        "path": name,
        "walk": call,
        "at": suffix,
        "where": where,
        "from": directory,
        "read_only": read_only,
    }


def _pointer(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = param_meant(found, scope, Role.POINTER)
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
    name = param_meant(found, scope, Role.PATH) if len(found) == 1 else None
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
    name = param_meant(found, scope, Role.PROCESS)
    if name:
        return process_values(name, scope)
    noun = " ".join(word.norm for word in found if word.norm not in ADJECTIVES)
    return (process_behind(scope) or None) if noun == "process" else None


def process_behind(scope: Scope) -> dict[str, str]:
    """Return the same for the process of a pidfd, where no parameter has the number of one."""
    found = [one for one in scope.roles.of(Role.DESCRIPTOR) if is_pidfd(scope.roles.param(one))]
    if len(found) != 1 or scope.roles.of(Role.PROCESS):
        return {}
    return {"pid": f"pidfd_process({found[0]})", "process": f"(pidfd_process({found[0]}) != -1)"}


def process_values(name: str, scope: Scope) -> dict[str, str]:
    """Return what phrases about the process ``name`` need."""
    param = scope.roles.param(name)
    exists = f"named_process({name})"
    if param is not None and zero_is_caller(param):
        exists = f"({name} == 0 || process_exists({name}))"
    return {"pid": name, "process": exists}


def _number(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A parameter by its name that is but a number: words say what it stands for."""
    param = scope.roles.param(found[0].text) if len(found) == 1 else None
    others = (Role.PATH, Role.POINTER, Role.DESCRIPTOR)
    if param is None or any(param.name in scope.roles.of(role) for role in others):
        return None
    return {"number": param.name}


def _ipc(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = param_meant(found, scope, Role.IPC)
    param = scope.roles.param(name) if name else None
    return {"ipc_kind": ipc_kind(param), "ipc": param.name} if param is not None else None


def _of(role: Role, key: str) -> Single:
    """What is but the name of the parameter that has this role."""

    def single(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
        name = param_meant(found, scope, role)
        return {key: name} if name else None

    return single


def _ipc_object(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """What a key may stand for, where the call takes one."""
    keys = [one.name for one in scope.roles.spec.params if one.type_name == "key_t"]
    kind = IPC.get(" ".join(word.norm for word in found))
    return {"by_key": f"ipc_id({kind}, {keys[0]})"} if kind and len(keys) == 1 else None


def _owner(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    name = first_meant(found, scope, (None, Role.FLAGS)) or member(found, scope)
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
    name = first_meant(found, scope, (None, Role.FLAGS, Role.SIGNAL)) or member(found, scope)
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


PARAM_SLOTS: dict[str, Single] = {
    "fd": _descriptor,
    "path": _path,
    "pointer": _pointer,
    "range": _range,
    "pid": _process,
    "number": _number,
    "ipc": _ipc,
    "ipc_object": _ipc_object,
    "timer": _of(Role.TIMER, "timer"),
    "text": _of(Role.TEXT, "text"),
    "limited": _limited,
    "masked": _masked,
    "enumeration": _enumeration,
    "owner": _owner,
}
"""What the words in each of these places mean."""
