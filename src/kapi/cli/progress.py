"""A progress bar for a person who waits: on a terminal only, and only after a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from kapi.printable import line

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE = 1.0
"""Seconds before anything is shown."""

_INTERVAL = 0.1


class Progress:
    """Called with how many ``things`` are done, all of them or None, and the name of one.

    ``doing`` is the word for the work, such as ``reading``. A context manager.
    """

    def __init__(
        self, quiet: bool, color: str = "auto", doing: str = "reading", things: str = "files"
    ) -> None:
        self.color, self.doing, self.things = color, doing, things
        self.started = time.monotonic()
        self.shown = 0.0
        self.is_wanted = not quiet and sys.stderr.isatty()
        self.bar: Bar | None = None
        self.task: TaskID | None = None

    def __call__(self, done: int, total: int | None, path: str) -> None:
        """Show the state of the work, if a person has waited long enough."""
        now = time.monotonic()
        if not self.is_wanted or now - self.started < PATIENCE:
            return
        if done != total and now - self.shown < _INTERVAL:
            return
        self.shown = now
        if self.bar is None or self.task is None:
            self.bar = self._opened()
            self.task = self.bar.add_task(self.doing, total=None, path="")
        self.bar.update(self.task, completed=done, total=total, path=line(path))
        self.bar.refresh()

    def _opened(self) -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        bar = Bar(
            TextColumn(self.doing),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TextColumn(self.things),
            TimeElapsedColumn(),
            TextColumn("{task.fields[path]}", style="dim", markup=False),
            console=Console(stderr=True, no_color=self.color == "never" or None),
            transient=True,
            auto_refresh=False,
        )
        bar.start()
        return bar

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()
