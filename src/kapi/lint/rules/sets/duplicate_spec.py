"""One API specified twice.

Two texts about one API drift apart; a reader finds one of them.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, unknown flag
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
    -
    -/**
    - * sys_ring - turn a ring
    - * contexts: process
    - * error: EINVAL, unknown flag
    - * x-errors: closed
    - */
    -SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
