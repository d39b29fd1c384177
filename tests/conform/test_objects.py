"""Objects: each is what its name says, made in the sandbox; which ones a parameter asks for."""

from __future__ import annotations

import errno
import platform

import pytest
from msgspec.structs import replace

from kapi.conform.attempt import Attempt
from kapi.conform.case import Caller, difference
from kapi.conform.objects import (
    DESCRIPTORS,
    IDS,
    MEMORY,
    PATHS,
    PROCESSES,
    Argument,
    ObjectClass,
    descriptor,
    identifier,
    memory,
    memory_with,
    object_class,
    objects_besides,
    objects_for,
    objects_named,
    path,
    process,
    socket_addresses,
    text,
    through_link,
    unknown_object,
    value,
)
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.sandbox.worker import run
from kapi.model.elements import Param
from kapi.vocab.architectures import this_machine
from kapi.vocab.words import ParamFlag, ParamType
from tests.conform.attempts import case_of
from tests.shipped import catalogue

MACHINE = this_machine()
pytestmark = pytest.mark.skipif(MACHINE is None, reason=f"{platform.machine()} is not known")

ALL = [
    *map(descriptor, DESCRIPTORS),
    *map(memory, MEMORY),
    *map(path, PATHS),
    *map(process, PROCESSES),
    *map(identifier, IDS),
    *socket_addresses(),
]


def ran(name: str, *arguments: Argument) -> Ran:
    assert MACHINE
    return run(case_of(name, arguments, Caller()), MACHINE, 5.0)


def result(name: str, *arguments: Argument) -> int:
    """What the call returns; the test ends where the kernel has no such object."""
    found = ran(name, *arguments)
    if found.problem:
        pytest.skip(found.problem)
    assert found.call
    assert found.call.outcome.result is not None
    return found.call.outcome.result


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_every_kind_is_made_or_says_which_step_failed(one: Argument) -> None:
    found = ran("getpid", one)
    assert found.call or " fails with " in found.problem or "no mapping" in found.problem


def test_there_are_kinds_enough() -> None:
    assert (len(DESCRIPTORS), len(MEMORY), len(PATHS)) >= (60, 30, 30)


def test_a_thread_is_one_of_the_caller_and_another() -> None:
    asked = process("self"), process("thread"), value(0)
    assert result("tgkill", *asked) == 0
    assert result("tgkill", process("thread"), *asked[1:]) == -errno.ESRCH


@pytest.mark.parametrize(
    ("kind", "count", "expected"),
    [
        ("pipe-nonblocking", 4, -errno.EAGAIN),
        ("pipe-ready", 4, 4),
        ("pipe-no-writer", 4, 0),
        ("pipe-end", 4, -errno.EBADF),
        ("socket-nonblocking", 4, -errno.EAGAIN),
        ("socket-ready", 4, 4),
        ("socket-peer-closed", 4, 0),
        ("socket", 4, -errno.EINVAL),
        ("regular", 4, 4),
        ("regular-end", 4, 0),
        ("path-only", 4, -errno.EBADF),
        ("write-only", 4, -errno.EBADF),
        ("directory", 4, -errno.EISDIR),
        ("eventfd-ready", 8, 8),
        ("eventfd-nonblocking", 8, -errno.EAGAIN),
        ("timerfd-expired", 8, 8),
        ("closed", 8, -errno.EBADF),
    ],
)
def test_descriptors_are_read_as_they_are_called(kind: str, count: int, expected: int) -> None:
    assert result("read", descriptor(kind), memory("mapped"), value(count)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("pipe-full", errno.EAGAIN), ("memfd-write-sealed", errno.EPERM), ("full", errno.ENOSPC)],
)
def test_descriptors_are_written_as_they_are_called(kind: str, expected: int) -> None:
    assert result("write", descriptor(kind), memory("mapped"), value(4)) == -expected


