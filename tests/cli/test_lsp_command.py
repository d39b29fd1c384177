"""`kapi lsp` without its libraries; with them tests/editor/test_language_server.py talks to it."""

from __future__ import annotations

import sys

import pytest

from tests.cli.conftest import Call


@pytest.mark.parametrize("library", ["pygls", "lsprotocol"])
def test_a_library_that_is_missing_is_named(
    call: Call, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    for name in [one for one in sys.modules if one.startswith(("kapi.editor", library))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "kapi.cli.lsp_command", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    done = call("lsp")
    assert done.code == 4
    assert f"needs {library}" in done.err
    assert "pip install kapi[lsp]" in done.err
