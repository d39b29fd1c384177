"""The C declaration below the comment: the spec's own, or one made from the parameters."""

from __future__ import annotations

from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind

_WIDTH = 80


def made_declaration(spec: Spec) -> str:
    """A declaration for a spec without one; empty where kind or types do not allow any."""
    if spec.declaration is not None or any(param.type_name is None for param in spec.params):
        return ""
    pairs = [(param.type_name or "", param.name) for param in spec.params]
    if spec.kind is ApiKind.SYSCALL and spec.name.startswith("sys_"):
        arguments = [spec.name.removeprefix("sys_")]
        arguments += [f"{kind}, {name}" for kind, name in pairs]
        return f"SYSCALL_DEFINE{len(pairs)}({', '.join(arguments)})"
    if spec.kind is ApiKind.FUNCTION:
        kind = (spec.returns.type_name if spec.returns else None) or "int"
        space = "" if kind.endswith("*") else " "
        arguments = [k + ("" if k.endswith("*") else " ") + name for k, name in pairs]
        return f"{kind}{space}{spec.name}({', '.join(arguments) or 'void'})"
    return ""


def declaration_text(text: str) -> str:
    """``text`` wrapped after commas, as C; a ``#define`` is one line."""
    if text.startswith("#"):
        return text
    rows: list[str] = []
    row = ""
    for piece in text.split(", "):
        joined = f"{row}, {piece}" if row else piece
        if row and len(joined.expandtabs()) > _WIDTH - 2:
            rows.append(row + ",")
            row = "\t\t" + piece
        else:
            row = joined
    return "\n".join([*rows, row]) + ";"
