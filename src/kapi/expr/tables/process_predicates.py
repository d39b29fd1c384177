"""Predicates over the calling process itself, and over others that it names."""

from __future__ import annotations

from kapi.expr.predicate import row

_STATUS = "/proc/PID/status"
_READ = "the process may not be read"
_HIDDEN = "/proc hides the processes of others, or pids are of another name space"
_EVENT = "the observer of the call"

PROCESSES = (
    row(
        "int process_exists(pid)",
        "1 when pid is a process, also one that has ended and waits for its parent.",
        measured="/proc",
        unknown=_HIDDEN,
    ),
    row(
        "int named_process(pid)",
        "The same of a pid that is not 0, of which each call says itself what it means.",
        measured="/proc",
        unknown=f"pid is 0; or {_HIDDEN}",
    ),
    row(
        "int pidfd_process(fd)",
        "The number of the process that a pidfd stands for; -1 when it has ended and was waited"
        " for.",
        measured="Pid in /proc/PID/fdinfo",
        unknown="fd is no pidfd, or its process is in no PID name space that the caller sees",
    ),
    row(
        "int is_child(pid)",
        "1 when pid is a child of the caller.",
        measured="/proc/PID/task/TID/children",
        unknown=_HIDDEN,
    ),
    row(
        "int is_zombie(pid)",
        "1 when pid has ended and waits for its parent.",
        measured="State in /proc",
        unknown=_HIDDEN,
    ),
    row(
        "int same_user(pid)",
        "1 when the caller may signal pid without a capability: "
        "its real or effective user is the real or saved user of pid.",
        measured="Uid in /proc",
        unknown=_HIDDEN,
    ),
    row(
        "int owns_process(pid)",
        "1 when the effective user of the caller is the real or the effective one of pid; 0 is the "
        "caller itself.",
        measured="Uid in /proc",
        unknown=f"there is no such process; or {_HIDDEN}",
    ),
    row(
        "unsigned int signal_targets(pid)",
        "How many processes kill(pid) is about: one (or that of a thread), a group, or all but the "
        "caller and init.",
        measured="NSpid and NSpgid of all processes in /proc",
        unknown=_HIDDEN,
    ),
    row(
        "unsigned int signal_allowed(pid, number)",
        "To how many of these the caller may send this signal without CAP_KILL.",
        measured="the same, Uid of the caller and of each, and their sessions for SIGCONT",
        unknown=_HIDDEN,
    ),
    row(
        "int capable_over(pid, capability)",
        "1 when the caller has the capability in the user name space of each of these.",
        measured=f"CapEff in {_STATUS}, /proc/PID/ns/user of the caller and of each",
        unknown=f"one is in a name space that is not the caller's, nor the first; or {_HIDDEN}",
    ),
    row(
        "int queues_signal(pid, number)",
        "1 when the signal can wait for the process with its data: RLIMIT_SIGPENDING there leaves "
        "room, or it is ignored and thrown away.",
        measured="SigQ, SigIgn and SigBlk in /proc",
        unknown=f"there is no such process; or {_HIDDEN}",
    ),
    row(
        "int blocks_signal(pid, number)",
        "1 when all threads of the process block the signal, so that it waits.",
        measured=f"SigBlk in {_STATUS} of each thread",
        unknown=_HIDDEN,
    ),
    row(
        "int pending_signal(pid, number)",
        "1 when the signal waits for the process or thread.",
        measured=f"SigPnd and ShdPnd in {_STATUS}",
        unknown=_HIDDEN,
    ),
    row(
        "pid_t thread_group(pid)",
        "The process to which a thread belongs.",
        measured="NStgid in /proc",
        unknown=f"there is no such thread; or {_HIDDEN}",
    ),
    row(
        "unsigned int waitable_children(pid, options)",
        "For how many children wait4(pid, ..., options) waits: one, a group, or all, by __WCLONE "
        "and __WALL.",
        measured="/proc/PID/task/TID/children; NSpid, NSpgid and the exit signal of each in /proc",
        unknown="/proc hides the processes of others",
    ),
    row(
        "unsigned int ended_children(pid, options)",
        "How many of these have ended.",
        measured="the same, and State in /proc",
        unknown="/proc hides the processes of others; or one is stopped, and that is waited for",
    ),
    row(
        "int has_children()",
        "1 when the caller has a child that it has not waited for.",
        measured="/proc/PID/task/TID/children",
        unknown=_HIDDEN,
    ),
    row(
        "uid_t euid()",
        "The effective user id.",
        measured=f"Uid in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "uid_t uid()",
        "The real user id.",
        measured=f"Uid in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "uid_t suid()",
        "The saved set-user-id.",
        measured=f"Uid in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "gid_t gid()",
        "The real group id.",
        measured=f"Gid in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "gid_t egid()",
        "The effective group id.",
        measured=f"Gid in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "gid_t sgid()",
        "The saved set-group-id.",
        measured=f"Gid in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "int groups()",
        "How many supplementary groups the caller has.",
        measured=f"Groups in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "int ns_capable(capability)",
        "1 when the caller has the capability in its own user name space.",
        measured=f"CapEff in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "int net_capable(capability)",
        "1 when the caller has the capability in the user name space that owns its network.",
        measured=f"CapEff in {_STATUS}; NS_GET_USERNS of /proc/PID/ns/net and those above",
        unknown=_READ,
    ),
    row(
        "int timer_exists(id)",
        "1 when the caller has a timer of timer_create() with this id.",
        measured="/proc/PID/timers",
        unknown="the kernel has no such file (CONFIG_CHECKPOINT_RESTORE, CONFIG_POSIX_TIMERS)",
    ),
    row(
        "int capable_unsaid(capability)",
        "1 when the caller has the capability in the first user name space, 0 when it has it in"
        " none: for words that name no name space.",
        measured=f"CapEff in {_STATUS}, /proc/PID/ns/user",
        unknown="the caller has it in its own user name space alone",
    ),
    row(
        "unsigned long soft_limit(limit)",
        "The soft limit of RLIMIT_*, by its name or number.",
        measured="/proc/PID/limits",
        unknown="it is the number of no limit",
    ),
    row(
        "unsigned long hard_limit(limit)",
        "The hard limit of RLIMIT_*, by its name or number; RLIMIT_* alone is the soft one.",
        measured="/proc/PID/limits",
        unknown="it is the number of no limit",
    ),
    row(
        "int acts_as_real_user()",
        "1 when the real user and group are the effective ones and may do as much with files,"
        " so that access() tells what open() would.",
        measured=f"Uid, Gid, CapEff and CapPrm in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "int permitted(capability)",
        "1 when the caller can have the capability, which need not be in effect.",
        measured=f"CapPrm in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "int in_initial_user_namespace()",
        "1 when the user name space of the caller is the first one.",
        measured="/proc/PID/ns/user",
        unknown=_READ,
    ),
    row(
        "int no_new_privs()",
        "1 when execve() gives the caller no more privileges (PR_SET_NO_NEW_PRIVS).",
        measured=f"NoNewPrivs in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "unsigned int personality()",
        "The flags of personality(), such as READ_IMPLIES_EXEC.",
        measured="/proc/PID/personality",
        unknown=_READ,
    ),
    row(
        "int interface_exists(addr)",
        "1 when the text at addr is the name of a network interface that the caller can see.",
        measured="/proc/PID/net/dev, process_vm_readv()",
        unknown="the text cannot be read",
    ),
    row(
        "int over_process_limit()",
        "1 when a change of its user put the caller over RLIMIT_NPROC, and it still is.",
        measured="PF_NPROC_EXCEEDED in /proc/PID/stat; Uid and Threads of all processes in /proc",
        unknown="processes of the user that /proc does not show may decide it",
    ),
    row(
        "unsigned int umask()",
        "The permission bits that new files do not get, as umask() sets them.",
        measured="Umask in /proc/PID/status",
        unknown="the process may not be read",
    ),
    row(
        "u64 working_directory()",
        "The number of the inode of the working directory.",
        measured="stat of /proc/PID/cwd",
        unknown=_READ,
    ),
    row(
        "unsigned int threads()",
        "How many threads the caller's process has.",
        measured=f"Threads in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "int signal_pending()",
        "1 when a signal waits for the caller that is not blocked.",
        measured=f"SigPnd, ShdPnd and SigBlk in {_STATUS}",
        unknown=_READ,
    ),
    row(
        "int locks_new_mappings()",
        "The MCL_* flags of the mlockall(MCL_FUTURE) that locks what the process maps; else 0.",
        measured="the observer of earlier calls",
        unknown="the observer does not say",
    ),
    row(
        "int denies_write_exec()",
        "1 when no memory of the process may be both written and executed (PR_SET_MDWE).",
        measured="the observer of earlier calls",
        unknown="the observer does not say",
    ),
    row(
        "int signal_handled()",
        "1 when a signal handler of the caller ran during the call.",
        measured=_EVENT,
        unknown="the observer does not say",
    ),
    row(
        "int was_stopped()",
        "1 when the caller was stopped and continued during the call.",
        measured=_EVENT,
        unknown="the observer does not say",
    ),
    row(
        "long sysctl(name)",
        'The number in a file under /proc/sys, as in sysctl("vm.max_map_count").',
        measured="/proc/sys",
        unknown="no such file, no number in it, or one of a name space other than ours",
    ),
    row(
        "int config(name)",
        'Whether the kernel was built with an option, as in config("SWAP"); CONFIG_SWAP is the '
        "same.",
        measured="/proc/config.gz or /boot/config-RELEASE",
        unknown="neither file is there, or the option is a text",
    ),
    row(
        "int out_of(resource)",
        "1 when the system has no more of a resource: out_of(memory), out_of(files).",
        measured="0 where plenty is free (/proc/meminfo, /proc/sys/fs/file-nr, memory.events of "
        "the control group)",
        unknown="it cannot be shown that there is enough",
        words=("memory", "files"),
    ),
)
