"""``.kapi.toml`` or ``[tool.kapi]`` in ``pyproject.toml``: what to check, by default."""

from __future__ import annotations

import difflib
import fnmatch
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kapi.errors import UsageError
from kapi.finding import Severity
from kapi.lint.rule import RuleSet

__all__ = ["Config", "find", "ignored_at", "read"]

_OWN = ".kapi.toml"
_PROJECT = "pyproject.toml"


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """What a configuration says; None and empty are "not said".

    ``ignore_in`` maps a glob of paths, relative to ``directory``, to rules, families or
    prefixes that are not reported there.
    """

    origin: str = ""
    directory: str = ""
    rule_set: RuleSet | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ignore_in: Mapping[str, tuple[str, ...]] = {}
    fail_on: Severity | None = None
    baseline: str | None = None


def find(start: Path, environment: Mapping[str, str]) -> Path | None:
    """Return the configuration that holds at ``start``: KAPI_CONFIG, or the nearest upward.

    The search ends at the top of the repository.
    """
    if environment.get("KAPI_CONFIG"):
        return Path(environment["KAPI_CONFIG"])
    for directory in (start, *start.parents):
        if (directory / _OWN).is_file():
            return directory / _OWN
        project = directory / _PROJECT
        if project.is_file() and b"[tool.kapi" in project.read_bytes():
            return project
        if (directory / ".git").exists():
            break
    return None


def read(path: Path | None) -> Config:
    """Return what the file ``path`` says; raise `UsageError` with the place of a mistake."""
    if path is None:
        return Config()
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"{path}: cannot read the configuration: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: no valid TOML: {error}") from error
    if path.name == _PROJECT:
        document = document.get("tool", {}).get("kapi", {})
    return _Reader(path, text).config(document)


def ignored_at(config: Config, path: str) -> list[str]:
    """Return what ``config`` ignores in the file ``path``."""
    relative = os.path.relpath(os.path.abspath(path), config.directory or ".")
    return [
        name
        for glob, names in config.ignore_in.items()
        if fnmatch.fnmatch(relative, glob)
        for name in names
    ]


class _Reader:
    """Turns a table into a `Config`, with the line of each mistake."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")

    def config(self, document: Mapping[str, Any]) -> Config:
        self._known(document, ("lint",))
        lint = document.get("lint", {})
        if not isinstance(lint, dict):
            raise self._wrong("lint", "a table")
        known = ("set", "select", "ignore", "ignore-in", "fail-on", "baseline")
        self._known(lint, known)
        baseline = lint.get("baseline")
        if baseline is not None and not isinstance(baseline, str):
            raise self._wrong("baseline", "a path")
        directory = self.path.resolve().parent
        ignore_in = lint.get("ignore-in", {})
        if not isinstance(ignore_in, dict):
            raise self._wrong("ignore-in", "a table of globs")
        return Config(
            origin=str(self.path),
            directory=str(directory),
            rule_set=RuleSet(self._word("set", lint, [one.value for one in RuleSet]))
            if "set" in lint
            else None,
            select=self._names("select", lint),
            ignore=self._names("ignore", lint),
            ignore_in={glob: self._names(glob, ignore_in) for glob in ignore_in},
            fail_on=Severity(self._word("fail-on", lint, [one.value for one in Severity]))
            if "fail-on" in lint
            else None,
            baseline=str(directory / baseline) if baseline else None,
        )

    def _known(self, table: Mapping[str, Any], known: Sequence[str]) -> None:
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0.4)
                hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
                raise UsageError(f"{self._place(key)}: unknown key {key!r}; {hint}")

    def _word(self, key: str, table: Mapping[str, Any], words: list[str]) -> str:
        if table[key] not in words:
            raise self._wrong(key, f"one of {', '.join(words)}")
        return str(table[key])

    def _names(self, key: str, table: Mapping[str, Any]) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise self._wrong(key, "a list of rules or families")
        return tuple(value)

    def _wrong(self, key: str, expected: str) -> UsageError:
        return UsageError(f"{self._place(key)}: {key} must be {expected}")

    def _place(self, key: str) -> str:
        pattern = re.compile(rf"^\s*\[?\s*(?:[\w.-]+\.)?[\"']?{re.escape(key)}[\"']?\s*[=\].]")
        for number, line in enumerate(self.lines, start=1):
            if pattern.match(line):
                return f"{self.path}:{number}"
        return str(self.path)
