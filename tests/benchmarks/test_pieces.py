"""Edits tried piece by piece: what stands in the file of results is not tried again."""

from __future__ import annotations

from pathlib import Path

from benchmarks.wrong_edits.edit import Edit
from benchmarks.wrong_edits.pieces import Known, Line, keys_of, pieces, unprepared_files

from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs
from tests.shipped import catalogue

TEXT = """
/**
 * sys_ring_put - put a record into a ring buffer
 * @count: how many
 *
 * contexts: process
 *
 * error: E2BIG, too many
 *   x-when: count > {most}
 */
SYSCALL_DEFINE1(ring_put, unsigned int, count)
"""


def spec(path: Path, most: int = 4096) -> Spec:
    path.write_text(TEXT.format(most=most))
    (found,) = load_specs((str(path),), Options()).specs
    return found


def keys(one: Spec, percent: float = 100) -> list[str]:
    every = [
        Edit(kind="bound", claims=("c",), spec=one, description=what)
        for what in (*(f"{number} more" for number in range(40)), "0 more")
    ]
    return list(keys_of(one, every, percent, seed=0))


def line(key: str) -> Line:
    return Line(key=key, spec="sys_ring_put", kind="bound", what="more", outcome="found")


def test_each_edit_has_its_key_wherever_the_spec_stands(tmp_path: Path) -> None:
    found = keys(spec(tmp_path / "ring.c"))
    assert len(set(found)) == 41
    assert found == keys(spec(tmp_path / "other.c"))
    assert not set(found) & set(keys(spec(tmp_path / "ring.c", most=4097)))
    some = keys(spec(tmp_path / "ring.c"), percent=10)
    assert len(some) == 5
    assert set(some) < set(found)


def test_what_is_in_the_file_is_not_tried_again(tmp_path: Path) -> None:
    one = spec(tmp_path / "ring.c")
    edit = Edit(kind="bound", claims=("c",), spec=one, description="more")
    wanted = dict.fromkeys(keys(one), edit)
    path = str(tmp_path / "results.jsonl")
    assert sum(len(piece.edits) for piece in pieces(one, wanted, Known(path))) == 41
    Known(path).add([line(key) for key in list(wanted)[:30]])
    Known(path).add([line(key) for key in list(wanted)[30:40]])
    (left,) = pieces(one, wanted, Known(path))
    assert list(left.edits) == list(wanted)[40:]
    assert Known(path).get(list(wanted)[39]) == line(list(wanted)[39])


def test_a_line_that_was_cut_off_is_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    Known(str(path)).add([line("a"), line("b")])
    path.write_bytes(path.read_bytes()[:-10])
    known = Known(str(path))
    assert known.get("a") is not None
    assert known.get("b") is None
    known.add([line("c")])
    assert Known(str(path)).get("c") is not None


def test_specs_that_are_in_the_catalogue_by_now_are_not_unprepared() -> None:
    left = {f"sys_{Path(one).stem}" for one in unprepared_files()}
    assert left
    assert not left & {one.name for one in catalogue()}
