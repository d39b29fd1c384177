"""Memory with given bytes: a structure, field by field."""

from __future__ import annotations

from collections.abc import Mapping

from kapi.conform.constants import PAGE_SIZE
from kapi.conform.objects.argument import Argument, in_c

_PAGE = "$ = mmap(0, {} * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);"

_MORE_PAGES = 4
"""What follows a structure: room for an array of 1024 (UIO_MAXIOV) of 16 bytes."""


def memory_at_end(size: int) -> Argument:
    """The address of the last ``size`` bytes, all zero, before a page that is not mapped."""
    made = memory_with(max(size, 1), {}, at_end=True)
    if size > 0:
        return Argument(f"addr:{size} bytes at the end of a page", made.steps)
    return Argument("addr:end of a page", f"{made.steps} $ = $ + 1;")


def memory_with(
    size: int,
    fields: Mapping[int, tuple[int, int | Argument]],
    names: Mapping[int, str] | None = None,
    at_end: bool = False,
    beyond: int = 0,
) -> Argument:
    """The address of ``size`` bytes, zero but for ``fields``: offset → (size, value), in bytes.

    A field whose value is an `Argument` holds what that makes: an address, a descriptor.
    ``names`` are those of the fields, for reports. With ``at_end`` nothing is mapped after the
    last byte, so that a call which looks further fails; the last ``beyond`` bytes lie there, too.
    Fields are 1, 2, 4 or 8 bytes wide.
    """
    pages = max(1, -(-size // PAGE_SIZE))
    steps = [_PAGE.format(pages + 1 if at_end else pages + _MORE_PAGES)]
    if at_end:
        steps.append(f"$_end = $ + {pages} * PAGE_SIZE; $ = $_end - {size - beyond};")
    shown = []
    for number, (offset, (width, content)) in enumerate(sorted(fields.items())):
        name = (names or {}).get(offset, f"+{offset}")
        if isinstance(content, Argument):
            steps.append(content.made_as(f"$_{number}"))
            written, said = f"$_{number}", content.name
        else:
            written = in_c(content & (1 << 8 * width) - 1)
            said = str(content) if abs(content) < 4096 else hex(content)
        steps.append(f"put{8 * width}($ + {offset}, {written});")
        shown.append(f"{name}={said}")
    if at_end:
        steps.append("munmap($_end, PAGE_SIZE);")
    end = " at the end of its page" if at_end else ""
    end += f", {beyond} beyond it" if beyond else ""
    parts = (f"{size} bytes{end}", *shown)
    foreign = any(isinstance(one, Argument) and one.foreign for _, one in fields.values())
    return Argument(f"{{{', '.join(shown)}}}{end}", " ".join(steps), parts, foreign)
