from __future__ import annotations

from pathlib import Path

import pytest

from kapi.vocab.capabilities import capabilities, capability_name, capability_number


def test_numbers_are_dense_and_names_come_back() -> None:
    known = capabilities()
    assert list(known.values()) == list(range(len(known)))
    for name, number in known.items():
        assert capability_number(name) == number
        assert capability_name(number) == name


def test_known_ones() -> None:
    assert capability_number("CAP_CHOWN") == 0
    assert capability_number("CAP_IPC_LOCK") == 14
    assert capability_number("CAP_CHECKPOINT_RESTORE") == 40
    assert capability_number("CAP_LAST_CAP") is None
    assert capability_number("CAP_FOO") is None
    assert capability_name(99) is None


def test_the_running_kernel_has_no_fewer() -> None:
    last = Path("/proc/sys/kernel/cap_last_cap")
    if not last.exists():
        pytest.skip("no /proc/sys/kernel/cap_last_cap")
    assert capability_name(min(int(last.read_text()), 40))
