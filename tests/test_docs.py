"""The pages say what is true: console examples, dependencies, floors, exit codes."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from kapi.cli.exits import Exit
from kapi.cli.group import COMMANDS
from kapi.cli.terminal import COLOUR_VARIABLES, STYLES_VARIABLE
from kapi.lint.config_file import LINT_KEYS
from kapi.pipeline import load_specs
from kapi.pipeline.specs import Options
from kapi.vocab.words import ApiKind
from kapi.written import Role
from tests.test_floors import FLOORS

ROOT = Path(__file__).parents[1]
CONSOLE = [ROOT / "tools" / "console.py", "--check"]


@pytest.mark.parametrize(
    "page", ["README.md", "docs/start-to-finish.md", "docs/diff.md", "docs/configuration.md"]
)
def test_console_examples_show_true_output(page: str) -> None:
    done = subprocess.run(
        [sys.executable, *CONSOLE, page], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_dependencies_are_those_of_the_project() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    named = set(re.findall(r"(?m)^\| ([\w-]+) \|", page)) - {"package"}
    assert named == {re.split("[><=]", requirement)[0] for requirement in wanted}


def test_the_house_is_drawn_as_it_stands() -> None:
    page = (ROOT / "docs" / "design.md").read_text()
    for name, below in FLOORS.items():
        row = re.search(rf"(?m)^\| `{name}/?` \|.*\| (.*) \|$", page)
        package = ROOT / "src" / "kapi" / name
        if name in ("pipeline", "cli"):
            continue
        if row:
            assert set(row[1].split(", ")) - {"(data)"} == below
        else:
            assert not package.is_dir(), f"docs/design.md has no row for {name}"


def test_exit_codes_are_all_named() -> None:
    readme = (ROOT / "README.md").read_text()
    named = {int(code) for code in re.findall(r"(?m)^\| (\d+) \|", readme)}
    assert named == {int(code) for code in Exit}


def test_every_key_variable_and_role_of_the_configuration_is_explained() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text()
    sources = [path.read_text() for path in (ROOT / "src" / "kapi").rglob("*.py")]
    variables = {name for text in sources for name in re.findall(r'"(KAPI_[A-Z_]+)"', text)}
    read = {"KAPI_CONFIG", "KAPI_SET", "KAPI_FAIL_ON", "KAPI_PAGER", STYLES_VARIABLE}
    assert read == {one for one in variables if one in page}
    assert {name for name, _ in COLOUR_VARIABLES} <= set(re.findall(r"`(\w+)`", page))
    assert {f"`{role}`" for role in get_args(Role)} <= set(re.findall(r"`\w+`", page))
    assert re.findall(r"(?m)^\| `lint.([\w-]+)`", page) == list(LINT_KEYS)


def test_files_on_the_way_are_there() -> None:
    page = (ROOT / "docs" / "start-to-finish.md").read_text()
    way = page.partition("## The way of a spec")[2]
    files = re.findall(r"`([a-z_/]+(?:/|\.py))`", way)
    assert len(files) > 30
    for file in files:
        places = [ROOT / file, ROOT / "src" / "kapi" / file]
        assert any(place.exists() for place in places), file


def test_examples_that_are_not_run_are_those_that_cannot_be() -> None:
    shown = [
        line
        for name in ("README.md", "docs/start-to-finish.md")
        for line in re.findall(r"(?m)^    (\w.*)$", without_code((ROOT / name).read_text()))
    ]
    assert [line for line in shown if "kapi " in line.partition("#")[0]] == [
        "git clone URL kapi && cd kapi",
        "kapi extract linux/ -o specs.json",
    ]


def without_code(page: str) -> str:
    return re.sub(r"(?ms)^```.*?^```$", "", page)


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    assert {name for name in COMMANDS if f"kapi {name}" not in readme} == set()


def test_the_page_of_dependencies_names_the_programs_that_tests_need() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text()
    sources = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("*.py"))
    needed = set(re.findall(r"\bneeds\(\"([\w-]+)\"\)", sources))
    rows = dict(re.findall(r"(?m)^\| ([\w-]+), from ([^|]+) \|", page))
    assert set(rows) == needed
    script = (ROOT / ".ci" / "run").read_text()
    packages = re.search(r"packages=\(([^)]*)\)", script)
    assert packages
    assert {name for row in rows.values() for name in row.split()} <= set(packages[1].split())


def test_the_readme_counts_the_system_calls_of_the_catalogue() -> None:
    calls = [one for one in load_specs((), Options()).specs if one.kind is ApiKind.SYSCALL]
    assert f": {len(calls)} system calls (" in (ROOT / "README.md").read_text()


def test_what_the_texts_of_modules_name_is_there() -> None:
    """A name such as `kapi.expr.nodes.walk` in a docstring or a comment leads to what it names."""
    texts = [path.read_text() for path in (ROOT / "src").rglob("*.py")]
    names = {name for text in texts for name in re.findall(r"`(kapi\.[\w.]+)`", text)}
    assert len(names) > 50
    assert [name for name in sorted(names) if not _is_there(name)] == []


def _is_there(name: str) -> bool:
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_page_of_predicates_is_current() -> None:
    command = [sys.executable, "tools/predicates_page.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    page = ROOT / "docs" / "predicates.md"
    assert page.read_text() == done.stdout, "python tools/predicates_page.py > docs/predicates.md"
