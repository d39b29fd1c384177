"""Blocks taken apart into statements."""

from __future__ import annotations

from kapi.judge.prose.prose_blocks import is_remark, statements


def taken(text: str) -> list[tuple[str, bool]]:
    return [(" ".join(word.norm for word in one.words), one.fresh) for one in statements(text, ())]


def test_openings_are_left_out_and_also_begins_a_case() -> None:
    assert taken("Returned if it rains. Also returned when it snows. It hails.") == [
        ("it rains", False),
        ("it snows", True),
        ("it hails", False),
    ]


def test_if_before_a_comma_belongs_to_the_condition() -> None:
    assert taken("If it rains, it pours.") == [("if it rains , it pours", False)]
    assert taken("If it rains, or it snows.") == [("it rains , or it snows", False)]


def test_numbered_lists() -> None:
    assert taken("This can occur if: (1) it rains, (2) it snows, or (3) it hails.") == [
        ("it rains", True),
        ("it snows", True),
        ("it hails", True),
    ]
    intro, *items = statements("In winter: (a) it rains (b) it snows", ())
    assert intro.opens_list
    assert len(items) == 2


def test_what_is_only_an_opening_is_nothing() -> None:
    assert taken("Returned in several cases:") == []
    assert taken("") == []


def test_examples() -> None:
    (one,) = statements("This includes files that were closed.", ())
    assert one.includes
    assert [word.norm for word in one.words] == ["file", "is", "closed"]


def test_remarks() -> None:
    for text in (
        "Checked first.",
        "This includes the case where path is a symbolic link, dangling or not.",
        "When this happens the writing process will also receive a SIGPIPE signal.",
        "A SIGXFSZ signal is sent to the process, too.",
        "The caller should retry the call.",
        "See also open(2).",
        "This only occurs if no data has been transferred.",
        "If some data was written before the signal, the call returns the number of bytes written.",
    ):
        assert is_remark(statements(text, ())[0]), text
    for text in (
        "See the moon.",
        "path is a symbolic link, dangling or not.",
        "When this happens the moon will also receive a SIGPIPE signal.",
        "The process receives a SIGALRM signal.",
        "This only occurs if no moon has been transferred.",
        "If some data was written before the signal, the call returns the number of bytes read.",
        "If some data was written before the moon, the call returns the number of bytes written.",
    ):
        assert not is_remark(statements(text, ())[0]), text
