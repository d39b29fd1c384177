from __future__ import annotations

import errno
import re
import sys
from pathlib import Path

import pytest

from kapi.vocab import errno as table
from kapi.vocab.architectures import ARCHITECTURES, Architecture, this_machine
from tests.vocab.linux_tree import linux_tree

X86 = ARCHITECTURES["x86_64"]


@pytest.mark.skipif(sys.platform != "linux", reason="the errno module is another system's")
def test_python_knows_the_same_numbers() -> None:
    machine = this_machine()
    assert machine is not None
    ours = {k: v for k, v in table.errnos(machine).items() if not table.is_internal(k)}
    theirs = {name: getattr(errno, name) for name in dir(errno) if name.startswith("E")}
    later = {name for name, number in theirs.items() if number > max(ours.values())}
    assert {name: theirs[name] for name in theirs.keys() - later} | {
        "EHWPOISON": ours["EHWPOISON"]  # Python leaves it out
    } == ours


@pytest.mark.parametrize(
    ("architecture", "number"),
    [("x86_64", 95), ("alpha", 45), ("mips", 122), ("parisc", 223), ("sparc64", 45)],
)
def test_one_name_has_many_numbers(architecture: str, number: int) -> None:
    assert table.errno_number("EOPNOTSUPP", ARCHITECTURES[architecture]) == number
    assert table.errno_name(number, ARCHITECTURES[architecture]) == "EOPNOTSUPP"


def test_aliases() -> None:
    assert table.same_errno("EAGAIN", "EWOULDBLOCK", X86)
    assert table.same_errno("EDEADLK", "EDEADLOCK", X86)
    assert table.same_errno("ENOTSUP", "EOPNOTSUPP", X86)
    assert not table.same_errno("EDEADLK", "EDEADLOCK", ARCHITECTURES["powerpc"])
    assert table.errno_number("EDEADLOCK", ARCHITECTURES["powerpc64le"]) == 58
    assert not table.same_errno("ENONE", "ENONE", X86)
    assert [table.errno_name(number, X86) for number in (11, 35, 95)] == [
        "EAGAIN",
        "EDEADLK",
        "EOPNOTSUPP",
    ]


def test_internal_errnos_are_marked() -> None:
    assert table.errno_number("ERESTARTSYS", X86) == 512
    assert table.is_internal("ERESTARTNOINTR")
    assert not table.is_internal("EHWPOISON")
    assert table.errno_number("EHWPOISON", X86) == 133
    assert table.errno_number("EHWPOISON", ARCHITECTURES["mips64"]) == 168
    for name, number in table.errnos(X86).items():
        assert table.is_internal(name) == (number >= 512)


def test_what_is_no_errno() -> None:
    assert table.is_errno("ENOTSUP")
    assert not table.is_errno("EFOO")
    assert table.errno_number("EFOO", X86) is None
    assert table.errno_name(9999, X86) is None


@pytest.mark.parametrize("arch", ARCHITECTURES.values(), ids=lambda arch: arch.name)
def test_the_tree_defines_the_same(arch: Architecture) -> None:
    """Read the #define lines themselves, without any compiler."""
    tree = linux_tree()
    own = tree / "arch" / arch.kernel / "include/uapi/asm/errno.h"
    generic = tree / "include/uapi/asm-generic"
    own_text = own.read_text() if own.exists() else "#include <asm-generic/errno.h>"
    found: dict[str, str] = {}
    for path in (generic / "errno-base.h", generic / "errno.h"):
        if f"<asm-generic/{path.name}>" in own_text or "<asm-generic/errno.h>" in own_text:
            found |= defines(path)
    if own.exists():
        found |= defines(own)
    for name, value in found.items():
        number = int(value) if value.isdigit() else int(found[value])
        assert table.errno_number(name, arch) == number, name


def defines(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^#define\s+(E\w+)\s+(\w+)", path.read_text(), re.MULTILINE))
