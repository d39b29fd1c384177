"""Published specs: what must be found in each, counted by hand, and found again when written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kapi.render.macro import write
from kapi.sources.c.blocks import MacroBlock
from kapi.sources.macro import read_macro
from kapi.vocab.words import Dialect
from tests.dropped import drop
from tests.shared import SHARED
from tests.sources.macro.blocks import patch_blocks, read

pytestmark = pytest.mark.skipif(SHARED is None, reason="no corpus next to the repository")

_GROUPS = (
    *("params", "errors", "locks", "signals", "side_effects", "state_transitions"),
    *("capabilities", "constraints"),
)


def _mails() -> list[Path]:
    if SHARED is None:
        return []
    seeds = [path for n in ("000", "001") for path in (SHARED / "seeds").glob(f"{n}_*.txt")]
    return sorted((SHARED / "corpus").glob("rfc-v[12]/*.eml")) + seeds


def _expected() -> dict[str, list[dict[str, Any]]]:
    if SHARED is None:
        return {}
    table = json.loads((SHARED / "corpus" / "expected.json").read_text())
    return {mail: specs for mail, specs in table.items() if mail.startswith(("rfc-v1", "rfc-v2"))}


@pytest.mark.parametrize("mail", sorted(_expected()))
def test_counts_are_exact(mail: str) -> None:
    assert SHARED is not None
    found = {}
    for block in patch_blocks(SHARED / "corpus" / mail):
        (spec,) = read_macro(block).specs
        found[spec.name] = {
            "name": spec.name,
            "kind": spec.kind.value,
            "dialect": spec.dialect.value if spec.dialect else None,
            **{group: len(getattr(spec, group)) for group in _GROUPS},
            "errnos": [error.errno for error in spec.errors],
        }
    assert list(found.values()) == _expected()[mail]


@pytest.mark.parametrize("mail", _mails(), ids=lambda path: f"{path.parent.name}-{path.name[:12]}")
def test_findings_are_the_known_ones(mail: Path) -> None:
    for block in patch_blocks(mail):
        reading = read_macro(block)
        codes = [finding.code for finding in reading.findings]
        twice = reading.specs[0].name in {"sys_mlock2", "sys_munlockall"}
        assert codes == (["duplicate-element"] * 2 if twice else [])
        assert all(finding.span.line > 20 for finding in reading.findings)


def test_lost_tabs_change_nothing() -> None:
    """One spec stands in the corpus as mail and in the seeds as page copy without tabs."""
    assert SHARED is not None
    mail = next((SHARED / "corpus" / "rfc-v1").glob("14-*.eml"))
    page = next((SHARED / "seeds").glob("001_*.txt"))
    (one,), (two,) = patch_blocks(mail), patch_blocks(page)
    assert _joined(one) == _joined(two)


def _joined(block: MacroBlock) -> object:
    (spec,) = read_macro(block).specs
    return spec.params, spec.errors, spec.locks, spec.side_effects, spec.notes, spec.returns


def test_details_of_one() -> None:
    assert SHARED is not None
    (block,) = patch_blocks(next((SHARED / "corpus" / "rfc-v2").glob("05-*.eml")))
    (spec,) = read_macro(block).specs
    events = spec.params[1]
    assert (events.size_param, events.size_multiplier) == (2, "sizeof(struct epoll_event)")
    assert spec.params[2].limits.maximum == "INT_MAX / sizeof(struct epoll_event)"
    assert spec.examples is not None
    assert spec.examples.split("\n")[3] == '    perror("epoll_wait");'
    assert spec.counts["signals"] == "5"
    assert (events.span.line, events.span.column) == (95, 3)


@pytest.mark.parametrize("dialect", [Dialect.MACRO_RFC1, Dialect.MACRO_RFC2])
@pytest.mark.parametrize("mail", _mails(), ids=lambda path: f"{path.parent.name}-{path.name[:12]}")
def test_all_of_them_survive_both_dialects(mail: Path, dialect: Dialect) -> None:
    for block in patch_blocks(mail):
        (spec,) = read_macro(block).specs
        written = write(spec, dialect)
        assert written.losses == ()
        (again,) = read(written.text).specs
        assert drop(again, written.losses) == spec
        assert again.dialect is dialect
        assert max(map(len, written.text.expandtabs(8).split("\n"))) <= 100
