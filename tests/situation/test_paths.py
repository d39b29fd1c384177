"""Walks beside what openat(O_PATH) says in the child, permissions beside faccessat2."""

from __future__ import annotations

import ctypes
import errno
import gc
import os
import signal
import stat
import struct
import tempfile
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kapi.expr.predicates import GROUPS
from kapi.expr.tables.path_predicates import LINK_UNSAID
from kapi.situation.measure import IMPLEMENTATIONS
from kapi.situation.process import Process, Unknown
from tests.situation.standing import (
    LIBC,
    NEW_MOUNTS,
    NEW_PID,
    NEW_USER,
    NOBODY,
    PAGE,
    become_nobody,
    both_ways,
    call,
    die_with_parent,
    mapping,
    standing,
    unshare,
)

AT_FDCWD, NOFOLLOW, EMPTY_PATH = -100, 0x100, 0x1000
FACCESSAT2, AT_EACCESS = 439, 0x200
INOTIFY_INIT1, INOTIFY_ADD_WATCH = 294, 254
ERRNO = {
    "WALK_MISSING": errno.ENOENT,
    "WALK_NOT_DIRECTORY": errno.ENOTDIR,
    "WALK_DENIED": errno.EACCES,
    "WALK_LOOP": errno.ELOOP,
    "WALK_NAME_TOO_LONG": errno.ENAMETOOLONG,
    "WALK_PATH_TOO_LONG": errno.ENAMETOOLONG,
    "WALK_EMPTY": errno.ENOENT,
    "WALK_FAULT": errno.EFAULT,
    "WALK_BAD_FD": errno.EBADF,
    "WALK_FOUND": 0,
}
LONG = "n" * 256


def tree() -> str:
    """Make files of many kinds and modes, and go there."""
    above = os.path.realpath(tempfile.mkdtemp())
    place = f"{above}/tree"
    os.mkdir(place)
    os.chmod(above, 0o755)
    os.chdir(place)
    for name, mode in (("open", 0o755), ("closed", 0o000), ("search", 0o111), ("list", 0o444)):
        os.mkdir(name)
        with open(f"{name}/file", "w") as file:
            file.write("text")
        os.mkdir(f"{name}/inner")
        os.chmod(name, mode)
    for mode in (0o000, 0o400, 0o200, 0o100, 0o644, 0o755, 0o040, 0o004, 0o007, 0o070):
        with open(f"mode{mode:o}", "w"):
            os.chmod(f"mode{mode:o}", mode)
    os.symlink("open/file", "link")
    os.symlink("open", "to-directory")
    os.symlink("open/", "to-directory-slash")
    os.symlink("open/file/", "file-slash")
    os.symlink("nowhere", "dangling")
    os.symlink("one", "two")
    os.symlink("two", "one")
    os.symlink("/", "to-root")
    os.symlink(f"{place}/open/inner", "absolute")
    os.symlink("closed/file", "to-closed")
    os.symlink("../open/../../tree/open/file", "open/dots")
    os.symlink("open", "chain0")
    for number in range(1, 42):
        os.symlink(f"chain{number - 1}", f"chain{number}")
    os.mkfifo("fifo")
    os.link("open/file", "hard")
    return place


