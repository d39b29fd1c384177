"""A suppression of a rule that does not exist.

The finding it was meant for is not suppressed, or was renamed.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * x-ignore: missing-retrun, it is obvious
    + * x-ignore: missing-return, it is obvious
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
