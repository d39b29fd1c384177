from __future__ import annotations

import fcntl
import mmap
import os
import re
import select
import socket
import sys
from typing import Any

import pytest

from kapi.vocab import symbols
from kapi.vocab.architectures import ARCHITECTURES, Architecture, this_machine
from kapi.vocab.spelling import is_one_slip
from kapi.vocab.tables import table
from tests.vocab.linux_tree import linux_tree

X86 = ARCHITECTURES["x86_64"]
# The C library's own values and names, not the kernel's.
LIBC_ONLY = {"O_LARGEFILE", "F_GETLK64", "F_SETLK64", "F_SETLKW64", "O_ASYNC", "O_RSYNC"}


def number(name: str, architecture: str = "x86_64") -> int | None:
    constant = symbols.value(name, ARCHITECTURES[architecture])
    return constant.number if constant else None


def test_names_that_the_c_library_declares() -> None:
    for name in ("AF_UNIX", "AF_INET6", "SOCK_STREAM", "SOCK_CLOEXEC", "SHUT_WR", "MSG_PEEK"):
        machine = this_machine()
        assert machine is not None
        assert number(name, machine.name) == getattr(socket, name)
    assert number("SOCK_STREAM", "mips") == 2
    assert number("SOCK_NONBLOCK", "alpha") == 0x40000000
    assert symbols.header("AF_MAX") == "include/linux/socket.h"
    assert number("R_OK") == os.R_OK


