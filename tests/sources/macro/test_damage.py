"""Damaged and hostile text: never an exception, and time that grows with the text alone."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapi.sources.macro import read_macro
from tests.shared import SHARED
from tests.sources.macro.blocks import patch_blocks, read

_PIECES = st.sampled_from(
    [
        *("KAPI_PARAM(0, ", "KAPI_PARAM_TYPE(", "KAPI_PARAM_END", "KAPI_SIGNAL_MASK_ADD(A)"),
        *("KAPI_ERROR(1, -EIO, ", "KAPI_ERROR_EIO(0)", "KAPI_STRUCT_FIELD(0, ", "KAPI_NEW(x)"),
        *("KAPI_SOCKET_STATE_REQ(", "KAPI_RETURN_FD_COUNT", "KAPI_END_SPEC;", "KAPI_LOCK_DESC("),
        *(".params[0] = {", ".params = {", ".locks[0].acquired = true,", ".type = "),
        *(".return_spec = {", ".locks[1] = {"),
        *(".api_spec = {", ".signals[1] = SIGINT,", ".enum_values = ", ".error_count = 3,"),
        *("(", ")", "{", "}", "[", "]", "},", "};", ",", ".", "=", "|", "-", "/*", "*/", "//", "#"),
        *('"text"', '"', "'", "\\", "\n", "\x00", " ", "NULL", "0", "A", "(const s64[]){A, B}"),
        *("DEFINE_KERNEL_API_SPEC(sys_y)", "SYSCALL_DEFINE_SPEC2(a, ", "struct kapi_ioctl_spec"),
    ]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(body: str) -> None:
    read("DEFINE_KERNEL_API_SPEC(sys_x)\n" + body)
    read(body)


@pytest.mark.skipif(SHARED is None, reason="no corpus next to the repository")
def test_mutated_specs_are_read() -> None:
    assert SHARED is not None
    chance = random.Random(7)
    for mail in sorted((SHARED / "corpus").glob("rfc-v[12]/*.eml")):
        for block in patch_blocks(mail):
            code = "\n".join(line.text for line in block.lines)
            for _ in range(12):
                characters = list(code)
                for _ in range(chance.randrange(1, 12)):
                    place = chance.randrange(len(characters))
                    characters[place] = chance.choice(
                        ["", "(", ")", "{", "}", '"', ",", "\n", "/*"]
                    )
                for spec in read("".join(characters)).specs:
                    assert len(spec.errors) <= 40


@pytest.mark.skipif(SHARED is None, reason="no corpus next to the repository")
def test_a_cut_spec_keeps_what_is_there() -> None:
    assert SHARED is not None
    (block,) = patch_blocks(next((SHARED / "corpus" / "rfc-v2").glob("10-*.eml")))
    counts = []
    for last in range(1, len(block.lines)):
        cut = type(block)(
            text=block.text, lines=block.lines[:last], declaration=None, complete=False
        )
        reading = read_macro(cut)
        assert "incomplete-spec" in [finding.code for finding in reading.findings]
        counts.append(len(reading.specs[0].errors))
    assert counts == sorted(counts)


_MANY = 250_000
_HOSTILE = {
    "string": 'KAPI_NOTES("' + "a " * (5 * _MANY) + '")',
    "unterminated string": 'KAPI_NOTES("' + "a\\" * _MANY,
    "many strings": "KAPI_NOTES(" + '"a" ' * 25_000 + ")",
    "parentheses": "KAPI_NOTES(" + "(" * 7_500 + ")" * 7_500 + ")",
    "parentheses of a word": ".type = " + "(" * 7_500 + "X" + ")" * 7_500 + ",",
    "open parentheses": "KAPI_NOTES(" * 2_500,
    "open macros": "KAPI_PARAM(0, " * 2_500,
    "braces": "{" * 15_000 + "KAPI_LOCK_DESC(x)" * 250,
    "raw braces": ".params[0] = {" * 2_500,
    "transparent braces": ".api_spec = {" * 5_000,
    "mixed brackets": "([{" * 5_000 + ")" * 5_000,
    "comment": "/* " + "x\n" * _MANY,
    "stars": "/*" * 75_000,
    "slashes": "/" * _MANY,
    "backslashes": "\\\n" * 75_000,
    "directives": "#if 1\n" * 12_500,
    "nul": "\x00" * 25_000,
    "signals in a mask": 'KAPI_SIGNAL_MASK(0, "m", "d")' + "KAPI_SIGNAL_MASK_ADD(SIGINT)" * 3_750,
    "elements by index": "".join(f".locks[{n}].lock_name = 0, " for n in range(1_000)),
    "duplicates": "KAPI_NOTES(a)" * 2_500,
    "words": "x | " * 7_500,
    "flags": ".context_flags = A" + " | A" * 5_000 + ",",
    "digits": "1e+" * 75_000,
}


@pytest.mark.parametrize("body", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_time_is_linear(body: str) -> None:
    began = time.process_time()
    reading = read("DEFINE_KERNEL_API_SPEC(sys_x)\n" + body)
    assert time.process_time() - began < 1  # the longest takes a fifth of that
    assert [spec.name for spec in reading.specs] == ["sys_x"]


def test_nul_bytes_are_no_end() -> None:
    reading = read('DEFINE_KERNEL_API_SPEC(sys_x)\n\x00\x00KAPI_NOTES("n\x00")\nKAPI_END_SPEC;')
    assert reading.specs[0].notes == "n\x00"
    assert [finding.code for finding in reading.findings] == ["unreadable-text"]
