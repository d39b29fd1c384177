"""System call numbers against the kernel's own .tbl files, which the tables are not made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.syscalls import call_of, is_syscall, syscall_name, syscall_number, syscalls
from tests.vocab.linux_tree import linux_tree

X32_BIT = 0x40000000
TABLES = {
    "x86_64": ("arch/x86/entry/syscalls/syscall_64.tbl", "common 64", 0),
    "x32": ("arch/x86/entry/syscalls/syscall_64.tbl", "common x32", X32_BIT),
    "i386": ("arch/x86/entry/syscalls/syscall_32.tbl", "i386", 0),
    "arm": ("arch/arm/tools/syscall.tbl", "common eabi", 0),
    "arm64": ("scripts/syscall.tbl", "common 64 renameat rlimit memfd_secret", 0),
    "riscv64": ("scripts/syscall.tbl", "common 64 riscv rlimit memfd_secret", 0),
    "loongarch64": ("scripts/syscall.tbl", "common 64", 0),
    "s390x": ("arch/s390/kernel/syscalls/syscall.tbl", "common 64", 0),
    "powerpc64": ("arch/powerpc/kernel/syscalls/syscall.tbl", "common 64 nospu", 0),
    "powerpc": ("arch/powerpc/kernel/syscalls/syscall.tbl", "common 32 nospu", 0),
    "mips64": ("arch/mips/kernel/syscalls/syscall_n64.tbl", "n64", 5000),
    "mips64n32": ("arch/mips/kernel/syscalls/syscall_n32.tbl", "n32", 6000),
    "mips": ("arch/mips/kernel/syscalls/syscall_o32.tbl", "o32", 4000),
    "sparc64": ("arch/sparc/kernel/syscalls/syscall.tbl", "common 64", 0),
    "alpha": ("arch/alpha/kernel/syscalls/syscall.tbl", "common", 0),
    "parisc": ("arch/parisc/kernel/syscalls/syscall.tbl", "common 32", 0),
    "m68k": ("arch/m68k/kernel/syscalls/syscall.tbl", "common", 0),
    "sh": ("arch/sh/kernel/syscalls/syscall.tbl", "common", 0),
    "xtensa": ("arch/xtensa/kernel/syscalls/syscall.tbl", "common", 0),
}


@pytest.mark.parametrize("name", TABLES)
def test_numbers_are_those_of_the_tbl_file(name: str) -> None:
    path, abis, base = TABLES[name]
    listed = read_tbl(linux_tree() / path, abis.split(), base)
    mine = syscalls(ARCHITECTURES[name])
    assert len(listed) > 250
    differing = {call: (number, mine.get(call)) for call, number in listed.items()}
    assert not {call: pair for call, pair in differing.items() if pair[0] != pair[1]}


def read_tbl(path: Path, abis: list[str], base: int) -> dict[str, int]:
    found = {}
    for line in path.read_text().splitlines():
        words = line.split()
        if len(words) >= 3 and words[0].isdigit() and words[1] in abis:
            found[words[2]] = base + int(words[0])
    unused = ("reserved", "unused", "available")
    return {name: number for name, number in found.items() if not name.startswith(unused)}


@pytest.mark.parametrize(
    ("architecture", "name", "number"),
    [
        ("x86_64", "read", 0),
        ("x86_64", "mlock2", 325),
        ("i386", "read", 3),
        ("x32", "read", X32_BIT),
        ("arm64", "openat", 56),
        ("mips64", "read", 5000),
        ("s390x", "mlock", 150),
    ],
)
def test_known_numbers(architecture: str, name: str, number: int) -> None:
    arch = ARCHITECTURES[architecture]
    assert syscall_number(name, arch) == number
    assert syscall_name(number, arch) == name


@pytest.mark.parametrize(
    ("architecture", "function", "name"),
    [
        ("x86_64", "sys_newfstat", "fstat"),
        ("x86_64", "newuname", "uname"),
        ("x86_64", "sys_umount", "umount2"),
        ("i386", "sys_umount", "umount"),
        ("i386", "sys_sendfile64", "sendfile64"),
        ("arm64", "sys_sendfile64", "sendfile"),
        ("x86_64", "sys_mlock", "mlock"),
        ("x86_64", "sys_rewind_time", "rewind_time"),
    ],
)
def test_the_name_of_a_function_is_not_always_that_of_its_call(
    architecture: str, function: str, name: str
) -> None:
    assert call_of(function, ARCHITECTURES[architecture]) == name


def test_functions_of_calls_are_those_of_the_tbl_files() -> None:
    arch = ARCHITECTURES["x86_64"]
    path = linux_tree() / TABLES["x86_64"][0]
    rows = [line.split() for line in path.read_text().splitlines()]
    calls = [row for row in rows if len(row) > 3 and row[0].isdigit() and row[1] != "x32"]
    made = [row for row in calls if row[3] != "sys_ni_syscall"]
    assert {row[2]: call_of(row[3], arch) for row in made} == {row[2]: row[2] for row in made}


def test_what_an_architecture_lacks() -> None:
    assert syscall_number("open", ARCHITECTURES["arm64"]) is None
    assert is_syscall("open")
    assert not is_syscall("sys_open")
    assert syscall_name(99_999, ARCHITECTURES["x86_64"]) is None
