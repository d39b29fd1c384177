"""The results of `kapi test` as text for people: what is wrong, then what is new, the rest."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from kapi.pipeline.test import NOTHING, Ended, Pair, Result, Status, Tried, claim_name
from kapi.report.location import path
from kapi.written import PLAIN, Look, Paint, Role, Written

_ORDER = ("refuted", "differs", "note", "confirmed", "plausible", "not_observed", "not_testable")
_ROLES: dict[str, Role] = {
    "confirmed": "term",
    "refuted": "error",
    "differs": "error",
    "note": "warning",
}
_MARKS = {
    "missing-condition": "missing",
    "unlisted-errno": "unlisted",
    "unlisted-capability": "unlisted",
    "unexplained-errno": "unexplained",
}
"""What the spec does not say, where that refutes none of its claims."""
_NARROWEST = 30
_FEW = 2
"""How many notes of one kind about one errno are shown without -v, and cases not made.

One alone where no word of what the spec says of the errno was read: the others tell no more.
"""


def write(ended: Ended, look: Look = PLAIN) -> Written:
    """Return the section of one spec; nothing where no result was asked for.

    ``look.long`` shows every call; else what is wrong alone.
    """
    tried, paint, long = ended.tried, look.paint, look.long
    if not ended.results:
        return Written(text="")
    rows = [paint("title", ended.api)]
    found = sorted(ended.results, key=lambda one: _ORDER.index(_place(one)))
    if tried.calls and not tried.accepted:
        rows.append(f"  {paint('warning', 'no call was accepted')}: nothing here shows what works")
    for one in found if long else _first_of_each(found):
        rows += _rows(one, look)
    if not long:
        rows += _more_notes(found, paint)
        rows += _left(found, look)
    rows += _not_made(tried, look)
    if tried.used_up:
        rows.append(f"  the budget of {tried.calls} calls was used up (--budget)")
    return Written(text="".join(row.replace("\n", " ") + "\n" for row in rows))


def _few(found: Sequence[Result]) -> dict[str, int]:
    """How many notes are shown about each errno of which the spec has errors."""
    errors = [one for one in found if one.kind == "error"]
    read = {one.subject for one in errors if one.read_as != NOTHING}
    return {one.subject: _FEW if one.subject in read else 1 for one in errors}


def _first_of_each(found: Sequence[Result]) -> Iterator[Result]:
    """What is shown without -v: of equal notes about one errno the first ones."""
    count: Counter[tuple[str, str]] = Counter()
    few = _few(found)
    for one in found:
        if _place(one) in ("not_observed", "not_testable"):
            continue
        count[one.code, one.subject] += 1
        if _place(one) != "note" or count[one.code, one.subject] <= few.get(one.subject, _FEW):
            yield one


def _more_notes(found: Sequence[Result], paint: Paint) -> Iterator[str]:
    """How many notes about each errno were left out."""
    count = Counter((one.code, one.subject) for one in found if _place(one) == "note")
    few = _few(found)
    for (code, errno), number in count.items():
        left = number - few.get(errno, _FEW)
        if left > 0:
            mark = paint("detail", f"{_MARKS.get(code, code):13}")
            yield f"  {mark} {left} more of {errno} (-v)"


def _place(one: Result) -> str:
    return "note" if one.status is Status.NOT_OBSERVED and one.code else one.status.value


def _rows(one: Result, look: Look) -> Iterator[str]:
    mark = one.status.value.replace("_", " ")
    if _place(one) == "note":
        mark = _MARKS.get(one.code, one.code)
    what = _what(one)
    yield f"  {look.paint(_ROLES.get(_place(one), 'detail'), f'{mark:13}')} {what}{_share(one)}"
    if one.code:
        yield from _wrong(one, look)
    elif one.status is Status.PLAUSIBLE:
        yield from _wrapped(one.reason, look)
        if one.read_as:
            yield from _wrapped(f"read as: {one.read_as}", look)
    if look.long and not one.code:
        yield from _shown(one, look)


def _what(one: Result) -> str:
    return claim_name(one.kind, one.subject, one.summary)


def _share(one: Result) -> str:
    """How much of the claim was shown."""
    if one.status.value not in ("confirmed", "plausible"):
        return ""
    if one.parts:
        return f"  {one.shown} of {one.parts} part{'s' if one.parts > 1 else ''}"
    return f"  held in {one.situations} situations" if one.situations else ""


def _wrong(one: Result, look: Look) -> Iterator[str]:
    place = f"{path(one.span)}:{one.span.line}: " if one.span.line else ""
    yield f"      {place}{one.reason} [{one.code}]"
    yield f"      {one.call}"
    yield from _set_up(one, look)
    if look.long and one.program:
        yield from (f"      | {line}".rstrip() for line in one.program.split("\n"))


def _set_up(one: Result, look: Look) -> Iterator[str]:
    if one.case and one.case.set_up:
        yield from _wrapped(f"after {one.case.set_up}", look)


def _shown(one: Result, look: Look) -> Iterator[str]:
    if one.read_as and one.status is Status.CONFIRMED:
        yield from _wrapped(f"read as: {one.read_as}", look)
    before: Pair | None = None
    for pair in one.pairs:
        yield from _pair(pair, before, look)
        before = pair
    if not one.pairs and one.call:
        yield f"      {one.call}"
        yield from _set_up(one, look)
    if one.status is not Status.PLAUSIBLE:
        yield from _wrapped(one.reason, look)


def _pair(pair: Pair, before: Pair | None, look: Look) -> Iterator[str]:
    """Both calls; part and set-up only where they are others than those of the pair ``before``."""
    if before is None or pair.part != before.part:
        yield from _wrapped(f"part {pair.part}", look)
    if pair.after and (before is None or pair.after != before.after):
        yield from _wrapped(f"after {pair.after}", look)
    yield f"        {pair.call}"
    yield f"        {pair.counterpart}   with {pair.difference}"


def _left(found: list[Result], look: Look) -> Iterator[str]:
    """What no call decided: a line for each reason."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if _place(one) in ("not_observed", "not_testable"):
            key = (one.status.value.replace("_", " "), one.reason)
            reasons.setdefault(key, []).append(_what(one))
    for (mark, reason), names in reasons.items():
        listed = ", ".join(dict.fromkeys(names))
        count = f"{len(names)}: " if len(names) > 1 else ""
        yield f"  {look.paint('detail', f'{mark:13}')} {count}{_cut(listed, 60)}"
        yield from _wrapped(reason, look)


def _not_made(tried: Tried, look: Look) -> Iterator[str]:
    """Cases whose set-up failed, and texts that are none; in full also objects that lack here."""
    found = list(tried.problems.items()) + (list(tried.lacking.items()) if look.long else [])
    if not found:
        return
    mark = look.paint("detail", f"{'not made':13}")
    yield f"  {mark} {len(found)} case{'s' if len(found) > 1 else ''}"
    for name, reason in found if look.long else found[:_FEW]:
        yield from _wrapped(f"{name}: {reason}", look)
    if len(found) > _FEW and not look.long:
        yield f"      {len(found) - _FEW} more (-v)"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _wrapped(text: str, look: Look) -> list[str]:
    """``text`` in rows of ``look.width`` columns; names and calls stay whole."""
    space = " " * 6
    return textwrap.wrap(
        text,
        max(look.width or len(text) + len(space), _NARROWEST),
        initial_indent=space,
        subsequent_indent=space + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
