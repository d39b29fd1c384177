"""Which parameters of a spec a noun may mean: descriptors, paths, pointers, ranges, flags.

A parameter's role comes from what the spec states of it (type, object, limits), else from its C
type together with the names that the kernel uses everywhere: ``fd``, ``addr``, ``len``.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable

import msgspec

from kapi.expr.render_c import render_c
from kapi.judge.layouts import layouts, member_types
from kapi.judge.limits import outside
from kapi.model.elements import Param
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.integers import CType
from kapi.vocab.words import ConstraintType, ParamFlag, ParamType

_PAGE = 4096
"""No size of a member depends on it."""


class Role(enum.Enum):
    """What a parameter is for."""

    DESCRIPTOR = "descriptor"
    PATH = "path"
    POINTER = "pointer"
    ADDRESS = "address"
    LENGTH = "length"
    FLAGS = "flags"
    PROCESS = "process"
    SIGNAL = "signal"
    TEXT = "text"
    IPC = "ipc"
    TIMER = "timer"


class Roles(msgspec.Struct, frozen=True):
    """A spec with the roles of its parameters, each in the order of the declaration.

    ``members`` are those of the structures that parameters point to (``ts->tv_nsec``), each with
    its C type; ``fields`` are the same, each as a parameter of that name and with its limits.
    """

    spec: Spec
    by_role: dict[Role, tuple[str, ...]]
    members: dict[str, CType] = {}
    fields: dict[str, Param] = {}

    @property
    def structures(self) -> frozenset[str]:
        """The parameters that point to a structure whose members are known."""
        return frozenset(name.partition("->")[0] for name in self.members)

    def param(self, name: str) -> Param | None:
        """Return the parameter called ``name``, or the member of a structure."""
        named = (one for one in self.spec.params if one.name == name)
        return next(named, self.fields.get(name))

    def of(self, role: Role) -> tuple[str, ...]:
        """Return the names of the parameters that have ``role``."""
        return self.by_role[role]


def roles(spec: Spec) -> Roles:
    """Return the roles of the parameters of ``spec``."""
    by_role = {
        role: tuple(param.name for param in spec.params if has(param))
        for role, has in _TESTS.items()
    }
    found = layouts(spec, ARCHITECTURES["x86_64"], _PAGE) if spec.structs else {}
    fields = {
        path: Param(name=path, type_name=member.type_name, limits=member.limits)
        for param, layout in found.items()
        for path, member in ((f"{param}->{name}", one) for name, one in layout.members.items())
    }
    return Roles(spec, by_role, member_types(found), fields)


def _c_type(param: Param) -> str:
    words = (param.type_name or "").split()
    return " ".join(word for word in words if word not in ("const", "__user", "volatile"))


def _is_pointer(param: Param) -> bool:
    return param.type is ParamType.USER_PTR or "*" in (param.type_name or "")


def _is_descriptor(param: Param) -> bool:
    if param.type is ParamType.FD or (param.object or "").startswith("fd"):
        return True
    return _c_type(param) in ("int", "unsigned int") and (
        param.name.endswith("fd") or param.name.startswith(("fd", "filedes"))
    )


def _is_path(param: Param) -> bool:
    if param.type is ParamType.PATH or param.limits.type is ConstraintType.USER_PATH:
        return True
    if (param.object or "").startswith("path"):
        return True
    return _c_type(param) == "char *" and param.name.endswith(("path", "pathname", "filename"))


def is_text(param: Param) -> bool:
    """Whether the parameter is a text that is no path, such as a name."""
    is_string = param.limits.type is ConstraintType.USER_STRING or param.type is ParamType.STRING
    return is_string and not _is_path(param)


_IPC = {"shmid": "segment", "semid": "semaphores", "msqid": "messages"}
_IPC_KINDS = frozenset(_IPC.values())


def ipc_kind(param: Param) -> str:
    """Return what the parameter is an id of, as `ipc_exists` takes it; empty where of nothing."""
    group, _, name = (param.object or "").partition(":")
    named = name.partition("-")[0] if group == "id" else ""
    return named if named in _IPC_KINDS else _IPC.get(param.name, "")


def _is_pure_pointer(param: Param) -> bool:
    return _is_pointer(param) and not _is_path(param)


def _is_address(param: Param) -> bool:
    if (param.object or "").startswith("addr"):
        return True
    plain = _c_type(param) in ("unsigned long", "void *")
    return plain and param.name.endswith(("addr", "address", "start"))


def _is_length(param: Param) -> bool:
    plain = _c_type(param) in ("size_t", "unsigned long", "unsigned int", "__u32", "u32", "int")
    if not plain or _is_address(param):
        return False
    names = ("len", "length", "size", "count", "nbytes")
    return param.name.startswith(names) or param.name.endswith(names)


def _is_flags(param: Param) -> bool:
    if _is_pointer(param):
        return False
    named = param.name.endswith(("flags", "flag", "flg", "_mask")) or param.name in _BITS
    return param.limits.type is ConstraintType.MASK or named


_BITS = frozenset({"mask", "prot"})
"""Whole names of parameters that hold bits."""


def _is_process(param: Param) -> bool:
    if param.type is ParamType.FD or (param.object or "").startswith("fd"):
        return False  # one of a variant, whatever its name says
    return (param.object or "").startswith("pid") or (
        _c_type(param) == "pid_t" and param.name.endswith("pid")
    )


def is_pidfd(param: Param | None) -> bool:
    """Whether the parameter is the descriptor of a process."""
    return param is not None and (param.object == "fd:process" or param.name == "pidfd")


def _is_signal(param: Param) -> bool:
    return _c_type(param) == "int" and param.name in ("sig", "signo", "signum", "signal")


_TESTS: dict[Role, Callable[[Param], bool]] = {
    Role.DESCRIPTOR: _is_descriptor,
    Role.PATH: _is_path,
    Role.POINTER: _is_pure_pointer,
    Role.ADDRESS: _is_address,
    Role.LENGTH: _is_length,
    Role.FLAGS: _is_flags,
    Role.PROCESS: _is_process,
    Role.SIGNAL: _is_signal,
    Role.TEXT: is_text,
    Role.IPC: lambda param: bool(ipc_kind(param)),
    Role.TIMER: lambda param: _c_type(param) == "timer_t",
}


def limits_of(param: Param) -> str | None:
    """Return the expression that is true outside the limits of ``param``, where they tell."""
    if param.limits.arch_masks:
        return None
    node = outside(param.name, param.limits, ARCHITECTURES["x86_64"])
    return None if node is None else render_c(node)


def listed(param: Param) -> tuple[str, ...]:
    """Return the names of constants that the limits of ``param`` allow."""
    if param.limits.values:
        return tuple(value for value in param.limits.values if value.isidentifier())
    bits = (param.limits.mask or "").replace("(", " ").replace(")", " ").replace("|", " ")
    return tuple(word for word in bits.split() if word.isidentifier())


def zero_is_caller(param: Param) -> bool:
    """Whether the words about ``param`` say that 0 is a process, too: the caller."""
    said = " ".join(filter(None, (param.description, param.constraint))).lower()
    return re.search(r"\b(0|zero|calling|caller)\b", said) is not None


def access(
    param: Param, found: Roles, *, want: str | None = None, first: bool = False
) -> str | None:
    """Return that the memory ``param`` points to can be used: ``readable(buf, count)``.

    ``want`` is ``readable`` or ``writable`` where words say it; else the direction of the
    parameter does, and None is returned where the spec does not state it. With ``first`` only
    the byte at the address itself is meant.
    """
    extent = "1" if first else _extent(param, found)
    wanted = (want,) if want else directions(param)
    return " && ".join(f"{one}({param.name}, {extent})" for one in wanted) or None


def directions(param: Param) -> tuple[str, ...]:
    """Return what a call does with the memory ``param`` points to: ``readable``, ``writable``."""
    flags = param.flags or ()
    read = ParamFlag.IN in flags or "const " in (param.type_name or "")
    write = ParamFlag.OUT in flags
    if ParamFlag.INOUT in flags:
        read = write = True
    return ("readable",) * read + ("writable",) * write


def _extent(param: Param, found: Roles) -> str:
    """The bytes that the kernel uses there; one where the spec does not say."""
    c_type = _c_type(param).removesuffix("*").strip()
    one: str | None = param.size_multiplier or param.size
    if one is None and (param.struct_type or "").startswith("struct "):
        one = f"sizeof({param.struct_type})"
    if one is None and c_type.startswith("struct "):
        one = f"sizeof({c_type})"
    if param.size_param is None or not 0 <= param.size_param < len(found.spec.params):
        return one or "1"
    count = found.spec.params[param.size_param].name
    if param.size_multiplier is None and (c_type == "struct sockaddr" or count.endswith("size")):
        return count  # in bytes
    return f"({count}) * ({one})" if one else count


def walk(name: str, found: Roles) -> str:
    """Return the call that says what stops the walk of the path ``name``."""
    names = [one.name for one in found.spec.params]
    before = names[names.index(name) - 1] if names.index(name) else ""
    param = found.param(before)
    if param is None or not _is_start(param):
        linked = _speaks_of_links(found.spec)
        return f"walk_at(AT_FDCWD, {name}, LINK_UNSAID)" if linked else f"walk({name})"
    flags = next((one for one in found.of(Role.FLAGS) if _takes_at(found, one)), "")
    return f"walk_at({before}, {name}, {_followed(flags, found)})"


def _speaks_of_links(spec: Spec) -> bool:
    """Whether the spec says of the call itself that links are special to it; not how."""
    said = (spec.summary, spec.description, *(one.description for one in spec.params))
    return any("symbolic link" in (text or "") or "symlink" in (text or "") for text in said)


def _followed(flags: str, found: Roles) -> str:
    """The flags of a walk: where a flag asks for it, the last link is else not followed.

    Where no flag is about that, nobody says whether it is.
    """
    param = found.param(flags)
    if param is None:
        return "LINK_UNSAID"
    if "AT_SYMLINK_NOFOLLOW" in listed(param):
        return flags
    empty = f"({flags} & AT_EMPTY_PATH) | " if "AT_EMPTY_PATH" in listed(param) else ""
    if "AT_SYMLINK_FOLLOW" not in listed(param):
        return f"{empty}LINK_UNSAID"
    return f"{empty}({flags} & AT_SYMLINK_FOLLOW ? 0 : AT_SYMLINK_NOFOLLOW)"


def _is_start(param: Param) -> bool:
    """Whether a path is followed from the directory that ``param`` is open on."""
    said = (param.description, param.constraint, *(param.limits.values or ()))
    named = param.name.endswith(("dfd", "dirfd")) or param.object == "fd:directory"
    return named or any("AT_FDCWD" in (text or "") for text in said)


def _takes_at(found: Roles, name: str) -> bool:
    param = found.param(name)
    return param is not None and any(one.startswith("AT_") for one in listed(param))
