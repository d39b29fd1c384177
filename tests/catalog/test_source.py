"""What no call can show: locks, versions of flags, layouts on 32 bits, by second sources.

A lock names the functions that take it, as ``do_mlock()``. The source is that of
linux-source-6.12, or the tree in KAPI_LINUX_TREE.
"""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import tarfile
from pathlib import Path

import pytest

from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.parser import parse
from kapi.expr.values import Value
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.symbols import is_known
from kapi.vocab.syscalls import call_of
from kapi.vocab.words import ApiKind, ReturnCheck
from tests.needs import give_up, needs
from tests.shipped import catalogue

LOCKING = [spec for spec in catalogue() if spec.locks]
FILES = ("mm/mlock.c", "mm/gup.c", "mm/util.c", "mm/madvise.c", "mm/mmap.c")
FILES += ("fs/eventpoll.c", "fs/file.c", "mm/mprotect.c", "kernel/signal.c", "kernel/exit.c")
FILES += ("fs/namei.c", "fs/open.c", "fs/exec.c", "fs/readdir.c", "fs/fs_struct.c", "fs/ioctl.c")
FILES += ("kernel/sys.c", "drivers/net/tun.c", "drivers/tty/pty.c", "drivers/tty/tty_io.c")
FILES += ("drivers/tty/tty_ioctl.c", "drivers/tty/tty_jobctrl.c")
WRAPPED = {"i_rwsem": "inode_lock", "alloc_lock": "task_lock", "rtnl_mutex": "rtnl_lock"}
"""Locks that are taken by functions of another name (include/linux/fs.h and so on)."""
ARCHIVE = Path("/usr/src/linux-source-6.12.tar.xz")
FUNCTION = re.compile(r"\b(\w+)\(\)")
VERSION = re.compile(r"\b(?P<name>[A-Z][A-Z0-9]*_\w+|EPOLL\w+)\b|\b(?P<version>\d+(?:\.\d+)+)\b")
ON_PAGE = re.compile(r"(?m)^\.BR? (?P<names>[A-Z].*?) ?\"? \(since Linux (?P<version>[\d.]+)")


@pytest.fixture(scope="module")
def source() -> str:
    tree = os.environ.get("KAPI_LINUX_TREE")
    if tree:
        return "\n".join((Path(tree) / one).read_text() for one in FILES)
    if not ARCHIVE.exists():
        give_up("linux-source-6.12 is not installed")
    texts: dict[str, str] = {}
    with tarfile.open(ARCHIVE) as tar:
        for member in tar:
            inner = member.name.partition("/")[2]
            if inner in FILES and (file := tar.extractfile(member)):
                texts[inner] = file.read().decode()
                if len(texts) == len(FILES):
                    break
    return "\n".join(texts.values())


def body(source: str, function: str) -> str:
    """The text of a function or system call, up to the brace at the beginning of a line."""
    for head in (rf"SYSCALL_DEFINE\d\({function}\b", rf"[\w *]+\b{function}\("):
        if found := re.search(rf"(?ms)^{head}[^;{{]*{{.*?^}}", source):
            return found[0]
    return ""


def takes(text: str, lock: str) -> bool:
    """Whether ``text`` takes a lock: ``mmap_write_lock(mm)``, ``mutex_lock(&ep->mtx)``."""
    member = lock.rpartition("->")[2]
    verb = member.removesuffix("_lock")
    by_name = rf"\b{verb}_(?:read|write)_lock(?:_killable)?\("
    by_wrapper = rf"\b{WRAPPED.get(member, lock)}(?:_nested)?\("
    by_argument = rf"\b(?:\w*lock|down_(?:read|write))\w*\(&?(?:\w+->)*{re.escape(member)}\b"
    return bool(re.search(f"{by_name}|{by_wrapper}|{by_argument}", text))


@pytest.mark.parametrize("spec", LOCKING, ids=lambda spec: spec.name)
def test_functions_take_the_locks(spec: Spec, source: str) -> None:
    for lock in spec.locks:
        named = FUNCTION.findall(lock.description or "")
        there = {one: text for one in named if (text := body(source, one))}
        assert there, f"{lock.name}: none of {named} in {FILES}"
        assert all(takes(text, lock.name) for text in there.values()), (lock.name, there.keys())


def test_a_function_that_takes_none_is_noticed(source: str) -> None:
    assert takes(body(source, "do_mlock"), "mm->mmap_lock")
    assert takes(body(source, "munlockall"), "mm->mmap_lock")
    assert not takes(body(source, "apply_vma_lock_flags"), "mm->mmap_lock")
    assert not takes(body(source, "do_mlock"), "ep->mtx")
    assert takes(body(source, "chmod_common"), "inode->i_rwsem")
    assert not takes(body(source, "chmod_common"), "fs->lock")
    assert not takes(body(source, "tty_do_resize"), "tty->termios_rwsem")
    assert not body(source, "no_such_function")


