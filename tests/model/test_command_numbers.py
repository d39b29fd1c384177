"""Command numbers against the system's own header, and what no command is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kapi.errors import UsageError
from kapi.model.command_numbers import command_number, command_text
from kapi.model.elements import Expression
from kapi.model.spec import Ioctl
from kapi.pipeline import Options, find_specs
from tests.needs import needs
from tests.shipped import catalogue


def test_the_compiler_has_the_same_numbers(tmp_path: Path) -> None:
    """Of linux/android/binder.h; fwctl has no header here, and states no type as a number."""
    stated = {one.name: command_number(one.ioctl) for one in catalogue() if one.ioctl is not None}
    names = sorted(name for name in stated if name.startswith("BINDER_"))
    rows = "".join(f'printf("%u\\n", (unsigned int){name});' for name in names)
    source = tmp_path / "numbers.c"
    source.write_text(
        "#include <stdio.h>\n#include <linux/android/binder.h>\n"
        f"int main(void) {{ {rows} return 0; }}\n"
    )
    program = tmp_path / "numbers"
    subprocess.run([needs("gcc"), str(source), "-o", str(program)], check=True)
    shown = subprocess.run([str(program)], capture_output=True, text=True, check=True).stdout
    assert [stated[name] for name in names] == [int(row) for row in shown.split()]
    assert len(names) == 12
    assert len({stated[name] for name in names}) == 12  # no two are the same


def test_a_number_names_its_spec() -> None:
    found = find_specs("ioctl:0xc0306201", [], Options())
    assert [one.name for one in found.specs] == ["BINDER_WRITE_READ"]
    assert found.note == "0xc0306201 is _IOWR('b', 1), 48 bytes in and out"
    unknown = find_specs("ioctl:0x5401", [], Options())
    assert unknown.specs == ()
    assert unknown.note == "0x5401 is _IO('T', 1), 0 bytes"


@pytest.mark.parametrize("text", ["ioctl:", "ioctl:x", "ioctl:-1", "ioctl:0x100000000"])
def test_what_is_no_number_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="no command number"):
        find_specs(text, [], Options())


@pytest.mark.parametrize("text", ["_IO(TYPE, 1)", "x", "_IOW('b', 1, int)"])
def test_parts_that_are_not_stated_make_no_number(text: str) -> None:
    assert command_number(Ioctl(number=Expression(text))) is None
    assert command_text(0x40046210) == "_IOW('b', 16), 4 bytes in"
