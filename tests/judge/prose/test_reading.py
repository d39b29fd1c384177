"""Blocks: several conditions, what joins them, what is left over, further sentences."""

from __future__ import annotations

import time

import msgspec
import pytest

from kapi.judge.prose.reading import read_condition
from kapi.model.elements import ErrorCondition, Expression, Limits, Param, StructField, StructSpec
from kapi.vocab.words import ConstraintType, ParamFlag, ParamType
from tests.judge.prose.specs import ALL, BUFFER, COUNT, FD, FLAGS, OP, OTHER_FD, PATH, read, spec

NEGATIVE, NULL, EMPTY = "(int)fd < 0", "buf == 0", "count == 0"


def shown(text: str, *params: Param) -> list[str]:
    return [part.shown for part in read(text, *(params or ALL)).parts]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("fd is negative or buf is NULL", [NEGATIVE, NULL]),
        ("fd is negative, buf is NULL, or count is zero", [NEGATIVE, NULL, EMPTY]),
        ("fd is negative; or buf is NULL", [NEGATIVE, NULL]),
        ("fd is negative. Also returned if buf is NULL.", [NEGATIVE, NULL]),
        ("Returned if fd is negative. Can also occur when buf is NULL.", [NEGATIVE, NULL]),
        ("Returned in several cases: (1) fd is negative, (2) buf is NULL.", [NEGATIVE, NULL]),
        ("(1) fd is negative (2) buf is NULL, or (3) count is zero", [NEGATIVE, NULL, EMPTY]),
        ("- fd is negative\n- buf is NULL", [NEGATIVE, NULL]),
        (
            "Returned in two situations. First, fd is negative. Second, buf is NULL.",
            [NEGATIVE, NULL],
        ),
        ("fd is negative and buf is NULL", [f"{NEGATIVE} && {NULL}"]),
        ("fd is negative when buf is NULL", [f"{NEGATIVE} && {NULL}"]),
        ("When buf is NULL, fd is negative", [f"{NULL} && {NEGATIVE}"]),
        ("fd is negative, or buf is NULL and count is zero", [NEGATIVE, f"{NULL} && {EMPTY}"]),
        ("fd is negative unless buf is NULL", ["(int)fd < 0 && buf != 0"]),
        ("fd is not open or is a directory", ["!is_open(fd)", "kind(fd) == FILE_DIRECTORY"]),
        (
            "fd refers to a pipe, a socket or a directory",
            ["kind(fd) == FILE_PIPE", "kind(fd) == FILE_SOCKET", "kind(fd) == FILE_DIRECTORY"],
        ),
    ],
)
def test_conditions_of_one_block(text: str, wanted: list[str]) -> None:
    assert shown(text) == wanted
    assert read(text, *ALL).complete


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "fd does not refer to a pipe or socket",
            ["!(kind(fd) == FILE_PIPE || kind(fd) == FILE_SOCKET)"],
        ),
        ("fd or epfd is not open", ["!is_open(fd)", "!is_open(epfd)"]),
        ("One of the file descriptors is closed", ["!is_open(fd)", "!is_open(epfd)"]),
        ("neither fd nor epfd is open", ["!is_open(fd) && !is_open(epfd)"]),
        ("both fd and epfd are open", ["is_open(fd) && is_open(epfd)"]),
        (
            "fd is open and does not refer to a pipe",
            ["is_open(fd) && kind(fd) != FILE_PIPE"],
        ),
        ("fd must be open", ["!is_open(fd)"]),
        ("fd must not refer to a directory", ["kind(fd) == FILE_DIRECTORY"]),
        (
            "fd must refer to a pipe or a socket",
            ["!(kind(fd) == FILE_PIPE || kind(fd) == FILE_SOCKET)"],
        ),
        ("epfd isn't negative", ["epfd >= 0"]),
    ],
)
def test_negation_reaches_as_far_as_the_words_say(text: str, wanted: list[str]) -> None:
    assert shown(text, FD, OTHER_FD) == wanted
    assert read(text, FD, OTHER_FD).complete


def test_a_verb_that_is_left_out_is_not_made_up() -> None:
    assert shown("flags contains O_CREAT but not O_EXCL", FLAGS) == [
        "flags & O_CREAT && !(flags & O_EXCL)"
    ]
    assert not read("count exceeds 8, but not 16", COUNT).complete


