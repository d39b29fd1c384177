"""The structures and commands of the ioctl specs against the C compiler and its headers."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.parser import parse
from kapi.expr.values import Value
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind
from tests.needs import cannot, needs
from tests.shipped import catalogue

SPECS = [spec for spec in catalogue() if spec.kind is ApiKind.IOCTL]
HEADERS = {
    "binder": ("linux/android/binder.h",),
    "fwctl": ("fwctl/fwctl.h",),
    "fs_ioctl": ("linux/fs.h", "linux/fiemap.h"),
    "tty": ("asm/termbits.h",),
    "nsfs": ("linux/nsfs.h",),
    "pidfd": ("linux/pidfd.h",),
    "random": ("linux/random.h",),
    "tun": ("linux/if.h", "linux/if_tun.h"),
}
OF_ANOTHER_SIZE = {"FS_IOC_GETFLAGS", "FS_IOC_SETFLAGS", "TUNSETIFF", "TUNGETIFF"}
"""Those that pass something else than their numbers say."""
DIRECTIONS = {"none": 0, "write": 1, "read": 2, "read_write": 3}  # _IOC_WRITE 1, _IOC_READ 2


def value(text: str | None) -> int:
    assert text is not None
    result = evaluate(parse(text), Environment())
    assert isinstance(result, Value), result
    return result.number


def compiled(spec: Spec, room: Path) -> dict[str, int]:
    """What gcc makes of the command and of each structure of ``spec``."""
    headers = HEADERS[Path(spec.origin.file).parent.name.removeprefix("kapi:")]
    _skip_without(spec, headers)
    assert spec.ioctl
    facts = {"command": spec.ioctl.cmd, "number": spec.ioctl.number}
    for struct in spec.structs:
        facts["size"] = f"sizeof(struct {struct.name})"
        for field in struct.fields:
            if field.name == "pad":  # what is left of a union
                continue
            facts[f"{field.name}.offset"] = f"offsetof(struct {struct.name}, {field.name})"
            facts[f"{field.name}.size"] = f"sizeof(((struct {struct.name} *)0)->{field.name})"
    rows = "".join(
        f'printf("%s\\"{name}\\": %llu", {number} ? ", " : "", (unsigned long long)({text}));\n'
        for number, (name, text) in enumerate(facts.items())
    )
    source = room / "layout.c"
    included = "".join(f"#include <{header}>\n" for header in headers)
    source.write_text(
        f"#include <stddef.h>\n#include <stdio.h>\n#include <sys/ioctl.h>\n{included}"
        f'int main(void)\n{{\nprintf("{{");\n{rows}printf("}}");\nreturn 0;\n}}\n'
    )
    program = room / "layout"
    subprocess.run([needs("gcc"), "-o", str(program), str(source)], check=True)
    shown = subprocess.run([str(program)], capture_output=True, text=True, check=True).stdout
    facts_found: dict[str, int] = json.loads(shown)
    return facts_found


def _skip_without(spec: Spec, headers: tuple[str, ...]) -> None:
    """Skip where the system's headers are older than the command."""
    assert spec.ioctl
    text = "#include <sys/ioctl.h>\n" + "".join(f"#include <{header}>\n" for header in headers)
    ran = subprocess.run(
        [needs("gcc"), "-E", "-dM", "-"], input=text, capture_output=True, text=True, check=False
    )
    if ran.returncode or not re.search(rf"^#define {spec.ioctl.cmd}\b", ran.stdout, re.MULTILINE):
        cannot(f"the headers of the system have no {spec.ioctl.cmd}")


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_layout_is_that_of_the_headers(spec: Spec, tmp_path: Path) -> None:
    found = compiled(spec, tmp_path)
    assert spec.ioctl
    assert found["command"] == found["number"] == value(spec.ioctl.cmd)
    for struct in spec.structs:
        assert value(struct.size) == found["size"]
        for field in struct.fields:
            if field.name == "pad":
                continue
            assert value(field.offset) == found[f"{field.name}.offset"], field.name
            if field.name != "binder":  # a member of a nameless union
                assert value(field.size) == found[f"{field.name}.size"], field.name


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_fields_follow_one_another(spec: Spec) -> None:
    for struct in spec.structs:
        end = 0
        for field in struct.fields:
            assert value(field.offset) == end, field.name
            end += value(field.size)
        assert end == value(struct.size)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_command_number_holds_direction_and_size(spec: Spec) -> None:
    """On x86-64: two bits of direction, fourteen of size (asm-generic/ioctl.h)."""
    assert spec.ioctl
    number = value(spec.ioctl.cmd)
    sizes = {value(one) for one in (spec.ioctl.input_size, spec.ioctl.output_size) if one}
    if not number >> 30:  # without direction and size, as all were at first
        assert re.match(r"_IO\(|0x54", str(spec.ioctl.number))
        return
    if spec.name in OF_ANOTHER_SIZE:
        return
    assert sizes == {number >> 16 & 0x3FFF}
    stated = DIRECTIONS[spec.ioctl.direction.value]  # type: ignore[union-attr]
    assert stated & (number >> 30) == stated


def test_everything_is_there() -> None:
    binder = "WRITE_READ SET_MAX_THREADS SET_CONTEXT_MGR SET_CONTEXT_MGR_EXT THREAD_EXIT VERSION "
    binder += "GET_NODE_INFO_FOR_REF GET_NODE_DEBUG_INFO FREEZE GET_FROZEN_INFO "
    binder += "ENABLE_ONEWAY_SPAM_DETECTION GET_EXTENDED_ERROR"
    wanted = {f"BINDER_{one}" for one in binder.split()} | {"FWCTL_INFO", "FWCTL_RPC"}
    others = "FIOCLEX FIONCLEX FIONBIO FIOASYNC FIONREAD FIOQSIZE FIGETBSZ FS_IOC_GETFLAGS "
    others += "FS_IOC_SETFLAGS FS_IOC_FSGETXATTR FS_IOC_FSSETXATTR FS_IOC_FIEMAP FS_IOC_GETFSUUID "
    others += "FICLONE FICLONERANGE TIOCGWINSZ TIOCSWINSZ TCGETS TCGETS2 TCSETS TCSETSW TCSETSF "
    others += "TCSETS2 TIOCGPTN TIOCSPTLCK TIOCGPTLCK TIOCPKT TIOCGPTPEER TIOCGPGRP TIOCGSID "
    others += (
        "TIOCSTI TIOCOUTQ TIOCEXCL TIOCGEXCL TCFLSH NS_GET_USERNS NS_GET_PARENT NS_GET_NSTYPE "
    )
    others += "NS_GET_OWNER_UID NS_GET_MNTNS_ID NS_MNT_GET_INFO PIDFD_GET_MNT_NAMESPACE "
    others += "PIDFD_GET_NET_NAMESPACE PIDFD_GET_PID_NAMESPACE PIDFD_GET_USER_NAMESPACE "
    others += "RNDGETENTCNT RNDADDTOENTCNT RNDRESEEDCRNG TUNGETFEATURES TUNSETIFF TUNGETIFF "
    wanted |= set(others.split())
    assert {spec.name for spec in SPECS} == wanted
