"""How much processor time it takes to hold 400 specs against 400 in which much has changed.

usage: python benchmarks/diff.py
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import msgspec

from kapi.model.spec import Spec
from kapi.pipeline.diff import edits_between
from kapi.pipeline.specs import Options, load_specs

SPECS = 400


def changed(spec: Spec, number: int) -> Spec:
    """``spec`` with other words everywhere, its errors turned round and one of them gone."""
    errors = tuple(_worded(one) for one in reversed(spec.errors[number % 2 :]))
    params = tuple(_worded(one) for one in spec.params)
    effects = tuple(_worded(one) for one in spec.side_effects)
    return msgspec.structs.replace(spec, errors=errors, params=params, side_effects=effects)


def _worded(element: Any) -> Any:
    text = f"{element.description or ''} It was posted again."
    return msgspec.structs.replace(element, description=text)


def sets() -> tuple[Sequence[Spec], Sequence[Spec]]:
    shipped = load_specs((), Options()).specs
    many = [shipped[number % len(shipped)] for number in range(SPECS)]
    old = [msgspec.structs.replace(one, name=f"{one.name}_{n}") for n, one in enumerate(many)]
    return old, [changed(one, number) for number, one in enumerate(old)]


def main() -> None:
    old, new = sets()
    best, found = 1e9, 0
    for _ in range(3):
        start = time.process_time()
        found = len(list(edits_between(old, new)))
        best = min(best, time.process_time() - start)
    print(f"{SPECS} specs against {SPECS}: {found} edits in {best:.2f} s of processor time")


if __name__ == "__main__":
    main()
