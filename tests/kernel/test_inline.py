"""Structures that stand in the section themselves, as they did until PATCH v2."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from kapi.kernel.encode import tree_of
from kapi.kernel.image import Image, ImageError
from kapi.kernel.image_specs import read_image
from kapi.kernel.section import locate
from kapi.kernel.structure_fields import Reader
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.words import ConstraintType
from tests.kernel.build import X86, add_btf, compiled
from tests.kernel.inline import cut, inline_source
from tests.kernel.test_image_specs import SMALL, image_specs, read
from tests.needs import needs

MAIN = "\nint main(void) { return 0; }\n"


def expected(spec: Spec, architecture: str = "x86_64") -> Spec:
    arch = ARCHITECTURES[architecture]
    return Reader(arch).spec(cut(tree_of(spec, arch)))


def linked(specs: Sequence[Spec], place: Path, *flags: str) -> Path:
    return compiled(inline_source(specs, X86) + MAIN, place, *flags, link=True)


def test_words_have_the_numbers_of_the_image(tmp_path: Path) -> None:
    text = SMALL.replace("constraint-type: mask(0x1 | 0x80000)", "constraint-type: custom(f)")
    (spec,) = read(text, tmp_path)
    assert spec.params[1].limits.type is ConstraintType.CUSTOM  # number 4 there, 12 here
    found = image_specs(linked([spec], tmp_path / "trial", "-g"))["sys_trial"]
    assert found.params[1].limits.type is ConstraintType.CUSTOM
    assert found.params[2].size_param == 3


@pytest.mark.parametrize("compiler", ["powerpc-linux-gnu-gcc", "i686-linux-gnu-gcc"])
def test_other_byte_orders_and_words(compiler: str, tmp_path: Path) -> None:
    architecture = "powerpc" if "powerpc" in compiler else "i386"
    (spec,) = read(SMALL, tmp_path)
    source = inline_source([spec], ARCHITECTURES[architecture]) + MAIN
    flags = ("-g", "-nostdlib", "-Wl,-e,main")
    made = compiled(source, tmp_path / "trial", *flags, compiler=compiler, link=True)
    assert image_specs(made)["sys_trial"] == expected(spec, architecture)


def test_the_layout_comes_from_btf(tmp_path: Path) -> None:
    (spec,) = read(SMALL, tmp_path)
    made = linked([spec, spec], tmp_path / "trial", "-g")
    add_btf(made)
    subprocess.run([needs("strip"), "--strip-debug", str(made)], check=True)
    with made.open("rb") as file:
        found = locate(Image(file))
    assert (found.source, found.is_inline, len(found.addresses)) == ("BTF", True, 2)
    assert image_specs(made)["sys_trial"] == expected(spec)


def test_without_a_description_it_is_an_error_that_says_so(tmp_path: Path) -> None:
    (spec,) = read(SMALL, tmp_path)
    made = linked([spec], tmp_path / "trial", "-s")
    with made.open("rb") as file, pytest.raises(ImageError, match="pointers"):
        read_image(Image(file), str(made))
