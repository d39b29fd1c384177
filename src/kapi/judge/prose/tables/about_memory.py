"""Phrases about memory: pointers, ranges of addresses, and how much there is."""

from __future__ import annotations

from kapi.judge.prose.phrase import Phrase

_WRAPS = "{addr} + {len} < {addr}"
_HOLE = "!mapped({addr}, {len})"
_SOME_LOCKED = 'mapping_with({addr}, {len}, "lo")'
_OUTSIDE = "!({access})"
_ELSEWHERE = "!({start})"
"""The address itself is none that can be used; what lies after it is not spoken of."""
_NO_MEMORY = "out_of(memory)"
_LOCKED = "locked_bytes() + PAGE_ALIGN({len}) > RLIMIT_MEMLOCK"

MEMORY = (
    Phrase("<pointer> is|point [to+location] <outside>", _ELSEWHERE, "read(2), access(2)"),
    Phrase("<pointer> refer to location <outside>", _ELSEWHERE, "statx(2)"),
    Phrase(
        "<pointer> is ~ in|within [valid|accessible] part of [user] [process|caller"
        "|calling+process|program] address space",
        "{access}",
        "getsockopt(2)",
    ),
    Phrase(
        "<pointer> is ~ in|within readable part of [user] [process|caller|calling+process]"
        " address space",
        "{readable}",
        "connect(2)",
    ),
    Phrase(
        "<pointer> is ~ in|within writable part of [user] [process|caller|calling+process]"
        " address space",
        "{writable}",
        "getsockname(2)",
    ),
    Phrase(
        "<pointer> point to memory which|that is not [valid] part of [user] [process|caller]"
        " address space",
        _ELSEWHERE,
        "sigpending(2)",
    ),
    Phrase("<pointer> ~ point to valid address|memory|location", "{access}", "io_submit(2)"),
    Phrase("can not read|access <pointer>", "!({readable})", "include/linux/uaccess.h"),
    Phrase("can not write [to] <pointer>", "!({writable})", "include/linux/uaccess.h"),
    Phrase(
        "copying <pointer> from user space|memory fail", "!({readable})", "include/linux/uaccess.h"
    ),
    Phrase(
        "copying [out] <pointer> to user space|memory fail",
        "!({writable})",
        "include/linux/uaccess.h",
    ),
    Phrase("<text> is ~ empty [string]", "string_length({text}) == 0", "mq_open(3)"),
    Phrase("<text> ~ begin with <quoted>", "begins_with({text}, {quoted})", "mq_overview(7)"),
    Phrase(
        "<text> is longer than <bound> [character|characters|byte|bytes]",
        "string_length({text}) > {bound}",
        "mq_open(3)",
    ),
    Phrase("length of <text> exceed <bound>", "string_length({text}) > {bound}", "memfd_create(2)"),
    Phrase("<pointer> is|have|specify invalid address", _ELSEWHERE, "prctl(2)"),
    Phrase("<pointer> point to invalid|bad address", _ELSEWHERE, "mincore(2), getcwd(3)"),
    Phrase("<pointer> is invalid user [space] address|pointer", _ELSEWHERE, "process_vm_readv(2)"),
    Phrase("<pointer> is invalid pointer", _ELSEWHERE, "ptrace(2)"),
    Phrase("<pointer> is ~ valid address|pointer", "{access}", "getrlimit(2)"),
    Phrase("<pointer> is ~ accessible", "{access}", "mm/gup.c"),
    Phrase(
        "<wrong> [user] [space] address [is] specified|given|supplied|passed for|in|as <pointer>",
        _ELSEWHERE,
        "recv(2), send(2)",
    ),
    Phrase("no <pointer> is given|specified|supplied", "{pointer} == 0", "sendmsg(2)"),
    Phrase("<pointer> is inaccessible", _OUTSIDE, "mm/gup.c"),
    Phrase("<pointer> ~ point to accessible memory", "{access}", "getrlimit(2)"),
    Phrase("<pointer> point to inaccessible memory", _OUTSIDE, "rseq(2)"),
    Phrase("<pointer> is bad|faulty address", _ELSEWHERE, "include/linux/uaccess.h"),
    Phrase(
        "<pointer> is ~ accessible with|for write|writing [permission]", "{writable}", "poll(2)"
    ),
    Phrase(
        "<pointer> is ~ accessible with|for read|reading [permission]", "{readable}", "mm/gup.c"
    ),
    Phrase("<pointer> can ~ is read", "{readable}", "include/linux/uaccess.h"),
    Phrase("<pointer> can ~ is written [to]", "{writable}", "include/linux/uaccess.h"),
    Phrase("<pointer> point to memory that can not is read", "!({readable})", "mm/gup.c"),
    Phrase("<pointer> point to memory that can not is written [to]", "!({writable})", "mm/gup.c"),
    Phrase("<pointer> ~ point to readable memory", "{readable}", "sched_setaffinity(2)"),
    Phrase("<pointer> ~ point to writable memory", "{writable}", "sched_getaffinity(2)"),
    Phrase("<pointer> point to memory that is not readable", "!({readable})", "mm/gup.c"),
    Phrase("<pointer> point to memory that is not writable", "!({writable})", "mm/gup.c"),
    Phrase("<pointer> point to memory that is not accessible", _OUTSIDE, "keyctl(2)"),
    Phrase("memory at <pointer> is ~ readable", "{readable}", "mm/gup.c"),
    Phrase("memory at <pointer> is ~ writable", "{writable}", "mm/gup.c"),
    Phrase("memory at <pointer> can ~ is read", "{readable}", "mm/gup.c"),
    Phrase("memory at <pointer> can ~ is written [to]", "{writable}", "mm/gup.c"),
    Phrase(
        "<pointer> can ~ is copied|read [in] from user space|memory",
        "{readable}",
        "include/linux/uaccess.h",
    ),
    Phrase(
        "<pointer> can ~ is copied|written to user space|memory",
        "{writable}",
        "include/linux/uaccess.h",
    ),
    Phrase("<pointer> is ~ readable", "{readable}", "include/linux/uaccess.h"),
    Phrase("<pointer> is ~ writable", "{writable}", "include/linux/uaccess.h"),
    Phrase("<range> is ~ [fully] mapped", "mapped({addr}, {len})", "msync(2)"),
    Phrase("[some+of|part+of|some+or+all+of] <range> is unmapped", _HOLE, "mlock(2)"),
    Phrase("some+of|part+of <range> is not mapped", _HOLE, "mlock(2)"),
    Phrase(
        "[some+of|part+of] <range> have|contain [unmapped] gap|gaps|hole|holes", _HOLE, "mm/mlock.c"
    ),
    Phrase(
        "<range> contain|include|touches unmapped page|memory|address|area|areas",
        _HOLE,
        "mlock(2)",
    ),
    Phrase(
        "<range> contain|include|touches page|memory|address that is not mapped", _HOLE, "mlock(2)"
    ),
    Phrase(
        "<range> contain|include|touches locked page|memory|mapping|area", _SOME_LOCKED, "msync(2)"
    ),
    Phrase("some page of|in range is locked [in+memory]", _SOME_LOCKED, "msync(2)"),
    Phrase("no memory is mapped at <value>", "!mapped({value}, 1)", "mm/mremap.c"),
    Phrase("nothing is mapped at <value>", "!mapped({value}, 1)", "mm/mremap.c"),
    Phrase(
        "<range> is ~ outside [of] [user|accessible|process] address space",
        "!user_address({addr}, {len})",
        "mm/mmap.c",
    ),
    Phrase("<range> contain sealed mapping|memory", "sealed_mapping({addr}, {len})", "mseal(2)"),
    Phrase("<range> is ~ sealed", "sealed_mapping({addr}, {len})", "mseal(2)"),
    Phrase("<range> is ~ locked", "locked({addr}, {len})", "mlock(2)"),
    Phrase("<range> contain guard page", "guard({addr}, {len})", "madvise(2)"),
    Phrase("<range> overflow|wrap [around]", _WRAPS, "mlock(2)"),
    Phrase("address|arithmetic|integer overflow", _WRAPS, "mm/mlock.c"),
    Phrase("<sum> overflow|wrap [around]", "{overflow}", "mm/mlock.c"),
    Phrase("result of addition <sum> is less than <bound>", "{sum} < {bound}", "mlock(2)"),
    Phrase(
        "[there] is|was insufficient|not+enough [kernel] memory [<purpose>]",
        _NO_MEMORY,
        "epoll_create(2)",
    ),
    Phrase(
        "insufficient|not+enough [kernel] memory [is] [available] [<purpose>]",
        _NO_MEMORY,
        "epoll_create(2)",
    ),
    Phrase("out of memory", _NO_MEMORY, "mm/oom_kill.c"),
    Phrase("kernel is out of memory", _NO_MEMORY, "mm/page_alloc.c"),
    Phrase("no memory is available [<purpose>]", _NO_MEMORY, "mount(2)"),
    Phrase("locking [of] [<range>] would exceed RLIMIT_MEMLOCK", _LOCKED, "mlock(2)"),
    Phrase("RLIMIT_MEMLOCK [limit] would is exceeded", _LOCKED, "mm/mlock.c"),
)