@pytest.mark.parametrize(
    ("kind", "size", "expected"),
    [
        ("mapped", 8, 0),
        ("read-only", 8, -errno.EFAULT),
        ("before-hole", 8, 0),
        ("page-end", 8, -errno.EFAULT),
        ("past-end", 8, -errno.EFAULT),
        ("guard", 8, -errno.EFAULT),
        ("unmapped", 8, -errno.EFAULT),
        ("kernel", 8, -errno.EFAULT),
        ("null", 8, -errno.EFAULT),
        ("shared-file", 8, 0),
        ("vvar", 8, -errno.EFAULT),
    ],
)
def test_memory_is_written_as_it_is_called(kind: str, size: int, expected: int) -> None:
    assert result("pipe2", memory(kind), value(0)) == expected


def test_two_of_a_kind_are_two_things() -> None:
    swapped = (value(-100), path("existing"), value(-100), path("existing"))
    assert result("renameat2", *swapped, value(2)) == 0  # RENAME_EXCHANGE
    new = (value(-100), path("existing"), value(-100), path("missing"))
    assert result("renameat2", *new, value(1)) == 0  # RENAME_NOREPLACE


def test_structures_hold_their_fields() -> None:
    late = memory_with(16, {0: (8, 0), 8: (8, 1_000_000_000)}, {0: "tv_sec", 8: "tv_nsec"})
    assert result("nanosleep", late, value(0)) == -errno.EINVAL
    assert result("nanosleep", memory_with(16, {8: (8, 1)}), value(0)) == 0
    assert result("nanosleep", memory_with(16, {8: (8, 1)}, at_end=True), value(0)) == 0
    cut = memory_with(16, {0: (8, -1)}, at_end=True, beyond=1)
    assert result("nanosleep", cut, value(0)) == -errno.EFAULT
    assert late.name == "{tv_sec=0, tv_nsec=0x3b9aca00}"
    vector = {0: (8, memory("mapped")), 8: (8, 3)}
    assert result("writev", descriptor("null"), memory_with(16, vector), value(1)) == 3
    negative = memory_with(16, {0: (8, -1)})
    assert result("nanosleep", negative, value(0)) == -errno.EINVAL


def test_fields_count_one_by_one() -> None:
    def call(seconds: int, nanoseconds: int) -> Argument:
        return memory_with(16, {0: (8, seconds), 8: (8, nanoseconds)})

    cases = [
        case_of("nanosleep", (call(*one), value(0)), Caller()) for one in ((0, 0), (0, 1), (1, 1))
    ]
    assert difference(cases[0], cases[1]) == 1
    assert difference(cases[0], cases[2]) == 2
    null = case_of("nanosleep", (value(0), value(0)), Caller())
    assert difference(cases[2], null) == 1


def test_texts() -> None:
    assert text('a"b\\').steps == '$ = "a\\"b\\\\";'
    assert result("access", text("/proc/self"), value(0)) == 0
    assert result("access", text("a$b"), value(0)) == -errno.ENOENT


def param(**says: object) -> Param:
    return Param(name="p", **says)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (param(type=ParamType.FD), ObjectClass.DESCRIPTOR),
        (param(type=ParamType.PATH), ObjectClass.PATH),
        (param(type_name="void __user *"), ObjectClass.MEMORY),
        (param(type_name="pid_t"), ObjectClass.PROCESS),
        (param(type_name="unsigned long", object="addr:mapped"), ObjectClass.MEMORY),
        (param(type_name="unsigned long"), None),
        (Param(name="semid", type_name="int"), ObjectClass.IDENTIFIER),
    ],
)
def test_what_a_parameter_stands_for(one: Param, expected: ObjectClass | None) -> None:
    assert object_class(one) is expected
    assert bool(objects_for(one)) is (expected is not None)


