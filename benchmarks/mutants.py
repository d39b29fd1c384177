"""Do the tests bite? Changes one thing in a module, runs the tests that reach it, counts.

usage: python benchmarks/mutants.py [--count 300] [--seed 1] [--jobs 2] [--package NAME]
                                    [--room DIR [--survivors]] [--seconds 60]

A mutant is one module of pipeline, report, cli or render with one change in it: a comparison,
a condition, a constant, a string, an operator, an argument, a statement or a return value.
Documentation (docstrings, help texts), annotations and `__all__` stay. A mutant is killed when a
test fails or does not end in time. Asked: 80 %.

The tests of these packages run once, with each line that each test reaches written down. A mutant
in a function is tried with the tests that reach the function, one outside with those that reach
its module, the quickest first; and with the tests of its twin, tests/PACKAGE/test_MODULE.py,
which may run kapi as another process. The first failure ends it.

With `--room` what was found stays in that folder, and a run that was stopped goes on from there;
`--survivors` tries again, with the tests as they are now, what survived.

Each mutant runs in a fork of a process that has the libraries of the tests, and none of kapi's
modules, loaded; it has a copy of src/ of its own.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from queue import Queue
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "kapi"
PACKAGES = ("pipeline", "report", "cli", "render")
LIBRARIES = ("pytest", "_pytest.assertion.rewrite", "hypothesis.strategies", "jsonschema")
LIBRARIES += ("msgspec.json", "click", "docutils.core", "markdown_it", "rich.progress", "email")
LEFT_OUT = {"help", "metavar", "epilog"}
"""Keywords of options whose text is documentation."""
ASKED = 0.8

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
    """``number`` is that of the site in ``module``; ``what`` says what was changed at ``line``."""

    module: Path
    number: int
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.module}: line {self.line}: {self.what}"


def main() -> int:
    """Print killed and survived by package; return 1 where fewer than asked were killed."""
    options = arguments()
    for name in LIBRARIES:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="kapi-mutants-") as empty:
        room = Path(options.room or empty)
        room.mkdir(parents=True, exist_ok=True)
        found = results(room, options)
    counts = Counter((one.module.parts[0], killed) for one, killed in found.items())
    for package in PACKAGES:
        killed, left = counts[package, True], counts[package, False]
        if killed + left:
            share = killed / (killed + left)
            print(f"{package:9} {killed:4} killed {left:4} survived {share:6.1%}")
    share = sum(found.values()) / len(found)
    print(f"{len(found)} mutants, {share:.1%} killed (asked {ASKED:.0%}), seed {options.seed}")
    return share < ASKED


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=60, help="of processor time a mutant")
    parser.add_argument("--package", choices=PACKAGES)
    parser.add_argument("--room", metavar="DIR")
    parser.add_argument("--survivors", action="store_true")
    return parser.parse_args()


def results(room: Path, options: argparse.Namespace) -> dict[Mutant, bool]:
    """Each mutant that was drawn, and whether a test killed it."""
    mutants = chosen(options.package, options.count, options.seed)
    record = room / "results.jsonl"
    rows = record.read_text().splitlines() if record.exists() else []
    before = dict(json.loads(row) for row in rows)
    found = {one: before[str(one)] for one in mutants if str(one) in before}
    done = {one for one, killed in found.items() if killed or not options.survivors}
    left = [one for one in mutants if one not in done]
    with record.open("a") as file:
        for mutant, killed in tried(left, Tests(room), options.jobs, options.seconds):
            found[mutant] = killed
            file.write(json.dumps([str(mutant), killed]) + "\n")
            file.flush()
            if not killed:
                print(f"  survived  {mutant}", flush=True)
    return found


def chosen(package: str | None, count: int, seed: int) -> list[Mutant]:
    """The mutants that ``seed`` draws from all sites."""
    found = []
    for name in [package] if package else PACKAGES:
        for path in sorted((SOURCE / name).rglob("*.py")):
            module, tree = path.relative_to(SOURCE), ast.parse(path.read_text())
            found += [Mutant(module, n, one.line, one.what) for n, one in enumerate(sites(tree))]
    return random.Random(seed).sample(found, min(count, len(found)))


class Site(NamedTuple):
    """A change that can be made in a tree; ``apply`` makes it."""

    line: int
    what: str
    apply: Callable[[], None]


def sites(tree: ast.Module) -> list[Site]:
    """All changes of ``tree``, in an order that depends on nothing else."""
    found: list[Site] = []
    for node in code_of(tree):
        for what, apply in changes(node):
            line = getattr(node, "lineno", 0)
            found.append(Site(line, f"{what}: {ast.unparse(node)[:70]!r}", apply))
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
    tree = ast.parse((SOURCE / mutant.module).read_text())
    sites(tree)[mutant.number].apply()
    return ast.unparse(ast.fix_missing_locations(deepcopy(tree)))


def tried(
    mutants: Sequence[Mutant], near: Tests, jobs: int, seconds: int
) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant, and whether a test killed it, in the order of ``mutants``."""
    with tempfile.TemporaryDirectory(prefix="kapi-mutants-") as room:
        rooms: Queue[Path] = Queue()
        for number in range(jobs):
            shutil.copytree(ROOT / "src", Path(room, str(number), "src"))
            rooms.put(Path(room, str(number)))
        with ThreadPoolExecutor(jobs) as pool:
            ends = pool.map(lambda one: attempt(one, near.of(one), rooms, seconds), mutants)
            yield from zip(mutants, ends, strict=True)


