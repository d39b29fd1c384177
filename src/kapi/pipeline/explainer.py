"""The reasons of a call: conditions it may have failed under, and what one that worked did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from kapi.expr.environment import Environment
from kapi.expr.nodes import Call, Node, Symbol, names
from kapi.expr.parser import parsed
from kapi.expr.render_c import render_c
from kapi.expr.values import Value
from kapi.judge.conditions import UNREAD
from kapi.judge.explanation import Knowledge, Reason, arguments_of, holds, reasons, way_out
from kapi.judge.parts import Truth, deciding, truth
from kapi.judge.verdict import Judge
from kapi.model.definitions import with_names
from kapi.model.elements import ErrorCondition, Param, SideEffect, StateTransition
from kapi.model.spec import Spec
from kapi.model.variants import View, views
from kapi.model.where import definitions
from kapi.observe.seen import Seen
from kapi.observe.shown_situation import possible
from kapi.observe.shown_values import Decoder, member, with_symbols
from kapi.observe.stopping import Stopped
from kapi.pipeline.call_specs import architecture_here
from kapi.pipeline.part_values import part_values
from kapi.pipeline.spec_names import nearest
from kapi.pipeline.stopped import measured_at, seen_of
from kapi.situation.process import Unknown as Situation
from kapi.situation.walk import Walk
from kapi.span import Span
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import errno_name
from kapi.vocab.integers import CType

_PAGE = 4096


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a condition that decides: whether it holds, None where that cannot be told.

    ``values`` says why: the part in the numbers of the call (``4097 != 0``), or the name at which
    the walk of a path stopped.
    """

    text: str
    holds: bool | None = None
    values: str = ""


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """A condition that may have been the reason.

    ``grade`` is ``certain`` where arguments alone prove it, ``likely`` where it held as far as it
    was measured or shown, ``possible`` else. ``where`` says what names in ``condition`` and in the
    ``parts`` mean, ``instead`` what to do about it.
    """

    claim: str
    summary: str
    grade: str
    condition: str = ""
    where: tuple[str, ...] = ()
    words: str = ""
    parts: tuple[Piece, ...] = ()
    instead: tuple[str, ...] = ()
    span: Span


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """A call with its reasons, the most likely first.

    ``problem`` says why there are none. ``did`` are the effects of a call that worked and what to
    know of them.
    """

    call: str
    api: str = ""
    errno: str = ""
    tid: int = 0
    reasons: tuple[Why, ...] = ()
    did: tuple[str, ...] = ()
    problem: str = ""


