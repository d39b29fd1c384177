"""Blocks below ``variant:``: which belong to it, and what has no place there."""

from __future__ import annotations

from kapi.finding import Finding
from kapi.model.spec import Spec
from kapi.sources.c.cfile import read_c
from kapi.sources.source_text import Line, SourceText

HEAD = """\
/**
 * sys_ring_control - change a ring buffer
 * @fd: the buffer
 * @op: what to do
 * @arg: depends on the operation
 *
 * contexts: process
"""
TAIL = " */\nSYSCALL_DEFINE3(ring_control, int, fd, unsigned int, op, unsigned long, arg)\n"


def read(body: str) -> tuple[Spec, tuple[Finding, ...]]:
    rows = "".join(f" * {row}".rstrip() + "\n" for row in body.strip("\n").split("\n"))
    lines = (HEAD + rows + TAIL).split("\n")
    numbered = tuple(Line(line, number) for number, line in enumerate(lines, 1))
    reading = read_c(SourceText(source="a.c", file="a.c", lines=numbered))
    (spec,) = reading.specs
    return spec, reading.findings


def test_what_stands_deeper_belongs_to_the_variant() -> None:
    spec, findings = read("""
error: EBADF, no descriptor
  x-when: !is_open(fd)

variant: op == RING_SET_SIZE ||
    op == RING_GROW, give it another size
  desc: Records may be dropped.

    They are gone then.
  @arg: the new size
  param: arg
    type: uint, input

  error: EBUSY, somebody reads
    x-when: arg != 0
  x-since: 6.2
variant: op == RING_GET_SIZE
  return:
    success: >= 0
error: EIO, the device failed
""")
    assert findings == ()
    assert [error.errno for error in spec.errors] == ["EBADF", "EIO"]
    size, get = spec.variants
    assert size.condition == "op == RING_SET_SIZE || op == RING_GROW"
    assert size.summary == "give it another size"
    assert size.description == "Records may be dropped.\n\nThey are gone then."
    assert [(p.name, p.description, p.type_name) for p in size.params] == [
        ("arg", "the new size", None)
    ]
    assert [(error.errno, error.when) for error in size.errors] == [("EBUSY", "arg != 0")]
    assert [(one.tag, one.text) for one in size.extensions] == [("x-since", "6.2")]
    assert (size.span.line, size.span.end_line) == (11, 22)
    assert get.returns is not None
    assert get.returns.success_min == "0"
    assert (get.summary, get.span.line, get.span.end_line) == (None, 23, 25)


def test_what_has_no_place_there_is_kept_and_reported() -> None:
    spec, findings = read("""
error: EBADF, no descriptor
variant: op == RING_DROP
  lock: ring_mutex
    type: mutex
  variant: arg == 0
    error: EIO, the device failed
  api-version: 2
  param: size
    type: uint
  return:
    success: 0
  return:
    success: 1
  some words
""")
    (variant,) = spec.variants
    assert [(f.code, f.span.line) for f in findings] == [
        ("misplaced-tag", 10),
        ("misplaced-tag", 12),
        ("misplaced-tag", 14),
        ("unknown-param", 15),
        ("duplicate-tag", 19),
    ]
    assert "join the conditions with &&" in findings[1].hint
    assert [one.tag for one in variant.extensions] == ["lock", "variant", "api-version", "return"]
    assert variant.returns is not None
    assert variant.returns.success == "1 some words"


def test_without_indentation_blocks_belong_to_the_variant_before_them() -> None:
    spec, _ = read("""
error: EBADF, no descriptor
desc: It is closed.
variant: op == RING_DROP
desc: Empties it.
error: EBUSY, somebody reads
x-when: arg != 0
variant: op == RING_GET_SIZE
return:
success: >= 0
notes: none
error: EIO, the device failed
""")
    drop, get = spec.variants
    assert [error.errno for error in spec.errors] == ["EBADF", "EIO"]
    assert drop.description == "Empties it."
    assert [(error.errno, error.when) for error in drop.errors] == [("EBUSY", "arg != 0")]
    assert get.returns is not None
    assert get.returns.success_min == "0"


def test_variant_is_a_word_of_ordinary_comments_too() -> None:
    text = """\
/**
 * pick - take a codec
 * variant: the one that is wanted
 * contexts: any
 */
int pick(int variant);
"""
    numbered = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    assert read_c(SourceText(source="a.c", file="a.c", lines=numbered)).specs == ()
