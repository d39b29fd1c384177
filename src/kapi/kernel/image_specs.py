"""Specs from an image."""

from __future__ import annotations

from typing import Final

from kapi.finding import Finding, Severity
from kapi.kernel.decode import decode
from kapi.kernel.image import Image, ImageError
from kapi.kernel.layout import Structure, size_of
from kapi.kernel.section import locate
from kapi.kernel.structure_fields import Reader
from kapi.model.spec import Origin, Spec
from kapi.sources.reader import Reading
from kapi.span import Span
from kapi.vocab.architectures import ARCHITECTURES, Architecture

_ARCHITECTURES: Final = {
    "EM_X86_64": "x86_64", "EM_386": "i386", "EM_AARCH64": "arm64", "EM_ARM": "arm",
    "EM_PPC64": "powerpc", "EM_PPC": "powerpc", "EM_RISCV": "riscv64", "EM_S390": "s390x",
}  # fmt: skip
_HEAD: Final = ("name", "api_type", "cmd", "description")


def read_image(image: Image, source: str, heads: bool = False) -> Reading:
    """Return the specs of ``image``, which the user calls ``source``.

    With ``heads`` only their names, kinds, summaries and places are read. One that cannot be
    read is a finding with its place. Raises `ImageError` where the image has none at all.
    """
    found = locate(image)
    layout = _head(found.layout) if heads else found.layout
    size = layout.size
    image.apply_relocations([(address, address + size) for address in found.addresses])
    reader = Reader(
        _architecture_of(image),
        lambda number: image.names([number]).get(number),
        first=0 if found.is_inline else 1,
    )
    specs: list[Spec] = []
    findings: list[Finding] = []
    for address in found.addresses:
        try:
            specs.append(_spec(image, address, layout, reader, source))
        except ImageError as error:
            span = Span(source=source, file=source)
            message = f"a specification cannot be read: {error}"
            findings.append(
                Finding(code="damaged-image", severity=Severity.ERROR, message=message, span=span)
            )
    return Reading(specs=tuple(specs), findings=tuple(findings))


def _architecture_of(image: Image) -> Architecture:
    """Return the architecture whose errnos the image has; that of x86-64 where it is not known."""
    return ARCHITECTURES.get(_ARCHITECTURES.get(image.machine, ""), ARCHITECTURES["x86_64"])


def _head(layout: Structure) -> Structure:
    """As much of the structure as a list shows."""
    members = tuple(one for one in layout.members if one.name in _HEAD)
    return Structure(layout.name, max(one.offset + size_of(one.layout) for one in members), members)


def _spec(image: Image, address: int, layout: Structure, reader: Reader, source: str) -> Spec:
    tree = decode(image, address, layout)
    if not tree.get("name"):
        raise ImageError(f"{image.place(address)}: it has no name")
    return reader.spec(tree, origin=Origin(source=source, file=f"{source}:{image.place(address)}"))
