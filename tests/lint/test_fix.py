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
    assert kapi("lint", "--fix", "x.c", cwd=tmp_path).stderr.endswith("0 files changed\n")


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
