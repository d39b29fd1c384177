"""What strangers put into specs, directories and streams, and what a user then sees."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import kapi
from kapi.printable import printable
from kapi.render import specs_json
from tests.cli.conftest import KAPI, Call, spec
from tests.cli.test_process import on_a_terminal
from tests.conform.test_sandbox import as_nobody
from tests.sources.examples import AFTER

EVIL = "odd \x1b]0;PWN\x07 \x1b[31m \x9b31m \u202etxet\u2066 \u200bhid\U000e0041den"
SECRET = "root:secret of another file"
TEXTS = {
    "list": ["list"],
    "text": ["show", "mlock"],
    "rst": ["show", "mlock", "-f", "rst"],
    "md": ["show", "mlock", "-f", "md"],
    "lint": ["lint", "--set", "strict"],
    "list md": ["list", "-f", "md"],
    "lint md": ["lint", "-f", "md"],
    "diff md": ["diff", "-f", "md", str(Path(kapi.__file__).parent / "catalog/mm/mlock.c")],
    "ktap": ["lint", "-f", "ktap"],
    "github": ["lint", "-f", "github"],
    "coloured": ["list", "--color", "always"],
}
EXACT = {
    "kerneldoc": ["show", "mlock", "-f", "kerneldoc"],
    "kerneldoc-flat": ["show", "mlock", "-f", "kerneldoc-flat"],
    "macro": ["show", "mlock", "-f", "macro"],
    "macro-rfc1": ["show", "mlock", "-f", "macro-rfc1"],
    "junit": ["lint", "-f", "junit"],
}
JSON = {
    "json": ["show", "mlock", "-f", "json"],
    "list": ["list", "-f", "json"],
    "lint": ["lint", "-f", "json"],
    "sarif": ["lint", "-f", "sarif"],
    "extract": ["extract"],
}


@pytest.fixture
def evil(tmp_path: Path) -> str:
    """A spec whose every text wants to drive the terminal."""
    one = spec("sys_mlock", EVIL)
    wrong = tuple(msgspec.structs.replace(e, errno="EBAD" + EVIL, summary=EVIL) for e in one.errors)
    path = tmp_path / "evil.json"
    path.write_text(
        specs_json.write([msgspec.structs.replace(one, errors=wrong, description=EVIL)]).text,
        encoding="utf-8",
    )
    return str(path)


def is_safe(text: str) -> bool:
    for style in ("0", "1", "36"):
        text = text.replace(f"\x1b[{style}m", "")
    return printable(text) == text


@pytest.mark.parametrize("command", TEXTS.values(), ids=TEXTS)
def test_text_for_people_is_safe_wherever_it_goes(
    call: Call, evil: str, command: list[str]
) -> None:
    result = call(*command[:2], *command[2:], evil)
    assert result.out
    assert is_safe(result.out)
    assert is_safe(result.err)


@pytest.mark.parametrize("command", JSON.values(), ids=JSON)
def test_json_is_safe_and_says_the_same(call: Call, evil: str, command: list[str]) -> None:
    result = call(*command, evil)
    assert is_safe(result.out)
    if command[0] != "lint":
        assert EVIL in json.dumps(json.loads(result.out), ensure_ascii=False).replace(
            "\\u001b", "\x1b"
        ).replace("\\u0007", "\x07")


@pytest.mark.parametrize("command", EXACT.values(), ids=EXACT)
def test_a_dialect_is_exact_in_a_pipe_and_safe_on_a_terminal(
    spawn: Call, evil: str, command: list[str]
) -> None:
    assert "\u202e" in spawn(*command, evil).out or command[0] == "lint"
    shown = on_a_terminal([*KAPI, *command, evil], NO_COLOR="1")
    assert shown
    assert is_safe(shown)


def test_names_and_wrong_usage_on_standard_error(call: Call, tmp_path: Path) -> None:
    for arguments in (["list", "--no" + EVIL], ["list", str(tmp_path / EVIL.replace("/", ""))]):
        result = call(*arguments)
        assert result.err
        assert is_safe(result.err)


def test_a_name_cannot_forge_a_line(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(specs_json.write([spec("sys_a\nconfirmed  sys_b")]).text, encoding="utf-8")
    assert call("test", "--list", "--from", str(path)).out.count("\nconfirmed") == 0


def test_everything_is_printed_by_one_module() -> None:
    """No other module writes to a standard stream: `emit` and `say` filter.

    The pager shows what these have filtered.
    """
    root = Path(kapi.__file__).parent
    allowed = {"cli/output.py", "cli/group.py", "cli/main.py", "cli/pager.py"}
    ways = ("click.echo(", "secho(", "print(", "sys.stdout.write(", "sys.stderr.write(")
    for path in root.rglob("*.py"):
        name = str(path.relative_to(root))
        text = path.read_text(encoding="utf-8")
        code = text.replace("fingerprint(", "").replace(">>> print(", "")
        if name not in allowed and not name.startswith(("conform/", "catalog/")):
            assert not any(way in code for way in ways), name


def test_a_line_is_quoted_only_from_what_was_read(call: Call, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n" * 9, encoding="utf-8")
    one = spec("sys_mlock")
    for source in ("", str(secret), str(tmp_path / "x.json")):
        origin = msgspec.structs.replace(one.origin, source=source, file=str(secret), line=2)
        document = specs_json.write([msgspec.structs.replace(one, origin=origin)]).text
        document = document.replace('"span"', '"nothing"')
        path = tmp_path / "x.json"
        path.write_text(document, encoding="utf-8")
        for command in (["lint", "--set", "strict"], ["-v", "lint"], ["-v", "list"]):
            result = call(*command, str(path))
            assert SECRET not in result.out + result.err


def test_lines_of_the_text_itself_are_quoted(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.c"
    path.write_text(AFTER.replace("EINVAL, too far", "EWRONG, too far"), encoding="utf-8")
    assert "error: EWRONG, too far\n" in call("lint", str(path)).out
    assert "error: EWRONG, too far\n" in call("lint", str(tmp_path)).out


@pytest.mark.parametrize("name", [".kapi.toml", "pyproject.toml"])
def test_a_configuration_that_is_a_fifo(
    spawn: Call, specs_file: str, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo(name)
    result = spawn("lint", specs_file)
    assert result.code == 3
    assert "this is a FIFO" in result.err


@pytest.mark.parametrize(
    "options",
    [
        ["lint", "--baseline"],
        ["lint", "--config"],
        ["test", "--replay"],
        ["evidence", "--no-run", "mlock", "--ledger"],
    ],
    ids=lambda options: options[-1],
)
@pytest.mark.parametrize("file", ["fifo", "/dev/zero"])
def test_files_that_never_end(
    spawn: Call, tmp_path: Path, options: list[str], file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("fifo")
    result = spawn(*options, file)
    assert result.code == 3
    assert "not a regular file" in result.err


NOTING = """
import os, sys
def note(event, arguments):
    if event == "open" and os.path.realpath(str(arguments[0])) == "/proc/kmsg":
        os._exit(99)
