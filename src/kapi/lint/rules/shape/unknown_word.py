"""A word that is none of its enumeration.

Where the framework has a list of words, another one is kept as written and means nothing to any
reader.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * lock: ring_mutex
    - *   type: mutexx
    + *   type: mutex
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
