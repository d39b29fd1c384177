"""The machine: sysctl values, its configuration, what is left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kapi.situation import system
from kapi.situation.process import Unknown
from tests.situation.standing import NEW_USER, both_ways, contents, standing, unshare


def test_sysctl() -> None:
    with standing(lambda: None) as (process, _):
        count = int(contents("/proc/sys/vm/max_map_count"))
        assert system.sysctl(process, "vm.max_map_count") == count
        for name in ("vm.no_such", "vm", "../vm.max_map_count", "kernel.ostype", "kernel.printk"):
            assert system.sysctl(process, name) is None


def test_a_value_of_another_name_space_is_unknown() -> None:
    def make() -> None:
        unshare(NEW_USER)
        unshare(0x40000000)

    with standing(make) as (process, _):
        assert system.sysctl(process, "net.core.somaxconn") is None
        assert system.sysctl(process, "vm.max_map_count") is not None


def test_configuration() -> None:
    with standing(lambda: None) as (process, _):
        if not (
            os.path.exists("/proc/config.gz") or os.path.exists(f"/boot/config-{os.uname()[2]}")
        ):
            pytest.skip("no configuration")
        assert system.config(process, "PROC_FS") == 1
        assert system.config(process, "CONFIG_PROC_FS") == 1
        assert system.config(process, "NO_SUCH_OPTION") == 0
        assert isinstance(system.config(process, "HZ"), int)
        assert system.config(process, "LOCALVERSION") in (None, 0)


def test_there_is_enough() -> None:
    def look() -> None:
        with standing(lambda: None) as (process, _):
            assert system.out_of(process, "memory") == 0
            assert system.out_of(process, "files") == 0
            assert system.out_of(process, "patience") is None

    both_ways(look)


def test_little_free_memory_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_AMPLE", 1 << 60)
    monkeypatch.setattr(system, "_AMPLE_FILES", 1 << 63)
    with standing(lambda: None) as (process, _):
        assert system.out_of(process, "memory") is None
        assert system.out_of(process, "files") is None


def test_the_group_of_a_process_below_a_mount(tmp_path: Path) -> None:
    for name, pids in (("one/a", "5\n"), ("one/b", "7\n17\n"), ("two", "1\n")):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / name / "cgroup.procs").write_text(pids)
    assert system._name_of_group(str(tmp_path), 2, 17) == "/one/b"
    with pytest.raises(Unknown):
        system._name_of_group(str(tmp_path), 2, 2)
