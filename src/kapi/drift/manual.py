"""The errnos that a manual page of section 2 lists under ERRORS (man-pages, mdoc is not used)."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from kapi.vocab.errno import is_errno

DIRECTORY = Path("/usr/share/man/man2")
_LINK = re.compile(r"\.so (\S+)")
_SECTION = re.compile(r'(?ms)^\.SH ERRORS\n(.*?)^\.SH (?!")')
_TAGGED = re.compile(r"(?m)^\.(?:BR?|RB) (E[A-Z0-9].*)$")
_NAME = re.compile(r"\bE[A-Z0-9]+\b")


def listed_errnos(call: str, directory: Path = DIRECTORY) -> frozenset[str] | None:
    """Return the errnos on the page of the system call ``call``, or None without such a page.

    A page that only leads to another one (``.so``) is followed once. A name that is none, such as
    a path, has no page.
    """
    if not call.isidentifier():
        return None
    text = _page(directory / f"{call}.2.gz")
    link = _LINK.match(text or "")
    if link:
        text = _page(directory.parent / f"{link[1]}.gz")
    if text is None:
        return None
    section = _SECTION.search(text + "\n.SH END\n")
    lines = _TAGGED.findall(section[1]) if section else []
    return frozenset(one for line in lines for one in _NAME.findall(line) if is_errno(one))


def _page(path: Path) -> str | None:
    for candidate in (path, path.with_suffix("")):
        try:
            data = candidate.read_bytes()
            text = gzip.decompress(data) if candidate.suffix == ".gz" else data
        except (OSError, EOFError, gzip.BadGzipFile):
            continue
        return text.decode("utf-8", "replace")
    return None
