"""Each spec of this folder against a C program that makes its calls on the kernel that runs here.

The specs were written of calls that the catalogue lacked, and no set-ups exist for them: what `kapi
test` finds out about them is a fair measure of it. The benchmarks leave out those that the
catalogue has by now. So they have to be right, and this is their second
source: `truth/NAME.c` makes, for each condition of `NAME.c`, a call that ends with its errno, and
one beside it that does not. A spec that has moved to the catalogue keeps its program.
"""

from __future__ import annotations

import functools
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from tests.needs import cannot, needs
from tests.shipped import catalogue

HERE = Path(__file__).parent
UNPREPARED = sorted(path.stem for path in HERE.glob("*.c"))
NAMES = sorted(path.stem for path in (HERE / "truth").glob("*.c"))
CATALOGUE = {one.name: one for one in catalogue()}


@functools.cache
def spec(name: str) -> Spec:
    path = HERE / f"{name}.c"
    if not path.exists():
        return CATALOGUE[f"sys_{name}"]
    (found,) = load_specs((str(path),), Options()).specs
    return found


@functools.cache
def said(name: str, folder: Path) -> list[str]:
    if os.geteuid():
        cannot("some calls need root")
    program = folder / name
    source = HERE / "truth" / f"{name}.c"
    subprocess.run([needs("gcc"), "-w", "-o", program, source], check=True)
    ran = subprocess.run(
        [program], stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=folder, timeout=60
    )
    lines = ran.stdout.splitlines()
    assert not [line for line in lines if line.startswith("WRONG")]
    assert ran.returncode == 0
    return lines


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("truth")


def conditions(one: Spec) -> Iterator[str]:
    for errors in (one.errors, *(variant.errors for variant in one.variants)):
        for error in errors:
            yield f"{error.errno}, {error.summary}"


def test_there_are_enough() -> None:
    assert len([name for name in UNPREPARED if f"sys_{name}" not in CATALOGUE]) >= 14
    assert set(UNPREPARED) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_calls_end_as_the_spec_says(name: str, folder: Path) -> None:
    lines = {line for line in said(name, folder) if not line.startswith("order ")}
    assert lines == set(conditions(spec(name)))


@pytest.mark.parametrize("name", NAMES)
def test_an_order_that_was_seen_is_one_of_the_spec(name: str, folder: Path) -> None:
    one = spec(name)
    orders = [
        [error.errno for error in (*one.errors, *errors)]
        for errors in ((), *(variant.errors for variant in one.variants))
    ]
    for line in said(name, folder):
        if line.startswith("order "):
            first, second = line.split()[1:]
            assert any(_before(first, second, errnos) for errnos in orders), line


def _before(first: str, second: str, errnos: list[str]) -> bool:
    return second in errnos and first in errnos[: len(errnos) - errnos[::-1].index(second) - 1]


@pytest.mark.parametrize("name", NAMES)
def test_every_condition_has_a_name_of_its_own(name: str) -> None:
    names = list(conditions(spec(name)))
    assert len(names) == len(set(names))
