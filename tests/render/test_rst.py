"""RST against docutils: no message at the lowest level, and the words come out as they went in."""

from __future__ import annotations

import io
from typing import Any

import docutils.core
import docutils.nodes
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.model.elements import ErrorCondition, Lock, Param
from kapi.model.prose import fold
from kapi.model.spec import Spec
from kapi.render import rst
from kapi.vocab.words import ApiKind
from tests.render.filled import filled

TRICKY = [
    "a *star and `tick and |bar| and word_ and __anon__ and trailing\\",
    "ends with colon::",
    "1. not a list",
    "(a) not a list either",
    ".. not a comment",
    ":not: a field",
    "-o option  text",
    "=====",
    "A. B. Author",
    "*",
    "char **argv, void (*f)(int *), x_[1]_",
    "see http://example.org/a_b_ and me@example.org_",
    "first\n\n- item one\n  - inner one\n- item two\n\nlast",
    "3. three\n4. four",
    "1. one\n2. two",
    "- 1. numbered in a bullet",
    "code:\n\n    if (x)\n        return *p;\n\nafter",
    "\N{BULLET} unicode bullet",
    "text\n\n::\n\n    x",
]


def parse(text: str) -> docutils.nodes.document:
    messages = io.StringIO()
    tree = docutils.core.publish_doctree(
        text,
        settings_overrides={
            "report_level": 1,
            "halt_level": 5,
            "warning_stream": messages,
            "file_insertion_enabled": False,
            "raw_enabled": False,
        },
    )
    assert messages.getvalue() == "", messages.getvalue() + "\n" + text
    return tree


def words(text: str) -> list[str]:
    return text.split()


def spec_with(prose: str) -> Spec:
    line = " ".join(prose.split()) or "x"
    return Spec(
        name="sys_x",
        kind=ApiKind.SYSCALL,
        summary=line,
        description=prose,
        errors=(ErrorCondition(errno=line, summary=line, description=prose, condition=prose),),
        params=(Param(name=line, type_name=line), Param(name="b", object=line)),
        locks=(Lock(name=line),),
        examples=prose,
        notes=prose,
    )


def check(prose: str) -> None:
    tree = parse(rst.write(spec_with(prose)).text)
    shown = words(tree.astext())
    for word in words(prose):
        bare = word.rstrip(".)")  # the numbers of lists are not in the text
        assert shown.count(word) >= 4 or bare.isdigit() or word in "-*+", (word, shown)


@pytest.mark.parametrize("prose", TRICKY)
def test_markup_characters_are_text(prose: str) -> None:
    check(fold(prose.split("\n")))


@given(st.text(st.sampled_from("ab1_*`|\\:.-+=()[]<>#~ \n\"'/"), max_size=40))
def test_any_prose_is_clean(prose: str) -> None:
    check(fold(prose.split("\n")))


def test_everything_filled_is_clean_and_has_its_headings() -> None:
    tree = parse(rst.write(filled()).text)
    titles = {node.astext() for node in tree.findall(docutils.nodes.title)}
    assert {"Parameters", "Errors", "Side effects", "State transitions", "Locks"} <= titles
    terms = [node.astext() for node in tree.findall(docutils.nodes.term)]
    assert any(filled().params[0].name in term for term in terms)


def test_label_is_stable_and_can_be_told_apart() -> None:
    spec = Spec(name="sys_mlock", kind=ApiKind.SYSCALL)
    both = rst.write(spec).text + "\n" + rst.write(spec, number=2).text
    assert ".. _kapi-sys-mlock:" in both
    assert ".. _kapi-sys-mlock-2:" in both


def fields(tree: docutils.nodes.document) -> dict[str, str]:
    return {field[0].astext(): field[1].astext() for field in tree.findall(docutils.nodes.field)}


def test_facts_are_fields() -> None:
    stated: Any = fields(parse(rst.write(filled()).text))
    assert stated["Kind"] == "syscall"
    assert stated["reversible"] == "yes"
    assert stated["expression"] == filled().constraints[0].expression


def test_long_mask_is_wrapped_and_whole() -> None:
    mask = " | ".join(f"O_FLAG_NUMBER_{number}" for number in range(30))
    limits = msgspec.structs.replace(filled().params[0].limits, mask=mask)
    param = Param(name="flags", limits=limits)
    text = rst.write(Spec(name="x", kind=ApiKind.FUNCTION, params=(param,))).text
    assert max(map(len, text.split("\n"))) <= 100
    assert words(fields(parse(text))["mask"]) == words(mask)