PATHS = [
    "open", "open/", "open//file", "open/file", "open/file/", "open/file/.", "open/file/..",
    "open/nothing", "open/nothing/more", "nothing", "nothing/", ".", "..", "./open/./file",
    "open/../open/file", "open/inner/../file", "../../../../../../../../..", "/", "//", "/..",
    "/../etc/passwd", "/etc", "closed", "closed/", "closed/file", "closed/nothing", "closed/.",
    "closed/..", "search/file", "search/nothing", "list/file", "link", "link/", "link/x",
    "to-directory", "to-directory/", "to-directory/file", "to-directory-slash", "file-slash",
    "to-directory-slash/file", "dangling", "dangling/", "dangling/x", "one", "one/x", "to-root",
    "to-root/etc/passwd", "absolute", "absolute/..", "absolute/../file", "to-closed", "open/dots",
    "chain39", "chain40", "chain39/file", "chain40/file", "chain20/../chain18/file",
    "chain20/../chain19/file", "chain38/../link", "chain40/", "chain39/", LONG[1:], LONG,
    f"open/{LONG}", f"nothing/{LONG}", f"closed/{LONG}", f"open/file/{LONG}", f"{LONG}/x", "fifo",
    "fifo/", "", "a/" * 2047, "a/" * 2047 + "b", "/" * 4095, "/" * 4096, "./" * 2047 + "x",
    "open/" * 900, "hard", "/proc", "/proc/self", "/proc/self/", "/proc/self/status",
    "/proc/self/fd/0", "/proc/self/fd/0/", "/proc/self/fd/77", "/proc/self/cwd",
    "/proc/self/cwd/open/file", "/proc/self/cwd/..", "/proc/self/root", "/proc/self/root/etc",
    "/proc/self/exe", "/proc/self/exe/x", "/proc/self/ns/uts", "/proc/thread-self/status",
    "/proc/mounts", "/proc/net", "/proc/self/fdinfo/0", "/proc/sys/vm", "/proc/sys/vm/x",
    "/proc/self/task", "/dev/null", "/dev/null/", "/dev/stdin", "/dev/shm", "/sys/kernel",
]  # fmt: skip


class Paths:
    """The texts of paths in the memory of the child: path → address."""

    def __init__(self) -> None:
        self.at: dict[str, int] = {}
        for path in PATHS:
            self.add(path)

    def add(self, path: str) -> int:
        data = path.encode() + b"\0"
        address = mapping(2 * PAGE)
        ctypes.memmove(address, data, len(data))
        self.at[path] = address
        return address


def opened(dirfd: int, address: int, flags: int) -> int:
    """The errno with which openat(O_PATH) refuses the path, or 0."""
    got = call(257, dirfd, address, os.O_PATH | (os.O_NOFOLLOW if flags & NOFOLLOW else 0))
    if got >= 0:
        os.close(got)
    return max(0, -got)


