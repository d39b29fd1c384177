"""``specs/NAME`` and ``list`` of the framework's debugfs tree: text for people, both ways.

Order and labels are those of PATCH v5 as far as they are known. The text leaves out much (effects'
types and conditions, most of signals, structures, masks): ``specs-json/NAME`` has it.
"""

from __future__ import annotations

import enum
import functools
import operator
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kapi.kernel.debugfs_json import TYPES, element, elements, type_class
from kapi.kernel.decode import Tree, Value
from kapi.vocab import words
from kapi.vocab.capabilities import capability_name
from kapi.vocab.numbers import number_of_word, numbered_word, words_of_bits

_HEADING = "Available Kernel API Specifications"
_CONTEXTS = ("PROCESS", "HARDIRQ", "SOFTIRQ", "NMI", "SLEEPABLE", "ATOMIC", "PREEMPT_DISABLED",
             "IRQ_DISABLED")  # fmt: skip
_FLAGS = ("INOUT", "IN", "OUT", "OPTIONAL", "CONST", "USER", "VOLATILE", "DMA", "ALIGNED")
_CHECKS: Final = {
    words.ReturnCheck.FD: "valid file descriptor (>= 0)",
    words.ReturnCheck.ERROR_CHECK: "error check",
    words.ReturnCheck.CUSTOM: "custom check",
    words.ReturnCheck.NO_RETURN: "does not return",
}


def list_text(specs: Iterable[tuple[str, str]]) -> str:
    """Return the file ``list`` of names and descriptions."""
    rows = [f"{name} - {description}" for name, description in specs]
    total = f"Total: {len(rows)} specifications"
    return "\n".join([_HEADING, "=" * len(_HEADING), "", *rows, "", total, ""])


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a file ``list``, which may be cut."""
    rows = text.split("\n")
    start = next((place + 1 for place, row in enumerate(rows) if set(row) == {"="}), len(rows))
    found = []
    for row in rows[start:]:
        if row.startswith("Total:"):
            break
        name = row.partition(" - ")[0].strip()
        if name and " " not in name:
            found.append(name)
    return tuple(found)


def spec_text(tree: Tree) -> str:
    """Return the members of ``struct kernel_api_spec`` as the framework's text."""
    name = str(tree.get("name") or "")
    rows = [name, "=" * len(name), f"Name: {name}", f"Version: {tree.get('version') or 1}"]
    rows += [f"Description: {tree.get('description') or ''}"]
    if text := tree.get("long_description"):
        rows += ["Long description:", *(f"  {row}" for row in str(text).split("\n"))]
    contexts = [one for one in _CONTEXTS if one in _words(words.Context, tree.get("context_flags"))]
    rows += [f"Context flags: {' '.join(contexts)}", ""]
    for member, title, write in _GROUPS:
        if found := elements(tree, member):
            rows += [f"{title} ({len(found)}):"]
            for number, one in enumerate(found):
                rows += write(number, element(one), tree)
            rows += [""]
        if member == "params" and tree.get("return_magic"):
            rows += ["Return value:", *_returns(element(tree["return_spec"])), ""]
    for member, title in (("examples", "Examples"), ("notes", "Notes")):
        if text := tree.get(member):
            rows += [f"{title}:", *(f"  {row}" for row in str(text).split("\n")), ""]
    return "\n".join(rows)


def _words(kind: type[enum.Enum], value: Value) -> list[str]:
    found = words_of_bits(kind, value if isinstance(value, int) else 0)
    return [one.name for one in found if not isinstance(one, int)]


def _word(kind: type[enum.Enum], value: Value) -> Value | str:
    """The word with the number ``value``, or that number where it has none."""
    word = numbered_word(kind, value) if isinstance(value, int) else None
    return word.value if word else value


def _param(number: int, one: Tree, tree: Tree) -> Iterator[str]:
    yield f"  [{number}] {one['name'] or ''}:"
    yield f"    type: {_type(one)}"
    flags = [name for name in _FLAGS if name in _words(words.ParamFlag, one.get("flags"))]
    if flags:
        yield f"    flags: {' '.join(flags)}"
    if one.get("description"):
        yield f"    description: {one['description']}"
    for name in ("size", "alignment"):
        if one.get(name):
            yield f"    {name}: {one[name]}"
    yield from (f"    {row}" for row in _constraint(one, tree))
    if one.get("constraints"):
        yield f"    constraint: {one['constraints']}"


def _type(one: Tree) -> str:
    return f"{type_class(one.get('type'))} ({one.get('type_name') or ''})"


