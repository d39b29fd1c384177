"""Why no call can show a claim on a machine that others use, or from user space at all."""

from __future__ import annotations

import re

from kapi.model.claims import Claim, ClaimKind
from kapi.vocab.words import Answer

__all__ = ["out_of_reach"]

_ERRORS: tuple[tuple[str, str, str], ...] = (
    ("ENFILE", "", "it would take every file of the machine"),
    (
        "ENOMEM",
        r"no memory|kernel (?:memory|has none)|out of memory|memory (?:is )?short|new address",
        "it would take all memory of the machine",
    ),
    ("ENOMEM", r"no huge page.*COLLAPSE", "it would take all memory of the machine"),
    ("EAGAIN", r"no memory to populate|page to give", "it would take all memory of the machine"),
    ("EBUSY", r"cgroup", "it would take a memory cgroup and huge pages of the machine"),
    ("EBUSY|EIO", r"HWPOISON|SOFT_OFFLINE|moved", "it would take pages of the machine out of use"),
    ("EHWPOISON", "", "it would take pages of the machine out of use"),
    ("EAGAIN", r"pinned|page in use", "nothing in user space pins a page for long enough"),
    ("ETXTBSY", r"swap", "it would swap to a file of ours"),
    ("ENOSPC", r"watches", "it would take kernel memory for every watch that users may have"),
    ("EIO", r"device|writ|fail", "it needs a device that fails"),
    ("ENODEV", r"no more|no such device|removed", "it needs a device that goes away"),
    ("EINTR|EIO|ENOSPC|EDQUOT", r"NFS|write back|file systems? that|written", "it needs NFS"),
    ("EINVAL", r"characters|name not allowed", "it needs a file system that forbids names"),
    ("EOVERFLOW", r"32-bit|O_LARGEFILE", "it needs a 32-bit program"),
    ("EOVERFLOW", r"no ID|user or group", "it needs a mount with mapped IDs"),
    ("EPERM", r"security module|policy|LSM", "it needs a security module that refuses"),
    ("EBADF", r"!CONFIG_SWAP|without swap", "it needs a kernel without swapping"),
)
"""Errno, words of the condition, and what would be needed."""

_KINDS = {
    ClaimKind.LOCK: "user space cannot see a lock of the kernel",
    ClaimKind.STRUCT: "a layout is compared with the headers, not with a call",
    ClaimKind.CONSTRAINT: "it is about more than one argument, and kapi has no scenario for it",
}


def out_of_reach(claim: Claim) -> str:
    """Return why no call shows ``claim``, or nothing when one might."""
    if getattr(claim.element, "visible", None) is Answer.NO:
        return "user code can never see it"
    if claim.kind is not ClaimKind.ERROR:
        return _KINDS.get(claim.kind, "")
    error = claim.element
    parts = (error.summary, error.condition, error.description, error.when, error.needs)
    text = " ".join(filter(None, parts))
    for errno, words, reason in _ERRORS:
        if re.fullmatch(errno, error.errno) and re.search(words, text, re.IGNORECASE):
            return reason
    return ""
