"""Helpers for files."""

from __future__ import annotations

import ctypes
import os
import select

from kapi.conform.helpers.helper import Helper


def _write_file(path: int, text: int, mode: int) -> None:
    """Make the file, or empty it, and write the text."""
    number = os.open(ctypes.string_at(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    os.write(number, ctypes.string_at(text))
    os.close(number)


def _file_device(path: int) -> int:
    """The number of the device on which the file lies, as mknodat takes it."""
    number = os.stat(ctypes.string_at(path)).st_dev
    major, minor = os.major(number), os.minor(number)
    return (minor & 0xFF) | major << 8 | (minor & ~0xFF) << 12


def _wait_ready(number: int) -> None:
    """Wait until the descriptor can be read."""
    select.select([number], [], [])


def _is_open(number: int) -> int:
    """Whether the descriptor is open."""
    try:
        os.fstat(number)
    except OSError:
        return 0
    return 1


_WRITE = """\
static void write_file(long path, long text, long mode)
{
	int fd = open((char *)path, O_WRONLY | O_CREAT | O_TRUNC, mode);
	long size = strlen((char *)text);
	must(fd < 0 || write(fd, (char *)text, size) != size ? -1 : close(fd));
}"""
_DEVICE = """\
static long file_device(long path)
{
	struct stat found;
	must(stat((char *)path, &found));
	return found.st_dev;
}"""
_READY = """\
static void wait_ready(long fd)
{
	struct pollfd one = { .fd = fd, .events = POLLIN };
	must(poll(&one, 1, -1));
}"""

_OPEN = """\
static long is_open(long fd)
{
	return fcntl(fd, F_GETFD) != -1;
}"""

FILES: dict[str, Helper] = {
    "write_file": Helper(_write_file, _WRITE),
    "file_device": Helper(_file_device, _DEVICE),
    "is_open": Helper(_is_open, _OPEN),
    "wait_ready": Helper(_wait_ready, _READY),
}
