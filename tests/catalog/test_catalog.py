"""The shipped specs against the linter, the dialects, the kernel and the manual pages."""

from __future__ import annotations

import gzip
import os
import re
import tarfile
from pathlib import Path

import pytest

import kapi.catalog
from kapi.expr.nodes import Call, Node, Number, names, rebuilt
from kapi.expr.parser import parse
from kapi.expr.predicates import CONSTANTS
from kapi.model.claims import claims
from kapi.model.spec import Spec
from kapi.pipeline import Options
from kapi.pipeline.lint import LintOptions, lint
from kapi.render import kerneldoc, macro
from kapi.render.show_formats import write_dialect
from kapi.sources.load import load
from kapi.sources.one_text import read_text
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.errno import is_errno
from kapi.vocab.symbols import is_known
from kapi.vocab.syscalls import call_of
from kapi.vocab.words import ApiKind, Dialect, ParamFlag
from tests.dropped import drop
from tests.needs import cannot, give_up
from tests.shipped import catalogue

ROOT = Path(kapi.catalog.__file__).parent
SPECS = catalogue()
SYSCALLS = [spec for spec in SPECS if spec.kind is ApiKind.SYSCALL]
NOTES = (Path(__file__).parents[2] / "docs" / "catalogue-notes.md").read_text()
TRACING = Path("/sys/kernel/tracing/events/syscalls")
OTHERS = re.compile(
    r"(?:CAP|CONFIG|RLIMIT|FILE|WALK|PROGRAM)_|(?:PAGE_(?:SIZE|SHIFT|MASK)|errno|result|memory|files)$"
)
# They divide into many cases; the lines that each may have.
LONGER = {"sys_mmap": 230, "sys_open": 230, "sys_openat": 230}
IN_SOURCE = ("mm/mlock.c", "mm/madvise.c", "fs/eventpoll.c", "fs/exec.c", "fs/open.c")
IN_SOURCE += (
    "fs/read_write.c",
    "fs/file.c",
    "fs/pipe.c",
    "fs/namei.c",
    "fs/stat.c",
    "mm/mmap.c",
    "net/socket.c",
    "kernel/exit.c",
    "kernel/pid.c",
    "kernel/signal.c",
    "kernel/sys.c",
    "fs/sync.c",
    "fs/readdir.c",
    "fs/select.c",
    "mm/mprotect.c",
    "mm/memfd.c",
    "fs/eventfd.c",
    "fs/statfs.c",
    "kernel/time/hrtimer.c",
)
IN_SOURCE += ("arch/x86/kernel/sys_x86_64.c",)


def name(spec: Spec) -> str:
    return spec.name


def test_everything_is_there() -> None:
    wanted = "mlock mlock2 mlockall munlock munlockall madvise mmap epoll_create epoll_create1 "
    wanted += "epoll_ctl epoll_wait epoll_pwait epoll_pwait2 execve execveat open openat close "
    wanted += "read write dup dup2 dup3 pipe pipe2 socket socketpair listen shutdown getsockname "
    wanted += "getpeername munmap newstat newlstat newfstat newfstatat readlink readlinkat"
    wanted += " unlink unlinkat rmdir mkdir mkdirat chdir fchdir chmod fchmod symlink link rename"
    wanted += " accept wait4 setrlimit getrlimit fsync fdatasync kill tkill tgkill fchmodat"
    wanted += " symlinkat linkat truncate ftruncate pread64 getdents64 access faccessat faccessat2"
    wanted += " poll ppoll mprotect rt_sigaction statx"
    wanted += " rt_sigprocmask nanosleep eventfd2 memfd_create statfs fstatfs"
    assert {spec.name for spec in SYSCALLS} >= {f"sys_{one}" for one in wanted.split()}


def test_the_strict_rules_find_nothing() -> None:
    linted = lint((), Options(), LintOptions(rule_set="strict"), {})
    assert [(f.span.file, f.span.line, f.message) for f in linted.findings] == []
    assert not linted.suppressed


@pytest.mark.parametrize("spec", SPECS, ids=name)
def test_round_trip(spec: Spec) -> None:
    for dialect in Dialect:
        writer = macro if dialect.value.startswith("macro") else kerneldoc
        written = writer.write(spec, dialect)
        (again,) = read_text("spec.c", written.text.encode(), "spec.c").reading.specs
        assert drop(again, written.losses) == drop(spec, written.losses), dialect
        if dialect is Dialect.KERNELDOC:
            assert not written.losses
            assert not write_dialect(spec, dialect).losses


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.c")), ids=lambda path: path.stem)
def test_files_are_short_and_hold_one_spec(path: Path) -> None:
    """Read as any other text a file says the same: the catalogue is read without asking that."""
    loaded = load([str(path)])
    (spec,) = loaded.specs
    (shipped,) = (one for one in SPECS if one == spec)
    assert shipped.origin.line == spec.origin.line
    assert loaded.findings == ()
    assert spec.name.removeprefix("sys_").lower() == path.stem
    assert path.read_text().count("\n") <= LONGER.get(spec.name, 150)


@pytest.mark.parametrize("spec", SPECS, ids=name)
def test_claims_can_be_told_apart(spec: Spec) -> None:
    ids = [claim.id for claim in claims(spec)]
    assert len(set(ids)) == len(ids)
    assert not [one for one in ids if "." in one.rpartition(":")[2]]


