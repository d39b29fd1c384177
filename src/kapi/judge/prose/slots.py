"""What the places of a phrase may hold: nouns that mean a parameter, constants, numbers, kinds.

A place that could mean two things means nothing: the phrase is then not read.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kapi.judge.prose.flag_slots import FLAG_SLOTS
from kapi.judge.prose.nouns import BEFORE, CALLS, KINDS, OUTSIDE, PLURALS, PURPOSES, THINGS, WRONG
from kapi.judge.prose.param_slots import PARAM_SLOTS
from kapi.judge.prose.roles import Role
from kapi.judge.prose.scope import Scope, Single
from kapi.judge.prose.spellings import Word
from kapi.judge.prose.value_slots import VALUE_SLOTS


class Filling(msgspec.Struct, frozen=True):
    """What one place holds: a set of values for the template for each thing that is named.

    ``joint`` is ``||`` for "A or B", ``&&`` for "both A and B", "" for one thing; ``negated``
    is true for "neither A nor B".
    """

    values: tuple[dict[str, str], ...]
    joint: str = ""
    negated: bool = False


def fill(slot: str, found: Sequence[Word], scope: Scope) -> Filling | None:
    """Return what ``found`` means in a place called ``slot``, or None where it means nothing."""
    single = SLOTS[slot]
    value = single(found, scope)
    if value is not None:
        return Filling((value,))
    every = _every(slot, found, scope)
    if every:
        return every
    pieces, joint, negated = _pieces(found)
    if len(pieces) < 2:
        return None
    values = [single(piece, scope) for piece in pieces]
    if any(one is None for one in values):
        return None
    if slot == "bound" and len({one["bound"] in scope.params for one in values if one}) > 1:
        return None  # "op is A and len": a constant and what the next clause is about
    if slot == "choice":  # "one of A, B and C" has the sense of "or"
        joint = "||"
    return Filling(tuple(one for one in values if one is not None), joint, negated)


def _every(slot: str, found: Sequence[Word], scope: Scope) -> Filling | None:
    """Read "one of the file descriptors": any of those that there are."""
    norms = [word.norm for word in found]
    none = norms[:2] in (["none", "of"], ["neither", "of"])
    of = none or norms[:2] in (["one", "of"], ["any", "of"], ["either", "of"])
    if norms[:3] in (["one", "or", "more"], ["one", "or", "both"]):
        norms = norms[2:]
    if slot != "fd" or not (of or norms[0] in ("either", "any", "more", "both")):
        return None
    all_of_them = scope.roles.of(Role.DESCRIPTOR)
    if " ".join(norms[2 if of else 1 :]) not in PLURALS or len(all_of_them) < 2:
        return None
    values = tuple({"fd": name} for name in all_of_them)
    return Filling(values, "&&", negated=True) if none else Filling(values, "||")


def _pieces(found: Sequence[Word]) -> tuple[list[list[Word]], str, bool]:
    """Split "A, B or C", "both A and B", "neither A nor B"; no pieces where it is no such list."""
    for several, joint, negated in _SEVERAL:
        if tuple(word.norm for word in found[: len(several)]) == several:
            return _pieces(found[len(several) :])[0], joint, negated
    lead = found[0].norm if found else ""
    inner = found[1:] if lead in ("either", "both", "neither") else found
    joints = {word.norm for word in inner} & {"or", "and", "nor"}
    wanted = {"either": {"or"}, "both": {"and"}, "neither": {"nor"}}.get(lead)
    if len(joints) != 1 or (wanted is not None and joints != wanted):
        return [], "", False
    (joint,) = joints
    if joint == "nor" and lead != "neither":
        return [], "", False
    pieces: list[list[Word]] = [[]]
    for word in inner:
        if word.norm in (",", joint):
            if pieces[-1]:
                pieces.append([])
        else:
            pieces[-1].append(word)
    norms = [word.norm for word in inner]
    regular = norms.count(joint) == 1 and "," not in norms[norms.index(joint) :]
    if not pieces[-1] or not regular:
        return [], "", False
    return pieces, "||" if joint == "or" else "&&", joint == "nor"


_SEVERAL = (
    (("none", "of"), "&&", True),
    (("any", "of"), "||", False),
    (("one", "of"), "||", False),
    (("at", "least", "one", "of"), "||", False),
)
"""What stands before a list of which all, or one, is meant, whether "and" or "or" joins it."""


# Words that add nothing ---------------------------------------------------------------------


def _wrong(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    return {} if len(found) == 1 and found[0].norm in WRONG else None


def _phrase_of(allowed: frozenset[str]) -> Single:
    def single(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
        return {} if " ".join(word.norm for word in found) in allowed else None

    return single


def _purpose(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """Read "to create the epoll instance": what the call itself is for."""
    norms = [word.norm for word in found]
    if len(norms) < 3 or norms[0] != "to" or norms[1] not in PURPOSES:
        return None
    noun = " ".join(norms[2:])
    return {} if noun in THINGS or noun in KINDS else None


_ASLEEP = frozenset({"waiting", "blocked", "sleeping"})


def _before(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """Read "before the instance could be created", "during execution": when a call waits."""
    norms = [word.norm for word in found]
    if norms in (["during", "execution"], ["during", "call"]):
        return {}
    asleep = norms[1:] if norms[0] == "while" else norms
    if asleep and asleep[0] in _ASLEEP and "," not in norms:
        return {}  # whatever it waits for
    if norms[:1] != ["before"]:
        return None
    rest = " ".join(norms[1:])
    noun = rest.removesuffix(" can is created")
    return {} if rest in BEFORE or (noun != rest and noun in KINDS) else None


SLOTS: dict[str, Single] = {
    **PARAM_SLOTS,
    **VALUE_SLOTS,
    **FLAG_SLOTS,
    "wrong": _wrong,
    "purpose": _purpose,
    "before": _before,
    "call": _phrase_of(CALLS),
    "outside": _phrase_of(OUTSIDE),
    "nofile": _phrase_of(frozenset({"file", "open file", "file descriptor", "descriptor"})),
}
"""The places that phrases may have, by name."""
