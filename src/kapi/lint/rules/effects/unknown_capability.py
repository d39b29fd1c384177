"""A name that is no capability.

capabilities(7) has no such name.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * capability: CAP_IPC_LOK
    + * capability: CAP_IPC_LOCK
      *   type: bypass_check
      *   allows: more memory
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from kapi.lint.stated import unknown
from kapi.vocab.capabilities import capabilities, capability_number

check = unknown(
    "capabilities",
    "capability alternatives",
    lambda name: capability_number(name) is not None,
    capabilities,
    "{} is no capability",
    like=r"[A-Z]+_[A-Z0-9_]+",
)
