"""An outcome that a wall can make is recognised, one of the kernel's own rules is not."""

from __future__ import annotations

import errno

import pytest

from kapi.call import Call, Outcome
from kapi.conform import wall_reasons
from kapi.conform.case import Case
from kapi.conform.sandbox.protocol import LIMIT_MET, Ran
from kapi.conform.wall_reasons import could_explain
from kapi.conform.walls import Walls


def explained(
    call: str,
    outcome: Outcome,
    *steps: str,
    events: dict[str, int] | None = None,
    arguments: tuple[int, ...] = (),
) -> str:
    case = Case(syscall=call, steps=steps, shown=call)
    made = Call(syscall=call, arguments=arguments, outcome=outcome)
    return could_explain(case, Ran(made, {}, events=events or {}))


def refused(call: str, number: int, *steps: str) -> str:
    return explained(call, Outcome(result=-number), *steps)


@pytest.fixture(autouse=True)
def walls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall_reasons, "reachable", lambda: Walls(frozenset(("users", "files"))))


def test_success_and_what_was_not_made_are_nobodys() -> None:
    assert explained("getpid", Outcome(result=3)) == ""
    assert could_explain(Case(syscall="getpid", shown=""), Ran(None, {}, "refused")) == ""


@pytest.mark.parametrize(
    ("call", "result", "arguments"),
    [
        ("umask", 0o77, (0,)),
        ("getppid", 1, ()),
        ("getpgid", 1, (0,)),
        ("getsid", 0, (0,)),
        ("prctl", 1, (39,)),  # PR_GET_NO_NEW_PRIVS
        ("prctl", 2, (21,)),  # PR_GET_SECCOMP
    ],
)
def test_what_a_call_tells_of_the_sandbox(
    call: str, result: int, arguments: tuple[int, ...]
) -> None:
    """A spec whose umask(2) returns 63, whatever was set, was confirmed in 17 situations."""
    told = Outcome(result=result)
    assert explained(call, told, arguments=arguments) == "what the sandbox gives each caller"
    assert explained(call, Outcome(result=result + 5), arguments=arguments) == ""
    assert explained(call, told, "umask(0); setsid();", arguments=arguments) == ""
    assert explained("prctl", told, arguments=(3,)) == ""


def test_seccomp() -> None:
    assert explained("reboot", Outcome(killed="SIGSYS")) == "seccomp"
    assert explained("munmap", Outcome(killed="SIGSEGV")) == ""
    assert refused("seccomp", errno.EINVAL) == "seccomp"
    invalid = Outcome(result=-errno.EINVAL)
    assert explained("prctl", invalid, arguments=(22, 1)) == "seccomp"
    assert explained("prctl", invalid, arguments=(1, 65)) == ""


def test_limits_of_the_control_group() -> None:
    for outcome in (Outcome(result=-errno.ENOMEM), Outcome(killed="SIGKILL")):
        assert explained("mmap", outcome) == ""
        assert "control group" in explained("mmap", outcome, events={LIMIT_MET: 1})
    assert explained("mmap", Outcome(result=-errno.EBADF), events={LIMIT_MET: 1}) == ""


def test_read_only_file_systems_but_not_those_that_steps_made() -> None:
    assert refused("unlink", errno.EROFS) == "read-only file systems"
    mounted = 'mount("a", ".", "tmpfs", MS_RDONLY, 0);'
    assert refused("unlink", errno.EROFS, mounted) == ""


def test_devices_that_cannot_be_opened() -> None:
    made = 'mknodat(AT_FDCWD, "d", S_IFCHR, 0);'
    assert refused("open", errno.EACCES, made) == "no devices"
    fifo = 'mknodat(AT_FDCWD, "f", S_IFIFO | 0600, 0);'
    assert refused("open", errno.EACCES, fifo) == ""
    assert refused("open", errno.EACCES, fifo, made) == "no devices"
    assert refused("open", errno.EACCES) == ""
    path = 'a0 = "/dev/pts/new";'
    assert refused("truncate", errno.EACCES, path) == "no devices"
    for call in ("mkdirat", "symlink", "renameat2", "unlink"):
        assert refused(call, errno.EACCES, path) == ""


def test_ids_that_a_user_name_space_does_not_have() -> None:
    assert refused("setuid", errno.EINVAL) == "user name space"
    assert refused("fchownat", errno.EPERM) == "user name space"
    assert refused("mlock", errno.EPERM) == ""
    assert refused("stat", errno.EOVERFLOW) == "user name space"


def test_a_network_without_others() -> None:
    assert refused("connect", errno.ENETUNREACH) == "network name space"
    assert refused("connect", errno.ECONNREFUSED) == ""


def test_landlock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall_reasons, "reachable", lambda: Walls(frozenset(("landlock", "files"))))
    assert refused("open", errno.EACCES) == "Landlock"
    assert refused("rename", errno.EXDEV) == "Landlock"
    assert refused("mlock", errno.EPERM) == ""
