"""Long text for a person: shown page by page, where standard output is a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO

_USUAL = "less"
_LESS = "FRX"  # end where all fits on a screen, show colours, leave the text on the screen
_NONE = ("", "cat")


def pager(environment: Mapping[str, str], *, is_terminal: bool) -> list[str]:
    """Return the command of the pager, empty where none is to run.

    ``KAPI_PAGER`` comes before ``PAGER``, and less is usual; empty and ``cat`` are none, and so
    is a program that is not there.
    """
    given = environment.get("KAPI_PAGER", environment.get("PAGER", _USUAL)).strip()
    if not is_terminal or given in _NONE or environment.get("TERM") == "dumb":
        return []
    import shlex  # 7 ms with the others, which a pipe need not pay
    import shutil

    try:
        command = shlex.split(given)
    except ValueError:  # quotes that do not end
        return []
    found = shutil.which(command[0], path=environment.get("PATH")) if command else None
    return [found, *command[1:]] if found else []


@contextmanager
def paged(is_wanted: bool) -> Iterator[None]:
    """Show what is written to standard output meanwhile in the pager, where there is one."""
    command = pager(os.environ, is_terminal=sys.stdout.isatty()) if is_wanted else []
    if not command:
        yield
        return
    terminal = sys.stdout
    sys.stdout = kept = _Kept()
    try:
        yield
    finally:
        text, sys.stdout = kept.getvalue(), terminal
        terminal.flush()
        if text:
            _show(command, text)


class _Kept(StringIO):
    """Text for a terminal that is written later."""

    def isatty(self) -> bool:
        return True


def _show(command: list[str], text: str) -> None:
    """Run the pager on ``text``, which `emit` has filtered for a terminal.

    The pager alone hears Ctrl-C, and may end before it has read all.
    """
    import signal
    import subprocess

    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            env={"LESS": _LESS, **os.environ},
            encoding=sys.stdout.encoding,
            errors="backslashreplace",
        )
    except OSError:
        sys.stdout.write(text)
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.communicate(text)
    finally:
        signal.signal(signal.SIGINT, before)
