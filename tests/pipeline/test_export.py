"""`kapi export`: what is written, what was asked for and is not there, and what is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.errors import InputError, NothingToCheck
from kapi.pipeline.export import Form, embed_specs, export, mount
from kapi.pipeline.specs import Options

BOTH = ("kapi:fs/close.c", "kapi:mm/mlock.c")


def test_a_header_of_what_was_named() -> None:
    made = export(["mlock", "nonsense"], BOTH, Form.C_HEADER, None, Options())
    assert (made.specs, len(made.missing)) == (1, 1)
    assert "nonsense" in made.missing[0]
    assert "DEFINE_KERNEL_API_SPEC(sys_mlock)" in made.text
    assert "sys_close" not in made.text
    assert {one.api for one in made.losses} == {"sys_mlock"}


@pytest.mark.parametrize("form", Form)
def test_nothing_that_was_named(form: Form) -> None:
    made = export(["nonsense"], BOTH, form, None, Options())
    assert (made.specs, made.text, len(made.missing)) == (0, "", 1)


def test_a_tree_has_the_list_and_a_file_for_each(tmp_path: Path) -> None:
    made = export(["mlock", "close", "nonsense"], BOTH, Form.DEBUGFS_TREE, str(tmp_path), Options())
    assert (made.specs, made.text, len(made.missing)) == (2, "", 1)
    assert {one.name for one in (tmp_path / "specs").iterdir()} == {"sys_close", "sys_mlock"}
    assert "Total: 2 specifications" in (tmp_path / "list").read_text()
    assert {one.api for one in made.losses} == {"sys_close", "sys_mlock"}


def test_a_tree_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=r"cannot write .*/file"):
        export([], BOTH, Form.DEBUGFS_TREE, str(tmp_path / "file"), Options())


def test_a_script_is_of_system_calls_and_another_that_was_named_is_lost() -> None:
    sources = ("kapi:mm/mlock.c", "kapi:tty")
    named = export(["mlock", "TIOCSTI"], sources, Form.BPFTRACE, None, Options())
    assert named.specs == 1
    (loss,) = named.losses
    assert (loss.api, loss.path) == ("TIOCSTI", ("kind",))
    assert loss.reason.startswith("it is no system call of ")
    every = export([], sources, Form.BPFTRACE, None, Options())
    assert (every.specs, every.losses) == (1, ())
    with pytest.raises(NothingToCheck, match="no spec here is of a system call of "):
        export(["TIOCSTI"], sources, Form.BPFTRACE, None, Options())


def test_an_object_of_nothing_is_not_written(tmp_path: Path) -> None:
    empty = tmp_path / "empty.c"
    empty.write_text("int x;\n")
    target = tmp_path / "specs.o"
    made = embed_specs([str(empty)], str(target), Options())
    assert (made.specs, made.losses) == (0, ())
    assert not target.exists()


def test_nothing_is_mounted_without_a_spec(tmp_path: Path) -> None:
    empty = tmp_path / "empty.c"
    empty.write_text("int x;\n")
    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(NothingToCheck, match=r"^no specification to serve$"):
        mount(str(place), [str(empty)], Options(), lambda _: None)