def test_the_most_promising_come_first() -> None:
    epoll = objects_for(param(type=ParamType.FD, object="fd:epoll"))
    assert epoll[0] == descriptor("epoll")
    assert len(epoll) == len(DESCRIPTORS)
    assert objects_for(param(object="fd:epoll"), every=False) == (descriptor("epoll"),)
    optional = param(type_name="struct epoll_event *", flags=(ParamFlag.OPTIONAL,))
    assert [one.name for one in objects_for(optional)[:2]] == ["0", "{}"]
    assert objects_for(optional)[1].parts == ("12 bytes",)


def test_what_nobody_knows_is_said_and_not_replaced() -> None:
    strange = param(type=ParamType.FD, object="fd:frob")
    assert objects_for(strange) == ()
    assert "fd:frob" in unknown_object("fd:frob")
    assert "did you mean fd:epoll" in unknown_object("fd:epol")
    assert "frob" in unknown_object("frob")
    assert unknown_object("fd:epoll") == unknown_object(None) == unknown_object("pid") == ""
    assert objects_named("frob") == ()
    assert objects_named("fd:pty")[0] == descriptor("pty-slave")


def test_every_word_of_the_catalogue_is_known() -> None:
    for spec in catalogue():
        assert {unknown_object(one.object) for one in spec.params} <= {""}, spec.name


def test_an_argument_of_its_own_name() -> None:
    assert "a3file" in path("existing").made_as("a3")
    assert replace(path("existing"), name="x").input == "x"


def test_a_link_leads_to_what_a_path_leads_to() -> None:
    link = through_link(path("directory"))
    assert link is not None
    assert link.made_as("a0").endswith('symlinkat(a0, AT_FDCWD, "a0through"); a0 = "a0through";')
    assert link.name == "link to path:directory"
    of_case = through_link(Argument('"made"', '$ = "made";', foreign=True))
    assert of_case is not None
    assert of_case.foreign
    for kind in ("null", "empty", "bad-address", "path-too-long"):
        assert through_link(path(kind)) is None
    assert through_link(path("name-too-long")) is not None


def test_a_link_is_followed_by_the_calls_that_follow_links() -> None:
    link = through_link(path("directory-full"))
    assert link is not None
    assert result("truncate", link, value(0)) == -errno.EISDIR
    assert result("unlinkat", value(-100), link, value(0)) == 0
    long = through_link(path("name-too-long"))
    assert long is not None
    assert result("truncate", long, value(0)) == -errno.ENAMETOOLONG
    assert result("unlinkat", value(-100), long, value(0)) == 0


def test_a_mount_is_made_before_the_directory_is_opened() -> None:
    arguments = (text("target"), descriptor("directory"), path("new-in-read-only-mount"))
    case = Attempt(syscall="symlinkat", arguments=arguments).case()
    assert MACHINE
    found = run(case, MACHINE, 5.0)
    if found.problem:
        pytest.skip(found.problem)
    assert found.call is not None
    assert found.call.outcome.errno == errno.EROFS


def test_besides_sockets_there_are_pipes_and_files() -> None:
    besides = {one.name for one in objects_besides("fd:socket")}
    assert {"fd:pipe", "fd:regular", "fd:epoll"} <= besides
    assert not besides & {"fd:socket", "fd:datagram", "fd:inet-stream", "fd:closed"}
    assert objects_besides("fd:any") == objects_besides("fd:pollable") == ()
    assert "fd:directory" not in {one.name for one in objects_besides("fd:regular")}


@pytest.mark.parametrize(
    ("fd", "address", "expected"),
    [
        ("socket", "local-listening", 0),
        ("inet-stream", "inet-listening", 0),
        ("inet-stream", "inet-nobody", -errno.ECONNREFUSED),
        ("socket", "local-free", -errno.ENOENT),
        ("socket-connected", "local-listening", -errno.EISCONN),
    ],
)
def test_who_answers_at_an_address(fd: str, address: str, expected: int) -> None:
    (found,) = (one for one in socket_addresses() if one.name == f"addr:{address}")
    assert result("connect", descriptor(fd), found, value(16)) == expected
