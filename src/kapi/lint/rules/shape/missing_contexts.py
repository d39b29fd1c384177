"""A spec without the contexts in which it may be called.

A system call runs in process context, which may be left out by habit; a function that may be
called from an interrupt must say so.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
    + * contexts: process
      * error: EINVAL, unknown flag
      * side-effect: none
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
