"""`kapi extract` and `kapi list`: all that sources hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from kapi.finding import Finding
from kapi.model.spec import Spec
from kapi.pipeline.specs import Options, load_as_named
from kapi.render.outline import spot
from kapi.report.report import Part, Report, Table
from kapi.sources.loaded import Input, Loaded
from kapi.vocab.words import ApiKind

EXTRACT_PARTS = (Part.DOCUMENT,)
LIST_PARTS = (Part.DOCUMENT, Part.TABLE)


class Extract(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the inputs hold: the document that `kapi extract` writes."""

    schema: Literal["kapi-specs/1"] = "kapi-specs/1"
    inputs: tuple[Input, ...] = ()
    specs: tuple[Spec, ...] = ()
    findings: tuple[Finding, ...] = ()


class ListRow(msgspec.Struct, frozen=True, kw_only=True):
    """One spec: its name, kind and summary, and where it stands."""

    name: str
    kind: ApiKind
    summary: str | None
    source: str
    file: str
    line: int


class ListDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What `kapi list -f json` writes."""

    schema: Literal["kapi-list/1"] = "kapi-list/1"
    specs: tuple[ListRow, ...] = ()


def extract(sources: Sequence[str], options: Options) -> tuple[Report, Loaded]:
    """Return the document of all that ``sources`` hold, and the load it came from."""
    loaded = load_as_named(sources, options)
    document = Extract(inputs=loaded.inputs, specs=loaded.specs, findings=loaded.findings)
    return Report(document=document), loaded


def report_of_list(specs: Sequence[Spec]) -> Report:
    """Return name, kind, place and summary of ``specs``."""
    document = ListDocument(specs=tuple(map(_row, specs)))
    rows = [(one.name, one.kind.value, spot(one.origin), one.summary or "") for one in specs]
    table = Table.of("specifications", ("name", "kind", "place", "summary"), rows)
    return Report(document=document, table=table)


def _row(spec: Spec) -> ListRow:
    return ListRow(
        name=spec.name,
        kind=spec.kind,
        summary=spec.summary,
        source=spec.origin.source,
        file=spec.origin.file,
        line=spec.origin.line,
    )