def truth(paths: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    return {path: facts(path, address) for path, address in paths.items()}


def facts(path: str, address: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "walk": opened(AT_FDCWD, address, 0),
        "nofollow": opened(AT_FDCWD, address, NOFOLLOW),
    }
    if found["walk"] == 0:
        there = reached(path, 0)
        status = os.fstat(there)
        found["mode"], found["links"] = status.st_mode, status.st_nlink
        for name, bits in (("may_read", 4), ("may_write", 2), ("may_execute", 1)):
            found[name] = -call(FACCESSAT2, AT_FDCWD, address, bits, AT_EACCESS)
        flags = os.fstatvfs(there).f_flag
        found["read_only"] = int(bool(flags & os.ST_RDONLY))
        os.close(there)
    if found["nofollow"] == 0 and not path.endswith("/") and path not in (".", "..", ""):
        there = reached(path, os.O_NOFOLLOW)
        found["is_link"] = int(stat.S_ISLNK(os.fstat(there).st_mode))
        os.close(there)
    return found


def reached(path: str, flags: int) -> int:
    """A descriptor of what a walk has found before.

    A walk that the kernel begins anew (LOOKUP_RCU) goes on counting links: one with more than
    half of those that it allows may be refused now and then.
    """
    for _ in range(1000):
        try:
            return os.open(path, os.O_PATH | os.O_CLOEXEC | flags)
        except OSError as problem:
            if problem.errno != errno.ELOOP:
                raise
    raise AssertionError(f"{path} is always refused")


def ask(name: str, process: Process, *arguments: int) -> Any:
    try:
        return IMPLEMENTATIONS[name](process, *arguments)
    except (Unknown, OSError):
        return None


def check(prepare: Callable[[], object], *, least: int = 90) -> None:
    """Compare everything for a child that has called ``prepare`` in the tree."""

    def make() -> tuple[dict[str, int], dict[str, dict[str, Any]]]:
        tree()
        prepare()
        paths = Paths()
        return paths.at, truth(paths.at)

    with standing(make) as (process, (paths, expected)):
        known = sum(compare(process, path, paths[path], expected[path]) for path in paths)
    assert known >= least, f"{known} of {len(PATHS)} walks known"


def compare(process: Process, path: str, address: int, expected: Mapping[str, Any]) -> bool:
    end = ask("walk", process, address)
    if end is None:
        return False
    assert ERRNO[end] == expected["walk"], (path[:60], end, expected)
    assert ask("exists", process, address) == int(end == "WALK_FOUND")
    nofollow = ask("walk_at", process, AT_FDCWD, address, NOFOLLOW)
    if nofollow is not None:
        assert ERRNO[nofollow] == expected["nofollow"], (path[:60], nofollow, expected)
    unsaid = ask("walk_at", process, AT_FDCWD, address, LINK_UNSAID)
    if unsaid is not None:
        assert ERRNO[unsaid] == expected["walk"] == expected["nofollow"], path
    assert unsaid is None or not expected.get("is_link"), path
    assert unsaid == end or expected.get("is_link") or path.endswith("/"), path
    link = ask("last_is_symlink", process, address)
    if "is_link" in expected and link is not None:
        assert link == expected["is_link"], path
    if end == "WALK_FOUND":
        compare_end(process, path, address, expected)
    return True


def compare_end(process: Process, path: str, address: int, expected: Mapping[str, Any]) -> None:
    if ".." not in path and not path.startswith("/"):
        assert ask("links", process, address) == expected["links"]
    assert ask("path_mounted_read_only", process, address) == expected["read_only"]
    kinds = {0o100000: "FILE_REGULAR", 0o040000: "FILE_DIRECTORY", 0o010000: "FILE_PIPE"}
    kind = kinds.get(stat.S_IFMT(expected["mode"]))
    assert kind is None or ask("path_kind", process, address) == kind, path
    for name in ("may_read", "may_write", "may_execute"):
        got = ask(name, process, address)
        if got is not None and expected[name] in (0, errno.EACCES):
            assert got == int(expected[name] == 0), (path, name, got, expected)


def test_as_we_are() -> None:
    both_ways(lambda: check(lambda: None))


def test_every_mode() -> None:
    """Owner, group, others; with and without the privileges that override them."""

    def other() -> None:
        os.setgroups([])
        os.setresgid(4321, 4321, 4321)
        os.setresuid(1234, 1234, 1234)

    def group() -> None:
        os.setgroups([0])
        os.setresgid(4321, 4321, 4321)
        os.setresuid(1234, 1234, 1234)

    def no_override() -> None:
        drop(1)

    def no_override_no_search() -> None:
        drop(1)
        drop(2)

    if os.geteuid():
        pytest.skip("needs root")
    for prepare in (other, group, no_override, no_override_no_search, become_nobody):
        check(also_modes(prepare))


def also_modes(prepare: Callable[[], None]) -> Callable[[], None]:
    def both() -> None:
        os.umask(0)
        prepare()

    PATHS.extend(name for name in MODES if name not in PATHS)
    return both


MODES = [f"mode{mode:o}" for mode in (0, 0o400, 0o200, 0o100, 0o644, 0o755, 0o40, 4, 7, 0o70)]


def drop(number: int) -> None:
    """Remove one capability from the effective and permitted sets."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    data = (ctypes.c_uint32 * 6)()
    assert LIBC.capget(header, data) == 0
    data[0] &= ~(1 << number)
    data[1] &= ~(1 << number)
    assert LIBC.capset(header, data) == 0


def test_a_root_of_its_own() -> None:
    if os.geteuid():
        pytest.skip("chroot needs root")

    def prepare() -> None:
        os.chroot(os.getcwd())
        os.chdir("/open")

    check(prepare, least=60)


def test_outside_its_root() -> None:
    if os.geteuid():
        pytest.skip("chroot needs root")
    check(lambda: os.chroot("open"), least=60)


def test_name_spaces_of_its_own() -> None:
    def mapped() -> None:
        user, group = os.geteuid(), os.getegid()
        unshare(NEW_USER | NEW_MOUNTS)
        write("/proc/self/setgroups", "deny")
        write("/proc/self/uid_map", f"0 {user} 1")
        write("/proc/self/gid_map", f"0 {group} 1")

    def mounted() -> None:
        mapped()
        assert LIBC.mount(b"t", b"open", b"tmpfs", ctypes.c_ulong(0), None) == 0
        write("open/file", "other")

    both_ways(lambda: check(mapped))
    both_ways(lambda: check(mounted))


def write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def test_a_pid_name_space_with_a_proc_of_its_own() -> None:
    """/proc/self is the child's own, not ours."""

    def make() -> tuple[int, dict[str, int], dict[str, Any]]:
        tree()
        user = os.geteuid()
        unshare(NEW_USER | NEW_MOUNTS | NEW_PID)
        write("/proc/self/uid_map", f"0 {user} 1")
        says, said = os.pipe()
        pid = os.fork()
        if pid == 0:
            inside(said)
        os.close(said)
        data = b""
        while part := os.read(says, 1 << 20):
            data += part
            if data.endswith(b"END"):
                break
        return pid, *eval(data[:-3])

    def look() -> None:
        with standing(make) as (_, (pid, paths, expected)), Process(pid) as process:
            known = sum(compare(process, path, paths[path], expected[path]) for path in paths)
            assert known >= 90
            assert ask("walk", process, paths["/proc/self/fd/0"]) == "WALK_FOUND"

    both_ways(look)


def inside(said: int) -> None:
    try:
        die_with_parent()
        # An ordinary user may not mount a procfs where parts of /proc are hidden: try.
        LIBC.mount(b"p", b"/proc", b"proc", ctypes.c_ulong(0), None)
        paths = Paths()
        os.write(said, repr((paths.at, truth(paths.at))).encode() + b"END")
        signal.pause()
    finally:
        os._exit(0)


def test_protected_links() -> None:
    """Links of others in a sticky directory, with the setting that the machine has."""

    def prepare() -> None:
        os.mkdir("sticky")
        os.chmod("sticky", 0o1777)
        os.symlink("../open/file", "sticky/link")
        os.lchown("sticky/link", NOBODY, NOBODY)
        PATHS.append("sticky/link")

    if os.geteuid():
        pytest.skip("needs root")
    check(prepare)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_links_that_open_does_not_follow_in_sticky_directories() -> None:
    """O_CREAT | O_NOFOLLOW asks whose the link is, before it refuses any (may_create_in_sticky)."""
    owners = {"own": 0, "of another": NOBODY}

    def make() -> tuple[dict[str, int], dict[str, int]]:
        tree()
        os.mkdir("sticky")
        os.chmod("sticky", 0o1777)
        paths, errors = Paths(), {}
        for name, owner in owners.items():
            os.symlink("nowhere", path := f"sticky/{name}")
            os.lchown(path, owner, owner)
            paths.add(path)
            try:
                os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW)
            except OSError as error:
                errors[path] = error.errno or 0
        return paths.at, errors

    with standing(make) as (process, (at, errors)):
        for path, refused in errors.items():
            protected = ask("sticky_protected_at", process, AT_FDCWD, at[path], NOFOLLOW)
            assert refused == (errno.EACCES if protected else errno.ELOOP)
        assert set(errors.values()) == {errno.EACCES, errno.ELOOP}


