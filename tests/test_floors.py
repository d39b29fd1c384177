"""The packages of docs/design.md: who may import whom, checked on every import statement."""

from __future__ import annotations

import ast
import functools
import graphlib
from collections import Counter
from pathlib import Path

import pytest

import kapi

ROOT = Path(kapi.__file__).parent

MOST_HIDDEN = 5  # imports
MOST_TWICE = 5  # names of modules

GROUND = {"errors", "span", "finding"}
FLOORS: dict[str, set[str]] = {
    "errors": set(),
    "span": {"errors"},
    "finding": {"errors", "span"},
    "call": set(),
    "btf": set(),
    "files": {"errors"},
    "printable": set(),
    "written": {"span"},
    "vocab": {"errors"},
    "expr": {"vocab", "errors", "span"},
    "situation": {"call", "expr", "target", "vocab", "errors"},
    "observe": {"btf", "situation", "expr", "call", "vocab", "errors"},
    "model": {"vocab", "expr", "span"},
    "sources": {"files", "model", "vocab", "expr", *GROUND},
    "render": {"printable", "written", "model", "vocab", "expr", "errors", "span"},
    "report": {"printable", "written", "finding", "span"},
    "lint": {"files", "model", "vocab", "expr", *GROUND},
    "diff": {"model", "vocab", "expr", "errors", "span"},
    "judge": {"model", "vocab", "expr", "span", "finding", "call"},
    "target": {"call", "vocab", "errors"},
    "conform": {"files", "judge", "situation", "target", "model", "vocab", "expr", "call", *GROUND},
    "drift": {"sources", "model", "vocab", *GROUND},
    "evidence": {"files", "written", "model", "target", *GROUND},
    "kernel": {"btf", "sources", "written", "printable", "model", "vocab", "expr", *GROUND},
    "catalog": set(),
}
BELOW_PIPELINE = set(FLOORS)
FLOORS["pipeline"] = BELOW_PIPELINE
FLOORS["editor"] = {"pipeline", "model", "vocab", "expr", *GROUND}
FLOORS["api"] = {"pipeline", "conform", "diff", "model", "render", "sources", "written", *GROUND}
FLOORS["cli"] = {
    "pipeline",
    "editor",
    "report",
    "render",
    "finding",
    "errors",
    "files",
    "printable",
    "written",
}


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


@functools.cache
def trees() -> dict[Path, ast.Module]:
    """What each module says, by its path."""
    return {path: ast.parse(path.read_text()) for path in sorted(ROOT.rglob("*.py"))}


def test_imports_go_down_only() -> None:
    wrong = [f"{path}:{one}" for path, tree in trees().items() for one in upward(path, tree)]
    assert not wrong, "\n".join(wrong)


def upward(path: Path, tree: ast.Module) -> list[str]:
    """The imports of a module that its floor does not allow."""
    here = path.relative_to(ROOT).parts[0].removesuffix(".py")
    if here in ("__init__", "__main__"):
        return []
    assert here in FLOORS, f"{here} is no package of docs/design.md: add it to FLOORS and there"
    allowed = {"", here, "__version__", *FLOORS[here]}
    found = [(line, floor_of(name)) for line, name in imported(tree)]
    return [f"{line}: {here} must not import {to}" for line, to in found if to not in allowed]


def test_an_import_of_a_higher_floor_would_be_found() -> None:
    tree = ast.parse("import kapi.errors\nfrom kapi.cli import main\nfrom kapi import render")
    assert upward(ROOT / "model" / "x.py", tree) == [
        *("1: model must not import errors", "2: model must not import cli"),
        "3: model must not import render",
    ]


MODULES = {
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in ROOT.rglob("*.py")
}


def neighbours(module: str) -> set[str]:
    """The modules that the text of ``module`` names in an import, wherever it stands."""
    found = set()
    for node in ast.walk(trees()[MODULES[module]]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}": node.module for alias in node.names}
            found |= {full if full in MODULES else short for full, short in names.items()}
    return (found & set(MODULES)) - {module}


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Imports inside functions count: a circle that is hidden there is one."""
    graphlib.TopologicalSorter({one: neighbours(one) for one in MODULES}).prepare()


def test_a_circle_would_be_found() -> None:
    with pytest.raises(graphlib.CycleError):
        graphlib.TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()


def imports_in_functions(path: Path) -> list[str]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    inside = (one for one in ast.walk(trees()[path]) if isinstance(one, functions))
    found = {line: name for one in inside for line, name in imported(one)}
    return [f"{path.relative_to(ROOT)}:{line}: {name}" for line, name in found.items()]


def test_few_imports_hide_in_functions() -> None:
    """Each is measured, and says there what it saves."""
    found = [one for path in sorted(ROOT.rglob("*.py")) for one in imports_in_functions(path)]
    assert len(found) <= MOST_HIDDEN, "\n".join(found)


def by_name(path: Path) -> bool:
    return "import_module(" in path.read_text()


def test_modules_are_named_where_commands_are_listed_only() -> None:
    named = {str(path.relative_to(ROOT)) for path in ROOT.rglob("*.py") if by_name(path)}
    assert named <= {"cli/group.py", "lint/selection.py", "render/show_formats.py"}


def test_few_names_of_modules_stand_twice() -> None:
    stems = Counter(path.stem for path in ROOT.rglob("*.py") if path.stem != "__init__")
    twice = {stem for stem, count in stems.items() if count > 1}
    assert len(twice) <= MOST_TWICE, twice
