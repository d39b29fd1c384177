"""What seems shown is doubted where its truth changes: a wrong edge is not confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kapi.conform.results import Result, Status
from kapi.conform.trial import try_spec
from kapi.conform.workers import in_workers
from kapi.model.elements import ErrorCondition, Expression
from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from kapi.vocab.architectures import this_machine

pytestmark = pytest.mark.skipif(this_machine() is None, reason="this machine is not known")

UNPREPARED = Path(__file__).parents[1] / "unprepared"


def of_other_kinds(spec: Spec) -> Result:
    results = try_spec(spec, drawn=0, budget=250).results
    (found,) = [one for one in results if one.summary == "another kind"]
    return found


@pytest.mark.parametrize("flags", ["0", "AT_SYMLINK_NOFOLLOW"])
def test_whether_a_link_at_the_end_is_followed_is_told(flags: str) -> None:
    (spec,) = load_specs((str(UNPREPARED / "truncate.c"),), Options()).specs
    kind = f"path_kind_at(AT_FDCWD, path, {flags})"
    kinds = ("FILE_PIPE", "FILE_SOCKET", "FILE_CHARACTER")
    when = Expression(" || ".join(f"{kind} == {one}" for one in kinds))
    error = ErrorCondition(errno="EINVAL", summary="another kind", when=when)
    (found,) = in_workers(of_other_kinds, [replace(spec, errors=(error,))], 1)
    assert (found.status is Status.CONFIRMED) == (flags == "0"), found
