"""Specs as kernel-doc comments with the declaration below, in each comment dialect."""

from __future__ import annotations

from kapi.model.spec import Spec
from kapi.render.kerneldoc.comment import Writer
from kapi.vocab.dialects import COMMENT_DIALECTS
from kapi.vocab.words import Dialect
from kapi.written import Written


def write(spec: Spec, dialect: Dialect = Dialect.KERNELDOC) -> Written:
    """Return ``spec`` as a comment in ``dialect``, with its declaration, and what is lost.

    Lines are wrapped at 80 columns. A spec without a declaration gets one made from its
    parameters where their types are known.
    """
    return Writer(spec, COMMENT_DIALECTS[dialect]).write()
