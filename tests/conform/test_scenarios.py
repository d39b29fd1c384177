"""Every scenario against the catalogue, the kernel that runs here, and gcc."""

from __future__ import annotations

import os
import platform

import pytest

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