def test_directories_and_empty_paths() -> None:
    def make() -> dict[str, Any]:
        tree()
        fds = {
            "directory": os.open("open", os.O_RDONLY),
            "path only": os.open("open", os.O_PATH),
            "file": os.open("open/file", os.O_RDONLY),
            "pipe": os.pipe()[0],
            "closed": 99,
            "negative": -1,
        }
        paths = Paths()
        found = {}
        for fd_name, fd in fds.items():
            for path in ("file", "..", "/etc", "", "nothing"):
                status = ctypes.create_string_buffer(256)
                for flags in (0, EMPTY_PATH):
                    error = -call(
                        332, fd, paths.at.setdefault(path, 0) or paths.add(path), flags, 0,
                        ctypes.addressof(status),
                    )  # fmt: skip
                    found[fd, paths.at[path], flags] = (fd_name, path, max(0, error))
        return found

    def look() -> None:
        with standing(make) as (process, found):
            for (fd, address, flags), (fd_name, path, expected) in found.items():
                got = ask("walk_at", process, fd, address, flags)
                assert got is not None, (fd_name, path)
                assert ERRNO[got] == expected, (fd_name, path, flags, got, expected)
                at_file = fd_name in ("file", "pipe") and path not in ("/etc", "")
                assert ask("relative_to_file_at", process, fd, address) == at_file

    both_ways(look)


