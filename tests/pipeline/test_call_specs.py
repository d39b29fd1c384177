"""Every spec of a system call of this machine is found by the name under which it is called."""

from __future__ import annotations

from pathlib import Path

from kapi.model.spec import Spec
from kapi.pipeline.call_specs import architecture_here, calls_of
from kapi.pipeline.specs import Options
from kapi.pipeline.verify import Subject, verify
from kapi.vocab.syscalls import call_of, syscall_number
from kapi.vocab.words import ApiKind
from tests.shipped import catalogue


def of_the_catalogue() -> dict[str, Spec]:
    architecture = architecture_here()
    found = {
        call_of(one.name, architecture): one for one in catalogue() if one.kind is ApiKind.SYSCALL
    }
    return {name: one for name, one in found.items() if syscall_number(name, architecture)}


def test_no_spec_of_the_catalogue_is_passed_over() -> None:
    calls = calls_of((), Options(), architecture_here())
    wanted = of_the_catalogue()
    assert {*calls, "read"} == {*wanted, "read"}  # read has the number 0 on x86-64
    assert all(calls[name].name == wanted[name].name for name in wanted)


def test_a_spec_whose_name_is_another_than_that_of_the_call(tmp_path: Path) -> None:
    """sys_newfstat is what strace calls fstat."""
    log = tmp_path / "log"
    log.write_text("1 fstat(3, 0x7f0000) = 0\n1 fstat(9, 0x7f0000) = -1 EXDEV (Invalid)\n")
    found = verify(Subject(replay=(str(log),)), (), Options())
    assert [(one.api, one.calls) for one in found.apis] == [("sys_newfstat", 2)]
    assert [one.code for one in found.findings] == ["unlisted-errno"]
    only = calls_of((), Options(), architecture_here()).only(["newfstat"])
    assert list(only) == ["fstat"]
