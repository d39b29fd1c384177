"""Images that are damaged or made to mislead: no crash, nothing read outside, an end in time."""

from __future__ import annotations

import contextlib
import io
import random
import resource
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kapi.kernel.image import Image, ImageError
from kapi.kernel.image_specs import read_image
from tests.kernel.build import X86, compiled, source_of
from tests.kernel.inline import inline_source
from tests.kernel.test_image_specs import SMALL, image_specs, read
from tests.needs import needs

MAIN = "\nint main(void) { return 0; }\n"
MUTANTS = 50
LONGEST = 2.0  # seconds of processor time for one image
MOST = 8  # bytes that a mutation changes


def images(place: Path) -> list[bytes]:
    (spec,) = read(SMALL, place)
    pointers = source_of([spec], X86)
    return [
        compiled(pointers, place / "object.o", "-g").read_bytes(),
        compiled(pointers + MAIN, place / "linked", "-pie", link=True).read_bytes(),
        compiled(inline_source([spec], X86) + MAIN, place / "inline", "-g", link=True).read_bytes(),
    ]


def tried(content: bytes) -> None:
    """Read it: any result is right but an exception that is no `ImageError`, and a long wait."""
    start = time.process_time()
    for heads in (False, True):
        with contextlib.suppress(ImageError):
            read_image(Image(io.BytesIO(content)), "mutant", heads)
    assert time.process_time() - start < LONGEST


def test_bytes_that_are_changed(tmp_path: Path) -> None:
    chance = random.Random(1)
    for whole in images(tmp_path):
        for _ in range(MUTANTS):
            mutant = bytearray(whole)
            for _ in range(chance.randint(1, MOST)):
                place = chance.choice([chance.randrange(64), chance.randrange(len(mutant))])
                mutant[place] = chance.choice([0, 1, 0x7F, 0xFF, chance.randrange(256)])
            tried(bytes(mutant))