def attempt(mutant: Mutant, tests: list[str], rooms: Queue[Path], seconds: int) -> bool:
    """Whether one of ``tests`` fails on ``mutant``; without tests it lives."""
    if not tests:
        return False
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
    """Which tests belong to a mutant; found in one run of them, and kept in ``room``."""

    def __init__(self, room: Path) -> None:
        if not (room / "times.xml").exists():
            measure(room)
        self.seconds: Counter[str] = Counter()
        for case in ElementTree.parse(room / "times.xml").iter("testcase"):
            name = f"{case.get('classname')}.{str(case.get('name')).partition('[')[0]}"
            self.seconds[name] += float(case.get("time", 0))
        self.lines = reached(room)

    def of(self, mutant: Mutant) -> list[str]:
        """The tests for ``mutant`` as pytest takes them, the quickest first."""
        lines = self.lines.get(mutant.module, {})
        function = function_at(SOURCE / mutant.module, mutant.line) or lines
        names = set().union(*(lines[line] for line in lines if line in function))
        twin = Path("tests", mutant.module.parent, f"test_{mutant.module.name}")
        if (ROOT / twin).exists():
            names |= {f"{name_of(twin)}.{one}" for one in functions(ROOT / twin)}
        ordered = sorted(names, key=lambda one: (self.seconds[one], one))
        return [node_id(name) for name in ordered]


def measure(room: Path) -> None:
    """Run the tests once, with a note of which test reached which line."""
    settings = room / "coveragerc"
    settings.write_text(
        f"[run]\nsource = {SOURCE}\ndata_file = {room}/coverage\ncore = ctrace\n"
        "dynamic_context = test_function\n"
    )
    pytest = ["-m", "pytest", "-q", "-p", "no:xdist", f"--junitxml={room}/times.xml"]
    subprocess.run(
        [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", *pytest]
        + [f"tests/{package}" for package in PACKAGES],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}"},
        stdin=subprocess.DEVNULL,
        check=False,  # a test that fails when it is watched is of no use here, and no harm
    )


def reached(room: Path) -> dict[Path, dict[int, set[str]]]:
    """Module → line → the tests that reach it."""
    from coverage import CoverageData

    data = CoverageData(str(room / "coverage"))
    data.read()
    found: dict[Path, dict[int, set[str]]] = {}
    for file in data.measured_files():
        lines: dict[int, set[str]] = defaultdict(set)
        for line, names in data.contexts_by_lineno(file).items():
            lines[line] |= {name for name in names if ".test_" in name}
        found[Path(file).relative_to(SOURCE)] = lines
    return found


def function_at(path: Path, line: int) -> range:
    """The lines of the body of the innermost function around ``line``; none outside of all."""
    found = range(0)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
            body = range(node.body[0].lineno, node.end_lineno + 1)
            if line in body:  # inner ones come later
                found = body
    return found


def functions(path: Path) -> list[str]:
    """The tests in a file."""
    rows = ast.parse(path.read_text()).body
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [row.name for row in rows if isinstance(row, kinds) and row.name.startswith("test_")]


def node_id(name: str) -> str:
    module, _, test = name.rpartition(".")
    return f"{module.replace('.', '/')}.py::{test}"


def name_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


if __name__ == "__main__":
    sys.exit(main())
