"""The number of an error is not that of its name.

Programs meet the number, readers believe the name.

Wrong::

    DEFINE_KERNEL_API_SPEC(sys_ring)
            KAPI_ERROR(0, -ENOMEM, "EINVAL", "Unknown flag", "A bit is not defined.")
            KAPI_ERROR_COUNT(1)
    KAPI_END_SPEC;

Right::

    DEFINE_KERNEL_API_SPEC(sys_ring)
            KAPI_ERROR(0, -EINVAL, "EINVAL", "Unknown flag", "A bit is not defined.")
            KAPI_ERROR_COUNT(1)
    KAPI_END_SPEC;
"""