def test_who_takes_a_number_takes_its_lock() -> None:
    """alloc_fd() is the one function that finds a number."""
    new = [spec for spec in catalogue() if spec.returns and spec.returns.check is ReturnCheck.FD]
    silent = [one.name for one in new if not any("file_lock" in lock.name for lock in one.locks)]
    assert not silent
    assert len(new) > 15


def said(text: str) -> dict[str, str]:
    """The version of each name in ``text``: those since the last version belong to the next."""
    found: dict[str, str] = {}
    for sentence in re.split(r"\.\s", text):
        names: list[str] = []
        for one in VERSION.finditer(sentence):
            if one["name"]:
                names.append(one["name"])
            else:
                found |= dict.fromkeys(names, one["version"])
                names = []
    return found


def on_page(call: str) -> dict[str, str]:
    page = Path(f"/usr/share/man/man2/{call}.2.gz")
    if not page.exists():
        return {}
    text = gzip.decompress(page.read_bytes()).decode("utf-8", "replace")
    if link := re.match(r"\.so (\S+)", text):
        text = gzip.decompress(Path(f"/usr/share/man/{link[1]}.gz").read_bytes()).decode()
    rows = (
        (re.findall(r"[A-Z]\w+", one["names"]), one["version"]) for one in ON_PAGE.finditer(text)
    )
    return {name: version.rstrip(".") for names, version in rows for name in names}


@pytest.mark.parametrize("call", ["mmap", "madvise", "open", "openat", "mlockall", "epoll_ctl"])
def test_flags_came_when_the_page_says(call: str) -> None:
    page = on_page(call)
    if not page:
        give_up(f"the page {call}(2) is not installed (manpages-dev)")
    (spec,) = [one for one in catalogue() if one.name == f"sys_{call}"]
    ours = {}
    for param in spec.params:
        ours |= said(" ".join(one for one in (param.description, param.constraint) if one))
    both = {name for name in ours if is_known(name)} & page.keys()
    assert {name: ours[name] for name in both} == {name: page[name] for name in both}
    assert both


def test_calls_came_when_the_page_says() -> None:
    """syscalls(2) names released versions only: 2.5.75 is 2.6 there."""
    page = Path("/usr/share/man/man2/syscalls.2.gz")
    if not page.exists():
        give_up("the page syscalls(2) is not installed (manpages-dev)")
    rows = {
        row[1]: set(re.findall(r"\d+(?:\.\d+)+", row[2]))
        for row in re.finditer(
            r"(?ms)^\\fB(\w+)\\fP\(2\)\t(.*?)(?=^\\fB|\Z)",
            gzip.decompress(page.read_bytes()).decode("utf-8", "replace"),
        )
    }
    ours = {
        call_of(spec.name, ARCHITECTURES["x86_64"]): spec.since
        for spec in catalogue()
        if spec.kind is ApiKind.SYSCALL
    }
    both = ours.keys() & rows.keys()
    assert len(both) > 80
    assert {one: ours[one] for one in both if released(ours[one] or "") not in rows[one]} == {}


def released(version: str) -> str:
    """The version that people got: 2.odd was in development."""
    major, minor, *_ = [*map(int, version.split(".")), 0]
    return f"2.{minor + 1}" if major == 2 and minor % 2 else version


def test_versions_are_read_as_they_are_written() -> None:
    text = "But A_B refuses. C_D and E_F are from 2.5.37, G_H 3.8; I_J counts."
    assert said(text) == {"C_D": "2.5.37", "E_F": "2.5.37", "G_H": "3.8"}


STRUCTURES = ("struct epoll_event", "struct __kernel_timespec")


@pytest.mark.parametrize(
    ("compiler", "architecture", "data_at"),
    [
        ("gcc", "x86_64", 4),
        ("i686-linux-gnu-gcc", "i386", 4),
        ("powerpc-linux-gnu-gcc", "powerpc", 8),
    ],
)
def test_layouts_are_those_of_the_compiler(
    compiler: str, architecture: str, data_at: int, tmp_path: Path
) -> None:
    """``sizeof`` in the specs, and where their text says that ``data`` stands."""
    sizes = [f"sizeof({one})" for one in STRUCTURES]
    facts = ", ".join([*sizes, "offsetof(struct epoll_event, data)"])
    headers = ("stddef.h", "linux/types.h", "linux/eventpoll.h", "linux/time_types.h")
    text = "".join(f"#include <{one}>\n" for one in headers)
    (tmp_path / "facts.c").write_text(f"{text}const int facts[] = {{{facts}}};\n")
    places = ["-idirafter", "/usr/include", "-idirafter", "/usr/include/x86_64-linux-gnu"]
    command = [needs(compiler), *places, "-S", "-o", "-", str(tmp_path / "facts.c")]
    made = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    *theirs, data = [int(number) for number in re.findall(r"\.long\s+(\d+)", made)]
    environment = Environment(architecture=ARCHITECTURES[architecture])
    ours = [evaluate(parse(size), environment) for size in sizes]
    assert [one.number for one in ours if isinstance(one, Value)] == theirs
    assert data == data_at
