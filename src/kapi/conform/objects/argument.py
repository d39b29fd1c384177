"""One argument of a call: how reports show it, and the statements that make it."""

from __future__ import annotations

import re

import msgspec

_NUMBER = re.compile(r"(-?)(?:0x([0-9a-f]+)|0([0-7]+)|(\d|[1-9]\d+))")
_BASES = (16, 8, 10)


class Argument(msgspec.Struct, frozen=True):
    """One argument: ``name`` as reports show it, and the ``steps`` that make ``$`` its value.

    ``$`` is a variable; names that begin with it (``$_pair``, a file ``$file``) are the
    argument's own, so that two of one kind in a call are two things. ``parts`` are the values
    that it is made of, one text each, where there are several (the fields of a structure).
    ``foreign`` says that a stranger may have written the steps.
    """

    name: str
    steps: str
    parts: tuple[str, ...] = ()
    foreign: bool = False

    def made_as(self, variable: str) -> str:
        """Return the steps that make it the value of ``variable``."""
        return self.steps.replace("$", variable)

    def combined(self, more: str) -> Argument:
        """Return its value with the operator and the number ``more`` after it."""
        steps = f"{self.steps} $ = $ {more};"
        return Argument(f"{self.name} {more}", steps, foreign=self.foreign)

    @property
    def is_number(self) -> bool:
        """Whether it is a number as it stands, and no object or expression."""
        return number_in(self.name) is not None

    @property
    def input(self) -> str:
        """What decides it, as `kapi.conform.case.Case.inputs` has it: a line for each part."""
        return "\n".join(self.parts) or self.name


def number_in(text: str) -> int | None:
    """Return the number that ``text`` is as C reads it (0640 is octal); None where it is none."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, *digits = found.groups()
    number = next(int(one, base) for one, base in zip(digits, _BASES, strict=True) if one)
    return -number if sign else number


def value(number: int) -> Argument:
    """A number as it stands; large ones are shown in hexadecimal."""
    return Argument(str(number) if abs(number) < 4096 else hex(number), f"$ = {in_c(number)};")


def in_c(number: int) -> str:
    """Return ``number`` as steps write it: what is no int goes as the bits of a register."""
    return str(number) if 0 <= number < 1 << 31 else f"0x{number & (1 << 64) - 1:x}"


def letters(count: int) -> Argument:
    """The address of a text of ``count`` letters."""
    return Argument(f"text:{count} letters", f"$ = letters({count});")


_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "$": "\\44"}


def text(content: str) -> Argument:
    """The address of the text ``content``: printable ASCII and line feeds."""
    written = "".join(_ESCAPED.get(one, one) for one in content)
    return Argument(f'"{content}"', f'$ = "{written}";')
