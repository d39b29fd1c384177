"""The claims of a spec: its checkable statements, each with an id made from its content."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import msgspec

from kapi.model.claim_kinds import BLOCKS_OF_CLAIMS, ClaimKind, statements
from kapi.model.definitions import expanded
from kapi.model.spec import Spec, SpecUnder, Variant
from kapi.span import NOWHERE, Span

__all__ = ["Claim", "ClaimKind", "claim_name", "claims"]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One checkable statement.

    ``id`` is ``API:KIND:SUBJECT:NAME`` where ``x-id: NAME`` stands, which keeps it when the words
    change, else ``API:KIND:SUBJECT:HASH``, e.g. ``sys_mlock:error:ENOMEM:5d0c1f32``. For an error
    the pair errno and summary makes the hash, so that better prose keeps the id; for the others
    what the schema names as their identity. The condition of a variant is part of the hash.

    ``element`` is the model value, ``index`` its position in its list: the spec's, or that of the
    ``variant`` to which it belongs. In its conditions names of ``x-where`` are replaced by what
    they mean.
    """

    id: str
    api: str
    kind: ClaimKind
    subject: str
    element: Any
    index: int = 0
    variant: Variant | None = None
    span: Span = NOWHERE

    @property
    def summary(self) -> str:
        """What it says in words, in one line; empty where it has none."""
        words = getattr(self.element, "summary", None) or getattr(self.element, "target", None)
        return " ".join((words or "").split())

    @property
    def name(self) -> str:
        """What people call it, such as ``error EBADF (not open)``."""
        return claim_name(self.kind.value, self.subject, self.summary)


def claim_name(kind: str, subject: str, summary: str = "") -> str:
    """Return what people call a claim: its kind, what it is about, what tells it from others.

    ``subject`` is that of the claim's id, in which blanks are dashes; where ``summary`` is the
    same in words, it stands alone.
    """
    if summary and subject == _slug(summary):
        return f"{kind} {summary}"
    return " ".join(filter(None, (kind, subject, summary and f"({summary})")))


def claims(spec: Spec) -> tuple[Claim, ...]:
    """Return the claims of ``spec`` in reading order. Equal statements get a counter at the end.

    Those of a spec under a variant have ``id`` and ``variant`` from the whole; ``element`` and
    ``index`` are its own.
    """
    return _claims_under(spec) if isinstance(spec, SpecUnder) else _claims(spec)


def _claims(spec: Spec) -> tuple[Claim, ...]:
    seen: dict[str, int] = {}
    result = []
    for kind, index, subject, element, variant in _all_statements(spec):
        name = _slug(element.id) if element.id else _digest(kind, element, variant)
        claim_id = f"{spec.name}:{kind.value}:{subject}:{name}"
        seen[claim_id] = seen.get(claim_id, 0) + 1
        if seen[claim_id] > 1:
            claim_id += f".{seen[claim_id]}"
        result.append(
            Claim(
                id=claim_id,
                api=spec.name,
                kind=kind,
                subject=subject,
                element=expanded(element, spec.where),
                index=index,
                variant=variant,
                span=element.span,
            )
        )
    return tuple(result)


def _claims_under(spec: SpecUnder) -> tuple[Claim, ...]:
    """The claims of the whole that hold under the variant, with their places in ``spec``."""
    common, under = _claims_by_variant(_Same(spec.whole))
    given = under[id(spec.given)]
    names = {param.name: index for index, param in enumerate(spec.given.params)}
    found = []
    for kind, index, element in statements(spec):
        place, own = _source(kind, index, element, spec, names)
        claim = (given if own else common)[kind, place]
        found.append(
            msgspec.structs.replace(claim, element=expanded(element, spec.where), index=index)
        )
    return tuple(found)


_ByPlace = dict[tuple[ClaimKind, int], Claim]


class _Same:
    """A spec that equals no other object, so that a cache need not compare all of it."""

    __slots__ = ("spec",)

    def __init__(self, spec: Spec) -> None:
        self.spec = spec

    def __hash__(self) -> int:
        return id(self.spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.spec is self.spec


@functools.lru_cache(maxsize=1)  # all variants of a spec are asked for one after the other
def _claims_by_variant(whole: _Same) -> tuple[_ByPlace, dict[int, _ByPlace]]:
    """The claims of no variant by their places, and those of each variant by its identity."""
    common: _ByPlace = {}
    under: dict[int, _ByPlace] = {id(variant): {} for variant in whole.spec.variants}
    for claim in _claims(whole.spec):
        into = common if claim.variant is None else under[id(claim.variant)]
        into[claim.kind, claim.index] = claim
    return common, under


def _source(
    kind: ClaimKind, index: int, element: Any, spec: SpecUnder, names: dict[str, int]
) -> tuple[int, bool]:
    """Where an element of ``spec`` stood: its place, and whether in the variant.

    ``names`` are the parameters of the variant, with their places.
    """
    if kind is ClaimKind.RETURN:
        return index, spec.given.returns is not None
    if kind is ClaimKind.PARAM:
        own = element.name in names
        return (names[element.name] if own else index), own
    before = len(getattr(spec.whole, BLOCKS_OF_CLAIMS[kind].field))
    return (index, False) if index < before else (index - before, True)


def _all_statements(
    spec: Spec,
) -> Iterator[tuple[ClaimKind, int, str, Any, Variant | None]]:
    parts: tuple[Spec | Variant, ...] = (spec, *spec.variants)
    for part in parts:
        variant = part if isinstance(part, Variant) else None
        for kind, index, element in statements(part):
            subject = getattr(element, _SUBJECTS[kind], None) or "value"
            yield kind, index, _slug(subject), element, variant


_SUBJECTS = {kind: block.subject or block.head for kind, block in BLOCKS_OF_CLAIMS.items()}


def _slug(text: str) -> str:
    return "-".join(text.replace(":", " ").split())


def _digest(kind: ClaimKind, element: Any, variant: Variant | None) -> str:
    import hashlib  # brings in OpenSSL: 4 ms

    if kind is ClaimKind.ERROR:
        content: Any = (element.errno, " ".join((element.summary or "").lower().split()))
    else:
        content = [
            (name, getattr(element, name)) for name in BLOCKS_OF_CLAIMS[kind].identity.split()
        ]
    if variant is not None:
        content = ("".join(variant.condition.split()), content)
    return hashlib.sha256(msgspec.json.encode(_plain(content))).hexdigest()[:8]


def _plain(value: Any) -> Any:
    """Plain data without the places in it, so that ids do not depend on where a spec stands."""
    if isinstance(value, Span):
        return None
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value
