"""A parameter that the declaration does not have.

The block describes nothing; most often the parameter was renamed or the block copied.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * param: flag
    + * param: flags
      *   type: uint, input
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
