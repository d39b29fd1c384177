"""From the statements of a block to its nodes: who belongs to what.

Nesting comes from the names of macros: each belongs to one structure, and a structure that
is left open is closed by the first macro of another. Indentation means nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from kapi.finding import Finding, Severity
from kapi.sources.macro.cursor import Cursor, Step, starts_statement
from kapi.sources.macro.loose import tell_apart
from kapi.sources.macro.node import Entry, Node, Remark
from kapi.sources.macro.tokens import Kind, Token, spell
from kapi.sources.macro.values import list_items, literal, shown
from kapi.vocab.macros import ENDS, SPEC_ENDS, Macro, find_macro
from kapi.vocab.members import BLOCKS, IGNORED, Block

__all__ = ["Collector"]


_DEPTH = 32  # structures nest three deep; braces beyond this are not followed
_NEAR = 64  # an element named by index is looked for among so many; the framework allows 32


class _Frame(NamedTuple):
    """An open structure, or (``array`` given) an open array of ``node``'s."""

    node: Node
    array: str = ""


class Collector:
    """Fills ``root`` with what the statements from the cursor on say.

    ``macros`` and ``raw`` count what was used, for telling the dialects apart.
    """

    def __init__(self, cursor: Cursor, root: Node) -> None:
        self.cursor = cursor
        self.root = root
        self.stack = [_Frame(root)]
        self.findings: list[Finding] = []
        self.macros: set[str] = set()
        self.raw: set[tuple[str, str]] = set()
        self.ended = False
        self.too_deep = False

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
        while len(self.stack) > 1:
            self._pop(missing=not self.cursor.done or self.ended)
        self.root.end = cursor.offset

    def report(
        self, code: str, severity: Severity, message: str, start: int, hint: str = ""
    ) -> None:
        """Record a finding at offset ``start``."""
        span = self.cursor.scan.span(start)
        self.findings.append(
            Finding(code=code, severity=severity, message=message, span=span, hint=hint)
        )

    # --- structures opening and closing

    def _pop(self, missing: bool = False) -> None:
        frame = self.stack.pop()
        if frame.node is not self.root:
            frame.node.end = self.cursor.offset
        if missing and frame.node is not self.root:
            name = frame.node.block.name
            self.report(
                "missing-end",
                Severity.WARNING,
                f"'{name}' element is not closed before the next one begins",
                frame.node.start,
                hint="end it with its *_END macro",
            )

    def _close(self, start: int) -> None:
        if len(self.stack) > 1:
            self._pop()
        elif any(token.text not in "};,)" for token in self._rest()):
            self._unmatched("}", start)

    def _rest(self) -> list[Token]:
        cursor = self.cursor
        return cursor.tokens[cursor.place : min(cursor.place + 4, cursor.end)]

    def _unmatched(self, what: str, start: int) -> None:
        self.report(
            "unmatched-end", Severity.WARNING, f"'{what}' closes nothing that is open", start
        )

    def _brace(self, start: int) -> None:
        frame = self.stack[-1]
        if frame.array:
            count = len(frame.node.inner.get(frame.array, ()))
            self._push(self._element(frame.node, BLOCKS[frame.array], start, str(count)))
        else:
            self._push(*frame)

    def _push(self, node: Node, array: str = "") -> None:
        if len(self.stack) < _DEPTH:
            self.stack.append(_Frame(node, array))
        elif not self.too_deep:
            self.too_deep = True
            self.report("nested-too-deep", Severity.ERROR, "braces are nested too deep", node.start)

    def _end_block(self, name: str, start: int) -> None:
        depth = self._depth(ENDS[name])
        if depth is None:
            self._unmatched(name, start)
            return
        while len(self.stack) > depth + 1:
            self._pop(missing=True)
        self._pop()

    def _depth(self, block: str) -> int | None:
        """Return the place in the stack of the innermost open structure called ``block``."""
        for depth in range(len(self.stack) - 1, -1, -1):
            frame = self.stack[depth]
            if frame.node.block.name == block and not frame.array:
                return depth
        return None

    def _return_to(self, block: str) -> Node | None:
        """Close what is open inside the innermost ``block`` and return that."""
        depth = self._depth(block)
        if depth is None:
            return None
        while len(self.stack) > depth + 1:
            self._pop(missing=True)
        return self.stack[-1].node

    def _element(self, parent: Node, block: Block, start: int, index: str | None) -> Node:
        """Make a new element of an array, or return the one structure that is no array."""
        nodes = parent.inner.setdefault(block.name, [])
        if nodes and not block.many:
            return nodes[0]
        nodes.append(Node(block, start, index if block.many else None))
        return nodes[-1]

    # --- macros

    def _call(self, start: int) -> None:
        cursor = self.cursor
        name = cursor.text()
        cursor.place += 1
        arguments, closed = cursor.arguments()
        if not closed:
            self.report(
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
            self._end_block(name, start)
        elif macro is None:
            text = ", ".join(spell(argument) for argument in arguments or ())
            self._unknown(self.stack[-1].node, name, text, start)
        else:
            self._apply(macro, arguments or [], start)

    def _unknown(self, node: Node, tag: str, text: str, start: int) -> None:
        node.remarks.append(Remark(tag, text, start))
        self.report(
            "unknown-tag",
            Severity.WARNING,
            f"'{tag}' is no macro or member of a specification",
            start,
            hint="it is kept as an extension",
        )

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
            self._push(node)

    def _check_arity(
        self, macro: Macro, node: Node, arguments: list[list[Token]], start: int
    ) -> None:
        first = 1 if macro.opens and node.block.many and macro.place is None else 0
        wanted = max(macro.arity, first)
        if len(arguments) < wanted:
            self.report(
                "missing-argument",
                Severity.WARNING,
                f"{macro.name} takes {wanted} arguments, here it has {len(arguments)}",
                start,
            )
        elif len(arguments) > wanted and not macro.variadic:
            text = ", ".join(spell(run) for run in arguments[wanted:])
            node.remarks.append(Remark(macro.name, text, start))
            if macro.name != "KAPI_RETURN_SUCCESS":  # variadic in C, but only the value counts
                self.report(
                    "extra-argument",
                    Severity.WARNING,
                    f"{macro.name} takes {wanted} arguments, here it has {len(arguments)}",
                    start,
                )

    def _open(self, macro: Macro, arguments: list[list[Token]], start: int) -> Node:
        block = BLOCKS[macro.block]
        parent = self._return_to(block.parent)
        if parent is None:
            parent = self._misplaced(macro, block.parent, start)
        index = macro.place or (spell(arguments[0]) if arguments else "")
        return self._element(parent, block, start, index)

    def _home(self, macro: Macro, start: int) -> Node:
        """Return the structure whose members ``macro`` sets."""
        top = self.stack[-1].node
        if macro.within and top.block.name == macro.within:
            return top if top.block.member(macro.sets[0][0]) else self.root
        node = self._return_to(macro.block)
        if node is not None:
            return node
        block = BLOCKS[macro.block]
        if not block.many:
            self._return_to("spec")
            node = self._element(self.root, block, start, None)
            self._push(node)
            return node
        return self._misplaced(macro, macro.block, start)

    def _misplaced(self, macro: Macro, block: str, start: int) -> Node:
        """Return the last element of ``block`` for a macro that stands outside of one."""
        self.report(
            "misplaced-macro",
            Severity.WARNING,
            f"{macro.name} stands outside of the element that it belongs to",
            start,
        )
        parent = self.root
        if BLOCKS[block].parent != "spec":
            structs = parent.inner.get(BLOCKS[block].parent)
            outer = BLOCKS[BLOCKS[block].parent]
            parent = structs[-1] if structs else self._element(parent, outer, start, "")
        nodes = parent.inner.get(block)
        return nodes[-1] if nodes else self._element(parent, BLOCKS[block], start, "")

    def _bundle(self, macro: Macro, arguments: list[list[Token]], start: int) -> None:
        if not arguments and self.stack[-1].node.block.name == macro.block:
            node = self.stack[-1].node
        else:
            node = self._open(macro, arguments, start)
        told = tell_apart(macro, arguments)
        for member, run in told.members:
            self._set(node, member, Entry([run], macro.name, start))
        node.end = self.cursor.offset
        if not told.complete:
            text = ", ".join(spell(run) for run in arguments)
            node.remarks.append(Remark(macro.name, text, start))
            self.report(
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
        frame = self.stack[-1]
        if frame.array and steps[0].subscript is not None:
            array = Step(frame.array, None)
            self._assign(frame.node, (array, *steps), start)
            return
        node = self._owner(steps[0].name)
        if steps[0].name == "api_spec":
            steps = steps[1:]
        if node is None or (steps[:1] and steps[0].name in IGNORED):
            run = cursor.value()
            if node is None:
                self._unknown(self.stack[-1].node, _tag(steps), spell(run), start)
            return
        self._assign(node, steps, start)

    def _owner(self, name: str) -> Node | None:
        """Return the open structure that has a member ``name``, closing those inside it."""
        if name == "api_spec" or name in IGNORED:
            return self.root
        for depth in range(len(self.stack) - 1, -1, -1):
            node = self.stack[depth].node
            member = node.block.member(name)
            if member or name in node.block.inner:
                if member and member.field.startswith("sysfs."):
                    return node
                while len(self.stack) > depth + 1:
                    self._pop(missing=True)
                return node
        return None

    def _assign(self, node: Node, steps: tuple[Step, ...], start: int) -> None:
        cursor = self.cursor
        opens = cursor.text() == "{"
        place = 0
        while place < len(steps) and steps[place].name in node.block.inner:
            block = BLOCKS[steps[place].name]
            index = steps[place + 1].subscript if place + 1 < len(steps) else None
            if block.many and index is None:
                self._array(node, block, start)
                return
            place += 2 if block.many and index is not None else 1
            fresh = opens and place == len(steps)
            node = self._indexed(node, block, start, spell(index or ()), fresh)
        if place < len(steps):
            self._assign_member(node, steps[place:], start)
        elif opens:
            cursor.place += 1
            self._push(node)
        else:
            node.remarks.append(Remark(_tag(steps), spell(cursor.value()), start))

    def _array(self, node: Node, block: Block, start: int) -> None:
        if self.cursor.text() == "{":
            self.cursor.place += 1
            self._push(node, block.name)
        else:
            self._unknown(node, block.name, spell(self.cursor.value()), start)

    def _indexed(self, node: Node, block: Block, start: int, index: str, fresh: bool) -> Node:
        if not fresh:
            for found in reversed(node.inner.get(block.name, [])[-_NEAR:]):
                if found.index == index or not block.many:
                    return found
        return self._element(node, block, start, index)

    def _assign_member(self, node: Node, steps: tuple[Step, ...], start: int) -> None:
        name = steps[0].name
        run = self.cursor.value()
        self.raw.add((node.block.name, name))
        if node.block.member(name) is None or len(steps) > 2 or not run:
            self._unknown(node, _tag(steps), spell(run), start)
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
        self.report(
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
        self.stack[-1].node.remarks.append(Remark("", text, run[0].start))
        short = text if len(text) <= 40 else text[:37] + "..."
        self.report(
            "unreadable-text", Severity.WARNING, f"no statement begins with {short!r}", run[0].start
        )


def _tag(steps: tuple[Step, ...]) -> str:
    return "".join(
        f"[{spell(step.subscript)}]" if step.subscript is not None else f".{step.name}"
        for step in steps
    ).lstrip(".")
