"""A suppression whose last day is over, or is no date.

It said itself until when it was to hold, so somebody wanted to look again. From the day after
(in UTC) it suppresses nothing.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * x-ignore: missing-return, written in the next version, expires: 2025-06-30
      * x-errors: closed
    + * return:
    + *   type: int
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
