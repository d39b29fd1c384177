"""Steps for what conditions ask of the caller: both with and without, and none for others."""

from __future__ import annotations

from kapi.conform.attempt import Attempt
from kapi.conform.case import Caller
from kapi.conform.settings import settings_for, with_gaps
from kapi.conform.statements import read_steps
from kapi.expr.parser import parse

CALL = Attempt(syscall="getgroups", arguments=())


def test_a_step_is_added_and_taken_away() -> None:
    (after,) = settings_for(CALL, [parse("size < groups()"), parse("groups() != 0")])
    assert "setgroups(2" in after.steps[0]
    (without,) = settings_for(after, [parse("size < groups()")])
    assert without.steps == ("",)
    assert without.case().family == after.case().family  # so they are neighbours


def test_none_for_others() -> None:
    parts = [parse("map_count() == 0"), parse("is_open(groups)"), parse("size < 3")]
    assert not list(settings_for(CALL, parts))


def test_a_case_of_a_file_keeps_its_steps() -> None:
    named = Attempt(syscall="getgroups", arguments=(), name="a case")
    assert not list(settings_for(named, [parse("groups() == 0")]))


def test_every_step_can_be_read() -> None:
    asked = "denies_write_exec() groups() has_children() locks_new_mappings() no_new_privs()"
    asked += " threads()"
    found = list(settings_for(CALL, [parse(one) for one in asked.split()]))
    assert len(found) == 6
    assert all(read_steps(one.steps[0]) for one in found)


def test_who_has_ids_of_his_own_is_not_nobody() -> None:
    nobody = CALL.called_by(Caller(unprivileged=True, keep=("CAP_SETGID",)))
    (after,) = settings_for(nobody, [parse("gid != sgid()")])
    assert after.caller == Caller(keep=("CAP_SETGID",))
    (other,) = settings_for(nobody, [parse("groups() != 0")])
    assert other.caller == nobody.caller


def test_gaps_between_numbers_of_descriptors() -> None:
    named = Attempt(syscall="getgroups", arguments=(), name="a case", steps=("sync();",))
    for asked in ("lowest_free_fd() >= RLIMIT_NOFILE", "result == old(free_fd_from(3))"):
        (found,) = with_gaps(named, parse(asked))
        assert found.steps[1:] == named.steps
        assert read_steps(found.steps[0])
    assert not list(with_gaps(named, parse("is_open(fd)")))
