"""A lock without a type.

Whether the lock sleeps decides where the call may be made.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * lock: ring_mutex
    + *   type: mutex
      *   acquired: yes
      *   released: yes
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from kapi.lint.stated import incomplete

check = incomplete("locks", "type", "lock '{0.name}' has no type")
"""Words that are not known are reported by unknown-word."""
