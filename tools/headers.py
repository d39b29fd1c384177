"""Which headers the tables are made from, for make_tables.py."""

from __future__ import annotations

import re

_NAMES = """
    errno capability signal unistd fcntl openat2 stat mman eventpoll limits fs falloc memfd
    random resource sched sched/types prctl seccomp aio_abi io_uring inotify fanotify
    eventfd timerfd signalfd userfaultfd membarrier mount mempolicy futex wait poll socket
    net in in6 un if if_packet netlink ioctl sockios time timex time_types utsname uio
    close_range kcmp keyctl landlock pidfd perf_event ptrace quota reboot rseq sem msg shm
    ipc mqueue xattr bpf filter binfmts nsfs fiemap fsverity fscrypt loop kexec kdev_t
    android/binder android/binderfs rtc termios tty auxvec personality utime times sysinfo
    magic securebits tcp watchdog dma-buf dma-heap lsm module oom ioprio
"""
UAPI = (*(f"linux/{name}.h" for name in _NAMES.split()), "asm/ioctls.h", "asm/unistd.h")

# Kernel-internal names that specs use, by the header that defines them.
INTERNAL = {
    "include/linux/errno.h": r"E[A-Z]+(?:_RESTARTBLOCK|_DEFER)?",
    "include/vdso/limits.h": r"[A-Z]+_(?:MAX|MIN)",
    "include/linux/limits.h": r"(?:SIZE|SSIZE|[US]\d+)_(?:MAX|MIN)",
    "include/linux/sizes.h": r"SZ_\w+",
    "include/linux/fs.h": r"(?:FMODE|MAY|IOCB)_\w+",
    "include/linux/fcntl.h": r"VALID_OPEN_FLAGS|O_PATH_FLAGS|force_o_largefile",
    "include/linux/mm.h": r"VM_(?!SOFTDIRTY|UFFD|PKEY|SHADOW|HIGH|ARCH)[A-Z_]+",
    "include/linux/err.h": r"MAX_ERRNO",
    "include/linux/sched.h": r"TASK_(?:RUNNING|INTERRUPTIBLE|UNINTERRUPTIBLE|COMM_LEN)",
    "include/linux/eventpoll.h": r"EP_\w+",
    "fs/aio.c": r"KIOCB_KEY",
    "fs/eventpoll.c": r"EP_[A-Z_]+",
}

# Include guards, compiler details, and macros that are no values.
NOT_VALUES = re.compile(
    r"^_(?!_NR_[a-z_]|_WALL|_WCLONE|_WNOTHREAD|_O_|IOC_|STK_LIM|LINUX_CAP)|_H_*$|^NULL$"
    r"|^__NR_(?:syscalls|arch_specific_syscall|(?:available|reserved|unused)\d+)$"
)
# Registers and processor details, which no interface takes.
NOT_HEADERS = re.compile(r"^asm/(?:asi|pstate|processor-flags|hwcap\w*|ptrace(?:-abi)?)\.h$")

# Some UAPI headers include the C library's; these stand in for it.
STUBS = {
    "sys/socket.h": "#pragma once\n#include <linux/socket.h>\n"
    "struct sockaddr { unsigned short sa_family; char sa_data[14]; };\n",
    "sys/time.h": "#include <linux/time.h>\n",
    "sys/types.h": "#include <linux/types.h>\n",
    "sys/ioctl.h": "#include <linux/ioctl.h>\n",
    "stdint.h": "#pragma once\n"
    + "".join(f"typedef __u{n} uint{n}_t; typedef __s{n} int{n}_t;\n" for n in (8, 16, 32, 64)),
    "stddef.h": "#include <linux/posix_types.h>\n",
    "unistd.h": "",
    "string.h": "",
}
