"""What sysfs specs state against the attributes of the running machine, which are only read."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from kapi.conform.results import Result, Status
from kapi.conform.trial import Tried
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate, number_of
from kapi.expr.values import Value
from kapi.judge.limits import outside
from kapi.model.claims import ClaimKind, claims
from kapi.model.elements import Limits, Param
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture, this_machine
from kapi.vocab.integers import CType
from kapi.vocab.words import ApiKind

_ROOT = "/sys/"
_PLACEHOLDER = re.compile(r"<[^<>/]*>")
_MOST = 4096  # bytes: an attribute has at most a page
_LEAST = 3
"""Files in which a universal claim must hold."""
_MOST_FILES = 256
_LARGEST_SIGNED = (1 << 63) - 1
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class _File(NamedTuple):
    """One attribute: its path, its mode, and what it says, None where it may not be read."""

    path: str
    mode: int
    text: str | None


def with_attributes(spec: Spec, tried: Tried, root: str = _ROOT) -> Tried:
    """Return ``tried`` with what the files of a sysfs spec say of its parameters.

    A mode that is not the stated one, or a value outside of the limits, refutes. That all are as
    stated confirms what is only read; what may be written is plausible, as no value was refused.
    Nothing outside of ``root`` is looked at.
    """
    machine = this_machine()
    if spec.kind is not ApiKind.SYSFS or spec.sysfs is None or machine is None:
        return tried
    path = spec.sysfs.path or ""
    files = list(_files(path, root))
    stated = {one.id: one.element for one in claims(spec) if one.kind is ClaimKind.PARAM}
    results = tuple(
        _with_files(one, stated[one.claim], spec, files, machine) if one.claim in stated else one
        for one in tried.results
    )
    return msgspec.structs.replace(tried, results=results)


def _files(path: str, root: str) -> Iterator[_File]:
    """Those below ``root`` alone; links that lead out of it are left out."""
    if not path.startswith(root) or ".." in path.split("/"):
        return
    pattern = "*".join(glob.escape(part) for part in _PLACEHOLDER.split(path))
    for _, name in zip(range(_MOST_FILES), sorted(glob.glob(pattern)), strict=False):
        try:
            mode = os.stat(name).st_mode
        except OSError:
            continue
        if stat.S_ISREG(mode) and os.path.realpath(name).startswith(root):
            yield _File(name, stat.S_IMODE(mode), _text(name))


def _text(name: str) -> str | None:
    try:
        with open(name, "rb", buffering=0) as file:
            return file.read(_MOST).decode("utf-8", "replace").rstrip("\n")
    except OSError:
        return None


def _with_files(
    result: Result, param: Param, spec: Spec, files: Sequence[_File], machine: Architecture
) -> Result:
    assert spec.sysfs is not None
    if not files:
        return _replaced(
            result, Status.NOT_TESTABLE, f"this machine has no {spec.sysfs.path or 'such file'}"
        )
    mode = _mode(spec, machine)
    for one in files:
        if mode is not None and one.mode != mode:
            reason = f"the mode is {one.mode:04o}, not {mode:04o}"
            return _refuted(result, "wrong-permissions", reason, f'stat("{one.path}")')
        wrong = one.text is not None and _wrong(one.text, param, spec, machine)
        if wrong:
            return _refuted(result, "outside-limits", wrong, f'read("{one.path}") = "{one.text}"')
    return _all_right(result, param, files)


def _mode(spec: Spec, machine: Architecture) -> int | None:
    permissions = spec.sysfs.permissions if spec.sysfs is not None else None
    return number_of(permissions, Environment(architecture=machine)) if permissions else None


def _wrong(text: str, param: Param, spec: Spec, machine: Architecture) -> str:
    """What of a file's text breaks the limits, or nothing."""
    sysfs = spec.sysfs.allowed_strings if spec.sysfs is not None else None
    allowed = param.allowed_strings or sysfs or ()
    if text in allowed:
        return ""
    try:
        number = int(text, 0)
    except ValueError:
        return _no_word(text, allowed) if allowed or param.limits != Limits() else ""
    if param.limits == Limits():
        return f"{number} is none of the allowed strings" if allowed else ""
    node = outside(param.name, param.limits, machine)
    value = Value(number, CType(64, number <= _LARGEST_SIGNED))
    names: dict[str, Value | CType] = {param.name: value}
    found = evaluate(node, Environment(architecture=machine, parameters=names)) if node else None
    is_outside = isinstance(found, Value) and bool(found.number)
    return f"{number} is outside of the limits" if is_outside else ""


def _no_word(text: str, allowed: Sequence[str]) -> str:
    """A list of words, the one in use in brackets, is right where each of them is allowed."""
    if not allowed:
        return "it is no number"
    strange = [one for one in text.split() if one.strip("[]") not in allowed]
    return f"'{strange[0]}' is none of the allowed strings" if strange else ""


def _all_right(result: Result, param: Param, files: Sequence[_File]) -> Result:
    read = [one for one in files if one.text is not None]
    call = f'read("{read[0].path}") = "{read[0].text}"' if read else f'stat("{files[0].path}")'
    writable = any(one.mode & _WRITABLE for one in files)
    limited = param.limits != Limits() or param.allowed_strings
    reason = ""
    if writable and limited:
        reason = "what is read is as stated; nothing was written, so no value was refused"
    elif len(files) < _LEAST:
        reason = f"only {len(files)} file{'s' if len(files) > 1 else ''} here"
    status = Status.PLAUSIBLE if reason else Status.CONFIRMED
    return _replaced(result, status, reason, call=call, situations=len(files))


def _refuted(result: Result, code: str, reason: str, call: str) -> Result:
    return _replaced(result, Status.REFUTED, reason, code=code, call=call)


def _replaced(result: Result, status: Status, reason: str, **more: object) -> Result:
    return msgspec.structs.replace(result, status=status, reason=reason, **more)
