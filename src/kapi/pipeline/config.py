"""`kapi config`: which settings are in force, and where each was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from kapi.lint import config_file, selection
from kapi.lint.rule import RuleSet
from kapi.pipeline.lint import LintOptions
from kapi.report.report import Part, Report, Table

PARTS = (Part.DOCUMENT, Part.TABLE)

_DEFAULT = "default"


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """A setting: its key in the file, its value in words, and where that comes from.

    ``origin`` is an option, a variable, FILE:LINE or "default"; several, where several add up.
    """

    key: str
    value: str
    origin: str = _DEFAULT


class ConfigDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What `kapi config -f json` writes; ``file`` is the configuration, or null for none."""

    schema: Literal["kapi-config/1"] = "kapi-config/1"
    file: str | None
    settings: tuple[Setting, ...]


def in_force(
    wanted: LintOptions,
    origins: Mapping[str, str],
    environment: Mapping[str, str],
    others: tuple[Setting, ...] = (),
) -> ConfigDocument:
    """Return what `kapi lint` with ``wanted`` would go by, and ``others``.

    ``origins`` says by which option or variable a field of ``wanted`` was given. Raise
    `UsageError` with the place of a mistake in the file.
    """
    given = Path(wanted.config) if wanted.config else config_file.find(Path.cwd(), environment)
    found = config_file.read(given, selection.all_rules())
    return ConfigDocument(
        file=found.origin or None,
        settings=(
            Setting(
                key="config",
                value=found.origin,
                origin=origins.get("config") or _where_found(found, environment),
            ),
            *_of_lint(wanted, origins, found),
            *others,
        ),
    )


def _where_found(found: config_file.Config, environment: Mapping[str, str]) -> str:
    if environment.get("KAPI_CONFIG"):
        return "KAPI_CONFIG"
    return "the nearest" if found.origin else _DEFAULT


def report_of(document: ConfigDocument) -> Report:
    """Return the settings in the shapes that formats know."""
    rows = [(one.key, one.value, one.origin) for one in document.settings]
    return Report(document=document, table=Table.of("settings", ("key", "value", "origin"), rows))


def _of_lint(
    wanted: LintOptions, origins: Mapping[str, str], found: config_file.Config
) -> Iterator[Setting]:
    """The keys of [lint], in the order of what beats what: option, variable, file, default."""

    def one(key: str, field: str, said: str, written: str, usual: str) -> Setting:
        if said:
            return Setting(key=f"lint.{key}", value=said, origin=origins.get(field, "option"))
        if written:
            return Setting(key=f"lint.{key}", value=written, origin=found.places[key])
        return Setting(key=f"lint.{key}", value=usual)

    rule_set = found.rule_set.value if found.rule_set else ""
    yield one("set", "rule_set", wanted.rule_set or "", rule_set, RuleSet.RECOMMENDED.value)
    # A set that is asked for beats the rules that the file selects.
    selected = () if wanted.rule_set else found.select
    yield one("select", "select", ",".join(wanted.select), ",".join(selected), "")
    yield _ignored(wanted, origins, found)
    for glob, names in found.ignore_in.items():
        origin = found.places["ignore-in"]
        yield Setting(key=f'lint.ignore-in."{glob}"', value=",".join(names), origin=origin)
    for name, level in found.severity.items():
        value, origin = level.value if level else "off", found.places["severity"]
        yield Setting(key=f"lint.severity.{name}", value=value, origin=origin)
    fail_on = found.fail_on.value if found.fail_on else ""
    yield one("fail-on", "fail_on", wanted.fail_on or "", fail_on, "warning")
    yield one("baseline", "baseline", wanted.baseline or "", found.baseline or "", "")


def _ignored(wanted: LintOptions, origins: Mapping[str, str], found: config_file.Config) -> Setting:
    """What is ignored adds up."""
    places = [found.places["ignore"]] if found.ignore else []
    places += [origins.get("ignore", "option")] if wanted.ignore else []
    value = ",".join((*found.ignore, *wanted.ignore))
    return Setting(key="lint.ignore", value=value, origin=", ".join(places) or _DEFAULT)
