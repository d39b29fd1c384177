"""The checks of a call, run for what strace shows of it: of some registers only a text.

What they find conforming with *some* value of a register that is not known conforms for a judge to
whom it is unknown: he is certain of nothing that does not hold for every value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kapi.expr.ebpf.assembler import R8
from kapi.expr.ebpf.machine import run
from kapi.observe.bpf.call_program import ARGUMENTS_AT, RESTARTS, Told
from kapi.observe.bpf.helpers import REGISTERS
from kapi.observe.seen import Seen
from kapi.observe.watched import SAVED

_SHOWN_MEMORY: Final = frozenset('"{[')
_SOMEWHERE: Final = 0x7F0000001000
"""An address that a process may have: on a page, and of one that is not the kernel's."""


def surely_conforms(code: bytes | None, inside: bool, seen: Seen) -> bool:
    """Whether ``code`` (`kapi.observe.bpf.verdict_code`) finds a call conforming.

    ``inside`` says that a verdict may hang on structures; of a call with one nothing is told here.
    """
    result = _result(seen)
    shown = {one[:1] for one in seen.texts}
    if code is None or result is None or (inside and shown & {"{", "["}):
        return False
    frame = {ARGUMENTS_AT + 8 * place: one for place, one in enumerate(_registers(seen))}
    return run(code, {R8: result}, frame) == Told.CONFORMING


def _result(seen: Seen) -> int | None:
    """Return what a call returned in its register; None where nothing is told of such an end."""
    outcome = seen.outcome
    if outcome is None or outcome.gone:
        return 0 if outcome is not None and seen.syscall in SAVED else None
    result = outcome.result
    if result is None or RESTARTS[0] <= result <= RESTARTS[1]:
        return None
    return None if result >= 0 and seen.syscall in SAVED else result


def _registers(seen: Seen) -> Iterator[int]:
    for place in range(len(REGISTERS)):
        known = seen.arguments[place] if place < len(seen.arguments) else None
        text = seen.texts[place] if place < len(seen.texts) else ""
        if known is not None:
            yield known
        else:
            yield _SOMEWHERE if text[:1] in _SHOWN_MEMORY else 0
