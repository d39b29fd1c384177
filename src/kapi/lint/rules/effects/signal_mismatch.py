"""The number of a signal is not that of its name.

The macro takes both; a tool believes the number, a reader the name.

Wrong (-) and right (+)::

     DEFINE_KERNEL_API_SPEC(sys_ring)
         KAPI_DESCRIPTION("turn a ring")
         KAPI_CONTEXT(KAPI_CTX_PROCESS)
    -    KAPI_SIGNAL(0, SIGKILL, "SIGTERM", KAPI_SIGNAL_SEND, KAPI_SIGNAL_ACTION_TERMINATE)
    +    KAPI_SIGNAL(0, SIGTERM, "SIGTERM", KAPI_SIGNAL_SEND, KAPI_SIGNAL_ACTION_TERMINATE)
         KAPI_SIGNAL_END
     KAPI_END_SPEC;
     SYSCALL_DEFINE0(ring)
"""

from __future__ import annotations

from kapi.lint.facts import ARCHITECTURE, number
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.signals import is_signal, signal_number


def check(spec: Spec) -> Problems:
    """Names of signals only; a group ("FATAL") has no number of its own."""
    for signal in spec.signals:
        stated = signal.number
        if stated is None or not is_signal(signal.name):
            continue
        own = signal_number(signal.name, ARCHITECTURE)
        value = number(stated)
        if own is not None and value is not None and own != value:
            yield Problem(f"{signal.name} is called {stated} too", signal.span, about=(stated,))
