from __future__ import annotations

import pytest
from hypothesis import given, settings

from kapi.expr.functions import OLD
from kapi.expr.nodes import Call, Node, Number, rebuilt
from kapi.expr.parser import parse
from kapi.expr.render_c import render_c
from kapi.expr.terms import is_member, outside_old, terms
from tests.expr.trees import trees

PARAMETERS = ("fd", "len", "event", "addr", "resource", "cap")


def written(nodes: tuple[Node, ...]) -> list[str]:
    return [render_c(node) for node in nodes]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("len == 0 && PAGE_SIZE", []),
        ("is_open(fd) && !is_open(fd)", ["is_open(fd)"]),
        ("len > RLIMIT_MEMLOCK && !CAP_IPC_LOCK", ["RLIMIT_MEMLOCK", "CAP_IPC_LOCK"]),
        ("CONFIG_SWAP ? RLIMIT_AS >> PAGE_SHIFT : 0", ["CONFIG_SWAP", "RLIMIT_AS"]),
        ("event->events & EPOLLIN", ["event->events"]),
        ("event->it.tv_nsec < vma->vm_flags", ["event->it.tv_nsec"]),
        ("readable(event->data, RLIMIT_AS)", ["readable(event->data, RLIMIT_AS)"]),
        ("min(len, map_count())", ["map_count()"]),
        ("unknown(kind(fd))", ["kind(fd)"]),
        ("resource == RLIMIT_NOFILE", []),
        ("CAP_CHOWN != cap", []),
        ("resource == RLIMIT_NOFILE + 1", ["RLIMIT_NOFILE"]),
        ("RLIMIT_NOFILE == 0", ["RLIMIT_NOFILE"]),
        ("cap > CAP_LAST_CAP", []),
        ("old(locked_bytes()) + len == locked_bytes()", ["locked_bytes()"]),
        (
            'sysctl("vm.max_map_count") <= map_count()',
            ['sysctl("vm.max_map_count")', "map_count()"],
        ),
        ("ns_capable(CAP_IPC_LOCK)", ["ns_capable(CAP_IPC_LOCK)"]),
    ],
)
def test_terms(text: str, wanted: list[str]) -> None:
    assert written(terms([parse(text)], PARAMETERS)) == wanted


def test_terms_of_several_expressions_come_once() -> None:
    nodes = [parse("kind(fd) == FILE_PIPE"), parse("map_count() > kind(fd)")]
    assert written(terms(nodes, PARAMETERS)) == ["kind(fd)", "map_count()"]


def test_what_is_measured_before_and_after() -> None:
    node = parse("map_count() == old(map_count() + open_files()) && is_open(fd)")
    assert written(outside_old(node, PARAMETERS)) == ["map_count()", "is_open(fd)"]
    assert written(terms([node], PARAMETERS)) == ["map_count()", "open_files()", "is_open(fd)"]


def test_members() -> None:
    assert is_member("event->events", PARAMETERS)
    assert is_member("event.events->x", PARAMETERS)
    assert not is_member("event", PARAMETERS)
    assert not is_member("events->event", PARAMETERS)


@settings(max_examples=100, deadline=None)
@given(trees())
def test_outside_of_old_are_the_terms_of_what_is_left_without_it(tree: Node) -> None:
    def without(node: Node) -> Node:
        is_old = isinstance(node, Call) and node.function == OLD
        return Number(0) if is_old else rebuilt(node, without)

    assert outside_old(tree, ["vma"]) == terms([without(tree)], ["vma"])
