"""A tag that stands twice where one may stand.

Two statements about one thing: which one is meant cannot be told.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * since-version: 6.1
    - * since-version: 6.2
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
