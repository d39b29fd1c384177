"""Two elements with one number.

In C the second replaces the first: a condition that was written down is gone.

Wrong (-) and right (+)::

     DEFINE_KERNEL_API_SPEC(sys_ring)
             KAPI_ERROR(0, -EINVAL, "EINVAL", "Unknown flag", "A bit.")
    -        KAPI_ERROR(0, -ENOMEM, "ENOMEM", "No memory", "None free.")
    +        KAPI_ERROR(1, -ENOMEM, "ENOMEM", "No memory", "None free.")
             KAPI_ERROR_COUNT(2)
     KAPI_END_SPEC;
"""
