"""A name that is no signal.

No architecture has a signal of this name.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * signal: SIGKIL
    + * signal: SIGKILL
      *   direction: receive
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from kapi.lint.facts import ARCHITECTURE
from kapi.lint.stated import unknown
from kapi.vocab.signals import is_signal, signals

check = unknown(
    "signals",
    "name",
    is_signal,
    lambda: signals(ARCHITECTURE),
    "{} is no signal on any architecture",
    like=r"SIG(?!RT)[A-Z0-9]+",
)
"""Names in words ("fatal signals") and those of real time are left alone."""
