"""Terminals of a child, which says itself what TCGETS, TIOCGWINSZ and TIOCGPGRP tell it."""

from __future__ import annotations

import fcntl
import os
import struct
import termios

import pytest

from kapi.situation import terminals
from kapi.situation.process import Unknown
from tests.situation.standing import standing

NAMES = ("c_iflag", "c_oflag", "c_cflag", "c_lflag")


def test_settings() -> None:
    def make() -> tuple[int, int, list[int]]:
        first, second = os.openpty()
        fcntl.ioctl(first, termios.TIOCSWINSZ, struct.pack("=4H", 11, 22, 33, 44))
        settings = termios.tcgetattr(second)
        settings[0] |= termios.IXANY
        termios.tcsetattr(second, termios.TCSANOW, settings)
        return first, second, termios.tcgetattr(second)[:4]

    with standing(make) as (process, (first, second, told)):
        for fd in (first, second):
            sizes = [terminals.terminal_setting(process, fd, f"ws_{x}") for x in ("row", "col")]
            assert sizes == [11, 22]
            assert terminals.terminal_setting(process, fd, "ws_ypixel") == 44
        assert [terminals.terminal_setting(process, second, name) for name in NAMES] == told
        assert terminals.terminal_setting(process, second, "c_cc") is None
        assert terminals.terminal_setting(process, 99, "c_iflag") is None


@pytest.mark.parametrize("least", [0, 1, 9])
@pytest.mark.parametrize("tenths", [0, 1])
@pytest.mark.parametrize("lines", [0, termios.ICANON])
def test_what_input_waits_for(least: int, tenths: int, lines: int) -> None:
    """Whether a read that does not wait is refused (EAGAIN) is what the child itself is told."""

    def make() -> tuple[int, int, list[bool]]:
        first, second = os.openpty()
        settings = termios.tcgetattr(second)
        settings[3] = lines
        settings[6][termios.VMIN], settings[6][termios.VTIME] = least, tenths
        termios.tcsetattr(second, termios.TCSANOW, settings)
        return first, second, [_is_refused(first), _is_refused(second)]

    with standing(make) as (process, (first, second, told)):
        assert [terminals.waits_for_input(process, fd) for fd in (first, second)] == told
        if not lines:  # with it others have these places
            assert terminals.terminal_setting(process, second, "VMIN") == least
            assert terminals.terminal_setting(process, second, "VTIME") == tenths


def _is_refused(fd: int) -> bool:
    os.set_blocking(fd, False)
    try:
        os.read(fd, 1)
    except BlockingIOError:
        return True
    return False


def test_whose_it_is() -> None:
    def make() -> tuple[int, int, int]:
        os.setsid()
        own, other = os.openpty()[1], os.openpty()[1]
        fcntl.ioctl(own, termios.TIOCSCTTY, 0)
        os.tcgetpgrp(own)  # which is for the controlling terminal alone
        return own, other, os.open("/dev/tty", os.O_RDWR)

    with standing(make) as (process, (own, other, named)):
        found = [terminals.controlling_terminal(process, fd) for fd in (own, other, named, 99)]
        assert found == [1, 0, 1, 0]


def test_a_lock() -> None:
    def make() -> tuple[int, int]:
        locked = os.open("/dev/ptmx", os.O_RDWR | os.O_NOCTTY)
        return locked, os.openpty()[0]

    with standing(make) as (process, (locked, unlocked)):
        assert [terminals.pty_locked(process, fd) for fd in (locked, unlocked, 99)] == [1, 0, 0]


def test_what_was_hung_up_has_no_settings() -> None:
    def make() -> int:
        first, second = os.openpty()
        os.close(first)
        return second

    with standing(make) as (process, fd), pytest.raises(Unknown):
        terminals.terminal_setting(process, fd, "c_iflag")


def test_none() -> None:
    def make() -> int:
        os.setsid()
        return os.openpty()[1]

    with standing(make) as (process, fd):
        assert terminals.controlling_terminal(process, fd) == 0
