from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapi.finding import Severity
from kapi.model.spec import Spec
from kapi.sources.c.cfile import read_c
from kapi.sources.reader import Reading
from kapi.vocab.words import ApiKind
from tests.shared import SHARED
from tests.sources.ctext import c_text

COMMENT = """\
/**
 * {name} - do it
 * @fd: the file
 *
 * contexts: process
 *
 * error: EBADF, no such file
 *   desc: The file is not open.
 */
"""
MACRO = """\
DEFINE_KERNEL_API_SPEC({name})
	KAPI_DESCRIPTION("do it")
	KAPI_PARAM(0, "fd", "int", "the file")
	KAPI_PARAM_END
	.param_count = 1,
KAPI_END_SPEC;

"""


def read(code: str) -> Reading:
    return read_c(c_text(code))


def one(code: str) -> Spec:
    (spec,) = read(code).specs
    return spec


def codes(code: str) -> list[str]:
    return [finding.code for finding in read(code).findings]


@pytest.mark.parametrize("name", ["mlock", "sys_mlock", "sys_mlock()"])
def test_a_comment_takes_the_name_of_its_system_call(name: str) -> None:
    code = COMMENT.format(name=name) + "SYSCALL_DEFINE1(mlock, int, fd)\n{\n}\n"
    assert one(code).name == "sys_mlock"
    assert one(code).kind is ApiKind.SYSCALL
    assert codes(code) == []


@pytest.mark.parametrize("name", ["mlock", "sys_mlock", "compat_sys_mlock"])
def test_the_compat_call_has_its_own_name(name: str) -> None:
    code = COMMENT.format(name=name) + "COMPAT_SYSCALL_DEFINE1(mlock, int, fd)\n{\n}\n"
    assert one(code).name == "compat_sys_mlock"
    assert codes(code) == []


def test_another_name_is_an_error_and_stays() -> None:
    code = "\n" + COMMENT.format(name="mlock") + "SYSCALL_DEFINE1(munlock, int, fd)\n"
    (finding,) = read(code).findings
    assert (finding.code, finding.severity) == ("name-mismatch", Severity.ERROR)
    assert finding.span.line in (2, 3)
    assert one(code).name == "mlock"


def test_a_comment_without_declaration_is_kept() -> None:
    code = COMMENT.format(name="mlock") + "EXPORT_SYMBOL(mlock);\nint other(int fd);\n"
    assert one(code).name == "mlock"
    assert one(code).declaration is None
    assert codes(code) == ["no-declaration"]


def test_neighbours_keep_their_own_declarations() -> None:
    code = COMMENT.format(name="a") + COMMENT.format(name="b") + "int b(int fd);\n"
    first, second = read(code).specs
    assert (first.name, first.declaration) == ("a", None)
    assert second.declaration
    assert second.declaration.name == "b"


def test_a_macro_spec_and_its_system_call() -> None:
    code = MACRO.format(name="sys_mlock") + "SYSCALL_DEFINE1(mlock, int, fd)\n{\n}\n"
    spec = one(code)
    assert spec.name == "sys_mlock"
    assert spec.declaration
    assert spec.declaration.macro == "SYSCALL_DEFINE1"
    assert codes(code) == []


def test_a_macro_spec_needs_no_declaration_and_takes_no_stranger() -> None:
    assert codes(MACRO.format(name="sys_mlock")) == []
    code = MACRO.format(name="sys_mlock") + "SYSCALL_DEFINE1(munlock, int, fd)\n"
    assert codes(code) == ["name-mismatch"]
    assert one(code).declaration is None


@pytest.mark.parametrize("kind", ["comment", "macro"])
def test_both_specs_behind_an_ordinary_comment(kind: str) -> None:
    spec = COMMENT.format(name="f") if kind == "comment" else MACRO.format(name="f")
    code = "/**\n * g - x\n * @a: y\n */\nint g(int a);\n" + spec + "int f(int fd);\n"
    assert one(code).name == "f"
    assert one(code).origin.line in (6, 7)


def test_findings_stand_in_the_order_of_the_text() -> None:
    code = COMMENT.format(name="a") + COMMENT.format(name="b") + MACRO.format(name="c")[:60]
    lines = [finding.span.line for finding in read(code).findings]
    assert lines == sorted(lines)
    assert lines


def test_an_unterminated_comment_is_read_and_reported_once() -> None:
    code = COMMENT.format(name="a").removesuffix(" */\n")
    assert one(code).errors[0].errno == "EBADF"
    assert codes(code) == ["unterminated"]


WHOLE = (
    COMMENT.format(name="a")
    + "int a(int fd);\n"
    + MACRO.format(name="sys_b")
    + "SYSCALL_DEFINE1(b, int, fd)\n"
)


@settings(max_examples=200)
@given(st.data())
def test_damaged_text_never_raises(data: st.DataObject) -> None:
    text = list(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(text) - 1))
        length = data.draw(st.integers(0, 20))
        text[start : start + length] = data.draw(st.text("/*\"'\\\n\t#(){};,:@ \0", max_size=4))
        text = text or [" "]
    reading = read("".join(text))
    assert all(finding.span.line for finding in reading.findings)


MAILS = sorted(SHARED.glob("corpus/*/*.eml")) if SHARED else []


def new_side(mail: Path) -> str:
    """Return the added lines of a mail: crude, and enough for specs that are all added."""
    lines = mail.read_text("utf-8", "replace").split("\n")
    kept = [line[1:] for line in lines if line[:1] in ("+", " ") and not line.startswith("+++")]
    return "\n".join(kept)


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: f"{mail.parent.name}-{mail.name[:2]}")
def test_published_specs_have_their_declarations(mail: Path) -> None:
    if "framework" in mail.name:
        pytest.skip("its examples stand in other languages")
    expected = json.loads((mail.parents[1] / "expected.json").read_text())
    reading = read(new_side(mail))
    wanted = expected[f"{mail.parent.name}/{mail.name}"]
    assert [spec.name for spec in reading.specs] == [spec["name"] for spec in wanted]
    for spec in reading.specs:
        assert (spec.declaration is None) == (spec.kind is ApiKind.IOCTL)
        if spec.declaration:
            declared = [(param.name, param.type_name) for param in spec.declaration.params]
            assert [(param.name, param.type_name) for param in spec.params] == declared


@pytest.mark.skipif(not MAILS, reason="no published specs beside the repository")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_published_specs_never_raise(data: st.DataObject) -> None:
    text = new_side(data.draw(st.sampled_from(MAILS[3:])))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 200)))
    junk = data.draw(st.text(max_size=10))
    read(text[:start] + junk + text[end:])


def test_a_text_that_ends_inside_the_declaration() -> None:
    comment = (
        "/**\n * sys_f - x\n * @a: one\n * @b: two\n * contexts: process\n * error: EIO, y\n */\n"
    )
    cut = read_c(c_text(comment + "SYSCALL_DEFINE2(f, int, a,\n"))
    assert cut.findings == ()
    (spec,) = cut.specs
    assert [(param.name, param.type_name) for param in spec.params] == [("a", "int"), ("b", None)]
    whole = read_c(c_text(comment + "SYSCALL_DEFINE1(f, int, a)\n"))
    assert [finding.code for finding in whole.findings] == ["unknown-param"]
