"""Measure the reading of declarations on a kernel tree.

    python benchmarks/declarations.py TREE [--failures N]

Three questions, each against a second source:

* do all ``SYSCALL_DEFINE`` sites of the tree parse, and do names, types and parameters equal
  what the running kernel says (``events/syscalls`` of tracefs, where it is mounted);
* does each function that the tree's own ``scripts/kernel-doc`` documents get a declaration of the
  same name, with the same parameters and types;
* how many files of the tree do the needles let through.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from kapi.model.spec import Declaration
from kapi.sources.c.cdecl import SYSCALL, parse_syscall
from kapi.sources.c.clex import lex
from kapi.sources.c.cscan import find_blocks
from kapi.sources.c.declared import run_at
from kapi.sources.source_text import Line, SourceText
from kapi.sources.tree.needles import may_hold_spec

TRACING = Path("/sys/kernel/tracing/events/syscalls")
DIRECTORIES = ("mm", "fs", "kernel", "lib", "include")
SITE = re.compile(r"^(?:static\s+)?((?:[A-Z0-9]+_)?SYSCALL(?:32)?_DEFINE\d)\s*\(", re.M)
FIELD = re.compile(r"\tfield:(.+?)(\w+);\toffset:")
PARAMETER = re.compile(r"``([^`]+)``")
SKIPPED_FIELDS = 5  # common_type, flags, preempt_count, pid, and __syscall_nr


def source_text(path: Path) -> SourceText:
    lines = path.read_text("utf-8", "replace").split("\n")
    return SourceText(
        source=str(path),
        file=str(path),
        lines=tuple(Line(line, number) for number, line in enumerate(lines, start=1)),
    )


def c_files(tree: Path) -> Iterator[Path]:
    for path in sorted(tree.rglob("*.[ch]")):
        if path.is_file() and not path.is_symlink():
            yield path


def syscalls(tree: Path, files: list[Path]) -> dict[str, list[tuple[str, str]]]:
    """Parse every definition; return the parameters by the name without prefix."""
    sites = failed = 0
    found: dict[str, list[tuple[str, str]]] = {}
    for path in files:
        if b"SYSCALL" not in path.read_bytes():
            continue
        text = source_text(path)
        lexed = lex([line.text for line in text.lines])
        for number, code in enumerate(lexed.code):
            match = SITE.match(code)
            if lexed.directive[number] or not match:
                continue
            sites += 1
            run = run_at(lexed, number, match.start(1), frozenset())
            parsed = parse_syscall(run)
            if parsed is None or not parsed.complete:
                failed += 1
                print(f"  not parsed: {path.relative_to(tree)}:{number + 1}")
            elif SYSCALL.fullmatch(run[0].text) and parsed.name.startswith("sys_"):
                params = [(param.type_name, param.name) for param in parsed.params]
                found.setdefault(parsed.name.removeprefix("sys_"), params)
    print(f"system call definitions: {sites}, parsed {sites - failed}")
    return found


def against_running_kernel(found: dict[str, list[tuple[str, str]]]) -> None:
    if not TRACING.is_dir():
        print("tracefs is not mounted: no comparison with the running kernel")
        return
    same = missing = 0
    for directory in sorted(TRACING.glob("sys_enter_*")):
        name = directory.name.removeprefix("sys_enter_").removeprefix("new")
        name = name if name in found else directory.name.removeprefix("sys_enter_")
        if name not in found:
            missing += 1
            continue
        fields = FIELD.findall((directory / "format").read_text())[SKIPPED_FIELDS:]
        truth = [(kind.replace(" ", ""), field) for kind, field in fields]
        # the running kernel was compiled without __user, and may be newer than the tree
        ours = [(kind.replace("__user", "").replace(" ", ""), field) for kind, field in found[name]]
        same += truth == ours
        if truth != ours:
            print(f"  differs: {name}: {ours} and here {truth}")
    print(f"running kernel: {same} equal, {missing} not in the tree")


def kernel_docs(tree: Path, directories: Sequence[str], failures: int) -> None:
    """Compare the declarations behind comments with what the kernel's own reader prints."""
    script = tree / "scripts" / "kernel-doc"
    total = named = fully = 0
    for directory in directories:
        for path in c_files(tree / directory):
            if b"/**" not in path.read_bytes():
                continue
            ours = [block.declaration for block in find_blocks(source_text(path)).blocks]
            by_name: dict[str, list[Declaration]] = {}
            for declaration in ours:
                if declaration:
                    name = declaration.name
                    name = name.removeprefix("compat_") if "SYSCALL" in declaration.macro else name
                    by_name.setdefault(name, []).append(declaration)
            for name, truth in documented(script, path):
                total += 1
                found = [spelled(declaration) for declaration in by_name.get(name, [])]
                named += bool(found)
                fully += truth in found
                if truth not in found and failures > 0:
                    failures -= 1
                    print(f"  {path.relative_to(tree)}: {name}: {found} and {truth}")
    print(f"functions and macros that kernel-doc documents: {total}")
    print(f"  found: {named} ({named / total:.2%})")
    print(f"  all types and parameters equal: {fully} ({fully / total:.2%})")


def documented(script: Path, path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the name and parameters of every function that kernel-doc finds in ``path``."""
    command = ["perl", str(script), "-rst", str(path)]
    output = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    name, params, inside = "", [], False
    for line in [*output.split("\n"), ".. c:end:: "]:
        line = line.strip()
        if line.startswith(".. c:"):
            if name:
                yield name, params
            match = re.match(r"\.\. c:(?:function|macro):: (?:.*?[\s*])??(\w+)(?:\s\(.*)?$", line)
            name, params, inside = match[1] if match else "", [], False
        elif line.startswith("**"):
            inside = line == "**Parameters**"
        elif inside and (match := PARAMETER.fullmatch(line)):
            params.append(squeezed(match[1]))


def spelled(declaration: Declaration) -> list[str]:
    """Return the parameters of ``declaration`` as kernel-doc lists them."""
    shown = []
    for param in declaration.params:
        head, pointer, tail = param.type_name.partition("(*")
        head, bracket, size = (head, "", "") if pointer else head.partition("[")
        if param.name == "...":
            shown.append("...")
        elif pointer:
            shown.append(squeezed(head + pointer + param.name + tail))
        else:
            shown.append(squeezed(head + param.name + bracket + size))
    return shown or ([] if declaration.text.startswith("#") else ["void"])


def squeezed(text: str) -> str:
    return re.sub(r"\s+|__attribute__\(\(.*?\)\)", "", text)


def needles(files: list[Path]) -> None:
    kept = sum(may_hold_spec(path.read_bytes()) for path in files)
    print(f"files: {len(files)}, let through by the needles: {kept}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--failures", type=int, default=20, metavar="N")
    parser.add_argument("--directories", nargs="+", default=DIRECTORIES, metavar="DIRECTORY")
    options = parser.parse_args()
    start = time.monotonic()
    files = list(c_files(options.tree))
    against_running_kernel(syscalls(options.tree, files))
    kernel_docs(options.tree, options.directories, options.failures)
    needles(files)
    print(f"seconds: {time.monotonic() - start:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
