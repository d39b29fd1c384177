"""Which wall of the sandbox, not the kernel's rules for the caller, may have ended a call so."""

from __future__ import annotations

import errno
import re

from kapi.call import Call
from kapi.conform import allowed
from kapi.conform.case import Case
from kapi.conform.sandbox.mounts import covered
from kapi.conform.sandbox.protocol import LIMIT_MET, Ran
from kapi.conform.sandbox.surround import reachable
from kapi.conform.statements import calls

_OUT_OF_NET = {errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.ENODEV, errno.EHOSTUNREACH}
_IDS: tuple[str, ...] = (
    "chown",
    "setuid",
    "setgid",
    "setreuid",
    "setregid",
    "setresuid",
    "setresgid",
)
_IDS += ("setgroups", "setfsuid", "setfsgid", "fchownat", "mknod", "setns", "ioprio_set")
_MKNOD = re.compile(r"\bmknod(?:at)?\(([^;]*)")
_PR_SET_SECCOMP = 22  # linux/prctl.h
_GIVEN = {"umask": 0o77, "getppid": 1, "getpgid": 1, "getpgrp": 1, "getsid": 0}
"""What these calls tell of a child whose steps have not changed it (`confine`, `workers`)."""
_GIVEN_OPTIONS = {39: 1, 21: 2}
"""The same for PR_GET_NO_NEW_PRIVS and PR_GET_SECCOMP of prctl."""
_PATHS = {"files", "attributes", "looks", "mounts"}
_OF_NAMES = frozenset(
    f"{call}{at}"
    for call in ("mkdir", "rmdir", "link", "symlink", "unlink", "rename", "mknod", "readlink")
    for at in ("", "at", "at2")
)
"""Calls that open no file: whether devices may be is asked in may_open(), fs/namei.c."""


def could_explain(case: Case, ran: Ran) -> str:
    """Return the name of a wall that may have made the outcome of ``ran``, or an empty string.

    The kernel means what it says behind a wall, too; but it says it of a caller, files or a
    network that no spec speaks of. Such an outcome is no evidence for or against a claim.
    """
    if ran.call is None:
        return ""
    outcome = ran.call.outcome
    if outcome.killed == "SIGSYS":
        return "seccomp"
    if ran.events.get(LIMIT_MET) and (
        outcome.killed == "SIGKILL" or outcome.errno in (errno.ENOMEM, errno.EAGAIN)
    ):
        return "limits of the control group"
    return _of_errno(case, ran.call) if outcome.errno else _of_result(case, ran.call)


def _of_result(case: Case, call: Call) -> str:
    """What a call tells of its caller may be what the sandbox has made of it."""
    given = _GIVEN.get(call.syscall)
    if call.syscall == "prctl" and call.arguments:
        given = _GIVEN_OPTIONS.get(call.arguments[0] & 0xFFFFFFFF)
    told = given is not None and given == call.outcome.result
    return "what the sandbox gives each caller" if told and not _gives_itself(case) else ""


def _gives_itself(case: Case) -> bool:
    """Whether a step has called what tells, or may have changed what is told."""
    return bool(calls(case.text) & (_GIVEN.keys() | {"prctl", "fork", "setsid", "setpgid"}))


def _of_errno(case: Case, call: Call) -> str:
    names, number = reachable().names, call.outcome.errno or 0
    found = {
        "sockets of others": number == errno.ECONNREFUSED and _names_covered(case),
        "read-only file systems": number == errno.EROFS and _reaches_files(case),
        "no devices": number == errno.EACCES and _may_be_device(case),
        "Landlock": "landlock" in names
        and number in (errno.EACCES, errno.EXDEV, errno.EPERM)
        and allowed.class_of(case.syscall) not in ("pure", "process"),
        "user name space": "users" in names and _is_of_user_space(case, number),
        "network name space": number in _OUT_OF_NET and allowed.class_of(case.syscall) == "network",
        "seccomp": _sets_filter(call) and number in (errno.EINVAL, errno.EACCES),
    }
    return next((wall for wall, holds in found.items() if holds), "")


def _names_covered(case: Case) -> bool:
    """Whether the case names a socket or FIFO of others, in place of which a file was put."""
    text = f"{case.text} {case.arguments}"
    return any(path in text for path in covered)


def _reaches_files(case: Case) -> bool:
    """Whether no step has made a file system read-only, so that the sandbox has."""
    return not calls(case.text) & allowed.names_of("mounts")


def _sets_filter(call: Call) -> bool:
    """Whether the call would change the filter of system calls, of which the sandbox has one."""
    option = call.arguments[0] & 0xFFFFFFFF if call.arguments else 0
    return call.syscall == "seccomp" or (call.syscall == "prctl" and option == _PR_SET_SECCOMP)


def _may_be_device(case: Case) -> bool:
    """Whether the call opens what may be a device: no mount here has any, but for a few."""
    makes = any("S_IFIFO" not in mode for mode in _MKNOD.findall(case.text))
    opens = allowed.class_of(case.syscall) in _PATHS and case.syscall not in _OF_NAMES
    return opens and (makes or "/dev/" in f"{case.text} {case.arguments}")


def _is_of_user_space(case: Case, number: int) -> bool:
    """Whether an id that nobody has in the name space may be the reason, or its owner."""
    about_ids = any(name in case.syscall for name in _IDS)
    return number == errno.EOVERFLOW or (about_ids and number in (errno.EINVAL, errno.EPERM))
