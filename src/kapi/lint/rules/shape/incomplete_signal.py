"""A signal without direction.

Whether the call sends the signal, receives it or blocks it is the claim.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * signal: SIGBUS
    + *   direction: send
      *   condition: The page is poisoned.
      * side-effect: none
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from kapi.lint.stated import incomplete

check = incomplete("signals", "direction", "signal '{0.name}' has no direction")
"""The direction; the action has a default of its own."""
