"""Try a spec: find a call that works, vary it, set scenes, draw lots; judge every outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from kapi.conform import denied
from kapi.conform.arguments import Argument
from kapi.conform.case import Caller, Case, case_of
from kapi.conform.chance import draws, shrunk
from kapi.conform.contradiction import refused_bits
from kapi.conform.examples import example_calls
from kapi.conform.probes import Probe, attempts, probes
from kapi.conform.results import Result
from kapi.conform.sandbox import SECONDS, Ran, run
from kapi.conform.scenario import (
    Scenario,
    said_of_another_errno,
    shown_claims,
    speaks_of,
)
from kapi.conform.scenarios import SCENARIOS
from kapi.conform.tally import Tally, is_wrong, not_testable
from kapi.conform.unreachable import out_of_reach
from kapi.model.claims import Claim, ClaimKind
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture, this_machine
from kapi.vocab.syscalls import syscall_number
from kapi.vocab.words import ApiKind

__all__ = ["DRAWS", "try_spec"]

DRAWS = 40
"""How many calls with drawn arguments each spec gets."""

Runner: TypeAlias = Callable[[Case, Architecture, float], Ran]
_MOST_PARAMS = 6


def try_spec(
    spec: Spec, unsafe: bool = False, seed: int = 0, drawn: int = DRAWS, call: Runner = run
) -> tuple[Result, ...]:
    """Return one result for each claim of ``spec``, and one for each thing that no claim says.

    ``unsafe`` also tries calls that reach beyond the sandbox. ``seed`` decides which arguments
    are drawn, ``drawn`` for how many calls. ``call`` makes a call, as `kapi.conform.sandbox.run`
    does.
    """
    architecture = this_machine()
    reason = _untestable(spec, architecture, unsafe)
    if reason or architecture is None:
        return not_testable(spec, reason)
    return _Trial(spec, architecture, call).results(seed, drawn)


def _untestable(spec: Spec, architecture: Architecture | None, unsafe: bool) -> str:
    """Why nothing of ``spec`` can be tried here, or an empty string."""
    if spec.kind is ApiKind.IOCTL:
        return "kapi opens no device, and an ioctl needs one"
    if spec.kind is not ApiKind.SYSCALL:
        return f"a {spec.kind.value} cannot be called from user space"
    if architecture is None:
        return "the calling convention of this machine is not known"
    name = spec.name.removeprefix("sys_")
    if spec.name.startswith("compat_") or syscall_number(name, architecture) is None:
        return f"{architecture.name} has no system call {name}"
    if len(spec.params) > _MOST_PARAMS:
        return f"a system call has at most {_MOST_PARAMS} parameters, here are {len(spec.params)}"
    refused = denied.reason(name)
    if refused and not unsafe:
        return f"{name} {refused}: only with --unsafe"
    return ""


class _Trial:
    """All the calls made for one spec."""

    def __init__(self, spec: Spec, architecture: Architecture, call: Runner) -> None:
        self.spec = spec
        self.call = call
        self.architecture = architecture
        self.name = spec.name.removeprefix("sys_")
        self.tally = Tally(spec, architecture)
        self.scenarios = [one for one in SCENARIOS if one.api == spec.name]

    def results(self, seed: int, drawn: int) -> tuple[Result, ...]:
        base, works = self._base()
        if base is None:
            return not_testable(self.spec, "this kernel has no such system call")
        for arguments in example_calls(self.spec, base, self.architecture):
            self._probe(Probe(arguments), False)
        for probe in probes(self.spec, base, self.architecture):
            self._probe(probe, works)
        if works:
            self._bits(base)
        for scenario in self.scenarios:
            self._scene(scenario)
        for arguments in draws(self.spec, base, self.architecture, seed, drawn):
            self._draw(arguments, base)
        return self.tally.results()

    def _base(self) -> tuple[tuple[Argument, ...] | None, bool]:
        """The first arguments that the kernel accepts, else the first of all; None for ENOSYS."""
        first: tuple[Argument, ...] | None = None
        for arguments in attempts(self.spec, self.architecture):
            first = first or arguments
            ran = self._run(arguments)
            if ran.call is None:
                continue
            if self.tally.errno(ran.call) == "ENOSYS" and not self._lists("ENOSYS"):
                return None, False
            if ran.call.outcome.accepted:
                return arguments, True
        return first or (), False

    def _lists(self, errno: str) -> bool:
        return any(error.errno == errno for error in self.spec.errors)

    def _run(self, arguments: tuple[Argument, ...]) -> Ran:
        return self.call(case_of(self.name, arguments, Caller()), self.architecture, SECONDS)

    def _probe(self, probe: Probe, works: bool) -> None:
        case = case_of(self.name, probe.arguments, probe.caller)
        ran = self.call(case, self.architecture, SECONDS)
        judgement = self.tally.judged(case, ran)
        if ran.call is None or judgement is None or is_wrong(judgement, self.spec):
            return
        explained = self.tally.confirm_probe(case, ran, probe.varied, works)
        if probe.caller.unprivileged and explained:
            self._privileged(probe, explained)

    def _privileged(self, probe: Probe, errors: tuple[Claim, ...]) -> None:
        """What is refused without a capability and done with it shows the capability."""
        unless = " ".join(claim.element.unless or "" for claim in errors)
        unless += " ".join(claim.element.when or "" for claim in errors)
        meant = [
            claim
            for claim in self.tally.claims.values()
            if claim.kind is ClaimKind.CAPABILITY and self.tally.is_open(claim)
            if claim.element.capability in unless
        ]
        if not meant:
            return
        case = case_of(self.name, probe.arguments, Caller(limits=probe.caller.limits))
        ran = self.call(case, self.architecture, SECONDS)
        if ran.call is None or not ran.call.outcome.accepted:
            return
        for claim in meant:
            if ran.facts.get(claim.element.capability):
                self.tally.confirm(claim, case, ran.call)

    def _bits(self, base: tuple[Argument, ...]) -> None:
        """Refute a mask that has a bit which a condition of the same spec refuses always."""
        for index, claim, argument in refused_bits(self.tally):
            arguments = (*base[:index], argument, *base[index + 1 :])
            case = case_of(self.name, arguments, Caller())
            ran = self.call(case, self.architecture, SECONDS)
            errno = self.tally.errno(ran.call) if ran.call else None
            if ran.call and errno:
                reason = f"the mask allows {argument.name}, which is refused with {errno}"
                self.tally.refute(claim, case, ran.call, reason, "refused-bit")

    def _scene(self, scenario: Scenario) -> None:
        """Make the call of a scenario, and find the claims that it shows."""
        case, tally = scenario.case, self.tally
        ran = self.call(case, self.architecture, scenario.seconds)
        came_about = scenario.came_about(ran, self.architecture)
        meant = tally.possible(ran, scenario.errno) if came_about else tally.named(scenario.errno)
        shown = list(shown_claims(scenario, meant, self.scenarios))
        if not came_about or ran.call is None:
            for claim in shown:
                tally.reasons.setdefault(claim.id, self._why_not(scenario, ran))
            return
        for claim in shown:
            tally.confirm(claim, case, ran.call)
        if scenario.errno and not speaks_of(scenario, meant, self.scenarios):
            for claim in said_of_another_errno(scenario, self._reachable(), self.scenarios):
                tally.doubt(claim, case, ran.call, scenario.errno)
            judgement = tally.judged(case, ran)
            if judgement is None or not is_wrong(judgement, self.spec):
                tally.missing(case, ran.call, scenario.errno)

    def _reachable(self) -> list[Claim]:
        return [one for one in self.tally.claims.values() if not out_of_reach(one)]

    def _why_not(self, scenario: Scenario, ran: Ran) -> str:
        needs = f"it needs {scenario.needs}; " if scenario.needs else ""
        if ran.call is None:
            return needs + ran.problem
        came = self.tally.errno(ran.call) or ran.call.outcome.killed or "success"
        return f"{needs}here {scenario.case.shown} ends with {came}"

    def _draw(self, arguments: tuple[Argument, ...], base: tuple[Argument, ...]) -> None:
        """Judge a drawn call; when it refutes something, its simplest form does."""
        if not self._contradicts(arguments):
            return
        simplest = shrunk(arguments, base, self._contradicts)
        case = case_of(self.name, simplest, Caller())
        self.tally.judged(case, self.call(case, self.architecture, SECONDS))

    def _contradicts(self, arguments: tuple[Argument, ...]) -> bool:
        ran = self._run(arguments)
        if ran.call is None:
            return False
        return is_wrong(self.tally.judgement(ran), self.spec)
