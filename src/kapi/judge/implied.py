"""Whether a condition that holds makes another hold, by what predicates mean.

Only what follows from their meaning, in every situation: a walk that stops before the last name
of a path stops there for the whole path, too.
"""

from __future__ import annotations

from collections.abc import Mapping

from kapi.expr.nodes import Binary, Call, Node, Number, Symbol
from kapi.judge.descriptor_facts import ZERO_WHERE_CLOSED
from kapi.judge.intervals import compared
from kapi.judge.parts import Truth, parts, truth

_STOPS = frozenset(
    f"WALK_{name}"
    for name in (
        *("MISSING", "NOT_DIRECTORY", "DENIED", "LOOP", "NAME_TOO_LONG", "PATH_TOO_LONG"),
        *("FAULT", "BAD_FD"),
    )
)
_OF_RANGES = {
    **dict.fromkeys(("mapped", "readable", "writable", "locked", "resident"), True),
    **dict.fromkeys(("sealed_mapping", "special_mapping", "huge_mapping", "guard"), False),
    **dict.fromkeys(("secret_memory", "past_end_of_file", "mapping_with"), False),
}
"""What predicates of ranges are worth where there are no bytes."""
_WITHOUT_FILES = frozenset(
    f"{name}_MAGIC"
    for name in (
        *("DEVPTS_SUPER", "PROC_SUPER", "SYSFS", "NSFS", "PIPEFS", "SOCKFS", "ANON_INODE_FS"),
        "PID_FS",
    )
)
"""File systems that store no bytes: nothing there is run, swapped to or sealed (memfd_fcntl()), and
their statfs() counts no inodes (simple_statfs() in fs/libfs.c)."""
_WALKS = frozenset({"walk", "walk_at", "walk_parent", "walk_parent_at"})
_WHOLE = {"walk_parent": "walk", "walk_parent_at": "walk_at"}


def implies(one: Node, other: Node) -> bool:
    """Return whether ``other`` holds wherever ``one`` does, as far as its form shows it."""
    return _implies(one, other, {})


def _implies(one: Node, other: Node, known: dict[tuple[int, int], bool]) -> bool:
    """The same, asked once of two places: many ways lead to each two."""
    key = id(one), id(other)
    if key not in known:
        known[key] = one == other or _is_walk_of(one, other) or _by_sides(one, other, known)
    return known[key]


def _by_sides(one: Node, other: Node, known: dict[tuple[int, int], bool]) -> bool:
    if isinstance(other, Binary) and other.operator in ("&&", "||"):
        every = all if other.operator == "&&" else any
        if every(_implies(one, side, known) for side in (other.left, other.right)):
            return True
    if isinstance(one, Binary) and one.operator in ("&&", "||"):
        every = any if one.operator == "&&" else all
        return every(_implies(side, other, known) for side in (one.left, one.right))
    return False


def forces(one: Node, worth: bool, other: Node) -> bool | None:
    """Return what ``other`` is worth wherever ``one`` is worth ``worth``, or None.

    A descriptor that is closed is of no kind, and nothing that is asked about its file is so; one
    opened with O_PATH is open neither for reading nor for writing; in a range of no
    bytes all are there, and nothing special is; what cannot be read cannot be written, since no
    machine has pages only for writing; at NULL there is nothing, and no path begins; a text that
    is longer can be read so far; who waits for no child waits for none that has ended; where no
    bytes are stored no program runs and no inode is missing; a number less than another is
    none of those above.
    """
    nothing = _zero(one, worth)
    if nothing is not None and _wants_something(other, nothing):
        return False
    closed = _of_closed(one, worth, other)
    if closed is not None:
        return closed
    match one, other:
        case Call("readable", here), Call("writable", there):
            return False if not worth and here == there else None
        case Call("path_only", about), Call("open_for_reading" | "open_for_writing", same):
            return False if worth and about == same else None
        case Call("waitable_children", here), Call("ended_children", there):
            return False if not worth and here == there else None
        case (
            Binary(">", Call("string_length", (text,)), Number(length)),
            Call("readable", (where, Number(size))),
        ):
            return True if worth and text == where and size <= length + 1 else None
        case _, Binary("==", Call(function, there), Symbol(magic)) if (
            worth and magic in _WITHOUT_FILES and _wants_bytes(one, function, there)
        ):
            return False
        case _, Call(name, (_, size, *_)) if name in _OF_RANGES:
            is_empty = nothing is not None and _is_no_more(size, nothing)
            return _OF_RANGES[name] if is_empty else None
    if worth and implies(one, other):
        return True
    return compared(one, worth, other)


