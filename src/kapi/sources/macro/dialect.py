"""Which of the two macro dialects a spec is written in.

RFC v1 had few macros; all else is a raw initialiser there. RFC v2 added a macro for nearly
every member, yet its specs mix both. So a macro that RFC v1 did not have decides for RFC v2,
however many raw initialisers stand beside it; without one, a raw initialiser of a member for
which RFC v2 has a macro decides for RFC v1. The openings of ioctl and sysfs specs differ and
decide before all that.
"""

from __future__ import annotations

from kapi.vocab.macros import ENDS, MACROS, SPEC_ENDS, WRITTEN
from kapi.vocab.words import Dialect

_OPENINGS = {
    "struct kapi_ioctl_spec": Dialect.MACRO_RFC1,
    "KAPI_DEFINE_IOCTL_SPEC": Dialect.MACRO_RFC1,
    "DEFINE_IOCTL_API_SPEC": Dialect.MACRO_RFC1,
    "DEFINE_KAPI_IOCTL_SPEC": Dialect.MACRO_RFC2,
    "DEFINE_SYSFS_API_SPEC": Dialect.MACRO_RFC2,
}
_NEUTRAL = ("KAPI_LOCK", "KAPI_CONSTRAINT", "KAPI_SIGNAL_MASK", "KAPI_SIGNAL_COUNT", "KAPI_STRUCT")
_BUNDLES = frozenset(
    name for name, macro in MACROS.items() if macro.complete and name != "KAPI_ERROR"
)
_RAW = frozenset(
    (macro.block, member)
    for name in WRITTEN[Dialect.MACRO_RFC2]
    for macro in (MACROS[name],)
    for member, _ in macro.sets
)


def tell_dialect(opening: str, macros: set[str], raw: set[tuple[str, str]]) -> Dialect:
    """Return the dialect, given the opening, the macros used and the (block, member)s set raw."""
    if opening in _OPENINGS:
        return _OPENINGS[opening]
    newer = macros & MACROS.keys() - WRITTEN[Dialect.MACRO_RFC1] - ENDS.keys() - SPEC_ENDS
    if any(not name.startswith(_NEUTRAL) and name not in _BUNDLES for name in newer):
        return Dialect.MACRO_RFC2
    return Dialect.MACRO_RFC1 if raw & _RAW else Dialect.MACRO_RFC2
