"""What a scenario is: a call, prepared by steps, and what it shows of a spec."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from kapi.conform.case import Case
from kapi.conform.sandbox import Ran
from kapi.conform.steps import split_steps
from kapi.model.claims import Claim, ClaimKind
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import errno_number

__all__ = ["Scenario", "mentions", "said_of_another_errno", "scenario", "shown_claims", "speaks_of"]


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """A case, how it ends, and the claims that this shows.

    It is refused with ``errno``, or the caller is ``killed`` by that signal, or becomes a
    program that exits with ``status``, or, with none of them, the call succeeds. ``error``,
    ``effects``, ``transitions``, ``signal`` and ``capability`` are patterns of words, one of
    which a claim that means this has in its text; so a scenario finds its claims in any spec
    of the API, whoever wrote it. ``needs`` names what not every kernel or machine has.
    """

    case: Case
    errno: str = ""
    killed: str = ""
    status: int | None = None
    error: str = ""
    param: str = ""
    effects: tuple[str, ...] = ()
    transitions: tuple[str, ...] = ()
    signal: str = ""
    capability: str = ""
    needs: str = ""
    seconds: float = 2.0

    @property
    def api(self) -> str:
        """The name of the specs that it is about."""
        return f"sys_{self.case.syscall}"

    def came_about(self, ran: Ran, architecture: Architecture) -> bool:
        """Whether the call ended as it says."""
        if ran.call is None:
            return False
        outcome = ran.call.outcome
        expected = errno_number(self.errno, architecture) if self.errno else None
        if self.killed:
            return outcome.killed == self.killed
        if self.status is not None:
            return outcome.gone and ran.status == self.status
        if outcome.killed or outcome.hung or outcome.errno != expected:
            return False
        return not self.case.after or bool(ran.after)


_CALL = re.compile(r"(\w+)\((.*)\)", re.DOTALL)


def scenario(call: str, steps: str = "", after: str = "", **says: Any) -> Scenario:
    """Return the scenario of ``call``, as C has it: ``mlock(p, PAGE_SIZE)``.

    ``after`` is an expression that is true when the effects are there; the rest are fields of
    `Scenario`.
    """
    match = _CALL.fullmatch(call)
    if match is None:
        raise ValueError(f"no call: {call}")
    arguments = tuple(_split(match[2]))
    case = Case(
        syscall=match[1], steps=split_steps(steps), arguments=arguments, shown=call, after=after
    )
    return Scenario(case=case, **says)


def _split(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for position, character in enumerate(text):
        depth += (character in "(") - (character in ")")
        if character == "," and depth == 0:
            yield text[start:position].strip()
            start = position + 1
    if text.strip():
        yield text[start:].strip()


def shown_claims(one: Scenario, claims: list[Claim], others: Sequence[Scenario]) -> Iterator[Claim]:
    """Yield the claims that ``one`` shows; of errors, the one that speaks of it most plainly.

    ``others`` are the scenarios of the API: an error that another is named for is not about this.
    """
    if one.errno:
        yield from _errors(one, claims, others)[:1]
    for pattern in one.effects:
        yield from mentions(pattern, ClaimKind.SIDE_EFFECT, claims)[:1]
    for pattern in one.transitions:
        yield from mentions(pattern, ClaimKind.STATE_TRANSITION, claims)[:1]
    if one.param:
        yield from mentions(one.param, ClaimKind.PARAM, claims)
    if one.signal:
        yield from mentions(one.signal, ClaimKind.SIGNAL, claims)
    if one.capability:
        yield from mentions(one.capability, ClaimKind.CAPABILITY, claims)
    if not one.errno and not one.killed:
        yield from (claim for claim in claims if claim.kind is ClaimKind.RETURN)


def _errors(one: Scenario, claims: list[Claim], others: Sequence[Scenario]) -> list[Claim]:
    plainly = next(_alternatives(one.error))
    return [
        claim
        for claim in mentions(one.error, ClaimKind.ERROR, claims)
        if mentions(plainly, ClaimKind.ERROR, [claim]) or not _is_anothers(claim, one, others)
    ]


def _is_anothers(claim: Claim, one: Scenario, others: Sequence[Scenario]) -> bool:
    words = {next(_alternatives(other.error)) for other in others if other.errno == one.errno}
    words.discard(next(_alternatives(one.error)))
    return any(_has(claim, _HEADS[ClaimKind.ERROR], word) for word in words)


def speaks_of(one: Scenario, claims: list[Claim], others: Sequence[Scenario]) -> bool:
    """Whether an error of ``claims`` is about the scenario, or names a constant of its call.

    A spec that says "MADV_FREE and other filters" of EINVAL is not silent about MADV_FREE.
    """
    if _errors(one, claims, others):
        return True
    constants = _CONSTANT.findall(" ".join(one.case.arguments))
    if not constants:
        return False
    pattern = "|".join(rf"\b{name}\b" for name in constants)
    named = mentions(pattern, ClaimKind.ERROR, claims)
    return any(not _is_anothers(claim, one, others) for claim in named)


def said_of_another_errno(
    one: Scenario, claims: list[Claim], others: Sequence[Scenario]
) -> list[Claim]:
    """Return the error that is named for what ``one`` shows, with another errno, if just one is.

    An error that a scenario of its own errno is named for is about that.
    """
    plainly = next(_alternatives(one.error))
    found = [
        claim
        for claim in claims
        if claim.kind is ClaimKind.ERROR
        and claim.subject != one.errno
        and _has(claim, _HEADS[ClaimKind.ERROR], plainly)
        and not any(
            other.errno == claim.subject
            and _has(claim, _HEADS[ClaimKind.ERROR], next(_alternatives(other.error)))
            for other in others
        )
    ]
    return found if len(found) == 1 else []


_CONSTANT = re.compile(r"\b(?:MADV|MCL|MLOCK|EPOLL|O|AT)_([A-Z_]+)\b")
_HEADS = {
    ClaimKind.ERROR: ("summary",),
    ClaimKind.SIDE_EFFECT: ("target",),
    ClaimKind.STATE_TRANSITION: ("object", "from_state", "to_state"),
    ClaimKind.SIGNAL: ("name", "number"),
    ClaimKind.CAPABILITY: ("capability",),
    ClaimKind.PARAM: ("name",),
}
_BODIES = {
    ClaimKind.ERROR: ("condition", "description"),
    ClaimKind.STATE_TRANSITION: ("condition", "description"),
    ClaimKind.SIGNAL: ("condition", "description"),
}


def mentions(pattern: str, kind: ClaimKind, claims: list[Claim]) -> list[Claim]:
    """Return the claims of ``kind`` that have a word of ``pattern``, the likeliest first.

    What names a claim counts before the rest of its text, and an earlier word before a later.
    """
    found = [claim for claim in claims if claim.kind is kind]
    words = list(_alternatives(pattern))
    ordered = [
        claim
        for fields in (_HEADS[kind], _BODIES.get(kind, ()))
        for word in words
        for claim in found
        if _has(claim, fields, word)
    ]
    return list(dict.fromkeys(ordered))


def _alternatives(pattern: str) -> Iterator[str]:
    """The parts of a pattern between bars that stand in no parentheses."""
    depth, start = 0, 0
    for position, character in enumerate(pattern):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            yield pattern[start:position]
            start = position + 1
    yield pattern[start:]


def _has(claim: Claim, fields: tuple[str, ...], word: str) -> bool:
    texts = [getattr(claim.element, field) for field in fields]
    text = " ".join(str(one) for one in texts if one)
    return re.search(rf"(?<![a-zA-Z])(?:{word})", text, re.IGNORECASE) is not None
