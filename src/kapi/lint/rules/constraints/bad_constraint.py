"""A constraint whose arguments do not fit it.

A range has two ends, a mask one expression; anything else is read as no limit at all.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
    - *   constraint-type: range(1)
    + *   constraint-type: range(1, 2)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
