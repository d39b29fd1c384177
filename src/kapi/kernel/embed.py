"""An object file with specs in its section, made with the system's C compiler."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from kapi.errors import InputError, NothingToCheck
from kapi.kernel.c_header import header
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture
from kapi.written import Loss

_SECONDS = 60


def embed(
    specs: Sequence[Spec], target: Path, architecture: Architecture, compiler: str = "cc"
) -> tuple[Loss, ...]:
    """Write an object file that any ELF can link; return what it does not hold.

    Raises `NothingToCheck` without a compiler, `InputError` where it refuses or ``target`` cannot
    be written.
    """
    found = shutil.which(compiler)
    if found is None:
        raise NothingToCheck(f"no C compiler '{compiler}': install one (apt-get install gcc)")
    text, lost = header(specs, architecture, numbers=True)
    structures = resources.files("kapi.kernel").joinpath("kernel_api_spec.h").read_text()
    source = structures + "\n".join(
        line for line in text.split("\n") if not line.startswith("#include")
    )
    with tempfile.TemporaryDirectory(prefix="kapi-embed-") as room:
        made = Path(room) / "specs.o"
        command = [found, "-x", "c", "-c", "-fno-lto", "-o", str(made), "-"]
        ran = subprocess.run(
            command, input=source, text=True, capture_output=True, timeout=_SECONDS, check=False
        )
        if ran.returncode:
            raise InputError(f"{compiler} refuses the specs: {_first(ran.stderr)}")
        try:
            shutil.copyfile(made, target)
        except OSError as error:
            raise InputError(f"{target}: cannot be written: {error.strerror}") from error
    return lost


def _first(text: str) -> str:
    rows = [row for row in text.split("\n") if "error" in row]
    return (rows or text.split("\n"))[0]
