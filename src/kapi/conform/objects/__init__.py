"""What can be passed to a call: numbers, descriptors, memory, paths, processes, structures.

Each kind is a few statements of `kapi.conform.steps`. A kind that this kernel cannot make ends
the steps with the statement that failed; nothing else is ever passed in its place.
"""

from __future__ import annotations

from kapi.conform.objects.address_kinds import is_socket_address, socket_addresses
from kapi.conform.objects.argument import Argument, letters, number_in, text, value
from kapi.conform.objects.choice import (
    ObjectClass,
    object_class,
    objects_besides,
    objects_for,
    objects_named,
    unknown_object,
)
from kapi.conform.objects.descriptor_kinds import (
    DESCRIPTORS,
    descriptor,
    descriptor_with_attribute,
    descriptor_with_empty_attribute,
    duplicate,
    same_number,
    under_number,
)
from kapi.conform.objects.memory_kinds import MEMORY, begun_before, memory
from kapi.conform.objects.others import IDS, PROCESSES, identifier, process
from kapi.conform.objects.path_kinds import (
    PATHS,
    path,
    path_with_attribute,
    path_with_empty_attribute,
    through_link,
)
from kapi.conform.objects.structures import memory_at_end, memory_with

__all__ = [
    "DESCRIPTORS",
    "IDS",
    "MEMORY",
    "PATHS",
    "PROCESSES",
    "Argument",
    "ObjectClass",
    "begun_before",
    "descriptor",
    "descriptor_with_attribute",
    "descriptor_with_empty_attribute",
    "duplicate",
    "identifier",
    "is_socket_address",
    "letters",
    "memory",
    "memory_at_end",
    "memory_with",
    "number_in",
    "object_class",
    "objects_besides",
    "objects_for",
    "objects_named",
    "path",
    "path_with_attribute",
    "path_with_empty_attribute",
    "process",
    "same_number",
    "socket_addresses",
    "text",
    "through_link",
    "under_number",
    "unknown_object",
    "value",
]
