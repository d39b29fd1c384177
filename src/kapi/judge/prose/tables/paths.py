"""Phrases about paths: what stops the walk of one, and what it leads to."""

from __future__ import annotations

from kapi.judge.prose.phrase import Phrase

__all__ = ["PATHS"]

_MISSING = "{walk} == WALK_MISSING"
_TOO_LONG = "{walk} == WALK_PATH_TOO_LONG || {walk} == WALK_NAME_TOO_LONG"
_DENIED = "{walk} == WALK_DENIED"
_FAULT = "{walk} == WALK_FAULT"

PATHS = (
    Phrase("<path> is missing", _MISSING, "fs/namei.c"),
    Phrase("<path> not exist", _MISSING, "stat(2)"),
    Phrase("file <path> not exist", _MISSING, "truncate(2)"),
    Phrase("<path> exist", "exists{at}({where})", "mkdir(2)"),
    Phrase("<path> already exist", "exists{at}({where})", "mkdir(2)"),
    Phrase("[directory] component of|in <path> [prefix] not exist", _MISSING, "stat(2)"),
    Phrase("[directory] component of|in <path> [prefix] is missing", _MISSING, "fs/namei.c"),
    Phrase(
        "[directory] component of|in <path> [prefix] is not directory",
        "{walk} == WALK_NOT_DIRECTORY",
        "stat(2)",
    ),
    Phrase(
        "component used as directory in <path> is not directory",
        "{walk} == WALK_NOT_DIRECTORY",
        "chroot(2)",
    ),
    Phrase(
        "component used as directory in <path> is not [,] in fact [,] directory",
        "{walk} == WALK_NOT_DIRECTORY",
        "open(2)",
    ),
    Phrase(
        "too many symbolic link [is] encountered [in+resolving|while+resolving] [<path>]",
        "{walk} == WALK_LOOP",
        "open(2)",
    ),
    Phrase("<path> is too long", _TOO_LONG, "stat(2)"),
    Phrase("<path> exceed PATH_MAX", "{walk} == WALK_PATH_TOO_LONG", "fs/namei.c"),
    Phrase(
        "component of|in <path> is too long",
        "{walk} == WALK_NAME_TOO_LONG",
        "chdir(2)",
    ),
    Phrase("component of|in <path> exceed NAME_MAX", "{walk} == WALK_NAME_TOO_LONG", "fs/namei.c"),
    Phrase(
        "search permission is denied for|on [one+of] [component|directory|directories]"
        " [of|in] [<path>] [prefix]",
        _DENIED,
        "stat(2), chdir(2)",
    ),
    Phrase("search permission is denied", _DENIED, "fs/namei.c"),
    Phrase("<path> is ~ empty [string]", "{walk} == WALK_EMPTY", "stat(2)"),
    Phrase("<path> is|point [to+location] <outside>", _FAULT, "open(2)"),
    Phrase("<path> refer to location <outside>", _FAULT, "statx(2)"),
    Phrase("<path> is invalid|bad address", _FAULT, "utimensat(2)"),
    Phrase("<path> ~ refer to <file_kind>", "path_kind{at}({where}) == {file_kind}", "unlink(2)"),
    Phrase("<path> is ~ <file_kind>", "path_kind{at}({where}) == {file_kind}", "rmdir(2)"),
    Phrase(
        "<path> refer to file|directory on read only filesystem",
        "path_mounted_read_only{at}({where})",
        "chmod(2), unlink(2)",
    ),
    Phrase(
        "<path> resides on read only filesystem",
        "path_mounted_read_only{at}({where})",
        "chown(2)",
    ),
    Phrase(
        "<path> is ~ on read only filesystem", "path_mounted_read_only{at}({where})", "chmod(2)"
    ),
    Phrase(
        "<path> is ~ on read only file system", "path_mounted_read_only{at}({where})", "mkdir(2)"
    ),
    Phrase("<path> is ~ mounted noexec", "path_mounted_noexec{at}({where})", "execve(2)"),
    Phrase("<path> is ~ mount point", "path_busy{at}({where})", "rmdir(2)"),
)