def test_references_to_other_texts_restrict_nothing() -> None:
    assert read("fd is negative; see signal(7). See also open(2).", *ALL).complete
    assert read("fd is negative. (See also path_resolution(7).)", *ALL).complete
    assert not read("fd is negative. See the moon.", *ALL).complete


def test_what_must_be_under_a_condition() -> None:
    assert shown("flags must be zero when op is SEEK_END", OP, FLAGS) == [
        "flags != 0 && op == SEEK_END"
    ]
    assert shown("flags must be zero unless op is SEEK_END", OP, FLAGS) == [
        "flags != 0 && op != SEEK_END"
    ]


def test_values_of_a_list_with_not() -> None:
    alternatives = "!(op == SEEK_SET || op == SEEK_CUR)"
    assert shown("op is not SEEK_SET or SEEK_CUR", OP) == [alternatives]
    assert shown("op is not one of SEEK_SET and SEEK_CUR", OP) == [alternatives]
    assert shown("op is neither SEEK_SET nor SEEK_CUR", OP) == ["op != SEEK_SET && op != SEEK_CUR"]


@pytest.mark.parametrize("some", ["One or more file descriptors", "One or both descriptors"])
def test_some_of_the_descriptors(some: str) -> None:
    closed = ["!is_open(fd)", "!is_open(epfd)"]
    assert shown(f"{some} are not open.", FD, OTHER_FD) == closed
    assert not read(f"{some} of the king are not open.", FD, OTHER_FD).complete


def test_either_of_two_is_one_of_some() -> None:
    paths = (PATH, msgspec.structs.replace(PATH, name="other"))
    last = [
        f"last_name({path}) == {dots}"
        for path in ("path", "other")
        for dots in ("LAST_DOT", "LAST_DOTDOT")
    ]
    assert shown('The last component of path or other is "." or "..".', *paths) == last
    for text in (
        'the last component of path and other is "." or ".."',
        'the last component of path or other is "." and ".."',
        'the last component of neither path nor other is "." or ".."',
    ):
        assert not read(text, *paths).complete


def test_which_of_several_flags_are_meant() -> None:
    either = ["flags & O_CREAT", "flags & O_EXCL"]
    none = ["!(flags & O_CREAT) && !(flags & O_EXCL)"]
    assert shown("One of O_CREAT and O_EXCL is set in flags", FLAGS) == either
    assert shown("at least one of O_CREAT or O_EXCL is set", FLAGS) == either
    assert shown("none of O_CREAT and O_EXCL is set in flags", FLAGS) == none


MASK = ConstraintType.MASK
BITS = Expression("O_TRUNC | O_APPEND")
TIMES = (
    Param(name="ts", type_name="struct pair __user *", type=ParamType.USER_PTR),
    Param(name="late", type_name="struct late __user *", type=ParamType.USER_PTR),
)
PAIR = StructSpec(
    name="pair",
    fields=(
        StructField(name="tv_sec", type_name="long"),
        StructField(name="tv_nsec", type_name="unsigned long"),
        StructField(name="size", type_name="u32"),
    ),
)
LATE = StructSpec(name="late", fields=(StructField(name="size", type_name="u32"),))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ts->tv_sec is negative", ["ts->tv_sec < 0"]),
        ("The tv_sec field is negative", ["ts->tv_sec < 0"]),
        ("tv_nsec is negative", ["(long)ts->tv_nsec < 0"]),
        ("the tv_nsec member of ts exceeds 999", ["ts->tv_nsec > 999"]),
        ("the size field of late is zero", ["late->size == 0"]),
        ("ts->size < 8", ["ts->size < 8"]),
        ("ts->tv_sec is negative or greater than 9", ["ts->tv_sec < 0", "ts->tv_sec > 9"]),
        ("the size field is zero", ["nothing"]),  # whose?
        ("the tv_sec field of late is negative", ["nothing"]),
        ("the tv_sec field of the queen is negative", ["nothing"]),
        ("size is zero", ["nothing"]),  # a word like any other
    ],
)
def test_members_of_structures(text: str, wanted: list[str]) -> None:
    found = read(text, *TIMES, structs=(PAIR, LATE))
    assert [part.shown for part in found.parts] == wanted


