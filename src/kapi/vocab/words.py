"""The framework's own words: one enumeration per field of a spec.

Source: the enums of ``include/linux/kernel_api_spec.h`` as posted in PATCH v4 (2026-05-29).
A member's value is the short lower-case word of the current kernel-doc dialect; the
``KAPI_*`` name of the older dialects is made by `kapi.vocab.spelling`.
"""

from __future__ import annotations

import enum


class Dialect(enum.Enum):
    """The spellings in which specs have been published, oldest first."""

    MACRO_RFC1 = "macro-rfc1"
    MACRO_RFC2 = "macro-rfc2"
    KERNELDOC_FLAT = "kerneldoc-flat"
    KERNELDOC_ENUM = "kerneldoc-enum"
    KERNELDOC = "kerneldoc"


class ApiKind(enum.Enum):
    """What kind of interface a spec describes."""

    SYSCALL = "syscall"
    IOCTL = "ioctl"
    SYSFS = "sysfs"
    FUNCTION = "function"


class Answer(enum.Enum):
    """A stated yes, no or "conditional" (a word that published specs use for locks)."""

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"


class Context(enum.Enum):
    """Execution contexts (KAPI_CTX_*)."""

    PROCESS = "process"
    SOFTIRQ = "softirq"
    HARDIRQ = "hardirq"
    NMI = "nmi"
    ATOMIC = "atomic"
    SLEEPABLE = "sleepable"
    PREEMPT_DISABLED = "preempt_disabled"
    IRQ_DISABLED = "irq_disabled"


class ParamType(enum.Enum):
    """Parameter and return classes (KAPI_TYPE_*); the last five before CUSTOM are sysfs's."""

    VOID = "void"
    INT = "int"
    UINT = "uint"
    PTR = "ptr"
    STRUCT = "struct"
    UNION = "union"
    ENUM = "enum"
    FUNC_PTR = "func_ptr"
    ARRAY = "array"
    FD = "fd"
    USER_PTR = "user_ptr"
    PATH = "path"
    STRING = "string"
    BOOL = "bool"
    HEX = "hex"
    BINARY = "binary"
    BITMAP = "bitmap"
    CUSTOM = "custom"


class ParamFlag(enum.Enum):
    """Parameter flags (KAPI_PARAM_*); the SYSFS ones are from RFC v2."""

    IN = "input"
    OUT = "output"
    INOUT = "inout"
    OPTIONAL = "optional"
    CONST = "const"
    VOLATILE = "volatile"
    USER = "user"
    DMA = "dma"
    ALIGNED = "aligned"
    SYSFS_READONLY = "sysfs_readonly"
    SYSFS_WRITEONLY = "sysfs_writeonly"
    SYSFS_RW = "sysfs_rw"
    SYSFS_BINARY = "sysfs_binary"


class ConstraintType(enum.Enum):
    """Constraint kinds (KAPI_CONSTRAINT_*)."""

    NONE = "none"
    RANGE = "range"
    MASK = "mask"
    ENUM = "enum"
    ALIGNMENT = "alignment"
    POWER_OF_TWO = "power_of_two"
    PAGE_ALIGNED = "page_aligned"
    NONZERO = "nonzero"
    USER_STRING = "user_string"
    USER_PATH = "user_path"
    USER_PTR = "user_ptr"
    BUFFER = "buffer"
    CUSTOM = "custom"


class ReturnCheck(enum.Enum):
    """How success is recognised in the return value (KAPI_RETURN_*)."""

    EXACT = "exact"
    RANGE = "range"
    ERROR_CHECK = "error_check"
    FD = "fd"
    CUSTOM = "custom"
    NO_RETURN = "no_return"


class LockType(enum.Enum):
    """Lock kinds (KAPI_LOCK_*)."""

    NONE = "none"
    MUTEX = "mutex"
    SPINLOCK = "spinlock"
    RWLOCK = "rwlock"
    SEQLOCK = "seqlock"
    RCU = "rcu"
    SEMAPHORE = "semaphore"
    CUSTOM = "custom"


class LockScope(enum.Enum):
    """What happens to a lock across the call (KAPI_LOCK_INTERNAL ...)."""

    INTERNAL = "internal"
    ACQUIRES = "acquires"
    RELEASES = "releases"
    CALLER_HELD = "caller_held"


class SignalDirection(enum.Enum):
    """What the call does with a signal (KAPI_SIGNAL_*), a set."""

    RECEIVE = "receive"
    SEND = "send"
    HANDLE = "handle"
    BLOCK = "block"
    IGNORE = "ignore"


class SignalAction(enum.Enum):
    """What a signal leads to (KAPI_SIGNAL_ACTION_*)."""

    DEFAULT = "default"
    TERMINATE = "terminate"
    COREDUMP = "coredump"
    STOP = "stop"
    CONTINUE = "continue"
    CUSTOM = "custom"
    RETURN = "return"
    RESTART = "restart"
    QUEUE = "queue"
    DISCARD = "discard"
    TRANSFORM = "transform"


class SignalTiming(enum.Enum):
    """When a signal matters (KAPI_SIGNAL_TIME_*); the value is the framework's string."""

    ENTRY = "entry"
    DURING = "during"
    EXIT = "exit"
    ANYTIME = "anytime"
    BLOCKING = "while_blocked"
    SLEEPING = "while_sleeping"
    BEFORE = "before"
    AFTER = "after"


class TaskState(enum.Enum):
    """Process states in signal specs (KAPI_SIGNAL_STATE_*), a set."""

    RUNNING = "running"
    SLEEPING = "sleeping"
    STOPPED = "stopped"
    TRACED = "traced"
    ZOMBIE = "zombie"
    DEAD = "dead"


class CapabilityAction(enum.Enum):
    """What holding a capability does (KAPI_CAP_*)."""

    BYPASS_CHECK = "bypass_check"
    INCREASE_LIMIT = "increase_limit"
    OVERRIDE_RESTRICTION = "override_restriction"
    GRANT_PERMISSION = "grant_permission"
    MODIFY_BEHAVIOR = "modify_behavior"
    ACCESS_RESOURCE = "access_resource"
    PERFORM_OPERATION = "perform_operation"


class Effect(enum.Enum):
    """Side effects (KAPI_EFFECT_*), a set."""

    NONE = "none"
    ALLOC_MEMORY = "alloc_memory"
    FREE_MEMORY = "free_memory"
    MODIFY_STATE = "modify_state"
    SIGNAL_SEND = "signal_send"
    FILE_POSITION = "file_position"
    LOCK_ACQUIRE = "lock_acquire"
    LOCK_RELEASE = "lock_release"
    RESOURCE_CREATE = "resource_create"
    RESOURCE_DESTROY = "resource_destroy"
    SCHEDULE = "schedule"
    HARDWARE = "hardware"
    NETWORK = "network"
    FILESYSTEM = "filesystem"
    PROCESS_STATE = "process_state"
    IRREVERSIBLE = "irreversible"


class IoctlDirection(enum.Enum):
    """Data direction of an ioctl command, as the `_IO*` macro names it (asm-generic/ioctl.h)."""

    NONE = "none"
    READ = "read"
    WRITE = "write"
    READ_WRITE = "read_write"


class ErrorOrder(enum.Enum):
    """kapi's ``x-order``: whether errors stand in the order of the kernel's checks.

    ``checked`` on a spec promises it; ``any`` on an error takes that one out of it.
    """

    CHECKED = "checked"
    ANY = "any"


class ErrorList(enum.Enum):
    """kapi's ``x-errors``: whether file systems or drivers may add errnos to the list."""

    OPEN = "open"
    CLOSED = "closed"
