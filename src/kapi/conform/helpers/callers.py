"""Helpers that change who the process is: its user, its capabilities, its limits."""

from __future__ import annotations

import errno
import os
import resource
import signal

from kapi.conform import privileges
from kapi.conform.helpers.helper import Helper
from kapi.conform.libc import LIBC

_NOBODY = 65534
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_PR_SET_KEEPCAPS = 8  # linux/prctl.h


def _become_nobody() -> None:
    """Give every privilege up, if there is one."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
        LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # forgotten with the user


def _become_nobody_with(mask: int) -> None:
    """Become nobody, who has the capabilities of ``mask``, a bit for each number."""
    LIBC.prctl(_PR_SET_KEEPCAPS, 1)
    _become_nobody()
    privileges.keep_exactly(mask)


def _keep_capabilities(mask: int) -> None:
    """Give up all capabilities but those of ``mask``, which must be there."""
    privileges.keep_exactly(mask)


def _only_capability(number: int) -> None:
    """Keep one capability."""
    privileges.keep_exactly(1 << number)


def _drop_capability(number: int) -> None:
    """Give up one capability; one that is not there needs not be."""
    privileges.keep(~(1 << number))


def _limit(which: int, number: int) -> None:
    """Set the soft limit, and the hard one where that is lower."""
    if number >= 1 << 63:  # RLIM_INFINITY, as expressions compute it
        number = resource.RLIM_INFINITY
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY and not 0 <= number <= hard:
        hard = number
    try:
        resource.setrlimit(which, (number, hard))
    except ValueError as error:  # what Python makes of EPERM
        raise PermissionError(errno.EPERM, "above the hard limit") from error


_C_NOBODY = f"""\
static void become_nobody(void)
{{
	if (geteuid() == 0) {{
		must(setgroups(0, 0));
		must(setresgid({_NOBODY}, {_NOBODY}, {_NOBODY}));
		must(setresuid({_NOBODY}, {_NOBODY}, {_NOBODY}));
	}}
}}"""
_C_WITH = """\
static void become_nobody_with(long mask)
{
	must(prctl(PR_SET_KEEPCAPS, 1));
	become_nobody();
	keep_capabilities(mask);
}"""
_C_KEEP = """\
static void keep_capabilities(long mask)
{
	unsigned head[2] = { 0x20080522 }, sets[6], i;
	must(syscall(SYS_capget, head, sets));
	must((unsigned)mask & ~sets[1] || (unsigned)(mask >> 32) & ~sets[4] ? -1 : 0);
	for (i = 0; i < 6; i++)
		sets[i] = i % 3 == 2 ? 0 : mask >> i / 3 * 32;
	must(syscall(SYS_capset, head, sets));
}"""
_C_ONLY = """\
static void only_capability(long number)
{
	keep_capabilities(1L << number);
}"""
_C_DROP = """\
static void drop_capability(long number)
{
	unsigned head[2] = { 0x20080522 }, sets[6], i;
	must(syscall(SYS_capget, head, sets));
	for (i = 0; i < 3; i++)
		sets[number / 32 * 3 + i] &= ~(1u << number % 32);
	must(syscall(SYS_capset, head, sets));
}"""
_C_LIMIT = """\
static void limit(long which, long number)
{
	struct rlimit both;
	must(getrlimit(which, &both));
	both.rlim_cur = number;
	if (both.rlim_max < both.rlim_cur)
		both.rlim_max = number;
	must(setrlimit(which, &both));
}"""

CALLERS: dict[str, Helper] = {
    "become_nobody": Helper(_become_nobody, _C_NOBODY),
    "keep_capabilities": Helper(_keep_capabilities, _C_KEEP),
    "become_nobody_with": Helper(
        _become_nobody_with, _C_WITH, ("become_nobody", "keep_capabilities")
    ),
    "only_capability": Helper(_only_capability, _C_ONLY, ("keep_capabilities",)),
    "drop_capability": Helper(_drop_capability, _C_DROP),
    "limit": Helper(_limit, _C_LIMIT),
}
