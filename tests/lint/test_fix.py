"""`kapi lint --fix` changes only spelling, and only where nothing is lost."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.lint.test_command import SPEC, kapi
from tests.needs import needs

COUNTED = SPEC.replace(" * param: len", " * param-count: 3\n * param: len")
DOUBTFUL = COUNTED.replace(
    " *   type: uint, input\n", " *   type: uint, input\n *   desc: one\n *   desc: two\n"
).replace("ring", "doubt")


def test_the_catalogue_is_left_alone(tmp_path: Path) -> None:
    done = kapi("lint", "--fix", cwd=tmp_path)
    assert done.returncode == 2
    assert "needs a SOURCE" in done.stderr


def test_what_needs_a_person_stays_and_the_rest_is_corrected(tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    path.write_text(f"int before;\n{COUNTED}\n{DOUBTFUL}\nint after;\n")
    done = kapi("lint", "--fix", "x.c", cwd=tmp_path)
    assert "sys_doubt stays as it is: correct by hand first: duplicate-tag" in done.stderr
    text = path.read_text()
    assert text.startswith("int before;\n/**\n * sys_ring")
    assert DOUBTFUL in text
    assert text.endswith("\nint after;\n")
    assert text.count("param-count") == 1
    assert "kapi: 0 files changed\n" in kapi("lint", "--fix", "x.c", cwd=tmp_path).stderr


def test_the_diff_is_one_that_patch_applies(tmp_path: Path) -> None:
    git = needs("git")
    for name, text in (("x.c", COUNTED), ("y.c", COUNTED.rstrip("\n"))):
        (tmp_path / name).write_text(text)
        shown = kapi("lint", "--fix", "--diff", name, cwd=tmp_path).stdout
        kapi("lint", "--fix", name, cwd=tmp_path)
        corrected = (tmp_path / name).read_text()
        (tmp_path / name).write_text(text)
        subprocess.run([git, "apply"], input=shown, text=True, cwd=tmp_path, check=True)
        assert (tmp_path / name).read_text() == corrected != text


def test_bytes_that_are_not_utf8_are_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    data = COUNTED.replace("turn a ring", "turn a ring caf\xe9").encode("latin-1")
    path.write_bytes(data)
    assert "x.c is not in UTF-8" in kapi("lint", "--fix", "x.c", cwd=tmp_path).stderr
    assert path.read_bytes() == data


def test_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    path.write_bytes(COUNTED.replace("\n", "\r\n").encode())
    kapi("lint", "--fix", "x.c", cwd=tmp_path)
    data = path.read_bytes()
    assert b"param-count" not in data
    assert data.count(b"\n") == data.count(b"\r\n")


def test_other_dialects_and_streams_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.c").write_text(
        'DEFINE_KERNEL_API_SPEC(sys_x)\n\tKAPI_DESCRIPTION("x")\nKAPI_END_SPEC;\n'
    )
    assert "its dialect is macro-rfc" in kapi("lint", "--fix", "x.c", cwd=tmp_path).stderr
    done = kapi("lint", "--fix", "-", cwd=tmp_path, stdin=COUNTED)
    assert "- is no file" in done.stderr


MISSPELT = """\
/**
 * sys_ring - turn a ring
 * contexts: process
 * param: flags
 *   type: uint, inptu
 *   x-voilation: reject(EINVAL)
 *   constraint-type: mask(1)
 * error: EINVAL, flags
 *   x-wen: flags & ~1
 * error: EFALT, nowhere
 *   x-when: flags & 2
 * capabilty: CAP_SYS_ADMIN
 *   type: bypas_check
 *   allows: more
 * return:
 *   type: int
 *   check-type: exact
 *   success: 0
 * x-errors: closed
 */
SYSCALL_DEFINE1(ring, unsigned int, flags)
"""


def test_words_that_are_one_mistake_away_are_corrected(tmp_path: Path) -> None:
    """A block that a corrected word brings to light is corrected, too; a guess is not."""
    path = tmp_path / "x.c"
    path.write_text(MISSPELT)
    done = kapi("lint", "--fix", "x.c", cwd=tmp_path)
    text = path.read_text()
    for word in ("type: uint, input", "x-violation:", "x-when: flags & ~1", "capability: CAP"):
        assert word in text
    assert "type: bypass_check" in text
    assert "error: EFALT" in text
    assert "5 words corrected, 1 file changed" in done.stderr
    assert "1 more with --unsafe-fixes" in done.stderr
    assert "[unknown-errno]" in done.stdout
    assert done.returncode == 1  # something is left
    again = kapi("lint", "--fix", "--unsafe-fixes", "x.c", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, "")
    assert "error: EFAULT, nowhere" in path.read_text()


def test_a_diff_that_would_change_something_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    path.write_text(MISSPELT)
    done = kapi("lint", "--diff", "x.c", cwd=tmp_path)
    assert done.returncode == 1
    assert "+ * capability: CAP_SYS_ADMIN" in done.stdout
    assert path.read_text() == MISSPELT
    kapi("lint", "--fix", "--unsafe-fixes", "x.c", cwd=tmp_path)
    done = kapi("lint", "--diff", "--unsafe-fixes", "x.c", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_word_that_stands_twice_is_corrected_where_it_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "x.c"
    path.write_text(COUNTED.replace("turn a ring", "dsc of a ring").replace("param: len", "dsc: x"))
    kapi("lint", "--fix", "x.c", cwd=tmp_path)
    assert "dsc of a ring" in path.read_text()
