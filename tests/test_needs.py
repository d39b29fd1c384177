"""What is not installed fails a test under CI; what cannot be had anywhere never does."""

from __future__ import annotations

import pytest

from tests.needs import cannot, give_up, needs

NOT_THERE = "no-such-tool"


def test_what_is_not_installed_fails_under_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=f"{NOT_THERE} is not installed"):
        needs(NOT_THERE)
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="the page is not installed"):
        give_up("the page is not installed")


@pytest.mark.parametrize("ci", ["", "true"])
def test_a_right_that_is_missing_fails_nowhere(ci: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(pytest.skip.Exception, match="needs root"):
        cannot("needs root")
