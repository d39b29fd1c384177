"""Numbers of events, from tracefs where it is mounted and where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.observe.bpf import tracefs
from tests.needs import needs_bpf

pytestmark = needs_bpf


def test_events_have_numbers_of_their_own() -> None:
    entry = tracefs.event_number("syscalls/sys_enter_execve")
    assert entry > 0
    assert entry != tracefs.event_number("syscalls/sys_exit_execve")


def test_an_unknown_event() -> None:
    with pytest.raises(FileNotFoundError):
        tracefs.event_number("syscalls/sys_enter_strange")


def test_a_tracefs_that_is_mounted_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Path("/proc/self/mounts").read_text()
    usual = tracefs.event_number("syscalls/sys_enter_execve")
    monkeypatch.setattr(tracefs, "_PLACES", ())
    assert tracefs.event_number("syscalls/sys_enter_execve") == usual
    assert Path("/proc/self/mounts").read_text() == before
