"""Parameters of two versions: as declared, and under which names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from kapi.model.elements import Param
from kapi.model.spec import Declaration, Spec
from kapi.span import Span
from kapi.vocab.words import ApiKind


def declared(spec: Spec) -> list[Param]:
    """Return the parameters in the order of the declaration; without one, of the spec."""
    if spec.declaration is None or not spec.declaration.params:
        return list(spec.params)
    by_name = {one.name: one for one in spec.params}
    named = [
        msgspec.structs.replace(
            by_name.pop(one.name, Param(name=one.name)), type_name=one.type_name
        )
        for one in spec.declaration.params
    ]
    return [*named, *by_name.values()]


def in_calls(spec: Spec) -> list[str]:
    """Return the names of what a call gives, in its order: as declared, else as described."""
    return [one.name for one in _declaration(spec).params or spec.params]


def described(params: Sequence[Any], spec: Spec) -> Sequence[Any]:
    """Return ``params`` with the C types of the declaration, and those that only it has."""
    types = {one.name: one.type_name for one in _declaration(spec).params}
    known = {one.name for one in params}
    more = (Param(name=name, span=spec.span) for name in types if name not in known)
    return tuple(
        msgspec.structs.replace(one, type_name=one.type_name or types.get(one.name))
        for one in (*params, *more)
    )


def _declaration(spec: Spec) -> Declaration:
    return spec.declaration or Declaration(name=spec.name, kind=ApiKind.FUNCTION, text="")


def renamed_params(old: Sequence[Param], new: Sequence[Param]) -> dict[str, str]:
    """Return the new name of each parameter that has another: by x-id, or by place and type."""
    gone = {one.name for one in old} - {one.name for one in new}
    came = {one.name for one in new} - {one.name for one in old}
    by_id = {one.id: one.name for one in new if one.id}
    found = {one.name: by_id[one.id] for one in old if one.id and by_id.get(one.id) in came}
    for before, after in zip(old, new, strict=False):
        is_new = before.name in gone and after.name in came
        if is_new and before.type_name == after.type_name and len(old) == len(new):
            found.setdefault(before.name, after.name)
    return {name: later for name, later in found.items() if name in gone}


def returned(rules: Sequence[Any], spec: Spec) -> Sequence[Any]:
    """Return the rule of the result with the C type of the declaration, unless it has one."""
    declared_type = _declaration(spec).return_type or None
    return tuple(
        msgspec.structs.replace(one, type_name=one.type_name or declared_type) for one in rules
    )


def result_type(spec: Spec) -> str:
    """Return the C type of the result as the spec has it, else as declared; empty: not known."""
    said = spec.returns.type_name if spec.returns else None
    return said or _declaration(spec).return_type


def renamer(names: dict[str, str]) -> Callable[[str], str]:
    """Return what puts new names of parameters into a text, members of other things left alone."""
    if not names:
        return str
    word = re.compile(rf"(?<![\w.>])(?:{'|'.join(map(re.escape, names))})\b")
    return lambda text: word.sub(lambda found: names[found[0]], text)


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """Return a part of the model with ``change`` of each text in it."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(changed(one, change) for one in value)
    if isinstance(value, msgspec.Struct) and not isinstance(value, Span):
        fields = {name: changed(getattr(value, name), change) for name in value.__struct_fields__}
        return type(value)(**fields)
    return value
