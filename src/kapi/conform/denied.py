"""System calls that are never tried unasked: they reach beyond the child that makes them."""

from __future__ import annotations

__all__ = ["reason"]

_DENIED: dict[str, str] = {
    **dict.fromkeys(("reboot", "kexec_load", "kexec_file_load"), "stops the machine"),
    **dict.fromkeys(("init_module", "finit_module", "delete_module"), "changes the kernel"),
    **dict.fromkeys(("bpf", "perf_event_open", "iopl", "ioperm"), "changes the kernel"),
    **dict.fromkeys(("swapon", "swapoff", "acct", "quotactl", "quotactl_fd"), "changes storage"),
    **dict.fromkeys(
        ("settimeofday", "clock_settime", "adjtimex", "clock_adjtime", "stime"), "sets the clock"
    ),
    **dict.fromkeys(
        ("mount", "umount", "umount2", "pivot_root", "chroot", "move_mount", "fsopen", "fspick"),
        "changes mounts",
    ),
    **dict.fromkeys(("fsconfig", "fsmount", "open_tree", "mount_setattr"), "changes mounts"),
    **dict.fromkeys(("sethostname", "setdomainname", "vhangup", "syslog"), "changes the system"),
    **dict.fromkeys(
        ("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal"),
        "signals other processes",
    ),
    **dict.fromkeys(
        ("ptrace", "process_vm_writev", "process_madvise", "process_mrelease", "kcmp"),
        "changes other processes",
    ),
    **dict.fromkeys(("setpriority", "ioprio_set", "sched_setaffinity"), "slows the machine"),
    **dict.fromkeys(
        ("sched_setscheduler", "sched_setparam", "sched_setattr", "prlimit64", "migrate_pages"),
        "changes other processes",
    ),
    **dict.fromkeys(("fork", "vfork", "clone", "clone3"), "makes a process nobody watches"),
    **dict.fromkeys(("keyctl", "add_key", "request_key"), "changes the keys of the user"),
}


def reason(syscall: str) -> str | None:
    """Return why the system call ``syscall`` is not tried, or None when it may be."""
    return _DENIED.get(syscall)
