"""What parts of a condition say of the walk of a path, and of the file at its end.

docs/predicates.md says when a predicate of a path is unknown; here the same stands as walks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeGuard

from kapi.expr.nodes import Binary, Call, Node, Number, Symbol, walk
from kapi.expr.tables.path_predicates import NEEDS_FILE, NEEDS_PARENT
from kapi.judge.descriptor_facts import asked

Fact = tuple[Node, bool]
_NO_FLAGS = Number(0)
_WHOLE_PATH = frozenset({"WALK_FAULT", "WALK_BAD_FD", "WALK_PATH_TOO_LONG"})
"""What stops a walk before its first name, and so each walk of the path."""
_UNNAMED = frozenset({"NSFS_MAGIC", "PID_FS_MAGIC", "ANON_INODE_FS_MAGIC"})
"""File systems in which nothing has a name, nor a link that leads to one."""


def facts_of_paths(case: Mapping[Node, bool]) -> Iterator[Fact]:
    """Yield what the parts of ``case``, each worth what stands beside it, say of walks and files.

    Predicates of paths are in their form with ``_at``.
    """
    whole = {call for part in case for call in walk(part) if _is_whole(call)}
    for part, worth in case.items():
        match part:
            case Call("exists_at" | "path_kind_at", about):
                yield from _is_found(about) if worth else [(_found(about), False)]
            case Call("reaches_last_at", about) if worth:
                yield _parent(about, Symbol("WALK_FOUND")), True
            case Binary("==", Call("path_kind_at", about), Symbol()) if worth:
                yield from _is_found(about)
            case Binary("==", Call("walk_at", about), Symbol(stop) as end) if worth:
                yield from _of_whole(about, stop, end)
            case Binary("==", Call("walk_parent_at", about), Symbol(stop) as end) if worth:
                yield _parent(about, end), True
                same = (one for one in whole if one.arguments[:2] == about[:2])
                if stop != "WALK_FOUND":
                    yield from ((Binary("==", one, end), True) for one in same)
        yield from _of_answers(part)
        yield from _of_kinds(part) if worth else ()


def _of_kinds(part: Node) -> Iterator[Fact]:
    """What ``part``, which holds, says of the kind of the file."""
    match part:
        case Binary("==", Call("path_file_system_at", about), Symbol(name)) if name in _UNNAMED:
            yield Binary("==", Call("path_kind_at", about), Symbol("FILE_SYMLINK")), False
        case Binary("==", Call("path_lease_at", about), Symbol("F_RDLCK" | "F_WRLCK")):
            yield _is_regular(about), True
        case Binary("&", Call("path_seals_at", about), _):
            yield _is_regular(about), True


def _of_answers(part: Node) -> Iterator[Fact]:
    """What has to be found before the predicates of ``part`` have answers."""
    for call in asked(part):
        if call.function in NEEDS_FILE:
            yield from _is_found(call.arguments)
        if call.function in NEEDS_PARENT and _has_no_empty_path(call.arguments):
            yield _parent(call.arguments, Symbol("WALK_FOUND")), True


def _of_whole(about: tuple[Node, ...], stop: str, end: Node) -> Iterator[Fact]:
    if stop in _WHOLE_PATH:
        yield _parent(about, end), True
    if stop == "WALK_FOUND":
        yield from _is_found(about)


def _is_found(about: tuple[Node, ...]) -> Iterator[Fact]:
    yield _found(about), True
    if _has_no_empty_path(about):
        yield _parent(about, Symbol("WALK_FOUND")), True


def _has_no_empty_path(about: tuple[Node, ...]) -> bool:
    """Whether the flags of a walk are known not to allow an empty path, which has no parent."""
    return about[2:] in ((_NO_FLAGS,), (Symbol("AT_SYMLINK_NOFOLLOW"),))


def _found(about: tuple[Node, ...]) -> Node:
    return Binary("==", Call("walk_at", about), Symbol("WALK_FOUND"))


def _is_regular(about: tuple[Node, ...]) -> Node:
    return Binary("==", Call("path_kind_at", about), Symbol("FILE_REGULAR"))


def _parent(about: tuple[Node, ...], end: Node) -> Node:
    return Binary("==", Call("walk_parent_at", (*about[:2], _NO_FLAGS)), end)


def _is_whole(node: Node) -> TypeGuard[Call]:
    return isinstance(node, Call) and node.function == "walk_at"
