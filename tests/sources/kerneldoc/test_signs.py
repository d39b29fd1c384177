"""Which comments are told of that are no spec, but may have been one before they were damaged."""

from __future__ import annotations

import pytest

from kapi.sources.one_text import read_text

HEAD = " * sys_mlock - lock pages\n * @start: where they begin\n"
SIGN = " * long-desc: It ends with munlock().\n"


def found(text: str) -> list[tuple[str, int]]:
    reading = read_text("x.c", text.encode(), "x.c").reading
    assert not reading.specs
    return [(finding.code, finding.span.line) for finding in reading.findings]


@pytest.mark.parametrize("opening", ["/**", "/*", "/* *", "*/**", "/*!*", "int x; /**", "'/**"])
@pytest.mark.parametrize("end", ["", " */\n"])
def test_a_damaged_first_line_with_one_sign_of_a_spec_is_told(opening: str, end: str) -> None:
    codes = dict(found(f"{opening}\n{HEAD}{SIGN}{end}"))
    assert codes.keys() & {"unread-spec", "no-beginning"}
    assert all(codes.values())


@pytest.mark.parametrize("described", [" * sys_mlock - lock pages\n", " * @start: where\n"])
def test_one_mark_of_kernel_doc_is_enough(described: str) -> None:
    assert found(f"/*\n{described}{SIGN} */\n") == [("unread-spec", 3)]


@pytest.mark.parametrize(
    "comment",
    [
        "/*\n * There are never more than 4 nested\n * contexts: task, softirq, hardirq.\n */",
        "/**\n * make_thread() - make one\n * @contexts: an array, may be NULL\n */",
        "/** @contexts: PVR context list. */",
        "/**\n * probe - claim a device\n * @drv: driver\n *\n"
        " * side-effect: pci_dev->driver is set to drv when drv claims it.\n */",
    ],
)
def test_words_of_stock_comments_are_no_sign(comment: str) -> None:
    assert not found(comment + "\nint x;\n")
