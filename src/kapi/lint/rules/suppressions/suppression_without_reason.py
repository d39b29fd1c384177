"""A suppression without a reason.

The next reader cannot tell whether it still holds. It suppresses nothing until a reason stands
after the comma.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * x-ignore: missing-return
    + * x-ignore: missing-return, it is obvious
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
