from __future__ import annotations

import ctypes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.vocab.integers import CType, integer_type

NATIVE = {
    "char": ctypes.c_char,
    "unsigned char": ctypes.c_ubyte,
    "short int": ctypes.c_short,
    "unsigned": ctypes.c_uint,
    "long": ctypes.c_long,
    "long unsigned int": ctypes.c_ulong,
    "long long": ctypes.c_longlong,
    "size_t": ctypes.c_size_t,
    "u16": ctypes.c_uint16,
    "__s64": ctypes.c_int64,
}


@pytest.mark.parametrize("name", NATIVE)
def test_widths_are_the_compilers(name: str) -> None:
    kind = integer_type(name, long_bits=8 * ctypes.sizeof(ctypes.c_long))
    assert kind is not None
    assert kind.bits == 8 * ctypes.sizeof(NATIVE[name])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("long", CType(32, True)),
        ("size_t", CType(32, False)),
        ("loff_t", CType(64, True)),
        ("const unsigned long", CType(32, False)),
        ("char", CType(8, True)),
    ],
)
def test_ilp32(name: str, kind: CType) -> None:
    assert integer_type(name, long_bits=32) == kind


@pytest.mark.parametrize(
    "name",
    ["", "float", "long long long", "short long", "signed unsigned", "int int", "struct x", "x"],
)
def test_what_is_no_integer_type(name: str) -> None:
    assert integer_type(name, long_bits=64) is None


def test_char_depends_on_the_architecture() -> None:
    assert integer_type("char", long_bits=64, char_signed=False) == CType(8, False)
    assert integer_type("signed char", long_bits=64, char_signed=False) == CType(8, True)


@given(st.integers(-(1 << 70), 1 << 70), st.sampled_from([8, 16, 32, 64]), st.booleans())
def test_wrapping(number: int, bits: int, signed: bool) -> None:
    kind = CType(bits, signed)
    wrapped = kind.wrap(number)
    assert kind.minimum <= wrapped <= kind.maximum
    assert (wrapped - number) % (1 << bits) == 0
