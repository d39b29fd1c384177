"""Phrases about paths: what stops the walk of one, and what it leads to."""

from __future__ import annotations

from kapi.judge.prose.phrase import Phrase

_MISSING = "{walk} == WALK_MISSING"
_NO_PARENT = "walk_parent{at}({where}) == WALK_MISSING"
_TOO_LONG = "{walk} == WALK_PATH_TOO_LONG || {walk} == WALK_NAME_TOO_LONG"
_DENIED = "{walk} == WALK_DENIED"
_FAULT = "{walk} == WALK_FAULT"
_LAST = "exists_at({from}, {path}, AT_SYMLINK_NOFOLLOW)"
_NO_DIRECTORY = "{walk} == WALK_BAD_FD"
_READ_ONLY = "{read_only}"
_MAY_MAKE = "may_write_parent{at}({where})"

_IS_KIND = "path_kind{at}({where}) == {file_kind}"
_ATTRIBUTE = "path_attribute_size{at}({where}, {key}) != -1"

PATHS = (
    Phrase("<path> is missing", _MISSING, "fs/namei.c"),
    Phrase("<path> not exist", _MISSING, "stat(2)"),
    Phrase("file|directory <path> not exist", _MISSING, "truncate(2)"),
    Phrase(
        "file|directory specified|given|named|identified in|by|as <path> not exist",
        _MISSING,
        "chdir(2)",
    ),
    Phrase("<path> exist", "exists{at}({where})", "mkdir(2)"),
    Phrase("<path> already exist", _LAST, "mkdir(2)"),
    Phrase("<path> exist already", _LAST, "mkdir(2)"),
    Phrase("directory of|on|in <path> not exist", _NO_PARENT, "open(2)"),
    Phrase(
        "[some] part|name|component|directory of|in|on <path> is not directory",
        "{walk} == WALK_NOT_DIRECTORY",
        "stat(2)",
    ),
    Phrase("<path> or name|component in it|path is too long", _TOO_LONG, "stat(2)"),
    Phrase("name in <path> is too long", "{walk} == WALK_NAME_TOO_LONG", "chdir(2)"),
    Phrase("too many symbolic link [in|on] [<path>]", "{walk} == WALK_LOOP", "open(2)"),
    Phrase("too many link in|on <path>", "{walk} == WALK_LOOP", "open(2)"),
    Phrase(
        "last name [of+path|in+path] is ~ symbolic link", "last_is_symlink{at}({where})", "link(2)"
    ),
    Phrase("<path> is on filesystem that is mounted read only", _READ_ONLY, "chmod(2)"),
    Phrase("<path> is on file system that is mounted read only", _READ_ONLY, "chmod(2)"),
    Phrase("file system of <path> is [mounted] read only", _READ_ONLY, "chmod(2)"),
    Phrase("<path> is existing|already+existing file", _LAST, "link(2)"),
    Phrase("component of|in <path> not exist", _MISSING, "stat(2)"),
    Phrase("directory component of|in <path> [prefix] not exist", _NO_PARENT, "open(2)"),
    Phrase("component of|in <path> prefix not exist", _NO_PARENT, "mkdir(2)"),
    Phrase("component of|in <path> not exist or is dangling symbolic link", _MISSING, "stat(2)"),
    Phrase(
        "directory component of|in <path> [prefix] not exist or is dangling symbolic link",
        _NO_PARENT,
        "symlink(2), mkdir(2)",
    ),
    Phrase("<path> not exist or is dangling symbolic link", _MISSING, "open(2)"),
    Phrase("[directory] component of|in <path> [prefix] is missing", _MISSING, "fs/namei.c"),
    Phrase(
        "[directory] component of|in <path> [prefix] is not directory",
        "{walk} == WALK_NOT_DIRECTORY",
        "stat(2)",
    ),
    Phrase(
        "component of path prefix of <path> is not directory",
        "{walk} == WALK_NOT_DIRECTORY",
        "statx(2)",
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
        "too many symbolic link [is] encountered"
        " [in+resolving|while+resolving|in+translating|while+traversing] [<path>]",
        "{walk} == WALK_LOOP",
        "open(2), statx(2)",
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
        " [of|in] [path+prefix+of] [<path>] [prefix]",
        _DENIED,
        "stat(2), chdir(2)",
    ),
    Phrase("search permission is denied", _DENIED, "fs/namei.c"),
    Phrase(
        "caller|process|calling+process can not search directory of|in|on <path>",
        _DENIED,
        "fs/namei.c",
    ),
    Phrase("directory of|in|on <path> can not is searched", _DENIED, "fs/namei.c"),
    Phrase(
        "one of directory|directories in [path] [prefix+of] <path> [prefix] not allow search"
        " permission",
        _DENIED,
        "mkdir(2), symlink(2)",
    ),
    Phrase(
        "write permission|access is denied for|on directory containing <path>",
        f"!{_MAY_MAKE}",
        "rename(2)",
    ),
    Phrase(
        "write permission|access to directory containing <path> is denied",
        f"!{_MAY_MAKE}",
        "symlink(2)",
    ),
    Phrase(
        "write permission|access to directory containing <path> is not allowed [for+caller"
        "|for+process]",
        f"!{_MAY_MAKE}",
        "unlink(2)",
    ),
    Phrase(
        "parent directory [of+<path>] not allow write permission [to+process|to+caller]",
        f"!{_MAY_MAKE}",
        "mkdir(2)",
    ),
    Phrase(
        "directory containing <path> is ~ writable [by+caller|by+process]",
        _MAY_MAKE,
        "fs/namei.c",
    ),
    *(
        Phrase(f"<path> is relative [path|pathname] [,] but|and <fd> {what}", _NO_DIRECTORY, seen)
        for what, seen in (
            ("is neither AT_FDCWD nor valid|open file+descriptor|descriptor", "openat(2)"),
            ("is not valid|open [file] descriptor", "fchmodat(2)"),
            ("is not valid|open", "openat(2)"),
        )
    ),
    *(
        Phrase(
            f"<path> is relative [path|pathname] [,] but|and <fd> {what}",
            "relative_to_file_at({fd}, {path})",
            "fchownat(2), mkdirat(2)",
        )
        for what in (
            "is file+descriptor|descriptor referring to file other than directory",
            "refer to file|something other than directory",
            "not refer to directory",
            "is not directory",
        )
    ),
    Phrase("read permission|access is denied for|on <path>", "!may_read{at}({where})", "open(2)"),
    Phrase("write permission|access is denied for|on <path>", "!may_write{at}({where})", "open(2)"),
    Phrase(
        "caller|process|calling+process|user ~ have [read] permission to read <path>",
        "may_read{at}({where})",
        "open(2)",
    ),
    Phrase(
        "caller|process|calling+process|user have no [read] permission to read <path>",
        "!may_read{at}({where})",
        "open(2)",
    ),
    Phrase(
        "caller|process|calling+process|user ~ have [write] permission to write [to] <path>",
        "may_write{at}({where})",
        "open(2)",
    ),
    Phrase(
        "caller|process|calling+process|user have no [write] permission to write [to] <path>",
        "!may_write{at}({where})",
        "open(2)",
    ),
    Phrase(
        "caller|process|calling+process|user ~ have [execute] permission to execute <path>",
        "may_execute{at}({where})",
        "execve(2)",
    ),
    Phrase(
        "caller|process|calling+process|user have no [execute] permission to execute <path>",
        "!may_execute{at}({where})",
        "execve(2)",
    ),
    Phrase("<path> is ~ writable [by+caller|by+process]", "may_write{at}({where})", "truncate(2)"),
    Phrase("<path> is ~ readable [by+caller|by+process]", "may_read{at}({where})", "open(2)"),
    Phrase("<path> is ~ empty [string]", "string_length({path}) == 0", "stat(2)"),
    Phrase("<path> is|point [to+location] <outside>", _FAULT, "open(2)"),
    Phrase("<path> refer to location <outside>", _FAULT, "statx(2)"),
    Phrase("<path> is invalid|bad address", _FAULT, "utimensat(2)"),
    Phrase("<path> ~ refer to <file_kind>", _IS_KIND, "unlink(2)"),
    Phrase("<path> is ~ [already] existing <file_kind>", _IS_KIND, "rename(2)"),
    Phrase("<path> is nonempty directory", "holds_names{at}({where})", "rename(2)"),
    Phrase("<path> is non empty directory", "holds_names{at}({where})", "rmdir(2)"),
    Phrase("<path> is directory that is not empty", "holds_names{at}({where})", "rename(2)"),
    *(
        Phrase(words, "last_name{at}({where}) == {dots}", "rmdir(2), unlinkat(2)")
        for words in (
            "last component|name of|in <path> is <dots>",
            "<path> ends|end in|with <dots>",
        )
    ),
    Phrase("<path> is ~ absolute [path|pathname]", 'begins_with({path}, "/")', "openat2(2)"),
    Phrase("<path> is ~ relative [path|pathname]", '!begins_with({path}, "/")', "openat(2)"),
    *(
        Phrase(f"[one+of|any|some] {component} is symbolic link", "symlinks{at}({where}) > 0", seen)
        for component, seen in (
            ("component of|in <path>", "open(2)"),
            ("<path> component", "openat2(2)"),
        )
    ),
    *(
        Phrase(
            f"<path> and <path2> is ~ on same {mount}",
            "parent_mount{at}({where}) == parent_mount{at2}({where2})",
            "rename(2), link(2)",
        )
        for mount in ("[mounted] file system", "[mounted] filesystem", "mount")
    ),
    Phrase("<path> is ~ <file_kind>", _IS_KIND, "rmdir(2)"),
    Phrase(
        "<path> refer to file|directory on read only filesystem|file+system",
        _READ_ONLY,
        "chmod(2), mknod(2)",
    ),
    Phrase(
        "<path> resides on read only filesystem|file+system",
        _READ_ONLY,
        "chown(2)",
    ),
    Phrase("<path> is ~ on read only filesystem", _READ_ONLY, "chmod(2)"),
    Phrase("<path> is ~ on read only file system", _READ_ONLY, "mkdir(2)"),
    Phrase("<path> is ~ [marked] immutable", "path_immutable{at}({where})", "unlink(2)"),
    Phrase("<path> is ~ [marked] append only", "path_append_only{at}({where})", "chmod(2)"),
    Phrase(
        "effective uid [of+caller|of+process|of+calling+process] ~ match owner of <path>",
        "is_owner{at}({where})",
        "chmod(2)",
    ),
    *(
        Phrase(
            f"caller|process|calling+process {verb} {what} [to] <path>",
            f"!may_{what}{{at}}({{where}})",
            "open(2)",
        )
        for verb in (
            "can not",
            "is not allowed to",
            "have no permission to",
            "not have permission to",
        )
        for what in ("read", "write", "execute")
    ),
    Phrase(
        "<path> ~ belong to caller|process|calling+process", "is_owner{at}({where})", "chmod(2)"
    ),
    Phrase(
        "caller|process|calling+process neither owns <path> nor have <capability>",
        "!is_owner{at}({where}) && !{capability}",
        "utimensat(2)",
    ),
    Phrase("caller|process ~ own <path>", "is_owner{at}({where})", "utimensat(2)"),
    Phrase("caller|process is ~ owner of <path>", "is_owner{at}({where})", "setxattr(2)"),
    Phrase("attribute of <path> ~ [already] exist [already]", _ATTRIBUTE, "setxattr(2)"),
    Phrase("<path> ~ have [this|that|such] [extended] attribute", _ATTRIBUTE, "setxattr(2)"),
    Phrase("[named] [extended] attribute ~ [already] exist [already]", _ATTRIBUTE, "setxattr(2)"),
    Phrase(
        "<value> is smaller|less than [size+of|value+of] [extended] attribute [value]",
        "{value} < path_attribute_size{at}({where}, {key})",
        "getxattr(2)",
    ),
    Phrase(
        "<path> have no [such] [extended] attribute [of+this+name|with+this+name]",
        f"!({_ATTRIBUTE})",
        "getxattr(2)",
    ),
    Phrase("<path> is ~ mounted noexec", "path_mounted_noexec{at}({where})", "execve(2)"),
    Phrase("<path> is ~ mount point", "path_busy{at}({where})", "rmdir(2)"),
)
