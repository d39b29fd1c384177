"""Findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Sequence
from typing import Any

import msgspec

from kapi.finding import Finding
from kapi.report.place import Described, fingerprints, path
from kapi.report.rules import markdown

__all__ = ["write"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(
    findings: Sequence[Finding],
    rules: Sequence[Described] = (),
    *,
    suppressed: Sequence[tuple[Finding, str]] = (),
    version: str = "",
    exit_code: int = 0,
) -> str:
    """Return one run. ``suppressed`` findings are in it too, with the reasons given for them."""
    everything = [*findings, *(finding for finding, _ in suppressed)]
    described = {rule.id: rule for rule in rules}
    for finding in everything:
        level = finding.severity.value
        unnamed = Described(finding.code, finding.code, finding.code, level)
        described.setdefault(finding.code, unnamed)
    order = {rule: index for index, rule in enumerate(described)}
    marks = fingerprints(everything)
    results = [_result(f, order, m) for f, m in zip(everything, marks, strict=True)]
    if suppressed:  # the property stands in all results of a run or in none (3.27.23)
        reasons = [*[None] * len(findings), *(reason for _, reason in suppressed)]
        for result, reason in zip(results, reasons, strict=True):
            result["suppressions"] = [] if reason is None else [_suppression(reason)]
    driver: dict[str, Any] = {"name": "kapi", "rules": [_rule(r) for r in described.values()]}
    if version:
        driver["version"] = version
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"uri": f"file://{_quoted(os.getcwd())}/"}},
        "invocations": [{"executionSuccessful": exit_code != 70, "exitCode": exit_code}],
        "results": results,
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _rule(rule: Described) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.page.partition("\nWrong::")[0].strip()},
        "help": {"text": rule.page, "markdown": markdown(rule.page)},
        "defaultConfiguration": {"level": rule.level},
    }


def _suppression(reason: str) -> dict[str, str]:
    return {"kind": "inSource", "status": "accepted", "justification": reason}


def _result(finding: Finding, order: dict[str, int], mark: str) -> dict[str, Any]:
    hint = f" ({finding.hint})" if finding.hint else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": order[finding.code],
        "level": finding.severity.value,
        "message": {"text": finding.message + hint},
        "partialFingerprints": {"kapi/v1": mark},
    }
    name = path(finding.span)
    if name and name != "-":
        place: dict[str, Any] = {"artifactLocation": _artifact(name)}
        if finding.span.line:
            place["region"] = _region(finding)
        result["locations"] = [{"physicalLocation": place}]
    return result


def _artifact(name: str) -> dict[str, str]:
    if name.startswith("git:"):
        name = name.split(":", 2)[-1]
        if not name.startswith("./"):  # counts from the top of a repository we do not know
            return {"uri": _quoted(os.path.normpath(name))}
    name = os.path.normpath(name)
    if os.path.isabs(name) or name.startswith("../"):
        return {"uri": f"file://{_quoted(os.path.abspath(name))}"}
    return {"uri": _quoted(name), "uriBaseId": "SRCROOT"}


def _region(finding: Finding) -> dict[str, int]:
    span = finding.span
    region = {"startLine": span.line}
    if span.column:
        region["startColumn"] = span.column
    if span.end_line > span.line:
        region["endLine"] = span.end_line
    return region


def _quoted(name: str) -> str:
    return urllib.parse.quote(os.fsencode(name))
