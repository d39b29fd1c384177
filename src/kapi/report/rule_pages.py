"""The rules of the linter as a list, as pages, as a report."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Literal

import msgspec

from kapi.report.location import Described
from kapi.report.report import Report, Table
from kapi.written import PLAIN, Look, Written, shortened

_EXAMPLE = re.compile(r"(?m)^(Wrong.*)::\n\n((?:(?:    .*)?\n?)+)")


class RulesDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What `kapi rules -f json` writes."""

    schema: Literal["kapi-rules/1"] = "kapi-rules/1"
    rules: tuple[Described, ...]


def report_of(rules: Sequence[Described]) -> Report:
    """Return ``rules`` in the shapes that formats know."""
    rows = [(one.id, one.family, one.level, one.rule_set, one.title) for one in rules]
    return Report(
        document=RulesDocument(rules=tuple(rules)),
        table=Table.of("rules", ("rule", "family", "severity", "set", "finds"), rows),
    )


def write_list(rules: Sequence[Described], look: Look = PLAIN) -> Written:
    """Return one line a rule, by family."""
    width = max(len(rule.id) for rule in rules)
    rows: list[str] = []
    family = ""
    for rule in sorted(rules, key=lambda rule: (rule.family, rule.id)):
        if rule.family != family:
            rows += ["", rule.family] if rows else [rule.family]
            family = rule.family
        name, gap = look.paint("term", rule.id), " " * (width - len(rule.id))
        left = None if look.width is None else look.width - width - 26
        title = shortened(rule.title, left)
        rows.append(f"  {name}{gap}  {rule.level:7}  {rule.rule_set:11}  {title}".rstrip())
    return Written(text="\n".join(rows) + "\n")


def write_page(rules: Sequence[Described], look: Look = PLAIN) -> Written:
    """Return the page of each rule, its paragraphs in ``look.width`` columns."""
    heads = [
        f"{look.paint('title', one.id)} ({one.level}, set {one.rule_set}, family {one.family})"
        for one in rules
    ]
    pages = [
        f"{head}\n\n{_filled(one.page, look)}\n" for head, one in zip(heads, rules, strict=True)
    ]
    return Written(text="\n".join(pages))


def _filled(page: str, look: Look) -> str:
    """``page`` with prose in rows that have room; examples stand further in and stay."""
    blocks = page.split("\n\n")
    return "\n\n".join(
        block if look.width is None or block.startswith(" ") else _fold(block, look.width)
        for block in blocks
    )


def _fold(block: str, width: int) -> str:
    return textwrap.fill(block, width, break_long_words=False, break_on_hyphens=False)


def write_pages(rules: Sequence[Described], look: Look = PLAIN) -> Written:
    """Return all pages as one Markdown document, with a table in front."""
    ordered = sorted(rules, key=lambda rule: (rule.family, rule.id))
    rows = ["# Rules", "", f"{len(rules)} rules. Made by `kapi rules -f md`.", ""]
    rows += ["| rule | family | severity | set | finds |", "|---|---|---|---|---|"]
    for rule in ordered:
        cells = (f"[{rule.id}](#{rule.id})", rule.family, rule.level, rule.rule_set, rule.title)
        rows.append(f"| {' | '.join(cells)} |")
    for rule in ordered:
        rows += ["", f"## {rule.id}", "", markdown(rule.page)]
    return Written(text="\n".join(rows) + "\n")


def markdown(page: str) -> str:
    """Return a page with its example, a change from wrong to right, as a block of a diff."""

    def block(match: re.Match[str]) -> str:
        lines = [line.removeprefix("    ") for line in match[2].rstrip().split("\n")]
        return f"{match[1]}:\n\n```diff\n" + "\n".join(lines) + "\n```\n\n"

    return _EXAMPLE.sub(block, page + "\n").rstrip()
