"""Makes docs/predicates.md: what expressions may ask of the situation of a call.

usage: python tools/predicates_page.py > docs/predicates.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kapi.expr.predicate import Predicate
from kapi.expr.predicates import GROUPS, PREDICATES
from kapi.expr.tables.descriptor_predicates import FILES
from kapi.expr.tables.path_predicates import LAST_NAMES, PROGRAMS, WALKS

_HEAD = """\
# Predicates

Functions of [expressions](expressions.md) over the situation in which a call is made. Made by
`python tools/predicates_page.py`.

A predicate is measured just before the call, from outside, in the process that is about to make it;
in `x-after` also after it. What is not measured is unknown. A predicate that needs an argument
which is unknown is unknown.

A yes-or-no question about a descriptor that is not open, about a file of another kind or about
memory where nothing is mapped is answered 0: `!path_only(fd)` holds for a closed one, too. The
access mode of a closed descriptor is unknown, so that `!is_open(fd) || !open_for_reading(fd)` has
one part that holds there. A quantity that is not there (the size of a pipe, the protection of
a hole) is unknown.

An argument is cut to the C type of its place: a descriptor is an `int`, an address or a length an
`unsigned long`, flags are an `unsigned int`. `path` is the address of a path in the process.
`name`, `flag` and `beginning` take a text in double quotes, `capability` and `limit` a name such
as `CAP_IPC_LOCK` or `RLIMIT_NOFILE`.
A form with `_at` starts at the directory `dirfd`, which may be `AT_FDCWD`; of `flags` it obeys
`AT_SYMLINK_NOFOLLOW`, `AT_EMPTY_PATH`, and kapi's own `LINK_UNSAID`: where the last name is a
symbolic link all is unknown, since nobody says whether it is followed.
`type` takes words that a mapping must all be, or with
`!` must not be, as in `"sh file !wr"`: the letters of VmFlags in smaps, `file`, `regular` (such a
file or a block device), `anonymous`, `special` (one of io, pf, de, mm), `lockable` (mlock() does
not pass it over), `immutable` and `append-only` (the file behind it). `readable(fd)` and
`writable(fd)`, with one argument, are `open_for_reading(fd)` and `open_for_writing(fd)`."""


def main() -> None:
    """Print the page."""
    print(_HEAD)
    for title, predicates in GROUPS.items():
        print(f"\n## {title}\n")
        print("\n".join(_table(predicates)))
    print("\n## Answers\n")
    print("\n\n".join(_answers()))


def _table(predicates: Iterable[Predicate]) -> Iterator[str]:
    yield "| predicate | type | answer | measured by | unknown when |\n|---|---|---|---|---|"
    for one in predicates:
        if _is_form(one):
            continue
        forms = (one, PREDICATES[f"{one.name}_at"]) if f"{one.name}_at" in PREDICATES else (one,)
        texts = (one.summary, one.measured, one.unknown)
        cells = " | ".join(text.replace("|", "&#124;") for text in texts)
        yield f"| {', '.join(f'`{form.signature}`' for form in forms)} | `{one.type}` | {cells} |"


def _is_form(one: Predicate) -> bool:
    """Whether another predicate asks the same from the working directory on."""
    return one.name.endswith("_at") and one.name.removesuffix("_at") in PREDICATES


def _answers() -> Iterator[str]:
    answers = (
        ("kind` and `path_kind", FILES),
        ("walk` and `walk_parent", WALKS),
        ("program", PROGRAMS),
        ("last_name", LAST_NAMES),
    )
    for predicates, names in answers:
        listed = ", ".join(f"`{name}` {number}" for number, name in enumerate(names, start=1))
        yield f"`{predicates}`: {listed}."


if __name__ == "__main__":
    main()
