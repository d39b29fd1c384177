"""Memory and processor time of each reader, on texts of 1, 4 and 16 MB.

usage: python benchmarks/reading.py [MEGABYTES,... [SHAPE...]]

A line for each shape: for each size the most memory that was taken while it was read, as a multiple
of the text (the text itself is not counted), and processor time for each megabyte, with every
allocation followed, which makes it some three times as long. Memory is at most 20 times the text;
time for each megabyte does not grow with the size. A text that is refused says so.
"""

from __future__ import annotations

import base64
import quopri
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

import kapi
from kapi.kernel.embed import embed
from kapi.pipeline.kernel_sources import read
from kapi.render import specs_json
from kapi.sources.encodings import SHORTEST, SHORTEST_WIDE
from kapi.sources.load import load
from kapi.sources.loaded import Content, InputKind
from kapi.sources.one_text import read_text
from kapi.vocab.architectures import ARCHITECTURES

MEGABYTE = 1 << 20
CATALOGUE = Path(kapi.__file__).parent / "catalog"
HEAD = "/**\n * sys_ring - turn a ring\n * contexts: process\n"
END = " */\nSYSCALL_DEFINE2(ring, int, fd, unsigned long, op)\n{\n}\n"
SPEC = f"{HEAD} * error: EBADF, none\n{END}"
MAIL = "From: a@example.org\nTo: b@example.org\nSubject: x\nDate: Mon, 1 Jan 2024\n"
CODE = "\tint a = 1234567890;".ljust(SHORTEST, ";") + "\n"
WIDE = "/* \N{GRINNING FACE} " + "w" * (SHORTEST_WIDE - 10) + " */\n"
LONG_WIDE = "/* \N{GRINNING FACE} " + "w" * 1000 + " */\n"
CYRILLIC = "/* " + "\u0436" * ((SHORTEST_WIDE - 6) // 2) + " */\n"


def filled(line: str, size: int) -> str:
    """A C text of ``size`` bytes: one spec, then ``line`` again and again."""
    return SPEC + line * (size // len(line.encode()))


def commented(size: int) -> str:
    """Ordinary comments of C, at the length of line that the kernel has."""
    return filled(
        "/* What the function below does, and why,\n * and what it leaves to others\n */\n", size
    )


def specs(size: int) -> str:
    """Specs of the catalogue with their declarations, one after the other."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CATALOGUE.glob("*/*.c"))]
    whole = "".join(texts)
    return whole * (size // len(whole.encode()) + 1)


def short_specs(size: int) -> str:
    one = f"{HEAD} * error: EBADF, none\n * notes: {'words ' * 20}\n{END}"
    return one * (size // len(one))


def prefixed(mark: str, text: str) -> str:
    return "".join(f"{mark}{line}\n" for line in text.splitlines())


def patch(text: str) -> str:
    head = f"--- a/mm/x.c\n+++ b/mm/x.c\n@@ -0,0 +1,{text.count(chr(10))} @@\n"
    return head + prefixed("+", text)


def mail(body: str, *fields: str) -> str:
    return MAIL + "".join(f"{field}\n" for field in fields) + "\n" + body


def printable(text: str) -> str:
    encoded = quopri.encodestring(text.encode()).decode()
    return mail(encoded, "Content-Transfer-Encoding: quoted-printable")


def in_base64(text: str) -> str:
    encoded = base64.encodebytes(text.encode()).decode()
    return mail(encoded, "Content-Transfer-Encoding: base64")


def damaged(text: str) -> str:
    return mail(f"--- a/mm/x.c\n+++ b/mm/x.c\n@@ broken @@\n{prefixed('+', text)}")


def flowed(text: str) -> str:
    return mail(patch(text), "Content-Type: text/plain; format=flowed")


def quoted(text: str) -> str:
    return mail(prefixed("> ", patch(text)))


def macros(size: int) -> str:
    one = (
        'DEFINE_KERNEL_API_SPEC(sys_ring)\n\tKAPI_DESCRIPTION("turn a ring")\n'
        '\tKAPI_PARAM(0, "fd", "int", "the ring")\n\tKAPI_PARAM_END\n'
        '\tKAPI_ERROR(0, -EBADF, "EBADF", "none", "no ring")\nKAPI_END_SPEC;\n'
    )
    return one * (size // len(one))


def undecodable(size: int) -> bytes:
    line = b"/* \xff".ljust(SHORTEST_WIDE - 4, b"w") + b" */\n"
    return mail(patch(SPEC)).encode() + b"".join(b"+" + line for _ in range(size // len(line)))


def utf16(size: int) -> bytes:
    return filled(CODE, size // 2).encode("utf-16")


def json_text(size: int) -> bytes:
    loaded = load([str(path) for path in sorted(CATALOGUE.glob("*/*.c"))]).specs
    one = len(specs_json.write(loaded).text.encode())
    return specs_json.write(loaded * (size // one + 1)).text.encode()


def read_as_file(name: str, data: bytes) -> Content:
    """Read ``data`` as the file ``name``."""
    return read_text(name or "x", data, name)


def image(size: int) -> bytes:
    """An object file with the specs of the catalogue, again and again."""
    loaded = load([str(path) for path in sorted(CATALOGUE.glob("*/*.c"))]).specs
    with tempfile.TemporaryDirectory() as room:
        made = Path(room) / "specs.o"
        embed(loaded, made, ARCHITECTURES["x86_64"])
        times = max(1, size // made.stat().st_size)
        again = [
            msgspec.structs.replace(spec, name=f"{spec.name}_{number}")
            for number in range(times)
            for spec in loaded
        ]
        embed(again, made, ARCHITECTURES["x86_64"])
        return made.read_bytes()


def read_as_image(_: str, data: bytes) -> Content:
    """Read ``data`` as an image of a kernel."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        return read(InputKind.IMAGE, file.name)


Shape = Callable[[int], str | bytes]

TEXTS: dict[str, tuple[str, Shape]] = {
    "C comments": ("x.c", commented),
    "C, shortest lines": ("x.c", partial(filled, CODE)),
    "C, one 4-byte letter": ("x.c", lambda n: "/* \N{GRINNING FACE} */\n" + filled(CODE, n)),
    "C, 4-byte letters": ("x.c", partial(filled, WIDE)),
    "C, 4-byte, long lines": ("x.c", partial(filled, LONG_WIDE)),
    "C, Cyrillic": ("x.c", partial(filled, CYRILLIC)),
    "C, UTF-16": ("x.c", utf16),
    "C, CRLF": ("x.c", lambda n: filled(CODE, n).replace("\n", "\r\n")),
    "specs of the catalogue": ("x.c", specs),
    "short specs": ("x.c", short_specs),
    "macros": ("x.c", macros),
    "patch": ("", lambda n: patch(filled(CODE, n))),
    "patch, margin": ("", lambda n: prefixed("    ", patch(filled(CODE, n)))),
    "patch of specs": ("", lambda n: patch(specs(n))),
    "page": ("", lambda n: "<html>\n" + filled(CODE, n)),
    "mail": ("", lambda n: mail(patch(filled(CODE, n)))),
    "mail, 4-byte letters": ("", lambda n: mail(patch(filled(WIDE, n)))),
    "mail quoted": ("", lambda n: quoted(filled(CODE, n))),
    "mail quoted, 4-byte": ("", lambda n: quoted(filled(WIDE, n))),
    "mail flowed": ("", lambda n: flowed(filled(CODE, n))),
    "mail quoted-printable": ("", lambda n: printable(patch(filled(CODE, n)))),
    "mail base64": ("", lambda n: in_base64(patch(filled(CODE, n)))),
    "mail base64, 4-byte": ("", lambda n: in_base64(patch(filled(WIDE, n)))),
    "mail damaged": ("", lambda n: damaged(filled(CODE, n))),
    "mail damaged, 4-byte": ("", lambda n: damaged(filled(WIDE, n))),
    "mail damaged, long 4-byte": ("", lambda n: damaged(filled(LONG_WIDE, n))),
    "mail damaged, one 4-byte": ("", lambda n: damaged(WIDE + filled(CODE, n))),
    "mail damaged, specs": ("", lambda n: damaged(short_specs(n))),
    "mail, undecodable": ("", undecodable),
    "mailbox": (
        "",
        lambda n: (
            "From a@b Mon Jan  1 00:00:00 2024\n"
            + mail(patch(SPEC))
            + "\n"
            + ("From a@b Mon Jan  1 00:00:00 2024\n" + mail(patch(short_specs(2000))) + "\n")
            * (n // 2200)
        ),
    ),
    "JSON": ("x.json", json_text),
    "ELF": ("", image),
}


def measured(work: Callable[[], Content], size: int) -> tuple[float, float, Content]:
    """Do ``work``; return memory as a multiple of ``size``, seconds for a megabyte, what came."""
    start = time.process_time()
    tracemalloc.start()
    content = work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / size, (time.process_time() - start) / size * MEGABYTE, content


def one(shape: str, sizes: list[float]) -> str:
    """The row of ``shape``: a column for each size."""
    name, make = TEXTS[shape]
    reader = read_as_image if make is image else read_as_file
    row = f"{shape:26}"
    for size in sizes:
        data = made(make, int(size * MEGABYTE))
        memory, seconds, content = measured(partial(reader, name, data), len(data))
        refused = any(f.code == "unreadable-input" for f in content.reading.findings)
        what = "refused" if refused else f"{len(content.reading.specs):6} specs"
        row += f" | {memory:5.1f} x {seconds:5.2f} s/MB {what}"
    return row


def made(make: Shape, size: int) -> bytes:
    text = make(size)
    return text if isinstance(text, bytes) else text.encode()


def main() -> None:
    sizes = [float(word) for word in sys.argv[1].split(",")] if sys.argv[1:] else [1, 4, 16]
    shapes = sys.argv[2:] or list(TEXTS)
    for shape in shapes:
        one(shape, [0.005])  # what is compiled and remembered with the first text
    for shape in shapes:
        print(one(shape, sizes), flush=True)


if __name__ == "__main__":
    main()