def test_parents_and_counts() -> None:
    def make() -> dict[str, int]:
        tree()
        paths = Paths()
        for path in ("nothing/x", "open/new", "closed/new", "link/new", "chain3", "chain3/file"):
            paths.add(path)
        return paths.at

    def look() -> None:
        with standing(make) as (process, at):
            parents = {
                "open/new": "WALK_FOUND",
                "open": "WALK_FOUND",
                "/": "WALK_FOUND",
                "nothing/x": "WALK_MISSING",
                "link/new": "WALK_NOT_DIRECTORY",
                "": "WALK_EMPTY",
                "dangling": "WALK_FOUND",
            }
            got = {path: ask("walk_parent", process, at[path]) for path in parents}
            assert got == parents
            links = {"open": 0, "chain3": 4, "chain3/file": 4, "link": 1, "nothing": None}
            assert {path: ask("symlinks", process, at[path]) for path in links} == links
            assert ask("symlinks", process, at["one"]) == 41
            assert (
                ask("symlinks", process, at["chain39"]),
                ask("walk", process, at["chain39"]),
            ) == (40, None)
            assert ask("walk", process, at["chain40"]) == "WALK_LOOP"
            search = {"open/file": 1, "open/nothing": 1, "nothing/x": None, "link": 1}
            assert {path: ask("search_permission", process, at[path]) for path in search} == search
            busy = {"open": 0, "/proc": 1, "/": 1, "open/file": 0}
            assert {path: ask("path_busy", process, at[path]) for path in busy} == busy

    both_ways(look)


def test_names_with_a_slash_after_them() -> None:
    """As open() with O_CREAT, which gives EISDIR for them and follows a link to one.

    Where a link leads to no file, the walk may have ended before the slash: ENOENT for
    "missing/new/".
    """
    slash = {"to-directory-slash": 1, "file-slash": None, "to-directory": 0, "open/": 1}
    slash |= {"open/.": 0, "link": 0, "missing-slash": None, "missing/new/": 1}

    def make() -> dict[str, int]:
        tree()
        os.symlink("missing/new/", "missing-slash")
        paths = Paths()
        for path in slash:
            paths.add(path)
        return paths.at

    with standing(make) as (process, at):
        assert {path: ask("slash_after_name", process, at[path]) for path in slash} == slash


