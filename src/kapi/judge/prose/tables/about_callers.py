"""Phrases about the calling process, other processes, signals and how the kernel was built."""

from __future__ import annotations

from kapi.judge.prose.phrase import Phrase

_A_PROCESS = "{process}"
_NO_PROCESS = f"!{_A_PROCESS}"
"""0 is the caller where the words about the parameter say so."""

_NO_TARGET = "signal_targets({pid}) == 0"
_MAY_SIGNAL = "(!process_exists({pid}) || same_user({pid}) || CAP_KILL)"

_OTHER_USER = "!owns_process({pid})"

CALLER = (
    Phrase("<pid> belong to another|different|other user", _OTHER_USER, "sched(7)"),
    Phrase(
        "effective user [id] of caller|calling+process|calling+thread is neither real nor effective"
        " user [id] of <pid>",
        _OTHER_USER,
        "sched_setscheduler(2)",
    ),
    Phrase(
        "effective user [id] of caller|calling+process|calling+thread not match real or effective"
        " user [id] of <pid>",
        _OTHER_USER,
        "setpriority(2), sched_setaffinity(2)",
    ),
    Phrase(
        "effective user [id] of caller|calling+process|calling+thread is neither real nor effective"
        " one of <pid>",
        _OTHER_USER,
        "setpriority(2)",
    ),
    Phrase("no_new_privs is ~ set", "no_new_privs()", "seccomp(2)"),
    Phrase(
        "neither is no_new_privs set nor have caller|process|calling+process <capability>",
        "!no_new_privs() && !{capability}",
        "seccomp(2)",
    ),
    Phrase(
        "neither caller|process|calling+process have <capability> nor is no_new_privs set",
        "!no_new_privs() && !{capability}",
        "seccomp(2)",
    ),
    Phrase("caller|process|calling+process|user ~ have <capability>", "{capability}", "nice(2)"),
    Phrase("caller|process|calling+process|user lack <capability>", "!{capability}", "mount(2)"),
    Phrase(
        "caller|process|calling+process|user is without <capability>", "!{capability}", "reboot(2)"
    ),
    Phrase(
        "caller|process|calling+process|user have no <capability>",
        "!{capability}",
        "setpriority(2)",
    ),
    Phrase("no|without|lack <capability>", "!{capability}", "mm/mlock.c"),
    Phrase("<capability> is ~ held|present", "{capability}", "kernel/capability.c"),
    Phrase(
        "caller|process|calling+process is not privileged ( no|without|lack <capability> )",
        "!{capability}",
        "mlock(2)",
    ),
    Phrase(
        "caller|process|calling+process is not privileged ( [it] not have <capability> )",
        "!{capability}",
        "chmod(2)",
    ),
    Phrase(
        "caller|process|user is unprivileged ( no|without|lack <capability> )",
        "!{capability}",
        "mlock(2)",
    ),
    Phrase("<capability> is required", "!{capability}", "quotactl(2)"),
    Phrase(
        "[<call>] [is] interrupted by signal [handler] [that+is+caught] [<before>]",
        "signal_handled()",
        "epoll_wait(2)",
    ),
    Phrase(
        "[<call>] is interrupted by delivery of signal [that+is] caught|handled"
        " by [signal] handler",
        "signal_handled()",
        "flock(2)",
    ),
    Phrase(
        "[<call>] is interrupted by delivery of signal [<before>]", "signal_handled()", "recv(2)"
    ),
    Phrase(
        "<before> , [<call>] [is] interrupted by signal [handler] [that+is+caught]",
        "signal_handled()",
        "flock(2), ftruncate(2)",
    ),
    Phrase(
        "[<before>] [,] process|caller|thread|calling+process caught|catches signal [<before>]",
        "signal_handled()",
        "semop(2), msgop(2)",
    ),
    Phrase(
        "signal handler [is] called|ran|runs|executed [<before>]",
        "signal_handled()",
        "nanosleep(2)",
    ),
    Phrase("signal is caught|handled [<before>]", "signal_handled()", "nanosleep(2)"),
    Phrase(
        "kernel is compiled|built|configured without <config> [support]", "!{config}", "acct(2)"
    ),
    Phrase("kernel is not configured|compiled|built with <config>", "!{config}", "prctl(2)"),
    Phrase("<config> is ~ enabled|set|configured", "{config}", "bpf(2)"),
    Phrase("kernel ~ support <config>", "{config}", "kexec_load(2)"),
    Phrase("<pid> is ~ child [of+caller|of+calling+process]", "is_child({pid})", "waitpid(2)"),
    Phrase("<pid> ~ exist", _A_PROCESS, "sched_setscheduler(2)"),
    Phrase(
        "process specified|identified by <pid> not exist",
        _NO_PROCESS,
        "getpriority(2)",
    ),
    Phrase("no process with|whose [id] [is] <pid> exist", _NO_PROCESS, "kill(2)"),
    Phrase(
        "process|thread|task whose [process|thread] id is <pid> can not is found",
        _NO_PROCESS,
        "sched_setaffinity(2)",
    ),
    Phrase(
        "no [such] process|thread|task [with+id] <pid> can is found",
        _NO_PROCESS,
        "kernel/pid.c",
    ),
    Phrase("<pid> can not is found", _NO_PROCESS, "kernel/pid.c"),
    Phrase("no such process|thread|task [exist]", _NO_PROCESS, "errno(3)"),
    Phrase("no process|thread|task have this|that|such id", _NO_PROCESS, "kernel/pid.c"),
    Phrase("<pid> not match any|existing process|thread|task", _NO_PROCESS, "getpgid(2)"),
    Phrase(
        "no process|thread|thread+group|task [group] matching|with <pid> is found|exist",
        _NO_PROCESS,
        "rt_sigqueueinfo(2)",
    ),
    Phrase("there is no [such] process|thread|task [with+id] <pid>", _NO_PROCESS, "kernel/pid.c"),
    Phrase("<pid> is no|not process|thread|task", _NO_PROCESS, "kernel/pid.c"),
    Phrase(
        "<pid> is ~ id of [existing] process|thread|task [that+exist]",
        _A_PROCESS,
        "move_pages(2)",
    ),
    Phrase("<pid> ~ refer to existing process|thread|task", _A_PROCESS, "pidfd_open(2)"),
    Phrase("<pid> ~ specify existing process|thread|task", _A_PROCESS, "kill(2)"),
    Phrase(
        "process|thread|task specified|identified by <pid> can not is found",
        _NO_PROCESS,
        "getpgid(2)",
    ),
    Phrase("<timer> is ~ valid [timer] [id]", "timer_exists({timer})", "timer_settime(2)"),
    Phrase("<timer> is invalid [timer] [id]", "!timer_exists({timer})", "timer_delete(2)"),
    Phrase("<timer> ~ exist", "timer_exists({timer})", "timer_create(2)"),
    Phrase("<pid> is zombie", "is_zombie({pid})", "wait(2)"),
    Phrase("process|thread or process group not exist", _NO_TARGET, "kill(2)"),
    Phrase("target process|thread or process group not exist", _NO_TARGET, "kill(2)"),
    Phrase(
        "caller|process|calling+process ~ have permission to signal <pid>", _MAY_SIGNAL, "kill(2)"
    ),
    Phrase(
        "caller|process|calling+process ~ have permission to send signal to <pid>",
        _MAY_SIGNAL,
        "pidfd_send_signal(2)",
    ),
    Phrase(
        "caller|process|calling+process ~ have permission to send signal to target|target+process"
        "|receiving+process",
        _MAY_SIGNAL,
        "rt_sigqueueinfo(2)",
    ),
    Phrase(
        "caller|process|calling+process ~ have permission to send signal to any of target process",
        _MAY_SIGNAL,
        "kill(2)",
    ),
    Phrase(
        "caller|process|calling+process ~ have child|children [process]",
        "has_children()",
        "wait(2)",
    ),
    Phrase("caller|process|calling+process have no child|children", "!has_children()", "wait(2)"),
    Phrase("[there] is no child|children [process]", "!has_children()", "kernel/exit.c"),
)
