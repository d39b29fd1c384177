"""`kapi schema`: the JSON Schema of every document that a command writes."""

from __future__ import annotations

import msgspec

from kapi.errors import UsageError
from kapi.evidence.ledger import Record
from kapi.finding import Finding
from kapi.lint.baseline import Baseline
from kapi.observe.jsonlines import JsonSeen
from kapi.pipeline.config import ConfigDocument
from kapi.pipeline.coverage import Coverage
from kapi.pipeline.diff import DiffDocument
from kapi.pipeline.evidence import EvidenceDocument
from kapi.pipeline.explain import Document as Explanations
from kapi.pipeline.extract import Extract, ListDocument
from kapi.pipeline.lint import FindingsDocument
from kapi.pipeline.test import Document
from kapi.pipeline.verify import Verified
from kapi.report.rule_pages import RulesDocument

SCHEMAS: dict[str, tuple[type[msgspec.Struct], str]] = {
    "specs": (Extract, "kapi-specs/1: what kapi extract and kapi show -f json write"),
    "list": (ListDocument, "kapi-list/1: what kapi list -f json writes"),
    "findings": (FindingsDocument, "kapi-findings/1: what kapi lint -f json writes"),
    "finding": (Finding, "a line of -f jsonl"),
    "baseline": (Baseline, "kapi-baseline/1: what kapi lint --write-baseline writes"),
    "rules": (RulesDocument, "kapi-rules/1: what kapi rules -f json writes"),
    "config": (ConfigDocument, "kapi-config/1: what kapi config -f json writes"),
    "test": (Document, "kapi-test/2: what kapi test -f json writes"),
    "evidence": (EvidenceDocument, "kapi-evidence/2: what kapi evidence -f json writes"),
    "verify": (Verified, "kapi-verify/1: what kapi verify -f json writes"),
    "coverage": (Coverage, "kapi-coverage/1: what kapi coverage -f json writes"),
    "call": (JsonSeen, "a line of kapi trace -f jsonl, which kapi verify --replay reads"),
    "diff": (DiffDocument, "kapi-diff/1: what kapi diff -f json writes"),
    "explain": (Explanations, "kapi-explain/1: what kapi explain -f json writes"),
    "record": (Record, "a line of a ledger: kapi evidence --record and --merge"),
}
"""The type and the title of each, by the name that `kapi schema` takes.

SARIF and the checks of b4 are documents of others, who publish what they are.
"""


_OF_COMMANDS = {"lint": "findings", "extract": "specs", "show": "specs", "trace": "call"}


def schema_text(name: str) -> str:
    """Return the JSON Schema called ``name``, or of what the command ``name`` writes as JSON.

    Raise `UsageError` for another name.
    """
    name = _OF_COMMANDS.get(name, name)
    if name not in SCHEMAS:
        raise UsageError(f"no schema {name!r}; there are: {', '.join(SCHEMAS)}")
    kind, title = SCHEMAS[name]
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **msgspec.json.schema(kind),
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"
