"""Examples of specs become cases; what is prose is left alone."""

from __future__ import annotations

from msgspec.structs import replace

from kapi.conform.examples import ExampleCases, example_cases
from tests.shipped import catalogue

(SPEC,) = [one for one in catalogue() if one.name == "sys_mlock2"]


def test_an_example_with_its_set_up_is_a_case() -> None:
    text = (
        "long p = mmap(NULL, PAGE_SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
        'if (mlock2(p, 100, MLOCK_ONFAULT) < 0)\n        err(1, "mlock2");'
    )
    prose = "Lock what follows:\n\n  mlock2(p, 1, 0)\n\nThat is (nearly) all."
    found = example_cases(replace(SPEC, example=text, examples=f"{prose}\n\n{text}"))
    assert found.findings == ()
    one, other = found.cases
    assert one.arguments == other.arguments == ("p", "100", "MLOCK_ONFAULT")
    assert one.steps[0].startswith("long p = mmap(")
    assert one.shown == "mlock2(p, 100, MLOCK_ONFAULT)"
    assert (one.name, other.name) == ("x-example", "example 4")


def test_an_example_that_cannot_be_read_is_a_finding() -> None:
    for text in ("mlock(1, 2)", "mlock2(q, 1, 0)", "see below", "mlock2(1, 2"):
        found = example_cases(replace(SPEC, example=text))
        assert found.cases == ()
        assert [one.code for one in found.findings] == ["bad-example"]
    assert example_cases(replace(SPEC, examples="see below")) == ExampleCases()
