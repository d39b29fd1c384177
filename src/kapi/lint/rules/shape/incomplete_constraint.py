"""A constraint that says nothing.

A name alone is no rule.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * constraint: alignment
    + *   expr: flags % 2 == 0
      * side-effect: none
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from kapi.lint.stated import incomplete

check = incomplete("constraints", "description expression", "constraint '{0.name}' says nothing")
