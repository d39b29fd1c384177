"""What steps may call besides system calls: each in Python and in C, of one meaning.

Arguments and results are longs; addresses are those of this process.
"""

from __future__ import annotations

from kapi.conform.helpers.callers import CALLERS
from kapi.conform.helpers.file_helpers import FILES
from kapi.conform.helpers.helper import Helper
from kapi.conform.helpers.memory_helpers import MEMORY
from kapi.conform.helpers.namespaces import NAMESPACES
from kapi.conform.helpers.places import PLACES, apart
from kapi.conform.helpers.waits import PRIVATE, WAITS, calling, handled

__all__ = ["HELPERS", "PRIVATE", "Helper", "apart", "calling", "handled"]

HELPERS: dict[str, Helper] = {**MEMORY, **PLACES, **FILES, **CALLERS, **NAMESPACES, **WAITS}
"""All of them by name."""
