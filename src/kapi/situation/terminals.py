"""Predicates of terminals: their settings, and whose they are."""

from __future__ import annotations

import fcntl
import os
import struct
import termios

from kapi.situation.open_files import asked, is_terminal, status_of
from kapi.situation.process import Process, Unknown

_LOCKED = 0x80045439  # TIOCGPTLCK of asm-generic/ioctls.h
_FIRST_END = os.makedev(5, 2)  # /dev/ptmx

_DEV_TTY = os.makedev(5, 0)  # TTYAUX_MAJOR of linux/major.h
_WINDOW = ("ws_row", "ws_col", "ws_xpixel", "ws_ypixel")
_FLAGS = ("c_iflag", "c_oflag", "c_cflag", "c_lflag")  # the first of struct termios everywhere
_CHARACTERS = {"VMIN": termios.VMIN, "VTIME": termios.VTIME}


def terminal_setting(process: Process, fd: int, name: str) -> int | None:
    """A member of what TCGETS or TIOCGWINSZ tells of a terminal."""
    if not is_terminal(process, fd):
        return None
    with asked(process, fd) as ours:
        if name in _WINDOW:
            told = fcntl.ioctl(ours, termios.TIOCGWINSZ, bytes(8))
            return int(struct.unpack("=4H", told)[_WINDOW.index(name)])
        return _settings(ours).get(name)


def _settings(fd: int) -> dict[str, int]:
    """The flag words of struct termios, and what of c_cc is a number."""
    try:
        told = termios.tcgetattr(fd)
    except termios.error as problem:  # which is no OSError
        raise Unknown("the terminal was hung up") from problem
    characters = {name: _number(told[6][place]) for name, place in _CHARACTERS.items()}
    return characters | dict(zip(_FLAGS, told, strict=False))


def _number(character: bytes | int) -> int:
    """Return a member of c_cc, of which Python makes a number without ICANON only."""
    return character if isinstance(character, int) else character[0]


def waits_for_input(process: Process, fd: int) -> bool:
    """Whether a read waits where no byte is there: not without ICANON, and VMIN and VTIME 0.

    TCGETS of the first end of a pty tells of the other one; its own settings cannot be changed.
    """
    if status_of(process, fd).st_rdev == _FIRST_END:
        return True
    with asked(process, fd) as ours:
        told = _settings(ours)
    return bool(told["c_lflag"] & termios.ICANON or told["VMIN"] or told["VTIME"])


def pty_locked(process: Process, fd: int) -> int:
    """Whether nobody may open the other end of a pty (TIOCGPTLCK)."""
    if not is_terminal(process, fd) or status_of(process, fd).st_rdev != _FIRST_END:
        return 0
    with asked(process, fd) as ours:
        return int(any(fcntl.ioctl(ours, _LOCKED, bytes(4))))


def controlling_terminal(process: Process, fd: int) -> int:
    """Whether it is the terminal that tty_nr is about, or /dev/tty of a process that has one."""
    if not is_terminal(process, fd):
        return 0
    number = status_of(process, fd).st_rdev
    own = int(process.read("stat").rpartition(b")")[2].split()[4]) & 0xFFFFFFFF
    return int(own == _kernel_number(number) or (number == _DEV_TTY and own != 0))


def _kernel_number(number: int) -> int:
    """Return a device number as /proc writes it (new_encode_dev of linux/kdev_t.h)."""
    major, minor = os.major(number), os.minor(number)
    return (minor & 0xFF) | major << 8 | (minor & ~0xFF) << 12
