"""What can be put in each place of a call: objects by type, values at limits, callers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

import msgspec

from kapi.conform.asked_capabilities import capabilities_asked
from kapi.conform.case import Caller
from kapi.conform.commands import COMMAND
from kapi.conform.constants import PAGE_SIZE
from kapi.conform.limit_values import limits_of
from kapi.conform.objects import (
    Argument,
    ObjectClass,
    descriptor_with_attribute,
    descriptor_with_empty_attribute,
    is_socket_address,
    letters,
    memory,
    memory_with,
    object_class,
    objects_for,
    path_with_attribute,
    path_with_empty_attribute,
    socket_addresses,
    text,
    value,
)
from kapi.conform.objects.address_kinds import SIZE
from kapi.conform.subject import Subject
from kapi.expr.caller_names import number_side
from kapi.expr.environment import Environment, parameter_type
from kapi.expr.evaluate import evaluate, number_of
from kapi.expr.nodes import Call, Node, Text, leaves, names, walk
from kapi.expr.values import Value
from kapi.judge.layouts import Layout
from kapi.judge.prose.roles import Role, roles
from kapi.model.elements import Param
from kapi.vocab.capabilities import capabilities
from kapi.vocab.words import ConstraintType, ParamFlag, ParamType

_LITERAL = re.compile(r'"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,64})"')
_ATTRIBUTE = re.compile(r"user\.\w+")
"""Extended attributes that a file in the current directory may have."""
_OF_ATTRIBUTES = ("attribute_size", "path_attribute_size", "path_attribute_size_at")
_ATTRIBUTES = ("user.name", "trusted.name")
"""What they may be called where the conditions ask for them."""
_JOINTS = ".:/-_="
"""What a text may end in that something has to follow."""
_LONGEST = 1 << 16
_BYTES = frozenset(
    {"RLIMIT_AS", "RLIMIT_DATA", "RLIMIT_FSIZE", "RLIMIT_MEMLOCK", "RLIMIT_STACK", "RLIMIT_RSS"}
)
_MOST_BYTES = 256
_FOR_WORDS = ("mapped", "read-only", "unmapped")
_POINTERS = (ParamType.USER_PTR, ParamType.PTR)


class Pool:
    """The choices for the calls of a spec; for each parameter the most promising first."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.layouts: dict[int, Layout] = {
            index: subject.judge.layouts[param.name]
            for index, param in enumerate(subject.spec.params)
            if param.name in subject.judge.layouts
        }
        self._fields: dict[Argument, Mapping[str, int | Argument]] = {}
        params = subject.spec.params
        self._places = [_as_place(param, after) for param, after in zip_longest(params, params[1:])]
        self.objects = [
            objects_for(
                place,
                subject.architecture,
                few=subject.command is not None or self._is_idle(place),
            )
            for place in self._places
        ]
        self.valid = [self._valid(index, param) for index, param in enumerate(params)]
        self.every = [self._every(index, param) for index, param in enumerate(params)]
        if subject.given is not None:
            self._narrow(subject.given)
        if subject.command is not None:
            self.valid[COMMAND] = self.every[COMMAND] = [subject.command]
        self.callers = tuple(self._callers())

    def is_named(self, index: int) -> bool:
        """Whether parameter ``index`` names what the call looks for: a path, a process, an id."""
        kind = object_class(self._places[index])
        return kind not in (None, ObjectClass.DESCRIPTOR, ObjectClass.MEMORY)

    def _is_idle(self, param: Param) -> bool:
        """Whether neither the conditions nor the words of an error are about ``param``."""
        looked_at = self.subject.looked_at
        if param.name in looked_at or param.limits.type is not None or param.object:
            return False
        said = " ".join(filter(None, _said_of_errors(self.subject)))
        return bool(looked_at) and re.search(rf"\b{re.escape(param.name)}\b", said) is None

    def structure(
        self, index: int, members: Mapping[str, int | Argument], beyond: int = 0
    ) -> Argument:
        """Return memory that holds the structure of parameter ``index`` with these members.

        Its last ``beyond`` bytes lie where nothing is mapped.
        """
        layout = self.layouts[index]
        fields = {
            layout.members[name].offset: (layout.members[name].size, number)
            for name, number in members.items()
        }
        shown = {layout.members[name].offset: name for name in members}
        made = memory_with(layout.size, fields, shown, at_end=beyond > 0, beyond=beyond)
        self._fields[made] = dict(members)
        return made

    def members(self, argument: Argument) -> Mapping[str, int | Argument]:
        """Return the members that `structure` set in ``argument``."""
        return self._fields.get(argument, {})

    def with_member(
        self, index: int, argument: Argument, name: str, content: int | Argument
    ) -> Argument:
        """Return the structure ``argument`` with another value of one member."""
        return self.structure(index, {**self.members(argument), name: content})

    def member_objects(self, index: int, name: str) -> tuple[Argument, ...]:
        """Return what a member may hold that is an address or a descriptor."""
        member = self.layouts[index].members[name]
        like = Param(name=name, type=member.type, type_name=member.type_name)
        return objects_for(like, self.subject.architecture, every=False)

    def _filled(self, index: int) -> Iterator[Argument]:
        """Yield a structure that points to one byte of memory, where it has an address in it."""
        members = self.layouts[index].members
        found: dict[str, int | Argument] = {
            name: memory("mapped") for name, one in members.items() if one.type in _POINTERS
        }
        lengths = [name for name in members if name.endswith(("len", "length", "size"))]
        if found and lengths:
            yield self.structure(index, found | dict.fromkeys(lengths, 1))

    def with_gaps(self, index: int) -> Iterator[Argument]:
        """Yield the structure of a parameter with bytes set that no member is said to have."""
        layout = self.layouts[index]
        covered = {
            byte
            for member in layout.members.values()
            for byte in range(member.offset, member.offset + member.size)
        }
        for offset in range(0, min(layout.size, _MOST_BYTES) - 3, 4):
            if not covered & set(range(offset, offset + 4)):
                yield memory_with(layout.size, {offset: (4, -1)}, {offset: f"+{offset}"})

    def _narrow(self, given: Node) -> None:
        """Keep of a selector's values those that the variant is about."""
        for index, param in enumerate(self.subject.spec.params):
            if param.name not in names(given):
                continue
            kind = parameter_type(param.type_name or "", self.subject.architecture)
            numbers = list(self._constants(given)) if kind else []
            limit = limits_of(param, self.subject)
            numbers += [one for _, one in limit.inside] if limit else [0, 1]
            chosen = [one for one in dict.fromkeys(numbers) if self._holds(given, param, one)]
            beside = [one ^ bits for one in chosen[:1] for bits in self._in_conditions(param.name)]
            others = [kind.wrap(one) for one in beside if kind and self._holds(given, param, one)]
            if not chosen:
                continue  # every value has a variant: unknown ones are told from those
            self.valid[index] = [value(one) for one in chosen]
            self.every[index] = [value(one) for one in dict.fromkeys([*chosen, *others])]

    def _holds(self, given: Node, param: Param, number: int) -> bool:
        """Whether ``given`` may hold with this value of ``param``, whatever the others are."""
        kind = parameter_type(param.type_name or "", self.subject.architecture)
        return kind is not None and self.subject.holds(given, param.name, number) is not False

    def _valid(self, index: int, param: Param) -> list[Argument]:
        """Arguments that the kernel may accept."""
        found: list[Argument] = []
        if is_socket_address(param) and ParamFlag.OUT not in (param.flags or ()):
            found += socket_addresses()
        if index in self.layouts:
            found += [self.structure(index, {}), *self._filled(index)]
        if object_class(param) is not None:
            made = objects_for(self._places[index], self.subject.architecture, every=False)
            texts = self._texts_for(param)
            found += [*texts, *made] if _is_text(param) else [*made, *texts]
            found[1:1] = self._with_attributes(param)
        found += self._numbers(param, found)
        return list(dict.fromkeys([*found, *map(memory, self._as_memory(param))]))

    def _as_memory(self, param: Param) -> Sequence[str]:
        """Kinds of memory for a word that may be an address: it has no limits beside a selector."""
        is_word = (param.type_name or "") in ("unsigned long", "long")
        if not is_word or object_class(param) is not None or param.limits.type is not None:
            return ()
        others = (one.limits.type for one in self.subject.spec.params if one is not param)
        return _FOR_WORDS if ConstraintType.ENUM in others else ()

    def _numbers(self, param: Param, objects: list[Argument]) -> Iterator[Argument]:
        limit = limits_of(param, self.subject)
        if param.object and objects:
            return
        if limit is not None:
            inside = [number for _, number in limit.inside]
            if limit.mask is not None:
                inside = [0, *inside, limit.kind.wrap(limit.mask)]
            elif param.limits.type is ConstraintType.RANGE:
                inside = [one for one in (1, 0) if not limit.is_outside(one)] + inside
                whole = self._whole_sizes(param)
                inside = [one for one in whole if not limit.is_outside(one)] + inside
            yield from map(value, inside)
        elif not objects:
            is_length = param.name in roles(self.subject.spec).of(Role.LENGTH)
            usual = (1, 0, PAGE_SIZE) if is_length else (0, 1, PAGE_SIZE)
            yield from map(value, (*self._whole_sizes(param), *usual))

    def _whole_sizes(self, param: Param) -> Iterator[int]:
        """The size of the structure of which ``param`` is the length."""
        params = self.subject.spec.params
        for index, one in enumerate(params):
            counts = one.size_multiplier is not None
            if one.size_param is None or counts or params[one.size_param] is not param:
                continue
            if index in self.layouts and one.struct_type:
                yield self.layouts[index].size
            elif is_socket_address(one):
                yield SIZE

    def _with_attributes(self, param: Param) -> Iterator[Argument]:
        """Files that have the extended attributes whose names the spec has in quotes."""
        names = dict.fromkeys(filter(_ATTRIBUTE.fullmatch, self._literals()))
        kind = object_class(param) if names and not _is_text(param) else None
        if kind is ObjectClass.PATH:
            yield from map(path_with_attribute, names)
            yield from map(path_with_empty_attribute, names)
        elif kind is ObjectClass.DESCRIPTOR:
            yield from map(descriptor_with_attribute, names)
            yield from map(descriptor_with_empty_attribute, names)

    def _literals(self) -> list[str]:
        """What the spec has in quotes; one that ends like a beginning is completed besides."""
        said = " ".join(filter(None, _texts(self.subject)))
        found = _LITERAL.findall(said)
        every = [one for part in self.subject.parts for one in walk(part)]
        found += [one.value for call in every for one in _beginnings(call)]
        if any(isinstance(one, Call) and one.function in _OF_ATTRIBUTES for one in every):
            found += _ATTRIBUTES
        found = list(dict.fromkeys(found))
        return [*(f"{one}name" for one in found if one[-1] in _JOINTS), *found]

    def _texts_for(self, param: Param) -> Iterator[Argument]:
        """Texts that the spec itself has in quotes, for a parameter that is a text.

        One that ends like a beginning (``"user."``) is completed first. For a text that is no
        path follow those of the least and the greatest length, and of one more.
        """
        if "char" not in (param.type_name or ""):
            return
        yield from map(text, self._literals())
        if _is_text(param):
            yield from map(letters, self._lengths(param))

    def _lengths(self, param: Param) -> Iterator[int]:
        yield 4
        known = self.subject.environment(())
        low, high = (number_of(one, known) for one in (param.limits.minimum, param.limits.maximum))
        for number in (low, high):
            if number is not None and 0 <= number <= _LONGEST:
                yield from (number, number + 1)

    def _every(self, index: int, param: Param) -> list[Argument]:
        """Arguments at and beyond the limits too, and every object of the class."""
        found = [*self.valid[index], *self.objects[index]]
        kind = parameter_type(param.type_name or "", self.subject.architecture)
        limit = limits_of(param, self.subject)
        numbers: list[int] = []
        if limit is not None:
            numbers += [one for _, one in (*limit.inside, *limit.outside)]
        numbers += self._in_conditions(param.name)
        if kind is not None:
            numbers += [0, 1, -1, PAGE_SIZE, PAGE_SIZE + 1, -PAGE_SIZE, kind.minimum, kind.maximum]
            numbers = [kind.wrap(one) for one in numbers]
            found += map(value, dict.fromkeys(numbers))
        return list(dict.fromkeys(found))

    def _in_conditions(self, name: str) -> list[int]:
        """The constants of the conditions that look at a parameter, with their neighbours."""
        found: list[int] = []
        for part in self.subject.parts:
            if name in names(part):
                found += self._constants(part)
        return [near for one in dict.fromkeys(found) for near in (one, one + 1, one - 1)]

    def _constants(self, node: Node) -> Iterator[int]:
        """The constants of ``node``, the numbers of limits and capabilities among them."""
        known = self.subject.environment(())
        yield from (one for one in map(_constant(known), leaves(node)) if one is not None)
        params = {param.name for param in self.subject.spec.params}
        for asked in (number_side(one, params) for one in walk(node)):
            number = number_of(asked, known) if asked is not None else None
            if number is not None:
                yield number

    def _callers(self) -> Iterator[Caller]:
        """The user first, then callers with and without what the conditions look at."""
        looked_at = dict.fromkeys(name for part in self.subject.parts for name in names(part))
        said = [one.capability for one in self.subject.spec.capabilities]
        asked = [name for part in self.subject.parts for name in sorted(capabilities_asked(part))]
        held = [name for name in dict.fromkeys((*asked, *said)) if name in capabilities()]
        limits = [name for name in looked_at if name.startswith("RLIMIT_")]
        yield Caller()
        if held or limits or self._speaks_of_permission():
            yield Caller(unprivileged=True)
        for name in held:
            yield Caller(unprivileged=True, keep=(name,))
        for name in limits:
            for number in self._of_limit(name):
                yield Caller(unprivileged=True, limits=((name, number),))
                yield Caller(limits=((name, number),))
        # whether or not the spec says it: any call may want a descriptor
        yield Caller(limits=(("RLIMIT_NOFILE", 0),))
        yield Caller(limits=(("RLIMIT_NOFILE", 3),))

    def _speaks_of_permission(self) -> bool:
        return any(one.errno in ("EPERM", "EACCES") for one in self.subject.spec.errors)

    @staticmethod
    def _of_limit(name: str) -> Iterable[int]:
        return (0, 1, 2 * PAGE_SIZE) if name in _BYTES else (0, 1, 16)


