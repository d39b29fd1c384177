"""Calls of watched programs, judged by specs, counted and grouped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kapi.finding import Severity
from kapi.judge.observed import Known, Observed
from kapi.judge.verdict import Judgement, Verdict
from kapi.model.claims import Claim, claims
from kapi.model.spec import Spec
from kapi.observe.bpf.verdict_code import verdict_code
from kapi.observe.seen import Seen
from kapi.observe.shown_values import Decoder, member, shown_register, shown_result, with_symbols
from kapi.pipeline.kept_checks import Made
from kapi.pipeline.watch_results import ApiCounts, Deviation
from kapi.pipeline.watched_spec import watched
from kapi.span import Span
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import ErrorList

_PAGE = 4096
_MOST_ALIKE = 50_000
_Alike = tuple[str, tuple[int | None, ...], int, tuple[str, ...]]
_POINTED = frozenset('"{[')
_LOST_EXIT = Judgement(
    verdict=Verdict.CANNOT_TELL, code="lost-exit", message="nobody saw how the call ended"
)


class Watch:
    """Judges calls by ``specs``, which are those of system calls by their names."""

    def __init__(self, specs: Mapping[str, Spec], architecture: Architecture) -> None:
        self.counts: dict[str, ApiCounts] = {}
        self.deviations: dict[tuple[str, str, str, tuple[str, ...]], Deviation] = {}
        self._alike: dict[_Alike, Judgement] = {}
        self._specs = specs
        self._architecture = architecture
        self._decoded = Decoder(architecture)
        self._observed: dict[str, Observed] = {}
        self._claims: dict[str, dict[str, Claim]] = {}

    def add(self, seen: Seen) -> Judgement:
        """Count a call of one of the specs, and return what is said of it."""
        counts = self._counts(seen.syscall)
        counts.calls += 1
        judgement = self.judged(seen)
        if seen.lost:
            counts.lost += 1
            self._deviates(seen, _LOST_EXIT)
        elif judgement.verdict is Verdict.CONFORMING:
            counts.conforming += 1
        elif judgement.verdict is Verdict.VIOLATION:
            counts.violations += 1
        elif judgement.verdict is Verdict.UNLISTED:
            counts.unlisted += 1
        else:
            counts.cannot_tell += 1
        if judgement.code:
            self._deviates(seen, judgement)
        return judgement

    def _counts(self, name: str) -> ApiCounts:
        found = self.counts.get(name)
        if found is None:
            found = self.counts[name] = ApiCounts(api=self._specs[name].name)
        return found

    def judged(self, seen: Seen) -> Judgement:
        """Return what its spec says of a call; calls that are alike are judged once."""
        outcome = seen.outcome
        if outcome is None or outcome.result is None:
            return self._judged_anew(seen)
        firsts: tuple[str, ...] = ()
        if None in seen.arguments:
            firsts = tuple([one[:1] for one in seen.texts])
            if ("{" in firsts or "[" in firsts) and self.observed(seen.syscall).looks_inside:
                return self._judged_anew(seen)
        key = (seen.syscall, seen.arguments, outcome.result, firsts)
        found = self._alike.get(key)
        if found is None:
            if len(self._alike) >= _MOST_ALIKE:
                self._alike.clear()
            found = self._alike[key] = self._judged_anew(seen)
        return found

    def is_silent(self, seen: Seen) -> bool:
        """Whether a call conforms and nothing else is to be said of it."""
        judgement = self.judged(seen)
        return judgement.verdict is Verdict.CONFORMING and not judgement.code

    def _judged_anew(self, seen: Seen) -> Judgement:
        observed = self.observed(seen.syscall)
        if None not in seen.arguments:
            return observed.judged(seen.outcome, seen.arguments)
        pointed = [one[:1] in _POINTED for one in seen.texts]
        return observed.judged(seen.outcome, seen.arguments, pointed, self._members(seen))

    def known(self, seen: Seen) -> Known | None:
        """Return what is known of a call, to ask more than the verdict."""
        pointed = [one[:1] in _POINTED for one in seen.texts]
        observed = self.observed(seen.syscall)
        return observed.known(seen.arguments, pointed, self._members(seen))

    def observed(self, name: str) -> Observed:
        """Return the compiled spec of the call ``name``."""
        found = self._observed.get(name)
        if found is None:
            found = Observed(self._specs[name], self._architecture, _PAGE)
            self._observed[name] = found
        return found

    @property
    def judged_calls(self) -> list[str]:
        """The names of the calls that were looked at."""
        return list(self._observed)

    def checks(self, name: str) -> Made:
        """Return the checks of the call ``name`` as code for the kernel, where there can be any."""
        observed = self.observed(name)
        found = watched(name, self._specs[name], self._architecture, observed.conditions)
        code = None if found is None else verdict_code(found, self._architecture, _PAGE)
        return Made(code, observed.looks_inside)

    def _members(self, seen: Seen) -> _Members:
        return _Members(seen.texts, self._decoded)

    def _deviates(self, seen: Seen, judgement: Judgement) -> None:
        code, message, about = judgement.code, judgement.message, judgement.claims
        key = (seen.syscall, code, message, about)
        found = self.deviations.get(key)
        if found is None:
            spec = self._specs[seen.syscall]
            found = self.deviations[key] = Deviation(
                api=spec.name,
                code=code,
                severity=_severity(judgement, spec),
                message=message,
                claims=about,
                span=self._place(spec, about),
                call=with_symbols(seen.shown or _plain(spec, seen, self._architecture)),
                arguments=dict(_named(spec, seen, self._architecture)),
                tid=seen.tid,
                time=seen.time,
                program=seen.program,
            )
        found.count += 1

    def _place(self, spec: Spec, about: tuple[str, ...]) -> Span:
        if spec.name not in self._claims:
            self._claims[spec.name] = {one.id: one for one in claims(spec)}
        found = self._claims[spec.name].get(about[0]) if about else None
        if found is not None:
            return found.span
        origin = spec.origin
        return Span(source=origin.source, file=origin.file, line=origin.line, column=origin.column)


def _plain(spec: Spec, seen: Seen, architecture: Architecture) -> str:
    """A call of which only the registers are known."""
    shown = ", ".join(text for _, text in _named(spec, seen, architecture))
    result = seen.outcome.result if seen.outcome is not None else None
    told = "?" if result is None else shown_result(result, architecture)
    return f"{seen.syscall}({shown}) = {told}"


class _Members:
    """What is shown of the structures in the texts of a call."""

    def __init__(self, texts: tuple[str, ...], decoded: Decoder) -> None:
        self._texts = texts
        self._decoded = decoded

    def __call__(self, place: int, path: str) -> int | None:
        text = member(self._texts[place], path) if place < len(self._texts) else None
        return None if text is None else self._decoded(text)


def _severity(judgement: Judgement, spec: Spec) -> Severity:
    """An open list of errors lets drivers and file systems add to it, and excuses nothing else."""
    if judgement.verdict is Verdict.VIOLATION:
        return Severity.ERROR
    if judgement.verdict is Verdict.UNLISTED and spec.error_list is not ErrorList.OPEN:
        return Severity.ERROR
    return Severity.WARNING if judgement is _LOST_EXIT else Severity.NOTE


def _named(spec: Spec, seen: Seen, architecture: Architecture) -> Iterator[tuple[str, str]]:
    """Names of parameters and how they were shown; registers where there are no texts."""
    if seen.texts:
        for param, text in zip(spec.params, seen.texts, strict=False):
            yield param.name, with_symbols(text)
        return
    for param, raw in zip(spec.params, seen.arguments, strict=False):
        shown = "?" if raw is None else shown_register(raw, param.type_name, architecture)
        yield param.name, shown
