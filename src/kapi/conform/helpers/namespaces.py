"""The helper that gives a process name spaces of its own."""

from __future__ import annotations

import os

from kapi.conform.helpers.helper import Helper
from kapi.conform.libc import LIBC

_USER = 0x10000000
_OWNED = 0x00020000 | 0x04000000 | 0x08000000 | 0x40000000
"""CLONE_NEWUSER, and CLONE_NEW* of mounts, host names, IPC and networks (linux/sched.h)."""
_EVERY_ID = "0 0 4294967295\n"
"""A map in which each user or group keeps its number (user_namespaces(7))."""


def _own_namespaces() -> None:
    """Enter a user name space that maps all ids, and others that belong to it.

    Who is in it has all capabilities there, and none of the first user name space.
    Raises `OSError` where that is forbidden.
    """
    ready, go = os.pipe()
    own = os.getpid()
    child = os.fork()
    if child == 0:
        os._exit(_map_ids(own, ready, go))
    os.close(ready)
    left = LIBC.unshare(_USER)
    os.write(go, b"x")
    os.close(go)
    failed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if left or failed:
        raise PermissionError(failed, "no user name space")
    if LIBC.unshare(_OWNED):
        raise PermissionError(0, "no other name spaces")


def _map_ids(process: int, ready: int, go: int) -> int:
    """Write both maps when ``process`` has left; return 0, or the number of an errno."""
    os.close(go)
    os.read(ready, 1)
    try:
        for name in ("uid_map", "gid_map"):
            with open(f"/proc/{process}/{name}", "w") as file:
                file.write(_EVERY_ID)
    except OSError as error:
        return error.errno or 1
    return 0


_C = """\
static void own_namespaces(void)
{
	static const char *const names[] = { "uid_map", "gid_map" };
	int ready[2], status, i, fd;
	char path[64];
	pid_t own = getpid(), child;
	must(pipe(ready));
	child = fork();
	must(child);
	if (child == 0) {
		close(ready[1]);
		status = read(ready[0], path, 1) != 1;
		for (i = 0; i < 2; i++) {
			sprintf(path, "/proc/%d/%s", own, names[i]);
			fd = open(path, O_WRONLY);
			status |= fd < 0 || write(fd, "0 0 4294967295\\n", 15) != 15;
		}
		_exit(status);
	}
	close(ready[0]);
	must(unshare(CLONE_NEWUSER));
	must(write(ready[1], "x", 1));
	close(ready[1]);
	must(waitpid(child, &status, 0));
	must(status ? -1 : 0);
	must(unshare(CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET));
}"""

NAMESPACES: dict[str, Helper] = {"own_namespaces": Helper(_own_namespaces, _C)}
"""It by its name."""
