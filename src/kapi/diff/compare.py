"""Two versions of a spec as edits. Generators only yield; what is shown of them is decided later.

for edit in compared_specs(old, new):
edit.kind, edit.impact   # limits-narrowed, Impact.BREAKING
edit.subject             # param flags

Places, counts, dialects, the order of blocks and new names of parameters are no edits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from kapi.diff.check_order import order_edits
from kapi.diff.edit import Edit, Impact, shown
from kapi.diff.meanings import came_or_went, rule_of
from kapi.diff.one_line import between, by_name, called, extension, section, told, valid
from kapi.diff.pairing import Pair, paired
from kapi.diff.param_pairs import (
    changed,
    declared,
    described,
    in_calls,
    renamed_params,
    renamer,
    result_type,
    returned,
)
from kapi.diff.relation import Relation
from kapi.diff.strictness import canonical
from kapi.diff.value_sets import compared_limits, compared_ranges
from kapi.model.definitions import expanded
from kapi.model.elements import Limits
from kapi.model.spec import Spec, Variant, stated
from kapi.span import Span
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.errno import same_errno
from kapi.vocab.field import EXPRESSIONS, TEXTS, Block, Field, Form
from kapi.vocab.schema import BLOCKS, SPEC, VARIANT_BLOCKS

Path = tuple[str | int, ...]
Part = Spec | Variant


def compared_specs(old: Spec, new: Spec) -> tuple[Edit, ...]:
    """Return what differs between two versions of a spec, in the order of the schema."""
    return () if old == new else tuple(_Comparison(old, new).edits())


class _Comparison:
    """One pair of specs; ``rename`` gives a text of the old one with the new names."""

    def __init__(self, old: Spec, new: Spec) -> None:
        self.old, self.new = old, new
        self.api, self.kind = new.name, new.kind
        names = renamed_params(declared(old), declared(new))
        self.rename = renamer(names)
        self.names = names

    def edits(self) -> Iterator[Edit]:
        yield from self._fields(SPEC, self.old, self.new, "", ())
        yield from self._declaration()
        yield from self._part(self.old, self.new, "", ())
        yield from self._elements(BLOCKS["variant"], self.old, self.new, "", ())
        yield from self._sections()

    def _part(self, old: Part, new: Part, subject: str, path: Path) -> Iterator[Edit]:
        """The elements of a spec, or of a variant."""
        within = isinstance(new, Variant)
        for name, block in BLOCKS.items():
            if name in ("field", "variant") or (within and name not in VARIANT_BLOCKS):
                continue
            yield from self._elements(block, old, new, subject, path)
        yield from self._extensions(old, new, subject, path)

    def _elements(
        self, block: Block, old: Any, new: Any, subject: str, path: Path
    ) -> Iterator[Edit]:
        before, after = self._listed(block, old), self._listed(block, new)
        if not before and not after:
            return
        if block.name == "param" and not path:
            before, after = described(before, self.old), described(after, self.new)
        if block.name == "return" and not path:
            before, after = returned(before, self.old), returned(after, self.new)
        pairs = paired(block, [self._renamed(block, one) for one in before], after)
        for pair in pairs:
            yield from self._pair(block, before, after, pair, subject, path)
        if block.name == "error":
            found = self._orders(before, after, pairs, subject, path)
            yield from found
        if block.name == "param" and not path:
            yield from self._moved()

    def _orders(
        self,
        before: Sequence[Any],
        after: Sequence[Any],
        pairs: Sequence[Pair],
        subject: str,
        path: Path,
    ) -> Iterator[Edit]:
        orders = (self.old.error_order, self.new.error_order)
        for old, new, span in order_edits(before, after, pairs, orders):
            yield self._edit(
                "error-order", Impact.BREAKING, subject, "", (old, new), (*path, "errors"), span
            )

    def _listed(self, block: Block, part: Any) -> Sequence[Any]:
        value = stated(part, block.field)
        found = (value if block.many else (value,)) if value is not None else ()
        if self.old.where == self.new.where:
            return tuple(found)
        spec = self.old if part is self.old or part in self.old.variants else self.new
        return tuple(expanded(one, spec.where) for one in found)

    def _pair(
        self,
        block: Block,
        before: Sequence[Any],
        after: Sequence[Any],
        pair: Pair,
        subject: str,
        path: Path,
    ) -> Iterator[Edit]:
        old = None if pair.old is None else before[pair.old]
        new = None if pair.new is None else after[pair.new]
        here = new if new is not None else old
        where = (*path, *_steps(block.field), *_place(block, pair))
        name = " ".join(filter(None, (subject, called(block, here))))
        if old is None or new is None:
            yield from self._one_sided(block, here, before, name, where, came=old is None)
            return
        if old == new and getattr(new, "size_param", None) is None:
            return
        yield from self._fields(block, old, new, name, where)
        if block.name == "variant":
            yield from self._part(old, new, name, where)
            return
        if block.name == "struct":
            yield from self._elements(BLOCKS["field"], old, new, name, where)
        yield from self._extensions(old, new, name, where)

    def _one_sided(
        self,
        block: Block,
        element: Any,
        before: Sequence[Any],
        subject: str,
        path: Path,
        *,
        came: bool,
    ) -> Iterator[Edit]:
        kind, impact = came_or_went(block.name, element, self.kind, came=came)
        if kind == "error-added" and _was_listed(element, before):
            impact = Impact.NEUTRAL
        text = told(block, element)
        values = ("", text) if came else (text, "")
        yield self._edit(kind, impact, subject, "", values, path, element.span)

    def _fields(self, block: Block, old: Any, new: Any, subject: str, path: Path) -> Iterator[Edit]:
        span = new.span
        for field in block.fields:
            before, after = stated(old, field.path), stated(new, field.path)
            if before == after and field.path != "size_param":
                continue
            edit = self._field(block, field, before, after)
            if edit is not None:
                values = (self._shown(before, field, old=True), self._shown(after, field))
                steps = (*path, *_steps(field.path))
                yield self._edit(*edit, subject, field.label, values, steps, span)
        yield from self._limits(old, new, subject, path)
        if block.name == "return":
            yield from self._range(old, new, subject, path)

    def _field(self, block: Block, field: Field, old: Any, new: Any) -> tuple[str, Impact] | None:
        """The kind and the impact of a field that differs; None where that is no change."""
        rule = rule_of(block.name, field)
        if rule is None or self._is_same(field, old, new):
            return None
        if rule.kind == "errno" and _same_number(old, new):
            return rule.kind, Impact.NEUTRAL
        impact = rule.judge(self._in_new_names(field, old), new, self.kind)
        return None if impact is None else (rule.kind, impact)

    def _is_same(self, field: Field, old: Any, new: Any) -> bool:
        if field.form is Form.POSITION:
            return self._position(old, self.old, old_names=True) == self._position(new, self.new)
        if not isinstance(old, str) or not isinstance(new, str):
            return not old and not new and field.form in (Form.STRINGS, Form.SYMBOLS)
        return " ".join(self.rename(old).split()) == " ".join(new.split())

    def _in_new_names(self, field: Field, value: Any) -> Any:
        renames = isinstance(value, str) and field.form in (*EXPRESSIONS, Form.SUCCESS)
        return self.rename(value) if renames else value

    def _position(self, index: int | None, spec: Spec, old_names: bool = False) -> str | None:
        """The name of the parameter at a place."""
        if index is None:
            return None
        names = [one.name for one in declared(spec)]
        name = names[index] if 0 <= index < len(names) else str(index)
        return self.names.get(name, name) if old_names else name

    def _shown(self, value: Any, field: Field, old: bool = False) -> str:
        if field.form is Form.POSITION and value is not None:
            return self._position(value, self.old if old else self.new) or ""
        return shown(value)

    def _limits(self, old: Any, new: Any, subject: str, path: Path) -> Iterator[Edit]:
        before, after = getattr(old, "limits", None), getattr(new, "limits", None)
        if before is None or after is None or before == after:
            return
        relation = compared_limits(self._renamed_limits(before), after)
        kind, impact = _OF_LIMITS[relation]
        if relation is Relation.SAME and before.type == after.type:
            return
        values = (valid(before), valid(after))
        yield self._edit(kind, impact, subject, "valid", values, (*path, "limits"), new.span)

    def _range(self, old: Any, new: Any, subject: str, path: Path) -> Iterator[Edit]:
        bounds = [(one.success_min, one.success_max) for one in (old, new)]
        relation = compared_ranges(*bounds)
        if relation is Relation.SAME:
            return
        kind, impact = "return-widened", Impact.BREAKING
        if relation is Relation.NARROWER:
            kind, impact = "return-narrowed", Impact.NEUTRAL
        elif bounds[1] == (None, None):
            impact = Impact.NEUTRAL
        values = (between(*bounds[0]), between(*bounds[1]))
        steps = (*path, "success_min")
        yield self._edit(kind, impact, subject, "success range", values, steps, new.span)

    def _renamed_limits(self, limits: Limits) -> Limits:
        return changed(limits, self.rename) if self.names else limits

    def _renamed(self, block: Block, element: Any) -> Any:
        """``element`` of the old spec in the names of the new one, to find it there."""
        if not self.names:
            return element
        fields = (one.path for one in block.fields if one.form in TEXTS | EXPRESSIONS)
        texts = {name: getattr(element, name, None) for name in fields if "." not in name}
        changed = {name: self.rename(one) for name, one in texts.items() if one}
        if block.name == "variant":
            changed["condition"] = self.rename(element.condition)
        return msgspec.structs.replace(element, **changed)

    def _declaration(self) -> Iterator[Edit]:
        """The C type of the result, where not both have a rule for it."""
        types = [result_type(one) for one in (self.old, self.new)]
        if all(types) and types[0] != types[1] and not _have_rules(self.old, self.new):
            yield self._edit(
                "c-type",
                Impact.BREAKING,
                "return",
                "type name",
                (types[0], types[1]),
                ("declaration", "return_type"),
                self.new.span,
            )

    def _moved(self) -> Iterator[Edit]:
        """Parameters in another order, and those that are described but no longer declared."""
        before = [self.names.get(one, one) for one in in_calls(self.old)]
        after = in_calls(self.new)
        kept = [one for one in before if one in after]
        there = [one for one in after if one in before]
        if kept != there:
            values = (", ".join(kept), ", ".join(there))
            yield self._of_params("param-moved", "", values)
        for kind, names, others, spec in (
            ("param-removed", before, after, self.new),
            ("param-added", after, before, self.old),
        ):
            described_still = {one.name for one in spec.params}
            for name in names:
                if name not in others and name in described_still:
                    values = ("", name) if kind == "param-added" else (name, "")
                    yield self._of_params(kind, f"param {name}", values)

    def _of_params(self, kind: str, subject: str, values: tuple[str, str]) -> Edit:
        path = ("params",)
        return self._edit(kind, Impact.BREAKING, subject, "declared", values, path, self.new.span)

    def _sections(self) -> Iterator[Edit]:
        yield from self._named(
            "prose", Impact.PROSE, self.old.sections, self.new.sections, section, "", ("sections",)
        )

    def _extensions(self, old: Any, new: Any, subject: str, path: Path) -> Iterator[Edit]:
        yield from self._named(
            "other-tag",
            Impact.NEUTRAL,
            old.extensions,
            new.extensions,
            extension,
            subject,
            (*path, "extensions"),
        )

    def _named(
        self,
        kind: str,
        impact: Impact,
        old: Sequence[Any],
        new: Sequence[Any],
        read: Callable[[Any], tuple[str, str]],
        subject: str,
        path: Path,
    ) -> Iterator[Edit]:
        """Texts by names: one that differs, came or went."""
        if old == new:
            return
        before, after = by_name(old, read), by_name(new, read)
        for name in {**after, **before}:
            values = (before.get(name, ""), after.get(name, ""))
            if self.rename(values[0]) != values[1] and (name in before) | (name in after):
                span = self.new.span
                yield self._edit(kind, impact, subject, name or "text", values, path, span)

    def _edit(
        self,
        kind: str,
        impact: Impact,
        subject: str,
        field: str,
        values: tuple[str, str],
        path: Path,
        span: Span,
    ) -> Edit:
        return Edit(
            kind=kind,
            impact=impact,
            api=self.api,
            subject=subject,
            field=field,
            old=values[0],
            new=values[1],
            path=path,
            span=span,
        )


_OF_LIMITS = {
    Relation.SAME: ("limits-kind", Impact.NEUTRAL),
    Relation.NARROWER: ("limits-narrowed", Impact.BREAKING),
    Relation.WIDER: ("limits-widened", Impact.WIDENING),
    Relation.OTHER: ("limits-changed", Impact.BREAKING),
}


def _steps(path: str) -> Path:
    return tuple(path.split(".")) if path else ()


def _place(block: Block, pair: Pair) -> Path:
    index = pair.new if pair.old is None else pair.old
    return (index,) if block.many and index is not None else ()


def _same_number(one: Any, other: Any) -> bool:
    """Whether two names of errnos are the same number: EAGAIN and EWOULDBLOCK."""
    return same_errno(str(one), str(other), ARCHITECTURES["x86_64"])


def _was_listed(error: Any, before: Sequence[Any]) -> bool:
    """Whether the old errors say the same: its condition, or another name of its errno."""
    if error.when is not None:
        there = {canonical(one.when) for one in before if one.when is not None}
        return canonical(error.when) in there
    names = {one.errno for one in before} - {error.errno}
    return any(_same_number(name, error.errno) for name in names)


def _have_rules(old: Spec, new: Spec) -> bool:
    return old.returns is not None and new.returns is not None
