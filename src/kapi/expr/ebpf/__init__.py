"""Expressions as eBPF: checks that the kernel makes itself while programs run."""
