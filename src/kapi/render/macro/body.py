"""The statements of one structure: macros where the dialect has them, else initialisers."""

from __future__ import annotations

import re
from typing import Any

from kapi.model.elements import Extension
from kapi.render.macro.c_lines import assignment, call, literals
from kapi.render.macro.c_members import Facts, Path, facts_of
from kapi.render.macro.c_values import is_expression, is_symbol
from kapi.vocab.field import Form, Structure
from kapi.vocab.macros import ENDS, MACROS, SPEC_ENDS, WRITTEN, Macro, find_macro
from kapi.vocab.members import SPEC_STRUCTURE, STRUCTURES
from kapi.vocab.spelling import SUPPRESSION
from kapi.vocab.words import Dialect
from kapi.written import Loss

_END_OF = {block: name for name, block in reversed(ENDS.items())}
_STRINGS = frozenset({Form.NAME, Form.TEXT, Form.PROSE, Form.CODE, Form.QUOTED, Form.STRINGIFIED})
_FILLERS = {"signal_num": ["0"]}
_FIRST = {"socket_state": "KAPI_SOCKET_STATE_REQ"}  # opens its structure without saying so
_WORDS = re.compile(r"\w+(?: \w+)*")


class Body:
    """Writes structures in ``dialect``; ``losses`` collects what it could not say."""

    def __init__(self, dialect: Dialect) -> None:
        self.macros = [MACROS[name] for name in MACROS if name in WRITTEN[dialect]]
        self.losses: list[Loss] = []

    def element(
        self, block: Structure, element: Any, path: Path, index: int | None, tabs: int = 1
    ) -> list[str]:
        """Return the lines of one element of ``block``."""
        facts = facts_of(element, block, path, frozenset())
        self.losses += facts.losses
        inner = [
            line
            for name in block.inner
            for number, child in enumerate(getattr(element, STRUCTURES[name].field))
            for line in self.element(
                STRUCTURES[name], child, (*path, STRUCTURES[name].field, number), number, tabs + 1
            )
        ]
        if block.name == "struct_specs":
            facts.texts["field_count"] = [str(len(element.fields))]
        extra = self.extensions(element.extensions, block, facts, path, tabs + 1)
        opener = self._opener(block, facts, bool(extra))
        if opener is None:
            place = "" if index is None else f"[{index}]"
            head, tail = ["\t" * tabs + f".{block.name}{place} = {{"], ["\t" * tabs + "},"]
            done: set[str] = set()
        else:
            arguments = [] if index is None else [[str(index)]]
            arguments += self._arguments(opener, block, facts)
            head, tail = call(tabs, opener.name, arguments), []
            done = {name for name, _ in opener.sets}
            if block.name in _FIRST:
                done.add("required_state_count")
            if not opener.complete:
                tail = ["\t" * tabs + _END_OF[block.name]]
        return [*head, *extra, *self.members(block, facts, tabs + 1, done), *inner, *tail]

    def _opener(self, block: Structure, facts: Facts, extra: bool) -> Macro | None:
        """Return the macro that opens the element, where all its arguments can be given."""
        for macro in self.macros:
            opens = macro.opens or macro.name == _FIRST.get(block.name)
            if macro.block != block.name or not opens or (macro.complete and extra):
                continue
            if all(self._can_give(block, name, facts, macro) for name, _ in macro.sets):
                return macro
        return None

    def _can_give(self, block: Structure, name: str, facts: Facts, macro: Macro) -> bool:
        member = block.member(name)
        assert member
        if member.form is Form.STRINGIFIED:
            return bool(_WORDS.fullmatch("".join(facts.texts.get(name, ()))[1:-1]))
        if name in facts.texts:
            return member.form is not Form.STATES or facts.texts[name] != ["{ }"]
        if name in _FILLERS:
            return True
        return member.form in _STRINGS

    def _arguments(self, macro: Macro, block: Structure, facts: Facts) -> list[list[str]]:
        arguments = []
        for name, place in macro.sets:
            if isinstance(place, str):
                continue
            member = block.member(name)
            pieces = facts.texts.get(name) or _FILLERS.get(name) or ['""']
            if member and member.form is Form.STRINGIFIED:
                pieces = ["".join(pieces)[1:-1]]
            elif member and member.form is Form.VALUES:
                pieces = [f"({pieces[0]}", *pieces[1:]]
                pieces[-1] += ")"
            elif member and member.form is Form.STRINGS and len(pieces) > 1:
                pieces = [*pieces[1:-2], pieces[-2].removesuffix(",")]
            elif member and member.form is Form.STATES:
                pieces = [" ".join(pieces).strip("{} ")]
            arguments.append(pieces)
        return arguments

    def members(
        self,
        block: Structure,
        facts: Facts,
        tabs: int,
        done: set[str],
        only: set[str] | None = None,
    ) -> list[str]:
        """Return the statements for the members that are not ``done``, in their order."""
        lines: list[str] = []
        for member in block.members:
            if member.name in done or member.name not in facts.texts:
                continue
            if only is not None and member.name not in only:
                continue
            macro = self._setter(block, member.name, facts, done)
            if macro is None:
                lines += assignment(tabs, member.name, facts.texts[member.name])
                done.add(member.name)
                continue
            lines += call(tabs, macro.name, self._arguments(macro, block, facts))
            done |= {name for name, _ in macro.sets}
            if macro.variadic and macro.name != "KAPI_RETURN_ERROR_VALUES":
                done |= {m.name for m in block.members if m.field == member.field}
        return lines

    def _setter(self, block: Structure, name: str, facts: Facts, done: set[str]) -> Macro | None:
        """Return the macro that sets most members, ``name`` among them, to what is stated."""
        best: Macro | None = None
        for macro in self.macros:
            if macro.opens or block.name not in (macro.block, macro.within):
                continue
            if name in dict(macro.sets) and _fits(macro, block, facts, done):
                best = macro if best is None or len(macro.sets) > len(best.sets) else best
        return best

    # --- what has no member

    def extensions(
        self,
        extensions: tuple[Extension, ...],
        block: Structure,
        facts: Facts,
        path: Path,
        tabs: int,
    ) -> list[str]:
        """Return the statements that read as ``extensions`` again; all of them or none."""
        lines: list[str] = []
        for extension in extensions:
            statement = None if extension.parts else _statement(extension, block, facts, tabs)
            if statement is None:
                self.losses.append(Loss((*path, "extensions"), "it is no C macro or member"))
                return []
            lines += statement
        return lines


