"""Headers of real files, as pyelftools reads them; and of files that are none."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile

from kapi.kernel.elf import ImageError, read_head
from tests.kernel.build import compiled

KINDS = ("SHT_SYMTAB", "SHT_STRTAB", "SHT_RELA", "SHT_NOBITS", "SHT_REL", "SHT_DYNSYM")


@pytest.mark.parametrize(
    "compiler",
    ["gcc", "powerpc-linux-gnu-gcc", "i686-linux-gnu-gcc", None],
)
def test_pyelftools_agrees(compiler: str | None, tmp_path: Path) -> None:
    place = Path(sys.executable).resolve()
    if compiler is not None:
        place = compiled("int a = 1; int *b = &a;", tmp_path / "a.o", "-g", compiler=compiler)
    with place.open("rb") as file:
        head, other = read_head(file), ELFFile(file)
        assert head.word * 8 == other.elfclass
        assert (head.order == "<") == other.little_endian
        assert head.machine == other["e_machine"]
        assert head.is_relocatable == (other["e_type"] == "ET_REL")
        for one, theirs in zip(head.sections, other.iter_sections(), strict=True):
            assert (one.name, one.offset, one.size) == (
                theirs.name, theirs["sh_offset"], theirs["sh_size"],
            )  # fmt: skip
            assert (one.link, one.info) == (theirs["sh_link"], theirs["sh_info"])
            assert one.kind == (theirs["sh_type"] if theirs["sh_type"] in KINDS else "")
            assert one.alloc == bool(theirs["sh_flags"] & 2)
            if not head.is_relocatable:
                assert one.address == theirs["sh_addr"]


def test_more_sections_than_16_bits_count(tmp_path: Path) -> None:
    rows = "".join(f'asm(".section s{n}\\n.byte 0");\n' for n in range(0x10010))
    place = compiled(rows, tmp_path / "many.o")
    with place.open("rb") as file:
        sections, other = read_head(file).sections, ELFFile(file)
        assert len(sections) == other.num_sections() > 0x10000
        assert sections[-5].name == other.get_section(len(sections) - 5).name


@pytest.mark.parametrize("content", [b"", b"\x7fELF", b"\x7fELF" + bytes(60), b"MZ" + bytes(90)])
def test_what_is_no_elf_file_is_refused(content: bytes) -> None:
    with pytest.raises(ImageError, match="not an ELF file"):
        read_head(io.BytesIO(content))