def test_a_member_of_two_structures_is_that_of_the_one_that_is_read() -> None:
    old, new = (
        Param(name=name, type_name="struct pair __user *", type=ParamType.USER_PTR, flags=(way,))
        for name, way in (("old", ParamFlag.OUT), ("new", ParamFlag.IN))
    )
    text = "new is not NULL and its tv_sec is negative"
    found = read(text, old, new, structs=(PAIR,))
    assert found.shown == "new != 0 && new->tv_sec < 0"
    both = msgspec.structs.replace(old, flags=(ParamFlag.INOUT,))
    assert not read(text, both, new, structs=(PAIR,)).complete


HOW = Param(name="how", type_name="struct how __user *", type=ParamType.USER_PTR)
FLAGGED = StructSpec(
    name="how",
    fields=(
        StructField(name="flags", type_name="u64"),
        StructField(name="resolve", type_name="u64", limits=Limits(type=MASK, mask=BITS)),
    ),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("how->flags contains O_CREAT", ["how->flags & O_CREAT"]),
        ("how->flags has O_CREAT and O_EXCL", ["how->flags & O_CREAT && how->flags & O_EXCL"]),
        ("O_CREAT is set in the flags field of how", ["how->flags & O_CREAT"]),
        ("how->resolve contains unknown flags", ["how->resolve & ~(O_TRUNC | O_APPEND)"]),
        ("O_APPEND was specified", ["how->resolve & O_APPEND"]),  # its limits alone list it
        ("O_CREAT was specified", ["nothing"]),
        ("how->flags contains unknown flags", ["nothing"]),  # nobody says which are known
        ("how->flags contains a queen", ["nothing"]),
    ],
)
def test_members_that_hold_flags(text: str, wanted: list[str]) -> None:
    assert [part.shown for part in read(text, FD, HOW, structs=(FLAGGED,)).parts] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "fd is negative or buf is NULL and count is zero",
        "fd and count are not negative",
        "fd is not open or mapped",
        "fd is negative or buf is NULL when the moon is full",
        "When the moon is full, fd is negative or buf is NULL",
        "fd is negative or buf is NULL unless it rains",
        "fd is a pipe or a socket of the king",
        "fd is negative, only for kings",
        "it is not true that fd is negative",
        "op is SEEK_SET and count is not equal to 1 or fd, pid, or start is nonzero",
        "fd must be open and buf must not be NULL",
        "fd must be open, or buf must be NULL",
        "fd is a pipe and (1) buf is NULL (2) count is zero",
        "all of these: (1) fd is negative (2) buf is NULL",
        "(1) fd is negative and (2) buf is NULL",
        "For kings: (a) fd is negative (b) buf is NULL",
        "All of the following:\n- fd is negative\n- buf is NULL",
        "- fd is negative, and\n- buf is NULL",
        "the size of buf is zero",
        "the buf size is zero",
        "flags contains O_CREAT or not O_EXCL",
        "for kings fd is negative, or buf is NULL",
        "for kings: fd is negative, or buf is NULL",
        "fd is negative, or buf is NULL in winter",
        "fd is negative. These kings see it:",
        "fd is rarely negative",
        "fd is almost negative",
        "fd was negative before the last reboot",
        "fd is negative but only on Sundays",
        "negative",
        "fd",
        "",
    ],
)
def test_in_doubt_words_are_left_unread(text: str) -> None:
    assert not any(part.complete for part in read(text, *ALL).parts)


def test_what_is_left_over_is_named_and_what_was_read_is_shown() -> None:
    (part,) = read("fd is negative and the moon is full", *ALL).parts
    assert (part.shown, part.rest, part.complete) == (NEGATIVE, ("moon", "full"), False)
    (part,) = read("the moon is full", *ALL).parts
    assert (part.shown, part.rest) == ("nothing", ("moon", "full"))


def test_what_stands_under_a_not_is_not_read_out_of_its_sentence() -> None:
    (part,) = read("never, fd is negative", *ALL).parts
    assert part.node is None


def test_one_unread_piece_of_a_list_leaves_the_others() -> None:
    first, second, third = read("fd is negative, the moon is full, or buf is NULL", *ALL).parts
    assert first.complete
    assert third.complete
    assert second.rest == ("moon", "full")