def _constraint(one: Tree, tree: Tree) -> Iterator[str]:
    kinds = words.ConstraintType
    number = one.get("constraint_type")
    kind = numbered_word(kinds, number) if isinstance(number, int) else None
    if kind is None or kind is kinds.NONE:
        return
    yield f"constraint_type: {kind.name.lower()}"
    if kind is kinds.RANGE:
        yield f"min: {one['min_value']}"
        yield f"max: {one['max_value']}"
    elif kind is kinds.MASK:
        yield f"valid_bits: {one['valid_mask']:#x}"
    elif kind is kinds.ENUM:
        values = elements(one, "enum_values")
        yield f"count: {len(values)}"
        yield f"values: {', '.join(map(str, values))}"
    elif kind is kinds.USER_STRING:
        yield f"min_len: {one['min_value']}"
        yield f"max_len: {one['max_value']}"
    elif kind is kinds.USER_PATH:
        yield "max_len: PATH_MAX (4096)"
    elif kind is kinds.USER_PTR:
        yield f"size: {one['size']} bytes"
    elif kind is kinds.ALIGNMENT:
        yield f"alignment: {one['alignment']}"
    yield from _size_param(one, tree)


def _size_param(one: Tree, tree: Tree) -> Iterator[str]:
    index = one.get("size_param_idx")
    if not isinstance(index, int) or index <= 0:
        return
    params = elements(tree, "params")
    name = element(params[index - 1])["name"] if index <= len(params) else "?"
    yield f"size_param: {name} (index {index - 1})"
    if one.get("size_multiplier"):
        yield f"size_multiplier: {one['size_multiplier']}"


def _returns(one: Tree) -> Iterator[str]:
    yield f"  type: {_type(one)}"
    if one.get("description"):
        yield f"  description: {one['description']}"
    number = one.get("check_type")
    check = numbered_word(words.ReturnCheck, number) if isinstance(number, int) else None
    if check is words.ReturnCheck.EXACT:
        yield f"  success: == {one['success_value']}"
    elif check is words.ReturnCheck.RANGE:
        yield f"  success: [{one['success_min']}, {one['success_max']}]"
    else:
        yield f"  success: {_CHECKS.get(check, 'unknown')}"  # type: ignore[call-overload]
    if values := elements(one, "error_values"):
        yield f"  error_values: {', '.join(map(str, values))}"


def _error(_: int, one: Tree, __: Tree) -> Iterator[str]:
    yield f"  {one['name'] or ''} ({one['error_code']}): {one['description'] or ''}"
    if one.get("condition"):
        yield f"    condition: {one['condition']}"


def _lock(_: int, one: Tree, __: Tree) -> Iterator[str]:
    kind = _word(words.LockType, one["lock_type"])
    yield f"  {one['lock_name'] or ''} ({kind}): {one['description'] or ''}"
    yield f"    scope: {_word(words.LockScope, one['scope'])}"


def _rule(_: int, one: Tree, __: Tree) -> Iterator[str]:
    yield f"  - {one['name'] or ''}: {one['description'] or ''}"
    if one.get("expression"):
        yield f"    expression: {one['expression']}"


def _signal(_: int, one: Tree, __: Tree) -> Iterator[str]:
    yield f"  {one['signal_name'] or ''} ({one['signal_num']}):"
    yield f"    direction: {' '.join(_words(words.SignalDirection, one['direction'])).lower()}"
    yield f"    action: {_word(words.SignalAction, one['action'])}"
    if one.get("description"):
        yield f"    description: {one['description']}"


def _effect(_: int, one: Tree, __: Tree) -> Iterator[str]:
    end = " (reversible)" if one.get("reversible") else ""
    yield f"  - {one['target'] or ''}: {one['description'] or ''}{end}"


def _transition(_: int, one: Tree, __: Tree) -> Iterator[str]:
    yield f"  {one['object'] or ''}: {one['from_state'] or ''} -> {one['to_state'] or ''}"
    if one.get("description"):
        yield f"    {one['description']}"


def _capability(_: int, one: Tree, __: Tree) -> Iterator[str]:
    number = one["capability"]
    name = capability_name(number) if isinstance(number, int) else None
    yield f"  {name or number} ({number}):"
    for key, member in (("allows", "allows"), ("without", "without_cap")):
        if one.get(member):
            yield f"    {key}: {one[member]}"


