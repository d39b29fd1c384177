"""From the statements of a block to its nodes: who belongs to what.

Nesting comes from the names of macros: each belongs to one structure, and a structure that
is left open is closed by the first macro of another. Indentation means nothing.
"""

from __future__ import annotations

from kapi.finding import Severity
from kapi.sources.macro.cursor import Cursor, Step, starts_statement
from kapi.sources.macro.loose import tell_apart
from kapi.sources.macro.member_values import list_items, literal, shown
from kapi.sources.macro.node import Entry, Node, Remark
from kapi.sources.macro.stack import Stack
from kapi.sources.macro.tokens import Kind, Token, spell
from kapi.vocab.field import Structure
from kapi.vocab.macros import ENDS, SPEC_ENDS, Macro, find_macro
from kapi.vocab.members import IGNORED, STRUCTURES


class Collector:
    """Fills ``root`` with what the statements from the cursor on say.

    ``macros`` and ``raw`` count what was used, for telling the dialects apart.
    """

    def __init__(self, cursor: Cursor, root: Node) -> None:
        self.cursor = cursor
        self.root = root
        self.stack = Stack(cursor, root)
        self.macros: set[str] = set()
        self.raw: set[tuple[str, str]] = set()
        self.ended = False

    def run(self) -> None:
        """Read to the end of the spec."""
        cursor = self.cursor
        while not cursor.done and not self.ended:
            text, start = cursor.text(), cursor.token.start
            if text in {",", ";"}:
                cursor.place += 1
            elif text == "}":
                cursor.place += 1
                self._close(start)
            elif text == "{":
                cursor.place += 1
                self._brace(start)
            elif text == "[" or (text == "." and cursor.kind(1) is Kind.WORD):
                self._initialiser(start)
            elif cursor.kind() is Kind.WORD and (cursor.text(1) == "(" or text[:5] == "KAPI_"):
                self._call(start)
            else:
                self._unreadable()
        while len(self.stack.frames) > 1:
            self.stack.pop(missing=not self.cursor.done or self.ended)
        self.root.end = cursor.offset

    # --- braces

    def _close(self, start: int) -> None:
        if len(self.stack.frames) > 1:
            self.stack.pop()
        elif any(token.text not in "};,)" for token in self._rest()):
            self.stack.unmatched("}", start)

    def _rest(self) -> list[Token]:
        cursor = self.cursor
        return cursor.tokens[cursor.place : min(cursor.place + 4, cursor.end)]

    def _brace(self, start: int) -> None:
        frame = self.stack.top
        if frame.array:
            count = len(frame.node.inner.get(frame.array, ()))
            self.stack.push(
                self.stack.element(frame.node, STRUCTURES[frame.array], start, str(count))
            )
        else:
            self.stack.push(*frame)

    # --- macros

    def _call(self, start: int) -> None:
        cursor = self.cursor
        name = cursor.text()
        cursor.place += 1
        arguments, closed = cursor.arguments()
        if not closed:
            self.stack.report(
                "unclosed-argument",
                Severity.ERROR,
                f"the parenthesis of {name} is not closed",
                start,
            )
        self.macros.add(name)
        macro = find_macro(name)
        if name in SPEC_ENDS:
            self.ended = True
        elif name in ENDS:
            self.stack.end_block(name, start)
        elif macro is None:
            text = ", ".join(spell(argument) for argument in arguments or ())
            self.stack.unknown(self.stack.top.node, name, text, start)
        else:
            self._apply(macro, arguments or [], start)

    def _apply(self, macro: Macro, arguments: list[list[Token]], start: int) -> None:
        if macro.loose:
            self._bundle(macro, arguments, start)
            return
        node = self._open(macro, arguments, start) if macro.opens else self._home(macro, start)
        if macro.variadic and macro.arity == 1:
            given = {0: arguments} if arguments else {}
        else:
            given = {place: [run] for place, run in enumerate(arguments) if run}
        for member, place in macro.sets:
            if isinstance(place, str):
                self._set(node, member, Entry([literal(place)], macro.name, start))
            elif given.get(place):
                self._set(node, member, Entry(given[place], macro.name, start), macro.adds)
        self._check_arity(macro, node, arguments, start)
        node.end = self.cursor.offset
        if macro.opens and not macro.complete:
            self.stack.push(node)

    def _check_arity(
        self, macro: Macro, node: Node, arguments: list[list[Token]], start: int
    ) -> None:
        first = 1 if macro.opens and node.block.many and macro.place is None else 0
        wanted = max(macro.arity, first)
        if len(arguments) < wanted:
            self.stack.report(
                "missing-argument",
                Severity.WARNING,
                f"{macro.name} takes {wanted} arguments, here it has {len(arguments)}",
                start,
            )
        elif len(arguments) > wanted and not macro.variadic:
            text = ", ".join(spell(run) for run in arguments[wanted:])
            node.remarks.append(Remark(macro.name, text, start))
            if macro.name != "KAPI_RETURN_SUCCESS":  # variadic in C, but only the value counts
                self.stack.report(
                    "extra-argument",
                    Severity.WARNING,
                    f"{macro.name} takes {wanted} arguments, here it has {len(arguments)}",
                    start,
                )

    def _open(self, macro: Macro, arguments: list[list[Token]], start: int) -> Node:
        block = STRUCTURES[macro.block]
        parent = self.stack.return_to(block.parent)
        if parent is None:
            parent = self.stack.misplaced(macro, block.parent, start)
        index = macro.place or (spell(arguments[0]) if arguments else "")
        return self.stack.element(parent, block, start, index)

    def _home(self, macro: Macro, start: int) -> Node:
        """Return the structure whose members ``macro`` sets."""
        top = self.stack.top.node
        if macro.within and top.block.name == macro.within:
            return top if top.block.member(macro.sets[0][0]) else self.root
        node = self.stack.return_to(macro.block)
        if node is not None:
            return node
        block = STRUCTURES[macro.block]
        if not block.many:
            self.stack.return_to("spec")
            node = self.stack.element(self.root, block, start, None)
            self.stack.push(node)
            return node
        return self.stack.misplaced(macro, macro.block, start)

    def _bundle(self, macro: Macro, arguments: list[list[Token]], start: int) -> None:
        if not arguments and self.stack.top.node.block.name == macro.block:
            node = self.stack.top.node
        else:
            node = self._open(macro, arguments, start)
        told = tell_apart(macro, arguments)
        for member, run in told.members:
            self._set(node, member, Entry([run], macro.name, start))
        node.end = self.cursor.offset
        if not told.complete:
            text = ", ".join(spell(run) for run in arguments)
            node.remarks.append(Remark(macro.name, text, start))
            self.stack.report(
                "bundle-macro",
                Severity.NOTE,
                f"{macro.name} is a bundle whose arguments are not known for sure",
                start,
                hint="what is sure was read, and the whole is kept as an extension",
            )

    # --- raw initialisers

    def _initialiser(self, start: int) -> None:
        cursor = self.cursor
        before = cursor.place
        steps = cursor.designator()
        if not steps or cursor.text() != "=":
            cursor.place = max(cursor.place, before + 1)
            self._junk(before)
            return
        cursor.place += 1
        frame = self.stack.top
        if frame.array and steps[0].subscript is not None:
            array = Step(frame.array, None)
            self._assign(frame.node, (array, *steps), start)
            return
        node = self.stack.owner(steps[0].name)
        if steps[0].name == "api_spec":
            steps = steps[1:]
        if node is None or (steps[:1] and steps[0].name in IGNORED):
            run = cursor.value()
            if node is None:
                self.stack.unknown(self.stack.top.node, _tag(steps), spell(run), start)
            return
        self._assign(node, steps, start)

    def _assign(self, node: Node, steps: tuple[Step, ...], start: int) -> None:
        cursor = self.cursor
        opens = cursor.text() == "{"
        place = 0
        while place < len(steps) and steps[place].name in node.block.inner:
            block = STRUCTURES[steps[place].name]
            index = steps[place + 1].subscript if place + 1 < len(steps) else None
            if block.many and index is None:
                self._array(node, block, start)
                return
            place += 2 if block.many and index is not None else 1
            fresh = opens and place == len(steps)
            node = self.stack.indexed(node, block, start, spell(index or ()), fresh)
        if place < len(steps):
            self._assign_member(node, steps[place:], start)
        elif opens:
            cursor.place += 1
            self.stack.push(node)
        else:
            node.remarks.append(Remark(_tag(steps), spell(cursor.value()), start))

    def _array(self, node: Node, block: Structure, start: int) -> None:
        if self.cursor.text() == "{":
            self.cursor.place += 1
            self.stack.push(node, block.name)
        else:
            self.stack.unknown(node, block.name, spell(self.cursor.value()), start)

    def _assign_member(self, node: Node, steps: tuple[Step, ...], start: int) -> None:
        name = steps[0].name
        run = self.cursor.value()
        self.raw.add((node.block.name, name))
        if node.block.member(name) is None or len(steps) > 2 or not run:
            self.stack.unknown(node, _tag(steps), spell(run), start)
        else:
            self._set(node, name, Entry([run], name, start), adds=len(steps) == 2)
        node.end = max(node.end, self.cursor.offset)

    # --- members

    def _set(self, node: Node, name: str, entry: Entry, adds: bool = False) -> None:
        old = node.members.get(name)
        if adds:
            if old is None or not old.listed:
                values = [] if old is None else (list_items(old, {}) or old.values)
                node.members[name] = Entry(
                    [*values, *entry.values], entry.source, entry.start, True
                )
            else:
                old.values.extend(entry.values)
            return
        if old:
            self._duplicate(node, name, old, entry)
        node.members[name] = entry

    def _duplicate(self, node: Node, name: str, old: Entry, new: Entry) -> None:
        member = node.block.member(name)
        text = shown(old, member) if member else ""
        if not member or text != shown(new, member):
            node.remarks.append(Remark(old.source, text, old.start))
        line = self.cursor.scan.span(old.start).line
        self.stack.report(
            "duplicate-element",
            Severity.WARNING,
            f"'{name}' was already given on line {line}; the last one counts",
            new.start,
            hint="remove one of the two",
        )

    # --- what is no statement

    def _unreadable(self) -> None:
        cursor = self.cursor
        before = cursor.place
        while not cursor.done and not self._may_start():
            cursor.place += 1
        cursor.place = max(cursor.place, before + 1)
        self._junk(before)

    def _may_start(self) -> bool:
        text = self.cursor.text()
        if text in {",", ";", "{", "}"}:
            return True
        if text == "." and self.cursor.kind(1) is Kind.WORD:
            return True
        return self.cursor.kind() is Kind.WORD and starts_statement(self.cursor.token)

    def _junk(self, before: int) -> None:
        run = self.cursor.tokens[before : self.cursor.place]
        text = spell(run)
        self.stack.top.node.remarks.append(Remark("", text, run[0].start))
        short = text if len(text) <= 40 else text[:37] + "..."
        self.stack.report(
            "unreadable-text", Severity.WARNING, f"no statement begins with {short!r}", run[0].start
        )


def _tag(steps: tuple[Step, ...]) -> str:
    return "".join(
        f"[{spell(step.subscript)}]" if step.subscript is not None else f".{step.name}"
        for step in steps
    ).lstrip(".")
