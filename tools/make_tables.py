"""Make the tables of src/kapi/vocab/data from a kernel tree.

Usage::

    python tools/make_tables.py KERNEL_TREE [--headers DIR]

Needs gcc (x86, with -m32 code generation; no cross compiler), objcopy and what `make headers`
needs. For each architecture the UAPI headers are installed into DIR (kept, and used again when
they are there); a probe that lists every integer constant, enumerator and structure of the
chosen headers is compiled against them with the macros and the data model of that
architecture, and the values are read out of the object file. Nothing is run.
"""

from __future__ import annotations

import argparse
import re
import struct
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from headers import INTERNAL, NOT_HEADERS, NOT_VALUES, STUBS, UAPI
from write_tables import write_all

from kapi.vocab.architectures import ARCHITECTURES, Architecture

PREDEFINED = {
    "x86_64": "__x86_64__",
    "i386": "__i386__",
    "x32": "__x86_64__ __ILP32__",
    "arm64": "__aarch64__",
    "arm": "__arm__ __ARM_EABI__",
    "riscv64": "__riscv __riscv_xlen=64",
    "riscv32": "__riscv __riscv_xlen=32",
    "s390x": "__s390__ __s390x__",
    "powerpc64le": "__powerpc__ __powerpc64__ __LITTLE_ENDIAN__",
    "powerpc64": "__powerpc__ __powerpc64__",
    "powerpc": "__powerpc__",
    "loongarch64": "__loongarch__ __loongarch64 __loongarch_grlen=64",
    "mips64": "__mips__ __mips=64 _MIPS_SIM=3 _MIPS_SZLONG=64 _MIPS_SZPTR=64 __mips64 __MIPSEL__",
    "mips64n32": "__mips__ __mips=64 _MIPS_SIM=2 _MIPS_SZLONG=32 __mips64 __MIPSEL__",
    "mips": "__mips__ __mips=32 _MIPS_SIM=1 _MIPS_SZLONG=32 _MIPS_SZPTR=32 __MIPSEL__",
    "sparc64": "__sparc__ __arch64__",
    "sparc": "__sparc__",
    "alpha": "__alpha__",
    "parisc64": "__hppa__",
    "parisc": "__hppa__",
    "m68k": "__m68k__",
    "sh": "__sh__",
    "xtensa": "__XTENSA__ __XTENSA_EL__",
    "arc": "__arc__",
    "csky": "__csky__",
    "hexagon": "__hexagon__",
    "microblaze": "__microblaze__",
    "nios2": "__nios2__",
    "openrisc": "__or1k__",
}

TYPES = ("int", "unsigned int", "long", "unsigned long", "long long", "unsigned long long")
NARROW = ("char", "signed char", "unsigned char", "short", "unsigned short")
PRELUDE = """\
typedef unsigned char u8; typedef unsigned short u16; typedef unsigned int u32;
typedef signed char s8; typedef short s16; typedef int s32;
typedef unsigned long long u64; typedef long long s64;
typedef __kernel_size_t size_t; typedef __kernel_ssize_t ssize_t;
typedef unsigned int fmode_t;
#define __force
#define BIT(n) (1UL << (n))
"""
TYPE_OF = (
    "#define T(x) _Generic((x), "
    + ", ".join(f"{name}: {code}" for code, name in enumerate(TYPES, 1))
    + ", "
    + ", ".join(f"{name}: 1" for name in NARROW)
    + ", default: 0)\n"
)
DEFINE = re.compile(r"#define (\w+) (?=\S)")
MARKER = re.compile(r'# \d+ "([^"]*)"')
ENUM = re.compile(r"\benum\b[^{};()]*\{([^{}]*)\}")
ENUMERATOR = re.compile(r"(?:^|,)\s*(\w+)\s*(?==|,|$)")
STRUCT = re.compile(r"\b((?:struct|union) \w+)\s*\{")
PROBE_ERROR = re.compile(r"kapi_probe:(\d+):\d+: error")

Values = dict[str, tuple[int, str]]


