"""Do the tests bite? Changes one thing in a module, runs the tests that belong to it, counts.

usage: python benchmarks/mutants.py [--count 300] [--seed 1] [--jobs 2] [--package NAME]
                                    [--survivors FILE] [--seconds 120]

A mutant is one module of pipeline, report, cli or render with one change in it: a comparison,
a condition, a constant, a string, an operator, an argument, a statement or a return value.
Documentation (docstrings, help texts), annotations and `__all__` stay. The tests that belong to
a module are tests/PACKAGE/test_MODULE.py and the tests that import it or what imports it, the
nearest first, at most five files. A mutant is killed when one of them fails or does not end in
time. Asked: 80 %.

Each mutant runs in a fork of a process that has the libraries of the tests, and none of kapi's
modules, loaded; it has a copy of src/ of its own.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from queue import Queue
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PACKAGES = ("pipeline", "report", "cli", "render")
LIBRARIES = ("pytest", "_pytest.assertion.rewrite", "hypothesis.strategies", "jsonschema")
LIBRARIES += ("msgspec.json", "click", "docutils.core", "markdown_it", "rich.progress", "email")
LEFT_OUT = {"help", "metavar", "epilog"}
"""Keywords of options whose text is documentation."""
ASKED = 0.8
MOST_TESTS = 5
"""Files of tests that are run for a module."""

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


class Mutant(NamedTuple):
    """``number`` is that of the site in ``module``; ``what`` says what was changed where."""

    module: Path
    number: int
    what: str


def main() -> int:
    """Print killed and survived by package; return 1 where fewer than asked were killed."""
    options = arguments()
    for name in LIBRARIES:
        importlib.import_module(name)
    mutants = chosen(options.package, options.count, options.seed)
    started, survived = time.monotonic(), []
    counts: Counter[tuple[str, bool]] = Counter()
    for mutant, killed in results(mutants, options.jobs, options.seconds):
        counts[mutant.module.parts[0], killed] += 1
        if not killed:
            survived.append(f"{mutant.module}: {mutant.what}")
            print(f"  survived  {survived[-1]}", flush=True)
    if options.survivors:
        Path(options.survivors).write_text("".join(f"{one}\n" for one in survived))
    for package in PACKAGES:
        killed, left = counts[package, True], counts[package, False]
        if killed + left:
            print(
                f"{package:9} {killed:4} killed {left:4} survived {killed / (killed + left):6.1%}"
            )
    share = 1 - len(survived) / len(mutants)
    print(
        f"{len(mutants)} mutants, {share:.1%} killed (asked {ASKED:.0%}), seed {options.seed}, "
        f"{time.monotonic() - started:.0f} s"
    )
    return share < ASKED


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=120, help="of processor time a mutant")
    parser.add_argument("--package", choices=PACKAGES)
    parser.add_argument("--survivors", metavar="FILE")
    return parser.parse_args()


def chosen(package: str | None, count: int, seed: int) -> list[Mutant]:
    """The mutants that ``seed`` draws from all sites."""
    source = ROOT / "src" / "kapi"
    found = []
    for name in [package] if package else PACKAGES:
        for path in sorted((source / name).rglob("*.py")):
            tree = ast.parse(path.read_text())
            module = path.relative_to(source)
            found += [Mutant(module, n, site.what) for n, site in enumerate(sites(tree))]
    return random.Random(seed).sample(found, min(count, len(found)))


class Site(NamedTuple):
    """A change that can be made in a tree; ``apply`` makes it."""

    what: str
    apply: Callable[[], None]


def sites(tree: ast.Module) -> list[Site]:
    """All changes of ``tree``, in an order that depends on nothing else."""
    found: list[Site] = []
    for node in code_of(tree):
        for what, apply in changes(node):
            line = getattr(node, "lineno", 0)
            found.append(Site(f"line {line}: {what}: {ast.unparse(node)[:70]!r}", apply))
    return found


def code_of(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of ``tree`` that do something, parents first."""
    yield tree
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "type_params"):
            continue
        if name == "keywords" and isinstance(tree, ast.ClassDef):  # frozen and the like
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not is_documentation(tree, child):
                yield from code_of(child)


def is_documentation(parent: ast.AST, node: ast.AST) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.keyword) and node.arg in LEFT_OUT:
        return True
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return True
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "epilog":
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.arguments)) and not isinstance(
        parent, ast.Lambda
    )


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """What can be changed at ``node`` itself."""
    for kind, change in CHANGES.items():
        if isinstance(node, kind):
            yield from change(node)


def compare(node: ast.Compare) -> Iterator[tuple[str, Callable[[], None]]]:
    def apply() -> None:
        node.ops[0] = COMPARISONS[type(node.ops[0])]()

    yield "comparison", apply


def condition(node: ast.If | ast.IfExp | ast.While) -> Iterator[tuple[str, Callable[[], None]]]:
    def apply() -> None:
        node.test = ast.UnaryOp(ast.Not(), node.test)

    yield "condition", apply


def junction(node: ast.BoolOp) -> Iterator[tuple[str, Callable[[], None]]]:
    def apply() -> None:
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()

    yield "and/or", apply


def constant(node: ast.Constant) -> Iterator[tuple[str, Callable[[], None]]]:
    def apply() -> None:
        value = node.value
        if isinstance(value, bool):
            node.value = not value
        elif isinstance(value, int):
            node.value = value + 1
        elif isinstance(value, str):
            node.value = value + "mutant" if value.strip() else value + "\n"

    if isinstance(node.value, (bool, int, str)):
        yield "constant", apply


