from __future__ import annotations

import signal
import sys

import pytest

from kapi.vocab import signals
from kapi.vocab.architectures import ARCHITECTURES, this_machine

X86 = ARCHITECTURES["x86_64"]


@pytest.mark.skipif(sys.platform != "linux", reason="the signal module is another system's")
def test_python_knows_the_same_numbers() -> None:
    machine = this_machine()
    assert machine is not None
    for member in signal.Signals:
        if not member.name.startswith("SIGRT"):
            assert signals.signal_number(member.name, machine) == member.value
            assert signals.signal_name(member.value, machine) == member.name


def test_architectures_differ() -> None:
    numbers = {name: signals.signal_number("SIGBUS", arch) for name, arch in ARCHITECTURES.items()}
    assert (numbers["x86_64"], numbers["arm64"], numbers["mips"]) == (7, 7, 10)
    assert signals.signal_number("SIGSTKFLT", ARCHITECTURES["sparc64"]) is None
    assert signals.signal_name(29, X86) == "SIGIO"


def test_what_is_no_signal() -> None:
    assert signals.is_signal("SIGKILL")
    assert not signals.is_signal("SIG_BLOCK")
    assert not signals.is_signal("SIGFOO")
    assert signals.signal_number("SIGRTMIN", X86) is None
    assert signals.signal_name(99, X86) is None
