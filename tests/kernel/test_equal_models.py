"""Every spec that ships or was published, by every way: what comes back differs as was said.

A way writes a spec and reads it again. The writer lists what its format cannot say, and that list
is what the difference must be.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import pytest

from kapi.kernel.debugfs_json import from_json, to_json
from kapi.kernel.debugfs_text import read_text, spec_text
from kapi.kernel.encode import carried, differences, losses, tree_of
from kapi.kernel.structure_fields import Reader
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.render.show_formats import write_dialect
from kapi.render.specs_json import write
from kapi.vocab.words import Dialect, ReturnCheck
from tests.kernel.build import STRICT, X86, compiled, source_of
from tests.kernel.inline import cut, inline_source
from tests.kernel.test_image_specs import image_specs
from tests.shared import SHARED
from tests.shipped import catalogue

Place: TypeAlias = tuple[str | int, ...]
Found: TypeAlias = tuple[Spec, Spec, set[Place]]
"""What was written, what came back, and the places that the writer lists."""

MAIN = "\nint main(void) { return 0; }\n"
NO_LINE = [
    "capabilities.action",
    "capabilities.condition",
    "capabilities.description",
    "capabilities.alternatives",
    "params.limits.validate",
    "returns.is_success",
    "side_effects.condition",
    "side_effects.effects",
    "signal_masks",
    "signals.condition",
    "signals.errno",
    "signals.interruptible",
    "signals.priority",
    "signals.queue",
    "signals.restartable",
    "signals.sa_flags_forbidden",
    "signals.sa_flags_required",
    "signals.target",
    "signals.state_forbidden",
    "signals.state_required",
    "signals.timing",
    "signals.transform_to",
    "state_transitions.condition",
    "structs",
]
"""For what the text of debugfs has no line; its JSON has all that the structures have."""


@functools.cache
def every() -> tuple[Spec, ...]:
    """Each spec under a name of its own, which says the same of its kind."""
    found = list(catalogue())
    for place in sorted((SHARED / "corpus").rglob("*.eml")) if SHARED else ():
        found += load_specs([str(place)], Options()).specs
    assert len(found) > (60 if SHARED else 45)
    return tuple(
        msgspec.structs.replace(one, name=f"{one.name}_{number}", declaration=None)
        for number, one in enumerate(found)
    )


def whole(places: Iterable[Place]) -> set[Place]:
    """Places in a list without their numbers: a list is lost as a whole, or from some place on."""
    return {one[:-1] if isinstance(one[-1], int) else one for one in places}


def differing(old: Spec, new: Spec) -> set[Place]:
    return {one.path for one in differences(old, new)}


def by_text(spec: Spec, dialect: Dialect, room: Path) -> Found:
    written = write_dialect(spec, dialect)
    place = room / "spec.c"
    place.write_text(written.text)
    (found,) = load_specs([str(place)], Options()).specs
    return spec, found, {one.path for one in written.losses} - {("declaration",)}


def comment(specs: Sequence[Spec], room: Path) -> Iterator[Found]:
    return (by_text(one, Dialect.KERNELDOC, room) for one in specs)


def macros(specs: Sequence[Spec], room: Path) -> Iterator[Found]:
    return (by_text(one, Dialect.MACRO_RFC2, room) for one in specs)


def pointers(specs: Sequence[Spec], room: Path) -> Iterator[Found]:
    found = image_specs(compiled(source_of(specs), room / "pointers.o", *STRICT))
    return ((one, found[one.name], held(one)) for one in specs)


def inline(specs: Sequence[Spec], room: Path) -> Iterator[Found]:
    """Texts end where their arrays do: what is cut there is lost as well."""
    source = inline_source(specs, X86) + MAIN
    found = image_specs(compiled(source, room / "inline", "-g", link=True))
    for one in specs:
        short = Reader(X86).spec(cut(tree_of(one, X86)))
        yield one, found[one.name], differing(one, short)


def tree_json(specs: Sequence[Spec], room: Path) -> Iterator[Found]:
    for one in specs:
        tree = from_json(to_json(tree_of(one, X86)).encode())
        yield one, Reader(X86).spec(tree), held(one)


def tree_text(specs: Sequence[Spec], room: Path) -> Iterator[Found]:
    for one in specs:
        text = spec_text(tree_of(one, X86))
        found = Reader(X86).spec(read_text(text))
        assert spec_text(tree_of(found, X86)) == text
        kept = carried(one, X86)
        yield kept, found, set(without_line(kept))


def without_line(spec: Spec) -> Iterator[Place]:
    for path in NO_LINE:
        yield from stated_at(spec, tuple(path.split(".")), ())
    for number, param in enumerate(spec.params):
        if param.limits.type is None:  # it stands in the lines of a constraint
            yield from stated_at(param, ("size_param",), ("params", number))
            yield from stated_at(param, ("size_multiplier",), ("params", number))
    if spec.returns is not None and spec.returns.check is not ReturnCheck.EXACT:
        yield from stated_at(spec, ("returns", "success"), ())


def stated_at(value: Any, names: tuple[str, ...], place: Place) -> Iterator[Place]:
    if isinstance(value, tuple) and names:
        for number, one in enumerate(value):
            yield from stated_at(one, names, (*place, number))
    elif names and value is not None:
        yield from stated_at(getattr(value, names[0]), names[1:], (*place, names[0]))
    elif value not in (None, ()):
        yield place


def own_json(specs: Sequence[Spec], room: Path) -> Iterator[Found]:
    place = room / "specs.json"
    place.write_text(write(specs).text)
    found = load_specs([str(place)], Options()).specs
    return ((one, again, set()) for one, again in zip(specs, found, strict=True))


def held(spec: Spec) -> set[Place]:
    return {one.path for one in losses(spec, X86)}


WAYS: tuple[Callable[[Sequence[Spec], Path], Iterator[Found]], ...] = (
    comment, macros, pointers, inline, tree_text, tree_json, own_json,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda one: one.__name__)
def test_what_comes_back_differs_as_the_writer_says(
    way: Callable[[Sequence[Spec], Path], Iterator[Found]], tmp_path: Path
) -> None:
    tried = 0
    for spec, found, listed in way(every(), tmp_path):
        assert whole(differing(spec, found)) == whole(listed), spec.name
        tried += 1
    assert tried == len(every())
