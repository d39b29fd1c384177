"""Every wrong edit of a spec."""

from __future__ import annotations

from collections.abc import Iterator

from kapi.model.spec import Spec

from .edit import Edit, elements
from .kinds import wrong_edits_of
from .neighbours import neighbours_in
from .order import swapped

__all__ = ["edits"]


def edits(spec: Spec) -> Iterator[Edit]:
    """Yield every wrong edit of every claim of ``spec``, in the order of the spec."""
    beside = neighbours_in(spec)
    for place, element in elements(spec):
        yield from wrong_edits_of(spec, place, element, beside)
    yield from swapped(spec)
