"""What is true of a process that stands still, measured from outside.

`measure` gives the values of an expression's terms (`kapi.expr.predicates`) for a `Process`:
its descriptors, memory, paths and credentials as /proc, pidfd_getfd(2), process_vm_readv(2)
and kcmp(2) show them. What cannot be asked is unknown. Nothing in the process changes.
"""
