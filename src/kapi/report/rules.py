"""The rules of the linter as a list, as pages, as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from kapi.report.place import Described

__all__ = ["markdown", "write_json", "write_list", "write_markdown", "write_page"]

_EXAMPLE = re.compile(r"(?m)^(Wrong|Right)::\n\n((?:(?:    .*)?\n?)+)")


def write_list(rules: Sequence[Described], paint: Callable[[str], str]) -> str:
    """Return one line a rule, by family."""
    width = max(len(rule.id) for rule in rules)
    rows: list[str] = []
    family = ""
    for rule in sorted(rules, key=lambda rule: (rule.family, rule.id)):
        if rule.family != family:
            rows += ["", rule.family] if rows else [rule.family]
            family = rule.family
        gap = " " * (width - len(rule.id))
        rows.append(f"  {paint(rule.id)}{gap}  {rule.level:7}  {rule.rule_set:11}  {rule.title}")
    return "\n".join(rows) + "\n"


def write_page(rule: Described) -> str:
    """Return the page of one rule."""
    return f"{rule.id} ({rule.level}, set {rule.rule_set}, family {rule.family})\n\n{rule.page}\n"


def write_json(rules: Sequence[Described]) -> str:
    """Return ``{"schema": "kapi-rules/1", "rules": [...]}``."""
    document = {"schema": "kapi-rules/1", "rules": list(rules)}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def write_markdown(rules: Sequence[Described]) -> str:
    """Return all pages as one Markdown document, with a table in front."""
    ordered = sorted(rules, key=lambda rule: (rule.family, rule.id))
    rows = ["# Rules", "", f"{len(rules)} rules. Made by `kapi rules -f md`.", ""]
    rows += ["| rule | family | severity | set | finds |", "|---|---|---|---|---|"]
    for rule in ordered:
        cells = (f"[{rule.id}](#{rule.id})", rule.family, rule.level, rule.rule_set, rule.title)
        rows.append(f"| {' | '.join(cells)} |")
    for rule in ordered:
        rows += ["", f"## {rule.id}", "", markdown(rule.page)]
    return "\n".join(rows) + "\n"


def markdown(page: str) -> str:
    """Return a page with its examples as blocks of C."""

    def block(match: re.Match[str]) -> str:
        lines = [line.removeprefix("    ") for line in match[2].rstrip().split("\n")]
        return f"{match[1]}:\n\n```c\n" + "\n".join(lines) + "\n```\n\n"

    return _EXAMPLE.sub(block, page + "\n").rstrip()
