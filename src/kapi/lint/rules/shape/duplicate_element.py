"""A member that is set twice in one element.

In a C initialiser the last value wins in silence, and the compiler warns only when asked. The
first text was written for something.

Wrong (-) and right (+)::

     DEFINE_KERNEL_API_SPEC(sys_ring)
             KAPI_LOCK(0, "ring_mutex", KAPI_LOCK_MUTEX)
    -                KAPI_LOCK_DESC("Taken first.")
    -                KAPI_LOCK_DESC("Dropped last.")
    +                KAPI_LOCK_DESC("Taken first, dropped last.")
             KAPI_LOCK_END
             KAPI_LOCK_COUNT(1)
     KAPI_END_SPEC;
"""