sys.addaudithook(note)
from kapi.cli.main import main
main()
"""
"""kapi, which ends when the log of the kernel is opened: reading takes lines out of it."""


@pytest.mark.parametrize("command", ["list", "lint"])
def test_a_link_to_the_log_of_the_kernel_is_not_opened(
    specs_file: str, tmp_path: Path, command: str
) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    os.link(specs_file, tree / "specs.json")
    (tree / "log.c").symlink_to("/proc/kmsg")
    (tree / "below").symlink_to("/proc")
    done = subprocess.run(
        [sys.executable, "-c", NOTING, command, str(tree)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in (0, 1), done.stderr
    assert "mlock" in done.stdout + done.stderr
    named = subprocess.run(
        [sys.executable, "-c", NOTING, command, "/proc/kmsg"], check=False, timeout=60
    )
    assert named.returncode == 99


def test_a_baseline_with_a_huge_count(call: Call, specs_file: str, tmp_path: Path) -> None:
    path = tmp_path / "baseline"
    path.write_text('{"schema": "kapi-baseline/1", "findings": {"a": 99999999999, "b": -1}}')
    assert call("lint", "--baseline", str(path), specs_file).code in (0, 1)


CLOSED = {
    "list >&-": (3, b"cannot write the output"),
    "list 2>&-": (0, b""),
    "lint 2>&-": (0, b""),
    "list >&- 2>&-": (3, b""),
    "list - <&-": (3, b"cannot read"),
    "--version >&-": (3, b"cannot write the output"),
}


@pytest.mark.parametrize("command", CLOSED)
def test_closed_streams(specs_file: str, command: str) -> None:
    file = "" if "-" in command.split()[:2] or "--version" in command else f"'{specs_file}'"
    words, _, redirections = command.partition(" ")
    line = f'exec "$@" {words} {file} {redirections}'
    done = subprocess.run(
        ["sh", "-c", line, "sh", *KAPI], capture_output=True, timeout=60, check=False
    )
    code, said = CLOSED[command]
    assert done.returncode in (code, 1 if words == "lint" else code)
    assert said in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"No module named" not in done.stderr
    assert b"internal error" not in done.stderr


def test_a_file_is_not_written_into_a_closed_stream(specs_file: str, tmp_path: Path) -> None:
    """The first file that is opened gets the number of a closed stream."""
    target = tmp_path / "out.json"
    line = f"exec \"$@\" extract '{specs_file}' /nonexistent -o '{target}' >&- 2>&-"
    done = subprocess.run(["sh", "-c", line, "sh", *KAPI], timeout=60, check=False)
    assert done.returncode == 3
    assert json.loads(target.read_bytes())["schema"] == "kapi-specs/1"


POOR = """
import os, sys
if os.getcwd().endswith("gone"):
    os.rmdir(os.getcwd())
