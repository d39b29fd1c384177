"""Predicates over paths. Each has a form with ``_at`` that starts at a directory.

``path`` is the address of the path in the calling process; a walk is made with the root, the
working directory and the permissions of that process.
"""

from __future__ import annotations

from collections.abc import Iterator

from kapi.expr.predicate import Predicate, row

WALKS: tuple[str, ...] = (
    "WALK_FOUND",
    "WALK_MISSING",
    "WALK_NOT_DIRECTORY",
    "WALK_DENIED",
    "WALK_LOOP",
    "WALK_NAME_TOO_LONG",
    "WALK_PATH_TOO_LONG",
    "WALK_EMPTY",
    "WALK_FAULT",
    "WALK_BAD_FD",
)
"""What `walk` answers, from 1 on: what stopped it."""

PROGRAMS: tuple[str, ...] = (
    "PROGRAM_LOADS",
    "PROGRAM_UNKNOWN",
    "PROGRAM_MISSING",
    "PROGRAM_DENIED",
    "PROGRAM_TOO_DEEP",
    "PROGRAM_BAD_INTERPRETER",
    "PROGRAM_BUSY",
    "PROGRAM_NOT_DIRECTORY",
    "PROGRAM_LOOP",
    "PROGRAM_NAME_TOO_LONG",
    "PROGRAM_CUT_OFF",
)
"""What `program` answers, from 1 on: what stops the file from being loaded."""

LAST_NAMES: tuple[str, ...] = ("LAST_NORM", "LAST_ROOT", "LAST_DOT", "LAST_DOTDOT")
"""What `last_name` answers, from 1 on, in the words of ``include/linux/namei.h``."""

LINK_UNSAID = 1 << 30
"""Beside the flags of a walk: nobody says whether a symbolic link at its end is followed."""

_WALK = "the names of the path one by one, below /proc/PID/root and /proc/PID/cwd"
_STOPPED = (
    "an access control list, a security module, a file system with rules of its own (NFS, FUSE) or "
    "more than 20 links may decide"
)
_MISSING = "the walk does not end at a file"
_MAY = f"{_MISSING}, or an access control list or a security module may decide"
_STOPS_BEFORE = "the walk stops before the last name"
_NO_PARENT = f"{_STOPS_BEFORE}, or that is a symbolic link"
_AT = " From dirfd on; flags are AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH."


def _both(
    prototype: str, summary: str, *, measured: str, unknown: str, more: str = ""
) -> Iterator[Predicate]:
    """Yield the form that starts at the working directory, and the form with ``_at``."""
    yield row(f"{prototype}(path{more})", summary, measured=measured, unknown=unknown)
    form = f"{prototype}_at(dirfd, path, flags{more})"
    yield row(form, summary + _AT, measured=measured, unknown=unknown)


def _both_of_two(
    prototype: str, summary: str, *, measured: str, unknown: str
) -> Iterator[Predicate]:
    """Yield the same of two paths, which may begin at two directories."""
    yield row(f"{prototype}(path, path2)", summary, measured=measured, unknown=unknown)
    form = f"{prototype}_at(dirfd, path, dirfd2, path2)"
    yield row(form, summary, measured=measured, unknown=unknown)


