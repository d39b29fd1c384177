"""Write the data files of kapi.vocab, one name per line, for make_tables.py."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from kapi.vocab.architectures import ARCHITECTURES

Values = dict[str, tuple[int, str]]
SUFFIX = {
    "int": "",
    "unsigned int": "U",
    "long": "L",
    "unsigned long": "UL",
    "long long": "LL",
    "unsigned long long": "ULL",
}


def _signal(name: str, header: str) -> bool:
    return bool(re.fullmatch(r"SIG[A-Z0-9]+", name)) and bool(
        re.fullmatch(r"asm(-generic)?/signal\.h", header)
    )


FILES: dict[str, Callable[[str, str], bool]] = {
    "errnos": lambda name, header: "errno" in header and name.startswith("E"),
    "signals": _signal,
    "capabilities": lambda name, header: name.startswith("CAP_"),
    "syscalls": lambda name, header: name.startswith("__NR_"),
    "sizes": lambda name, header: " " in name,
    "constants": lambda name, header: True,
}


def write_all(
    directory: Path, version: str, values: dict[str, Values], home: dict[str, str]
) -> None:
    """Sort every name into its file and write all files."""
    files: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in FILES}
    for name in sorted({name for table in values.values() for name in table}):
        chosen = next(file for file, test in FILES.items() if test(name, home[name]))
        files[chosen][home[name]].append(name)
    directory.mkdir(parents=True, exist_ok=True)
    for file, headers in files.items():
        lines = []
        for header, names in sorted(headers.items()):
            rows = [f"  {_row(name, values)}" for name in names]
            lines.append(f" {json.dumps(header)}: {{\n" + ",\n".join(rows) + "\n }")
        text = f'{{\n "": {{"kernel": {json.dumps(version)}}},\n' + ",\n".join(lines) + "\n}\n"
        (directory / f"{file}.json").write_text(text)


def _row(name: str, values: dict[str, Values]) -> str:
    by_value: dict[int | str | None, list[str]] = defaultdict(list)
    for arch in ARCHITECTURES:
        by_value[_written(values[arch].get(name))].append(arch)
    usual = Counter({value: len(archs) for value, archs in by_value.items()}).most_common(1)[0][0]
    key = json.dumps(name.removeprefix("__NR_"))
    if len(by_value) == 1:
        return f"{key}: {json.dumps(usual)}"
    entry = {"": usual}
    entry.update({" ".join(archs): value for value, archs in by_value.items() if value != usual})
    return f"{key}: {json.dumps(entry)}"


def _written(value: tuple[int, str] | None) -> int | str | None:
    """An int as it is; another type as a C constant, e.g. "2147483648U"."""
    if value is None:
        return None
    number, type_name = value
    return number if type_name == "int" else f"{number}{SUFFIX[type_name]}"
