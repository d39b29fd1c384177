"""Everything that a user may name: real mails, damaged input, and what cannot be opened."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapi.finding import Severity
from kapi.model.spec import Spec
from kapi.render import kerneldoc
from kapi.sources.load import load
from kapi.sources.loaded import InputKind
from kapi.sources.one_text import read_text
from kapi.vocab.words import Dialect
from tests.shared import SHARED
from tests.sources.examples import AFTER, NAMES, diff, mail
from tests.strategies import specs

CORPUS = SHARED / "corpus" if SHARED else None
EXPECTED: dict[str, list[dict[str, Any]]] = (
    json.loads((CORPUS / "expected.json").read_text("utf-8")) if CORPUS else {}
)
GROUPS = (
    *("params", "errors", "locks", "signals"),
    *("side_effects", "state_transitions", "capabilities", "constraints"),
)
needs_mails = pytest.mark.skipif(not EXPECTED, reason="no mails stand next to the repository")


@needs_mails
@pytest.mark.parametrize("name", sorted(EXPECTED) or [""])
def test_real_mails(name: str) -> None:
    assert CORPUS
    loaded = load([str(CORPUS / name)])
    assert loaded.inputs[0].kind is InputKind.MAIL
    found = [
        {
            "name": spec.name,
            "kind": spec.kind.value,
            "dialect": spec.dialect.value if spec.dialect else None,
            "errnos": [error.errno for error in spec.errors],
            **{group: len(getattr(spec, group)) for group in GROUPS},
        }
        for spec in loaded.specs
    ]
    assert found == EXPECTED[name]
    assert [f for f in loaded.findings if f.severity is Severity.ERROR] == []
    if not found:  # but an example in a page of documentation, which is not read, is noted
        assert {f.code for f in loaded.findings} <= {"outside-patch"}


@needs_mails
@pytest.mark.parametrize(
    ("number", "names", "codes"),
    [
        ("000", ["sys_mlock"], set()),
        ("001", ["sys_munlockall"], {"duplicate-element"}),
        ("002", ["sys_madvise"], set()),
        ("004", [], set()),
    ],
)
def test_real_pages(number: str, names: list[str], codes: set[str]) -> None:
    assert SHARED
    (path,) = (SHARED / "seeds").glob(f"{number}_*")
    loaded = load([str(path)])
    assert loaded.inputs[0].kind is InputKind.PAGE
    assert [spec.name for spec in loaded.specs] == names
    assert {finding.code for finding in loaded.findings} == codes


@needs_mails
def test_a_page_and_the_mail_itself_say_the_same() -> None:
    assert SHARED
    for number, name in (
        ("000", "rfc-v1/10-mm-mlock-add-api-specification-for-mlock.eml"),
        ("001", "rfc-v1/14-mm-mlock-add-api-specification-for-munlockall.eml"),
        ("002", "patch-v4/10-kernel-api-add-api-specification-for-sys-madvise.eml"),
    ):
        (path,) = (SHARED / "seeds").glob(f"{number}_*")
        (copy,), (sent,) = load([str(path)]).specs, load([str(SHARED / "corpus" / name)]).specs
        assert _folded(copy) == _folded(sent)


def _folded(spec: Spec) -> Spec:
    """A page folds white space, in code too."""
    return msgspec.structs.replace(spec, examples=" ".join((spec.examples or "").split()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(specs(), min_size=1, max_size=2), st.integers(3, 50))
def test_a_patch_says_the_same_as_the_patched_file(written: list[Any], context: int) -> None:
    texts = [kerneldoc.write(spec, Dialect.KERNELDOC).text for spec in written]
    after = "int a;\n\n" + "\n\n".join(texts) + "\n"
    whole = read_text("a.c", after.encode("utf-8", "replace"), "a.c")
    patch = diff("int a;\n", after, n=context).encode("utf-8", "replace")
    assert read_text("a.patch", patch).reading.specs == whole.reading.specs


def test_standard_input() -> None:
    loaded = load(["-"], stdin=io.BytesIO(diff().encode()))
    assert [spec.name for spec in loaded.specs] == NAMES
    assert loaded.inputs[0].source == "-"
    assert loaded.specs[0].origin.file == "kernel/widget.c"


def test_order_is_that_of_the_names(tmp_path: Path) -> None:
    (tmp_path / "z.c").write_text(AFTER.replace("tune", "a").replace("mute", "b"), "utf-8")
    (tmp_path / "a.c").write_text(AFTER, "utf-8")
    loaded = load([str(tmp_path / "z.c"), str(tmp_path / "a.c"), str(tmp_path / "z.c")])
    assert [spec.name for spec in loaded.specs] == ["sys_a", "sys_b", *NAMES]
    assert [entry.specs for entry in loaded.inputs] == [2, 2]


def test_two_specs_of_one_name(tmp_path: Path) -> None:
    for name in ("a.c", "b.c"):
        (tmp_path / name).write_text(AFTER, "utf-8")
    one, two = str(tmp_path / "a.c"), str(tmp_path / "b.c")
    loaded = load([one, two])
    assert len(loaded.specs) == 4
    assert [(f.code, f.severity, f.span.file, f.api) for f in loaded.findings] == [
        ("duplicate-spec", Severity.WARNING, two, name) for name in NAMES
    ]
    other = loaded.findings[0].other
    assert other
    assert (other.file, other.line) == (one, 9)


def test_what_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kapi.files._PATIENCE", 0.2)
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "good.c").write_text(AFTER, "utf-8")
    bad = [str(tmp_path / "none.c"), str(tmp_path / "fifo"), "/dev/null", "a\0b", ""]
    loaded = load([*bad, str(tmp_path / "good.c")])
    assert list(loaded.unreadable) == bad
    assert [f.code for f in loaded.findings] == ["unreadable-input"] * len(bad)
    assert all(f.severity is Severity.ERROR for f in loaded.findings)
    assert [spec.name for spec in loaded.specs] == NAMES


def test_a_stream_of_the_shell() -> None:
    code = "import sys; from kapi.sources.load import load; print(len(load(sys.argv[1:]).specs))"
    run = subprocess.run(
        [sys.executable, "-c", code, "/dev/stdin"],
        input=mail().encode(),
        capture_output=True,
        check=True,
    )
    assert run.stdout == b"2\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-input"),
        (b" \n\n", "empty-input"),
        (bytes(range(256)) * 8, "unreadable-input"),
        (AFTER.encode() + b"\0\n", "nul-byte"),
        (AFTER.encode() + b"/* \xff */\n", "undecodable-bytes"),
        (b"{", "wrong-json"),
    ],
)
def test_bad_content_is_a_finding_with_a_place(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.json" if code == "wrong-json" else tmp_path / "a.c"
    path.write_bytes(data)
    (finding,) = load([str(path)]).findings
    assert finding.code == code
    assert finding.span.file == str(path)


def test_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kapi.sources.load.MAX_BYTES", 100)
    (tmp_path / "a.c").write_text(AFTER, "utf-8")
    (finding,) = load([str(tmp_path / "a.c")]).findings
    assert "larger than" in finding.message
