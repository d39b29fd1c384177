"""Expressions as eBPF: checks that the kernel makes itself while programs run."""

from kapi.expr.ebpf.assembler import Assembler, AssemblerError
from kapi.expr.ebpf.writer import NotWritable, Truth, Writer

__all__ = ["Assembler", "AssemblerError", "NotWritable", "Truth", "Writer"]
