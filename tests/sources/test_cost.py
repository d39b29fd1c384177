"""Four times the text costs four times the work, counted in calls of functions, not in time."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from kapi.finding import Severity
from kapi.lint import selection, suppression
from kapi.lint.engine import run
from kapi.model.spec import Spec
from kapi.model.variants import views
from kapi.sources import size_limits
from kapi.sources.c.cscan import MAX_CHARACTERS
from kapi.sources.encodings import FEW_LINES, SHORTEST, SHORTEST_WIDE
from kapi.sources.mail import mailheader
from kapi.sources.one_text import read_text

SMALL = 40
FACTOR = 4
HEAD = "/**\n * sys_ring - turn a ring\n * contexts: process\n * error: EBADF, none\n"
END = " */\nSYSCALL_DEFINE2(ring, int, fd, unsigned long, op)\n{\n}\n"
MAIL = "From: a@example.org\nTo: b@example.org\nSubject: x\nDate: Mon, 1 Jan 2024\n"
MACRO = "DEFINE_KERNEL_API_SPEC(sys_a)\n"
RULES = selection.all_rules()


def spec(body: str = "", name: str = "ring") -> str:
    return (HEAD + body + END).replace("ring", name)


def lines(form: str, count: int) -> str:
    return "".join(form.format(number) for number in range(count))


def prefixed(mark: str, text: str) -> str:
    return "".join(f"{mark}{line}\n" for line in text.splitlines())


def patch(added: str, context: str = "") -> str:
    new = len(added.splitlines()) + len(context.splitlines())
    head = f"--- a/mm/x.c\n+++ b/mm/x.c\n@@ -1,{len(context.splitlines())} +1,{new} @@\n"
    return head + prefixed(" ", context) + prefixed("+", added)


def specs(count: int) -> str:
    return "".join(spec(name=f"ring{number}") for number in range(count))


SHAPES: dict[str, Callable[[int], str]] = {
    "errors": lambda n: spec(lines(" * error: EINVAL, bad {}\n", n)),
    "variants": lambda n: spec(lines(" * variant: op == {}\n *   error: EBUSY, x\n", n)),
    "suppressions": lambda n: spec(
        lines(" * error: EWRONG{}, x\n *   x-ignore: unknown-errno, why\n", n)
    ),
    "specs": specs,
    "macros": lambda n: lines(MACRO + "KAPI_END_SPEC;\n", n),
    "macros and arrays": lambda n: lines(
        "static const s64 a{}[] = {{ 1, 2 }};\n" + MACRO + "KAPI_END_SPEC;\n", n
    ),
    "macros below a long text": lambda n: "\n" * 400 + lines(MACRO + "KAPI_END_SPEC;\n", n),
    "brackets in a macro": lambda n: f"{MACRO}\tKAPI_PARAM(0, {'(' * 20 * n}\n",
    "commas in a macro": lambda n: f"{MACRO}\tKAPI_PARAM({',' * 20 * n})\nKAPI_END_SPEC;\n",
    "unclosed comments": lambda n: lines("/**\n * sys_a - b\n * contexts: x\n", n),
    "quotes": lambda n: spec() + '"\n' * n,
    "parameters of a header": lambda n: (
        f"{MAIL}Content-Type: text/x; {'a*0=b; ' * 40 * n}\n\n" + patch(spec())
    ),
    "headers": lambda n: f"{MAIL}{'Content-Type: text/x' * n}\n\n" + patch(spec()),
    "parts": lambda n: (
        f'{MAIL}Content-Type: multipart/mixed; boundary="x"\n\n'
        + ("--x\nContent-Type: text/x-patch; name=a.c\n\n" + spec()) * (n // 2)
    ),
    "parts in parts": lambda n: (
        f'{MAIL}Content-Type: multipart/mixed; boundary="b0"\n\n'
        + lines('--b{0}\nContent-Type: multipart/mixed; boundary="b{0}1"\n\n', n)
    ),
    "mails": lambda n: f"From a@b Mon Jan  1 00:00:00 2024\n{MAIL}\n{patch(spec())}\n" * (n // 2),
    "quoted again": lambda n: (
        f"{MAIL}\n{patch(specs(n // 2))}{prefixed('> ', patch(specs(n // 2)))}"
    ),
    "depths of quoting": lambda n: (
        MAIL + "\n" + "".join(prefixed("> " * depth, patch(spec())) for depth in range(1, n // 2))
    ),
    "unchanged specs": lambda n: f"{MAIL}\n{patch('x', specs(n))}",
    "specs without a hunk": lambda n: f"{MAIL}\n{prefixed('+', specs(n))}",
    "hunks": lambda n: f"{MAIL}\n--- a/x.c\n+++ b/x.c\n" + "@@ -1 +1 @@\n+ * error: E, x\n" * n,
}


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls that ``work`` takes."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def check(text: str) -> tuple[Spec, ...]:
    reading = read_text("x", text.encode()).reading
    found, broken = run(RULES, reading.specs, reading.findings)
    assert not broken
    names = [rule.id for rule in RULES]
    suppression.apply(reading.specs, found, names, names)
    return reading.specs


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_work_grows_as_the_text_does(
    shape: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(size_limits, "MOST_PAIRS", 10**9)
    check(shape(SMALL))  # what the first text compiles and remembers
    small = shape(SMALL).replace("ring", "rung")  # comments that were read are remembered
    large = shape(FACTOR * SMALL).replace("ring", "rang")
    assert calls_of(lambda: check(large)) < 1.3 * FACTOR * calls_of(lambda: check(small))


def test_claims_under_variants() -> None:
    def count(number: int) -> int:
        (one,) = check(spec(lines(" * variant: op == {}\n *   error: EBUSY, x\n", number)))
        return calls_of(lambda: [view.claims for view in views(one)])

    assert count(FACTOR * SMALL) < 1.3 * FACTOR * count(SMALL)


def test_suppressions_alone() -> None:
    def count(number: int) -> int:
        reading = read_text("x", SHAPES["suppressions"](number).encode()).reading
        found, _ = run(RULES, reading.specs, reading.findings)
        names = [rule.id for rule in RULES]
        return calls_of(lambda: suppression.apply(reading.specs, found, names, names))

    assert count(FACTOR * SMALL) < 1.3 * FACTOR * count(SMALL)


def test_long_header_fields_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library that reads them looks at the rest of a field for each of its parameters."""
    seen: list[int] = []

    def note(data: bytes) -> mailheader.Header:
        seen.append(len(data))
        return mailheader.Header()

    monkeypatch.setattr(mailheader, "_parsed", note)
    field = f"Content-Type: text/x; {'a*0=b; ' * 10_000}\n"
    check(f"{MAIL}{field * 200}\n{patch(spec())}")
    assert seen
    assert max(seen) < 1_000_000


