"""Back ends that yield the system calls of programs which are only watched.

A back end (`kapi.observe.backend`) is an iterator of `Seen`, the calls in the order in which they
ended, with what it counted and what it lost. `kapi.observe.strace` reads what strace prints.
Nothing here judges a call, and nothing changes one.
"""
