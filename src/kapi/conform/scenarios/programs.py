"""Programs: files that are none, or that may not be run. Tried on Linux 6.18."""

from __future__ import annotations

from kapi.conform.arguments import Descriptor, Memory, Path, Value
from kapi.conform.scenario import Scenario

__all__ = ["SCENARIOS"]

_NULL = Value(0)


def _exec(errno: str, about: str, path: str) -> list[Scenario]:
    """For execve, and for execveat in the current directory."""
    here = Path(path)
    return [
        Scenario(api="sys_execve", errno=errno, about=about, arguments=(here, _NULL, _NULL)),
        Scenario(
            api="sys_execveat",
            errno=errno,
            about=about,
            arguments=(Value(-100), here, _NULL, _NULL, Value(0)),
        ),
    ]


SCENARIOS: tuple[Scenario, ...] = (
    *_exec("ENOENT", r"no such|missing|exist", "missing"),
    *_exec("EACCES", r"not executable|permission|execute", "existing"),
    *_exec("ENAMETOOLONG", r"too long|long", "too-long"),
    *_exec("ELOOP", r"symbolic|links", "loop"),
    *_exec("ENOTDIR", r"director", "below-file"),
    *_exec("ENOEXEC", r"format|executable", "no-format"),
    *_exec("ELOOP", r"script|interpreter|row", "script-loop"),
    *_exec("ENOENT", r"interpreter", "lost-interpreter"),
    Scenario(
        api="sys_execve",
        errno="EFAULT",
        about=r"readable|address|memory|access",
        arguments=(Path("executable"), Memory("none"), _NULL),
    ),
    Scenario(
        api="sys_execveat",
        errno="EFAULT",
        about=r"readable|address|memory|access",
        arguments=(Value(-100), Path("executable"), Memory("none"), _NULL, Value(0)),
    ),
    Scenario(
        api="sys_execveat",
        errno="EBADF",
        about=r"descriptor|open",
        arguments=(Descriptor("closed"), Path("missing"), _NULL, _NULL, Value(0)),
    ),
)