def test_what_the_last_name_is(tmp_path: Path) -> None:
    """As filename_parentat(): rmdir() has an errno for each."""
    texts = {"/": "LAST_ROOT", "..": "LAST_DOTDOT", "open/.": "LAST_DOT", "open/": "LAST_NORM"}
    texts |= {"./": "LAST_DOT", "open/...": "LAST_NORM", "//": "LAST_ROOT"}

    def make() -> dict[str, int]:
        tree()
        paths = Paths()
        for path in texts:
            paths.add(path)
        return paths.at

    with standing(make) as (process, at):
        assert {path: ask("last_name", process, at[path]) for path in texts} == texts
    (tmp_path / "open").mkdir()
    given = {"LAST_ROOT": errno.EBUSY, "LAST_DOTDOT": errno.ENOTEMPTY, "LAST_DOT": errno.EINVAL}
    for path, last in texts.items():
        if last in given:
            with pytest.raises(OSError, match=os.strerror(given[last])):
                os.rmdir(path if last == "LAST_ROOT" else f"{tmp_path}/{path}")


def test_what_keeps_a_name_in_its_directory() -> None:
    made = {"kept": 0o1777, "kept/d": 0o777, "empty": 0o777}

    def make() -> dict[str, int]:
        tree()
        paths = Paths()
        for path, mode in made.items():
            os.mkdir(path)
            os.chmod(path, mode)
            paths.add(path)
        return paths.at

    with standing(make) as (process, at):
        named = {path: ask("holds_names", process, at[path]) for path in made}
        assert named == {"kept": 1, "kept/d": 0, "empty": 0}
        assert [ask("sticky_kept", process, at[path]) for path in made] == [0, 0, 0]


def test_where_a_file_is_and_under_which_names(tmp_path: Path) -> None:
    def make() -> tuple[dict[str, int], dict[str, Any]]:
        os.chdir(tmp_path)
        for name in ("d", "d/below", "gone"):
            os.mkdir(name)
        Path("d/file").touch()
        os.chmod("d/file", 0o4751)
        os.link("d/file", "other")
        os.symlink("d/file", "link")
        paths = Paths()
        for one in ("d/file", "d/new", "d/below/new", "d", "d/below", "other", "link", "/dev/shm"):
            paths.add(one)
        held = os.open("gone", os.O_RDONLY)
        os.rmdir("gone")
        paths.add(f"/proc/self/fd/{held}/new")
        inodes = os.stat("d").st_ino, os.stat("d/file").st_ino, os.lstat("link").st_ino
        return paths.at, {"inodes": inodes, "removed": f"/proc/self/fd/{held}/new"}

    with standing(make) as (process, (at, true)):
        directory, file, link = true["inodes"]
        assert ask("path_inode", process, at["link"]) == file
        assert ask("path_inode_at", process, AT_FDCWD, at["link"], NOFOLLOW) == link
        assert ask("path_permissions", process, at["d/file"]) == 0o4751
        assert ask("parent_inode", process, at["d/new"]) == directory
        assert ask("path_mount", process, at["d/file"]) == ask("parent_mount", process, at["d"])
        assert ask("path_mount", process, at["/proc"]) != ask("parent_mount", process, at["/proc"])
        assert ask("parent_file_system", process, at["/proc/self/status"]) == 0x9FA0
        assert ask("path_file_system", process, at["/dev/shm"]) == 0x1021994
        assert ask("parent_removed", process, at[true["removed"]]) == 1
        assert ask("parent_removed", process, at["d/new"]) == 0
        below = [("d", "d/new", 1), ("d", "d/below/new", 1), ("d", "d", 0), ("d/below", "d/new", 0)]
        below += [("/", "d/new", 1), ("/dev/shm", "d/new", 0), ("d", "/etc", 0)]
        assert [ask("lies_below", process, at[a], at[b]) for a, b, _ in below] == [
            worth for *_, worth in below
        ]
        same = [("d/file", "other", 1), ("other", "link", 0), ("d", "d", 1), ("d/new", "d/new", 0)]
        assert [ask("names_one_file", process, at[a], at[b]) for a, b, _ in same] == [
            worth for *_, worth in same
        ]
        assert ask("may_move", process, at["d"]) == 1
        assert ask("may_move", process, at["/proc"]) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_files_of_others_that_may_get_no_other_name(tmp_path: Path) -> None:
    """As link() decides under fs.protected_hardlinks, which is the usual setting."""
    modes = (0o666, 0o606, 0o660, 0o664, 0o4666, 0o2676, 0o2666, 0o676)
    if not int(Path("/proc/sys/fs/protected_hardlinks").read_text()):
        pytest.skip("fs.protected_hardlinks is 0")
    tmp_path.chmod(0o777)

    def make() -> tuple[dict[str, int], dict[str, bool]]:
        os.chdir(tmp_path)
        for mode in modes:
            Path(f"{mode:o}").touch()
            os.chown(f"{mode:o}", 1, 1)
            os.chmod(f"{mode:o}", mode)
        become_nobody()
        Path("own").touch()
        paths = Paths()
        refused = {}
        for name in [*(f"{mode:o}" for mode in modes), "own"]:
            paths.add(name)
            try:
                os.link(name, f"{name} too")
                refused[name] = False
            except PermissionError:
                refused[name] = True
        return paths.at, refused

    with standing(make) as (process, (at, refused)):
        assert {name: ask("unsafe_to_link", process, at[name]) for name in refused} == refused
        assert sorted(refused.values()).count(True) >= 4


