"""How many wrong edits a test of specs notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from kapi.vocab.architectures import this_machine
from kapi.vocab.errno import errno_name, errno_number

from .edit import Edit

__all__ = ["Result", "Table", "notice"]

_SAYING = ("subject", "code", "summary", "reason", "api", "call")


class Result(Protocol):
    """What a test of specs says of one claim, or with an empty ``claim`` of the whole spec."""

    @property
    def claim(self) -> str:
        """The id of the claim."""

    @property
    def status(self) -> Any:
        """A word such as ``confirmed``, or an enumeration with it."""

    @property
    def subject(self) -> str:
        """What the claim is about."""

    @property
    def code(self) -> str:
        """The name of what is wrong, or nothing."""


def notice(edit: Edit, right: Sequence[Result], wrong: Sequence[Result]) -> str:
    """Return what became of ``edit``, from the results for the right and for the wrong spec.

    ``found``: something is refuted or noted that was not. ``lost``: the claim is no longer
    confirmed. ``missed``: it is confirmed in both. ``unreached``: nothing was noticed, and the
    right claim had not been confirmed either.
    """
    before, after = _statuses(right), _statuses(wrong)
    confirmed = [before.get(one) == "confirmed" for one in edit.claims]
    for old, new in zip(edit.claims, edit.edited, strict=True):
        if after.get(new) == "refuted" and before.get(old) != "refuted":
            return "found"
    if _new_findings(edit, right, wrong):
        return "found"
    pairs = zip(edit.edited, confirmed, strict=True)
    if any(was and new and after.get(new) != "confirmed" for new, was in pairs):
        return "lost"
    return "missed" if all(confirmed) else "unreached"


def _statuses(results: Iterable[Result]) -> dict[str, str]:
    return {one.claim: _status(one) for one in results if one.claim}


def _status(result: Result) -> str:
    return str(getattr(result.status, "value", result.status))


def _new_findings(edit: Edit, right: Sequence[Result], wrong: Sequence[Result]) -> bool:
    """Whether something is refuted or noted, in the wrong spec only, that names the edit."""
    known = {_key(one) for one in right if _speaks(one)}
    return any(
        _speaks(one) and _key(one) not in known and (one.claim in edit.edited or _names(one, edit))
        for one in wrong
    )


def _speaks(result: Result) -> bool:
    return bool(result.code) or _status(result) == "refuted"


def _key(result: Result) -> tuple[str, str, str]:
    return result.subject, result.code, _status(result)


def _names(result: Result, edit: Edit) -> bool:
    said = " ".join(str(getattr(result, field, "")) for field in _SAYING)
    return not edit.names or any(name in said for name in _also_called(edit.names))


def _also_called(names: Iterable[str]) -> set[str]:
    """The names, and those that are the same number: results say EAGAIN for EWOULDBLOCK."""
    machine = this_machine()
    numbers = {errno_number(name, machine) for name in names} - {None} if machine else set()
    found = {errno_name(number, machine) for number in numbers if machine and number}
    return {*names, *filter(None, found)}


class Table:
    """Counts the outcomes of edits by kind, or by spec."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}

    def add(self, kind: str, outcome: str) -> None:
        """Count one edit."""
        self.counts.setdefault(kind, Counter())[outcome] += 1

    def lines(self) -> Iterator[str]:
        """Yield a heading, one line a kind, and one for all of them."""
        yield f"{'':28} {'found':>6} {'lost':>6} {'missed':>6} {'unreached':>9}  of reached, of all"
        yield from map(self.line, sorted(self.counts))
        yield _line("all", sum(self.counts.values(), Counter()))

    def weighed(self, title: str, weights: Mapping[str, float]) -> str:
        """Return the line of all kinds, where one edit of a kind stands for so many of it."""
        counts = Counter[str]()
        for kind, here in self.counts.items():
            for outcome, count in here.items():
                counts[outcome] += round(count * weights[kind])
        return _line(title, counts)

    def line(self, kind: str) -> str:
        """Return the line of one kind."""
        return _line(kind, self.counts[kind])


def _line(title: str, counts: Counter[str]) -> str:
    noticed = counts["found"] + counts["lost"]
    reached = noticed + counts["missed"]
    numbers = f"{counts['found']:6} {counts['lost']:6} {counts['missed']:6}"
    shares = f"{_share(noticed, reached)}, {_share(noticed, counts.total())}"
    return f"{title:28} {numbers} {counts['unreached']:9}  {shares}"


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part // max(1, whole)} %)"
