"""A suppression of what is not found any more.

It would hide the next finding of that rule.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * x-ignore: missing-return, it is obvious
      * x-errors: closed
      * return:
      *   type: int
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
