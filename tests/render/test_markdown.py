"""Markdown against markdown-it: the words come out as they went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kapi.model.prose import fold
from kapi.render import markdown
from tests.render.filled import filled
from tests.render.test_rst import TRICKY, spec_with, words


def parse(text: str) -> list[Token]:
    return MarkdownIt("commonmark").parse(text)


def shown(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type == "inline":
            for child in token.children or ():
                parts.append("\n" if child.type == "softbreak" else child.content)
            parts.append("\n")
        elif token.type == "fence":
            parts.append(token.content)
    return "".join(parts)


def check(prose: str) -> None:
    text = markdown.write(spec_with(prose)).text
    found = words(shown(parse(text)))
    for word in words(prose):
        bare = word.rstrip(".)")
        assert found.count(word) >= 4 or bare.isdigit() or word in "-*+", (word, text)


@pytest.mark.parametrize("prose", [*TRICKY, "&amp; <b>bold</b> ![x](y) ~~~ ```", "# heading"])
def test_markup_characters_are_text(prose: str) -> None:
    check(fold(prose.split("\n")))


@given(st.text(st.sampled_from("ab1_*`|\\:.-+=()[]<>#~& \n\"'/!;"), max_size=40))
def test_any_prose_is_text(prose: str) -> None:
    check(fold(prose.split("\n")))


def test_headings_and_entries() -> None:
    tokens = parse(markdown.write(filled()).text)
    titles = [
        tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"
    ]
    assert titles[0] == filled().name
    assert {"Parameters", "Errors", "Locks"} <= set(titles)
    strong = [
        child.content
        for token in tokens
        if token.type == "inline"
        for before, child in zip(token.children or [], (token.children or [])[1:], strict=False)
        if before.type == "strong_open"
    ]
    assert filled().errors[0].errno in strong


def test_code_keeps_its_fence() -> None:
    spec = spec_with("x")
    text = markdown.write(type(spec)(name="x", kind=spec.kind, examples="```\ncode\n```")).text
    assert [t.content for t in parse(text) if t.type == "fence"] == ["```\ncode\n```\n"]