def flags(arch: Architecture, headers: Path) -> list[str]:
    """The gcc flags that make an x86 compiler read headers as `arch` would."""
    model = {"x86_64": ["-m64"], "x32": ["-mx32"]}.get(
        arch.name, ["-m64"] if arch.word_bits == 64 else ["-m32"]
    )
    if arch.word_bits == 32 and arch.align64 == 8 and arch.name != "x32":
        model.append("-malign-double")
    if arch.align64 == 2:
        model.append("-fpack-struct=2")
    word = arch.word_bits // 8
    macros = [
        *PREDEFINED[arch.name].split(),
        "__GNUC__=12",
        "__CHAR_BIT__=8",
        f"__SIZEOF_LONG__={word}",
        f"__SIZEOF_POINTER__={word}",
    ]
    macros += ["__LP64__"] if word == 8 else []
    sign = "-fsigned-char" if arch.char_signed else "-funsigned-char"
    include = headers / arch.kernel / "usr" / "include"
    return [
        *model,
        sign,
        "-nostdinc",
        "-undef",
        "-w",
        "-std=gnu11",
        "-ftrack-macro-expansion=0",
        f"-I{include}",
        f"-I{headers / 'stubs'}",
    ] + [f"-D{macro}" for macro in macros]


def gcc(arguments: Sequence[str], text: str) -> subprocess.CompletedProcess[str]:
    """Run gcc over `text`."""
    return subprocess.run(
        ["gcc", *arguments, "-x", "c", "-"], input=text, capture_output=True, text=True
    )


def install_headers(tree: Path, kernel_arch: str, headers: Path) -> None:
    """Run `make headers` for one architecture, unless that was done before."""
    output = headers / kernel_arch
    if (output / "usr" / "include" / "linux" / "errno.h").exists():
        return
    output.mkdir(parents=True, exist_ok=True)
    command = ["make", "-s", "-C", str(tree), f"ARCH={kernel_arch}", f"O={output}", "headers"]
    subprocess.run(command, check=True)


def includes(arch: Architecture, headers: Path) -> str:
    """The #include lines of the chosen headers that exist there and compile there."""
    directory = headers / arch.kernel / "usr" / "include"
    first = ["#include <linux/types.h>", "#include <linux/posix_types.h>"]
    lines = [f"#include <{header}>" for header in UAPI if (directory / header).exists()]
    if compiles(arch, headers, first + lines):
        return "\n".join(first + lines) + "\n"
    kept = first
    for line in lines:
        if compiles(arch, headers, [*kept, line]):
            kept.append(line)
        else:
            print(f"{arch.name}: left out: {line}", file=sys.stderr)
    return "\n".join(kept) + "\n"


def compiles(arch: Architecture, headers: Path, lines: list[str]) -> bool:
    """Whether these lines are accepted by the compiler."""
    return gcc([*flags(arch, headers), "-fsyntax-only"], "\n".join(lines)).returncode == 0


def internal_defines(tree: Path) -> dict[str, tuple[str, str]]:
    """Name → (header, definition) of the chosen kernel-internal macros."""
    found = {}
    for header, pattern in INTERNAL.items():
        text = (tree / header).read_text().replace("\\\n", " ")
        text = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
        for match in re.finditer(rf"^#\s*define\s+({pattern})[ \t]+(.+)$", text, re.MULTILINE):
            found.setdefault(match[1], (header, match[2].strip()))
    return found


def names_by_header(preprocessed: str, root: Path) -> tuple[dict[str, str], dict[str, str]]:
    """What `gcc -E -dD` shows: (constants and enumerators, structures) → their header."""
    chunks: dict[str, list[str]] = defaultdict(list)
    constants: dict[str, str] = {}
    header = ""
    for line in preprocessed.splitlines():
        if marker := MARKER.match(line):
            path = marker[1]
            header = str(Path(path).relative_to(root)) if path.startswith(str(root)) else ""
        elif header and (define := DEFINE.match(line)):
            constants[define[1]] = header
        elif header and not line.startswith("#"):
            chunks[header].append(line)
    structures: dict[str, str] = {}
    for header, lines in chunks.items():
        text = "\n".join(lines)
        for body in ENUM.findall(text):
            flat = re.sub(r"\([^()]*\)", "", body)
            constants.update(dict.fromkeys(ENUMERATOR.findall(flat), header))
        structures.update(dict.fromkeys(STRUCT.findall(text), header))
    return constants, structures


