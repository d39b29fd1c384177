"""Words in one spelling, sentences, and what is no content."""

from __future__ import annotations

from kapi.judge.prose.spellings import content, plain, sentences, text_of, unread, words


def norms(text: str, *names: str) -> list[str]:
    return [word.norm for word in words(plain(text), names)]


def test_articles_tenses_and_hyphens_go() -> None:
    assert norms("The files have been opened.") == ["file", "is", "opened", "."]
    assert norms("page-aligned") == ["page", "aligned"]
    assert norms("start - len", "start", "len") == ["start", "-", "len"]
    assert norms("it doesn't point") == norms("it does not point") == ["it", "not", "point"]
    assert norms("cannot be read") == ["can", "not", "is", "read"]


def test_code_stays_as_it_is() -> None:
    text = "event->events & ~EPOLLIN >= 0x10UL access_ok() signal(7)"
    assert [word.text for word in words(text)] == [
        *("event->events", "&", "~", "EPOLLIN", ">=", "0x10UL", "access_ok()", "signal(7)")
    ]
    assert norms("Flags", "Flags") == ["flag"]
    assert words("a", ("a",))[0].text == "a"


def test_sentences_end_at_full_stops_but_not_inside_of_abbreviations() -> None:
    assert sentences("A pipe, e.g. a fifo. fd is one!\nNext") == (
        *("A pipe, e.g. a fifo.", "fd is one!", "Next"),
    )


def test_content_is_what_says_something() -> None:
    found = words("it is not in the moon")
    assert content(found) == ("moon",)
    assert unread(found) == ("moon",)
    assert unread(words("it is not")) == ("it", "is", "not")


def test_text_of_words_is_a_piece_of_the_text() -> None:
    text = "Now the fd is open."
    assert text_of(text, words(text)[1:4]) == "fd is open"
    assert text_of(text, ()) == ""
