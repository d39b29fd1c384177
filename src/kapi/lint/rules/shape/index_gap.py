"""Elements whose numbers do not follow one another.

The C array has an empty element at the gap, and readers that stop at the first empty one lose
the rest.

Wrong (-) and right (+)::

     DEFINE_KERNEL_API_SPEC(sys_ring)
             KAPI_ERROR(0, -EINVAL, "EINVAL", "Unknown flag", "A bit.")
    -        KAPI_ERROR(2, -ENOMEM, "ENOMEM", "No memory", "None free.")
    +        KAPI_ERROR(1, -ENOMEM, "ENOMEM", "No memory", "None free.")
             KAPI_ERROR_COUNT(2)
     KAPI_END_SPEC;
"""
