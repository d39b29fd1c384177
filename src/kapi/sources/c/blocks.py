"""The raw pieces that may be specs: what the C scanner cuts out and the grammars read."""

from __future__ import annotations

import msgspec

from kapi.model.spec import Declaration
from kapi.sources.source_text import Line, SourceText


class CommentBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A kernel-doc comment and the declaration that follows it.

    ``lines`` are the comment's lines without ``/**``, the `` * `` prefix (one blank after the
    star is removed, deeper indentation is kept) and ``*/``; text beside the markers is kept.
    """

    text: SourceText
    lines: tuple[Line, ...]
    declaration: Declaration | None


class MacroBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A spec in the macro dialects, from its opening line to its end.

    ``lines`` are raw C lines, from ``DEFINE_KERNEL_API_SPEC(...)`` (or the opening of a
    ``struct kapi_ioctl_spec`` initialiser) to ``KAPI_END_SPEC;`` or ``};``. ``complete`` is
    false when the text ends first. ``declaration`` is the one that follows the spec. ``above``
    are lines between the macro spec before and this one, which may hold arrays that it names.
    """

    text: SourceText
    lines: tuple[Line, ...]
    declaration: Declaration | None
    above: tuple[Line, ...] = ()
    complete: bool = True
