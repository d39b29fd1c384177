"""The formats of `kapi show`, one protocol for all."""

from __future__ import annotations

import msgspec
import pytest

from kapi.render.show_formats import FORMATS, write_dialect
from kapi.vocab.words import Dialect
from kapi.written import PLAIN, Medium
from tests.render.sample import SAMPLE

OTHER = msgspec.structs.replace(SAMPLE, name="sys_other")
BY_NAME = {one.name: one for one in FORMATS}


@pytest.mark.parametrize("name", BY_NAME)
def test_two_specs_stand_in_one_text(name: str) -> None:
    form = BY_NAME[name]
    one, both = (form.write(specs, PLAIN) for specs in ([SAMPLE], [SAMPLE, OTHER]))
    assert "sys_region" in one.text
    assert "sys_other" in both.text
    if name not in ("json", "rst"):
        other = form.write([OTHER], PLAIN)
        assert both.text == f"{one.text}\n{other.text}"
        assert both.losses == one.losses + other.losses
    assert {loss.api for loss in both.losses} <= {"sys_region", "sys_other"}


def test_labels_of_a_later_document_are_its_own() -> None:
    text = BY_NAME["rst"].write([SAMPLE, SAMPLE], PLAIN).text
    assert ".. _kapi-sys-region:\n" in text
    assert ".. _kapi-sys-region-2:\n" in text


@pytest.mark.parametrize(
    ("name", "dialect"),
    [
        ("kerneldoc", Dialect.KERNELDOC),
        ("kerneldoc-enum", Dialect.KERNELDOC_ENUM),
        ("kerneldoc-flat", Dialect.KERNELDOC_FLAT),
        ("macro", Dialect.MACRO_RFC2),
        ("macro-rfc2", Dialect.MACRO_RFC2),
        ("macro-rfc1", Dialect.MACRO_RFC1),
    ],
)
def test_a_dialect_by_its_name(name: str, dialect: Dialect) -> None:
    written = write_dialect(SAMPLE, dialect)
    shown = BY_NAME[name].write([SAMPLE], PLAIN)
    assert shown.text == written.text
    assert [str(one) for one in shown.losses] == [str(one) for one in written.losses]
    assert ("DEFINE_KERNEL_API_SPEC" in shown.text) is name.startswith("macro")


def test_who_reads_them() -> None:
    assert FORMATS[0].name == "text"
    assert BY_NAME["text"].medium is Medium.PEOPLE
    assert BY_NAME["json"].medium is Medium.JSON
    assert {one.medium for one in FORMATS[4:]} == {Medium.EXACT}
