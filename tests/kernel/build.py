"""Images for tests: specs as generated C, compiled and linked by real compilers."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from kapi.expr.environment import Environment
from kapi.expr.evaluate import number_of
from kapi.kernel.c_header import header
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES, Architecture
from tests.needs import needs

HERE = Path(__file__).parent
X86 = ARCHITECTURES["x86_64"]
STRICT = ("-Wall", "-Wextra", "-Werror")
SHOWN = ("-g",)
INCLUDED = re.compile(r"^#include <(?:uapi/)?(?:linux|fwctl)/.*\n", re.MULTILINE)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/', re.DOTALL)
CONSTANT = re.compile(r"\b_*[A-Z][A-Z0-9_]+\b")


def constants(text: str, architecture: Architecture) -> str:
    """Definitions of the kernel's constants that ``text`` names, as its own headers have them."""
    environment = Environment(architecture=architecture, numbers=True)
    rows = []
    for name in sorted(set(CONSTANT.findall(QUOTED.sub("", text)))):
        number = None if name.startswith("KAPI_") else number_of(name, environment)
        if number is not None:
            suffix = "ULL" if number >= 1 << 63 else ""
            rows += [f"#undef {name}", f"#define {name} {number}{suffix}"]
    return "\n".join(rows) + "\n"


def source_of(specs: Sequence[Spec], architecture: Architecture = X86) -> str:
    """The generated header with what a kernel build has around it."""
    text, _ = header(specs, architecture)
    return '#include "kernel_api_spec.h"\n' + constants(text, architecture) + INCLUDED.sub("", text)


def add_btf(program: Path) -> None:
    """Give ``program`` BTF; pahole would take its directory for two words where it has a blank."""
    command = [needs("pahole"), "-J", program.name]
    subprocess.run(command, check=True, cwd=program.parent)


def compiled(
    source: str, target: Path, *flags: str, compiler: str = "gcc", link: bool = False
) -> Path:
    """Compile ``source``; the compiler's words are in the failure."""
    program = needs(compiler)
    place = target.with_suffix(".c")
    place.write_text(source, encoding="utf-8", errors="surrogateescape")
    command = [
        program,
        *flags,
        f"-I{HERE}",
        *(() if link else ("-c",)),
        str(place),
        "-o",
        str(target),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[:4000]
    return target
