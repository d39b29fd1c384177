"""Numbers that the compiler computes, against those of the machine that runs the test."""

from __future__ import annotations

import ctypes
import socket
import struct
from pathlib import Path

from kapi.drift.headers import compute, header_of, other_word
from tests.needs import needs


def test_sizes_are_those_of_this_machine() -> None:
    needs("gcc")
    found = compute("#include <stddef.h>", ["sizeof(long)", "sizeof(void *)", "_Alignof(int)"])
    assert found.numbers == (
        ctypes.sizeof(ctypes.c_long), ctypes.sizeof(ctypes.c_void_p), ctypes.alignment(ctypes.c_int)
    )  # fmt: skip


def test_a_header_is_found_by_its_structure() -> None:
    needs("gcc")
    header = header_of("inotify_event")
    assert header == "linux/inotify.h"
    text = f"#include <{header}>"
    found = compute(text, ["__builtin_offsetof(struct inotify_event, len)"])
    assert found.numbers == (struct.calcsize("iII"),)
    assert header_of("fwctl_of_nobody") is None


def test_the_header_of_the_architecture_comes_before_the_generic_one(tmp_path: Path) -> None:
    for name in ("asm-generic", "asm"):
        (tmp_path / name).mkdir()
    (tmp_path / "asm-generic" / "stat.h").write_text("struct stat {\n")
    assert header_of("stat", tmp_path) == "asm-generic/stat.h"
    (tmp_path / "asm" / "stat.h").write_text("struct stat {\n")
    assert header_of("stat", tmp_path) == "asm/stat.h"


def test_what_a_compiler_refuses_is_its_first_error() -> None:
    needs("gcc")
    assert "no_such_type" in compute("no_such_type a;", ["1"]).problem
    assert compute("", ["1"], compiler="no-such-compiler").problem


def test_a_header_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "linux").mkdir()
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(tmp_path / "linux" / "odd.h"))
    assert header_of("anything", tmp_path) is None
    assert other_word(tmp_path) == ("-m32",)
