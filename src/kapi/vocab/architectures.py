"""The architectures of Linux as user space sees them: one record per system call ABI.

Sources: ``arch/*/Kconfig`` (page sizes, CONFIG symbols), ``arch/*/include/uapi/asm/``
(bitsperlong.h, byteorder.h), the psABI documents (signedness of char, alignment of 64-bit
integers) and `uname(2)` (aliases). State: Linux 6.12.
"""

from __future__ import annotations

import functools
import os

import msgspec

from kapi.vocab.integers import CType, integer_type


class Architecture(msgspec.Struct, frozen=True, kw_only=True):
    """One ABI: what a program on it sees.

    ``kernel`` is the directory under ``arch/`` (the word that ``arch-mask:`` uses).
    ``word_bits`` is the width of ``long`` and of a pointer. ``page_sizes`` in bytes, the usual
    one first. ``align64`` is the alignment of ``long long`` inside a structure, in bytes.
    """

    name: str
    kernel: str
    word_bits: int
    page_sizes: tuple[int, ...] = (4096,)
    big_endian: bool = False
    char_signed: bool = True
    align64: int = 8
    aliases: tuple[str, ...] = ()

    @property
    def config(self) -> str:
        """The CONFIG symbol of the kernel architecture, e.g. ``CONFIG_PPC``."""
        return CONFIG_SYMBOLS[self.kernel]

    @property
    def page_size(self) -> int | None:
        """The page size in bytes where the architecture knows but one, else None."""
        return self.page_sizes[0] if len(self.page_sizes) == 1 else None

    def integer_type(self, name: str) -> CType | None:
        """Return the integer type called ``name`` as this ABI has it, or None."""
        return integer_type(name, long_bits=self.word_bits, char_signed=self.char_signed)


CONFIG_SYMBOLS: dict[str, str] = {
    **{
        name: f"CONFIG_{name.upper()}"
        for name in [
            "alpha",
            "arc",
            "arm",
            "arm64",
            "csky",
            "hexagon",
            "loongarch",
            "m68k",
            "microblaze",
            "mips",
            "nios2",
            "openrisc",
            "parisc",
            "riscv",
            "s390",
            "sparc",
            "x86",
            "xtensa",
        ]
    },
    "powerpc": "CONFIG_PPC",
    "sh": "CONFIG_SUPERH",
    "um": "CONFIG_UML",
}

_K = 1024
_FLEXIBLE = (4 * _K, 16 * _K, 64 * _K)
_MIPS_PAGES = (4 * _K, 8 * _K, 16 * _K, 32 * _K, 64 * _K)


def _arch(
    name: str, kernel: str, word_bits: int, aliases: str = "", **fields: object
) -> Architecture:
    record = {
        "name": name,
        "kernel": kernel,
        "word_bits": word_bits,
        "aliases": tuple(aliases.split()),
        **fields,
    }
    return msgspec.convert(record, Architecture)


ARCHITECTURES: dict[str, Architecture] = {
    record.name: record
    for record in (
        _arch("x86_64", "x86", 64, "amd64 x86-64"),
        _arch("i386", "x86", 32, "i486 i586 i686 x86_32", align64=4),
        _arch("x32", "x86", 32),
        _arch("arm64", "arm64", 64, "aarch64", page_sizes=_FLEXIBLE, char_signed=False),
        _arch("arm", "arm", 32, "armv6l armv7l armhf armel", char_signed=False),
        _arch("riscv64", "riscv", 64, char_signed=False),
        _arch("riscv32", "riscv", 32, char_signed=False),
        _arch("s390x", "s390", 64, char_signed=False, big_endian=True),
        _arch(
            "powerpc64le",
            "powerpc",
            64,
            "ppc64le ppc64el",
            page_sizes=(64 * _K, 4 * _K),
            char_signed=False,
        ),
        _arch(
            "powerpc64",
            "powerpc",
            64,
            "ppc64",
            page_sizes=(64 * _K, 4 * _K),
            char_signed=False,
            big_endian=True,
        ),
        _arch(
            "powerpc",
            "powerpc",
            32,
            "ppc",
            page_sizes=(4 * _K, 16 * _K, 64 * _K, 256 * _K),
            char_signed=False,
            big_endian=True,
        ),
        _arch("loongarch64", "loongarch", 64, page_sizes=(16 * _K, 4 * _K, 64 * _K)),
        _arch("mips64", "mips", 64, "mips64el mips64le", page_sizes=_MIPS_PAGES),
        _arch("mips64n32", "mips", 32, page_sizes=_MIPS_PAGES),
        _arch("mips", "mips", 32, "mipsel mipsle mipso32", page_sizes=_MIPS_PAGES),
        _arch("sparc64", "sparc", 64, page_sizes=(8 * _K,), big_endian=True),
        _arch("sparc", "sparc", 32, "sparc32", big_endian=True),
        _arch("alpha", "alpha", 64, page_sizes=(8 * _K,)),
        _arch("parisc64", "parisc", 64, page_sizes=_FLEXIBLE, big_endian=True),
        _arch("parisc", "parisc", 32, "hppa", page_sizes=_FLEXIBLE, big_endian=True),
        _arch("m68k", "m68k", 32, page_sizes=(4 * _K, 8 * _K), big_endian=True, align64=2),
        _arch("sh", "sh", 32, "sh4", page_sizes=(4 * _K, 8 * _K, 16 * _K, 64 * _K), align64=4),
        _arch("xtensa", "xtensa", 32, char_signed=False),
        _arch("arc", "arc", 32, page_sizes=(8 * _K, 4 * _K, 16 * _K), char_signed=False, align64=4),
        _arch("csky", "csky", 32, char_signed=False, align64=4),
        _arch("hexagon", "hexagon", 32, page_sizes=(*_FLEXIBLE, 256 * _K), char_signed=False),
        _arch("microblaze", "microblaze", 32, align64=4),
        _arch("nios2", "nios2", 32, align64=4),
        _arch("openrisc", "openrisc", 32, page_sizes=(8 * _K,), big_endian=True, align64=4),
    )
}
_BY_ALIAS = {alias: record for record in ARCHITECTURES.values() for alias in record.aliases}


def architecture(name: str) -> Architecture | None:
    """Return the ABI called ``name`` here or by `uname -m` (``aarch64``), or None."""
    return ARCHITECTURES.get(name) or _BY_ALIAS.get(name)


@functools.cache
def this_machine() -> Architecture | None:
    """Return the ABI of a native program on the running kernel, or None for one unknown here."""
    return architecture(os.uname().machine)
