"""`Reading`: what every reader returns."""

from __future__ import annotations

import msgspec

from kapi.finding import Finding
from kapi.model.spec import Spec

__all__ = ["Reading"]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The specs of a text, in the order they stand there, and what is wrong with them."""

    specs: tuple[Spec, ...] = ()
    findings: tuple[Finding, ...] = ()
