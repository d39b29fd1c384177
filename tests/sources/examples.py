"""Small specs of our own in two dialects, and the forms in which they reach a reader."""

from __future__ import annotations

import difflib

COMMENT = """\
/**
 * sys_tune - Tune a widget
 * @fd: widget to tune
 * @level: how far to turn it
 *
 * long-desc: Turns the widget behind the descriptor.
 *
 * contexts: process, sleepable
 *
 * param: fd
 *   type: fd
 *   flags: input
 *
 * param: level
 *   type: int
 *   flags: input
 *   constraint-type: range(0, 11)
 *
 * error: EBADF, no widget
 *   desc: The descriptor does not name a widget.
 *
 * error: EINVAL, too far
 *   desc: The level is above eleven \u2013 it goes no further.
 */
SYSCALL_DEFINE2(tune, int, fd, int, level)
{
\treturn do_tune(fd, level);
}
"""

MACRO = """\
DEFINE_KERNEL_API_SPEC(sys_mute)
\tKAPI_DESCRIPTION("Mute a widget")
\tKAPI_CONTEXT(KAPI_CTX_PROCESS | KAPI_CTX_SLEEPABLE)

\tKAPI_PARAM(0, "fd", "int", "widget to mute")
\t\tKAPI_PARAM_TYPE(KAPI_TYPE_FD)
\t\tKAPI_PARAM_FLAGS(KAPI_PARAM_IN)
\tKAPI_PARAM_END

\tKAPI_ERROR(0, -EBADF, "EBADF", "no widget", "The descriptor does not name a widget.")

\tKAPI_ERROR_COUNT(1)
\tKAPI_PARAM_COUNT(1)
KAPI_END_SPEC;

SYSCALL_DEFINE1(mute, int, fd)
{
\treturn do_mute(fd);
}
"""

BEFORE = """\
#include <linux/widget.h>

static int do_tune(int fd, int level)
{
\treturn 0;
}

SYSCALL_DEFINE2(tune, int, fd, int, level)
{
\treturn do_tune(fd, level);
}

SYSCALL_DEFINE1(mute, int, fd)
{
\treturn do_mute(fd);
}
"""

AFTER = BEFORE.split("SYSCALL_DEFINE2", maxsplit=1)[0] + COMMENT + "\n" + MACRO

NAMES = ["sys_tune", "sys_mute"]


def diff(
    before: str = BEFORE, after: str = AFTER, path: str = "kernel/widget.c", n: int = 3
) -> str:
    """Return a git diff from ``before`` to ``after`` with ``n`` lines of context."""
    body = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"a/{path}", f"b/{path}", n=n, lineterm=""
    )
    head = f"diff --git a/{path} b/{path}\nindex 1111111..2222222 100644\n"
    return head + "\n".join(body) + "\n"


HEADERS = """\
From: Ann Author <ann@example.org>
To: list@example.org
Subject: [PATCH] widget: specify tune and mute
Date: Mon, 2 Mar 2026 10:00:00 +0100
Message-ID: <20260302.1@example.org>
"""

MESSAGE = "\nSay what tune and mute promise.\n\nSigned-off-by: Ann Author <ann@example.org>\n---\n"


def mail(body: str | None = None, headers: str = "") -> str:
    """Return a patch mail with more ``headers``."""
    patch = MESSAGE + diff() + "-- \n2.47.0\n" if body is None else body
    return HEADERS + headers + "\n" + patch