def test_a_spec_of_one_long_line() -> None:
    """A token of one character costs some 200 bytes."""
    reading = read_text("x.c", f"{MACRO}{'(' * MAX_CHARACTERS}".encode()).reading
    assert [finding.code for finding in reading.findings] == ["too-long-spec"]
    assert "500,029 characters" in reading.findings[0].message


MAILS = {
    "C": str,
    "patch": patch,
    "mail": lambda text: f"{MAIL}\n{patch(text)}",
    "quoted": lambda text: f"{MAIL}\n{prefixed('> ', patch(text))}",
    "flowed": lambda text: f"{MAIL}Content-Type: text/plain; format=flowed\n\n{patch(text)}",
    "damaged": lambda text: f"{MAIL}\n@@ lost @@\n{prefixed('+', text)}",
}


@pytest.mark.parametrize("form", MAILS.values(), ids=MAILS)
@pytest.mark.parametrize(
    ("line", "shortest"),
    [("\tint a = 1234567890;;;;;", SHORTEST), (f"/* \U0001f600 {';' * 45} */", SHORTEST_WIDE)],
)
def test_memory_of_the_shortest_lines_that_are_read(
    form: Callable[[str], str], line: str, shortest: int
) -> None:
    """Twenty times the text; what is compiled with the first text stands apart."""
    read_text("x", form(spec()).encode())
    text = form(spec() + f"{line}\n" * 300).encode()
    least = form(spec() + f"{line}\n" * 1800).encode()
    assert shortest <= len(line.encode()) + 1 < shortest + 2
    assert peak_of(least) - peak_of(text) < 20 * (len(least) - len(text))


def peak_of(data: bytes) -> int:
    """The most memory that is used while ``data`` is read, in bytes."""
    tracemalloc.start()
    try:
        assert len(read_text("x", data).reading.specs) == 1
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["x.c", "x.eml", ""])
def test_more_lines_than_memory_is_given(name: str) -> None:
    lines_read = "\n" * FEW_LINES
    assert read_text("x", (spec() + lines_read[:-20]).encode(), name).reading.specs
    reading = read_text("x", (spec() + lines_read).encode(), name).reading
    assert not reading.specs
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("unreadable-input", Severity.ERROR)
    assert f"lines of less than {SHORTEST} bytes on average" in finding.message


def test_short_lines_with_letters_that_are_not_ascii() -> None:
    line = "/* \U0001f600\u0436 */\n"
    text = spec() + (line + "\tint a = 12345678901234567890123;\n") * (FEW_LINES // 2)
    (finding,) = read_text("x.c", text.encode()).reading.findings
    assert finding.code == "unreadable-input"
    assert f"less than {SHORTEST_WIDE} bytes on average and letters" in finding.message


def test_statements_times_variants(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each statement is looked at under each variant: their product is limited, over all specs."""
    monkeypatch.setattr(size_limits, "MOST_PAIRS", 60)
    one = lines(" * error: E{}, x\n", 6) + lines(" * variant: op == {}\n", 6)
    reading = read_text("x.c", (spec(one) + spec(one, "two") + spec(name="three")).encode()).reading
    assert [found.name for found in reading.specs] == ["sys_ring", "sys_three"]
    assert [f.api for f in reading.findings if f.code == "too-long-spec"] == ["sys_two"]


def test_many_specs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size_limits, "MOST_SPECS", 3)
    reading = read_text("x.c", specs(5).encode()).reading
    assert [found.name for found in reading.specs] == ["sys_ring0", "sys_ring1", "sys_ring2"]
    (found,) = [finding for finding in reading.findings if finding.code == "too-many-specs"]
    assert found.span.line == 2 + 3 * len(spec().splitlines())