PATHS = (
    *_both(
        "int walk",
        "What stops the walk of the path, a link at its end followed: WALK_FOUND, WALK_DENIED ...",
        measured=_WALK,
        unknown=_STOPPED,
    ),
    *_both(
        "int walk_parent",
        "What stops the walk before the last name of the path: WALK_FOUND when nothing does.",
        measured=_WALK,
        unknown=_STOPPED,
    ),
    *_both(
        "int reaches_last",
        "1 when a walk that makes a file gets to the name to be made: the last of the path, or "
        "where that is a link with no slash after it, of what the link says.",
        measured=_WALK,
        unknown=_STOPPED,
    ),
    *_both(
        "int exists",
        "1 when the walk ends at a file.",
        measured=_WALK,
        unknown=_STOPPED,
    ),
    *_both(
        "int path_kind",
        "What the path leads to: FILE_REGULAR, FILE_DIRECTORY and so on; 0 where there is no file.",
        measured=f"{_WALK}, and stat of its end",
        unknown=_STOPPED,
    ),
    *_both(
        "int may_read",
        "1 when the caller may read the file, by its mode and capabilities.",
        measured="mode and owner of the file, fsuid, groups and CapEff of the caller",
        unknown=_MAY,
    ),
    *_both(
        "int may_write",
        "1 when the caller may write the file, by its mode and capabilities.",
        measured="mode and owner of the file, fsuid, groups and CapEff of the caller",
        unknown=_MAY,
    ),
    *_both(
        "int may_write_parent",
        "1 when the caller may make and remove names in the directory before the last name, by its "
        "mode and capabilities.",
        measured="mode and owner of the directory, fsuid, groups and CapEff of the caller",
        unknown=f"{_STOPS_BEFORE}, or an access control list or a security module may decide",
    ),
    *_both(
        "int may_execute",
        "1 when the caller may execute the file, by its mode and capabilities.",
        measured="mode and owner of the file, fsuid, groups and CapEff of the caller",
        unknown=_MAY,
    ),
    *_both(
        "int search_permission",
        "1 when every directory on the path may be searched by the caller.",
        measured=_WALK,
        unknown="the walk stops for another reason before its last directory",
    ),
    *_both(
        "int symlinks",
        "How many symbolic links the walk follows.",
        measured=_WALK,
        unknown="the walk stops for another reason than WALK_LOOP",
    ),
    *_both(
        "int last_is_symlink",
        "1 when the last name of the path is a symbolic link.",
        measured=_WALK,
        unknown=_STOPS_BEFORE,
    ),
    *_both(
        "unsigned int links",
        "How many hard links the file has (st_nlink).",
        measured=f"{_WALK}, and stat of its end",
        unknown=_MISSING,
    ),
    *_both(
        "int path_mounted_read_only",
        "1 when the mount or the file system of the file is read-only.",
        measured=f"{_WALK}, and statvfs of its end",
        unknown=_MISSING,
    ),
    *_both(
        "int path_mounted_noexec",
        "1 when programs on the mount of the file cannot be executed.",
        measured=f"{_WALK}, and statvfs of its end",
        unknown=_MISSING,
    ),
    *_both(
        "loff_t path_size",
        "The size of the file in bytes.",
        measured=f"{_WALK}, and statx of its end",
        unknown=_MISSING,
    ),
    *_both(
        "int path_busy",
        "1 when something is mounted there.",
        measured=f"{_WALK}, and STATX_ATTR_MOUNT_ROOT of its end",
        unknown=_MISSING,
    ),
    *_both(
        "int path_mounted_nodev",
        "1 when devices on the mount of the file cannot be opened.",
        measured=f"{_WALK}, and statvfs of its end",
        unknown=_MISSING,
    ),
    *_both(
        "int path_immutable",
        "1 when the file is immutable (chattr +i).",
        measured=f"{_WALK}, and statx of its end",
        unknown=f"{_MISSING}, or the file system has no such attribute",
    ),
    *_both(
        "int path_append_only",
        "1 when the file is append-only (chattr +a).",
        measured=f"{_WALK}, and statx of its end",
        unknown=f"{_MISSING}, or the file system has no such attribute",
    ),
    *_both(
        "int is_owner",
        "1 when the file belongs to the caller.",
        measured=f"{_WALK}, the owner of its end and the fsuid of the caller",
        unknown=_MISSING,
    ),
    *_both(
        "int sticky_protected",
        "1 when O_CREAT refuses the file because another user has it in a sticky directory"
        " (fs.protected_regular, fs.protected_fifos).",
        measured="mode and owner of the file and its directory, and /proc/sys/fs",
        unknown=f"{_MISSING}, or through a symbolic link",
    ),
    *_both(
        "int may_create",
        "1 when the caller may make the last name of the path in its directory, by the mode of"
        " that and capabilities.",
        measured="mode and owner of the directory, fsuid, groups and CapEff of the caller",
        unknown=_NO_PARENT,
    ),
    *_both(
        "int parent_read_only",
        "1 when the mount or the file system of the directory of the last name is read-only.",
        measured=f"{_WALK} but the last, and statvfs of that directory",
        unknown=_NO_PARENT,
    ),
    *_both(
        "int parent_immutable",
        "1 when the directory of the last name is immutable (chattr +i).",
        measured=f"{_WALK} but the last, and statx of that directory",
        unknown=f"{_NO_PARENT}, or the file system has no such attribute",
    ),
    *_both(
        "int slash_after_name",
        "1 when the path ends in a name, other than . and .., and a slash.",
        measured="the text of the path, or of the link that it ends in",
        unknown="the path cannot be read, or ends in a link that leads to no file",
    ),
    *_both(
        "int parent_append_only",
        "1 when the directory of the last name is append-only (chattr +a).",
        measured=f"{_WALK} but the last, and statx of that directory",
        unknown=f"{_NO_PARENT}, or the file system has no such attribute",
    ),
    *_both(
        "int last_name",
        "What the last name of the path is: LAST_NORM, LAST_DOT and LAST_DOTDOT, or LAST_ROOT "
        "where there is none after the slashes.",
        measured="the text of the path",
        unknown="the path cannot be read, or is empty",
    ),
    *_both(
        "int sticky_kept",
        "1 when the file lies in a sticky directory, and neither belongs to the caller: only "
        "CAP_FOWNER can remove it.",
        measured="mode and owner of the file and its directory, and the fsuid of the caller",
        unknown=f"{_MISSING}, or through a symbolic link",
    ),
    *_both(
        "int holds_names",
        "1 when the path leads to a directory in which there are names besides . and ...",
        measured=f"{_WALK}, and the names in the directory",
        unknown=f"{_MISSING}, or the directory may not be read",
    ),
    *_both(
        "u64 path_inode",
        "The number of the inode (st_ino).",
        measured=f"{_WALK}, and statx of its end",
        unknown=_MISSING,
    ),
    *_both(
        "unsigned int path_permissions",
        "The permission bits of the file, S_ISUID, S_ISGID and S_ISVTX among them.",
        measured=f"{_WALK}, and statx of its end",
        unknown=_MISSING,
    ),
    *_both(
        "u64 path_mount",
        "The number of the mount on which the file is.",
        measured=f"{_WALK}, and statx of its end",
        unknown=_MISSING,
    ),
    *_both(
        "u64 parent_mount",
        "The number of the mount on which the directory of the last name is.",
        measured=f"{_WALK} but the last, and statx of that directory",
        unknown=_NO_PARENT,
    ),
    *_both(
        "u64 parent_inode",
        "The number of the inode of the directory of the last name.",
        measured=f"{_WALK} but the last, and statx of that directory",
        unknown=_NO_PARENT,
    ),
    *_both(
        "int unsafe_to_link",
        "1 when fs.protected_hardlinks lets only its owner, and who has CAP_FOWNER, give the file "
        "another name, and it is not the caller's.",
        measured="kind, mode and owner of the file, and /proc/sys/fs",
        unknown=_MAY,
    ),
    *_both(
        "int parent_removed",
        "1 when the directory of the last name was removed (rmdir()), and is only held open.",
        measured=f"{_WALK} but the last, and statx of that directory",
        unknown=_NO_PARENT,
    ),
    *_both(
        "long parent_file_system",
        "The magic number of the file system of the directory of the last name, such as "
        "PROC_SUPER_MAGIC.",
        measured=f"{_WALK} but the last, and statfs of that directory",
        unknown=_NO_PARENT,
    ),
    *_both(
        "long path_file_system",
        "The magic number of the file system of the file.",
        measured=f"{_WALK}, and statfs of its end",
        unknown=_MISSING,
    ),
    *_both(
        "int parent_default_acl",
        "1 when the directory of the last name has a default access control list, which decides "
        "the permissions of what is made there, instead of umask.",
        measured=f"{_WALK} but the last, and the attributes of that directory (listxattr)",
        unknown=_NO_PARENT,
    ),
    *_both_of_two(
        "int names_one_file",
        "1 when both paths are names of one file, or the same name; what is mounted there does "
        "not count.",
        measured=f"{_WALK} but the last, and the entries of these directories",
        unknown="a walk ends before the last name, or a directory may not be read",
    ),
    *_both(
        "int may_move",
        "1 when the caller may write the directory that the path leads to, so that it may get "
        "another one above it.",
        measured="mode and owner of the directory, fsuid, groups and CapEff of the caller",
        unknown=f"{_MAY}; or something is mounted on it",
    ),
    row(
        "int relative_to_file_at(dirfd, path)",
        "1 when the path is relative and dirfd is open, but no directory.",
        measured="the text of the path, and the file below /proc/PID/fd",
        unknown="the process may not be read",
    ),
    *_both_of_two(
        "int lies_below",
        "1 when path2 leads, but for its last name, to the directory path or to one below it; no "
        "link at the end is followed.",
        measured=f"{_WALK}, and .. of directory after directory",
        unknown="a walk ends elsewhere, or a directory may not be read",
    ),
    *_both(
        "int path_being_written",
        "1 when anybody has the file open for writing.",
        measured=f"{_WALK}, and a lease for reading (F_SETLEASE), which is given back at once",
        unknown=f"{_MISSING}, or the file may not be read or leased from outside",
    ),
    *_both(
        "int parent_full",
        "1 when the file system of the directory of the last name has no inode left.",
        measured=f"{_WALK} but the last, and statvfs of that directory",
        unknown=_NO_PARENT,
    ),
    *_both(
        "int path_running",
        "1 when some process executes the file.",
        measured=f"{_WALK}, and /proc/PID/exe of all processes",
        unknown=f"{_MISSING}, or some process may not be looked at",
    ),
    *_both(
        "int path_direct",
        "1 when the file can be opened with O_DIRECT.",
        measured=f"{_WALK}, and its end, opened so for reading",
        unknown="the walk ends at no regular file or memory device, or it is leased",
    ),
    *_both(
        "int path_swap_file",
        "1 when the system swaps to the file.",
        measured=f"{_WALK}, and /proc/swaps",
        unknown=_MISSING,
    ),
    *_both(
        "int path_fifo_readers",
        "1 when some process has the FIFO open for reading.",
        measured=f"{_WALK}, and /proc/PID/fd of all processes",
        unknown=f"{_MISSING}, or some process may not be looked at",
    ),
    *_both(
        "int path_lease",
        "The kind of lease on the file, as F_GETLEASE says it: F_RDLCK, F_WRLCK, or F_UNLCK.",
        measured=f"{_WALK}, and /proc/locks",
        unknown=_MISSING,
    ),
    *_both(
        "int path_driver",
        "1 when a driver has the number of the device.",
        measured=f"{_WALK}, /sys/dev and /proc/devices",
        unknown=f"{_MISSING}, or drivers have other minor numbers of its major number",
    ),
    *_both(
        "int path_seals",
        "The seals F_SEAL_* of the file; one that takes none has none.",
        measured=f"{_WALK}, and F_GET_SEALS",
        unknown=f"{_MISSING}, or the file may not be read",
    ),
    *_both(
        "int program",
        "What stops the file from being loaded as a program, its interpreters followed: "
        "PROGRAM_LOADS when nothing does.",
        measured=f"{_WALK}, the beginning of the file, and the same for its interpreter",
        unknown=f"{_MISSING}, or another format or architecture may be registered",
    ),
    *_both(
        "int lost_file_capabilities",
        "1 when the program needs a capability that is neither in the bounding set of the caller "
        "nor inherited.",
        measured=f"{_WALK}, the attribute security.capability, CapBnd and CapInh of the caller",
        unknown=f"{_MISSING}, or it is a script, or the attribute is of another name space",
    ),
    *_both(
        "loff_t path_attribute_size",
        "The bytes of the extended attribute whose name is the text at key; -1 when there is none.",
        measured=f"{_WALK}, and getxattr() of its end",
        unknown=f"{_MISSING}, or the name cannot be read",
        more=", key",
    ),
)

NEEDS_FILE = frozenset(one.name for one in PATHS if one.unknown.startswith(_MISSING))
"""Predicates that have no answer where the walk does not end at a file."""

NEEDS_PARENT = frozenset(one.name for one in PATHS if one.unknown.startswith(_STOPS_BEFORE))
"""Predicates that have no answer where the walk stops before the last name."""
