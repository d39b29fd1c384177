"""Specs as the C that a kernel build includes: ``*.apispec.h``, in the newest macros.

Each spec is one ``DEFINE_KERNEL_API_SPEC`` block (PATCH v3 to v5 of the framework); what no macro
says is an initialiser. Names stay names where they have a constant value; an expression over
parameters is no initialiser, and so a loss.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from kapi.expr.environment import Environment
from kapi.expr.evaluate import number_of
from kapi.kernel.encode import losses, tree_of
from kapi.kernel.layout import Array, Pointer, of_tables
from kapi.kernel.layout import Structure as Placed
from kapi.model.elements import Unknown
from kapi.model.spec import Spec, stated
from kapi.vocab.architectures import ARCHITECTURES, Architecture
from kapi.vocab.field import Form, Member
from kapi.vocab.members import SPEC_STRUCTURE, STRUCTURES
from kapi.vocab.numbers import number_of_word
from kapi.vocab.spelling import long_word
from kapi.vocab.words import Answer
from kapi.written import Loss

_INCLUDES = (
    "capability", "errno", "fcntl", "kernel_api_spec", "limits", "signal", "stat", "wait"
)  # fmt: skip
_MORE: Final = (
    ("AF_", "linux/socket.h"),
    ("BINDER_", "uapi/linux/android/binder.h"),
    ("EPOLL", "linux/eventpoll.h"),
    ("BLK FICLONE FIGETBSZ FS_ MAX_RW_", "linux/fs.h"),
    ("FIO TC TIOC", "linux/termios.h"),
    ("FS_IOC_FIEMAP", "linux/fiemap.h"),
    ("FWCTL_", "uapi/fwctl/fwctl.h"),
    ("MADV_ MAP_ MCL_ MLOCK_ PROT_", "linux/mman.h"),
    ("NS_", "linux/nsfs.h"),
    ("PIDFD_", "uapi/linux/pidfd.h"),
    ("RLIM", "linux/resource.h"),
    ("RND", "linux/random.h"),
    ("SHUT_ SOCK_", "linux/net.h"),
    ("TUN", "linux/if_tun.h"),
    ("TUN", "linux/ioctl.h"),
)
"""Headers that some specs need: how the names begin that stand there."""
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_NAME = re.compile(r"\b[A-Z][A-Z0-9_]+\b")
_LAYOUT = re.compile(r"\b(sizeof|offsetof)\b")
"""What is a number here and not in a header that includes no more than these."""
_WIDTH = 72  # columns of one string literal
_OPENERS: Final = {
    "params": ("KAPI_PARAM", "name type_name description"),
    "return_spec": ("KAPI_RETURN", "type_name description"),
    "errors": ("KAPI_ERROR", "error_code name condition description"),
    "locks": ("KAPI_LOCK", "lock_name lock_type"),
    "constraints": ("KAPI_CONSTRAINT", "name description"),
    "signals": ("KAPI_SIGNAL", "signal_num signal_name direction action"),
    "signal_masks": ("KAPI_SIGNAL_MASK", "mask_name description"),
    "struct_specs": ("KAPI_STRUCT_SPEC", "name description"),
    "fields": ("KAPI_STRUCT_FIELD", "name type type_name description"),
    "side_effects": ("KAPI_SIDE_EFFECT", "type target description"),
    "state_transitions": ("KAPI_STATE_TRANS", "object from_state to_state description"),
    "capabilities": ("KAPI_CAPABILITY", "capability cap_name action"),
}
"""The macro that opens an element, and the members that are its arguments."""
_COUNTS: Final = {
    "params": "KAPI_PARAM_COUNT", "errors": "KAPI_ERROR_COUNT", "locks": "KAPI_LOCK_COUNT",
    "constraints": "KAPI_CONSTRAINT_COUNT", "signals": "KAPI_SIGNAL_COUNT",
    "signal_masks": "KAPI_SIGNAL_MASK_COUNT", "struct_specs": "KAPI_STRUCT_SPEC_COUNT",
    "side_effects": "KAPI_SIDE_EFFECT_COUNT", "state_transitions": "KAPI_STATE_TRANS_COUNT",
    "capabilities": "KAPI_CAPABILITY_COUNT", "fields": "KAPI_STRUCT_FIELD_COUNT",
}  # fmt: skip
_SETTERS: Final = {
    "params": {
        "type": "KAPI_PARAM_TYPE", "flags": "KAPI_PARAM_FLAGS", "size": "KAPI_PARAM_SIZE",
        "constraint_type": "KAPI_PARAM_CONSTRAINT_TYPE", "valid_mask": "KAPI_PARAM_VALID_MASK",
        "constraints": "KAPI_PARAM_CONSTRAINT", "alignment": "KAPI_PARAM_ALIGNMENT",
        "enum_values": "KAPI_PARAM_ENUM_VALUES", "size_param_idx": "KAPI_PARAM_SIZE_PARAM",
    },
    "return_spec": {
        "type": "KAPI_RETURN_TYPE", "check_type": "KAPI_RETURN_CHECK_TYPE",
        "success_value": "KAPI_RETURN_SUCCESS",
    },
    "locks": {"description": "KAPI_LOCK_DESC"},
    "constraints": {"expression": "KAPI_CONSTRAINT_EXPR"},
    "signals": {
        "target": "KAPI_SIGNAL_TARGET", "condition": "KAPI_SIGNAL_CONDITION",
        "description": "KAPI_SIGNAL_DESC", "error_on_signal": "KAPI_SIGNAL_ERROR",
        "transform_to": "KAPI_SIGNAL_TRANSFORM", "timing": "KAPI_SIGNAL_TIMING",
        "priority": "KAPI_SIGNAL_PRIORITY", "queue_behavior": "KAPI_SIGNAL_QUEUE",
        "sa_flags_required": "KAPI_SIGNAL_SA_FLAGS_REQ",
        "sa_flags_forbidden": "KAPI_SIGNAL_SA_FLAGS_FORBID",
        "state_required": "KAPI_SIGNAL_STATE_REQ", "state_forbidden": "KAPI_SIGNAL_STATE_FORBID",
    },
    "signal_masks": {"signals": "KAPI_SIGNAL_MASK_SIGNALS"},
    "fields": {
        "offset": "KAPI_FIELD_OFFSET", "size": "KAPI_FIELD_SIZE", "flags": "KAPI_FIELD_FLAGS",
    },
    "side_effects": {"condition": "KAPI_EFFECT_CONDITION"},
    "state_transitions": {"condition": "KAPI_STATE_TRANS_COND"},
    "capabilities": {
        "allows": "KAPI_CAP_ALLOWS", "without_cap": "KAPI_CAP_WITHOUT",
        "check_condition": "KAPI_CAP_CONDITION", "priority": "KAPI_CAP_PRIORITY",
        "alternative": "KAPI_CAP_ALTERNATIVE",
    },
}  # fmt: skip
_FLAGS: Final = {
    ("signals", "restartable"): "KAPI_SIGNAL_RESTARTABLE",
    ("signals", "interruptible"): "KAPI_SIGNAL_INTERRUPTIBLE",
    ("side_effects", "reversible"): "KAPI_EFFECT_REVERSIBLE",
}
_SCOPES: Final = {1: "KAPI_LOCK_ACQUIRED", 2: "KAPI_LOCK_RELEASED", 3: "KAPI_LOCK_HELD_ENTRY"}
_CONFIG: Final = {
    "x86": "X86", "x86_64": "X86_64", "powerpc": "PPC", "sh": "SUPERH", "um": "UML",
}  # fmt: skip
"""Kconfig symbols of architectures that are not the name in capitals."""


def header(
    specs: Sequence[Spec],
    architecture: Architecture = ARCHITECTURES["x86_64"],
    *,
    numbers: bool = False,
) -> tuple[str, tuple[Loss, ...]]:
    """Return the header of ``specs``, and what it does not say.

    Whether an expression is a constant is decided for ``architecture``. With ``numbers``, all
    constants are written as the numbers they are there: such a header needs no others.
    """
    blocks, lost = [], []
    for spec in specs:
        found = losses(spec, architecture)
        blocks.append("\n".join(_Block(spec, architecture, numbers).lines(found)))
        lost += [Loss(one.path, one.reason, spec.name) for one in found]
    text = "\n".join(blocks)
    includes = "\n".join(f"#include <{name}>" for name in _included(text))
    opening = f"/* SPDX-License-Identifier: GPL-2.0 */\n/* Made by kapi. */\n{includes}\n\n"
    return opening + text, tuple(lost)


def _included(text: str) -> list[str]:
    """Return the headers of the constants that ``text`` names, and those of all."""
    names = sorted(set(_NAME.findall(_QUOTED.sub("", text))))
    more = [
        one
        for starts, one in _MORE
        if any(name.startswith(tuple(starts.split())) for name in names)
    ]
    return sorted({*(f"linux/{name}.h" for name in _INCLUDES), *more})


class _Block:
    """The block of one spec."""

    def __init__(self, spec: Spec, architecture: Architecture, numbers: bool) -> None:
        self._spec = spec
        self._numbers = numbers
        self._architecture = architecture
        self._environment = Environment(architecture=architecture, numbers=True)
        self._layout = of_tables(architecture.word_bits // 8)
        self._tree = tree_of(spec, architecture)

    def lines(self, lost: Sequence[Loss]) -> Iterator[str]:
        """Give the lines of the block."""
        if lost:
            yield "/*"
            yield " * Not said below:"
            yield from (f" * {_plain(str(Loss(one.path, '')).rstrip(': '))}" for one in lost)
            yield " */"
        yield f"DEFINE_KERNEL_API_SPEC({_identifier(self._spec.name)})"
        if _identifier(self._spec.name) != self._spec.name:
            yield f"\t/* the name of the spec is {_plain(self._spec.name)} */"
        for member, macro in (("description", "DESCRIPTION"), ("long_description", "LONG_DESC")):
            if self._tree.get(member):
                yield from _call(1, f"KAPI_{macro}", [_literal(str(self._tree[member]))])
        if self._spec.contexts:
            member_of = SPEC_STRUCTURE.member("context_flags")
            assert member_of is not None
            words = self._c(member_of, self._spec.contexts, self._tree["context_flags"])
            yield from _call(1, "KAPI_CONTEXT", [[words]])
        for name in SPEC_STRUCTURE.inner:
            placed = self._layout.member(name)
            if placed is not None:
                yield from self._group(name, placed.layout)
        for member, macro in (("examples", "EXAMPLES"), ("notes", "NOTES")):
            if self._tree.get(member):
                yield from _call(1, f"KAPI_{macro}", [_literal(str(self._tree[member]))])
        yield "};"
        yield ""

    def _group(self, name: str, layout: Any) -> Iterator[str]:
        block = STRUCTURES[name]
        found = stated(self._spec, block.field)
        tree = self._tree[name]
        if isinstance(layout, Placed):
            if found is not None:
                yield ""
                yield from self._element(name, None, found, tree, layout, 1)
            return
        assert isinstance(layout, Array)
        if not found:
            return
        yield ""
        assert isinstance(tree, list)
        for number, (one, part) in enumerate(zip(found, tree, strict=False)):
            yield from self._element(name, number, one, part, layout.element, 1)
        yield f"\t{_COUNTS[name]}({len(tree)})"

    def _element(
        self, name: str, number: int | None, element: Any, tree: Any, layout: Any, tabs: int
    ) -> Iterator[str]:
        macro, listed = _OPENERS[name]
        arguments = [] if number is None else [[str(number)]]
        members = {one.name: one for one in STRUCTURES[name].members}
        done = set(listed.split())
        for argument in listed.split():
            arguments.append(self._text(name, members[argument], element, tree, layout))
        yield from _call(tabs, macro, arguments)
        for placed in layout.members:
            if placed.name == "fields":
                yield from self._fields(element, tree[placed.name], placed.layout, tabs + 1)
            elif placed.name not in done and placed.name in members:
                yield from self._setter(name, members[placed.name], element, tree, layout, tabs + 1)
        yield "\t" * tabs + "},"

    def _fields(self, element: Any, tree: Any, layout: Any, tabs: int) -> Iterator[str]:
        if tree:
            yield "\t" * tabs + f"KAPI_STRUCT_FIELD_COUNT({len(tree)})"
        for number, (one, part) in enumerate(zip(element.fields, tree, strict=False)):
            yield from self._element("fields", number, one, part, layout.element, tabs)

    def _setter(
        self, name: str, member: Member, element: Any, tree: Any, layout: Any, tabs: int
    ) -> Iterator[str]:
        value = tree.get(member.name)
        if member.form is Form.COUNT or value in (0, None, [], ""):
            return
        macro = _SETTERS.get(name, {}).get(member.name)
        if (name, member.name) in _FLAGS:
            yield "\t" * tabs + _FLAGS[name, member.name]
        elif name == "locks" and member.name == "scope":
            yield "\t" * tabs + _SCOPES[value]
        elif member.form is Form.POSITION:
            yield "\t" * tabs + f"{macro}({value - 1})"
        elif member.name == "valid_mask" and element.limits.arch_masks:
            yield from self._masks(member, element, tree, layout, tabs)
        elif member.name == "error_values":
            values = self._text(name, member, element, tree, layout)[0]
            yield "\t" * tabs + f"KAPI_RETURN_ERROR_VALUES({values})"
        elif macro:
            yield from _call(tabs, macro, [self._text(name, member, element, tree, layout)])
        else:
            text = self._text(name, member, element, tree, layout)
            yield from _initialiser(tabs, member.name, text)

    def _masks(
        self, member: Member, element: Any, tree: Any, layout: Any, tabs: int
    ) -> Iterator[str]:
        """One expression that has further bits on some architectures."""
        indent = "\t" * tabs
        yield f"{indent}.valid_mask = {self._text('params', member, element, tree, layout)[0]}"
        for one in element.limits.arch_masks:
            config = _CONFIG.get(one.arch, one.arch.upper())
            yield f"#ifdef CONFIG_{_identifier(config)}"
            yield f"{indent}\t| ({one.bits})"
            yield "#endif"
        yield f"{indent},"

    def _text(self, name: str, member: Member, element: Any, tree: Any, layout: Any) -> list[str]:
        """The C text of a member in pieces, one a line."""
        if name == "errors" and member.name == "error_code":
            named = element.code or (f"-{element.errno}" if tree["error_code"] else "0")
            return [str(tree["error_code"]) if self._numbers else named]
        if name == "capabilities" and member.name == "cap_name":
            return _literal(element.description or element.capability)
        placed = layout.member(member.name).layout
        value = stated(element, member.field)
        made = tree[member.name]
        if isinstance(placed, Pointer) and placed.target is not None and placed.target.char:
            return (
                ["NULL"] if made is None and member.form is not Form.NAME else _literal(made or "")
            )
        if isinstance(made, list):
            return [", ".join(self._c(member, one, n) for one, n in zip(value, made, strict=False))]
        return [self._c(member, value, made)]

    def _c(self, member: Member, value: Any, number: Any) -> str:
        """A value as C has it: names where they are constants, else the number."""
        if isinstance(value, Answer):
            return "true" if value is Answer.YES else "false"
        if isinstance(value, enum.Enum):
            return long_word(value) if _is_there(value) else "0"
        if isinstance(value, tuple):
            return " | ".join(self._c(member, one, one) for one in value if _is_there(one)) or "0"
        if value is None or isinstance(value, Unknown):
            return str(number if isinstance(number, int) else 0)
        if member.form is Form.ERRNO:
            return str(number) if self._numbers else f"-{value}"
        text = str(value)
        known = number_of(text, self._environment) is not None and not _LAYOUT.search(text)
        return text if known and not self._numbers else _number(number)


def _is_there(value: Any) -> bool:
    """Whether the header has it: it lacks kapi's own words, and those of RFC v2 for sysfs."""
    return not isinstance(value, enum.Enum) or number_of_word(value) is not None


