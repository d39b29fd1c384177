"""kapi as a process: streams, signals, terminals, start-up."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kapi
from tests.cli.conftest import KAPI, Call

WAIT = 30.0


def test_version_without_an_import(spawn: Call) -> None:
    for option in ("--version", "-V"):
        assert spawn(option) == (0, f"kapi {kapi.__version__}\n", "")
    code = (
        "import sys; from kapi.cli.main import main; main(['--version']);"
        "print(sorted({'click', 'msgspec', 'rich', 'kapi.model'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().endswith("[]\n")


NOT_FOR_THE_CATALOGUE = "pathlib hashlib multiprocessing html difflib ahocorasick_rs"
NOT_FOR_THE_CATALOGUE += " kapi.sources.macro kapi.sources.one_text kapi.sources.mail.patch"


def test_what_is_shown_of_the_catalogue_is_read_without_what_reads_mails_trees_and_macros() -> None:
    """Each of these takes milliseconds, of which `benchmarks/startup.py` counts 90."""
    code = (
        "import sys; from kapi.cli.main import main; main(['show', 'mlock']);"
        f"print(sorted(set({NOT_FOR_THE_CATALOGUE.split()}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().endswith("[]\n")


def test_show_imports_no_more_than_it_needs(specs_file: str) -> None:
    code = (
        "import sys; from kapi.cli.main import main;"
        f"main(['show', 'mlock', {specs_file!r}, '-f', 'md']);"
        "print(sorted({'rich', 'kapi.render.kerneldoc', 'kapi.render.macro'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().endswith("[]\n")


def test_standard_input(spawn: Call, specs_file: str) -> None:
    result = spawn("list", "-", data=Path(specs_file).read_bytes())
    assert result.code == 0
    assert result.out.startswith("sys_mlock")


def test_results_and_diagnostics_have_their_own_streams(spawn: Call, specs_file: str) -> None:
    result = spawn("list", specs_file, "/nonexistent")
    assert result.code == 3
    assert "/nonexistent" not in result.out
    assert "error: " in result.err
    assert "Traceback" not in result.err


def test_terminal_that_knows_ascii_only(spawn: Call, tmp_path: Path, specs_file: str) -> None:
    data = Path(specs_file).read_bytes().replace(b"lock memory", "lóck".encode())
    result = spawn("list", "-", data=data, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert result.code == 0
    assert "l\\xf3ck" in result.out


def test_reader_that_goes_away(specs_file: str) -> None:
    with subprocess.Popen(
        [*KAPI, "extract", *[specs_file] * 1],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(WAIT) == -signal.SIGPIPE


def test_full_disk(specs_file: str) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*KAPI, "list", specs_file], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert b"cannot write the output" in done.stderr
    assert b"Traceback" not in done.stderr


def test_interrupt_leaves_nothing_half_written(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    with subprocess.Popen(
        [*KAPI, "extract", "-", "-o", str(target)],
        preexec_fn=hear_interrupts,  # a runner in the background ignores them, and so would it
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        wait_until_it_reads(process.pid)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=WAIT)
    assert process.returncode == 130
    assert errors.strip() == b"kapi: interrupted"
    assert list(tmp_path.iterdir()) == []


def hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_until_it_reads(pid: int) -> None:
    """Wait until the process sleeps in a read of its standard input."""
    limit = time.monotonic() + WAIT
    while time.monotonic() < limit:
        modules = Path(f"/proc/{pid}/maps").read_text()
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        if "msgspec" in modules and state == "S":
            time.sleep(0.2)
            return
        time.sleep(0.02)
    raise AssertionError("the process never read")


def test_defect_gives_one_line_and_a_report(
    call: Call, specs_file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("kapi.pipeline.load_specs", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = call("list", specs_file)
    assert (result.code, result.out) == (70, "")
    assert result.err.count("\n") == 1
    [report] = tmp_path.glob("kapi-report-*.txt")
    assert str(report) in result.err
    assert "RuntimeError: a defect" in report.read_text()


def on_a_terminal(arguments: list[str], **environment: str) -> str:
    """Run kapi on a terminal of its own; return all that it shows there."""
    pid, master = pty.fork()
    if pid == 0:
        os.environ.update({"TERM": "xterm", "KAPI_PAGER": "", **environment})
        os.execv(arguments[0], arguments)
    shown = b""
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
    os.close(master)
    os.waitpid(pid, 0)
    return shown.decode().replace("\r\n", "\n")


def test_a_person_sees_colour_unless_she_does_not_want_to(specs_file: str) -> None:
    arguments = [*KAPI, "show", "mlock", specs_file]
    assert "\x1b[1m" in on_a_terminal(arguments)
    assert "\x1b" not in on_a_terminal(arguments, NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(arguments, TERM="dumb")


WRONG = """\
/**
 * sys_ring - turn a ring
 * @flags: how
 * contexts: process
 * param: flags
 *   constraint-type: mask(RING_CLOEXEC | RING_NONBLOCK | RING_DIRECT | RING_TMPFIEL | RING_WHOLE)
 *   x-violation: reject(EFAULT)
 * error: EINVAL, unknown flag
 * x-errors: closed
 */
SYSCALL_DEFINE1(ring, unsigned int, flags)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint",),
        ("rules", "unknown-errno"),
        ("show", "ring"),
        ("list", "-v"),
        ("lint", "--set", "strict"),
    ],
)
def test_no_row_is_wider_than_the_terminal(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("a_ring_with_a_name_that_leaves_little_room.c")
    path.write_text(WRONG)
    sources = [] if arguments[0] == "rules" else [str(path)]
    shown = on_a_terminal(
        [*KAPI, "-q", *arguments, *sources],
        COLUMNS="64",
        NO_COLOR="1",
        PAGER="cat",
        KAPI_PAGER="cat",
    )
    assert [row for row in shown.split("\n") if len(row) > 64] == []
    assert len(shown) > 100


def test_rows_that_programs_read_are_not_folded(tmp_path: Path) -> None:
    path = tmp_path / "ring.c"
    path.write_text(WRONG)
    shown = on_a_terminal([*KAPI, "-q", "lint", "-f", "github", str(path)], COLUMNS="40")
    assert all(row.startswith("::") for row in shown.split("\n") if row)


def test_a_pipe_gets_a_finding_in_one_row(spawn: Call, tmp_path: Path) -> None:
    path = tmp_path / "ring.c"
    path.write_text(WRONG)
    rows = spawn("lint", str(path), COLUMNS="64").out.split("\n")
    found = [row for row in rows if row.startswith(str(path))]
    assert found
    assert all(row.endswith("]") for row in found)


SLOW = """
import sys, time
from kapi.cli import progress
from kapi.cli.progress import Progress
progress.PATIENCE = 0.05
with Progress(quiet={quiet}) as show:
    for done in range(4):
        time.sleep(0.06)
        show(done, 3, "mm/mlock.c")
print("rich" in sys.modules)
"""


def test_progress_is_for_a_person_who_waits() -> None:
    shown = on_a_terminal([sys.executable, "-c", SLOW.format(quiet=False)])
    assert "mm/mlock.c" in shown
    assert "3/3" in shown
    quiet = on_a_terminal([sys.executable, "-c", SLOW.format(quiet=True)])
    assert quiet == "False\n"
    done = subprocess.run(
        [sys.executable, "-c", SLOW.format(quiet=False)], capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b"False\n", b"")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(spawn: Call, shell: str) -> None:
    result = spawn(_KAPI_COMPLETE=f"{shell}_source")
    assert result.code == 0
    assert "kapi" in result.out
