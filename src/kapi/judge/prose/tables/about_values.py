"""Phrases about the values of arguments: comparisons, limits and flags."""

from __future__ import annotations

from kapi.judge.prose.phrase import Phrase

_ALIGNED = "{value} % PAGE_SIZE == 0"

VALUES = (
    Phrase("<value> is ~ page aligned", _ALIGNED, "mm/madvise.c"),
    Phrase("<value> is ~ aligned [to|on] page boundary", _ALIGNED, "mincore(2)"),
    Phrase("<value> is ~ on page boundary", _ALIGNED, "mmap(2)"),
    Phrase("<value> is ~ aligned to <bound>", "{value} % {bound} == 0", "io_setup(2)"),
    Phrase("<value> is ~ multiple of <bound>", "{value} % {bound} == 0", "mincore(2)"),
    Phrase("<value> is unaligned|misaligned", "{value} % PAGE_SIZE != 0", "mm/madvise.c"),
    Phrase("unaligned <value>", "{value} % PAGE_SIZE != 0", "mm/madvise.c"),
    Phrase(
        "<value> is ~ power of two|2", "{value} != 0 && ({value} & ({value} - 1)) == 0", "mm/slub.c"
    ),
    Phrase("<value> is ~ negative [value|number]", "{signed} < 0", "lseek(2), msgop(2)"),
    Phrase("<value> is zero or negative", "{signed} <= 0", "epoll_create(2)"),
    Phrase("<value> is negative or zero", "{signed} <= 0", "epoll_create(2)"),
    Phrase("<value> is nonzero", "{value} != 0", "prctl(2)"),
    Phrase("<value> is non zero", "{value} != 0", "prctl(2)"),
    Phrase("<value> have value <bound>", "{value} == {bound}", "shmctl(2)"),
    Phrase("negative <value>", "{signed} < 0", "lseek(2)"),
    Phrase(
        "<value> [,] when cast to ssize_t [,] is negative", "(long){value} < 0", "fs/read_write.c"
    ),
    Phrase("<value> is ~ positive [value|number]", "{signed} > 0", "epoll_create(2), msgop(2)"),
    Phrase("<value> is ~ [equal+to] <bound>", "{value} == {bound}", "epoll_ctl(2)"),
    Phrase("<value> equals|equal <bound>", "{value} == {bound}", "prctl(2)"),
    Phrase("<value> is ~ one of <choice>", "{value} == {choice}", "lseek(2)"),
    Phrase("<value> is ^other+than <bound>", "{value} == {bound}", "prctl(2)"),
    Phrase("<value> is ~ less than <bound>", "{value} < {bound}", "select(2)"),
    Phrase("<value> is ~ smaller than <bound>", "{value} < {bound}", "read(2)"),
    Phrase("<value> is ~ below <bound>", "{value} < {bound}", "prctl(2)"),
    Phrase("<value> is ~ less than or equal to <bound>", "{value} <= {bound}", "epoll_wait(2)"),
    Phrase(
        "<value> is ~ greater|larger|bigger|more than <bound>",
        "{value} > {bound}",
        "clock_nanosleep(2)",
    ),
    Phrase(
        "<value> is ~ greater than or equal to <bound>",
        "{value} >= {bound}",
        "sched_setaffinity(2)",
    ),
    Phrase("<value> is ~ above <bound>", "{value} > {bound}", "sched_setscheduler(2)"),
    Phrase("<value> ~ exceed <bound>", "{value} > {bound}", "select(2)"),
    Phrase(
        "<value> is ~ between <bound> and <bound2>",
        "({value} >= {bound} && {value} <= {bound2})",
        "sched(7)",
    ),
    Phrase(
        "<value> is ~ in|within range <bound> to|through <bound2>",
        "({value} >= {bound} && {value} <= {bound2})",
        "nanosleep(2)",
    ),
    Phrase(
        "<value> is outside [of] range <bound> to|through <bound2>",
        "!({value} >= {bound} && {value} <= {bound2})",
        "clock_nanosleep(2)",
    ),
    Phrase("<value> and <bound> is ~ same|equal", "{value} == {bound}", "dup3(2)"),
    Phrase(
        "<limited> is invalid|unknown|unrecognized|unrecognised|unsupported",
        "{outside}",
        "shutdown(2)",
    ),
    Phrase(
        "<limited> is ~ valid|recognized|supported|known [by+this+kernel]",
        "!({outside})",
        "madvise(2)",
    ),
    Phrase("<limited> is ~ valid value|operation|command", "!({outside})", "madvise(2)"),
    Phrase(
        "<limited> is [out+of|outside] [valid|allowed|permitted] range", "{outside}", "lseek(2)"
    ),
    Phrase("<limited> is ~ one of [defined] <enumeration> value", "!({outside})", "madvise(2)"),
    Phrase("<limited> have|is <wrong> value", "{outside}", "eventfd(2)"),
    Phrase("<limited> is too large|big|high", "{limited} > ({most})", "process_vm_readv(2)"),
    Phrase(
        "<masked> contain|have|include|specify <wrong> bit|flag|value", "{outside}", "pidfd_open(2)"
    ),
    Phrase(
        "<wrong> bit|flag|value [is] set|specified|given|passed in <masked>",
        "{outside}",
        "statx(2)",
    ),
    Phrase(
        "<wrong> <limited> [is] [specified|set|given|provided|passed]", "{outside}", "mlock2(2)"
    ),
    Phrase("<wrong> value [is] [specified] in|for <limited>", "{outside}", "timerfd_create(2)"),
    Phrase(
        "<flags> contain|have|include|specify|specified [bit|flag|value] other than <these>",
        "{flags} & ~({these})",
        "signalfd(2), fallocate(2)",
    ),
    Phrase(
        "only <only> [bit|flag|value] is allowed|supported|valid|defined", "{outside}", "eventfd(2)"
    ),
    Phrase(
        "<flag> is ~ set|specified|given|passed|used [in|for|as] [<owner>]", "{flag}", "openat(2)"
    ),
    Phrase("<flag> is ~ present in <owner>", "{flag}", "open(2)"),
    Phrase("<flags> ~ contain|have|include|specify|specified <bit>", "{bit}", "memfd_create(2)"),
    Phrase(
        "<flags> contain|have|include|specify|specified both <bit> and <bit2>",
        "({bit}) && ({bit2})",
        "msgrcv(2)",
    ),
    Phrase(
        "<flags> contain|have|include|specify|specified <bit> [,] but|and not <bit2>",
        "({bit}) && !({bit2})",
        "mq_overview(7), clone(2)",
    ),
    Phrase("<bit> is ~ set|specified|given|included|present in <flags>", "{bit}", "mmap(2)"),
    Phrase(
        "both <bit> and <bit2> is set|specified|given|present in <flags>",
        "({bit}) && ({bit2})",
        "mq_open(3)",
    ),
    Phrase(
        "<bit> is set|specified|given in <flags> without <bit2>",
        "({bit}) && !({bit2})",
        "clone(2)",
    ),
    Phrase("<flags> have|has both <bit> and <bit2> [set]", "({bit}) && ({bit2})", "openat2(2)"),
    Phrase("<flags> ~ have <bit> [set]", "{bit}", "semget(2)"),
    Phrase(
        "<flag> [is+specified|is+set|is+given] without <flag2>",
        "({flag}) && !({flag2})",
        "openat(2)",
    ),
    Phrase(
        "<flag> [is+specified|is+set|is+given] [together] with <flag2>",
        "({flag}) && ({flag2})",
        "open(2)",
    ),
    Phrase(
        "both <flag> and <flag2> is set|specified|given",
        "({flag}) && ({flag2})",
        "timerfd_settime(2)",
    ),
    Phrase(
        "<flag> and <flag2> is both set|specified|given", "({flag}) && ({flag2})", "renameat2(2)"
    ),
    Phrase("<flag> require|needs <capability>", "({flag}) && !{capability}", "perf_event_open(2)"),
)