def _number(number: int) -> str:
    """A number as C reads it: the least one cannot be written as it is."""
    if number == -(1 << 63):
        return "(-9223372036854775807LL - 1)"
    return f"{number}ULL" if number >= 1 << 63 else str(number)


def _identifier(name: str) -> str:
    return "".join(one if one.isascii() and (one.isalnum() or one == "_") else "_" for one in name)


def _plain(text: str) -> str:
    """Text that cannot end a comment."""
    return text.replace("*/", "* /").replace("/*", "/ *")


def _literal(text: str) -> list[str]:
    """String literals, one a line, which C joins; cut after line ends and at blanks."""
    pieces: list[str] = []
    for row in text.split("\n"):
        first, *words = _escaped(row).split(" ")
        here = first
        for word in words:
            if len(here) + len(word) > _WIDTH and here.strip():
                pieces.append(here + " ")
                here = word
            else:
                here += f" {word}"
        pieces.append(here + "\\n")
    pieces[-1] = pieces[-1].removesuffix("\\n")
    return [f'"{piece}"' for piece in pieces if piece] or ['""']


def _escaped(text: str) -> str:
    out = []
    for byte in text.encode("utf-8", "surrogateescape"):
        char = chr(byte)
        if char in '"\\':
            out.append("\\" + char)
        elif char == "\n":
            out.append("\\n")
        elif char == "\t":
            out.append("\\t")
        elif char == "?":
            out.append("\\?")  # no trigraphs
        elif 32 <= byte < 127:
            out.append(char)
        else:
            out.append(f"\\{byte:03o}")
    return "".join(out)


def _call(tabs: int, macro: str, arguments: Sequence[Sequence[str]]) -> Iterator[str]:
    indent = "\t" * tabs
    flat = f"{indent}{macro}({', '.join(' '.join(one) for one in arguments)})"
    if len(flat.expandtabs()) <= 100 and not any(len(one) > 1 for one in arguments):
        yield flat
        return
    yield f"{indent}{macro}("
    for number, one in enumerate(arguments):
        end = "," if number + 1 < len(arguments) else ")"
        for piece in one[:-1]:
            yield f"{indent}\t{piece}"
        yield f"{indent}\t{one[-1]}{end}"


def _initialiser(tabs: int, name: str, text: Sequence[str]) -> Iterator[str]:
    indent = "\t" * tabs
    if len(text) == 1:
        yield f"{indent}.{name} = {text[0]},"
        return
    yield f"{indent}.{name} ="
    yield from (f"{indent}\t{piece}" for piece in text[:-1])
    yield f"{indent}\t{text[-1]},"