def _beginnings(node: Node) -> Iterator[Text]:
    """What a condition asks whether a text begins with it."""
    if isinstance(node, Call) and node.function == "begins_with":
        yield from (one for one in node.arguments if isinstance(one, Text))


def _as_place(param: Param, after: Param | None) -> Param:
    """``param``; a descriptor before a path is a directory, where nothing else is said."""
    before_path = after is not None and object_class(after) is ObjectClass.PATH
    if before_path and not param.object and object_class(param) is ObjectClass.DESCRIPTOR:
        return msgspec.structs.replace(param, object="fd:directory")
    return param


def _is_text(param: Param) -> bool:
    """Whether the parameter is a text that names no file."""
    if object_class(param) is not ObjectClass.PATH:
        return "char" in (param.type_name or "")
    if param.limits.type is ConstraintType.USER_PATH or (param.object or "").startswith("path"):
        return False
    return param.type is ParamType.STRING or param.limits.type is ConstraintType.USER_STRING


def _texts(subject: Subject) -> Iterator[str | None]:
    spec = subject.spec
    yield from (spec.examples, spec.example, spec.description, spec.notes)
    yield from (param.description for param in spec.params)
    yield from (param.constraint for param in spec.params)
    yield from (error.condition for error in spec.errors)


def _said_of_errors(subject: Subject) -> Iterator[str | None]:
    for error in subject.spec.errors:
        yield from (error.summary, error.condition, error.description)


def _constant(known: Environment) -> Callable[[Node], int | None]:
    def constant(node: Node) -> int | None:
        found = evaluate(node, known)
        return found.number if isinstance(found, Value) else None

    return constant
