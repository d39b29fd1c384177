"""The kind of a text follows from its content."""

from __future__ import annotations

import pytest

from kapi.sources.loaded import InputKind
from kapi.sources.one_text import read_text
from tests.sources.examples import AFTER, HEADERS, MESSAGE, NAMES, diff, mail

QUOTED = "".join(f"> {line}\n" for line in diff().splitlines())
BANNER = "list.example.org archive mirror\n help / color / mirror / Atom feed\n"
FOOT = "-- \n2.47.0\n\n\nReply instructions:\n\nYou may reply publicly\n* Save the mbox file\n"


def page() -> str:
    """A page in the manner of public-inbox."""
    head = HEADERS.replace("+0100", "+0100\t[thread overview]").replace(".org>\n", ".org> (raw)\n")
    return BANNER + head + "\n" + MESSAGE.lstrip() + diff() + FOOT


def bare_page() -> str:
    """A page that lost tabs, blank lines and the blank before context lines."""
    rows = (HEADERS + MESSAGE + diff() + "--\n2.47.0\nPowered by a list\n").split("\n")
    folded = [" ".join(row.split()) for row in rows]
    return "[<prev] [next>] [list]\n" + "".join(row + "\n" for row in folded if row)


def html_page() -> str:
    text = mail().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    spans = text.replace("diff --git", '<span\nclass="head">diff --git', 1)
    return f"<!DOCTYPE html>\n<html><body><pre>{spans}</span></pre></body></html>\n"


FORMS = [
    (InputKind.C_FILE, AFTER),
    (InputKind.PATCH, diff()),
    (InputKind.PATCH, f"commit 1234\nAuthor: Ann\nDate:   Mon\n\n    Words\n\n{diff()}"),
    (InputKind.PATCH, "".join(f"+{line}\n" for line in AFTER.splitlines())),
    (InputKind.MAIL, mail()),
    (InputKind.MAIL, "\n" + mail()),
    (InputKind.PAGE, page()),
    (InputKind.PAGE, html_page()),
    (InputKind.QUOTED, f"On Monday Ann wrote:\n{QUOTED}\nLooks good.\n"),
    (InputKind.QUOTED, "".join(f">> {line}\n" for line in diff().splitlines())),
    (InputKind.QUOTED, "".join(f"| {line}\n" for line in diff().splitlines())),
    (InputKind.QUOTED, "".join(f"> +{line}\n" for line in AFTER.splitlines())),
    (InputKind.QUOTED, "".join(f"> {line}\n" for line in AFTER.splitlines())),
]


@pytest.mark.parametrize("index", range(len(FORMS)))
def test_every_form_gives_the_same_specs(index: int) -> None:
    kind, text = FORMS[index]
    content = read_text("-", text.encode())
    assert content.kind is kind
    assert content.reading.findings == ()
    assert list(content.reading.specs) == list(read_text("a.c", AFTER.encode()).reading.specs)


def test_a_page_without_tabs_and_blank_lines() -> None:
    content = read_text("-", bare_page().encode())
    assert content.kind is InputKind.PAGE
    assert [spec.name for spec in content.reading.specs] == NAMES
    tune, mute = content.reading.specs
    assert [len(tune.params), len(tune.errors), len(mute.params), len(mute.errors)] == [2, 2, 1, 1]
    assert content.reading.findings == ()


def test_places_after_quotes() -> None:
    content = read_text("-", QUOTED.encode())
    for spec in content.reading.specs:
        row = QUOTED.split("\n")[spec.origin.line - 1]
        assert row.startswith(("> +/**", "> + * sys_tune", "> +DEFINE_KERNEL"))


def test_a_cut_quote_with_remarks_between() -> None:
    rows = QUOTED.split("\n")
    middle = next(i for i, row in enumerate(rows) if "error: EBADF" in row)
    text = "\n".join([*rows[:middle], "", "Is that all?", "", *rows[middle:]])
    specs = read_text("-", text.encode()).reading.specs
    assert [len(spec.errors) for spec in specs] == [2, 1]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Just words.\n", "", InputKind.TEXT),
        ("int a;\n", "a.c", InputKind.C_FILE),
        ("int a;\n", "", InputKind.TEXT),
        (f"Title\n=====\n\n{AFTER}", "api.rst", InputKind.TEXT),
        (diff(), "misleading.c", InputKind.PATCH),
        ('{"schema": "kapi-specs/1", "specs": []}', "", InputKind.JSON),
        ("{}", "a.json", InputKind.JSON),
    ],
)
def test_names_are_only_hints(text: str, name: str, kind: InputKind) -> None:
    assert read_text(name or "-", text.encode(), name).kind is kind


def test_a_patch_gives_only_the_specs_that_it_touches() -> None:
    changed = AFTER.replace("\treturn do_mute(fd);", "\treturn 0;")
    assert read_text("-", diff(AFTER, changed, n=1000).encode()).reading.specs == ()
    changed = AFTER.replace("no widget", "no such widget", 1)
    (spec,) = read_text("-", diff(AFTER, changed, n=1000).encode()).reading.specs
    assert spec.errors[0].summary == "no such widget"
