"""The kinds of edits: one row each. What an edit of it means is decided in `kapi.diff.meanings`."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of edit: its id, what it says, and what it means for who calls."""

    id: str
    says: str
    means: str


_STATED = "neutral where it was not stated before, or is no longer"

KINDS: tuple[Kind, ...] = (
    Kind("api-added", "an API has a spec that had none", "widening"),
    Kind("api-removed", "an API has no spec any more", "breaking"),
    Kind("api-kind", "a system call became an ioctl, or the like", "breaking"),
    Kind("param-added", "a parameter came", "breaking"),
    Kind("param-removed", "a parameter went", "breaking"),
    Kind("param-moved", "parameters stand in another order in the declaration", "breaking"),
    Kind("c-type", "the C type of a parameter, a member or the result", f"breaking; {_STATED}"),
    Kind("value-kind", "what a value is (an fd, a path, a number)", "neutral"),
    Kind(
        "flags",
        "whether a value goes in or out, may be left out, or is in user memory",
        f"breaking where the direction changes or it may not be left out any more, widening where"
        f" it may; {_STATED}",
    ),
    Kind("limits-narrowed", "fewer values are allowed", "breaking"),
    Kind("limits-widened", "more values are allowed", "widening"),
    Kind("limits-changed", "other values are allowed, or nobody can tell", "breaking"),
    Kind("limits-kind", "the same values, by another kind of check", "neutral"),
    Kind(
        "violation",
        "what happens to a value outside of the limits",
        "breaking where it is rejected now, or otherwise; widening where it is accepted now;"
        f" {_STATED}",
    ),
    Kind("buffer-size", "how long the memory at a pointer must be", f"breaking; {_STATED}"),
    Kind("struct-type", "the structure at a pointer", f"breaking; {_STATED}"),
    Kind(
        "object",
        "what a handle must be",
        "breaking; widening where it is no longer asked for",
    ),
    Kind("return-added", "a rule for the result came", "neutral"),
    Kind("return-removed", "the rule for the result went", "neutral"),
    Kind("return-check", "how success is recognised", f"breaking; {_STATED}"),
    Kind("return-value", "the result of success, or those of failure", f"breaking; {_STATED}"),
    Kind("return-widened", "success may give results that it could not", "breaking"),
    Kind("return-narrowed", "success gives fewer results", "neutral"),
    Kind(
        "error-added",
        "a call fails that did not",
        "breaking; neutral where user code cannot see it, the old spec says the same under"
        " another error, or the errno is another name of one that is listed",
    ),
    Kind("error-removed", "a call that failed works", "widening; neutral as for error-added"),
    Kind("errno", "the errno of a condition", "breaking; neutral between two names of a number"),
    Kind(
        "error-condition",
        "when a call fails",
        f"breaking; widening where it fails in fewer cases; {_STATED}",
    ),
    Kind("error-order", "checks in another order, where x-order promises one", "breaking"),
    Kind("order-promise", "whether the order of checks is promised", "neutral"),
    Kind("error-list", "whether more errnos may come than are listed", "neutral"),
    Kind("visible", "whether user code can see it", "breaking where it can now, else widening"),
    Kind("test-needs", "what a test of it needs", "neutral"),
    Kind("lock-added", "a lock came", "neutral; breaking in a kernel function, if callers see it"),
    Kind("lock-removed", "a lock went", "as for lock-added"),
    Kind("lock-state", "how a lock is held, and which one", "as for lock-added"),
    Kind(
        "contexts",
        "where it may run",
        "neutral for user space; in a kernel function breaking where a context went or it sleeps"
        " now, else widening",
    ),
    Kind("constraint-added", "a rule over several values came", "breaking; prose without expr"),
    Kind("constraint-removed", "a rule over several values went", "widening; prose without expr"),
    Kind("constraint", "a rule over several values", "breaking; widening where it allows more"),
    Kind("signal-added", "a signal came", "breaking; neutral if blocked or ignored"),
    Kind("signal-removed", "a signal went", "widening; neutral if blocked or ignored"),
    Kind("signal", "what a signal does, and when", f"breaking; {_STATED}"),
    Kind("restartable", "whether a call goes on after a signal", "widening where it does now"),
    Kind("interruptible", "whether a signal ends a call", "breaking where it does now"),
    Kind("signal-mask", "a named set of signals", "breaking; neutral where it came or went"),
    Kind("struct-added", "the layout of a structure came", "neutral"),
    Kind("struct-removed", "the layout of a structure went", "neutral"),
    Kind("struct-layout", "size and alignment of a structure", f"breaking; {_STATED}"),
    Kind("member-added", "a member came", "breaking"),
    Kind("member-removed", "a member went", "breaking"),
    Kind("member-layout", "offset and size of a member", f"breaking; {_STATED}"),
    Kind("effect-added", "a call changes more", "breaking; neutral for none"),
    Kind("effect-removed", "a call changes less", "breaking; neutral for none"),
    Kind("effect", "what a call changes, and when", f"breaking; {_STATED}"),
    Kind("reversible", "whether a change can be undone", "breaking where it cannot any more"),
    Kind("transition-added", "an object changes its state", "breaking"),
    Kind("transition-removed", "an object does not change its state any more", "breaking"),
    Kind("transition", "from which state to which", f"breaking; {_STATED}"),
    Kind(
        "capability-added",
        "a capability counts that did not",
        "breaking where it is needed, widening where it lifts a limit",
    ),
    Kind("capability-removed", "a capability counts no more", "the other way round"),
    Kind("capability", "what a capability does, and when", f"breaking; {_STATED}"),
    Kind("alternatives", "which other capability does", "widening for one more, else breaking"),
    Kind("priority", "which of several comes first", "neutral"),
    Kind("ioctl-number", "the command of an ioctl", f"breaking; {_STATED}"),
    Kind("ioctl-direction", "which way an ioctl copies", f"breaking; {_STATED}"),
    Kind("ioctl-size", "how much an ioctl copies", f"breaking; {_STATED}"),
    Kind("sysfs-path", "where an attribute stands", f"breaking; {_STATED}"),
    Kind("permissions", "who may open an attribute", "breaking where one may not, else widening"),
    Kind("attribute", "default, units, step of an attribute", f"breaking; {_STATED}"),
    Kind("strings", "which words an attribute takes", "breaking for one less, else widening"),
    Kind("variant-added", "a command or type has a spec that had none", "widening"),
    Kind("variant-removed", "a command or type has no spec any more", "breaking"),
    Kind("network", "what is said about sockets", f"breaking; {_STATED}"),
    Kind("network-added", "a part about sockets came", "neutral"),
    Kind("network-removed", "a part about sockets went", "neutral"),
    Kind("version", "the version of the API, or since when there is it", "neutral"),
    Kind("deprecated", "whether it should still be used, and what instead", "neutral"),
    Kind("about", "subsystem, device, driver functions", "neutral"),
    Kind("other-tag", "a tag of which kapi does not know what it means", "neutral"),
    Kind("prose", "text for people", "prose"),
    Kind("example", "lines of code for people", "prose"),
)
"""Every kind, in the order of the page."""

BY_ID = {one.id: one for one in KINDS}
