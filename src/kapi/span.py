"""Places in text: where a spec, one of its elements, or a finding stands."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

Value = TypeVar("Value")


class Span(msgspec.Struct, frozen=True, kw_only=True, eq=False, gc=False):
    """A place in a text the user gave.

    Two spans always compare equal, so that a model read from another place (or written and
    read back) equals the first one. To compare places, compare ``span.position``.

    ``source`` is what the user named (a path, ``-``, ``git:REV:PATH``); ``file`` is the file
    inside it (the path in a patch or tree) or the same. Lines and columns count from 1 in
    ``source`` for a text (a mail, a patch), in ``file`` for a tree; 0 means not known.
    """

    source: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    end_line: int = 0

    @property
    def position(self) -> tuple[str, str, int, int]:
        """(source, file, line, column): what orders and distinguishes places."""
        return (self.source, self.file, self.line, self.column)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span)

    def __ne__(self, other: object) -> bool:  # msgspec does not derive it from __eq__
        return not self == other

    def __hash__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return self.line > 0


NOWHERE = Span()


def moved(value: Value, by: int) -> Value:
    """Return ``value`` with every place in it ``by`` lines further down; an unknown one stays.

    It goes through tuples and structures; a structure with ``line`` and ``end_line`` is a place.
    What holds no place is not copied.
    """
    return _moved(value, by) if by else value


def _moved(value: Any, by: int) -> Any:
    if isinstance(value, tuple):
        new = [_moved(one, by) for one in value]
        return value if all(map(_same, new, value)) else tuple(new)
    if not isinstance(value, msgspec.Struct):
        return value
    names = value.__struct_fields__
    if "end_line" in names:
        return _lower(value, by)
    changed = {}
    for name in names:
        old = getattr(value, name)
        if isinstance(old, tuple | msgspec.Struct) and (new := _moved(old, by)) is not old:
            changed[name] = new
    return msgspec.structs.replace(value, **changed) if changed else value


def _lower(place: Any, by: int) -> Any:
    if place.line <= 0:
        return place
    end = place.end_line + by if place.end_line > 0 else place.end_line
    return msgspec.structs.replace(place, line=place.line + by, end_line=end)


def _same(one: object, other: object) -> bool:
    return one is other
