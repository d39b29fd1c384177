"""``kapi lsp``: the language server for editors."""

from __future__ import annotations

import os
from io import BufferedReader, FileIO

import click

from kapi.cli.exits import Exit, epilog
from kapi.cli.options import output_options
from kapi.errors import InputError, NothingToCheck

try:
    from kapi.editor.language_server import server
except ModuleNotFoundError as missing:
    if (missing.name or "").startswith("kapi"):
        raise
    raise NothingToCheck(
        f"the language server needs {missing.name}: pip install kapi[lsp]"
    ) from None


_LARGEST = 256 << 20
_LONGEST = 1000
"""Bytes of a message, and of a line of the head before it."""


class _Asked(BufferedReader):
    """What an editor sends; it says first how much that is, and memory is taken for it."""

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(_LONGEST + 1)
        if len(line) > _LONGEST:
            raise InputError(f"a line of more than {_LONGEST} bytes in the head of a message")
        return line

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LARGEST:
            raise InputError(f"a message of {size} bytes: none has more than {_LARGEST}")
        return super().read(size)


@click.command(epilog=epilog("kapi lsp"))
@output_options
def command() -> int:
    """Speak the language server protocol on standard input and output.

    An editor starts it. Diagnostics are those of `kapi lint`, with its configuration; hover says
    what a name means, completion what may follow, and code actions correct what a finding can.
    docs/editors.md has the lines that neovim, emacs and VS Code want.
    """
    with _Asked(FileIO(os.dup(0))) as asked, os.fdopen(os.dup(1), "wb") as answers:
        server.start_io(asked, answers)  # which closes them; standard output stays open
    return Exit.CLEAN