_Write = Callable[[int, Tree, Tree], Iterator[str]]
_GROUPS: Final[tuple[tuple[str, str, _Write], ...]] = (
    ("params", "Parameters", _param),
    ("errors", "Errors", _error),
    ("locks", "Locks", _lock),
    ("constraints", "Additional constraints", _rule),
    ("signals", "Signal handling", _signal),
    ("side_effects", "Side effects", _effect),
    ("state_transitions", "State transitions", _transition),
    ("capabilities", "Capabilities", _capability),
)

# -- back

_COUNTED = re.compile(r"[A-Z][A-Za-z ]+ \(\d+\):")
_HEAD = re.compile(r"(Name|Version|Description|Context flags): ?(.*)")


def read_text(text: str) -> Tree:
    """Return the members that the text states; what is cut or unknown is left out.

    Raises ValueError for a text that names no specification.
    """
    tree: Tree = {}
    sections = _sections(text)
    for row in sections.pop("", []):
        _read_head(tree, row)
    if not tree.get("name"):
        raise ValueError("it has no line 'Name:'")
    for title, member in (("Long description", "long_description"), ("Examples", "examples"),
                          ("Notes", "notes")):  # fmt: skip
        if title in sections:
            tree[member] = "\n".join(row[2:] for row in sections[title]).rstrip("\n")
    if "Return value" in sections:
        tree["return_magic"], tree["return_spec"] = 1, _read_returns(sections["Return value"])
    for member, title, _ in _GROUPS:
        if title in sections:
            tree[member] = [_READERS[member](rows) for rows in _entries(sections[title])]
    return tree


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"": []}
    here = found[""]
    for row in text.split("\n"):
        title = row.rstrip(":").partition(" (")[0] if row.endswith(":") else ""
        if _COUNTED.fullmatch(row) or row in (
            "Long description:",
            "Return value:",
            "Examples:",
            "Notes:",
        ):
            here = found.setdefault(title, [])
        elif row.startswith("Context flags:"):
            found[""].append(row)
        else:
            here.append(row)
    return {title: _without_end(rows) for title, rows in found.items()}


def _without_end(rows: list[str]) -> list[str]:
    while rows and not rows[-1].strip():
        rows = rows[:-1]
    return rows


def _read_head(tree: Tree, row: str) -> None:
    found = _HEAD.fullmatch(row)
    if found is None:
        return
    key, value = found.groups()
    if key == "Context flags":
        tree["context_flags"] = _bits(words.Context, *value.split())
    elif key == "Version":
        tree["version"] = int(value) if value.isdecimal() else 1
    else:
        tree[key.lower()] = value or None


def _entries(rows: list[str]) -> Iterator[list[str]]:
    """The entries of a section: each begins at a depth of two columns."""
    entry: list[str] = []
    for row in rows:
        if row[:2] == "  " and row[2:3] not in (" ", "") and entry:
            yield entry
            entry = []
        entry.append(row[2:])
    if entry:
        yield entry


def _facts(rows: list[str]) -> dict[str, str]:
    """``key: value`` after the first row; a row that has no key goes on with the one before."""
    found: dict[str, str] = {}
    key = ""
    for row in rows:
        name, colon, value = row.strip().partition(": ")
        if colon and re.fullmatch(r"[a-z_]+", name):
            key = name
            found[key] = value
        elif key:
            found[key] += "\n" + row.strip()
    return found


def _number(text: str | None) -> int:
    try:
        return int(text or "0", 0)
    except ValueError:
        return 0


def _numbers(text: str) -> list[Value]:
    return [_number(one.strip()) for one in text.split(",")]


def _bits(kind: type[enum.Enum], *given: str) -> int:
    """The number of a word, or the bits of several; words that nobody knows have none."""
    known = [kind.__members__.get(one.upper()) for one in given]
    numbers = [number_of_word(one) or 0 for one in known if one is not None]
    return functools.reduce(operator.or_, numbers, 0)


def _read_type(text: str, tree: Tree) -> None:
    kind, _, rest = text.partition(" (")
    tree["type"] = TYPES.index(kind) if kind in TYPES else 0
    tree["type_name"] = rest.removesuffix(")") or None


def _read_param(rows: list[str]) -> Tree:
    tree: Tree = {"name": rows[0].partition("] ")[2].removesuffix(":")}
    facts = _facts(rows[1:])
    _read_type(facts.get("type", ""), tree)
    tree["flags"] = _bits(words.ParamFlag, *facts.get("flags", "").split())
    tree["description"], tree["constraints"] = facts.get("description"), facts.get("constraint")
    tree["size"] = _number(facts.get("size", "0").removesuffix(" bytes"))
    tree["alignment"] = _number(facts.get("alignment"))
    tree["constraint_type"] = _bits(words.ConstraintType, facts.get("constraint_type", ""))
    for key, member in (("min", "min_value"), ("max", "max_value"), ("min_len", "min_value"),
                        ("max_len", "max_value"), ("valid_bits", "valid_mask"),
                        ("size_multiplier", "size_multiplier")):  # fmt: skip
        if key in facts:
            tree[member] = _number(facts[key])
    if "values" in facts:
        tree["enum_values"] = _numbers(facts["values"])
    index = re.search(r"\(index (\d+)\)", facts.get("size_param", ""))
    tree["size_param_idx"] = int(index[1]) + 1 if index else 0
    return tree


