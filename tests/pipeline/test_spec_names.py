"""Which specs a name means."""

from __future__ import annotations

import pytest

from kapi.finding import Finding, Severity
from kapi.model.spec import Origin, Spec
from kapi.pipeline.spec_names import called, is_pattern, narrowed, nearest
from kapi.sources.loaded import Loaded
from kapi.span import Span
from kapi.vocab.words import ApiKind

NAMES = ("sys_mlock", "sys_mlock2", "sys_munlock", "FOO", "Foo", "/sys/block/<disk>/ro")
SPECS = tuple(
    Spec(
        name=name,
        kind=ApiKind.SYSCALL,
        origin=Origin(source="a.c", file="a.c", line=10 * number, end_line=10 * number + 5),
    )
    for number, name in enumerate(NAMES, start=1)
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("mlock", ["sys_mlock"]),
        ("Mlock(2)", ["sys_mlock"]),
        ("Foo", ["Foo"]),  # the name as written comes before one in another case
        ("FOO", ["FOO"]),
        ("foo", ["FOO"]),
        ("sys_foo", ["FOO"]),
        ("mlock*", ["sys_mlock", "sys_mlock2"]),
        ("SYS_M?*LOCK", ["sys_munlock"]),
        ("mlock[0-9]", ["sys_mlock2"]),
        ("*/ro", ["/sys/block/<disk>/ro"]),
        ("mlock?", ["sys_mlock2"]),
        ("lock*", []),
        ("[", []),
    ],
)
def test_what_a_name_means(name: str, found: list[str]) -> None:
    assert [one.name for one in called(name, SPECS)] == found


def test_a_name_that_looks_like_a_pattern_is_a_name_first() -> None:
    odd = (Spec(name="a[0]", kind=ApiKind.SYSCALL), Spec(name="a0", kind=ApiKind.SYSCALL))
    assert is_pattern("a[0]")
    assert [one.name for one in called("a[0]", odd)] == ["a[0]"]


def test_near_names_begin_with_the_nearest() -> None:
    names = [spec.name for spec in SPECS]
    assert nearest("mlok", names)[0] == "sys_mlock"
    assert nearest("xyz", names) == ()
    assert nearest("sys_close_range", names) == nearest("lseek", names) == ()  # system calls


def finding(line: int, api: str = "", source: str = "a.c") -> Finding:
    place = Span(source=source, file=source, line=line)
    return Finding(code="x", severity=Severity.NOTE, message="m", span=place, api=api)


@pytest.mark.parametrize(
    ("include", "exclude", "left"),
    [
        ((), (), NAMES),
        (("mlock*",), (), NAMES[:2]),
        (("mlock*", "munlock"), ("mlock2",), (NAMES[0], NAMES[2])),
        ((), ("*",), ()),
        (("foo",), ("FOO",), ()),
    ],
)
def test_what_is_left(
    include: tuple[str, ...], exclude: tuple[str, ...], left: tuple[str, ...]
) -> None:
    found = narrowed(Loaded(specs=SPECS), include, exclude)
    assert tuple(one.name for one in found.specs) == left
    assert found.findings == ()


def test_findings_are_those_of_what_is_left() -> None:
    others = (finding(1), finding(21), finding(99, api="FOO"))
    kept = (finding(11), finding(99, api="sys_mlock"), finding(0, source="broken.c"))
    loaded = Loaded(specs=SPECS, findings=(*others, *kept))
    found = narrowed(loaded, ("mlock", "mlokc"), ())
    assert set(found.findings[:-1]) == set(kept)
    last = found.findings[-1]
    assert (last.code, last.message) == (
        "unmatched-name",
        "none of 6 specifications is called mlokc",
    )
    assert last.hint.startswith("did you mean sys_mlock")
