"""The same spec through comment, C, compiled section and debugfs: equal models but for losses."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kapi.kernel.encode import carried, losses
from kapi.kernel.image import Image, ImageError
from kapi.kernel.image_specs import read_image
from kapi.kernel.section import locate
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import ARCHITECTURES, Architecture
from tests.kernel.build import SHOWN, STRICT, X86, add_btf, compiled, source_of
from tests.needs import needs
from tests.shipped import catalogue
from tests.strategies import specs

SMALL = """/**
 * sys_trial - try something
 * contexts: process, sleepable
 * param: fd
 *   type: fd, input
 *   constraint-type: range(0, INT_MAX)
 * param: flags
 *   type: uint, input
 *   constraint-type: mask(0x1 | 0x80000)
 * param: buf
 *   type: user_ptr, output
 *   size-param: 3
 * param: len
 *   type: uint, input
 * return:
 *   type: int
 *   check-type: range
 *   success-range: 0, 4096
 * error: EBADF, no descriptor
 *   desc: Quotes "here", a \\\\ and a question ?? mark.
 * error: EINVAL, wrong flags
 * signal: SIGPIPE
 *   direction: send
 *   action: terminate
 *   restartable: yes
 * lock: inode, mutex
 *   scope: acquires
 * capability: CAP_SYS_ADMIN
 *   type: bypass_check
 *   allows: anything
 * side-effect: modify_state | file_position
 *   target: file
 *   reversible: yes
 * notes: One.
 *
 *   Two.
 */
SYSCALL_DEFINE4(trial, int, fd, unsigned int, flags, char __user *, buf, size_t, len)
"""


def read(text: str, tmp_path: Path) -> tuple[Spec, ...]:
    place = tmp_path / "trial.c"
    place.write_text(text)
    return load_specs([str(place)], Options()).specs


def image_specs(path: Path) -> dict[str, Spec]:
    with path.open("rb") as file:
        reading = read_image(Image(file), str(path))
    assert reading.findings == ()
    return {one.name: one for one in reading.specs}


def test_a_spec_comes_back_from_a_compiled_section(tmp_path: Path) -> None:
    (spec,) = read(SMALL, tmp_path)
    made = compiled(source_of([spec]), tmp_path / "trial.o", *STRICT)
    found = image_specs(made)["sys_trial"]
    assert found == carried(spec, X86)
    assert [one.errno for one in found.errors] == ["EBADF", "EINVAL"]
    assert found.errors[0].description == 'Quotes "here", a \\\\ and a question ?? mark.'
    assert found.params[1].limits.mask == "0x80001"
    assert found.params[2].size_param == 3
    assert found.notes == "One.\n\nTwo."
    assert found.origin.file.endswith(".data.rel.ro.local+0x0")


@pytest.mark.parametrize(
    ("compiler", "architecture", "flags"),
    [
        ("powerpc-linux-gnu-gcc", "powerpc", ()),
        ("i686-linux-gnu-gcc", "i386", ()),
        ("i686-linux-gnu-gcc", "i386", ("-g",)),
    ],
)
def test_other_byte_orders_and_words(
    compiler: str, architecture: str, flags: tuple[str, ...], tmp_path: Path
) -> None:
    (spec,) = read(SMALL, tmp_path)
    arch: Architecture = ARCHITECTURES[architecture]
    source = source_of([spec], arch)
    made = compiled(source, tmp_path / "trial.o", *flags, compiler=compiler)
    assert image_specs(made)["sys_trial"] == carried(spec, arch)


@pytest.mark.parametrize(
    "flags",
    [
        (*SHOWN, "-no-pie"),
        (*SHOWN, "-pie"),
        ("-shared", "-fPIC"),
        ("-pie", "-s"),
        ("-no-pie", "-s"),
        ("-pie", "-Wl,--emit-relocs"),
        ("-pie", "-Wl,-z,pack-relative-relocs"),
    ],
    ids=" ".join,
)
def test_every_kind_of_linked_image(flags: tuple[str, ...], tmp_path: Path) -> None:
    (spec,) = read(SMALL, tmp_path)
    source = source_of([spec]) + "\nint main(void) { return 0; }\n"
    made = compiled(source, tmp_path / "trial", *flags, link=True)
    assert image_specs(made)["sys_trial"] == carried(spec, X86)


def test_words_that_the_header_lacks_are_left_out(tmp_path: Path) -> None:
    text = SMALL.replace("type: fd, input", "type: hex, input, sysfs_rw")
    (spec,) = read(text, tmp_path)
    made = compiled(source_of([spec]), tmp_path / "trial.o", *STRICT)
    assert image_specs(made)["sys_trial"] == carried(spec, X86)
    lost = {one.path for one in losses(spec, X86)}
    assert {("params", 0, "type"), ("params", 0, "flags", 1)} <= lost


def test_heads_are_what_a_list_shows(tmp_path: Path) -> None:
    made = compiled(source_of(catalogue()), tmp_path / "catalogue.o")
    with made.open("rb") as file:
        heads = read_image(Image(file), str(made), heads=True)
    whole = image_specs(made)
    assert heads.findings == ()
    for one in heads.specs:
        assert (one.kind, one.summary, one.origin) == (
            whole[one.name].kind, whole[one.name].summary, whole[one.name].origin,
        )  # fmt: skip
        assert one.params == ()
    assert len(heads.specs) == len(whole)


def test_an_image_without_specs_says_so() -> None:
    with Path("/bin/sh").open("rb") as file, pytest.raises(ImageError, match=r"\.kapi_specs"):
        read_image(Image(file), "/bin/sh")


@given(specs())
@settings(suppress_health_check=list(HealthCheck))
def test_what_is_carried_is_carried_again(spec: Spec) -> None:
    once = carried(spec, X86)
    assert carried(once, X86) == once


def test_a_layout_comes_from_btf(tmp_path: Path) -> None:
    (spec,) = read(SMALL, tmp_path)
    source = source_of([spec]) + "\nint main(void) { return 0; }\n"
    made = compiled(source, tmp_path / "trial", *SHOWN, "-no-pie", link=True)
    add_btf(made)
    subprocess.run([needs("strip"), "--strip-debug", str(made)], check=True)
    with made.open("rb") as file:
        assert locate(Image(file)).source == "BTF"
    assert image_specs(made)["sys_trial"] == carried(spec, X86)
