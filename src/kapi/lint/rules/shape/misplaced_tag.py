"""A tag outside the block that it belongs to.

Without its block nothing says what the tag is about.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      *
      * context-flags: KAPI_CTX_PROCESS
    - * lock-type: KAPI_LOCK_MUTEX
    + * lock: ring_mutex, KAPI_LOCK_MUTEX
      * error-code: -EINVAL, EINVAL, Unknown flag,
      *   A bit is not defined.
      */
     SYSCALL_DEFINE0(ring)
"""
