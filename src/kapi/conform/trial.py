"""Try a spec: find a call that works, vary it, judge every outcome, add up per claim."""

from __future__ import annotations

import msgspec

from kapi.call import Call
from kapi.conform import denied
from kapi.conform.arguments import Argument
from kapi.conform.probes import Probe, attempts, probes
from kapi.conform.reproducer import program
from kapi.conform.results import Result, Status
from kapi.conform.sandbox import Caller, Ran, run
from kapi.conform.scenario import Scenario, names, speaks_of
from kapi.conform.scenarios import SCENARIOS
from kapi.judge.conditions import Condition, Truth, conditions, environment
from kapi.judge.verdict import Judgement, Verdict, judge
from kapi.model.claims import Claim, ClaimKind, claims
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture, this_machine
from kapi.vocab.errno import errno_name, same_errno
from kapi.vocab.syscalls import syscall_number
from kapi.vocab.words import Answer, ApiKind, ErrorList

__all__ = ["try_spec"]

_MOST_PARAMS = 6
_TESTED = (ClaimKind.PARAM, ClaimKind.RETURN, ClaimKind.ERROR)


def try_spec(spec: Spec, unsafe: bool = False) -> tuple[Result, ...]:
    """Return one result for each claim of ``spec``, and one for each thing that no claim says.

    ``unsafe`` also tries calls that reach beyond the sandbox.
    """
    architecture = this_machine()
    reason = _untestable(spec, architecture, unsafe)
    if reason or architecture is None:
        return tuple(_result(claim, Status.NOT_TESTABLE, reason) for claim in claims(spec))
    return _Trial(spec, architecture).results()


