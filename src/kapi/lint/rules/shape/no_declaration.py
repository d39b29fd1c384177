"""A spec with no declaration after it.

The declaration gives names, types and order of the parameters. Without it nothing can be
compared, and the framework attaches the spec to nothing.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, unknown flag
      */
    +SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