def test_who_may_make_names_in_a_directory() -> None:
    names = ("here", "open/new", "closed/new", "search/new", "list/new", "nothing/x", "all/new")

    def make() -> tuple[dict[str, int], dict[str, bool]]:
        tree()
        os.mkdir("all")
        os.chmod("all", 0o777)
        if os.geteuid() == 0:
            os.chown("list", NOBODY, NOBODY)
        paths = Paths()
        for path in names:
            paths.add(path)
        return paths.at, {path: makes(path) for path in names}

    def makes(path: str) -> bool:
        try:
            os.mkdir(path)
            os.rmdir(path)
        except (PermissionError, FileNotFoundError):
            return False
        return True

    def look() -> None:
        with standing(make) as (process, (at, made)):
            for path in names:
                found = ask("walk_parent", process, at[path]) == "WALK_FOUND"
                expected = int(made[path]) if found else None
                assert ask("may_write_parent", process, at[path]) == expected, path

    both_ways(look)


def test_what_inotify_watches() -> None:
    def make() -> tuple[int, int, dict[str, int]]:
        tree()
        paths = Paths()
        for path in ("open", "link", "open/file", "mode644", "nothing"):
            paths.add(path)
        fd, other = call(INOTIFY_INIT1, 0), call(INOTIFY_INIT1, 0)
        assert call(INOTIFY_ADD_WATCH, fd, paths.at["open/file"], 2) == 1
        assert call(INOTIFY_ADD_WATCH, other, paths.at["open"], 2) == 1
        return fd, other, paths.at

    def look() -> None:
        with standing(make) as (process, (fd, other, at)):
            watches = IMPLEMENTATIONS["inotify_watches"]
            assert [watches(process, fd, at[path]) for path in ("open/file", "link")] == [1, 1]
            assert watches(process, other, at["open"]) == 1
            assert watches(process, other, at["open/file"]) in (0, None)
            assert watches(process, fd, at["mode644"]) in (0, None)
            assert watches(process, 0, at["open"]) == 0
            with pytest.raises(Unknown):
                watches(process, fd, at["nothing"])

    both_ways(look)