def test_files_that_are_cut(tmp_path: Path) -> None:
    for whole in images(tmp_path):
        for part in range(0, len(whole), max(len(whole) // 40, 1)):
            tried(whole[:part])


def headers(content: bytes) -> tuple[int, int]:
    """Where the section headers of a 64-bit file stand, and how many there are."""
    return struct.unpack_from("<Q", content, 0x28)[0], struct.unpack_from("<H", content, 0x3C)[0]


def test_section_headers_with_other_numbers(tmp_path: Path) -> None:
    """Each number of each header (name, type, flags, address, offset, size, link, info ...)."""
    fields = [(0, "I"), (4, "I"), (8, "Q"), (16, "Q"), (24, "Q"), (32, "Q"), (40, "I"), (44, "I")]
    wrong = [0, 1, 0x7FFFFFFF, 0xFFFFFFFF]
    chance = random.Random(2)
    for whole in images(tmp_path):
        start, count = headers(whole)
        for _ in range(MUTANTS // 2):
            number, (place, kind) = chance.randrange(1, count), chance.choice(fields)
            mutant = bytearray(whole)
            value = chance.choice([*wrong, (1 << 63) + 5] if kind == "Q" else wrong)
            struct.pack_into(f"<{kind}", mutant, start + 64 * number + place, value)
            tried(bytes(mutant))


def with_number(content: bytes, old: int, new: int) -> bytes:
    """Change the number before the parameters, which every specification here has, or its count."""
    magic = struct.pack("<I", 0x4B415031)
    place = content.index(magic) + old
    return content[:place] + struct.pack("<I", new) + content[place + 4 :]


def test_a_count_above_the_room_is_a_finding(tmp_path: Path) -> None:
    (whole, _, _) = images(tmp_path)
    reading = read_image(Image(io.BytesIO(with_number(whole, 4, 17))), "many")
    (finding,) = reading.findings
    assert finding.code == "damaged-image"
    assert "17 params are stated, and there is room for 16" in finding.message


def test_a_number_of_no_group_is_another_layout(tmp_path: Path) -> None:
    (whole, _, _) = images(tmp_path)
    with pytest.raises(ImageError, match="the layout is another"):
        read_image(Image(io.BytesIO(with_number(whole, 0, 0x4B415099))), "other")


def test_a_string_without_an_end_is_a_finding(tmp_path: Path) -> None:
    (_, whole, _) = images(tmp_path)
    image = Image(io.BytesIO(whole))
    found = image.section(".rodata")
    assert found is not None
    mutant = whole[: found.offset] + b"x" * found.size + whole[found.offset + found.size :]
    (finding,) = read_image(Image(io.BytesIO(mutant)), "endless").findings
    assert "a string has no end" in finding.message


def test_readelf_agrees_where_the_specs_are(tmp_path: Path) -> None:
    (spec,) = read(SMALL, tmp_path)
    place = compiled(source_of([spec]) + MAIN, tmp_path / "trial", "-g", "-no-pie", link=True)
    shown = subprocess.run(
        [needs("readelf"), "-sW", str(place)], capture_output=True, text=True, check=True
    ).stdout
    (row,) = [one.split() for one in shown.split("\n") if "__kapi_spec_sys_trial" in one]
    assert int(row[2], 0) == 26400
    with place.open("rb") as file:
        image = Image(file)
        address = int(row[1], 16)
        assert image_specs(place)["sys_trial"].origin.file.endswith(f":{image.place(address)}")


SPARSE = 500 << 20  # bytes
MEASURE = """
import re, sys, time
before = time.process_time()
from kapi.pipeline import Options, load_specs
loaded = load_specs([sys.argv[1]], Options())
assert [one.name for one in loaded.specs] == ["sys_trial"], loaded.findings
seconds = time.process_time() - before
status = open("/proc/self/status").read()  # ru_maxrss counts what was before execve, too
print(seconds, re.search(r"VmHWM:\\s+(\\d+)", status)[1])
"""


def test_half_a_gigabyte_costs_little(tmp_path: Path) -> None:
    """A sparse file: a unit of DWARF that is a hole stands before the one with the structure."""
    (spec,) = read(SMALL, tmp_path)
    small = compiled(inline_source([spec], X86) + MAIN, tmp_path / "small", "-g", link=True)
    large = tmp_path / "large"
    with small.open("rb") as file:
        info = Image(file).section(".debug_info")
    assert info is not None
    content = bytearray(small.read_bytes())
    start, _ = headers(content)
    units = content[info.offset : info.offset + info.size]
    hole = SPARSE - len(content)
    struct.pack_into("<Q", content, start + 64 * info.index + 24, len(content))
    struct.pack_into("<Q", content, start + 64 * info.index + 32, hole + len(units))
    with large.open("wb") as file:
        file.write(content)
        file.write(struct.pack("<I", hole - 4))
        file.seek(len(content) + hole)
        file.write(units)
    assert large.stat().st_blocks * 512 < 10 << 20
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(large)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    seconds, kilobytes = map(float, done.stdout.split())
    assert kilobytes < 150 << 10
    assert seconds < 5


def test_units_without_an_end_are_few(tmp_path: Path) -> None:
    """A section of zeros is no list of a hundred million units."""
    (spec,) = read(SMALL, tmp_path)
    whole = compiled(inline_source([spec], X86) + MAIN, tmp_path / "small", "-g", link=True)
    content = bytearray(whole.read_bytes())
    with whole.open("rb") as file:
        info = Image(file).section(".debug_info")
    assert info is not None
    start, _ = headers(content)
    struct.pack_into("<Q", content, start + 64 * info.index + 24, len(content))
    struct.pack_into("<Q", content, start + 64 * info.index + 32, 64 << 20)
    tried(bytes(content) + bytes(64 << 20))


def test_memory_is_not_asked_for_by_what_a_header_claims(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (_, whole, _) = images(tmp_path)
    start, count = headers(whole)
    for number in range(1, count):
        mutant = bytearray(whole)
        struct.pack_into("<Q", mutant, start + 64 * number + 32, 1 << 40)
        tried(bytes(mutant))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10
