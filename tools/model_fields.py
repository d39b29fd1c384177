"""Writes the fields that `vocab/schema.py` has and the model lacks into the classes of the model.

usage: python tools/model_fields.py

A row of the schema says all that a field of the model says, but only text of Python is checked by
mypy. `make format` runs this. A value that is made of several (a range, a violation) is written by
hand.
"""

from __future__ import annotations

import ast
import inspect
import sys
from pathlib import Path

import msgspec

from kapi.model.spec import ELEMENTS, PARTS, Spec
from kapi.vocab.field import LISTS_OF_EXPRESSIONS, LISTS_OF_NAMES, TEXTS, Block, Field, Form
from kapi.vocab.schema import BLOCKS, SPEC

PLAIN = {
    **dict.fromkeys((*TEXTS, Form.CODE, Form.ERRNO), "str"),
    **dict.fromkeys((Form.EXPRESSION, Form.QUOTED, Form.SUCCESS), "Expression"),
    **dict.fromkeys(LISTS_OF_EXPRESSIONS, "tuple[Expression, ...]"),
    **dict.fromkeys(LISTS_OF_NAMES, "tuple[str, ...]"),
    Form.BOOL: "bool",
    Form.POSITION: "int",
}


def type_of(field: Field) -> str | None:
    """The type of a value that is stated, None where it is made of several."""
    if field.form in PLAIN:
        return PLAIN[field.form]
    if field.words is None or field.form is Form.TYPE:
        return None
    word = f"{field.words.__name__} | Unknown"
    return f"tuple[{word}, ...]" if field.form is Form.WORDS else word


def class_of(block: Block, field: Field) -> type[msgspec.Struct]:
    """The class of the model that has ``field``: that of the block, or of the part it names."""
    if field.part:
        return PARTS[field.part]
    return Spec if block is SPEC else ELEMENTS[block.field]


def name_of(field: Field) -> str:
    """The name of ``field`` in its class."""
    return field.path.rpartition(".")[2]


def lacking() -> list[tuple[type[msgspec.Struct], Field]]:
    """The fields that the model lacks, each with its class."""
    rows = [
        (class_of(block, one), one) for block in (SPEC, *BLOCKS.values()) for one in block.fields
    ]
    return [(kind, one) for kind, one in rows if name_of(one) not in kind.__struct_fields__]


def with_field(text: str, name: str, field: Field) -> str:
    """Return the ``text`` of a module with ``field`` as the last of the class ``name``."""
    (found,) = (one for one in ast.parse(text).body if getattr(one, "name", "") == name)
    last = max(one.end_lineno or 0 for one in found.body if isinstance(one, ast.AnnAssign))
    lines = text.splitlines(keepends=True)
    lines.insert(last, f"    {name_of(field)}: {type_of(field)} | None = None\n")
    return "".join(lines)


def main() -> int:
    """Write what lacks; return 1 where a field must be written by hand."""
    by_hand = 0
    for kind, field in lacking():
        path = Path(inspect.getfile(kind))
        if type_of(field) is None:
            by_hand += 1
            print(f"{path}: {kind.__name__} lacks {field.path}, which is made of several values")
            continue
        path.write_text(with_field(path.read_text(), kind.__name__, field))
        print(f"{path}: {kind.__name__} has {field.path} now")
    return 1 if by_hand else 0


if __name__ == "__main__":
    sys.exit(main())
