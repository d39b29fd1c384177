"""Inputs and ways to call kapi that the tests of the command line share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kapi.cli.main import main
from kapi.model.elements import ErrorCondition, Param
from kapi.model.spec import Origin, Spec
from kapi.render import specs_json
from kapi.vocab.words import ApiKind, Dialect

KAPI = (sys.executable, "-m", "kapi.cli.main")


class Result(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Result]


def spec(name: str, summary: str = "do a thing") -> Spec:
    return Spec(
        name=name,
        kind=ApiKind.SYSCALL,
        dialect=Dialect.KERNELDOC,
        origin=Origin(source="mm/x.c", file="mm/x.c", line=7, column=1),
        summary=summary,
        params=(Param(name="start", type_name="unsigned long"),),
        errors=(
            ErrorCondition(errno="EINVAL", summary="Bad start", description="It is odd."),
            ErrorCondition(errno="EINVAL", summary="Bad length"),
        ),
    )


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def specs_file(tmp_path: Path) -> str:
    path = tmp_path / "specs.json"
    path.write_text(specs_json.write([spec("sys_mlock", "lock memory"), spec("sys_munlock")]).text)
    return str(path)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call kapi in this process."""

    def run(*arguments: str) -> Result:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def spawn() -> Call:
    """Call kapi as a process of its own."""

    def run(*arguments: str, data: bytes = b"", **environment: str) -> Result:
        done = subprocess.run(
            [*KAPI, *arguments],
            input=data,
            capture_output=True,
            timeout=60,
            check=False,
            env={**os.environ, **environment},
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
