"""Scenarios: calls that need a set-up which no limit of a parameter leads to, by area."""

from __future__ import annotations

from kapi.conform.scenario import Scenario
from kapi.conform.scenarios import eventpoll, fs, mm, programs

__all__ = ["SCENARIOS"]

SCENARIOS: tuple[Scenario, ...] = (
    *mm.SCENARIOS,
    *eventpoll.SCENARIOS,
    *fs.SCENARIOS,
    *programs.SCENARIOS,
)