class Explainer:
    """Explains calls by ``specs``; each is compiled when it is first needed.

    ``files_shown``: the calls show the file behind each open descriptor.
    """

    def __init__(self, specs: Mapping[str, Spec], files_shown: bool = False) -> None:
        self.architecture = architecture_here()
        self.files_shown = files_shown
        self.specs = specs
        self._views: dict[str, list[_Judged]] = {}

    def explain(
        self,
        seen: Seen,
        measured: Mapping[Node, Value | None] | None = None,
        walks: Mapping[Node, Walk] | None = None,
    ) -> Explained:
        """Return the reasons of a call.

        ``measured`` is what was found of its terms afterwards, ``walks`` how those of paths went.
        """
        spec = self.specs.get(seen.syscall)
        outcome = seen.outcome
        call = with_symbols(seen.shown)
        if spec is None:
            return Explained(call=call, tid=seen.tid, problem=self._no_spec(seen.syscall))
        if outcome is None:
            problem = "nobody saw how the call ended"
            return Explained(call=call, tid=seen.tid, api=spec.name, problem=problem)
        judged = self._judged(spec, seen)
        if outcome.errno is None:
            did = tuple(judged.did(seen)) if outcome.accepted else ()
            problem = f"killed by {outcome.killed}" if outcome.killed else ""
            return Explained(call=call, tid=seen.tid, api=spec.name, did=did, problem=problem)
        errno = errno_name(outcome.errno, self.architecture) or str(outcome.errno)
        found = judged.reasons(seen, outcome.errno, measured or {}, walks or {})
        return Explained(
            call=call,
            api=spec.name,
            errno=errno,
            tid=seen.tid,
            reasons=found,
            problem="" if found else judged.unexplained(errno, outcome.errno),
        )

    def _no_spec(self, name: str) -> str:
        """Return that there is none, and what a word that is no system call may have meant."""
        near = nearest(name, self.specs)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        return f"no spec of {name}{hint}"

    def explain_stopped(self, stopped: Stopped) -> Explained:
        """The same of a call whose thread still stands at its end: what is true there counts."""
        spec = self.specs.get(stopped.syscall)
        if spec is None:
            error = errno_name(-stopped.result, self.architecture) or str(-stopped.result)
            call = f"{stopped.syscall}() = -1 {error}"
            return Explained(call=call, tid=stopped.tid, problem=f"no spec of {stopped.syscall}")
        try:
            seen = seen_of(stopped, spec, self.architecture)
            judged = self._judged(spec, seen)
            names = judged.environment(seen)
            layouts = judged.judge.layouts
            terms = tuple(one for one in judged.judge.terms if not _is_moved(one))
            found, walks = measured_at(stopped.tid, terms, names, layouts)
        except (Situation, OSError) as problem:  # killed meanwhile
            call = f"{stopped.syscall}() = {stopped.result}"
            return Explained(call=call, tid=stopped.tid, api=spec.name, problem=str(problem))
        return self.explain(seen, found, walks)

    def _judged(self, spec: Spec, seen: Seen) -> _Judged:
        if seen.syscall not in self._views:
            made = [_Judged(view, self.architecture, self.files_shown) for view in views(spec)]
            self._views[seen.syscall] = made
        found = self._views[seen.syscall]
        return next((one for one in found if one.is_about(seen)), found[-1])


