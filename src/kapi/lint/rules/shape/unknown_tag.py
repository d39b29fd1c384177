"""A tag that kapi does not know.

A word before a colon at the place of a tag is taken for one. A misspelled tag loses its claim:
no program will ever check it. A line that is text must be indented deeper than its tag.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, unknown flag
    - *   descr: Some bit is not defined.
    + *   desc: Some bit is not defined.
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""
