"""``specs-json/NAME`` of the framework's debugfs tree, both ways.

The keys are those of PATCH v5 (``kapi_export_json()`` of ``kernel/api/kernel_api_spec.c``): types,
constraints, checks, locks, scopes and actions of capabilities as words; flags, directions and
actions of signals as numbers; masks and bits in strings of base 16; no text is an empty string.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from kapi.kernel.decode import Tree, Value
from kapi.vocab import words
from kapi.vocab.numbers import number_of_word, numbered_word

TYPES: Final = (
    "void", "int", "uint", "pointer", "struct", "union", "enum", "function_pointer", "array",
    "file_descriptor", "user_pointer", "pathname", "custom",
)  # fmt: skip
"""``type_class``, by the number of ``enum kapi_param_type``."""
_HEX, _TYPE, _INDEX, _NUMBERS = "hex", "type", "index", "numbers"
_Rule = str | type[enum.Enum] | None
_Row = tuple[str, str, _Rule]


def _rows(text: str, **rules: _Rule) -> tuple[_Row, ...]:
    """``key`` or ``key=member``, with a rule for those whose value is not taken as it is."""
    pairs = (one.partition("=")[::2] for one in text.split())
    return tuple((key, member or key, rules.get(key)) for key, member in pairs)


_PARAM = _rows(
    "name type=type_name type_class=type flags description constraint_type"
    " constraint_desc=constraints min_value max_value valid_mask enum_values size alignment"
    " size_param_idx size_multiplier",
    type_class=_TYPE, constraint_type=words.ConstraintType, valid_mask=_HEX,
    size_param_idx=_INDEX, enum_values=_NUMBERS,
)  # fmt: skip
_RETURN = _rows(
    "type=type_name type_class=type check_type success_value success_min success_max error_values"
    " description",
    type_class=_TYPE, check_type=words.ReturnCheck, error_values=_NUMBERS,
)  # fmt: skip
_FIELD = _rows(
    "name type=type_name type_class=type offset size flags constraint_type min_value max_value"
    " valid_mask enum_values description",
    type_class=_TYPE, constraint_type=words.ConstraintType, valid_mask=_HEX,
)  # fmt: skip
_GROUPS: Final[Mapping[str, tuple[str, tuple[_Row, ...]]]] = {
    "parameters": ("params", _PARAM),
    "errors": ("errors", _rows("code=error_code name condition description")),
    "locks": (
        "locks",
        _rows("name=lock_name type=lock_type scope description", type=words.LockType,
              scope=words.LockScope),
    ),
    "capabilities": (
        "capabilities",
        _rows("capability name=cap_name action allows without_cap check_condition priority"
              " alternatives=alternative", action=words.CapabilityAction, alternatives=_NUMBERS),
    ),
    "constraints": ("constraints", _rows("name description expression")),
    "signals": (
        "signals",
        _rows("signal_num signal_name direction action target condition description restartable"
              " sa_flags_required sa_flags_forbidden error_on_signal transform_to timing priority"
              " interruptible queue_behavior state_required state_forbidden"),
    ),
    "side_effects": (
        "side_effects", _rows("type target condition description reversible", type=_HEX),
    ),
    "state_transitions": (
        "state_transitions", _rows("from_state to_state condition object description"),
    ),
    "signal_masks": (
        "signal_masks", _rows("name=mask_name signals description", signals=_NUMBERS),
    ),
    "struct_specs": ("struct_specs", _rows("name size alignment description fields")),
}  # fmt: skip
_SPEC = _rows("name version description long_description context_flags", context_flags=_HEX)
_LAST = _rows("examples notes")


def to_json(tree: Tree) -> str:
    """Return the members of ``struct kernel_api_spec`` as the framework's JSON."""
    document = _object(tree, _SPEC)
    for key in ("parameters", "return", *list(_GROUPS)[1:]):
        if key == "return":
            if tree.get("return_magic"):
                document[key] = _object(element(tree["return_spec"]), _RETURN)
            continue
        member, rows = _GROUPS[key]
        document[key] = [_object(element(one), rows) for one in elements(tree, member)]
    document |= _object(tree, _LAST)
    text = msgspec.json.format(msgspec.json.encode(document), indent=2)
    return text.decode("utf-8", "surrogateescape") + "\n"


