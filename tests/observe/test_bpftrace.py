"""The script of `kapi export -t bpftrace`, run by bpftrace: the verdicts of `kapi verify`."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from kapi import catalog
from kapi.pipeline.export import Form, export
from kapi.pipeline.specs import Options
from kapi.pipeline.verify import Subject, Verified, verify
from tests.needs import needs, watches_by_bpf, with_tracefs
from tests.observe.bpf.test_run import PROGRAM

pytestmark = watches_by_bpf
NAMES = (
    *("madvise", "mlock", "mlock2", "mlockall", "munlock", "mmap", "read", "write", "close"),
    *("epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait", "execve", "openat"),
    *("newfstat", "getdents64"),
)
COUNTED = re.compile(r"@(calls|findings)\[(\w+), ([\w -]+)(?:, (\d+))?\]: (\d+)")
CATALOG = Path(catalog.__file__).parent


def counted(script: str, workload: Path, directory: Path) -> dict[str, Counter[tuple[str, str]]]:
    """What the script counts: calls by API and verdict, findings by API and code."""
    path = directory / "checks.bt"
    path.write_text(script)
    program = shlex.join([sys.executable, str(workload)])
    done = subprocess.run(
        with_tracefs([needs("bpftrace"), "-c", program, str(path)]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    found: dict[str, Counter[tuple[str, str]]] = {"calls": Counter(), "findings": Counter()}
    for what, api, word, _, count in COUNTED.findall(done.stdout):
        if word != "unexplained-errno":
            found[what][api, word] += int(count)
    return found


def counts_of(verified: Verified) -> dict[str, Counter[tuple[str, str]]]:
    calls: Counter[tuple[str, str]] = Counter()
    for one in verified.apis:
        for word, count in (
            ("conforming", one.conforming),
            ("violation", one.violations),
            ("unlisted", one.unlisted),
            ("cannot tell", one.cannot_tell),
        ):
            calls[one.api, word] += count
    findings: Counter[tuple[str, str]] = Counter()
    for deviation in verified.findings:
        if deviation.code != "unexplained-errno":  # mostly notes, some of which need the judge
            findings[deviation.api, deviation.code] += deviation.count
    return {"calls": +calls, "findings": +findings}


@pytest.fixture
def workload(tmp_path: Path) -> Path:
    path = tmp_path / "workload.py"
    path.write_text(PROGRAM)
    return path


def compared(workload: Path, directory: Path, sources: tuple[str, ...]) -> Verified:
    """Run the workload under both, and return what `kapi verify` says when it is the same."""
    program = (sys.executable, str(workload))
    verified = verify(Subject(program=program, backend="bpf"), sources, Options())
    names = () if sources else NAMES
    script = export(names, sources, Form.BPFTRACE, None, Options()).text
    only = {f"sys_{name}" for name in NAMES}
    expected = counts_of(verified)
    for what, counts in counted(script, workload, directory).items():
        wanted = {key: count for key, count in expected[what].items() if key[0] in only}
        assert counts == Counter(wanted), what
    return verified


def test_the_script_counts_what_verify_counts(workload: Path, tmp_path: Path) -> None:
    verified = compared(workload, tmp_path, ())
    assert not verified.violated
    assert verified.summary.calls > 100


def test_it_finds_what_verify_finds_with_wrong_specs(workload: Path, tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    specs.mkdir()
    for path, old, new in (
        ("mm/madvise.c", "x-when: start % PAGE_SIZE != 0", "x-when: start % PAGE_SIZE == 0"),
        ("mm/mlockall.c", "error: EINVAL", "error: EPERM"),
        ("fs/close.c", "error: EBADF", "error: EPERM"),
        ("fs/openat.c", "error: ENOENT", "error: ENXIO"),
    ):
        text = (CATALOG / path).read_text()
        assert old in text
        (specs / Path(path).name).write_text(text.replace(old, new))
    verified = compared(workload, tmp_path, (str(specs),))
    assert {one.code for one in verified.findings} >= {"accepted-invalid", "unlisted-errno"}
