"""The open structures of a spec, one inside the other."""

from __future__ import annotations

from typing import NamedTuple

from kapi.finding import Finding, Severity
from kapi.sources.macro.cursor import Cursor
from kapi.sources.macro.node import Node, Remark
from kapi.vocab.field import Structure
from kapi.vocab.macros import ENDS, Macro
from kapi.vocab.members import IGNORED, STRUCTURES

_DEPTH = 32  # structures nest three deep; braces beyond this are not followed
_NEAR = 64  # an element named by index is looked for among so many; the framework allows 32


class Frame(NamedTuple):
    """An open structure, or (``array`` given) an open array of ``node``'s."""

    node: Node
    array: str = ""


class Stack:
    """The structures open at the cursor, ``root`` below all, and what is wrong with them."""

    def __init__(self, cursor: Cursor, root: Node) -> None:
        self.cursor = cursor
        self.root = root
        self.frames = [Frame(root)]
        self.findings: list[Finding] = []
        self.too_deep = False

    @property
    def top(self) -> Frame:
        """The innermost open structure."""
        return self.frames[-1]

    def report(
        self, code: str, severity: Severity, message: str, start: int, hint: str = ""
    ) -> None:
        """Record a finding at offset ``start``."""
        span = self.cursor.scan.span(start)
        self.findings.append(
            Finding(code=code, severity=severity, message=message, span=span, hint=hint)
        )

    def pop(self, missing: bool = False) -> None:
        """Close the innermost structure; ``missing`` says that nothing in the text does."""
        frame = self.frames.pop()
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

    def unmatched(self, what: str, start: int) -> None:
        """Report an end that stands alone."""
        self.report(
            "unmatched-end", Severity.WARNING, f"'{what}' closes nothing that is open", start
        )

    def push(self, node: Node, array: str = "") -> None:
        """Open ``node``, or an array of it."""
        if len(self.frames) < _DEPTH:
            self.frames.append(Frame(node, array))
        elif not self.too_deep:
            self.too_deep = True
            self.report("nested-too-deep", Severity.ERROR, "braces are nested too deep", node.start)

    def end_block(self, name: str, start: int) -> None:
        """Close the structure that the macro ``name`` ends."""
        depth = self._depth(ENDS[name])
        if depth is None:
            self.unmatched(name, start)
            return
        while len(self.frames) > depth + 1:
            self.pop(missing=True)
        self.pop()

    def _depth(self, block: str) -> int | None:
        """Return the place in the stack of the innermost open structure called ``block``."""
        for depth in range(len(self.frames) - 1, -1, -1):
            frame = self.frames[depth]
            if frame.node.block.name == block and not frame.array:
                return depth
        return None

    def return_to(self, block: str) -> Node | None:
        """Close what is open inside the innermost ``block`` and return that."""
        depth = self._depth(block)
        if depth is None:
            return None
        while len(self.frames) > depth + 1:
            self.pop(missing=True)
        return self.frames[-1].node

    def element(self, parent: Node, block: Structure, start: int, index: str | None) -> Node:
        """Make a new element of an array, or return the one structure that is no array."""
        nodes = parent.inner.setdefault(block.name, [])
        if nodes and not block.many:
            return nodes[0]
        nodes.append(Node(block, start, index if block.many else None))
        return nodes[-1]

    def misplaced(self, macro: Macro, block: str, start: int) -> Node:
        """Return the last element of ``block`` for a macro that stands outside of one."""
        self.report(
            "misplaced-macro",
            Severity.WARNING,
            f"{macro.name} stands outside of the element that it belongs to",
            start,
        )
        parent = self.root
        if STRUCTURES[block].parent != "spec":
            structs = parent.inner.get(STRUCTURES[block].parent)
            outer = STRUCTURES[STRUCTURES[block].parent]
            parent = structs[-1] if structs else self.element(parent, outer, start, "")
        nodes = parent.inner.get(block)
        return nodes[-1] if nodes else self.element(parent, STRUCTURES[block], start, "")

    def owner(self, name: str) -> Node | None:
        """Return the open structure that has a member ``name``, closing those inside it."""
        if name == "api_spec" or name in IGNORED:
            return self.root
        for depth in range(len(self.frames) - 1, -1, -1):
            node = self.frames[depth].node
            member = node.block.member(name)
            if member or name in node.block.inner:
                if member and member.field.startswith("sysfs."):
                    return node
                while len(self.frames) > depth + 1:
                    self.pop(missing=True)
                return node
        return None

    def indexed(self, node: Node, block: Structure, start: int, index: str, fresh: bool) -> Node:
        """Return the element that is named by ``index``; a ``fresh`` one is always made."""
        if not fresh:
            for found in reversed(node.inner.get(block.name, [])[-_NEAR:]):
                if found.index == index or not block.many:
                    return found
        return self.element(node, block, start, index)

    def unknown(self, node: Node, tag: str, text: str, start: int) -> None:
        """Keep what no macro or member is called as a remark, and report it."""
        node.remarks.append(Remark(tag, text, start))
        self.report(
            "unknown-tag",
            Severity.WARNING,
            f"'{tag}' is no macro or member of a specification",
            start,
            hint="it is kept as an extension",
        )
