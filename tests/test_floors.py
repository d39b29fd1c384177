"""The house of docs/design.md: who may import whom, checked on every import statement."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kapi

ROOT = Path(kapi.__file__).parent

GROUND = {"errors", "span", "finding"}
FLOORS: dict[str, set[str]] = {
    "errors": set(),
    "span": {"errors"},
    "finding": {"errors", "span"},
    "call": set(),
    "files": {"errors"},
    "printable": set(),
    "vocab": {"errors"},
    "expr": {"vocab", "errors", "span"},
    "situation": {"call", "expr", "target", "vocab", "errors"},
    "observe": {"situation", "expr", "call", "vocab", "errors"},
    "model": {"vocab", "expr", "span"},
    "sources": {"files", "model", "vocab", "expr", *GROUND},
    "render": {"printable", "model", "vocab", "expr", "errors", "span"},
    "report": {"printable", "finding", "span"},
    "lint": {"files", "model", "vocab", "expr", *GROUND},
    "diff": {"model", "vocab", "finding"},
    "judge": {"model", "vocab", "expr", "span", "finding", "call"},
    "target": {"call", "vocab", "errors"},
    "conform": {"files", "judge", "situation", "target", "model", "vocab", "expr", "call", *GROUND},
    "drift": {"sources", "model", "vocab", *GROUND},
    "evidence": {"files", "model", "target", *GROUND},
    "catalog": set(),
}
BELOW_PIPELINE = set(FLOORS)
FLOORS["pipeline"] = BELOW_PIPELINE
FLOORS["web"] = {"pipeline", "report", "render", "errors"}
FLOORS["cli"] = {"pipeline", "report", "render", "errors", "files", "printable"}


def floor_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imported(tree: ast.AST) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            if node.module == "kapi":
                found += [(node.lineno, f"kapi.{alias.name}") for alias in node.names]
            else:
                found.append((node.lineno, node.module or ""))
    return [(line, name) for line, name in found if name.split(".")[0] == "kapi"]


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    relative = path.relative_to(ROOT)
    here = relative.parts[0].removesuffix(".py")
    if here in ("__init__", "__main__"):
        return
    assert here in FLOORS, f"{here} is not a room of the house: add it to FLOORS and to the docs"
    for line, name in imported(ast.parse(path.read_text())):
        there = floor_of(name)
        if there in ("", here, "__version__"):
            continue
        assert there in FLOORS[here], f"{relative}:{line}: {here} must not import {there}"
