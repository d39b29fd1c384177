"""A comment that looks like a spec and is none.

A single tag does not make a spec: such words occur in ordinary comments. Nor does a comment
that begins with ``/*``. If it is one, the claims in it are lost.

Wrong (-) and right (+)::

     /**
      * ring - turn a ring
      * @flags: how
      *
    + * contexts: process
      * side-effect: modify_state
      */
     int ring(int flags);
"""
