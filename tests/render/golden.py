"""Specs as every format writes them, kept as files; ``python -m tests.render.golden`` renews them.

The diff shows whether a change was meant: a golden file is read before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kapi.model.spec import Spec
from kapi.render import kerneldoc, macro, markdown, rst, text
from kapi.sources.load import load
from kapi.vocab.words import Dialect
from kapi.written import Look, Written
from tests.render.sample import SAMPLE

FOLDER = Path(__file__).parent / "written"
FULL = Path(__file__).with_name("full.json")
"""A spec in which every field has a value, each another one."""
SPECS = {"sample": SAMPLE, "full": load([str(FULL)]).specs[0]}
WRITERS: dict[str, Callable[[Spec], Written]] = {
    "text": partial(text.write, look=Look(long=True)),
    "text-short": text.write,
    "md": markdown.write,
    "rst": rst.write,
    "kerneldoc": partial(kerneldoc.write, dialect=Dialect.KERNELDOC),
    "kerneldoc-enum": partial(kerneldoc.write, dialect=Dialect.KERNELDOC_ENUM),
    "kerneldoc-flat": partial(kerneldoc.write, dialect=Dialect.KERNELDOC_FLAT),
    "macro-rfc1": partial(macro.write, dialect=Dialect.MACRO_RFC1),
    "macro-rfc2": partial(macro.write, dialect=Dialect.MACRO_RFC2),
}


def shown(spec: Spec, name: str) -> str:
    """What is written, and after a line of dashes what is lost."""
    written = WRITERS[name](spec)
    losses = [f"{'.'.join(map(str, one.path))}: {one.reason}\n" for one in written.losses]
    return "".join([written.text.rstrip("\n"), "\n", "--- lost\n" if losses else "", *losses])


def path_of(name: str, form: str) -> Path:
    return FOLDER / f"{name}.{form}"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, spec in SPECS.items():
        for form in WRITERS:
            path_of(name, form).write_text(shown(spec, form))


if __name__ == "__main__":
    main()
