"""How many calls a second the judge takes, situations measured before; against plain evaluation.

usage: python benchmarks/judge.py

The yardstick evaluates every condition of the spec as a tree, with nothing built from the answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from kapi.call import Call, Outcome
from kapi.expr.environment import Environment, argument
from kapi.expr.evaluate import evaluate
from kapi.expr.terms import term_type
from kapi.expr.values import Value
from kapi.judge.verdict import Judge
from kapi.pipeline import Options, find_specs
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.integers import CType

NAMES = {"read": 150_000, "close": 150_000, "mlock": 150_000, "epoll_ctl": 150_000, "open": 30_000}
CALLS = 2000


def calls_of(judge: Judge) -> list[tuple[Call, tuple[int | None, ...]]]:
    """Calls with various arguments and situations; one in eight situations has a gap."""
    found = []
    count = len(judge.spec.params)
    for number in range(CALLS):
        arguments = tuple((number * (index + 3)) % 4099 for index in range(count))
        outcome = Outcome(result=0 if number % 3 else -22)
        situation = tuple(
            None if (number + index) % 8 == 7 else (number >> index) & 1
            for index in range(len(judge.terms))
        )
        found.append((Call(syscall="x", arguments=arguments, outcome=outcome), situation))
    return found


def rate(work: Callable[[], None], count: int) -> float:
    """Return how many calls a second of processor time ``work`` takes, best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return count / best


def main() -> None:
    """Print a line for each API."""
    machine = ARCHITECTURES["x86_64"]
    print(f"{'API':12} {'conditions':>10} {'calls/s':>10} {'wanted':>8} {'x evaluate':>10}")
    for name, wanted in NAMES.items():
        (spec,) = find_specs(f"sys_{name}", (), Options()).specs
        judge = Judge(spec, machine, 4096)
        calls = calls_of(judge)

        def judged(judge: Judge = judge, calls: list[object] = calls) -> None:  # type: ignore[assignment]
            for call, situation in calls:  # type: ignore[misc]
                judge.judge(call, situation)  # type: ignore[has-type]

        few = calls[:100]
        kinds = [term_type(term, machine, judge.members) for term in judge.terms]

        def evaluated(judge: Judge = judge, kinds: list[CType | None] = kinds) -> None:
            for call, situation in few:  # noqa: B023
                names: dict[str, Value | CType] = {}
                for param, raw in zip(judge.spec.params, call.arguments, strict=False):
                    names[param.name] = argument(raw, param.type_name or "", machine) or CType(
                        64, False
                    )
                measured = {
                    term: None if value is None or kind is None else Value(value, kind)
                    for term, value, kind in zip(judge.terms, situation, kinds, strict=True)
                }
                known = Environment(parameters=names, measured=measured, page_size=4096)
                for condition in judge.conditions:
                    evaluate(condition.node, known)

        fast, slow = rate(judged, len(calls)), rate(evaluated, len(few))
        print(f"{name:12} {len(judge.conditions):10} {fast:10,.0f} {wanted:8,} {fast / slow:10.1f}")


if __name__ == "__main__":
    main()
