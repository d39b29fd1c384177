"""Terms to values, and that nothing in the process changes by it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
from collections.abc import Mapping

import pytest

from kapi.expr.environment import Environment, argument
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Node
from kapi.expr.parser import parse
from kapi.expr.predicates import CONSTANTS, PREDICATES
from kapi.expr.render_c import render_c
from kapi.expr.terms import terms
from kapi.expr.values import Value
from kapi.situation.measure import IMPLEMENTATIONS, Field, measure, measured
from kapi.situation.process import Process
from kapi.vocab.architectures import ARCHITECTURES
from tests.situation.kinds import made
from tests.situation.ranges import places
from tests.situation.standing import LIBC, PAGE, both_ways, mapping, standing

X86 = ARCHITECTURES["x86_64"]


def conditions(texts: str) -> list[Node]:
    return [parse(text) for text in texts.split()]


def environment(**parameters: tuple[int, str]) -> Environment:
    found = {name: argument(raw, kind, X86) for name, (raw, kind) in parameters.items()}
    return Environment(parameters={name: one for name, one in found.items() if one is not None})


def test_each_term_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def page_size(_: Process, address: int) -> int:
        asked.append(address)
        return 4096

    monkeypatch.setattr(
        "kapi.situation.measure.IMPLEMENTATIONS", {**IMPLEMENTATIONS, "page_size_at": page_size}
    )
    nodes = conditions("page_size_at(a) mapped(a,page_size_at(a)) resident(a,page_size_at(a))")
    with standing(lambda: mapping(1)) as (process, address):
        names = environment(a=(address, "unsigned long"))
        assert measure(process, nodes * 2, names)[:2] == (4096, 1)
    assert asked == [address]


def test_every_predicate_is_measured_and_every_measurement_is_one() -> None:
    assert set(IMPLEMENTATIONS) == set(PREDICATES)


def test_terms_of_a_condition() -> None:
    def make() -> tuple[int, int]:
        fd, _ = os.pipe()
        address = mapping(3 * PAGE)
        LIBC.munmap(ctypes.c_void_p(address + 2 * PAGE), ctypes.c_size_t(PAGE))
        return fd, address

    def look() -> None:
        with standing(make) as (process, (fd, address)):
            names = environment(
                fd=(fd, "int"), buf=(address, "char *"), count=(PAGE, "size_t"), no=(99, "int")
            )
            expected = {
                "is_open(fd) && kind(fd) == FILE_PIPE": 1,
                "kind(no) == FILE_PIPE || is_open(no)": 0,
                "readable(buf, count + PAGE_SIZE)": 1,
                "readable(buf, 2 * count + 1)": 0,
                "RLIMIT_NOFILE > 3 && fd < RLIMIT_NOFILE": 1,
                "poll(fd) & POLLIN": 0,
                "protection(buf) == (PROT_READ | PROT_WRITE)": 1,
                "writable(buf, pipe_capacity(fd))": 0,
                "user_address(buf, pipe_capacity(fd))": 1,
                'sysctl("vm.max_map_count") > map_count()': 1,
                "out_of(memory) || out_of(files)": 0,
                "CONFIG_PROC_FS || 1": 1,
                "ns_capable(CAP_SYS_RESOURCE) <= 1": 1,
                'mapping_flag(buf, "rd")': 1,
            }
            for text, value in expected.items():
                node = parse(text)
                wanted = terms([node], names.parameters)
                found = measured(process, wanted, names)
                assert None not in found.values(), (text, found)
                whole = Environment(parameters=names.parameters, measured=found)
                result = evaluate(node, whole)
                assert isinstance(result, Value), (text, result)
                assert bool(result.number) == bool(value), (text, found)

    both_ways(look)


def test_members() -> None:
    def make() -> int:
        address = mapping(2 * PAGE)
        LIBC.munmap(ctypes.c_void_p(address + PAGE), ctypes.c_size_t(PAGE))
        ctypes.memmove(address + 8, (-5).to_bytes(8, "little", signed=True), 8)
        return address

    fields = {
        "utmr->it_value.tv_sec": Field(8, 8, True),
        "utmr->flags": Field(0, 4),
        "other->flags": Field(0, 4),
        "utmr->last": Field(PAGE - 2, 4),
    }
    with standing(make) as (process, address):
        names = environment(utmr=(address, "struct x *"), other=(0, "struct x *"))
        nodes = [parse(name) for name in fields]
        assert measure(process, nodes, names, fields) == (-5, 0, None, None)


def test_what_cannot_be_asked_is_unknown() -> None:
    names = environment(fd=(3, "int"))
    nodes = terms([parse(text) for text in every_question()], names.parameters)
    with Process(1 << 22) as nobody:
        found = dict(zip(nodes, measure(nobody, nodes, names), strict=True))
    known = {render_c(node) for node, value in found.items() if value is not None}
    # What is of the machine, not of the process.
    assert known <= {
        "CONFIG_SWAP",
        'config("rd")',
        'sysctl("vm.max_map_count")',
        "out_of(files)",
        "huge_page_size()",
        "huge_page_exists(0)",
        "huge_bytes_free(0)",
        "committable_bytes()",
    }


def test_an_argument_without_a_value_is_unknown() -> None:
    with standing(lambda: None) as (process, _):
        node = parse("is_open(position(fd))")
        names = environment(fd=(77, "int"))
        assert measure(process, [node], names) == (None,)
        assert measure(process, [parse("is_open(nothing)")], names) == (None,)


VALUES = {
    "fd": "fd",
    "dirfd": "fd",
    "path": "path",
    "address": "address",
    "length": "length",
    "count": "2",
    "flags": "0",
    "pid": "pid",
    "prot": "1",
    "advice": "10",
    "shift": "0",
    "number": "0",
    "limit": "RLIMIT_DATA",
    "capability": "CAP_IPC_LOCK",
}


def every_question() -> list[str]:
    found = []
    for one in PREDICATES.values():
        values = [_written(one.name, name, kind, one.words) for name, kind in one.parameters]
        found.append(f"{one.name}({', '.join(values)})")
    return [*found, "RLIMIT_NOFILE", "CAP_IPC_LOCK", "CONFIG_SWAP"]


def _written(predicate: str, name: str, kind: str, words: tuple[str, ...]) -> str:
    if kind == "text":
        return '"vm.max_map_count"' if predicate == "sysctl" else '"rd"'
    return words[0] if kind == "word" else VALUES[kind]


def test_measuring_changes_nothing() -> None:
    both_ways(change_nothing)


def change_nothing() -> None:
    def make() -> tuple[dict[str, int], dict[str, tuple[int, int]], int]:
        ranges = places()
        text = mapping(PAGE)
        ctypes.memmove(text, b"/etc/passwd\0", 12)
        return made(), ranges, text

    with standing(make) as (process, (fds, ranges, text)):
        before = photograph(process.pid)
        answers = ask_everything(process.pid, fds, ranges, text)
        again = ask_everything(process.pid, fds, ranges, text)
        assert photograph(process.pid) == before
        assert again == answers
        known = [value for one in answers for value in one.values() if value is not None]
        assert len(known) > 1500


def ask_everything(
    pid: int, fds: Mapping[str, int], ranges: Mapping[str, tuple[int, int]], text: int
) -> list[dict[Node, int | None]]:
    questions = every_question()
    read = {one: parse(one) for one in questions}
    about_fds = [one for one in questions if "fd" in one]
    about_memory = [one for one in questions if "address" in one]
    rounds = [(about_fds, fd, (text, 1)) for fd in fds.values()]
    rounds += [(about_memory, 0, one) for one in ranges.values()]
    answers = []
    with Process(pid) as process:
        for texts, fd, (address, length) in [*rounds, (questions, 0, (text, 1))]:
            names = environment(
                fd=(fd, "int"),
                path=(text, "char *"),
                address=(address, "char *"),
                length=(length, "size_t"),
                pid=(pid, "pid_t"),
            )
            nodes = terms([read[one] for one in texts], names.parameters)
            answers.append(dict(zip(nodes, measure(process, nodes, names), strict=True)))
    return answers


def photograph(pid: int) -> dict[str, object]:
    """All that /proc shows of descriptors, memory and limits."""
    found: dict[str, object] = {}
    for name in ("maps", "limits", "io"):
        with open(f"/proc/{pid}/{name}", "rb") as file:
            found[name] = file.read()
    with open(f"/proc/{pid}/smaps") as lines:
        # How many share a page, and whether it was used lately, is also our own doing.
        found["smaps"] = [one for one in lines if not re.match("Pss|Shared_|Private_|Ref", one)]
    with open(f"/proc/{pid}/status") as lines:
        found["status"] = [one for one in lines if not re.match("(non)?voluntary|SigQ", one)]
    shared = _files_of_tests()  # other tests write there meanwhile
    for fd in os.listdir(f"/proc/{pid}/fd"):
        with open(f"/proc/{pid}/fdinfo/{fd}") as file:
            if _file(pid, fd) not in shared:
                found[f"fd {fd}"] = (_file(pid, fd), file.read())
    return found


def _files_of_tests() -> set[str]:
    found = set()
    for fd in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):  # the one that lists them
            found.add(_file(os.getpid(), fd))
    return found


def _file(pid: int, fd: int | str) -> str:
    return os.readlink(f"/proc/{pid}/fd/{fd}")


def test_constants_have_their_numbers() -> None:
    with standing(made) as (process, fds):
        names = environment(fd=(fds["pidfd"], "int"))
        assert measure(process, [parse("kind(fd)")], names) == (CONSTANTS["FILE_PIDFD"],)
