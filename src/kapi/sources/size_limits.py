"""How much of a text is kept: specs whose checks would cost more than the text is worth are not.

A rule looks at a spec once for each of its variants, so that a few lines in each of two lists are
many checks.
"""

from __future__ import annotations

from kapi.finding import Finding, Severity
from kapi.model.claim_kinds import statements
from kapi.model.spec import Spec
from kapi.sources.reader import Reading

MOST_SPECS = 10_000
"""The most specs of one text; Linux 6.12 has some 400 system calls."""

_MOST_STATEMENTS = 20_000
"""The most statements of one spec; the longest published one has some 200."""

MOST_PAIRS = 20_000
"""The most pairs of a statement of a spec and a variant of it, over all specs of one text."""


def without_too_large(reading: Reading) -> Reading:
    """Return ``reading`` without what is too large; a finding stands in its place."""
    kept: list[Spec] = []
    findings = list(reading.findings)
    left = MOST_PAIRS
    for spec in reading.specs[:MOST_SPECS]:
        own = sum(1 for _ in statements(spec))
        pairs = own * len(spec.variants)
        if own > _MOST_STATEMENTS or pairs > left:
            findings.append(_too_long(spec, own))
        else:
            left -= pairs
            kept.append(spec)
    if len(reading.specs) > MOST_SPECS:
        findings.append(_too_many(reading.specs[MOST_SPECS], len(reading.specs)))
    if len(kept) == len(reading.specs):
        return reading
    return Reading(specs=tuple(kept), findings=tuple(findings))


def _too_long(spec: Spec, own: int) -> Finding:
    under = f", each under {len(spec.variants):,} variants," if spec.variants else ""
    return Finding(
        code="too-long-spec",
        severity=Severity.ERROR,
        message=f"a spec of {own:,} statements{under} is not read",
        span=spec.span,
        api=spec.name,
    )


def _too_many(first: Spec, count: int) -> Finding:
    return Finding(
        code="too-many-specs",
        severity=Severity.ERROR,
        message=f"{count:,} specs in one text; from here on they are not read",
        span=first.span,
        hint="give the text in parts",
    )
