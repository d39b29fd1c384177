"""Parameters of a C declaration: from tokens to names and types."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kapi.model.spec import DeclaredParam
from kapi.sources.c.ctokens import Token, is_word, matches, spell, split, tokens

QUALIFIERS = frozenset(
    {
        "const",
        "volatile",
        "restrict",
        "__restrict",
        "__restrict__",
        "__user",
        "__iomem",
        "__percpu",
        "__rcu",
        "__force",
        "__kernel",
        "__nocast",
        "__private",
        "register",
    }
)
KEYWORDS = frozenset(
    {
        "void",
        "char",
        "short",
        "int",
        "long",
        "float",
        "double",
        "signed",
        "unsigned",
        "bool",
        "_Bool",
        "struct",
        "union",
        "enum",
        "__signed__",
        "__int128",
    }
)
_TAGGED = frozenset({"struct", "union", "enum"})

# Function attributes and storage classes of include/linux/compiler*.h and init.h that take
# no part in a type. Words such as __u32 and __user do.
_STORAGE = frozenset(
    {
        "static",
        "extern",
        "inline",
        "__inline",
        "__inline__",
        "asmlinkage",
        "noinline",
        "notrace",
        "noinline_for_stack",
        "noinline_for_tracing",
        "nokprobe_inline",
        "fastcall",
        "noinstr",
        "STACK_FRAME_NON_STANDARD",
        "_Noreturn",
        "Noreturn",
    }
)
_TYPE_WORD = (  # compiled with the first of them
    r"__(?:[us](?:8|16|32|64|128)|[bl]e(?:16|32|64|128)|sum16|wsum|poll_t|kernel_\w+|virtio\d+"
    r"|fs\d+|hc32|aligned_\w+|int128|signed__|builtin_\w+|typeof(?:__)?|dev\d+|\w+_t)"
)
_PAIRS = {
    "DECL_BUCKET_PARAMS": "size_t {0}, kmem_buckets *{1}",  # mm/slab.h
    "SC_ARG64": "u32, {0}_lo, u32, {0}_hi",  # include/linux/syscalls.h
    "compat_arg_u64": "u32 {0}_lo, u32 {0}_hi",  # include/asm-generic/compat.h
    "compat_arg_u64_dual": "u32, {0}_lo, u32, {0}_hi",
    "arg_u32p": "u32, {0}_lo, u32, {0}_hi",  # arch/arm64/kernel/sys32.c
}
_ATTRIBUTE = re.compile(r"__\w+")
_UNUSED = frozenset(
    # POS: include/linux/fortify-string.h
    {"__maybe_unused", "__always_unused", "__unused", "__used", "__nonstring", "POS"}
)
_TYPEOF = frozenset({"typeof", "__typeof__", "__typeof", "__auto_type"})


def is_attribute(word: str) -> bool:
    """Say whether ``word`` is a storage class or attribute rather than a part of a type."""
    if word in _STORAGE:
        return True
    if word in QUALIFIERS or word in KEYWORDS or word in _TYPEOF:
        return False
    return bool(_ATTRIBUTE.fullmatch(word)) and not re.fullmatch(_TYPE_WORD, word)


def without_attributes(run: Sequence[Token]) -> list[Token]:
    """Return ``run`` without attributes and their arguments.

    The last word stays when nothing else would, for it may be a type or name like any other.
    """
    pairs = matches(run)
    kept: list[Token] = []
    index = 0
    while index < len(run):
        token = run[index]
        if is_attribute(token.text):
            follows = index + 1 < len(run) and run[index + 1].text == "("
            index = pairs[index + 1] if follows else index
        else:
            kept.append(token)
        index += 1
    return kept


def parameters(run: Sequence[Token]) -> tuple[DeclaredParam, ...]:
    """Return the parameters between the parentheses of a declaration."""
    parts = [part for part in split(expanded(run)) if part]
    if len(parts) == 1 and [token.text for token in parts[0]] == ["void"]:
        return ()
    return tuple(_parameter(part) for part in parts)


def expanded(run: Sequence[Token]) -> list[Token]:
    """Unfold the macros that stand for two parameters (of a little-endian machine).

    ``DECL_BUCKET_PARAMS`` is slab's, the halves of 64-bit values are those of system calls.
    """
    pairs = matches(run)
    whole: list[Token] = []
    index = 0
    while index < len(run):
        token = run[index]
        template = _PAIRS.get(token.text)
        if template and index + 1 in pairs and run[index + 1].text == "(":
            inner = [spell(part) for part in split(run[index + 2 : pairs[index + 1]])]
            text = template.format(inner[0], inner[-1])
            whole += [Token(part.text, *token[1:]) for part in tokens(text, 0)]
            index = pairs[index + 1]
        else:
            whole.append(token)
        index += 1
    return whole


def _parameter(part: list[Token]) -> DeclaredParam:
    run = _without_unused(part) or part
    if run[0].text == "...":
        return DeclaredParam(type_name="...", name="...")
    place = _name_place(run)
    if place is None:
        return DeclaredParam(type_name=spell(run), name="")
    kind, rest = run[:place], run[place + 1 :]
    if rest and rest[0].text in ("[", "("):
        text = spell(kind)
        gap = "" if text.endswith("*") else " "
        return DeclaredParam(type_name=text + gap + spell(rest), name=run[place].text)
    return DeclaredParam(type_name=spell([*kind, *rest]), name=run[place].text)


def _without_unused(part: list[Token]) -> list[Token]:
    """Return ``part`` without attributes; a name such as ``__fd`` is none."""
    pairs = matches(part)
    kept: list[Token] = []
    index = 0
    while index < len(part):
        text = part[index].text
        called = index + 1 < len(part) and part[index + 1].text == "("
        if text in _UNUSED:
            pass
        elif called and is_attribute(text):
            index = pairs[index + 1]
        else:
            kept.append(part[index])
        index += 1
    return kept


def _name_place(run: list[Token]) -> int | None:
    """Return the index of the parameter's name, or None for an unnamed one."""
    pairs = matches(run)
    index = 0
    last: int | None = None
    while index < len(run):
        text = run[index].text
        if text in _TYPEOF and index + 1 < len(run) and run[index + 1].text == "(":
            index = pairs[index + 1]
        elif text == "(":
            if _is_pointer(run, index):
                return _inner_name(run, index, pairs[index])
            break
        elif text == "[":
            break
        elif is_word(text):
            last = index
        elif text == "*":
            last = None
        index += 1
    if last is None or not _has_type(run[:last]) or run[last].text in KEYWORDS | QUALIFIERS:
        return None
    return last


def _is_pointer(run: list[Token], index: int) -> bool:
    for token in run[index + 1 : index + 4]:
        if token.text in ("*", "^"):
            return True
        if token.text not in QUALIFIERS:
            return False
    return False


def _inner_name(run: list[Token], start: int, end: int) -> int | None:
    for index in range(start + 1, min(end, len(run))):
        text = run[index].text
        if is_word(text) and text not in QUALIFIERS:
            return index
    return None


def _has_type(run: list[Token]) -> bool:
    words = [token.text for token in run if is_word(token.text) and token.text not in QUALIFIERS]
    return bool(words) and not (len(words) == 1 and words[0] in _TAGGED)
