"""What the calls say of each claim."""

from __future__ import annotations

import enum

import msgspec

from kapi.conform.case import Case
from kapi.conform.witness import Witness
from kapi.model.claims import Claim
from kapi.span import NOWHERE, Span


class Status(enum.Enum):
    """What is known of a claim.

    CONFIRMED: every part was shown by a pair of calls, or held in enough situations. PLAUSIBLE:
    some part was. REFUTED: a call contradicts it. DIFFERS: a call ends otherwise than where it
    was confirmed. NOT_OBSERVED: no call met it. NOT_TESTABLE: no call can be made that would.
    """

    CONFIRMED = "confirmed"
    PLAUSIBLE = "plausible"
    REFUTED = "refuted"
    DIFFERS = "differs"
    NOT_OBSERVED = "not_observed"
    NOT_TESTABLE = "not_testable"


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two calls that differ in one input: ``part`` holds in the first only.

    ``call`` and ``counterpart`` are the calls as strace would show them with their outcomes,
    ``difference`` is what the second has in place of what the first has; ``after`` are the steps
    before the first. ``witnesses`` are the same two for a ledger.
    """

    part: str
    call: str
    counterpart: str
    difference: str = ""
    after: str = ""
    witnesses: tuple[Witness, ...] = ()


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One claim (or, with an empty ``claim``, the spec as a whole) and what became of it.

    ``shown`` of ``parts`` parts were shown, by ``pairs``; a universal claim has no parts and
    held in ``situations``. ``read_as`` is what the words of a condition were read as, and
    ``condition`` a hash of the condition that was tried. ``call`` is the call that decided, as
    strace would show it; ``case`` how to make it again, and ``program`` a C program that does;
    ``code`` the name of what is wrong.
    """

    claim: str
    api: str
    kind: str = ""
    subject: str = ""
    summary: str = ""
    status: Status
    code: str = ""
    reason: str = ""
    parts: int = 0
    shown: int = 0
    situations: int = 0
    pairs: tuple[Pair, ...] = ()
    read_as: str = ""
    condition: str = ""
    call: str = ""
    case: Case | None = None
    program: str = ""
    span: Span = NOWHERE


def result_of(claim: Claim, status: Status, reason: str = "", **more: object) -> Result:
    """Return a result about ``claim``."""
    element = claim.element
    summary = getattr(element, "summary", None) or getattr(element, "target", None)
    return msgspec.structs.replace(
        Result(
            claim=claim.id,
            api=claim.api,
            kind=claim.kind.value,
            subject=claim.subject,
            summary=summary or "",
            status=status,
            reason=reason,
            span=claim.span,
        ),
        **more,
    )
