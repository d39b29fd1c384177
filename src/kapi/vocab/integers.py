"""C's integer types and their widths, and the typedefs the kernel puts over them.

Source: C11 6.2.5 for the types; ``include/uapi/asm-generic/int-ll64.h`` (``__u32`` ...),
``include/linux/types.h`` and ``include/uapi/asm-generic/posix_types.h`` for the typedefs.
Linux knows two data models: LP64 and ILP32; ``short`` is 16, ``int`` 32 and ``long long`` 64
bits wide everywhere.
"""

from __future__ import annotations

import functools

import msgspec


class CType(msgspec.Struct, frozen=True):
    """An integer type as arithmetic sees it: width in bits, and sign.

    ``long`` and ``long long`` of one width are the same here: no value depends on which it is.
    """

    bits: int
    signed: bool

    @property
    def minimum(self) -> int:
        """The least value of the type."""
        return -(1 << (self.bits - 1)) if self.signed else 0

    @property
    def maximum(self) -> int:
        """The greatest value of the type."""
        return (1 << (self.bits - self.signed)) - 1

    def wrap(self, number: int) -> int:
        """Return ``number`` as it is stored in this type: its low bits, read with the sign."""
        number &= (1 << self.bits) - 1
        below_zero = self.signed and number >> (self.bits - 1)
        return number - (1 << self.bits) if below_zero else number


INT = CType(32, True)

_FIXED: dict[str, tuple[int, bool]] = {
    **{f"{prefix}u{bits}": (bits, False) for prefix in ("", "__") for bits in (8, 16, 32, 64)},
    **{f"{prefix}s{bits}": (bits, True) for prefix in ("", "__") for bits in (8, 16, 32, 64)},
    **{f"{prefix}{bits}": (bits, False) for prefix in ("__le", "__be") for bits in (16, 32, 64)},
    **{f"uint{bits}_t": (bits, False) for bits in (8, 16, 32, 64)},
    **{f"int{bits}_t": (bits, True) for bits in (8, 16, 32, 64)},
    "loff_t": (64, True),
    "__kernel_loff_t": (64, True),
    "__aligned_u64": (64, False),
    "aligned_u64": (64, False),
    "__kernel_time64_t": (64, True),
    "time64_t": (64, True),
    "pid_t": (32, True),
    "__kernel_pid_t": (32, True),
    "clockid_t": (32, True),
    "timer_t": (32, True),
    "key_t": (32, True),
    "key_serial_t": (32, True),
    "mqd_t": (32, True),
    "__kernel_timer_t": (32, True),
    "rwf_t": (32, True),
    "__kernel_rwf_t": (32, True),
    "uid_t": (32, False),
    "gid_t": (32, False),
    "qid_t": (32, False),
    "umode_t": (16, False),
    "fmode_t": (32, False),
    "gfp_t": (32, False),
    "__poll_t": (32, False),
    "dev_t": (32, False),
    "uint": (32, False),
}
_LONG: dict[str, bool] = {
    "ssize_t": True,
    "ptrdiff_t": True,
    "intptr_t": True,
    "off_t": True,
    "clock_t": True,
    "time_t": True,
    "old_time_t": True,
    "__kernel_old_time_t": True,
    "__kernel_long_t": True,
    "size_t": False,
    "__kernel_size_t": False,
    "uintptr_t": False,
    "aio_context_t": False,
    "__kernel_ulong_t": False,
    "ulong": False,
    "pgoff_t": False,
    "vm_flags_t": False,
}
_KEYWORDS = frozenset({"signed", "unsigned", "char", "short", "int", "long"})
_QUALIFIERS = frozenset({"const", "volatile", "__user", "__force", "__bitwise"})


@functools.lru_cache(1024)
def integer_type(name: str, *, long_bits: int, char_signed: bool = True) -> CType | None:
    """Return the integer type that ``name`` spells (``unsigned long``, ``u64``), or None.

    ``long_bits`` is the width of ``long``; qualifiers such as ``const`` do not matter.
    ``bool`` and enumerations are no integer types in this sense.
    """
    words = [word for word in name.split() if word not in _QUALIFIERS]
    if len(words) == 1 and words[0] in _FIXED:
        return CType(*_FIXED[words[0]])
    if len(words) == 1 and words[0] in _LONG:
        return CType(long_bits, _LONG[words[0]])
    return _from_keywords(words, long_bits, char_signed)


def _from_keywords(words: list[str], long_bits: int, char_signed: bool) -> CType | None:
    if not words or not set(words) <= _KEYWORDS:
        return None
    counts = {word: words.count(word) for word in words}
    longs = counts.pop("long", 0)
    if longs > 2 or any(count > 1 for count in counts.values()):
        return None
    if "signed" in counts and "unsigned" in counts:
        return None
    base = set(counts) - {"signed", "unsigned"}
    bits = _width(base, longs, long_bits)
    if bits is None:
        return None
    if bits == 8:
        return CType(8, "unsigned" not in counts and ("signed" in counts or char_signed))
    return CType(bits, "unsigned" not in counts)


def _width(base: set[str], longs: int, long_bits: int) -> int | None:
    if longs:
        if base - {"int"}:
            return None
        return long_bits if longs == 1 else 64
    if "char" in base:
        return 8 if base == {"char"} else None
    return 16 if "short" in base else 32
