"""What the calls say of each claim."""

from __future__ import annotations

import enum

import msgspec

from kapi.conform.case import Case
from kapi.span import NOWHERE, Span

__all__ = ["Result", "Status"]


class Status(enum.Enum):
    """Confirmed or refuted by a call; met by none; or out of reach here."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    NOT_OBSERVED = "not_observed"
    NOT_TESTABLE = "not_testable"


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One claim (or, with an empty ``claim``, the spec as a whole) and what became of it.

    ``call`` is the call that decided, as strace would show it; ``case`` how to make it again,
    and ``program`` a C program that does; ``code`` the name of what is wrong.
    """

    claim: str
    api: str
    kind: str = ""
    subject: str = ""
    summary: str = ""
    status: Status
    code: str = ""
    reason: str = ""
    call: str = ""
    case: Case | None = None
    program: str = ""
    span: Span = NOWHERE
