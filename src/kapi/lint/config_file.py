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

from kapi.errors import InputError, UsageError
from kapi.files import read_named
from kapi.finding import Severity
from kapi.lint.rule import Rule, RuleSet
from kapi.lint.selection import named

_OWN = ".kapi.toml"
_PROJECT = "pyproject.toml"
_LARGEST = 1024 * 1024
_DEEP_KEY = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]{0,99}"|'[^'\n]{0,99}')[ \t]*\.[ \t]*){64}"""
)
_OFF = "off"

LINT_KEYS = ("set", "select", "ignore", "ignore-in", "severity", "fail-on", "baseline")
"""The keys of ``[lint]``."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """What a configuration says; None and empty are "not said".

    ``places`` has the line of each key that the file has.

    ``ignore_in`` maps a glob of paths, relative to ``directory``, to rules, families or
    prefixes that are not reported there. ``severity`` has what such names are to be reported as,
    of two for one rule the later; None is off.
    """

    origin: str = ""
    directory: str = ""
    rule_set: RuleSet | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ignore_in: Mapping[str, tuple[str, ...]] = {}
    severity: Mapping[str, Severity | None] = {}
    fail_on: Severity | None = None
    baseline: str | None = None
    places: Mapping[str, str] = {}


def find(start: Path, environment: Mapping[str, str]) -> Path | None:
    """Return the configuration that holds at ``start``: KAPI_CONFIG, or the nearest upward.

    The search ends at the top of the repository.
    """
    if environment.get("KAPI_CONFIG"):
        return Path(environment["KAPI_CONFIG"])
    for directory in (start, *start.parents):
        if os.path.lexists(directory / _OWN):
            return directory / _OWN
        if _says_something(directory / _PROJECT):
            return directory / _PROJECT
        if (directory / ".git").exists():
            break
    return None


def _says_something(project: Path) -> bool:
    try:
        data = _content(project)
    except OSError:
        return False
    if b"kapi" not in data:
        return False
    try:
        tools = _parsed(data.decode()).get("tool")
    except ValueError:
        return b"[tool.kapi" in data  # its reader says what is wrong
    return isinstance(tools, dict) and "kapi" in tools


def read(path: Path | None, rules: Sequence[Rule]) -> Config:
    """Return what the file ``path`` says; raise `UsageError` with the place of a mistake.

    A name that none of ``rules`` has is a mistake too.
    """
    if path is None:
        return Config()
    try:
        text = _content(path).decode()
        document = _parsed(text)
    except OSError as error:
        raise UsageError(f"{path}: cannot read the configuration: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: no valid TOML: {error}") from error
    except ValueError as error:
        line = re.search(r"\(at line (\d+)", str(error))
        place = f"{path}:{line[1]}" if line else str(path)
        raise UsageError(f"{place}: no valid TOML: {error}") from error
    if path.name == _PROJECT:
        tools = document.get("tool", {})
        document = tools.get("kapi", {}) if isinstance(tools, dict) else {}
    return _Reader(path, text, rules).config(document)


def _parsed(text: str) -> dict[str, Any]:
    """Return the tables of ``text``; raise ValueError for what is no TOML or cannot be borne.

    That are levels without end, numbers of more digits than Python reads, and keys of so many parts
    that one costs seconds and gigabytes: the parser remembers each of their beginnings.
    """
    if found := _DEEP_KEY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ValueError(f"a key of more than 64 parts (at line {line}, column 1)")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("more levels than can be read") from None


def _content(path: Path) -> bytes:
    try:
        return read_named(str(path), _LARGEST)
    except InputError as error:
        raise InputError(f"{path}: cannot read the configuration: {error}") from error


def ignored_at(config: Config, path: str, inside: str = "") -> list[str]:
    """Return what ``config`` ignores in the file ``path``, or in ``inside``, a file of a patch."""
    relative = os.path.relpath(os.path.abspath(path), config.directory or ".")
    return [
        name
        for glob, names in config.ignore_in.items()
        if fnmatch.fnmatch(relative, glob) or fnmatch.fnmatch(inside, glob)
        for name in names
    ]


class _Reader:
    """Turns a table into a `Config`, with the line of each mistake."""

    def __init__(self, path: Path, text: str, rules: Sequence[Rule]) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.rules = rules
        heads = [n for n, line in enumerate(self.lines) if re.match(r"\s*\[tool\.kapi\b", line)]
        self.first = heads[0] if heads else 0  # other tools have keys of the same names

    def config(self, document: Any) -> Config:
        if not isinstance(document, dict):
            raise self._wrong("kapi", "a table")
        self._known(document, ("lint",))
        lint = document.get("lint", {})
        if not isinstance(lint, dict):
            raise self._wrong("lint", "a table")
        self._known(lint, LINT_KEYS)
        baseline = lint.get("baseline")
        if baseline is not None and not isinstance(baseline, str):
            raise self._wrong("baseline", "a path")
        directory = self.path.resolve().parent
        ignore_in = lint.get("ignore-in", {})
        if not isinstance(ignore_in, dict):
            raise self._wrong("ignore-in", "a table of globs")
        for glob in ignore_in:
            if glob.rfind("[") > glob.rfind("]"):  # each is looked for to the end by fnmatch
                raise self._wrong(glob[:40], "a glob whose [ have their ]")
        severity = lint.get("severity", {})
        if not isinstance(severity, dict):
            raise self._wrong("severity", "a table of rules or families")
        return Config(
            origin=str(self.path),
            directory=str(directory),
            rule_set=RuleSet(self._word("set", lint, [one.value for one in RuleSet]))
            if "set" in lint
            else None,
            select=self._names("select", lint),
            ignore=self._names("ignore", lint),
            ignore_in={glob: self._names(glob, ignore_in) for glob in ignore_in},
            severity={name: self._severity(name, severity) for name in severity},
            fail_on=Severity(self._word("fail-on", lint, [one.value for one in Severity]))
            if "fail-on" in lint
            else None,
            baseline=str(directory / baseline) if baseline else None,
            places={key: self._place(key) for key in lint},
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

    def _severity(self, name: str, table: Mapping[str, Any]) -> Severity | None:
        self._rules_called(name, name)
        word = self._word(name, table, [*(one.value for one in Severity), _OFF])
        return None if word == _OFF else Severity(word)

    def _names(self, key: str, table: Mapping[str, Any]) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise self._wrong(key, "a list of rules or families")
        for name in value:
            self._rules_called(name, key)
        return tuple(value)

    def _rules_called(self, name: str, key: str) -> None:
        try:
            named(name, self.rules)
        except UsageError as error:
            raise UsageError(f"{self._place(key, name)}: {error}") from None

    def _wrong(self, key: str, expected: str) -> UsageError:
        return UsageError(f"{self._place(key)}: {key} must be {expected}")

    def _place(self, key: str, name: str = "") -> str:
        """The line of ``key``, or of ``name`` in its value."""
        pattern = re.compile(rf"^\s*\[?\s*(?:[\w.-]+\.)?[\"']?{re.escape(key)}[\"']?\s*[=\].]")
        found = ""
        for number, line in enumerate(self.lines[self.first :], start=self.first + 1):
            if pattern.match(line):
                found = found or f"{self.path}:{number}"
            if found and name in line:
                return f"{self.path}:{number}"
        return found or str(self.path)
