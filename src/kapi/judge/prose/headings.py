"""Summaries that name an error and say nothing of when it comes: "Bad address"."""

from __future__ import annotations

from collections.abc import Sequence

from kapi.judge.prose.spellings import FUNCTION_WORDS, Word

TITLES = frozenset(
    one.strip()
    for one in """
    operation not permitted; no such file or directory; no such process; interrupted system call;
    interrupted function call; input/output error; i/o error; no such device or address;
    argument list too long; exec format error; bad file descriptor; no child processes;
    resource temporarily unavailable; try again; operation would block; cannot allocate memory;
    out of memory; permission denied; bad address; block device required; device or resource busy;
    file exists; invalid cross-device link; no such device; not a directory; is a directory;
    invalid argument; too many open files in system; too many open files;
    inappropriate ioctl for device; text file busy; file too large; no space left on device;
    illegal seek; read-only file system; too many links; broken pipe; file name too long;
    function not implemented; directory not empty; too many levels of symbolic links;
    no data available; value too large for defined data type; no buffer space available;
    operation not supported; socket operation on non-socket; protocol not available;
    transport endpoint is not connected; connection refused; connection reset by peer;
    operation already in progress; operation now in progress; operation canceled;
    memory page has hardware error; disk quota exceeded; message too long; timer expired
    """.replace("\n", " ").split(";")
)
"""The names of errnos in words. Source: ``include/uapi/asm-generic/errno.h`` and strerror(3)."""

_VAGUE_WORDS = """
invalid bad wrong incorrect error failure failed fail issue problem insufficient privilege
permission denied argument parameter operation value address specified provided given passed
"""
_VAGUE = frozenset(_VAGUE_WORDS.split())
"""Words of a heading that say that something is wrong, and not what."""


_LONGEST_NAME = 6
_NARROWS_WORDS = """
when if while where whenever unless except only until before after during provided without
because since for but
"""
_NARROWS = frozenset(_NARROWS_WORDS.split())
_NEGATIONS = frozenset({"not", "no", "nor", "neither", "unless", "but"})


def is_title(text: str) -> bool:
    """Whether ``text`` is the name of an errno in words."""
    return " ".join(text.lower().rstrip(".").split()) in _TITLES


_TITLES = frozenset(" ".join(one.split()) for one in TITLES)


def is_name(heading: Sequence[Word], body: Sequence[Word]) -> bool:
    """Whether a summary is a short name for what the text ``body`` below it says: "empty mask".

    One with a word that may narrow says something of its own; "offset for a pipe" does not where
    the text speaks of a pipe.
    """
    said = {word.norm for word in body} | FUNCTION_WORDS
    if heading and heading[-1].norm == "for":
        heading = heading[:-1]  # "nothing to wait for" narrows nothing
    norms = {word.norm for word in heading}
    places = [place for place, word in enumerate(heading) if word.norm == "for"]
    after = heading[places[0] + 1 :] if places and places[0] else ()
    if norms and (heading[0].norm == "no" or (after and all(one.norm in said for one in after))):
        norms.discard("for")  # so does "no room for the name"
    return len(heading) <= _LONGEST_NAME and not norms & _NARROWS


def with_verb(heading: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return "fd is not open" for "fd not open"."""
    places = [place for place, word in enumerate(heading) if word.norm == "not" and place]
    if not places or heading[places[0] - 1].norm in ("is", "can", "have"):
        return heading
    return (*heading[: places[0]], Word("is", "is"), *heading[places[0] :])


def adds_nothing(summary: str, heading: Sequence[Word], body: Sequence[Word]) -> bool:
    """Whether a summary is a title, or made of vague words and words of the text below it."""
    if is_title(summary):
        return True
    said = {word.norm for word in body} | _VAGUE | (FUNCTION_WORDS - _NEGATIONS)
    return all(word.norm in said for word in heading)
