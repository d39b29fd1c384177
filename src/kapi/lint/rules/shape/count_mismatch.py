"""A declared count that is not the number of elements.

Readers of the C form trust the count: with one too low they lose elements, with one too high
they read empty ones.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * error-count: 2
    + * error-count: 1
      * error: EINVAL, unknown flag
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
