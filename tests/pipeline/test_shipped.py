"""The catalogue by its own names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kapi import catalog
from kapi.errors import InputError
from kapi.pipeline.shipped import (
    catalogue_calls,
    catalogue_content,
    catalogue_names,
    catalogue_path,
)

ROOT = Path(catalog.__file__).parent


def test_all_files_in_order() -> None:
    files = sorted(str(one.relative_to(ROOT)) for one in ROOT.rglob("*.c"))
    assert catalogue_names() == tuple(f"kapi:{one}" for one in files)
    assert len(catalogue_calls()) == len(files) > 100
    assert {"sys_mlock", "TIOCGSID"} <= set(catalogue_calls())


@pytest.mark.parametrize(
    ("name", "first", "number"),
    [
        ("kapi:mm/mlock.c", "kapi:mm/mlock.c", 1),
        ("kapi:mm/mlock", "kapi:mm/mlock.c", 1),
        ("kapi:mm", "kapi:mm/madvise.c", len(list((ROOT / "mm").rglob("*.c")))),
        ("kapi:mm/", "kapi:mm/madvise.c", len(list((ROOT / "mm").rglob("*.c")))),
        ("kapi:m", "kapi:m", 1),
        ("kapi:mm/none", "kapi:mm/none", 1),
    ],
)
def test_what_a_name_means(name: str, first: str, number: int) -> None:
    found = catalogue_names(name)
    assert (found[0], len(found)) == (first, number)


def test_a_file_is_read_under_its_own_name() -> None:
    assert Path(catalogue_path("kapi:mm/mlock.c")).samefile(ROOT / "mm" / "mlock.c")
    (spec,) = catalogue_content("kapi:mm/mlock.c").reading.specs
    assert (spec.name, spec.origin.source) == ("sys_mlock", "kapi:mm/mlock.c")
    with pytest.raises(InputError, match="kapi list shows what it has"):
        catalogue_path("kapi:../../../etc/passwd")
