"""An element that is not closed.

The macros open a brace each; the compiler will find the imbalance, far from its cause.

Wrong (-) and right (+)::

     DEFINE_KERNEL_API_SPEC(sys_ring)
             KAPI_PARAM(0, "flags", "int", "How.")
    +        KAPI_PARAM_END
             KAPI_PARAM(1, "size", "size_t", "How much.")
             KAPI_PARAM_END
             KAPI_PARAM_COUNT(2)
     KAPI_END_SPEC;
"""