def _fits(macro: Macro, block: Structure, facts: Facts, done: set[str]) -> bool:
    for name, place in macro.sets:
        if block.member(name) is None or name in done or name not in facts.texts:
            return False
        if isinstance(place, str) and facts.texts[name] != [place]:
            return False
        if facts.texts[name] == ["{ }"]:  # a macro without arguments would say nothing
            return False
    return True


def _statement(extension: Extension, block: Structure, facts: Facts, tabs: int) -> list[str] | None:
    """Return the statement of one extension: an unknown name, or a value that was replaced."""
    tag, text = extension.tag, extension.text
    if tag == SUPPRESSION:
        whole = "*/" not in text and text == " ".join(text.split())
        return ["\t" * tabs + f"/* {tag}: {text} */"] if whole else None
    macro = find_macro(tag)
    if macro is not None and (macro.opens or len(macro.sets) != 1 or macro.block != block.name):
        return None
    member = block.member(macro.sets[0][0] if macro else tag)
    if member is not None:
        pieces = literals(text) if member.form in _STRINGS else None
        if member.name not in facts.texts or pieces is None or "\n" in text:
            return None
        if text != " ".join(text.split()) or pieces == facts.texts[member.name] or not text:
            return None
    elif not _unknown(tag) or not (is_expression(text) or (not text and tag[:5] == "KAPI_")):
        return None
    else:
        pieces = [text]
    if tag.startswith("KAPI_"):
        return call(tabs, tag, [pieces] if text else [])
    return assignment(tabs, tag, pieces)


def _unknown(tag: str) -> bool:
    """Say whether ``tag`` is a name that neither the reader nor the framework knows."""
    if not is_symbol(tag) or tag[0].isdigit() or tag in ENDS or tag in SPEC_ENDS:
        return False
    if tag.startswith("KAPI_"):
        return find_macro(tag) is None
    blocks = (SPEC_STRUCTURE, *STRUCTURES.values())
    return tag != "api_spec" and not any(
        block.member(tag) or tag in block.inner or tag.endswith("_magic") for block in blocks
    )
