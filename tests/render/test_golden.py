"""What every format writes of two specs: as it was when a person last read it."""

from __future__ import annotations

import pytest

from tests.render.golden import FOLDER, SPECS, WRITERS, path_of, shown


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", SPECS)
def test_a_spec_is_written_as_before(name: str, form: str) -> None:
    assert shown(SPECS[name], form) == path_of(name, form).read_text()


def test_no_file_is_left_over() -> None:
    wanted = {path_of(name, form) for name in SPECS for form in WRITERS}
    assert set(FOLDER.iterdir()) == wanted
