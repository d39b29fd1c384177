"""Images of kernels and trees of debugfs as sources."""

from __future__ import annotations

from kapi import files
from kapi.errors import InputError
from kapi.kernel.debugfs import read_tree
from kapi.kernel.image import Image, ImageError
from kapi.kernel.image_specs import read_image
from kapi.kernel.unpack import unpacked
from kapi.sources.loaded import Content, InputKind
from kapi.vocab.architectures import ARCHITECTURES, Architecture, this_machine


def read(kind: InputKind, path: str, heads: bool = False) -> Content:
    """Return the specs of an image, or of a tree as debugfs has it.

    With ``heads`` those of an image have their names, kinds, summaries and places only.

    Raises `InputError` for one that has none, or cannot be read at all.
    """
    if kind is InputKind.DEBUGFS:
        return Content(kind=kind, reading=read_tree(path, here()))
    with files.open_named(path) as file:
        try:
            with unpacked(file) as content:
                return Content(kind=kind, reading=read_image(Image(content), path, heads))
        except ImageError as error:
            raise InputError(str(error)) from error


def here() -> Architecture:
    """Return the architecture of this machine; that of x86-64 where it is not known."""
    return this_machine() or ARCHITECTURES["x86_64"]
