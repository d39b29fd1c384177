"""The formats of `kapi show`, in the order of its help."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kapi.model.spec import Spec
from kapi.render import json, markdown, rst, text
from kapi.vocab.words import Dialect
from kapi.written import Format, Look, Medium, Writer, Written

__all__ = ["FORMATS", "write_dialect"]

Specs = Sequence[Spec]
_MACROS = (Dialect.MACRO_RFC1, Dialect.MACRO_RFC2)


def write_dialect(spec: Spec, dialect: Dialect) -> Written:
    """Return ``spec`` in a dialect of the framework, and what that cannot say."""
    # The writers of dialects cost 12 ms of CPU time where bare Python needs 15, and the text of
    # a spec (90 ms at most) needs none of them.
    from kapi.render import kerneldoc, macro

    return macro.write(spec, dialect) if dialect in _MACROS else kerneldoc.write(spec, dialect)


def _one_by_one(write: Writer[Spec]) -> Writer[Specs]:
    """The writer of several specs, a blank line between them; losses name their spec."""

    def write_all(specs: Specs, look: Look) -> Written:
        return _joined(specs, [write(spec, look) for spec in specs])

    return write_all


def _numbered(specs: Specs, look: Look) -> Written:
    parts = [rst.write(spec, look, number=number) for number, spec in enumerate(specs, start=1)]
    return _joined(specs, parts)


def _joined(specs: Specs, parts: Sequence[Written]) -> Written:
    losses = (
        msgspec.structs.replace(loss, api=spec.name)
        for spec, part in zip(specs, parts, strict=True)
        for loss in part.losses
    )
    return Written(text="\n".join(part.text for part in parts), losses=tuple(losses))


def _dialect(name: str, dialect: Dialect) -> Format[Specs]:
    return Format(name=name, write=_one_by_one(lambda spec, look: write_dialect(spec, dialect)))


FORMATS: tuple[Format[Specs], ...] = (
    Format(name="text", write=_one_by_one(text.write), medium=Medium.PEOPLE),
    Format(name="json", write=json.write, medium=Medium.JSON),
    Format(name="rst", write=_numbered),
    Format(name="md", write=_one_by_one(markdown.write)),
    _dialect("kerneldoc", Dialect.KERNELDOC),
    _dialect("kerneldoc-enum", Dialect.KERNELDOC_ENUM),
    _dialect("kerneldoc-flat", Dialect.KERNELDOC_FLAT),
    _dialect("macro", Dialect.MACRO_RFC2),
    _dialect("macro-rfc1", Dialect.MACRO_RFC1),
    _dialect("macro-rfc2", Dialect.MACRO_RFC2),
)
"""``macro`` is short for the last dialect of macros."""
