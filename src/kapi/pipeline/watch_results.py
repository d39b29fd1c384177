"""What is said of the calls of watched programs: counts by API, and how calls differ from specs."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from kapi.finding import Severity
from kapi.span import Span

CODES = (
    (
        "accepted-invalid",
        Severity.ERROR,
        "A call succeeded, although a condition held under which it must fail",
    ),
    ("wrong-errno", Severity.ERROR, "Another errno came than that of a condition that held"),
    ("unlisted-errno", Severity.ERROR, "An errno came that the spec does not list"),
    (
        "unexplained-errno",
        Severity.NOTE,
        "An errno came, and none of its conditions in the spec can have held",
    ),
    ("wrong-return", Severity.ERROR, "A result came that the return rule does not allow"),
    ("returned", Severity.ERROR, "A call returned that never does"),
    ("lost-exit", Severity.WARNING, "Nobody saw how a call ended, though its thread ran on"),
)
"""The ways in which a call differs: the code, how severe it is by itself, and what it means."""


class ApiCounts(msgspec.Struct, kw_only=True):
    """The calls of one API: how many there were, and what was said of them."""

    api: str
    calls: int = 0
    conforming: int = 0
    violations: int = 0
    unlisted: int = 0
    cannot_tell: int = 0
    lost: int = 0


class Deviation(msgspec.Struct, kw_only=True):
    """Calls that differ from a spec in one way: the ``count`` of them, and the first.

    ``code`` is that of a `Judgement`, or ``lost-exit``. ``claims`` are those that it is about,
    ``span`` the place of the first.
    """

    api: str
    code: str
    severity: Severity
    message: str
    claims: tuple[str, ...]
    span: Span
    count: int = 0
    call: str = ""
    arguments: Mapping[str, str] = {}
    tid: int = 0
    time: str = ""
    program: str = ""
