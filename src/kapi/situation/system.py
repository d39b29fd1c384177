"""Predicates of the system: sysctl values, the configuration, whether resources are left."""

from __future__ import annotations

import contextlib
import functools
import glob
import gzip
import itertools
import os
import re
from collections.abc import Iterator

from kapi.situation.process import Process, Unknown, read_at

_NAME = re.compile(r"[A-Za-z0-9_]+([./][A-Za-z0-9_-]+)+")
_NUMBER = re.compile(r"-?\d+")
_OPTION = re.compile(r"^CONFIG_(\w+)=(.*)$", re.MULTILINE)
_AMOUNT = re.compile(r"^(MemAvailable|CommitLimit|Committed_AS): +(\d+) kB$", re.MULTILINE)
_AMPLE = 64 << 20
_AMPLE_FILES = 4096
# sysctl values that are those of a name space of the reader: prefix → kind.
_OF_NAME_SPACES = (
    ("net.", "net"),
    ("fs.mqueue.", "ipc"),
    ("kernel.msg", "ipc"),
    ("kernel.sem", "ipc"),
    ("kernel.shm", "ipc"),
    ("kernel.auto_msgmni", "ipc"),
    ("kernel.hostname", "uts"),
    ("kernel.domainname", "uts"),
    ("kernel.ns_last_pid", "pid"),
    ("kernel.pid_max", "pid"),
    ("vm.memfd_noexec", "pid"),
    ("user.", "user"),
)
_NO_LIMIT = 1 << 62
_last_group: dict[str, tuple[str, ...]] = {}
"""Where the last process was found: that of the next is mostly the same."""


def sysctl(process: Process, name: str) -> int | None:
    """The number in /proc/sys, as the process would read it."""
    if not _NAME.fullmatch(name):
        return None
    for prefix, kind in _OF_NAME_SPACES:
        if name.replace("/", ".").startswith(prefix) and not process.shares(kind):
            return None
    try:
        text = _text("/proc/sys/" + name.replace(".", "/")).strip()
    except OSError:
        return None
    return int(text) if _NUMBER.fullmatch(text) else None


def config(_: Process, name: str) -> int | None:
    """The value of a configuration option of the running kernel: 1 for y and m, 0 for unset."""
    options = _options()
    if not options:
        return None
    value = options.get(name.removeprefix("CONFIG_"), "n")
    if value in ("y", "m"):
        return 1
    if value == "n":
        return 0
    try:
        return int(value, 0)
    except ValueError:
        return None


def out_of(process: Process, resource: str) -> int | None:
    """0 where much of a resource is free; else unknown."""
    ample = {"memory": _memory_is_ample, "files": _files_are_ample}.get(resource)
    return 0 if ample is not None and ample(process) else None


def _files_are_ample(_: Process) -> bool:
    used, _unused, most = map(int, _text("/proc/sys/fs/file-nr").split())
    return used + _AMPLE_FILES <= most


def _memory_is_ample(process: Process) -> bool:
    facts = {name: int(number) * 1024 for name, number in _AMOUNT.findall(_text("/proc/meminfo"))}
    free = [facts["MemAvailable"]]
    if _text("/proc/sys/vm/overcommit_memory").strip() == "2":
        free.append(facts["CommitLimit"] - facts["Committed_AS"])
    free.extend(_free_in_groups(process))
    return min(free) > _AMPLE


def _free_in_groups(process: Process) -> Iterator[int]:
    """Yield what each memory control group above the process has left, page cache counted."""
    for line in process.read("cgroup").decode().splitlines():
        _, controllers, path = line.split(":", 2)
        if controllers and "memory" not in controllers.split(","):
            continue
        mount = _group_mount(controllers)
        if mount is None:
            if controllers:
                raise Unknown("the memory control groups are not mounted")
            continue
        root, point = mount
        if root.startswith("/.."):
            root, path = "/", _name_of_group(point, root.count(".."), process.pid)
        if path != root and not path.startswith(root.rstrip("/") + "/"):
            raise Unknown("a control group that is not visible")
        yield from _free_upwards(point, path[len(root.rstrip("/")) :], bool(controllers))


def _name_of_group(point: str, depth: int, pid: int) -> str:
    """Return the path below ``point`` of the group that holds ``pid``.

    A reader in a name space of control groups sees only how deep its root lies (``/../..``).
    """
    found = glob.iglob(point + "/*" * depth + "/**/cgroup.procs", recursive=True)
    for procs in itertools.chain(_last_group.get(point, ()), found):
        with contextlib.suppress(FileNotFoundError):
            if str(pid) in _text(procs).split():
                _last_group[point] = (procs,)
                return os.path.dirname(procs)[len(point) :] or "/"
    raise Unknown("a control group that is not visible")


def _free_upwards(point: str, path: str, first_version: bool) -> Iterator[int]:
    most, used = (
        ("memory.limit_in_bytes", "memory.usage_in_bytes")
        if first_version
        else ("memory.max", "memory.current")
    )
    while True:
        directory = point + path.rstrip("/")
        if not os.path.isdir(directory):
            raise Unknown("a control group that is not visible")
        if os.path.exists(f"{directory}/{most}"):
            text = _text(f"{directory}/{most}").strip()
            limit = _NO_LIMIT if text == "max" else int(text)
            if limit < _NO_LIMIT:
                yield limit - int(_text(f"{directory}/{used}")) + _reclaimable(directory)
        if not path.strip("/"):
            return
        path = path.rpartition("/")[0]


def _reclaimable(directory: str) -> int:
    """Clean page cache that was not used for a while counts against the limit, but yields."""
    facts = dict(line.split() for line in _text(f"{directory}/memory.stat").splitlines())
    name = "total_inactive_file" if "total_inactive_file" in facts else "inactive_file"
    return int(facts.get(name, 0))


@functools.cache
def _group_mount(controllers: str) -> tuple[str, str] | None:
    """Return (root, mount point) of the hierarchy with memory (v1), or of version 2 for ""."""
    for line in _text("/proc/self/mountinfo").splitlines():
        left, _, right = line.partition(" - ")
        words, kind = left.split(), right.split()
        if kind[0] == "cgroup2" and not controllers:
            return words[3], words[4]
        if kind[0] == "cgroup" and controllers and "memory" in kind[2].split(","):
            return words[3], words[4]
    return None


@functools.cache
def _options() -> dict[str, str]:
    try:
        with gzip.open("/proc/config.gz", "rt") as file:
            return dict(_OPTION.findall(file.read()))
    except OSError:
        pass
    try:
        return dict(_OPTION.findall(_text(f"/boot/config-{os.uname().release}")))
    except OSError:
        return {}


def _text(path: str) -> str:
    return read_at(None, path).decode()