def operator(node: ast.BinOp) -> Iterator[tuple[str, Callable[[], None]]]:
    def apply() -> None:
        node.op = OPERATORS[type(node.op)]()

    if type(node.op) in OPERATORS:
        yield "operator", apply


def argument(node: ast.Call) -> Iterator[tuple[str, Callable[[], None]]]:
    def apply() -> None:
        (node.keywords or node.args).pop()

    if node.keywords or node.args:
        yield "argument", apply


def returned(node: ast.Return) -> Iterator[tuple[str, Callable[[], None]]]:
    def apply() -> None:
        node.value = ast.Constant(None)

    if node.value is not None:
        yield "return", apply


def body(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each statement of a body that can go: calls, changes of a value, raises, jumps."""
    for name in ("body", "orelse"):
        rows = getattr(node, name, None)
        for row in rows if isinstance(rows, list) else ():
            can_go = isinstance(row, (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue))
            if can_go and not is_documentation(node, row):
                yield f"dropped {ast.unparse(row)[:50]!r}", dropping(rows, rows.index(row))


def dropping(rows: list[ast.stmt], at: int) -> Callable[[], None]:
    def apply() -> None:
        rows[at] = ast.Pass()

    return apply


CHANGES: dict[type | tuple[type, ...], Callable[..., Iterator[tuple[str, Callable[[], None]]]]] = {
    ast.Compare: compare,
    (ast.If, ast.IfExp, ast.While): condition,
    ast.BoolOp: junction,
    ast.Constant: constant,
    ast.BinOp: operator,
    ast.Call: argument,
    ast.Return: returned,
    (ast.FunctionDef, ast.If, ast.For, ast.While, ast.With, ast.Try): body,
}


def mutated(mutant: Mutant) -> str:
    """The text of the module with the change in it."""
    tree = ast.parse((ROOT / "src" / "kapi" / mutant.module).read_text())
    sites(tree)[mutant.number].apply()
    return ast.unparse(ast.fix_missing_locations(deepcopy(tree)))


def results(mutants: Sequence[Mutant], jobs: int, seconds: int) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant, and whether a test killed it, in the order of ``mutants``."""
    near = Tests()
    with tempfile.TemporaryDirectory(prefix="kapi-mutants-") as room:
        rooms: Queue[Path] = Queue()
        for number in range(jobs):
            shutil.copytree(ROOT / "src", Path(room, str(number), "src"))
            rooms.put(Path(room, str(number)))
        with ThreadPoolExecutor(jobs) as pool:
            tried = pool.map(lambda one: attempt(one, near.of(one.module), rooms, seconds), mutants)
            yield from zip(mutants, tried, strict=True)


def attempt(mutant: Mutant, tests: list[str], rooms: Queue[Path], seconds: int) -> bool:
    """Whether one of ``tests`` fails on ``mutant``."""
    room = rooms.get()
    file = room / "src" / "kapi" / mutant.module
    before = file.read_text()
    try:
        file.write_text(mutated(mutant))
        os.utime(file, (0, hash(mutant.what) % 10**9))  # no byte code of another mutant fits
        return child(room, tests, seconds) != 0
    finally:
        file.write_text(before)
        rooms.put(room)


def child(room: Path, tests: list[str], seconds: int) -> int:
    """Run ``tests`` in a fork, on the modules in ``room``; return 0 where all pass."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        with contextlib.suppress(BaseException):
            code = run_tests(room, tests, seconds)
        os._exit(code)
    deadline = time.monotonic() + 10 * seconds
    while time.monotonic() < deadline:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


def run_tests(room: Path, tests: list[str], seconds: int) -> int:
    """What the fork does."""
    import pytest

    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    void = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(void, number)
    os.chdir(ROOT)
    os.environ.update(PYTHONPATH=str(room / "src"), PYTHONDONTWRITEBYTECODE="1")
    sys.dont_write_bytecode = True
    sys.path[:0] = [str(room / "src"), str(ROOT)]
    plain = ["-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:randomly"]
    return int(pytest.main([*plain, f"--basetemp={room / 'tmp'}", *tests]))


class Tests:
    """Which tests belong to a module: its twin, then those that import it, nearest first."""

    def __init__(self) -> None:
        self.users: dict[str, set[str]] = {}
        source = ROOT / "src"
        for path in sorted([*source.rglob("*.py"), *ROOT.glob("tests/**/*.py")]):
            base = source if path.is_relative_to(source) else ROOT
            name = name_of(path.relative_to(base))
            for used in imports(ast.parse(path.read_text())):
                self.users.setdefault(used, set()).add(name)

    def of(self, module: Path) -> list[str]:
        """The files of tests for ``module``, a path below src/kapi."""
        twin = Path("tests", module.parent, f"test_{module.name}")
        found = [str(twin)] if (ROOT / twin).exists() else []
        seen, ring = set(), {name_of(Path("kapi") / module)}
        while ring and len(found) < MOST_TESTS:
            files = {f"{one.replace('.', '/')}.py" for one in ring if ".test_" in one}
            own = str(Path("tests", module.parts[0]))
            found += sorted(files - set(found), key=lambda one: (not one.startswith(own), one))
            seen |= ring
            ring = {user for one in ring for user in self.users.get(one, ())} - seen
        return found[:MOST_TESTS]


def name_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


if __name__ == "__main__":
    sys.exit(main())