def test_an_access_control_list_is_not_guessed() -> None:
    entries = [(1, 7, -1), (2, 0, NOBODY), (4, 5, -1), (16, 5, -1), (32, 5, -1)]
    data = b"\2\0\0\0" + b"".join(
        tag.to_bytes(2, "little")
        + bits.to_bytes(2, "little")
        + (one & 0xFFFFFFFF).to_bytes(4, "little")
        for tag, bits, one in entries
    )

    def make() -> int:
        tree()
        os.setxattr("open", "system.posix_acl_access", data)
        become_nobody()
        return Paths().at["open/file"]

    if os.geteuid():
        pytest.skip("needs root")
    try:
        with standing(make) as (process, address):
            assert ask("walk", process, address) is None
    except AssertionError as problem:
        if "OSError" in str(problem):
            pytest.skip("no access control lists here")
        raise


def test_a_default_access_control_list(tmp_path: Path) -> None:
    """The kernel needs one with all the entries of the three classes."""
    entries = b"".join(struct.pack("<HHI", tag, 5, 0xFFFFFFFF) for tag in (1, 4, 32))

    def make() -> list[int]:
        os.chdir(tmp_path)
        paths = Paths()
        for name in ("plain", "listed"):
            os.mkdir(name)
        os.setxattr("listed", "system.posix_acl_default", b"\2\0\0\0" + entries)
        return [paths.add(f"{name}/new") for name in ("plain", "listed")]

    try:
        with standing(make) as (process, found):
            assert [ask("parent_default_acl", process, one) for one in found] == [0, 1]
    except AssertionError as problem:
        if "OSError" in str(problem):
            pytest.skip("no access control lists here")
        raise


def test_bad_texts() -> None:
    def make() -> tuple[int, int]:
        address = mapping(2 * PAGE)
        LIBC.munmap(ctypes.c_void_p(address + PAGE), ctypes.c_size_t(PAGE))
        ctypes.memset(address, 97, PAGE)
        return address + PAGE - 5, address

    with standing(make) as (process, (unfinished, whole)):
        assert ask("walk", process, unfinished) == "WALK_FAULT"
        assert ask("walk", process, whole) == "WALK_PATH_TOO_LONG"
        assert ask("walk", process, 0) == "WALK_FAULT"


def test_every_path_predicate_has_both_forms() -> None:
    names = {one.name for one in GROUPS["Paths"]}
    assert all(f"{name}_at" in names for name in names if not name.endswith("_at"))


def test_a_walk_that_cannot_be_told_keeps_no_process() -> None:
    process = Process(os.getpid())
    seen = weakref.ref(process)
    for _ in range(2):  # the second time it is known
        with pytest.raises(Unknown):
            IMPLEMENTATIONS["walk_at"](process, AT_FDCWD, 0, EMPTY_PATH)
    del process
    gc.collect()
    assert seen() is None


def test_whether_a_name_could_be_made() -> None:
    """A walk with O_CREAT gets to the name where openat() makes it, or refuses its slash."""

    def make() -> tuple[dict[str, int], dict[str, int]]:
        os.chdir(tempfile.mkdtemp())
        os.mkdir("d")
        Path("d/file").touch()
        links = {"near": "d/new1", "far": "missing/new", "slash": "d/new/", "lost": "missing/new/"}
        for name, target in (links | {"again": "far", "circle": "circle"}).items():
            os.symlink(target, name)
        names = ["d/file", "d/new2", "missing/new", "d/file/new", "d/new/", "missing/new/"]
        names += [*links, "near/", "far/", "lost/", "again", "again/", "circle"]
        paths = Paths()
        for name in names:
            paths.add(name)
        return paths.at, {name: _made(name) for name in names}

    with standing(make) as (process, (at, made)):
        got = {name: ask("reaches_last", process, at[name]) for name in made}
        assert {name: int(error in (0, errno.EISDIR)) for name, error in made.items()} == got | {
            "circle": 0
        }


def _made(name: str) -> int:
    try:
        os.close(os.open(name, os.O_CREAT | os.O_RDWR))
    except OSError as problem:
        return problem.errno or 0
    if not name.startswith("d/file"):
        os.unlink(os.path.realpath(name))
    return 0