@pytest.mark.skipif(sys.platform != "linux", reason="these modules are another system's")
@pytest.mark.parametrize(
    ("module", "prefixes"),
    [
        (os, ("O_", "RTLD_NO", "SEEK_", "MFD_", "GRND_", "SCHED_", "EFD_", "AT_", "W")),
        (mmap, ("MAP_", "PROT_", "MADV_")),
        (fcntl, ("F_", "LOCK_", "DN_")),
        (select, ("EPOLL",)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_python_has_the_same_values(module: Any, prefixes: tuple[str, ...]) -> None:
    machine = this_machine()
    assert machine is not None
    compared = 0
    for name, theirs in vars(module).items():
        if not name.startswith(prefixes) or name in LIBC_ONLY or not isinstance(theirs, int):
            continue
        mine = symbols.value(name, machine)
        if mine is not None:
            compared += 1
            assert mine.number == theirs, name
    assert compared > 5


@pytest.mark.parametrize(
    ("name", "architecture", "value"),
    [
        ("O_DIRECT", "arm64", 0o200000),
        ("O_DIRECT", "powerpc64le", 0o400000),
        ("FASYNC", "alpha", 0o20000),
        ("FASYNC", "sparc64", 0x40),
        ("MAP_LOCKED", "mips", 0x8000),
        ("MCL_FUTURE", "powerpc", 0x4000),
        ("MADV_GUARD_INSTALL", "x86_64", 102),
        ("EPOLL_CLOEXEC", "parisc", 0o10000000),
        ("FMODE_READ", "x86_64", 1),
        ("VM_LOCKED", "x86_64", 0x2000),
        ("S64_MAX", "arm", (1 << 63) - 1),
        ("LONG_MAX", "arm", (1 << 31) - 1),
        ("SZ_1M", "x86_64", 1 << 20),
        ("FWCTL_INFO", "x86_64", 0x9A00),
        ("FWCTL_INFO", "mips", 0x20009A00),
        ("BINDER_WRITE_READ", "x86_64", 0xC0306201),
        ("ENOTSUP", "x86_64", 95),
        ("SIGKILL", "x86_64", 9),
        ("CAP_SYS_ADMIN", "x86_64", 21),
        ("__NR_read", "i386", 3),
        ("MAX_PAGE_ORDER", "x86_64", 10),
        ("MAX_PAGE_ORDER", "arm64", None),
        ("NOBODY", "x86_64", None),
        ("not a name", "x86_64", None),
        ("__NR_nobody", "x86_64", None),
    ],
)
def test_values(name: str, architecture: str, value: int | None) -> None:
    assert number(name, architecture) == value


@pytest.mark.parametrize(
    ("type_name", "architecture", "size"),
    [
        ("struct epoll_event", "x86_64", 12),
        ("struct epoll_event", "x32", 12),
        ("struct epoll_event", "arm64", 16),
        ("struct epoll_event", "i386", 12),
        ("struct iocb", "x86_64", 64),
        ("struct fwctl_rpc", "x86_64", 32),
        ("unsigned long", "i386", 4),
        ("long long", "i386", 8),
        ("__aligned_u64", "arm", 8),
        ("char *", "x86_64", 8),
        ("struct nobody", "x86_64", None),
    ],
)
def test_sizes(type_name: str, architecture: str, size: int | None) -> None:
    assert symbols.size_of(type_name, ARCHITECTURES[architecture]) == size


def test_offsets() -> None:
    assert symbols.offset_of("struct fwctl_info", "out_device_data", X86) == 16
    assert symbols.offset_of("struct fwctl_info", "nobody", X86) is None


def test_known_names_headers_and_definitions() -> None:
    assert symbols.is_known("SIGEMT")  # on mips and a few others
    assert number("SIGEMT") is None
    assert symbols.is_known("MAX_RW_COUNT")
    assert symbols.is_known("__NR_read")
    assert not symbols.is_known("NOBODY")
    assert symbols.definition("MAX_RW_COUNT") == "INT_MAX & PAGE_MASK"
    assert symbols.header("MADV_FREE") == "asm-generic/mman-common.h"
    assert symbols.header("NOBODY") is None


@pytest.mark.parametrize("name", [name for name in dir(os) if name.startswith("POSIX_FADV_")])
def test_advices_are_those_of_the_c_library(name: str) -> None:
    assert number(name) == getattr(os, name)


@pytest.mark.parametrize("name", ["EFD_FLAGS_SET", "SWAP_FLAGS_VALID", "S_IALLUGO"])
def test_what_a_definition_names_is_known(name: str) -> None:
    parts = (symbols.definition(name) or "").split(" | ")
    assert len(parts) > 2
    assert all(symbols.is_known(part) for part in parts)


@pytest.mark.parametrize("arch", ARCHITECTURES.values(), ids=lambda arch: arch.name)
@pytest.mark.parametrize("file", ["fcntl.h", "mman.h"])
def test_the_trees_own_defines(arch: Architecture, file: str) -> None:
    """Read the plain #define lines of the architecture, without any compiler."""
    path = linux_tree() / "arch" / arch.kernel / "include/uapi/asm" / file
    if not path.exists():
        pytest.skip(f"{arch.kernel} uses the generic header")
    text = path.read_text()
    lines = re.findall(
        r"^#define\s+((?:O|MAP|MADV|MCL|PROT)_\w+)\s+(0x\w+|\d+)\b", text, re.MULTILINE
    )
    for name, written in lines:
        mine = symbols.value(name, arch)
        if len(re.findall(rf"^#define\s+{name}\s", text, re.MULTILINE)) > 1:
            continue  # an #if chooses
        base = 8 if written.startswith("0") and written.isdigit() else 0
        assert mine is not None, name
        assert mine.number == int(written, base), name


def test_no_name_stands_in_two_tables() -> None:
    files = ("errnos", "signals", "capabilities", "constants", "later")
    names = [name for file in files for name in table(file)]
    assert len(names) == len(set(names))


def test_a_misspelt_name_is_like_one_of_its_family() -> None:
    assert symbols.like("GRND_INSECUR") == ["GRND_INSECURE"]
    assert symbols.like("RING_ONE") == []
    assert symbols.like("flagz") == []


@pytest.mark.parametrize("at", [0, 3, 5])
def test_slips_are_found_as_by_looking_at_every_name(at: int) -> None:
    known = sorted({one for file in symbols._TABLES for one in table(file)})
    for name in known[:: len(known) // 15]:
        ends = name[at:], name[at + 1 :]
        for wrong in (name[:at] + ends[1], f"{name[:at]}Q{ends[0]}", f"{name[:at]}Q{ends[1]}"):
            slips = [one for one in known if is_one_slip(wrong, one)]
            if len(slips) == 1 and len(wrong) > 3:
                assert symbols.like(wrong) == slips


def test_many_unknown_names_are_not_compared_with_all_known_ones() -> None:
    """A mail of strangers may hold a hundred thousand."""
    symbols.like("GRND_INSECUR")
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        for number in range(1000):
            symbols.like(f"NONE{number}")
        symbols.like("X" * 100_000)
    finally:
        sys.setprofile(None)
    assert calls < 50 * 1000