def _untestable(spec: Spec, architecture: Architecture | None, unsafe: bool) -> str:
    """Why nothing of ``spec`` can be tried here, or an empty string."""
    if spec.kind is not ApiKind.SYSCALL:
        return f"{spec.kind.value}s are not tried yet"
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
    """All the calls made for one spec, and what they say."""

    def __init__(self, spec: Spec, architecture: Architecture) -> None:
        self.spec = spec
        self.architecture = architecture
        self.name = spec.name.removeprefix("sys_")
        self.number = syscall_number(self.name, architecture) or 0
        self.claims = {claim.id: claim for claim in claims(spec)}
        self.found: dict[str, Result] = {}
        self.extra: dict[tuple[str, str], Result] = {}

    def results(self) -> tuple[Result, ...]:
        base, works = self._base()
        if base is None:
            reason = "this kernel has no such system call"
            return tuple(_result(one, Status.NOT_TESTABLE, reason) for one in self.claims.values())
        for probe in probes(self.spec, base, self.architecture):
            self._try(probe, works)
        for scenario in SCENARIOS:
            if scenario.api == self.spec.name:
                self._show(scenario)
        listed = [self.found.get(one.id) or self._left(one) for one in self.claims.values()]
        return (*listed, *self.extra.values())

    def _base(self) -> tuple[tuple[Argument, ...] | None, bool]:
        """The first arguments that the kernel accepts, else the first of all; None for ENOSYS."""
        first: tuple[Argument, ...] | None = None
        for arguments in attempts(self.spec, self.architecture):
            first = first or arguments
            ran = self._run(Probe(arguments))
            if ran.call is None:
                continue
            if _errno(ran.call, self.architecture) == "ENOSYS" and not self._lists("ENOSYS"):
                return None, False
            if ran.call.outcome.accepted:
                return arguments, True
        return first or (), False

    def _lists(self, errno: str) -> bool:
        return any(error.errno == errno for error in self.spec.errors)

    def _run(self, probe: Probe) -> Ran:
        return run(self.name, self.number, probe.arguments, probe.caller, self.architecture.name)

    def _try(self, probe: Probe, works: bool) -> None:
        ran = self._run(probe)
        if ran.call is None:
            return
        judgement = judge(self.spec, ran.call, ran.facts, page_size=4096)
        shown = _shown(probe, ran.call, self.architecture)
        if judgement.verdict in (Verdict.VIOLATION, Verdict.UNLISTED):
            self._refute(probe, judgement, shown)
            return
        self._confirm(probe, ran, works, shown)

    def _show(self, scenario: Scenario) -> None:
        """Make the call of a scenario, and find the condition that it shows."""
        probe = Probe(scenario.arguments, scenario.caller)
        ran = self._run(probe)
        if ran.call is None or _errno(ran.call, self.architecture) != scenario.errno:
            return  # this kernel or machine has not what the scenario needs
        shown = _shown(probe, ran.call, self.architecture)
        errors = [
            claim
            for claim in self.claims.values()
            if claim.kind is ClaimKind.ERROR and self._is(claim.subject, scenario.errno)
        ]
        meant = [one for one in errors if names(one.element, scenario.about)]
        meant += [one for one in errors if speaks_of(one.element, scenario.about)]
        if meant:
            self.found.setdefault(meant[0].id, _result(meant[0], Status.CONFIRMED, shown=shown))
            return
        closed = self.spec.error_list is ErrorList.CLOSED
        reason = f"no {scenario.errno} of the spec speaks of this"
        missing = Judgement(verdict=Verdict.UNLISTED, code="missing-condition", message=reason)
        made = program(self.name, self.number, probe.arguments, probe.caller, shown)
        result = self._of_spec(missing, shown, made)
        if not closed:
            result = msgspec.structs.replace(result, status=Status.NOT_OBSERVED)
        self.extra.setdefault((scenario.errno, scenario.about), result)

    def _refute(self, probe: Probe, judgement: Judgement, shown: str) -> None:
        made = program(self.name, self.number, probe.arguments, probe.caller, shown)
        if judgement.verdict is Verdict.UNLISTED and self.spec.error_list is ErrorList.OPEN:
            return
        if not judgement.claims:
            key = (judgement.code, shown.rpartition("= ")[2])
            rule = next((c for c in self.claims.values() if c.kind is ClaimKind.RETURN), None)
            about = rule if judgement.code in ("wrong-return", "returned") else None
            if about:
                result = _result(
                    about, Status.REFUTED, judgement.message, judgement.code, shown, made
                )
                self.found[about.id] = result
            else:
                self.extra.setdefault(key, self._of_spec(judgement, shown, made))
            return
        for claim in judgement.claims:
            if self.found.get(claim) is None or self.found[claim].status is not Status.REFUTED:
                self.found[claim] = _result(
                    self.claims[claim],
                    Status.REFUTED,
                    judgement.message,
                    judgement.code,
                    shown,
                    made,
                )

    def _of_spec(self, judgement: Judgement, shown: str, made: str) -> Result:
        return Result(
            claim="",
            api=self.spec.name,
            kind="spec",
            subject=shown.rpartition("= ")[2].removeprefix("-1 "),
            status=Status.REFUTED,
            code=judgement.code,
            reason=judgement.message,
            call=shown,
            program=made,
            span=self.spec.span,
        )

    def _confirm(self, probe: Probe, ran: Ran, works: bool, shown: str) -> None:
        """A claim is confirmed when a call that works fails as claimed once it is varied."""
        assert ran.call is not None
        known = environment(
            self.spec, ran.call.arguments, ran.facts, self.architecture, page_size=4096
        )
        found = conditions(self.spec, known)
        errno = _errno(ran.call, self.architecture)
        if errno is None:
            if ran.call.outcome.accepted:
                self._set(ClaimKind.RETURN, shown)
            return
        explains = [one for one in found if self._is(one.errno, errno)]
        holds = [one for one in explains if one.truth is Truth.HOLDS]
        could = [one for one in explains if one.truth is not Truth.FAILS]
        for one in holds:
            self._mark(one, shown)
        errors = [one for one in could if one.claim.kind is ClaimKind.ERROR]
        if not holds and works and len(errors) == 1:
            self._mark(errors[0], shown)  # no other listed condition can explain it
        for one in could:
            if one.claim.kind is ClaimKind.PARAM and one.claim.subject == probe.varied and works:
                self._mark(one, shown)

    def _is(self, name: str | None, errno: str) -> bool:
        return name is not None and (name == errno or same_errno(name, errno, self.architecture))

    def _mark(self, one: Condition, shown: str) -> None:
        result = _result(one.claim, Status.CONFIRMED, "", "", shown)
        self.found.setdefault(one.claim.id, result)

    def _set(self, kind: ClaimKind, shown: str) -> None:
        for claim in self.claims.values():
            if claim.kind is kind:
                self.found.setdefault(claim.id, _result(claim, Status.CONFIRMED, "", "", shown))

    def _left(self, claim: Claim) -> Result:
        """What to say of a claim that no call met."""
        if claim.kind not in _TESTED:
            return _result(claim, Status.NOT_TESTABLE, "no scenario shows it")
        if getattr(claim.element, "visible", None) is Answer.NO:
            return _result(claim, Status.NOT_TESTABLE, "user code can never see it")
        if claim.kind is ClaimKind.PARAM and not _rejects(claim):
            return _result(claim, Status.NOT_OBSERVED, "no value is said to be refused")
        return _result(claim, Status.NOT_OBSERVED, "no generated call met it")


def _rejects(claim: Claim) -> bool:
    violation = claim.element.violation
    return violation is None or violation.action == "reject"


def _errno(call: Call, architecture: Architecture) -> str | None:
    number = call.outcome.errno
    return None if number is None else errno_name(number, architecture) or str(number)


def _shown(probe: Probe, call: Call, architecture: Architecture) -> str:
    """The call as strace would print it, with objects by their kinds."""
    arguments = ", ".join(argument.name for argument in probe.arguments)
    outcome = call.outcome
    if outcome.killed:
        end = f"killed({outcome.killed})"
    elif outcome.hung:
        end = "no return"
    elif outcome.gone:
        end = "gone"
    else:
        end = f"-1 {_errno(call, architecture)}" if outcome.errno else str(outcome.result)
    return f"{call.syscall}({arguments}){_who(probe.caller)} = {end}"


def _who(caller: Caller) -> str:
    parts = ["unprivileged"] if caller.unprivileged else []
    parts += [f"{name} {value}" for name, value in caller.limits]
    return f" [{', '.join(parts)}]" if parts else ""


def _result(
    claim: Claim,
    status: Status,
    reason: str = "",
    code: str = "",
    shown: str = "",
    made: str = "",
) -> Result:
    summary = getattr(claim.element, "summary", None) or getattr(claim.element, "target", None)
    return Result(
        claim=claim.id,
        api=claim.api,
        kind=claim.kind.value,
        subject=claim.subject,
        summary=summary or "",
        status=status,
        code=code,
        reason=reason,
        call=shown,
        program=made,
        span=claim.span,
    )
