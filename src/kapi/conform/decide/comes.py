"""What the calls show of an effect, a transition or a signal, as far as expressions say it."""

from __future__ import annotations

from kapi.conform.calls import Calls
from kapi.conform.decide.change_claims import changes_seen
from kapi.conform.decide.occurrences import Occurrences, unanswerable
from kapi.conform.decide.signal_claims import signals_seen
from kapi.judge.changes import Change
from kapi.model.claims import ClaimKind


def seen_of(change: Change, calls: Calls) -> Occurrences | None:
    """Return what the calls show of ``change``, or None where nothing says when it comes."""
    if unanswerable(change):
        return None
    if change.claim.kind is ClaimKind.SIGNAL:
        return signals_seen(change, calls) if change.when is not None else None
    is_change = change.claim.kind in (ClaimKind.SIDE_EFFECT, ClaimKind.STATE_TRANSITION)
    return changes_seen(change, calls) if is_change and change.after is not None else None
