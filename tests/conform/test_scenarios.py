"""Every scenario against the catalogue, the kernel that runs here, and gcc."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

import pytest

from kapi.conform.reproducer import program
from kapi.conform.sandbox import run
from kapi.conform.scenario import (
    Scenario,
    said_of_another_errno,
    scenario,
    shown_claims,
    speaks_of,
)
from kapi.conform.scenarios import SCENARIOS
from kapi.model.claims import claims
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import ARCHITECTURES, this_machine
from kapi.vocab.errno import same_errno
from tests.needs import needs

MACHINE = this_machine()
X86 = ARCHITECTURES["x86_64"]
SPECS = {spec.name: spec for spec in load_specs((), Options()).specs}


def label(one: Scenario) -> str:
    return f"{one.case.shown}-{one.errno or one.killed}"


@pytest.mark.parametrize("one", SCENARIOS, ids=label)
def test_the_catalogue_claims_it(one: Scenario) -> None:
    found = [
        claim
        for claim in claims(SPECS[one.api])
        if claim.kind.value != "error" or same_errno(claim.subject, one.errno or "", X86)
    ]
    others = [other for other in SCENARIOS if other.api == one.api]
    wanted = bool(one.errno) + len(one.effects) + len(one.transitions) + bool(one.signal)
    assert len(list(shown_claims(one, found, others))) >= wanted
    assert not one.errno or speaks_of(one, found, others)


@pytest.mark.skipif(MACHINE is None, reason=f"{platform.machine()} is not known")
@pytest.mark.skipif(os.geteuid() != 0, reason="some steps need privileges")
@pytest.mark.parametrize("one", SCENARIOS, ids=label)
def test_the_kernel_answers_as_it_says(one: Scenario) -> None:
    assert MACHINE
    ran = run(one.case, MACHINE, 10.0)
    if one.needs and not one.came_about(ran, MACHINE):
        assert ran.problem or (ran.call and not ran.call.outcome.hung)
        return
    assert one.came_about(ran, MACHINE), ran


def programs(room: Path, chosen: list[Scenario]) -> list[Path]:
    """Write the program of each scenario; return the files."""
    found = []
    for number, one in enumerate(chosen):
        text = program(one.case, X86, one.case.shown)
        assert text.count("\n") < 40
        found.append(room / f"p{number}.c")
        found[-1].write_text(text)
    return found


def test_every_program_compiles(tmp_path: Path) -> None:
    chosen = [one for one in SCENARIOS if one.errno]
    files = [str(path) for path in programs(tmp_path, chosen)]
    strict = ["-Wall", "-Wno-unused", "-Wno-parentheses", "-Werror", "-fsyntax-only"]
    command = [needs("gcc"), *strict, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:2000]


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the programs are for x86_64")
@pytest.mark.parametrize("api", sorted({one.api for one in SCENARIOS}))
def test_programs_show_the_same(tmp_path: Path, api: str) -> None:
    """Those of each call whose steps stay within the process, every third of them."""
    far = ("mount", "only_capability", "NPROC", "fill_map_count", "kill(", "become_nobody", "/exe")
    near = [one for one in SCENARIOS if one.api == api and one.errno]
    near = [one for one in near if not any(word in one.case.steps for word in far)]
    near = [one for one in near if not one.needs and "/self/exe" not in one.case.shown][::3]
    for one, source in zip(near, programs(tmp_path, near), strict=True):
        room = tmp_path / source.stem
        room.mkdir()
        built = [needs("gcc"), "-w", "-o", str(room / "show"), str(source)]
        subprocess.run(built, check=True)
        done = subprocess.run(["./show"], cwd=room, capture_output=True, text=True, check=True)
        result, _, errno = done.stdout.strip().partition(" ")
        assert result == "-1", one.case.shown
        assert errno == one.errno or same_errno(errno, one.errno, X86), one.case.shown


def test_words_choose_the_claim_that_is_meant() -> None:
    found = [claim for claim in claims(SPECS["sys_mlock"]) if claim.subject == "ENOMEM"]
    hole = scenario("mlock(p, 1)", errno="ENOMEM", error="gap|not mapped|hole")
    assert [c.element.summary for c in shown_claims(hole, found, [hole])] == ["page not mapped"]
    # "whole pages" has no hole in it
    only = [claim for claim in found if claim.element.summary == "limit exceeded"]
    assert not speaks_of(hole, only, [hole])


def test_a_claim_that_another_scenario_is_named_for_is_not_meant() -> None:
    found = [claim for claim in claims(SPECS["sys_mlock"]) if claim.subject == "ENOMEM"]
    found = [claim for claim in found if claim.element.summary == "page cannot be populated"]
    guard = scenario("mlock(p, 1)", errno="ENOMEM", error="sealed|guard page")
    other = scenario("mlock(p, 2)", errno="ENOMEM", error="populat")
    assert speaks_of(guard, found, [guard])
    assert not speaks_of(guard, found, [guard, other])


def test_a_claim_with_the_words_and_another_errno_is_doubted() -> None:
    found = [claim for claim in claims(SPECS["sys_mlock"]) if claim.subject == "EINVAL"]
    wraps = scenario("mlock(p, 1)", errno="EOVERFLOW", error="rounded range wraps|wrap")
    assert said_of_another_errno(wraps, found, [wraps]) == found
    its_own = scenario("mlock(p, 2)", errno="EINVAL", error="rounded range|overflow")
    assert said_of_another_errno(wraps, found, [wraps, its_own]) == []
    vague = scenario("mlock(p, 1)", errno="EOVERFLOW", error="overflow|rounded range wraps")
    assert said_of_another_errno(vague, found, [vague]) == []
