"""Every scenario against the catalogue and the kernel that runs here."""

from __future__ import annotations

import errno
import os
import platform

import pytest

from kapi.conform.sandbox import run
from kapi.conform.scenario import Scenario, names, speaks_of
from kapi.conform.scenarios import SCENARIOS
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import this_machine
from kapi.vocab.syscalls import syscall_number

SPECS = {spec.name: spec for spec in load_specs((), Options()).specs}


def label(scenario: Scenario) -> str:
    arguments = "-".join(argument.name for argument in scenario.arguments)
    return f"{scenario.api}-{scenario.errno}-{arguments}"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=label)
def test_a_condition_of_the_catalogue_speaks_of_it(scenario: Scenario) -> None:
    errors = [one for one in SPECS[scenario.api].errors if one.errno == scenario.errno]
    assert any(names(e, scenario.about) or speaks_of(e, scenario.about) for e in errors)


@pytest.mark.skipif(this_machine() is None, reason=f"{platform.machine()} is not known")
@pytest.mark.skipif(os.geteuid() != 0, reason="some callers must give privileges up")
@pytest.mark.parametrize("scenario", SCENARIOS, ids=label)
def test_the_kernel_answers_as_it_says(scenario: Scenario) -> None:
    machine = this_machine()
    assert machine
    name = scenario.api.removeprefix("sys_")
    number = syscall_number(name, machine)
    if number is None:
        pytest.skip(f"{machine.name} has no {name}")
    ran = run(name, number, scenario.arguments, scenario.caller, machine.name, 5.0)
    assert ran.call, ran.problem
    assert ran.call.outcome.errno == getattr(errno, scenario.errno)
