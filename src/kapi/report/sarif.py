"""Findings as SARIF 2.1.0, for code scanning. The structures have the names of the standard."""

from __future__ import annotations

import os
import urllib.parse

import msgspec
from msgspec import UNSET, UnsetType

from kapi.finding import Finding
from kapi.report.location import Described, fingerprints, path
from kapi.report.report import Part, Report, ReportFormat
from kapi.report.rule_pages import markdown
from kapi.written import PLAIN, Look, Medium, Written, json_text

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_INTERNAL = 70
"""The exit code of a run in which kapi itself failed."""


class _Object(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    pass


class _Message(_Object, frozen=True, kw_only=True):
    text: str
    markdown: str | UnsetType = UNSET


class _Level(_Object, frozen=True, kw_only=True):
    level: str


class _Rule(_Object, frozen=True, kw_only=True):
    id: str
    short_description: _Message
    full_description: _Message
    help: _Message
    default_configuration: _Level


class _Artifact(_Object, frozen=True, kw_only=True):
    uri: str
    uri_base_id: str | UnsetType = UNSET


class _Region(_Object, frozen=True, kw_only=True):
    start_line: int
    start_column: int | UnsetType = UNSET
    end_line: int | UnsetType = UNSET


class _Physical(_Object, frozen=True, kw_only=True):
    artifact_location: _Artifact
    region: _Region | UnsetType = UNSET


class _Location(_Object, frozen=True, kw_only=True):
    physical_location: _Physical


class _Suppression(_Object, frozen=True, kw_only=True):
    kind: str = "inSource"
    status: str = "accepted"
    justification: str


class _Result(_Object, frozen=True, kw_only=True):
    rule_id: str
    rule_index: int
    level: str
    message: _Message
    partial_fingerprints: dict[str, str]
    locations: tuple[_Location, ...] | UnsetType = UNSET
    suppressions: tuple[_Suppression, ...] | UnsetType = UNSET


class _Driver(_Object, frozen=True, kw_only=True):
    name: str = "kapi"
    rules: tuple[_Rule, ...]
    version: str | UnsetType = UNSET


class _Tool(_Object, frozen=True, kw_only=True):
    driver: _Driver


class _Invocation(_Object, frozen=True, kw_only=True):
    execution_successful: bool
    exit_code: int


class _Run(_Object, frozen=True, kw_only=True):
    tool: _Tool
    column_kind: str = "unicodeCodePoints"
    original_uri_base_ids: dict[str, _Artifact]
    invocations: tuple[_Invocation, ...]
    results: tuple[_Result, ...]


class _Log(_Object, frozen=True, kw_only=True):
    schema: str = msgspec.field(default=_SCHEMA, name="$schema")
    version: str = "2.1.0"
    runs: tuple[_Run, ...]


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return one run. Suppressed findings are in it too, with the reasons given for them."""
    suppressed, code = report.run.suppressed, report.run.exit_code
    everything = [*report.findings, *(finding for finding, _ in suppressed)]
    reasons = [*[None] * len(report.findings), *(reason for _, reason in suppressed)]
    described = _described(report.run.rules, everything)
    order = {rule: index for index, rule in enumerate(described)}
    run = _Run(
        tool=_Tool(
            driver=_Driver(
                rules=tuple(map(_rule, described.values())), version=report.run.version or UNSET
            )
        ),
        original_uri_base_ids={
            "SRCROOT": _Artifact(uri=f"file://{_quoted(os.getcwd()).rstrip('/')}/")
        },
        invocations=(_Invocation(execution_successful=code != _INTERNAL, exit_code=code),),
        results=tuple(
            _result(
                finding,
                order[finding.code],
                mark,
                # the property stands in all results of a run or in none (3.27.23)
                _suppressions(reason) if suppressed else UNSET,
            )
            for finding, mark, reason in zip(
                everything, fingerprints(everything), reasons, strict=True
            )
        ),
    )
    return Written(text=json_text(_Log(runs=(run,))))


def _described(rules: tuple[Described, ...], findings: list[Finding]) -> dict[str, Described]:
    """The rules by id; a finding of no rule, such as one of the reader, is its own."""
    described = {rule.id: rule for rule in rules}
    for finding in findings:
        code = finding.code
        described.setdefault(code, Described(code, code, code, finding.severity.value))
    return described


def _rule(rule: Described) -> _Rule:
    return _Rule(
        id=rule.id,
        short_description=_Message(text=rule.title),
        full_description=_Message(text=rule.page.partition("\nWrong")[0].strip()),
        help=_Message(text=rule.page, markdown=markdown(rule.page)),
        default_configuration=_Level(level=rule.level),
    )


def _suppressions(reason: str | None) -> tuple[_Suppression, ...]:
    return () if reason is None else (_Suppression(justification=reason),)


def _result(
    finding: Finding, index: int, mark: str, suppressions: tuple[_Suppression, ...] | UnsetType
) -> _Result:
    hint = f" ({finding.hint})" if finding.hint else ""
    return _Result(
        rule_id=finding.code,
        rule_index=index,
        level=finding.severity.value,
        message=_Message(text=finding.message + hint),
        partial_fingerprints={"kapi/v1": mark},
        locations=_locations(finding),
        suppressions=suppressions,
    )


def _locations(finding: Finding) -> tuple[_Location, ...] | UnsetType:
    name = path(finding.span)
    if not name or name == "-":
        return UNSET
    region = _region(finding) if finding.span.line else UNSET
    place = _Physical(artifact_location=_artifact(name), region=region)
    return (_Location(physical_location=place),)


def _artifact(name: str) -> _Artifact:
    if name.startswith("kapi:"):  # ships with kapi, wherever that is installed
        return _Artifact(uri=f"kapi:{_quoted(name.removeprefix('kapi:'))}")
    if name.startswith("git:"):
        name = name.split(":", 2)[-1]
        if not name.startswith("./"):  # counts from the top of a repository we do not know
            return _Artifact(uri=_quoted(os.path.normpath(name)))
    name = os.path.normpath(name)
    if os.path.isabs(name) or name.startswith("../"):
        return _Artifact(uri=f"file://{_quoted(os.path.abspath(name))}")
    return _Artifact(uri=_quoted(name), uri_base_id="SRCROOT")


def _region(finding: Finding) -> _Region:
    span = finding.span
    return _Region(
        start_line=span.line,
        start_column=span.column or UNSET,
        end_line=span.end_line if span.end_line > span.line else UNSET,
    )


def _quoted(name: str) -> str:
    return urllib.parse.quote(os.fsencode(name))


FORMAT = ReportFormat(name="sarif", write=write, medium=Medium.JSON, shows=Part.FINDINGS)
