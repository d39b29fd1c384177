"""What a test needs from the machine.

What can be installed is there under CI, so a test without it fails there (`needs`, `give_up`). A
right that this user does not have, and what this kernel cannot do, nobody can install: the
test is skipped wherever it runs (`cannot`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from typing import NoReturn

import pytest

from kapi.observe.bpf import bpf_calls

_MOUNTED = """[ -d /sys/kernel/tracing/events ] || mount -t tracefs none /sys/kernel/tracing
exec "$@" """


def needs(tool: str) -> str:
    """Return the path of the program ``tool``; skip the test, or fail under CI, without it."""
    path = shutil.which(tool)
    if path is None:
        give_up(f"{tool} is not installed")
    return path


def give_up(reason: str) -> NoReturn:
    """Skip the test for what is not installed, or fail it under CI."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def cannot(reason: str) -> NoReturn:
    """Skip the test for a right that is missing, or for what this machine cannot do."""
    pytest.skip(reason)


def with_tracefs(command: Sequence[str]) -> list[str]:
    """Return ``command`` with a tracefs for itself where none is mounted; root may run it."""
    private = ["unshare", "-m", "--propagation", "private", "sh", "-ec", _MOUNTED, "sh"]
    return [*private, *command]


def _may_load_bpf() -> bool:
    """Whether the kernel lets this user load programs: root, or CAP_BPF and CAP_PERFMON."""
    try:
        os.close(bpf_calls.make_map(bpf_calls.RING, 0, 0, 4096))
    except OSError:
        return False
    return True


needs_bpf = pytest.mark.skipif(
    not _may_load_bpf(), reason="the kernel lets this user load no programs of BPF"
)

# The kernel tells programs of BPF the numbers of its first name space of processes alone
# (PROC_PID_INIT_INO, include/linux/proc_ns.h): in a container calls are watched by strace.
watches_by_bpf = pytest.mark.skipif(
    not _may_load_bpf() or os.stat("/proc/self/ns/pid").st_ino != 0xEFFFFFFC,
    reason="no programs of BPF for this user, or process numbers are not those of the kernel",
)
