"""`kapi diff` as a reviewer and a script get it: text, exit codes, bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kapi.cli.diff_command import write
from kapi.pipeline.diff import Difference, Edit, Impact
from kapi.sources.load import Loaded
from kapi.written import Look
from tests.cli.conftest import Call
from tests.cli.marking import MARKED, MARKED_LONG
from tests.diff.conftest import RING

NARROWER = RING.replace("mask(1 | 2)", "mask(1)").replace("There are two", "There were two")


@pytest.fixture
def both(tmp_path: Path) -> tuple[str, str]:
    names = (tmp_path / "old.c", tmp_path / "new.c")
    for path, text in zip(names, (RING, NARROWER), strict=True):
        path.write_text(text)
    return str(names[0]), str(names[1])


def test_what_breaks_stands_first_and_prose_in_one_line(both: tuple[str, str], call: Call) -> None:
    result = call("diff", *both)
    assert result.code == 0
    assert result.out == (
        "sys_ring\n"
        "  breaking  param flags valid [limits-narrowed]\n"
        "    - mask 1 | 2\n"
        "    + mask 1\n"
        "  prose     1: error EINVAL (bad flags)\n"
    )
    assert result.err == "kapi: 1 breaking, 0 widening, 0 neutral, 1 prose in 1 API\n"


def test_prose_is_shown_whole_with_v(both: tuple[str, str], call: Call) -> None:
    assert "    + There were two of them.\n" in call("-v", "diff", *both).out


@pytest.mark.parametrize(
    ("fail_on", "turned", "code"),
    [("breaking", False, 1), ("breaking", True, 0), ("widening", True, 1), ("prose", True, 1)],
)
def test_fail_on(both: tuple[str, str], call: Call, fail_on: str, turned: bool, code: int) -> None:
    names = reversed(both) if turned else both
    assert call("diff", "--fail-on", fail_on, *names).code == code


def test_nothing_differs(both: tuple[str, str], call: Call) -> None:
    result = call("diff", "--fail-on", "prose", both[0], both[0])
    assert (result.code, result.out) == (0, "")
    assert result.err == "kapi: 0 breaking, 0 widening, 0 neutral, 0 prose in 1 API\n"


def test_a_source_without_spec_is_no_change(both: tuple[str, str], call: Call) -> None:
    empty = Path(both[0]).with_name("empty.c")
    empty.write_text("int main(void) { return 0; }\n")
    for names in ((both[0], str(empty)), (str(empty), both[0])):
        result = call("diff", "--fail-on", "breaking", *names)
        assert result.code == 4
        assert "no specification found" in result.err
        assert "nothing was compared" in result.err
        assert result.out == ""


def test_a_source_that_cannot_be_read(both: tuple[str, str], call: Call) -> None:
    result = call("diff", both[0], both[0] + ".not")
    assert result.code == 3
    assert "cannot read" in result.err
    assert result.out == ""


def test_damage_is_reported(both: tuple[str, str], call: Call) -> None:
    Path(both[1]).write_text(RING.replace("x-violation:", "violatoin:"))
    result = call("diff", *both)
    assert "unknown-tag" in result.err
    assert "[violation]" in result.out


def test_standard_input_is_one_source_only(call: Call) -> None:
    assert call("diff", "-", "-").code == 2


@pytest.mark.parametrize("form", ["json", "md", "html", "csv", "jsonl", "sarif", "github", "b4"])
def test_each_format_names_the_edit(both: tuple[str, str], call: Call, form: str) -> None:
    assert "limits-narrowed" in call("diff", *both, "-f", form).out


@pytest.mark.parametrize("form", ["junit", "ktap"])
def test_as_checks_what_breaks_fails(both: tuple[str, str], call: Call, form: str) -> None:
    assert "limits-narrowed" in call("diff", *both, "-f", form).out


def test_the_document_leads_to_the_field(both: tuple[str, str], call: Call) -> None:
    document = json.loads(call("diff", *both, "-f", "json").out)
    assert document["summary"] == {"breaking": 1, "widening": 0, "neutral": 0, "prose": 1}
    assert document["edits"][0]["path"] == ["params", 1, "limits"]
    assert document["edits"][0]["span"]["line"] > 0


def edit(impact: Impact, number: int = 0, text: str = "words") -> Edit:
    return Edit(
        kind="errno", impact=impact, api="sys_x", subject=f"error E{number}", field="when", new=text
    )


def difference(*edits: Edit) -> Difference:
    nothing = Loaded()
    return Difference(old=nothing, new=nothing, names=("a", "b"), apis=("sys_x",), edits=edits)


def test_each_impact_has_its_mark() -> None:
    found = difference(*map(edit, (Impact.BREAKING, Impact.WIDENING, Impact.NEUTRAL, Impact.PROSE)))
    assert write(found, MARKED).text == (
        "<title>sys_x</>\n"
        "  <error>breaking </> error E0 when <code>[errno]</>\n    + words\n"
        "  <warning>widening </> error E0 when <code>[errno]</>\n    + words\n"
        "  <detail>neutral  </> error E0 when <code>[errno]</>\n    + words\n"
        "  <label>prose    </> 1: error E0\n"
    )
    assert "  <label>prose    </> error E0 when <code>[errno]</>\n    + words\n" in (
        write(found, MARKED_LONG).text
    )


def test_a_long_value_is_cut_to_the_width_and_whole_with_v() -> None:
    found = difference(edit(Impact.NEUTRAL, text=" ".join(["word"] * 20)))
    cut = write(found, Look(width=50)).text.split("\n")
    assert cut[2:] == ["    + " + " ".join(["word"] * 9)[:43] + "…", ""]
    whole = write(found, Look(width=50, long=True)).text.split("\n")
    assert " ".join(" ".join(whole[2:]).split()) == "+ " + " ".join(["word"] * 20)
    assert max(map(len, whole)) <= 50


def test_names_of_prose_are_wrapped_below_the_first() -> None:
    found = difference(*(edit(Impact.PROSE, number) for number in range(9)))
    rows = write(found, Look(width=50)).text.split("\n")
    assert rows[1].startswith("  prose     9: error E0, error E1,")
    assert rows[2][:13].rindex(" ") == 11


def test_several_apis_may_be_named(call: Call, tmp_path: Path) -> None:
    texts = [
        RING.replace("sys_ring", f"sys_{name}").replace("(ring,", f"({name},") for name in "ab"
    ]
    (tmp_path / "new.c").write_text("".join(texts))
    (tmp_path / "old.c").write_text(RING)
    names = [str(tmp_path / "old.c"), str(tmp_path / "new.c")]
    edits = json.loads(call("diff", *names, "--api", "a", "--api", "B", "-f", "json").out)["edits"]
    assert [one["api"] for one in edits] == ["sys_a", "sys_b"]