class _Judged:
    """A spec under one of its variants."""

    def __init__(self, view: View, architecture: Architecture, files_shown: bool) -> None:
        self.files_shown = files_shown
        self.spec = view.spec
        self.architecture = architecture
        self.given = parsed(view.given)
        self.judge = Judge(view.spec, architecture, _PAGE, view.claims)
        self.decoded = Decoder(architecture)
        self.names = tuple(param.name for param in view.spec.params)

    def environment(self, seen: Seen) -> Environment:
        return arguments_of(self.spec, seen.arguments, self.architecture, _PAGE)

    def is_about(self, seen: Seen) -> bool:
        return self.given is None or holds(self.given, self.environment(seen)) is True

    def reasons(
        self,
        seen: Seen,
        number: int,
        measured: Mapping[Node, Value | None],
        walks: Mapping[Node, Walk],
    ) -> tuple[Why, ...]:
        environment = self.environment(seen)
        numbers = {
            name: one.number
            for name, one in environment.parameters.items()
            if isinstance(one, Value)
        }
        known = Knowledge(
            arguments=msgspec.structs.replace(environment, measured=self._members(seen)),
            later=measured,
            possible=possible(self.judge.terms, self.names, seen.texts, numbers, self.files_shown),
        )
        explains = [one for one in self.judge.conditions if self._explains(one.errno, number)]
        found = reasons(self.judge.conditions, explains, known)
        return tuple(self._why(one, known.values, walks) for one in found)

    def _members(self, seen: Seen) -> dict[Node, Value | CType | None]:
        """Members of structures that are shown: the kernel read the same bytes."""
        found: dict[Node, Value | CType | None] = {}
        for path, kind in self.judge.members.items():
            name, _, rest = path.partition("->")
            place = self.names.index(name)
            text = member(seen.texts[place], rest) if place < len(seen.texts) else None
            number = None if text is None else self.decoded(text)
            if number is not None:
                found[Symbol(path)] = Value(kind.wrap(number), kind)
        return found

    def _explains(self, errno: str | None, number: int) -> bool:
        return errno is not None and self.judge.is_errno(errno, number)

    def unexplained(self, errno: str, number: int) -> str:
        about = [one for one in self.judge.conditions if self._explains(one.errno, number)]
        if about:
            return f"no condition of the spec for {errno} holds"
        return f"the spec does not list {errno}"

    def _why(self, reason: Reason, values: Environment, walks: Mapping[Node, Walk]) -> Why:
        condition = reason.condition
        element = condition.claim.element
        is_error = isinstance(element, ErrorCondition)
        if is_error:
            when = self._shown(condition.node) if element.when else ""
        else:
            when = _limits(element)
        return Why(
            claim=condition.claim.id,
            summary=_summary(element),
            grade=reason.grade.value,
            condition=when,
            where=tuple(self._meanings(condition.node)) if is_error and when else (),
            words=_folded(element.condition) if is_error else "",
            parts=tuple(
                Piece(
                    text=self._shown(part),
                    holds=truth(part, reason.parts),
                    values=part_values(part, values, walks),
                )
                for part in deciding(condition.node, reason.parts)
                if part != UNREAD
            ),
            instead=tuple(self._instead(reason)),
            span=condition.claim.span,
        )

    def _shown(self, node: Node) -> str:
        """A condition as the spec has it, with the names that it gives to expressions."""
        return render_c(with_names(node, self.spec.where))

    def _meanings(self, node: Node) -> Iterator[str]:
        """What the names of x-where in a condition mean, each after one that uses it."""
        used = set(names(with_names(node, self.spec.where)))
        for name, meaning in reversed([*definitions(self.spec.where)]):
            if name in used:
                inner = parsed(meaning)
                used.update(names(inner) if inner else ())
                yield f"{name} = {_folded(meaning)}"

    def _instead(self, reason: Reason) -> Iterator[str]:
        element = reason.condition.claim.element
        if reason.holds:
            yield f"make the call where {self._shown(way_out(reason))}"
        if getattr(element, "description", None):
            yield _folded(element.description)
        errno = reason.condition.errno
        for one in self.spec.capabilities:
            if errno and errno in (one.without or ""):
                yield f"{one.capability} allows {_folded(one.allows) or 'it'}"

    def did(self, seen: Seen) -> Iterator[str]:
        """What a call that worked changed, and the notes of the spec."""
        environment = self.environment(seen)
        effects: list[SideEffect | StateTransition] = [*self.spec.side_effects]
        for effect in [*effects, *self.spec.state_transitions]:
            truth = _effect_holds(effect, environment)
            if truth is not False:
                yield _effect(effect, truth)
        if self.spec.notes:
            yield f"note: {_folded(self.spec.notes)}"


def _is_moved(term: Node) -> bool:
    """Whether a call that fails may change ``term``: getdents64() without room moves on ext4."""
    return isinstance(term, Call) and term.function == "position"


def _effect_holds(effect: SideEffect | StateTransition, environment: Environment) -> Truth:
    if effect.when is None:
        return None if effect.condition else True
    node = parsed(effect.when)
    worked = {"errno": Value(0), **environment.parameters}
    return holds(node, msgspec.structs.replace(environment, parameters=worked)) if node else None


def _effect(effect: SideEffect | StateTransition, truth: Truth) -> str:
    if isinstance(effect, StateTransition):
        what = f"{effect.object}: {effect.from_state or '?'} to {effect.to_state or '?'}"
    else:
        what = f"changes {_folded(effect.target) or 'something'}"
    when = "" if truth else f", where {_folded(effect.when) or _folded(effect.condition)}"
    more = f" ({_folded(effect.description)})" if effect.description else ""
    return f"{what}{when}{more}"


def _summary(element: ErrorCondition | Param) -> str:
    if isinstance(element, ErrorCondition):
        return _folded(element.summary) or _folded(element.condition)
    return f"{element.name} is outside of its limits"


def _limits(param: Param) -> str:
    kind = getattr(param.limits.type, "value", "")
    return f"{param.name} breaks {kind}" if kind else ""


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())