def _read_returns(rows: list[str]) -> Tree:
    tree: Tree = {}
    facts = _facts(rows)
    _read_type(facts.get("type", ""), tree)
    tree["description"] = facts.get("description")
    success = facts.get("success", "")
    check: words.ReturnCheck | None = next(
        (w for w, text in _CHECKS.items() if text == success), None
    )
    if success.startswith("== "):
        check, tree["success_value"] = words.ReturnCheck.EXACT, _number(success[3:])
    elif success.startswith("["):
        check = words.ReturnCheck.RANGE
        low, _, high = success.strip("[]").partition(", ")
        tree["success_min"], tree["success_max"] = _number(low), _number(high)
    if check is not None:
        tree["check_type"] = number_of_word(check)
    if "error_values" in facts:
        tree["error_values"] = _numbers(facts["error_values"])
    return tree


def _titled(row: str) -> tuple[str, str, str]:
    """``name (word): text``."""
    found = re.match(r"(.*?) \(([^()]*)\):(?: (.*))?$", row, re.DOTALL)
    return (found[1], found[2], found[3] or "") if found else (row, "", "")


def _headed(rows: list[str]) -> tuple[str, dict[str, str]]:
    """The first row with those that go on with it, and the facts after."""
    start = next(
        (n for n, row in enumerate(rows[1:], 1) if re.match(r"\s*[a-z_]+: ", row)), len(rows)
    )
    return "\n".join([rows[0], *(row.strip() for row in rows[1:start])]), _facts(rows[start:])


def _read_error(rows: list[str]) -> Tree:
    head, facts = _headed(rows)
    name, code, text = _titled(head)
    return {"name": name, "error_code": _number(code), "description": text or None,
            "condition": facts.get("condition")}  # fmt: skip


def _read_lock(rows: list[str]) -> Tree:
    head, facts = _headed(rows)
    name, kind, text = _titled(head)
    return {"lock_name": name, "lock_type": _bits(words.LockType, kind),
            "scope": _bits(words.LockScope, facts.get("scope", "")),
            "description": text or None}  # fmt: skip


def _read_rule(rows: list[str]) -> Tree:
    head, facts = _headed(rows)
    name, _, text = head.removeprefix("- ").partition(": ")
    return {"name": name, "description": text or None, "expression": facts.get("expression")}


def _read_signal(rows: list[str]) -> Tree:
    head, facts = _headed(rows)
    name, number, _ = _titled(head)
    return {"signal_name": name, "signal_num": _number(number),
            "direction": _bits(words.SignalDirection, *facts.get("direction", "").split()),
            "action": _bits(words.SignalAction, facts.get("action", "")),
            "description": facts.get("description")}  # fmt: skip


def _read_effect(rows: list[str]) -> Tree:
    text = "\n".join([rows[0], *(row.strip() for row in rows[1:])]).removeprefix("- ")
    target, _, description = text.partition(": ")
    reversible = description.endswith(" (reversible)")
    return {"target": target, "description": description.removesuffix(" (reversible)") or None,
            "reversible": int(reversible)}  # fmt: skip


def _read_transition(rows: list[str]) -> Tree:
    thing, _, states = rows[0].partition(": ")
    old, _, new = states.partition(" -> ")
    return {"object": thing, "from_state": old or None, "to_state": new or None,
            "description": "\n".join(row.strip() for row in rows[1:]) or None}  # fmt: skip


def _read_capability(rows: list[str]) -> Tree:
    head, facts = _headed(rows)
    _, number, _ = _titled(head)
    return {"capability": _number(number), "allows": facts.get("allows"),
            "without_cap": facts.get("without")}  # fmt: skip


_READERS: Final[dict[str, Callable[[list[str]], Tree]]] = {
    "params": _read_param,
    "errors": _read_error,
    "locks": _read_lock,
    "constraints": _read_rule,
    "signals": _read_signal,
    "side_effects": _read_effect,
    "state_transitions": _read_transition,
    "capabilities": _read_capability,
}
