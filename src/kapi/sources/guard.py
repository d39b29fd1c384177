"""No exception leaves a reader: a defect of ours costs one piece of a text, and is reported."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import TypeVar

from kapi.finding import Finding, Severity
from kapi.span import Span

__all__ = ["guarded"]

Content = TypeVar("Content")


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