def test_a_further_sentence_that_is_not_read_counts_against_the_parts_before_it() -> None:
    reading = read("fd is negative. The moon must be full. Also returned if buf is NULL.", *ALL)
    first, second = reading.parts
    assert first.rest == ("moon", "must", "full")
    assert second.complete


def test_a_further_sentence_may_say_the_same_again() -> None:
    assert read("fd is not open. The file descriptor is closed.", *ALL).complete
    assert not read("fd is not open. buf is NULL.", *ALL).complete


def test_the_longer_of_two_sentences_counts() -> None:
    reading = read("fd is negative. fd is negative and buf is NULL.", *ALL)
    assert reading.shown == f"{NEGATIVE} && {NULL}"
    assert reading.complete


def test_words_before_a_list_count_against_its_parts() -> None:
    reading = read("The moon is full for one of: (1) fd is negative (2) buf is NULL", *ALL)
    assert not any(part.complete for part in reading.parts)


def test_the_order_of_checks_and_advice_restrict_nothing() -> None:
    assert read("fd is negative. Checked first.", *ALL).complete
    assert read("fd is negative. The caller should retry the call later.", *ALL).complete
    assert not read("fd is negative. Checked on Sundays.", *ALL).complete


def test_the_description_beside_a_condition_must_be_read_too() -> None:
    assert read("fd is negative", *ALL, more="Checked before everything else.").complete
    assert read("fd is negative", *ALL, more="fd must not be negative.").complete
    assert not read("fd is negative", *ALL, more="Only on Sundays.").complete
    assert read("fd is negative", *ALL, more="Also returned if buf is NULL.").shown == (
        f"{NEGATIVE}; {NULL}"
    )


def test_headings_say_nothing_of_their_own() -> None:
    for heading in ("Bad file descriptor", "Invalid argument", "Invalid fd value", None):
        assert read("fd is negative", *ALL, summary=heading).complete
    assert not read("fd is negative", *ALL, summary="Only when the moon is full").complete
    assert read("fd is negative", *ALL, summary="Number is wrong").complete
    assert not read("fd is negative", *ALL, summary="fd not negative").complete
    assert read("fd is negative", *ALL, summary="fd not good").complete
    assert read("fd is negative", *ALL, summary="no file for fd").complete
    assert not read("fd is negative", *ALL, summary="for pipes").complete
    assert read("fd refers to a pipe", *ALL, summary="offset for a pipe").complete
    assert not read("fd refers to a pipe", *ALL, summary="offset for a socket").complete
    assert read("fd is negative", *ALL, summary="Descriptor error number").complete
    assert not read("fd is negative", *ALL, summary="Descriptor for kings").complete
    assert not read("fd is rarely negative", *ALL, summary="Descriptor error").complete
    assert not read("", *ALL, summary="Descriptor error").complete


def test_a_heading_alone_is_the_condition_but_the_name_of_an_errno_is_none() -> None:
    error = ErrorCondition(errno="EBADF", summary="fd is not open")
    assert read_condition(error, spec(FD)).shown == "!is_open(fd)"
    for title in ("Bad file descriptor", "Bad address", "Too many open files"):
        (part,) = read_condition(ErrorCondition(errno="EBADF", summary=title), spec(FD)).parts
        assert part.node is None
        assert part.rest


def test_a_heading_may_say_more_than_the_sentence_below_it() -> None:
    reading = read("fd is negative.", *ALL, summary="fd is negative and buf is NULL")
    assert reading.shown == f"{NEGATIVE} && {NULL}"


def test_the_parameter_that_the_heading_names_is_meant_below_it() -> None:
    reading = read("The file descriptor is closed.", FD, OTHER_FD, summary="fd is not open")
    assert reading.complete
    assert reading.shown == "!is_open(fd)"


def test_no_words_are_no_parts() -> None:
    assert read_condition(ErrorCondition(errno="EINVAL"), spec(FD)).parts == ()
    assert read_condition(ErrorCondition(errno="EINVAL"), spec(FD)).shown == "nothing"
    assert not read_condition(ErrorCondition(errno="EINVAL"), spec(FD)).complete


