"""A parameter that the declaration does not have.

The block describes nothing; most often the parameter was renamed or the block copied.

Wrong::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * param: flag
     *   type: uint, input
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)

Right::

    /**
     * sys_ring - turn a ring
     * contexts: process
     * param: flags
     *   type: uint, input
     * x-errors: closed
     */
    SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