from kapi.cli.main import main
allowed, file = set(map(int, sys.argv[1].split())), sys.argv[2]
lint = ["lint", file]
commands = [["show", "mlock"], lint, [*lint, "-f", "sarif"], ["extract", file], ["list", file]]
ends = [(main(words), words) for words in commands]
odd = [end for end in ends if end[0] not in allowed | ({1} if end[1][0] == "lint" else set())]
sys.stderr.write(str(odd) if odd else "as allowed")
"""


@pytest.mark.parametrize(
    ("before", "codes"),
    [
        ("ulimit -n 16;", "0"),
        ("ulimit -f 0;", "0"),
        ("unset HOME TERM;", "0"),
        ("export COLUMNS=99999999999 TERM=unheard;", "0"),
        ("export COLUMNS=-5;", "0"),
        ("export LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0;", "0"),
        ("export LC_ALL=xx_YY.nonsense PYTHONIOENCODING=ascii;", "0"),
        ("export PYTHONIOENCODING=utf-16;", "0"),
        ("mkdir gone; cd gone;", "0 3"),
        ("cd /proc;", "0"),
    ],
)
def test_poor_surroundings(specs_file: str, tmp_path: Path, before: str, codes: str) -> None:
    """What reads the catalogue and what reads a file, for people and for programs."""
    if "LC_ALL" in before and not f"{sys.executable}{kapi.__file__}".isascii():
        pytest.skip("without a locale Python up to 3.12 loads no module from such a directory")
    called = ["/bin/sh", "-c", f'{before} exec "$@"', "sh", sys.executable, "-c", POOR]
    done = subprocess.run(
        [*called, codes, specs_file],
        check=False, capture_output=True, cwd=tmp_path, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    encoding = "utf-16" if "utf-16" in before else "utf-8"
    said = done.stderr.decode(encoding)
    assert done.returncode == 0, said
    assert said.endswith("as allowed"), said
    assert "cannot write" not in said
    assert "Traceback" not in said
    assert "No module named" not in said


@pytest.mark.parametrize("after", ["> /dev/full", "> /dev/full 2> /dev/full"])
@pytest.mark.parametrize("command", ["show mlock", 'lint "$file" -f sarif', "list"])
def test_a_full_disk(specs_file: str, tmp_path: Path, after: str, command: str) -> None:
    words = f'file=$1; shift; exec "$@" {command} {after}'
    called = ["/bin/sh", "-c", words, "sh", specs_file, *KAPI]
    done = subprocess.run(called, check=False, capture_output=True, cwd=tmp_path, timeout=60)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert (b"cannot write the output" in done.stderr) == ("2>" not in after)


@pytest.mark.parametrize(
    "command",
    [["test", "dup2", "mlock"], ["verify", "--", "true"], ["trace", "--", "true"], ["lsp"]],
)
def test_no_process_can_be_made(command: list[str]) -> None:
    """The limit counts all that the user runs; root has none."""
    code = (
        "import resource, sys; from kapi.cli.main import main;"
        "resource.setrlimit(resource.RLIMIT_NPROC, (1, 1)); sys.exit(main(sys.argv[1:]))"
    )
    before = as_nobody() if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*before, sys.executable, "-c", code, *command],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd="/",
    )
    assert done.returncode == 5
    assert done.stdout == ""
    assert done.stderr.startswith("kapi: no process can be made")


DEEP = "[" * 100_000
DIGITS = "9" * 5000


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (f"[lint]\nselect = {DEEP}", "levels"),
        (f"[lint]\nfail-on = {DIGITS}", "digits"),
        ("[lint]\n" + ".".join("a" * 20_000) + " = 1", ":2: no valid TOML: a key of more than 64"),
        (
            "[lint]\n" + " . ".join(["'a'"] * 65) + " = 1",
            ":2: no valid TOML: a key of more than 64",
        ),
    ],
)
def test_a_configuration_that_cannot_be_borne(
    call: Call, tmp_path: Path, content: str, why: str
) -> None:
    path = tmp_path / "x.toml"
    path.write_text(content)
    done = call("lint", "--config", str(path), "kapi:mm/mlock.c")
    assert done.code == 2
    assert why in done.err


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["test", "--replay"], 3),
        (["lint", "kapi:mm/mlock.c", "--baseline"], 2),
        (["verify", "--backend", "replay", "--replay"], 4),
        (["coverage", "--merge"], 3),
    ],
)
@pytest.mark.parametrize("member", ["results", "other"])
def test_json_of_more_levels_than_can_be_read(
    call: Call, tmp_path: Path, command: list[str], code: int, member: str
) -> None:
    path = tmp_path / "x.json"
    path.write_text(f'{{"{member}": {DEEP}')
    done = call(*command, str(path))
    assert done.code == code, done.err
    assert "internal error" not in done.err


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"Content-Length: 99999999999999\r\n\r\n{}", b"a message of 99999999999999 bytes"),
        (b"Content-Length: " + b"9" * 5000, b"a line of more than 1000 bytes in the head"),
        (b"X-" * 5_000_000, b"a line of more than 1000 bytes in the head"),
    ],
)
def test_an_editor_that_says_it_sends_more_than_there_is_memory(head: bytes, said: bytes) -> None:
    done = subprocess.run([*KAPI, "lsp"], input=head + b"\r\n\r\n{}", capture_output=True)
    assert done.returncode == 3
    assert said in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "junit", "gitlab", "b4"])
def test_a_name_that_is_no_text(call: Call, tmp_path: Path, form: str) -> None:
    """Its bytes are no UTF-8, which JSON has to be."""
    room = tmp_path / os.fsdecode(b"d\xff")
    room.mkdir()
    file = room / os.fsdecode(b"b\xfe.c")
    file.write_text(Path("examples/wrong.c").read_text().replace("EINVAL", "EINVOL"))
    for source in (file, room):
        found = call("lint", "-f", form, str(source))
        assert found.code == 1, found.err
        assert "EINVOL" in found.out


def test_a_call_that_is_no_text(call: Call) -> None:
    name = os.fsdecode(b"\xff")
    found = call("explain", f'openat(AT_FDCWD, "{name}", O_RDONLY) = -1 ENOENT', "-f", "json")
    assert (found.code, "ENOENT" in found.out) == (0, True)
    assert call("explain", f"{name}()").code == 2
