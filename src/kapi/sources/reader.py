"""What a reader returns. None raises: a defect of ours costs a piece of a text, and is reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from kapi.finding import Finding, Severity
from kapi.model.spec import Spec
from kapi.span import Span

Content = TypeVar("Content")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The specs of a text, in the order they stand there, and what is wrong with them."""

    specs: tuple[Spec, ...] = ()
    findings: tuple[Finding, ...] = ()


def guarded(
    read: Callable[[], Content], broken: Callable[[Finding], Content], span: Span
) -> Content:
    """Return what ``read`` gives, or what ``broken`` makes of the finding that says it raised.

    The finding has the code ``broken-reader``, at which a run ends with the exit code of a defect.
    """
    try:
        return read()
    except Exception as error:
        return broken(_finding(error, span))


def _finding(error: Exception, span: Span) -> Finding:
    import traceback  # only a defect pays for it

    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{last.filename.rpartition('/kapi/')[2]}:{last.lineno}"
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return Finding(
        code="broken-reader",
        severity=Severity.ERROR,
        message=f"kapi broke while it read this: {what[:200]} ({where})",
        span=span,
        hint="this is a defect of kapi; please send the text to its authors",
    )
