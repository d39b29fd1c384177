"""The formats of `kapi show`, in the order of its help."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import msgspec

from kapi.model.spec import Spec
from kapi.vocab.words import Dialect
from kapi.written import Format, Look, Medium, Writer, Written

Specs = Sequence[Spec]
_MACROS = (Dialect.MACRO_RFC1, Dialect.MACRO_RFC2)


def write_dialect(spec: Spec, dialect: Dialect) -> Written:
    """Return ``spec`` in a dialect of the framework, and what that cannot say."""
    return _by("macro" if dialect in _MACROS else "kerneldoc", spec, dialect)


def _by(module: str, value: Spec | Specs, *how: Look | Dialect, **more: int) -> Written:
    """What ``write`` of a module of this package gives, which is imported now.

    All of them together cost 16 ms of CPU time where bare Python needs 14; a run needs one.
    """
    written: Written = import_module(f"kapi.render.{module}").write(value, *how, **more)
    return written


def _writer(module: str) -> Writer[Specs]:
    return _one_by_one(lambda spec, look: _by(module, spec, look))


def _one_by_one(write: Writer[Spec]) -> Writer[Specs]:
    """The writer of several specs, a blank line between them; losses name their spec."""

    def write_all(specs: Specs, look: Look) -> Written:
        return _joined(specs, [write(spec, look) for spec in specs])

    return write_all


def _numbered(specs: Specs, look: Look) -> Written:
    parts = [_by("rst", spec, look, number=number) for number, spec in enumerate(specs, start=1)]
    return _joined(specs, parts)


def _joined(specs: Specs, parts: Sequence[Written]) -> Written:
    losses = (
        msgspec.structs.replace(loss, api=spec.name)
        for spec, part in zip(specs, parts, strict=True)
        for loss in part.losses
    )
    return Written(text="\n".join(part.text for part in parts), losses=tuple(losses))


def _dialect(name: str, dialect: Dialect) -> Format[Specs]:
    write = _one_by_one(lambda spec, look: write_dialect(spec, dialect))
    return Format(name=name, write=write, medium=Medium.EXACT)


def _document(specs: Specs, look: Look) -> Written:
    return _by("specs_json", specs, look)


FORMATS: tuple[Format[Specs], ...] = (
    Format(name="text", write=_writer("text"), medium=Medium.PEOPLE),
    Format(
        name="json", write=lambda specs, look: _by("specs_json", specs, look), medium=Medium.JSON
    ),
    Format(name="rst", write=_numbered, medium=Medium.PEOPLE),
    Format(name="md", write=_writer("markdown"), medium=Medium.PEOPLE),
    _dialect("kerneldoc", Dialect.KERNELDOC),
    _dialect("kerneldoc-enum", Dialect.KERNELDOC_ENUM),
    _dialect("kerneldoc-flat", Dialect.KERNELDOC_FLAT),
    _dialect("macro", Dialect.MACRO_RFC2),
    _dialect("macro-rfc1", Dialect.MACRO_RFC1),
    _dialect("macro-rfc2", Dialect.MACRO_RFC2),
)
"""``macro`` is short for the last dialect of macros."""