def probe(
    arch: Architecture, headers: Path, prelude: str, expressions: Iterable[str]
) -> dict[str, tuple[int, str]]:
    """Expression → (value, C type), for those that are integer constants there."""
    left = list(expressions)
    while left:
        rows = "\n".join(
            f'# {number} "kapi_probe"\n{{T({text}), (unsigned long long)({text})}},'
            for number, text in enumerate(left)
        )
        source = (
            f"{prelude}{TYPE_OF}struct row {{ unsigned long long type, value; }};\n"
            f'const struct row rows[] __attribute__((section("kapi"))) = {{\n{rows}\n}};\n'
        )
        with tempfile.TemporaryDirectory() as directory:
            obj = Path(directory, "probe.o")
            done = gcc([*flags(arch, headers), "-c", "-o", str(obj)], source)
            if done.returncode == 0:
                return dict(zip(left, rows_of(obj), strict=True))
        bad = {int(number) for number in PROBE_ERROR.findall(done.stderr)}
        if not bad:
            raise SystemExit(f"{arch.name}: {done.stderr[:2000]}")
        left = [text for number, text in enumerate(left) if number not in bad]
    return {}


def rows_of(obj: Path) -> list[tuple[int, str]]:
    """The (value, C type) rows in an object file."""
    raw = obj.with_suffix(".bin")
    subprocess.run(
        ["objcopy", "-O", "binary", "-j", "kapi", "--set-section-flags", "kapi=alloc", obj, raw],
        check=True,
    )
    rows = []
    for code, value in struct.iter_unpack("<QQ", raw.read_bytes()):
        name = TYPES[code - 1] if code else ""
        signed = value - (1 << 64) if value >> 63 and not name.startswith("unsigned") else value
        rows.append((signed, name))
    return rows


def read_architecture(
    tree: Path, arch: Architecture, headers: Path
) -> tuple[Values, dict[str, str]]:
    """All values of one architecture, and the header of each name."""
    install_headers(tree, arch.kernel, headers)
    root = headers / arch.kernel / "usr" / "include"
    text = includes(arch, headers)
    done = gcc([*flags(arch, headers), "-E", "-dD"], text)
    constants, structures = names_by_header(done.stdout, root)
    internal = internal_defines(tree)
    prelude = text + PRELUDE
    for name, (header, body) in internal.items():
        prelude += f"#ifndef {name}\n#define {name} {body}\n#endif\n"
        constants[name] = header
    wanted = sorted(
        name
        for name, header in constants.items()
        if not NOT_VALUES.search(name) and not NOT_HEADERS.search(header)
    )
    values = probe(arch, headers, prelude, wanted)
    values = {name: value for name, value in values.items() if value[1]}
    sizes = probe(arch, headers, prelude, [f"sizeof({name})" for name in sorted(structures)])
    for expression, (size, _) in sizes.items():
        values[expression[7:-1]] = (size, "int")
    print(f"{arch.name}: {len(values)} values", file=sys.stderr)
    return values, constants | structures


def main() -> None:
    """Read every architecture, write the data files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tree", type=Path)
    parser.add_argument("--headers", type=Path, default=Path("build/headers"))
    arguments = parser.parse_args()
    headers = arguments.headers.resolve()
    for name, text in STUBS.items():
        stub = headers / "stubs" / name
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text(text)
    values: dict[str, Values] = {}
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for arch in ARCHITECTURES.values():
        values[arch.name], where = read_architecture(arguments.tree, arch, headers)
        for name, header in where.items():
            homes[name][header] += 1
    version = re.findall(
        r"^(?:VERSION|PATCHLEVEL|SUBLEVEL) = (\d+)$",
        (arguments.tree / "Makefile").read_text(),
        re.MULTILINE,
    )
    home = {name: counter.most_common(1)[0][0] for name, counter in homes.items()}
    data = Path(__file__).parents[1] / "src" / "kapi" / "vocab" / "data"
    write_all(data, ".".join(version), values, home)


if __name__ == "__main__":
    main()
