"""Predicates over the address space of the calling process."""

from __future__ import annotations

from kapi.expr.predicate import row

_MAPS = "/proc/PID/maps"
_SMAPS = "/proc/PID/smaps"
_STATUS = "/proc/PID/status"
_READ = "the process may not be read"
_NOTHING = "nothing is mapped at addr"
_FILE = "the file of the mapping cannot be asked"
_COPY = "PROCMAP_QUERY or smaps, the size of the file (/proc/PID/map_files), guard pages in pagemap"
_DOUBT = (
    "the range lies in a device, in huge pages that may be missing, below a stack that may grow, "
    "outside of user space with no bytes in it, "
    "or in a file that cannot be asked"
)

MEMORY = (
    row(
        "int mapped(addr, len)",
        "1 when every byte of the range lies in a mapping.",
        measured="PROCMAP_QUERY, or smaps",
        unknown=_READ,
    ),
    row(
        "int readable(addr, len)",
        "1 when the kernel can copy the whole range from the process.",
        measured=_COPY,
        unknown=_DOUBT,
    ),
    row(
        "int writable(addr, len)",
        "1 when the kernel can copy to the whole range of the process.",
        measured=_COPY,
        unknown=_DOUBT,
    ),
    row(
        "unsigned long readable_bytes(addr, len)",
        "How many bytes from addr on the kernel can copy from the process before it fails.",
        measured="as readable()",
        unknown="as readable()",
    ),
    row(
        "unsigned long writable_bytes(addr, len)",
        "How many bytes from addr on the kernel can copy to the process before it fails.",
        measured="as writable()",
        unknown="as writable()",
    ),
    row(
        "int protection(addr)",
        "The PROT_* bits of the mapping at addr.",
        measured="PROCMAP_QUERY, or smaps",
        unknown=_NOTHING,
    ),
    row(
        "int shared_mapping(addr)",
        "1 when the mapping at addr is shared.",
        measured="PROCMAP_QUERY, or smaps",
        unknown=_READ,
    ),
    row(
        "int file_mapping(addr)",
        "1 when a file is behind the mapping at addr.",
        measured="PROCMAP_QUERY, or smaps",
        unknown=_READ,
    ),
    row(
        "int locked(addr, len)",
        "1 when every byte of the range is in memory that is locked.",
        measured=f"VmFlags lo in {_SMAPS}",
        unknown=_READ,
    ),
    row(
        "int resident(addr, len)",
        "1 when every page of the range is in memory.",
        measured="/proc/PID/pagemap",
        unknown="a page of a file that the process has not touched, or in swap space",
    ),
    row(
        "int huge_mapping(addr, len)",
        "1 when the range touches a mapping of huge pages (MAP_HUGETLB).",
        measured="the page size of the mapping: PROCMAP_QUERY, or smaps",
        unknown=_READ,
    ),
    row(
        "int special_mapping(addr, len)",
        "1 when the range touches a mapping without normal pages, or that mremap() may not grow "
        "(VM_SPECIAL: VM_IO, VM_PFNMAP, VM_DONTEXPAND, VM_MIXEDMAP).",
        measured=f"VmFlags io, pf, de and mm in {_SMAPS}",
        unknown=_READ,
    ),
    row(
        "int sealed_mapping(addr, len)",
        "1 when the range touches a mapping that mseal() has sealed.",
        measured=f"VmFlags sl in {_SMAPS}",
        unknown=_READ,
    ),
    row(
        "int guard(addr, len)",
        "1 when the range touches a guard page (MADV_GUARD_INSTALL).",
        measured="/proc/PID/pagemap",
        unknown="the kernel has guard pages and does not report them (Linux 6.13 and 6.14)",
    ),
    row(
        "int past_end_of_file(addr, len)",
        "1 when the range touches a page of a file mapping that lies past the end of the file.",
        measured=f"{_MAPS} and the size of the file (/proc/PID/map_files)",
        unknown=_FILE,
    ),
    row(
        "int secret_memory(addr, len)",
        "1 when the range touches memory of memfd_secret().",
        measured="PROCMAP_QUERY, or smaps",
        unknown=_READ,
    ),
    row(
        "int mapping_flag(addr, flag)",
        'Whether the mapping at addr has a flag, two letters as in smaps: "lo", "dc", "ht".',
        measured=f"VmFlags in {_SMAPS}",
        unknown=_READ,
    ),
    row(
        "int mapping_with(addr, len, type)",
        '1 when the range touches a mapping of this type: words as in "sh file !wr".',
        measured=f"VmFlags in {_SMAPS}; stat of /proc/PID/map_files",
        unknown=_FILE,
    ),
    row(
        "unsigned int cuts(addr, len, type)",
        "How many ends of the range lie inside of a mapping of this type; each costs a new one.",
        measured=f"VmFlags in {_SMAPS}",
        unknown="a part might be joined with the neighbour of its mapping",
    ),
    row(
        "unsigned int protection_cuts(addr, len, prot)",
        "How many ends of the range lie inside of a mapping whose PROT_* bits are others.",
        measured=_MAPS,
        unknown="a part might be joined with the neighbour of its mapping",
    ),
    row(
        "unsigned long bytes_with(addr, len, type)",
        "How many bytes of the range lie in mappings of this type.",
        measured=f"VmFlags in {_SMAPS}",
        unknown=_READ,
    ),
    row(
        "unsigned int advice_changes(addr, len, advice)",
        "How many mappings of the range lack the flags that MADV_* gives, or have those it takes.",
        measured=f"VmFlags in {_SMAPS}",
        unknown=_READ,
    ),
    row(
        "unsigned int advice_cuts(addr, len, advice)",
        "How many ends of the range lie inside of a mapping whose flags MADV_* would change.",
        measured=f"VmFlags in {_SMAPS}",
        unknown="a part might be joined with the neighbour of its mapping",
    ),
    row(
        "unsigned long mapping_start(addr)",
        "Where the mapping at addr begins.",
        measured=_MAPS,
        unknown=_NOTHING,
    ),
    row(
        "unsigned long mapping_end(addr)",
        "Where the mapping at addr ends.",
        measured=_MAPS,
        unknown=_NOTHING,
    ),
    row(
        "unsigned long first_mapping(addr, len)",
        "Where the first mapping that the range touches begins.",
        measured=f"VmFlags in {_SMAPS}",
        unknown="nothing is mapped in the range",
    ),
    row(
        "unsigned long page_size_at(addr)",
        "The size of the pages of the mapping at addr, PAGE_SIZE where there is none.",
        measured=f"KernelPageSize in {_SMAPS}",
        unknown=_READ,
    ),
    row(
        "int huge_page_missing(addr, len)",
        "1 when the range touches a huge page that is not there and that the pool cannot give.",
        measured="/proc/PID/pagemap and the pools in /sys/kernel/mm/hugepages",
        unknown="a page is missing and the pool is not empty",
    ),
    row(
        "unsigned long huge_page_size()",
        "The size of a huge page, where no other is asked for.",
        measured="/proc/meminfo",
        unknown="the kernel has no huge pages",
    ),
    row(
        "int file_seals(addr)",
        "The seals F_SEAL_* of the file that is mapped at addr, 0 where there is none.",
        measured="F_GET_SEALS of /proc/PID/map_files",
        unknown=_FILE,
    ),
    row(
        "unsigned long locked_bytes_in(addr, len)",
        "How many bytes of the range lie in locked mappings.",
        measured=f"VmFlags lo in {_SMAPS}",
        unknown=_READ,
    ),
    row(
        "unsigned long mapped_bytes_in(addr, len)",
        "How many bytes of the range lie in mappings.",
        measured=_MAPS,
        unknown=_READ,
    ),
    row(
        "int has_gap(len)",
        "1 when the address space has room for a new mapping of so many bytes.",
        measured=_MAPS,
        unknown="it may just fit, or another architecture than x86-64",
    ),
    row(
        "int has_low_gap(len)",
        "1 when the gigabyte of MAP_32BIT has room for a new mapping of so many bytes.",
        measured=_MAPS,
        unknown="it fits or not by the random place where the kernel begins to look, "
        "or another architecture than x86-64",
    ),
    row(
        "unsigned long committable_bytes()",
        "The most bytes that one mapping may commit (vm.overcommit_memory).",
        measured="/proc/meminfo",
        unknown="vm.overcommit_memory is 2",
    ),
    row(
        "int huge_page_exists(shift)",
        "1 when the kernel has huge pages of 1 << shift bytes, or shift is 0: the usual size.",
        measured="/sys/kernel/mm/hugepages",
        unknown="never",
    ),
    row(
        "unsigned long huge_bytes_free(shift)",
        "How many bytes of such huge pages may be reserved.",
        measured="/sys/kernel/mm/hugepages",
        unknown="there is no such size, or the pool may grow",
    ),
    row(
        "unsigned long resident_bytes_in(addr, len)",
        "How many bytes of the range lie in pages that the process has in memory.",
        measured="/proc/PID/pagemap",
        unknown=_READ,
    ),
    row(
        "unsigned int mappings_in(addr, len)",
        "How many mappings the range touches.",
        measured="PROCMAP_QUERY, or smaps",
        unknown=_READ,
    ),
    row(
        "int user_address(addr, len)",
        "1 when the range does not wrap around and lies below the end of user space (TASK_SIZE).",
        measured="the architecture",
        unknown="the end of user space of the architecture is not known",
    ),
    row(
        "unsigned long string_length(addr)",
        "The bytes of the text at addr before its final zero, at most PATH_MAX.",
        measured="process_vm_readv(); a page that was not touched is read from its file",
        unknown="a byte before the final zero cannot be read",
    ),
    row(
        "int begins_with(addr, beginning)",
        'Whether the text at addr begins with another, as in begins_with(path, "/").',
        measured="as string_length()",
        unknown="a byte of the beginning, before which no zero stands, cannot be read",
    ),
    row(
        "int readable_list(list)",
        "1 when the pointers can be read, up to the one that is NULL; a null list is empty.",
        measured="as readable()",
        unknown="as readable(), or the list is longer than a million",
    ),
    row(
        "int readable_strings(list)",
        "1 when each text of the list can be read, up to its zero; also where the list cannot.",
        measured="as readable(), process_vm_readv()",
        unknown="as readable(), or a text is longer than 32 pages",
    ),
    row(
        "unsigned long list_length(list)",
        "How many pointers there are before the one that is NULL.",
        measured="process_vm_readv()",
        unknown="the list cannot be read",
    ),
    row(
        "unsigned long longest_string(list)",
        "The bytes of the longest text in the list, its zero counted; more than 32 pages count "
        "as one byte more than that.",
        measured="process_vm_readv()",
        unknown="the list or a text cannot be read",
    ),
    row(
        "unsigned long list_bytes(list)",
        "The bytes of all texts in the list together, their zeros counted.",
        measured="process_vm_readv()",
        unknown="the list or a text cannot be read, or is longer than 32 pages",
    ),
    row(
        "unsigned long locked_bytes()",
        "Locked memory of the process in bytes.",
        measured=f"VmLck in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "int map_count()",
        "How many mappings the process has.",
        measured=_MAPS,
        unknown=_READ,
    ),
    row(
        "unsigned long address_space_bytes()",
        "The size of the address space in bytes, which RLIMIT_AS limits.",
        measured=f"VmSize in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "unsigned long data_bytes()",
        "Private writable memory in bytes, which RLIMIT_DATA limits.",
        measured=f"VmData in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "unsigned long resident_bytes()",
        "Memory of the process that is in RAM and of no file, in bytes.",
        measured=f"RssAnon in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "unsigned long stack_bytes()",
        "The size of the stack in bytes.",
        measured=f"VmStk in {_STATUS}",
        unknown=_READ,
    ),
)
