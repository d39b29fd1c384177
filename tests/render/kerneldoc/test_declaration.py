"""Declarations that are made for specs without one, and how long ones are wrapped."""

from __future__ import annotations

import pytest

from kapi.model.elements import Param, Returns
from kapi.model.spec import Declaration, Spec
from kapi.render.kerneldoc.declaration import declaration_text, made_declaration
from kapi.vocab.words import ApiKind

PARAMS = (Param(name="buf", type_name="char *"), Param(name="len", type_name="size_t"))


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        (Spec(name="sys_f", kind=ApiKind.SYSCALL, params=PARAMS),
         "SYSCALL_DEFINE2(f, char *, buf, size_t, len)"),
        (Spec(name="sys_f", kind=ApiKind.SYSCALL), "SYSCALL_DEFINE0(f)"),
        (Spec(name="f", kind=ApiKind.SYSCALL, params=PARAMS), ""),
        (Spec(name="f", kind=ApiKind.FUNCTION, params=PARAMS), "int f(char *buf, size_t len)"),
        (Spec(name="f", kind=ApiKind.FUNCTION), "int f(void)"),
        (Spec(name="f", kind=ApiKind.FUNCTION, returns=Returns(type_name="void *")),
         "void *f(void)"),
        (Spec(name="f", kind=ApiKind.FUNCTION, returns=Returns(type_name="long")), "long f(void)"),
        (Spec(name="f", kind=ApiKind.FUNCTION, params=(Param(name="x"),)), ""),
        (Spec(name="F", kind=ApiKind.IOCTL, params=PARAMS), ""),
        (Spec(name="sys_f", kind=ApiKind.SYSCALL,
              declaration=Declaration(name="sys_f", kind=ApiKind.SYSCALL, text="f()")), ""),
    ],
)  # fmt: skip
def test_what_is_made_where_kind_and_types_allow_it(spec: Spec, text: str) -> None:
    assert made_declaration(spec) == text


def test_a_short_one_and_a_definition_stay_on_their_line() -> None:
    assert declaration_text("int f(int a, int b)") == "int f(int a, int b);"
    definition = "#define F _IOWR('f', 1, " + "x" * 90 + ")"
    assert declaration_text(definition) == definition


def test_a_long_one_breaks_after_commas_before_column_80() -> None:
    text = "SYSCALL_DEFINE6(f, " + ", ".join(f"unsigned long, argument{n}" for n in range(6)) + ")"
    rows = declaration_text(text).split("\n")
    assert [row[:2] for row in rows[1:]] == ["\t\t"] * (len(rows) - 1)
    assert [row[-1] for row in rows] == [*"," * (len(rows) - 1), ";"]
    assert max(len(row.expandtabs()) for row in rows) <= 80
    assert " ".join(row.strip() for row in rows) == text + ";"


def test_the_last_column_is_used() -> None:
    exactly = "f(" + "a" * 69 + ", bcde)"
    assert len(exactly) == 78
    assert "\n" not in declaration_text(exactly)
    assert declaration_text(exactly.replace("bcde", "bcdef")) == "f(" + "a" * 69 + ",\n\t\tbcdef);"
