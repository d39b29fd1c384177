"""System calls of programs, watched by programs of eBPF that are made from the specs."""