@pytest.mark.parametrize("spec", SPECS, ids=name)
def test_every_parameter_says_what_happens_outside(spec: Spec) -> None:
    """But for what cannot be written, and for words, which have no limits."""
    for param in spec.params:
        if spec.kind is ApiKind.IOCTL and param.name == "fd":  # x-object of the spec says it
            continue
        is_written = ParamFlag.SYSFS_READONLY not in (param.flags or ())
        assert param.violation or param.allowed_strings or not is_written, param.name
        assert param.limits.type or param.object or param.allowed_strings, param.name


@pytest.mark.parametrize("spec", SPECS, ids=name)
def test_conditions_name_what_can_be_looked_up(spec: Spec) -> None:
    known = {param.name for param in spec.params} | {"result", "errno"}
    for claim in claims(spec):
        when = getattr(claim.element, "when", None)
        for one in names(rid_of_resources(parse(when))) if when else ():
            fact = OTHERS.match(one)
            answer = fact or is_known(one) or one in CONSTANTS
            assert one.partition("->")[0] in known or answer, one


def rid_of_resources(node: Node) -> Node:
    """``node`` without the word in out_of(memory), which is no name of a value."""
    if isinstance(node, Call) and node.function == "out_of":
        return Number(0)
    return rebuilt(node, rid_of_resources)


def folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def kernel_source() -> str:
    tree = os.environ.get("KAPI_LINUX_TREE")
    if tree:
        return "".join(folded((Path(tree) / one).read_text()) for one in IN_SOURCE)
    archive = Path("/usr/src/linux-source-6.12.tar.xz")
    if not archive.exists():
        give_up("linux-source-6.12 is not installed")
    texts = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            inner = member.name.partition("/")[2]
            if inner in IN_SOURCE:
                file = tar.extractfile(member)
                assert file
                texts[inner] = folded(file.read().decode())
                if len(texts) == len(IN_SOURCE):
                    break
    return "".join(texts.values())


def test_declarations_are_those_of_the_kernel(kernel_source: str) -> None:
    for spec in SYSCALLS:
        assert spec.declaration
        assert folded(spec.declaration.text) in kernel_source, spec.name


@pytest.mark.parametrize("spec", SYSCALLS, ids=name)
def test_parameters_are_those_of_the_running_kernel(spec: Spec) -> None:
    path = TRACING / spec.name.replace("sys_", "sys_enter_", 1) / "format"
    try:
        text = path.read_text()
    except OSError as error:
        cannot(f"{path}: {error.strerror}")
    fields = re.findall(r"field:(.*?)(\w+);\toffset:(\d+)", text)
    traced = [(folded(kind), one) for kind, one, offset in fields if int(offset) >= 16]
    assert spec.declaration
    ours = [(folded(p.type_name.replace("__user", "")), p.name) for p in spec.declaration.params]
    assert ours == traced


def page_errnos(spec: Spec) -> set[str]:
    """The tagged errnos of the ERRORS section of the manual page, `.so` links followed."""
    page = Path(f"/usr/share/man/man2/{call_of(spec.name, ARCHITECTURES['x86_64'])}.2.gz")
    if not page.exists():
        give_up(f"{page} is not installed (manpages-dev)")
    text = gzip.decompress(page.read_bytes()).decode("utf-8", "replace")
    link = re.match(r"\.so (\S+)", text)
    if link:
        text = gzip.decompress(Path(f"/usr/share/man/{link[1]}.gz").read_bytes()).decode()
    section = re.search(r'(?ms)^\.SH ERRORS\n(.*?)^\.SH (?!")', text)
    assert section or "\n.SH ERRORS" not in text, page  # umask(2) cannot fail
    lines = re.findall(r"(?m)^\.(?:BR?|RB) (E[A-Z0-9].*)$", section[1] if section else "")
    return {one for line in lines for one in re.findall(r"\bE[A-Z0-9]+\b", line) if is_errno(one)}


@pytest.mark.parametrize("spec", SYSCALLS, ids=name)
def test_differences_from_the_manual_page_are_explained(spec: Spec) -> None:
    """Each in the table of docs/catalogue-notes.md, and nothing there that is no difference."""
    page = page_errnos(spec)
    ours = {"EAGAIN" if e.errno == "EWOULDBLOCK" else e.errno for e in spec.errors}
    page = {"EAGAIN" if one == "EWOULDBLOCK" else one for one in page}
    call = spec.name.removeprefix("sys_")
    rows = re.findall(rf"(?m)^\| {call} \| (\S+) \| (spec|page) \| \S", NOTES)
    found = {(one, "spec") for one in ours - page} | {(one, "page") for one in page - ours}
    assert set(rows) == found


def test_no_entry_speaks_of_a_call_that_is_not_there() -> None:
    rows = re.findall(r"(?m)^\| (\w+) \| E\w+ \| (?:spec|page) \|", NOTES)
    assert rows
    assert {f"sys_{call}" for call in rows} <= {spec.name for spec in SYSCALLS}


def test_errors_that_need_another_set_up_are_errors_of_their_calls() -> None:
    """The table that tools/evidence_page.py counts: nothing in it is of the past, none twice."""
    rows = re.findall(r"(?m)^\| (E[A-Z0-9]+, [^|]+) \| ([a-z0-9_, ]+) \| [^|]+ \|$", NOTES)
    heads = {
        spec.name.removeprefix("sys_"): {f"{e.errno}, {e.summary}" for e in spec.errors}
        for spec in SYSCALLS
    }
    having = {head: {call for call, errors in heads.items() if head in errors} for head, _ in rows}
    named = {head: having[head] if of == "all" else set(of.split(", ")) for head, of in rows}
    assert len(named) == len(rows) > 30
    assert all(calls and calls <= having[head] for head, calls in named.items())
    assert sum(map(len, named.values())) <= 0.15 * sum(map(len, heads.values()))
