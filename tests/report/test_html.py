"""The page as Python's parser of HTML reads it."""

from __future__ import annotations

from html.parser import HTMLParser

from kapi.report import html
from kapi.report.report import Report
from tests.report.findings import TABLE


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.cells: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.title = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.cells.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        where = self.open[-1] if self.open else ""
        if where in ("td", "th"):
            self.rows[-1][-1] += data
        elif where == "title":
            self.title += data
        else:
            assert where == "style" or not data.strip(), "text outside of cells"


def test_a_browser_sees_the_texts_and_no_markup_of_theirs() -> None:
    text = html.write(Report(table=TABLE)).text
    page = Page(text)
    assert page.open == []
    assert page.title == TABLE.title
    assert page.rows == [
        ["API", "what | why"],
        ["sys_x", 'a | b\n c, "d" <e>'],
        ["sys_y", "\\x1b[2J"],
    ]
    assert [tag for tag, _ in page.cells] == ["th", "th", "td", "td", "td", "td"]
    assert text.startswith("<!DOCTYPE html><html lang=")
    assert '<meta charset="utf-8">' in text


def test_a_cell_says_its_kind_and_more_in_its_title() -> None:
    _, _, plain, marked, *_ = Page(html.write(Report(table=TABLE)).text).cells
    assert plain == ("td", {})
    assert marked == ("td", {"class": "refuted", "title": "x(1) = '-1'"})


def test_what_is_refuted_has_a_colour() -> None:
    assert ".refuted{background" in html.write(Report(table=TABLE)).text
    assert html.write(Report()).text == ""
