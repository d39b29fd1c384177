"""The entry point. ``kapi --version`` waits for no command."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from io import TextIOWrapper

import kapi
from kapi.printable import line as one_line

_UNREADABLE = 3
_INCOMPLETE = 5
_INTERNAL = 70
_INTERRUPTED = 130
_NO_THREAD = "can't start new thread"
"""All that Python says where a thread meets the limit of processes; it is a RuntimeError."""
_COLLECT_AFTER = 50_000  # objects; Python's own 700 makes sense for what runs long


def main(arguments: list[str] | None = None) -> int:
    """Run kapi with ``arguments`` (``sys.argv`` without) and return the exit code.

    Whatever happens, the user sees a message and no traceback.
    """
    _open_standard_streams()
    if arguments is None:
        _collect_less()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        _complain("kapi: interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        return _end_of_pipe()
    except OSError as error:
        return _output_failed(error)
    except Exception as error:
        return _no_process() if str(error) == _NO_THREAD else _defect(error)


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):
        print(f"kapi {kapi.__version__}")
        return 0
    for stream in (sys.stdout, sys.stderr):
        # Any text can be shown on any terminal; what it cannot show comes as an escape.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    # click and msgspec cost 55 ms of CPU time where bare Python needs 14; --version needs neither.
    from kapi.cli.group import run

    return run(arguments)


def _collect_less() -> None:
    """Spare the cyclic garbage collector, which took 27 of 140 ms of CPU time of ``kapi show``.

    It ran while modules were imported, which are never garbage, and walked them all at the exit.
    """
    gc.set_threshold(_COLLECT_AFTER)
    atexit.register(gc.freeze)


def _open_standard_streams() -> None:
    """Give each standard stream that was closed (``>&-``) a descriptor that nothing else gets.

    Diagnostics are then lost, as the user wished. Results are not: writing them fails, and so
    does reading from a closed standard input.
    """
    if sys.stdin is None:
        sys.stdin = _void(0, os.O_WRONLY, "r")
    if sys.stdout is None:
        sys.stdout = _void(1, os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _void(2, os.O_WRONLY, "w")


def _void(number: int, flags: int, mode: str) -> TextIOWrapper:
    descriptor = os.open(os.devnull, flags)
    if descriptor != number:
        os.dup2(descriptor, number)
        os.close(descriptor)
    return TextIOWrapper(open(number, f"{mode}b", closefd=False), encoding="utf-8")


def _complain(line: str) -> None:
    """Say ``line`` on standard error, if anybody listens there."""
    try:
        sys.stderr.write(one_line(line) + "\n")
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _end_of_pipe() -> int:
    """Nobody reads any more (``| head``): end as the signal would have ended us."""
    import signal

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGPIPE)
    return 128 + signal.SIGPIPE


def _output_failed(error: OSError) -> int:
    """A full disk under standard output; every other file is opened where its name is known.

    Of a current directory that was removed getcwd(2) names no file either, and neither does
    fork(2) where a limit is reached; a stream that would block says how much it has written.
    """
    if error.filename is not None:
        return _defect(error)
    if isinstance(error, BlockingIOError) and not hasattr(error, "characters_written"):
        return _no_process()
    if isinstance(error, FileNotFoundError):
        _complain("kapi: the current directory is gone")
        return _UNREADABLE
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _complain(f"kapi: cannot write the output: {error.strerror}")
    return _UNREADABLE


def _no_process() -> int:
    _complain("kapi: no process can be made: a limit (ulimit -u, ulimit -n, pids.max) is reached")
    return _INCOMPLETE


def _defect(error: Exception) -> int:
    """Save the traceback and say where: the user gets one line."""
    import tempfile
    import traceback

    line = f"kapi: internal error: {type(error).__name__}: {str(error)[:200]}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="kapi-report-", suffix=".txt", delete=False, errors="backslashreplace"
        ) as report:
            report.write(f"kapi {kapi.__version__}, Python {sys.version}\n")
            report.write(f"arguments: {sys.argv[1:]}\n\n")
            traceback.print_exception(error, file=report)
        line = f"{line}; please send {report.name} to the authors"
    except OSError:
        pass
    _complain(line)
    return _INTERNAL


if __name__ == "__main__":
    sys.exit(main())
