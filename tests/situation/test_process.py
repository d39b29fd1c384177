"""What `Process` reads of /proc, against the files themselves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kapi.situation.process import Process


def test_fields_of_status_are_its_lines() -> None:
    with Process(os.getpid()) as process:
        found = process.status
        lines = Path("/proc/self/status").read_text().splitlines()
        same = {name: text.strip() for name, _, text in (one.partition(":") for one in lines)}
        counted = {"VmSize", "VmRSS", "RssAnon", "VmData", "VmPTE", "SigQ"}  # change by the moment
        changing = {one for one in same if one.endswith("ctxt_switches")} | counted
        assert set(found) == set(same)
        assert len(found) == len(lines)
        assert {one: found[one].strip() for one in same.keys() - changing} == {
            one: same[one] for one in same.keys() - changing
        }


def test_a_field_is_found_by_its_whole_name() -> None:
    with Process(os.getpid()) as process:
        for name in ("id", "Ui", "Vm", "Uid:", ""):
            with pytest.raises(KeyError):
                process.status[name]
        assert "Uid" in process.status
        assert process.status.get("Uidx") is None
