"""Inputs to damage: the catalogue in every dialect and every wrapping, and real mails."""

from __future__ import annotations

import base64
import functools
import quopri
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import kapi
from kapi.render import specs_json
from kapi.render.show_formats import write_dialect
from kapi.sources.load import load
from kapi.vocab.words import Dialect
from tests.shared import SHARED

__all__ = ["Input", "inputs"]

CATALOGUE = Path(kapi.__file__).parent / "catalog"
DIALECTS = ("kerneldoc", "kerneldoc-enum", "kerneldoc-flat", "macro-rfc1", "macro-rfc2")
_LARGEST = 60_000
_HEAD = "From: a@example.org\nTo: b@example.org\nSubject: [PATCH] mm: x\nDate: Mon, 1 Jan 2024\n"


class Input(NamedTuple):
    """A text and the name of a file that it may stand in."""

    name: str
    data: bytes


@functools.cache
def inputs() -> tuple[Input, ...]:
    """Return all of them, in an order that does not change."""
    return (*_made(), *_real())


def _made() -> Iterator[Input]:
    for number, path in enumerate(sorted(CATALOGUE.glob("*/*.c"))):
        text = path.read_text(encoding="utf-8")
        yield Input(path.name, text.encode())
        specs = load([str(path)]).specs
        texts = {name: write_dialect(specs[0], Dialect(name)).text for name in DIALECTS}
        chosen = texts[DIALECTS[number % len(DIALECTS)]] + "\n" + text[text.rfind("*/") + 2 :]
        yield Input("x.c", chosen.encode())
        yield _wrapped(number, chosen)
        if number % 10 == 0:
            yield Input("x.json", specs_json.write(specs).text.encode())


def _wrapped(number: int, text: str) -> Input:
    """The text as a patch, in one of the ways that mails arrive."""
    lines = text.rstrip("\n").split("\n")
    added = "".join(f"+{line}\n" for line in lines)
    diff = f"--- a/mm/x.c\n+++ b/mm/x.c\n@@ -0,0 +1,{len(lines)} @@\n{added}"
    mail = f"{_HEAD}\nWords.\n---\n mm/x.c | 1 +\n\ndiff --git a/mm/x.c b/mm/x.c\n{diff}-- \n2.4\n"
    head, _, body = mail.partition("\n\n")
    match number % 8:
        case 0:
            return Input("x.patch", diff.encode())
        case 1:
            return Input("x.eml", mail.encode())
        case 2:
            quoted = "".join(f"> {line}\n" for line in mail.split("\n"))
            return Input("x.eml", f"{_HEAD}\nA said:\n{quoted}".encode())
        case 3:
            separated = f"From a@b Mon Jan  1 00:00:00 2024\n{mail}\n"
            return Input("x.mbox", (separated * 2).encode())
        case 4:
            encoded = quopri.encodestring(body.encode()).decode()
            field = "Content-Transfer-Encoding: quoted-printable"
            return Input("x.eml", f"{head}\n{field}\n\n{encoded}".encode())
        case 5:
            encoded = base64.encodebytes(body.encode()).decode()
            return Input(
                "x.eml", f"{head}\nContent-Transfer-Encoding: base64\n\n{encoded}".encode()
            )
        case 6:
            page = mail.replace("<", "&lt;").replace("\t", "        ")
            return Input("x.html", f"<!doctype html>\n<pre>\n{page}</pre>\n".encode())
        case _:
            field = 'Content-Type: multipart/mixed; boundary="x"'
            part = "Content-Type: text/x-patch; name=a.patch\n\n"
            return Input("x.eml", f"{head}\n{field}\n\n--x\n{part}{diff}--x--\n".encode())


def _real() -> Iterator[Input]:
    if SHARED is None:
        return
    for path in (
        *sorted((SHARED / "corpus").rglob("*.eml")),
        *sorted((SHARED / "seeds").glob("*")),
    ):
        if path.stat().st_size <= _LARGEST:
            yield Input(path.name, path.read_bytes())