def from_json(text: bytes) -> Tree:
    """Return the members that the framework's JSON states.

    Keys that nobody knows are left out. Raises `msgspec.DecodeError` for what is no JSON object,
    and ValueError for a value that its key cannot have.
    """
    try:
        document = msgspec.json.decode(text, type=dict[str, Any])
    except RecursionError:
        raise ValueError("more levels than can be read") from None
    tree = _members(document, _SPEC) | _members(document, _LAST)
    if isinstance(document.get("return"), dict):
        tree["return_spec"] = _members(document["return"], _RETURN)
        tree["return_magic"] = 1
    for key, (member, rows) in _GROUPS.items():
        found = document.get(key) or []
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise ValueError(f"'{key}' is no list of objects")
        tree[member] = [_members(one, rows) for one in found]
    return tree


def element(value: Value) -> Tree:
    """Return one element of a list as the tree that it is."""
    assert isinstance(value, dict)
    return value


def elements(tree: Tree, member: str) -> Sequence[Value]:
    """Return the elements of a list; none of one that is not there."""
    found = tree.get(member)
    return found if isinstance(found, list) else ()


def _object(tree: Tree, rows: Sequence[_Row]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, member, rule in rows:
        value = tree.get(member)
        if key == "fields":
            found[key] = [_object(element(one), _FIELD) for one in elements(tree, member)]
        elif key != "alternatives" or value:
            found[key] = _shown(value, rule, key)
    return found


_BOOLEAN = ("restartable", "interruptible", "reversible")
_NUMERIC = frozenset([
    "version", "flags", "min_value", "max_value", "size", "alignment", "size_multiplier", "code",
    "success_value", "success_min", "success_max", "capability", "priority", "signal_num",
    "direction", "action", "sa_flags_required", "sa_flags_forbidden", "error_on_signal",
    "transform_to", "state_required", "state_forbidden", "offset",
])  # fmt: skip


def _shown(value: Value, rule: _Rule, key: str) -> Any:
    if isinstance(rule, type):
        word = numbered_word(rule, value) if isinstance(value, int) else None
        return word.name.lower() if word is not None else "unknown"
    if rule == _TYPE:
        return type_class(value)
    if rule == _HEX:
        return hex(value) if isinstance(value, int) else "0x0"
    if rule == _INDEX:
        return value - 1 if isinstance(value, int) and value > 0 else None
    if rule == _NUMBERS:
        return value or []
    if key in _BOOLEAN:
        return bool(value)
    if key in _NUMERIC:
        return value or 0
    return "" if value is None else value


def type_class(number: Value) -> str:
    """Return the word for a number of ``enum kapi_param_type``."""
    return TYPES[number] if isinstance(number, int) and 0 <= number < len(TYPES) else "unknown"


def _members(found: Mapping[str, Any], rows: Sequence[_Row]) -> Tree:
    tree: Tree = {}
    for key, member, rule in rows:
        if key not in found:
            continue
        value = found[key]
        if key == "fields":
            listed = value if isinstance(value, list) else []
            tree[member] = [_members(one, _FIELD) for one in listed if isinstance(one, dict)]
        else:
            tree[member] = _read(value, rule, key)
    return tree


def _read(value: Any, rule: _Rule, key: str) -> Value:
    if isinstance(rule, type):
        return _number_of(value, rule, key)
    if rule == _TYPE:
        if value not in TYPES:
            raise ValueError(f"'{key}' is {value!r}, which is no class of a type")
        return TYPES.index(value)
    if rule == _HEX:
        return int(value, 16) if isinstance(value, str) else _checked(value, int, key)
    if rule == _INDEX:
        return 0 if value is None else int(_checked(value, int, key)) + 1
    if rule == _NUMBERS:
        return [_checked(one, int, key) for one in value or ()]
    if key in _BOOLEAN:
        return int(bool(value))
    if key in _NUMERIC:
        return int(_checked(value, int, key))
    return str(_checked(value, str, key)) or None


def _number_of(value: Any, kind: type[enum.Enum], key: str) -> int:
    word = kind.__members__.get(value.upper()) if isinstance(value, str) else None
    number = number_of_word(word) if word is not None else value
    if not isinstance(number, int):
        raise ValueError(f"'{key}' is {value!r}, which is no such word")
    return number


def _checked(value: Any, kind: type, key: str) -> Any:
    if not isinstance(value, kind):
        raise ValueError(f"'{key}' is {value!r}, and no {kind.__name__}")
    return value
