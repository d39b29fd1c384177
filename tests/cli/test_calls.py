"""Specs by the names of calls: read when they are asked for, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi.errors import NothingToCheck
from kapi.pipeline.call_specs import architecture_here, calls_of
from kapi.pipeline.specs import Options
from kapi.render import specs_json
from kapi.vocab.syscalls import call_of, syscall_number
from kapi.vocab.words import ApiKind
from tests.cli.conftest import spec
from tests.shipped import catalogue


def test_the_catalogue_is_read_call_by_call() -> None:
    here = architecture_here()
    calls = calls_of((), Options(), here)
    whole = {
        one.name: one
        for one in catalogue()
        if one.kind is ApiKind.SYSCALL and syscall_number(call_of(one.name, here), here) is not None
    }
    assert set(calls) == {call_of(name, here) for name in whole}
    assert calls["mlock"] == whole["sys_mlock"]
    assert calls["mlock"] is calls["mlock"]
    assert len(calls.only(["sys_mlock", "close", "none"])) == 2
    with pytest.raises(KeyError):
        calls["binder_version"]


def test_a_source_whose_call_does_not_exist_here(tmp_path: Path) -> None:
    path = tmp_path / "specs.json"
    path.write_text(specs_json.write([spec("sys_nosuchcall"), spec("sys_dup")]).text)
    calls = calls_of([str(path)], Options(), architecture_here())
    assert (list(calls), calls.absent) == (["dup"], 1)
    path.write_text(specs_json.write([spec("sys_nosuchcall")]).text)
    with pytest.raises(NothingToCheck):
        calls_of([str(path)], Options(), architecture_here())
