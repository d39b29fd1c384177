"""Records → rows → the table in columns, as a person reads it."""

from __future__ import annotations

from kapi.evidence.claims_table import Row, mark_of, rows, write_text
from kapi.evidence.ledger import RULE, Method, Record, Verdict
from kapi.model.claims import claims
from kapi.pipeline import Options, find_specs
from kapi.target import Target
from kapi.written import Look

LINUX = Target(implementation="Linux", version="6.1", architecture="x86_64")


def record(
    verdict: Verdict, claim: str = "c", method: Method = "kernel", version: str = "6.1", **more: int
) -> Record:
    target = Target(implementation="Linux", version=version, architecture="x86_64")
    fields = {"time": "2026", "rule": RULE, "target": target, **more}
    return Record(claim=claim, method=method, verdict=verdict, **fields)  # type: ignore[arg-type]


def test_a_table() -> None:
    partly = record("plausible", shown=2, parts=3)
    table = [
        Row(api="sys_a", claim="1", what="error E", cells={"kernel": record("confirmed")}),
        Row(
            api="sys_a", claim="2", what="w" * 70, cells={"man": record("listed"), "kernel": partly}
        ),
        Row(api="sys_b", claim="3", what="x", cells={}),
    ]
    wide = "w" * 59 + "…"
    assert write_text(table, Look(width=None)).text.split("\n") == [
        f"{'sys_a':62}  kernel         code  man     trace",
        f"  {'error E':60}  confirmed      -     -       -",
        f"  {wide}  plausible 2/3  -     listed  -",
        "",
        f"{'sys_b':62}  kernel         code  man     trace",
        f"  {'x':60}  -{' ' * 14}-     -       -",
        "",
    ]
    assert write_text([]).text == ""


def test_what_a_cell_shows() -> None:
    marks = {verdict: mark_of(record(verdict)) for verdict in ("refuted", "differs", "listed")}
    assert marks == {"refuted": "REFUTED", "differs": "DIFFERS", "listed": "listed"}
    assert mark_of(record("not_testable")) == "not testable"
    assert mark_of(record("plausible", shown=1, parts=4)) == "plausible 1/4"
    assert mark_of(record("refuted", rule=RULE - 1)) == "older rule"


def test_the_worst_of_several_kernels_and_each_method_of_its_own() -> None:
    (spec,) = find_specs("close", (), Options(cache=False, jobs=1)).specs
    claim = claims(spec)[0]
    found = rows(
        spec,
        [
            record("confirmed", claim.id, version="6.2"),
            record("refuted", claim.id),
            record("plausible", claim.id, version="6.3"),
            record("listed", claim.id, "man"),
            record("refuted", claim.id, version="6.4", rule=RULE - 1),
        ],
    )
    first = found[0]
    assert {method: one.verdict for method, one in first.cells.items()} == {
        "kernel": "refuted",
        "man": "listed",
    }
    assert first.cells["kernel"].where == str(LINUX)
    assert (first.api, first.claim, first.span.line) == ("sys_close", claim.id, claim.span.line)
    assert [one.claim for one in found] == [one.id for one in claims(spec)]


def test_an_order_that_was_tried_has_a_row() -> None:
    (spec,) = find_specs("close", (), Options(cache=False, jobs=1)).specs
    order = "sys_close:order:EBADF-EIO:1"
    found = rows(spec, [record("confirmed", order), record("confirmed", "sys_x:order:A-B:2")])
    assert found[-1].what == "order EBADF before EIO"
    assert [one.claim for one in found if ":order:" in one.claim] == [order]
