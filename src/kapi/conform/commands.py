"""An ioctl spec as one of the calls that it is about: ``ioctl(fd, COMMAND, arg)``.

The call has what ioctl(2) has, ``fd``, ``cmd`` and ``arg``. A spec says of ``fd`` what it refers to
(``x-object``, or a ``param:``), of ``arg`` what it points to: a ``param: arg``, else its first
structure, else what the number of the command says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from kapi.conform.constants import PAGE_SIZE
from kapi.conform.objects import Argument, unknown_object
from kapi.conform.objects.argument import in_c
from kapi.expr.environment import Environment
from kapi.expr.evaluate import number_of
from kapi.model.claims import Claim, ClaimKind
from kapi.model.command_numbers import command_number
from kapi.model.elements import Expression, Param
from kapi.model.spec import Ioctl, Spec
from kapi.model.variants import View, views
from kapi.vocab.architectures import Architecture
from kapi.vocab.words import ParamType

COMMAND = 1
"""Which argument of ioctl(2) the command is."""

_NAMES = ("fd", "arg")
_POINTED = re.compile(r"_IO(?:R|W|WR)\(.+?,[^,]+,\s*(.+)\)", re.DOTALL)


def not_callable(spec: Spec, architecture: Architecture) -> str:
    """Return why no call can be made of an ioctl spec, or an empty string."""
    described = spec.ioctl or Ioctl()
    known = next((one.object for one in spec.params if one.name == "fd"), None) or described.object
    if not known:
        return f"kapi opens no {spec.device_type or 'device'}, and the spec names no object"
    others = [one.name for one in spec.params if one.name not in _NAMES]
    if others:
        return f"ioctl(2) has no parameter {', '.join(others)}: it is of what arg points to"
    if command(spec, architecture) is None:
        return "the number of the command is not known"
    return unknown_object(known)


def command(spec: Spec, architecture: Architecture) -> Argument | None:
    """Return the argument that the command is, by its name; None where its number is not known."""
    described = spec.ioctl or Ioctl()
    names = Environment(architecture=architecture, page_size=PAGE_SIZE)
    stated = (described.cmd, described.number)
    numbers = (number_of(one, names) for one in stated if one is not None)
    number = next((one for one in numbers if one is not None), None)
    number = command_number(described) if number is None else number
    if number is None:
        return None
    return Argument(str(described.cmd or spec.name), f"$ = {in_c(number & 0xFFFFFFFF)};")


class CommandView(View, frozen=True, kw_only=True):
    """A view whose ``listed`` claims are those that the spec itself makes, under their ids."""

    listed: tuple[Claim, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return `listed`."""
        return self.listed


def views_of_command(spec: Spec, architecture: Architecture) -> Iterator[View]:
    """Yield ``spec`` as calls of ioctl(2), under each of its variants.

    Parameters that are made for the call are no claims.
    """
    made = command(spec, architecture)
    number = made.steps.partition("=")[2].strip(" ;") if made else "0"
    for view in views(spec):
        given = f"cmd == {number}" + (f" && ({view.given})" if view.given else "")
        called = msgspec.structs.replace(view.spec, params=tuple(_params(view.spec)))
        yield CommandView(
            spec=called,
            given=Expression(given),
            variant=view.variant,
            beside=view.beside,
            listed=tuple(_placed(view.claims, called)),
        )


def _placed(listed: tuple[Claim, ...], called: Spec) -> Iterator[Claim]:
    """``listed`` with the places that parameters have in the call."""
    places = {one.name: (index, one) for index, one in enumerate(called.params)}
    for claim in listed:
        if claim.kind is ClaimKind.PARAM:
            index, element = places[claim.element.name]
            yield msgspec.structs.replace(claim, index=index, element=element)
        else:
            yield claim


def _params(spec: Spec) -> Iterator[Param]:
    stated = {one.name: one for one in spec.params}
    fd = stated.get("fd", Param(name="fd"))
    known = fd.object or (spec.ioctl.object if spec.ioctl else None)
    fd = msgspec.structs.replace(fd, type=ParamType.FD, object=known)
    yield _typed(fd, "unsigned int")
    yield Param(name="cmd", type=ParamType.UINT, type_name="unsigned int")
    yield _typed(stated.get("arg", Param(name="arg")), _pointed(spec))


def _typed(param: Param, type_name: str) -> Param:
    return msgspec.structs.replace(param, type_name=param.type_name or type_name)


def _pointed(spec: Spec) -> str:
    if spec.structs:
        name = spec.structs[0].name.removeprefix("struct").strip()
        return f"struct {name} __user *"
    found = _POINTED.fullmatch(str((spec.ioctl or Ioctl()).number or ""))
    return f"{found[1]} __user *" if found else "unsigned long"
