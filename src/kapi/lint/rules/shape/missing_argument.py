"""A macro with too few arguments.

The C compiler refuses it.

Wrong (-) and right (+)::

     DEFINE_KERNEL_API_SPEC(sys_ring)
    -        KAPI_ERROR(0, -EINVAL, "EINVAL")
    +        KAPI_ERROR(0, -EINVAL, "EINVAL", "Unknown flag", "A bit is not defined.")
             KAPI_ERROR_COUNT(1)
     KAPI_END_SPEC;
"""
