"""The name in the comment is not that of the declaration.

One of them was copied. The claims are filed under the wrong API.

Wrong (-) and right (+)::

     /**
    - * sys_rang - turn a ring
    + * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, unknown flag
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
