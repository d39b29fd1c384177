"""Why a program cannot be run: said before it is, or by the kernel, the same with each back end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kapi.errors import InputError
from kapi.observe.bpf.run import BpfRun
from kapi.observe.bpf.session import Unavailable
from kapi.observe.program import path_of, traced_otherwise
from kapi.observe.strace_run import StraceRun
from kapi.observe.watched import outline
from kapi.vocab.architectures import ARCHITECTURES
from tests.needs import needs

X86_64 = ARCHITECTURES["x86_64"]


def stopping(path: str) -> None:
    code = (
        "import sys; from kapi.observe.stopping import Stopping\n"
        "from kapi.vocab.architectures import ARCHITECTURES\n"
        "from kapi.errors import InputError\n"
        "run = Stopping(sys.argv[1:], {'close'}, ARCHITECTURES['x86_64'])\n"
        "try: list(run)\n"
        "except InputError as error: sys.exit(str(error))\n"
    )  # a process of its own, since it takes every child that ends
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    if done.returncode:
        raise InputError(done.stderr.strip())


def strace(path: str) -> None:
    needs("strace")
    list(StraceRun({"close"}, X86_64, [path]))


def bpf(path: str) -> None:
    close = outline("close", X86_64)
    assert close is not None
    try:
        run = BpfRun([close], X86_64, [path])
    except Unavailable as error:
        pytest.skip(str(error))
    list(run)


@pytest.mark.parametrize("run", [stopping, strace, bpf])
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"echo hi\n", "the kernel knows no such format"),
        (b"\x7fELF\x02junk", "the kernel knows no such format"),
        (b"#!/no/such/shell -e\n", "its interpreter /no/such/shell is not there"),
    ],
)
def test_what_the_kernel_refuses(
    run: Callable[[str], None], content: bytes, why: str, tmp_path: Path
) -> None:
    path = tmp_path / "program"
    path.write_bytes(content)
    path.chmod(0o755)
    with pytest.raises(InputError) as found:
        run(str(path))
    assert f"cannot run {path}: " in str(found.value)
    assert why in str(found.value)


@pytest.mark.parametrize("run", [stopping, strace, bpf])
def test_no_signal_is_ignored_that_was_not(run: Callable[[str], None], tmp_path: Path) -> None:
    program, out = tmp_path / "program", tmp_path / "out"
    program.write_text(f"#!/bin/sh\ngrep SigIgn: /proc/self/status >'{out}'\n")
    program.chmod(0o755)
    subprocess.run([program], check=True)
    bare = out.read_text()
    run(str(program))
    assert out.read_text() == bare


def test_what_is_known_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tool").write_text("#!/bin/sh\n")
    (tmp_path / "tool").chmod(0o644)
    os.symlink("loop", tmp_path / "loop")
    for name, why in (
        (str(tmp_path), "it is a directory"),
        (str(tmp_path / "tool"), r"tool may not be executed \(its mode is 0644\)"),
        (str(tmp_path / "loop"), "Too many levels of symbolic links"),
        (str(tmp_path / "tool" / "x"), "no such program"),
        ("", "cannot run '': no such program"),
        ("nosuch", "cannot run nosuch: no such program"),
        ("tool", rf"cannot run tool: {tmp_path}/tool may not be executed"),
    ):
        monkeypatch.setenv("PATH", f"/nonexistent:{tmp_path}")
        with pytest.raises(InputError, match=why):
            path_of(name)


def test_a_mount_without_execution() -> None:
    with pytest.raises(InputError, match=r"(noexec|may not be executed|denied)"):
        path_of("/proc/self/comm")


@pytest.mark.parametrize(
    ("mode", "has_capabilities", "user", "said"),
    [
        (0o755, False, 1000, []),
        (0o4755, False, 1000, ["tool is set-user-ID or set-group-ID"]),
        (0o2755, False, 1000, ["tool is set-user-ID or set-group-ID"]),
        (0o755, True, 1000, ["tool has file capabilities"]),
        (0o4755, True, 0, []),
    ],
)
def test_what_a_file_gives_is_not_given_to_a_traced_program(
    mode: int,
    has_capabilities: bool,
    user: int,
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def attribute(path: str, name: str) -> bytes:
        if has_capabilities and name == "security.capability":
            return b"\1\0\0\2"
        raise OSError(61, "No data available")

    tool = tmp_path / "tool"
    tool.write_text("#!/bin/sh\n")
    tool.chmod(mode)
    monkeypatch.setattr("os.getxattr", attribute)
    monkeypatch.setattr("os.geteuid", lambda: user)
    monkeypatch.chdir(tmp_path)
    for name in ("tool", "./tool"):  # the first stands in no directory of PATH
        found = traced_otherwise((name, "-v"))
        assert [one.partition(":")[0] for one in found] == (said if "/" in name else [])


def test_programs_that_trace_are_named_before_they_run(tmp_path: Path) -> None:
    needs("strace")
    debugger = tmp_path / "gdb"
    debugger.write_text("#!/bin/sh\nexit 3\n")
    debugger.chmod(0o755)
    log = ("--replay", "/dev/null")
    for command, names in (
        (("explain", "--", str(debugger)), True),
        (("coverage", "--measure", "--", str(debugger)), True),
        (("verify", "--backend", "strace", "--", str(debugger)), True),
        (("explain", "--", "true"), False),
        (("coverage", *log), False),
    ):
        kapi = [sys.executable, "-m", "kapi", *command]
        told = subprocess.run(kapi, capture_output=True, text=True, timeout=60).stderr
        assert ("gdb traces programs itself" in told) is names, (command, told)
