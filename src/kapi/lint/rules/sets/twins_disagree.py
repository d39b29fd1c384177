"""Calls that make the same checks, and specs that say so of one of them only.

open and openat, mlock and mlock2, execve and execveat share their code in the kernel; read and
write begin with the same checks, and so do epoll_wait, epoll_pwait and epoll_pwait2. An error that
only one twin lists is wrong, forgotten in the other, or a difference that a reader wants to know.

It counts as said where its condition looks at a parameter that the twin does not have, where its
own text names the twin, or where the notes of the spec name the twin and the errno. Errors that
both list must stand in the same order, and their conditions must be the same where they look at
parameters that both have. A capability of one must stand in the other, too, where both take paths
or neither does, unless its ``x-when`` looks at a parameter that the other lacks, or a text says so.

Wrong (-) and right (+)::

     /**
      * sys_mlock - lock memory
      * contexts: process
      * x-order: checked
      * error: EPERM, no lock allowed
      *   x-when: RLIMIT_MEMLOCK == 0
      * x-errors: closed
      */
     SYSCALL_DEFINE2(mlock, unsigned long, start, size_t, len)

     /**
      * sys_mlock2 - lock memory
      * contexts: process
      * x-order: checked
    + * error: EINVAL, unknown flag
    + *   x-when: flags != 0
      * error: EPERM, no lock allowed
    - *   x-when: RLIMIT_MEMLOCK < PAGE_SIZE
    + *   x-when: RLIMIT_MEMLOCK == 0
      * x-errors: closed
      */
     SYSCALL_DEFINE3(mlock2, unsigned long, start, size_t, len, int, flags)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations
from typing import Final, TypeAlias

from kapi.lint.facts import tree
from kapi.lint.rule import Problem, Problems
from kapi.model.definitions import expanded
from kapi.model.elements import ErrorCondition
from kapi.model.spec import Spec
from kapi.vocab.words import ErrorOrder, ParamType

TWINS: Final = (
    ("read", "write"),
    ("read", "pread64"),
    ("open", "openat"),
    ("mlock", "mlock2"),
    ("epoll_create", "epoll_create1"),
    ("epoll_wait", "epoll_pwait", "epoll_pwait2"),
    ("execve", "execveat"),
    ("accept", "accept4"),
    ("access", "faccessat", "faccessat2"),
    ("chdir", "fchdir"),
    ("chmod", "fchmod", "fchmodat"),
    ("dup", "dup2", "dup3"),
    ("fsync", "fdatasync"),
    ("getpeername", "getsockname"),
    ("link", "linkat"),
    ("mkdir", "mkdirat"),
    ("newstat", "newlstat", "newfstat", "newfstatat"),
    ("pipe", "pipe2"),
    ("poll", "ppoll"),
    ("readlink", "readlinkat"),
    ("rename", "renameat"),
    ("socket", "socketpair"),
    ("statfs", "fstatfs"),
    ("symlink", "symlinkat"),
    ("tgkill", "tkill"),
    ("truncate", "ftruncate"),
    ("unlink", "unlinkat"),
)
"""Calls whose first checks are one function in the kernel."""

_Key: TypeAlias = tuple[str, str]
_WORDS: Final = ("when", "needs", "unless")


def check_set(specs: Sequence[Spec]) -> Problems:
    """Each spec against each of its twins in the set."""
    named = {spec.name.removeprefix("sys_"): spec for spec in specs}
    for family in TWINS:
        there = [named[name] for name in family if name in named]
        for one, other in permutations(there, 2):
            yield from _against(one, other)


def _against(one: Spec, other: Spec) -> Problems:
    twin = other.name.removeprefix("sys_")
    theirs = _errors(other)
    for key, error in _errors(one).items():
        if _is_said(one, error, other, twin):
            continue
        if key not in theirs:
            message = f"{twin} has no {error.errno} of this, and nobody says why"
            yield Problem(message, error.span)
        elif one.name < other.name and _differ(one, error, other, theirs[key]):
            message = f"{error.errno} has another condition than in {one.name.removeprefix('sys_')}"
            yield Problem(message, theirs[key].span, about=("x-when",))
    yield from _capabilities(one, other, twin)
    if one.name < other.name:
        yield from _order(one, other, twin)


def _capabilities(one: Spec, other: Spec, twin: str) -> Problems:
    """The capabilities that only ``one`` has, and nobody says why."""
    if _takes_path(one) != _takes_path(other):
        return
    theirs = {capability.capability for capability in other.capabilities}
    for capability in one.capabilities:
        own = _own_names(one, other) & _words(capability.when)
        name = capability.capability
        if name not in theirs and not own and not _tells(one, capability.description, name, twin):
            yield Problem(f"{twin} has no {name}, and nobody says why", capability.span)


def _takes_path(spec: Spec) -> bool:
    return any(param.type is ParamType.PATH for param in spec.params)


def _errors(spec: Spec) -> dict[_Key, ErrorCondition]:
    return {(one.errno, one.summary or ""): expanded(one, spec.where) for one in spec.errors}


def _is_said(one: Spec, error: ErrorCondition, other: Spec, twin: str) -> bool:
    """Whether the difference is said, or follows from the parameters."""
    if _own_names(one, other) & _looked_at(error):
        return True
    return _tells(one, error.description, error.errno, twin)


def _tells(spec: Spec, own: str | None, name: str, twin: str) -> bool:
    """Whether a block's own text names the twin, or the notes the twin and the block's name."""
    notes = f"{spec.notes or ''} {spec.description or ''}"
    return _names(own or "", twin) or (_names(notes, twin) and _names(notes, name))


def _own_names(one: Spec, other: Spec) -> set[str]:
    return {param.name for param in one.params} - {param.name for param in other.params}


def _names(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w/]){re.escape(word)}(?!\w)", text) is not None


def _looked_at(error: ErrorCondition) -> set[str]:
    return {name for word in _WORDS for name in _words(getattr(error, word))}


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"[A-Za-z_]\w*", text or ""))


def _differ(one: Spec, error: ErrorCondition, other: Spec, twin: ErrorCondition) -> bool:
    """Whether two conditions that look at parameters of both specs are not the same."""
    own = {param.name for param in one.params} ^ {param.name for param in other.params}
    words = _looked_at(error) | _looked_at(twin)
    if own & words or any(word.endswith("_at") for word in words):
        return False
    pairs = ((getattr(error, word), getattr(twin, word)) for word in _WORDS)
    return any(_tree(first) != _tree(second) for first, second in pairs)


def _tree(text: str | None) -> object:
    return text if text is None else tree(text)


def _order(one: Spec, other: Spec, twin: str) -> Problems:
    """The first error of ``one`` whose place among those of both is another in the twin."""
    if not one.error_order is other.error_order is ErrorOrder.CHECKED:
        return
    mine, theirs = _placed(one), _placed(other)
    common = [key for key in theirs if key in mine]
    for key, wanted in zip((key for key in mine if key in theirs), common, strict=True):
        if key != wanted:
            message = f"{key[0]} of this stands at another place than in {twin}"
            yield Problem(message, mine[key].span)
            return


def _placed(spec: Spec) -> dict[_Key, ErrorCondition]:
    return {key: one for key, one in _errors(spec).items() if one.order is None}