def test_examples_of_what_is_included_are_read_and_add_no_part() -> None:
    text = "fd is not open for reading. This includes file descriptors opened with O_PATH."
    assert shown(text) == ["!open_for_reading(fd)"]
    assert read(text, *ALL).complete
    assert not read("fd is not open. This includes full moons.", *ALL).complete


def test_words_in_parentheses_must_say_the_same() -> None:
    assert read("The range wraps (arithmetic overflow).", *ALL[2:4]).complete
    assert read("Unknown flags were specified (flags & ~(O_CREAT | O_EXCL | O_TRUNC | "
                "O_DIRECTORY)).", FLAGS).complete  # fmt: skip
    assert not read("fd is negative (on Sundays).", *ALL).complete
    assert not read("fd is negative (not).", *ALL).complete


def test_expressions_in_prose_are_conditions_of_names_that_are_known() -> None:
    assert shown("flags & O_CREAT", FLAGS) == ["flags & O_CREAT"]
    assert shown("count > 4 && count < 8", COUNT) == ["count > 4 && count < 8"]
    assert not read("moon > 4", COUNT).complete
    assert not read("count + 4", COUNT).complete


def test_long_texts_take_bounded_time() -> None:
    start = time.process_time()
    for word in ("or", "and", ",", "(", "fd is", "not", "one of", "either", "when"):
        read(f"fd is negative {word} " * 150, *ALL)
        read(f"fd is negative {word} " * 12, *ALL)
    assert time.process_time() - start < 5


def test_text_of_a_part_is_its_piece_of_the_block() -> None:
    reading = read("Returned if fd is negative, or if buf is NULL.", FD, BUFFER, COUNT)
    assert [part.text for part in reading.parts] == ["fd is negative", "buf is NULL"]


def test_a_page_that_tells_more_is_a_remark() -> None:
    text = "fd is not open (see the description of RLIMIT_NOFILE in getrlimit(2))."
    assert read(text, FD).shown == "!is_open(fd)"
    assert read(text, FD).complete
    assert not read("fd is not open (see the moon in getrlimit(2))", FD).complete


def test_a_constant_and_a_parameter_are_no_list() -> None:
    text = "op is 3 and fd is not open"
    assert read(text, *ALL).shown == "op == 3 && !is_open(fd)"


def test_a_spec_that_speaks_of_links_does_not_say_that_the_last_is_followed() -> None:
    error = ErrorCondition(errno="ENOENT", condition="path does not exist")
    plain = spec(PATH)
    linked = msgspec.structs.replace(plain, summary="change a file or symbolic link")
    for one, wanted in (
        (plain, "walk(path) == WALK_MISSING"),
        (linked, "walk_at(AT_FDCWD, path, LINK_UNSAID) == WALK_MISSING"),
    ):
        assert [part.shown for part in read_condition(error, one).parts] == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("fd is no socket", ["kind(fd) != FILE_SOCKET"]),
        ("epfd is negative, and fd is no directory", ["epfd < 0 && kind(fd) != FILE_DIRECTORY"]),
        ("fd does not belong to the caller, who has no CAP_FOWNER",
         ["!owns(fd) && !capable_unsaid(CAP_FOWNER)"]),
        ("The caller neither owns fd nor has CAP_FOWNER",
         ["!owns(fd) && !capable_unsaid(CAP_FOWNER)"]),
        ("None of the descriptors refers to a pipe",
         ["kind(fd) != FILE_PIPE && kind(epfd) != FILE_PIPE"]),
        ("fd is sealed with F_SEAL_GROW", ["sealed(fd, F_SEAL_GROW)"]),
        ("fd is marked as nonblocking", ["status_flags(fd) & O_NONBLOCK"]),
        ("All numbers below RLIMIT_NOFILE are taken", ["lowest_free_fd() >= RLIMIT_NOFILE"]),
        ("A signal handler ran before anything was read", ["signal_handled()"]),
    ],
)  # fmt: skip
def test_what_developers_say_shortly(text: str, wanted: list[str]) -> None:
    assert shown(text, FD, OTHER_FD) == wanted
    assert read(text, FD, OTHER_FD).complete


@pytest.mark.parametrize(
    "text", ["fd is no longer a socket", "There is no socket of the king", "fd is no more a pipe"]
)
def test_no_is_not_always_not(text: str) -> None:
    assert not read(text, FD, OTHER_FD).complete