def _of_closed(one: Node, worth: bool, other: Node) -> bool | None:
    """What ``other`` is worth where ``one`` says that the descriptor it is about is closed."""
    match one, other:
        case Call("is_open", (fd,)), Call(name, (about, *_)) if name in ZERO_WHERE_CLOSED:
            return False if not worth and fd == about else None
        case Call("is_open", (fd,)), Binary("==" | "!=", Call("kind", (about,)), Symbol(kind)):
            is_kind = kind.startswith("FILE_")
            return other.operator == "!=" if not worth and fd == about and is_kind else None
    return None


def _wants_something(node: Node, address: Node) -> bool:
    """Whether ``node`` can only hold where something is at ``address``."""
    match node:
        case Call("readable" | "writable" | "mapped", (where, Number(size))):
            return where == address and size > 0
        case Binary("==", Call(function, arguments), Symbol(stop)):
            is_walk = function in _WALKS and address in arguments[:2]
            begun = stop == "WALK_EMPTY" or (stop in _STOPS and stop != "WALK_FAULT")
            return is_walk and begun
    return False


def _wants_bytes(node: Node, function: str, path: tuple[Node, ...]) -> bool:
    """Whether ``node`` says of ``path`` what holds only where a file system stores bytes.

    ``function`` asks for the file system of the file, or of the directory of its last name.
    """
    match node:
        case Call("path_running_at" | "path_swap_file_at", here):
            return function == "path_file_system_at" and here == path
        case Binary("&", Call("path_seals_at", here), _):
            return function == "path_file_system_at" and here == path
        case Call("parent_full_at", here):
            return function == "parent_file_system_at" and here[:2] == path[:2]
    return False


def follows(other: Node, known: Mapping[Node, Truth]) -> bool:
    """Return whether ``other`` holds because parts of another condition are what ``known`` says."""
    derived: dict[Node, Truth] = {}
    for part in parts(other):
        told = known.get(part)
        for one, worth in known.items():
            if told is None and worth is not None:
                told = forces(one, worth, part)
        derived[part] = told
    return truth(other, derived) is True


def _zero(one: Node, worth: bool) -> Node | None:
    """What is 0 where ``one`` is worth ``worth``."""
    match one:
        case Binary("!=" | ">", number, Number(0)) if not worth:
            return number
        case Binary("==", number, Number(0)) if worth:
            return number
        case Symbol() | Call("PAGE_ALIGN", _) if not worth:
            return one
    return None


def _is_no_more(size: Node, empty: Node) -> bool:
    """Whether ``size`` is 0 where ``empty`` is."""
    if size == empty:
        return True
    match size:
        case Binary("*", left, right):
            return _is_no_more(left, empty) or _is_no_more(right, empty)
        case Call("PAGE_ALIGN" | "min", inner):
            return any(_is_no_more(one, empty) for one in inner)
    return False


def _is_walk_of(one: Node, other: Node) -> bool:
    """Whether ``other`` says of a whole path what ``one`` says of the way to its last name."""
    match one, other:
        case (
            Binary("==", Call(parent, to_parent), Symbol(stop)),
            Binary("==", Call(whole, to_end), Symbol(same)),
        ):
            there = stop == same and stop in _STOPS and _WHOLE.get(parent) == whole
            return there and to_parent[:2] == to_end[:2]
        case (
            Call("relative_to_file_at", start),
            Binary("==", Call("walk_at", to_end), Symbol("WALK_NOT_DIRECTORY")),
        ):
            return start == to_end[:2]
    return False
