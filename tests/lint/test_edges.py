"""Where rules begin and end: wrong texts beside those of the pages, and right ones near them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec
import pytest

from kapi.lint.engine import Checked, run
from kapi.lint.rule import Problems, RuleSet
from kapi.lint.selection import all_rules
from kapi.model.spec import Origin, Spec
from kapi.pipeline.lint import LintOptions, lint, lint_text
from kapi.pipeline.specs import Options
from kapi.sources.load import load
from kapi.vocab.words import ApiKind
from tests.lint.test_rules import example

FAMILIES = ("shape", "signature", "errors")
RULES = [
    r
    for r in all_rules()
    if r.family in FAMILIES and (r.rule_set is not RuleSet.STRICT or r.id == "alias-errno")
]
LEN = "SYSCALL_DEFINE1(ring, size_t, len)"
FLAGS = "SYSCALL_DEFINE1(ring, unsigned int, flags)"


def codes(room: Path, body: str, declaration: str) -> list[str]:
    """The rules that fire on one system call; ``body`` is its comment without the stars."""
    lines = ["sys_ring - turn a ring", "contexts: process", *body.strip("\n").split("\n")]
    text = "/**\n" + "".join(f" * {line}\n" for line in lines) + f" */\n{declaration}\n"
    path = room / "ring.c"
    path.write_text(text)
    loaded = load([str(path)])
    assert len(loaded.specs) == 1
    found, broken = run(RULES, loaded.specs, loaded.findings)
    assert not broken
    return sorted({f.code for f in found} - {"missing-return", "undescribed-param"})


def returns(room: Path, *rows: str, errors: tuple[str, ...] = ()) -> list[str]:
    lines = ["param: flags", "  type: uint", "return:", *(f"  {row}" for row in rows)]
    return codes(room, "\n".join([*lines, *(f"error: {error}" for error in errors)]), FLAGS)


@pytest.mark.parametrize(
    ("rows", "errors", "rules"),
    [
        (("type: int", "check-type: exact", "success: 0"), ("EINVAL, a",), []),
        (("type: int", "check-type: range", "success: >= 0"), ("EINVAL, a",), []),
        (("type: fd", "check-type: fd"), ("EMFILE, a",), []),
        (("type: int", "check-type: error_check", "success: 0"), ("EINVAL, a",), []),
        # io_cancel: the errno is what success looks like
        (("type: int", "check-type: exact", "success: -EINPROGRESS"), ("EINVAL, a",), []),
        (
            ("type: int", "check-type: exact", "success: -EINPROGRESS"),
            ("EINPROGRESS, a",),
            ["contradictory-return"],
        ),
        (("type: int", "check-type: exact", "success: -1"), (), ["contradictory-return"]),
        (
            ("type: int", "check-type: range", "success-range: -100, 10"),
            ("EINVAL, a",),
            ["contradictory-return"],
        ),
        (("type: int", "check-type: range", "success-range: -100, 10"), (), []),
        (
            ("type: int", "check-type: exact", "success: -EPERM", "error-values: -EPERM"),
            (),
            ["contradictory-return"],
        ),
        (("type: int", "check-type: exact"), (), ["incomplete-return"]),
        (("type: int", "check-type: range"), (), ["incomplete-return"]),
        (("type: int", "check-type: exact", "sucess: 0"), (), ["unknown-tag"]),
        (("type: int", "check-type: no_return", "success: 0"), (), ["unused-success"]),
        (("type: int", "check-type: no_return"), (), []),
        (("type: int", "check-type: fd", "success: 0"), (), ["unused-success"]),
        (("type: fd", "check-type: error_check", "success: 0"), (), ["unused-success"]),
        (("type: int", "check-type: error_check", "error-values: EINVAL"), (), ["positive-errno"]),
        (("type: int", "check-type: error_check", "error-values: -EINVAL"), (), []),
    ],
)
def test_return_rules(
    tmp_path: Path, rows: tuple[str, ...], errors: tuple[str, ...], rules: list[str]
) -> None:
    assert returns(tmp_path, *rows, errors=errors) == rules


@pytest.mark.parametrize(
    ("type_name", "words", "rules"),
    [
        ("unsigned int", "user_ptr, input", ["number-as-pointer"]),
        ("unsigned long", "user_ptr, input", []),
        ("u64", "user_ptr, input", []),
        ("compat_uptr_t", "user_ptr, input", []),
        ("int", "int, input, user", ["user-flag-on-number"]),
        ("unsigned long", "uint, input, user", []),
        ("char __user *", "ptr, output", ["user-pointer-as-pointer"]),
        ("char __user *", "uint, output", ["user-pointer-as-number"]),
        ("char *", "ptr, output", []),
        ("const unsigned long __user *", "user_ptr, output", ["const-output"]),
        ("const struct ring __user *", "user_ptr, inout", ["const-output"]),
        ("struct ring const __user *", "user_ptr, output", ["const-output"]),
        ("const char __user *const __user *", "user_ptr, output", []),
        ("char __user *const", "user_ptr, output", []),
    ],
)
def test_types(tmp_path: Path, type_name: str, words: str, rules: list[str]) -> None:
    body = f"param: arg\n  type: {words}"
    assert codes(tmp_path, body, f"SYSCALL_DEFINE1(ring, {type_name}, arg)") == rules


@pytest.mark.parametrize(
    ("name", "fires"),
    [
        *((name, True) for name in ("fd", "epfd", "dfd", "dirfd", "olddirfd", "pidfd", "out_fd")),
        *((name, True) for name in ("group_fd", "fd_in", "fildes", "from_dfd")),
        *((name, False) for name in ("max_fd", "last_fd", "nr_fd", "fdx", "nfds", "flags")),
    ],
)
def test_names_of_descriptors(tmp_path: Path, name: str, fires: bool) -> None:
    body = f"param: {name}\n  type: int, input"
    found = codes(tmp_path, body, f"SYSCALL_DEFINE1(ring, int, {name})")
    assert found == (["fd-as-number"] if fires else [])


@pytest.mark.parametrize(
    ("type_name", "limit", "rules"),
    [
        ("size_t", "range(0, LONG_MAX)", ["signed-range"]),
        ("unsigned long", "range(1, S64_MAX)", ["signed-range"]),
        ("unsigned int", "range(0, INT_MAX)", ["signed-range"]),
        ("unsigned int", "range(-1, 5)", ["signed-range"]),
        ("size_t", "range(0, INT_MAX)", []),
        ("size_t", "range(0, SSIZE_MAX)", []),
        ("size_t", "range(0, SIZE_MAX)", []),
        ("long", "range(0, LONG_MAX)", []),
        ("int", "range(0, UINT_MAX)", ["bound-outside-type"]),
        ("int", "range(LONG_MIN, 0)", ["bound-outside-type"]),
        ("int", "mask(0x80000001)", []),
        ("unsigned int", "mask(0x1ffffffff)", ["bound-outside-type"]),
        ("unsigned int", "enum(0, -1, UINT_MAX)", []),
        ("unsigned int", "enum(0, 0x100000000)", ["bound-outside-type"]),
        ("umode_t", "range(0, 07777)", []),
        ("umode_t", "range(0, 0x10000)", ["bound-outside-type"]),
        ("loff_t", "range(0, LLONG_MAX)", []),
    ],
)
def test_bounds(tmp_path: Path, type_name: str, limit: str, rules: list[str]) -> None:
    body = f"param: value\n  type: uint, input\n  constraint-type: {limit}"
    assert codes(tmp_path, body, f"SYSCALL_DEFINE1(ring, {type_name}, value)") == rules


@pytest.mark.parametrize(
    ("size", "rules"),
    [
        (0, ["odd-size-param"]),
        (1, ["size-param-out-of-range"]),
        (2, []),
        (3, []),
        (4, ["odd-size-param"]),
        (5, ["size-param-out-of-range"]),
    ],
)
def test_size_parameters(tmp_path: Path, size: int, rules: list[str]) -> None:
    body = (
        "param: fd\n  type: fd\n"
        f"param: buf\n  type: user_ptr, output\n  size-param: {size}\n"
        "param: len\n  type: uint\n"
        "param: optlen\n  type: user_ptr\n"
        "param: event\n  type: user_ptr"
    )
    declaration = (
        "SYSCALL_DEFINE5(ring, int, fd, char __user *, buf, size_t, len, int __user *, optlen,"
        " struct epoll_event __user *, event)"
    )
    assert codes(tmp_path, body, declaration) == rules


@pytest.mark.parametrize(
    "text",
    [
        "This should not normally occur.",
        "The tables are broken (should never happen).",
        "Cannot occur.",
        "No memory. This error is currently never returned by the kernel.",
        "EINVAL is never returned.",
        "It should not happen in practice.",
    ],
)
def test_impossible(tmp_path: Path, text: str) -> None:
    body = f"param: len\n  type: uint\nerror: EINVAL, broken\n  desc: {text}"
    assert codes(tmp_path, body, LEN) == ["impossible-error"]


@pytest.mark.parametrize(
    "text",
    [
        "This error is never returned for regular files.",
        "It cannot occur when the file is open for direct access.",
        "Cannot happen with MAP_FIXED.",
        "Returned so that loops cannot happen.",
        "The requested alignment is impossible.",
        "The wait should not happen under this lock.",
        "This is never returned to the free list.",
        "Returned -1024 bytes before the end; returns EINVAL, with no errno of its own.",
        "Use @len, write to user@example.org, or to the socket '@ring'.",
        "The device at @host.example.org answers.",
    ],
)
def test_ordinary_words_are_left_alone(tmp_path: Path, text: str) -> None:
    body = f"param: len\n  type: uint\nerror: EINVAL, broken\n  desc: {text}"
    assert codes(tmp_path, body, LEN) == []


@pytest.mark.parametrize(
    ("errors", "rules"),
    [
        (("EINVAL, a", "EINVAL, b"), []),
        (("EINVAL, a", "EINVAL,  A"), ["repeated-condition"]),
        (("EAGAIN, a", "EWOULDBLOCK, b"), ["alias-errno"]),
        (("ENOTSUP, a", "EOPNOTSUPP, b"), ["alias-errno"]),
        (("EDEADLK, a", "EDEADLOCK, b"), ["alias-errno"]),
        (("EHWPOISON, a", "ENOTSUP, b", "EDEADLOCK, c"), []),
        (("ERESTARTSYS, a",), ["internal-errno"]),
        (("ERESTART_RESTARTBLOCK, a",), ["internal-errno"]),
        (("ENOIOCTLCMD, a",), ["internal-errno"]),
        (("EPROBE_DEFER, a",), ["internal-errno"]),
        (("ENOTSUPP, a",), ["internal-errno"]),
        (("EINVALID, a",), ["unknown-errno"]),
        (("FAULT, a",), ["unknown-errno"]),
        (("OTHER, a",), []),
        (("(driver-specific), a",), []),
        (("EINVAL, On error -1 is returned",), ["libc-wording"]),
        (("EINVAL, it sets errno to EINVAL",), ["libc-wording"]),
        (("EINVAL, @lenght is odd",), ["unknown-reference"]),
        (("EINVAL, @len is odd",), []),
    ],
)
def test_errors(tmp_path: Path, errors: tuple[str, ...], rules: list[str]) -> None:
    body = "\n".join(["param: len", "  type: uint", *(f"error: {error}" for error in errors)])
    assert codes(tmp_path, body, LEN) == rules


def test_a_number_for_an_errno(tmp_path: Path) -> None:
    body = "param: len\n  type: uint\nerror: 22, broken"
    assert codes(tmp_path, body, LEN) == ["unknown-errno"]
    assert codes(tmp_path, body.replace("22", "9" * 9000), LEN) == ["unknown-errno"]
    assert codes(tmp_path, body.replace("22", "Einval"), LEN) == ["unknown-errno"]


@pytest.mark.parametrize(
    ("rows", "number", "wrong"),
    [
        (("ioctl-direction: read", "ioctl-input-size: 8"), "_IOW('r', 1, struct ring)", True),
        (("ioctl-direction: read", "ioctl-output-size: 8"), "_IOWR('r', 1, struct ring)", False),
        (("ioctl-direction: read_write", "ioctl-input-size: 8"), "_IO('r', 1)", False),
        (("ioctl-input-size: 16383",), "_IOW('r', 1, struct ring)", False),
        (("ioctl-input-size: 16384",), "_IOW('r', 1, struct ring)", True),
        (("ioctl-cmd: 0x40087201", "ioctl-input-size: 8"), "_IOW('r', 1, struct ring)", False),
        (("ioctl-cmd: 0x40087202", "ioctl-input-size: 8"), "_IOW('r', 1, struct ring)", True),
        (("ioctl-cmd: FIONREAD",), "_IO('r', 1)", True),
        (("ioctl-cmd: RING_TURN",), "_IO('r', 1)", False),
    ],
)
def test_command_mismatch(tmp_path: Path, rows: tuple[str, ...], number: str, wrong: bool) -> None:
    body = "\n".join(["api-type: ioctl", *rows, f"ioctl-number: {number}", "x-errors: closed"])
    found = codes(tmp_path, body, f"#define sys_ring {number}")
    assert ("command-mismatch" in found) == wrong


@pytest.mark.parametrize(
    ("limit", "rule"),
    [
        ("mask(SEEK_SET | SEEK_CUR | SEEK_END | SEEK_DATA | SEEK_HOLE)", "mask-of-values"),
        ("mask(MADV_NORMAL | MADV_WILLNEED | MADV_MERGEABLE | MADV_DONTFORK)", "mask-of-values"),
        ("mask(CLOCK_REALTIME | CLOCK_BOOTTIME | CLOCK_BOOTTIME_ALARM)", "mask-of-values"),
        ("mask(O_RDONLY | O_WRONLY | O_RDWR | O_SYNC | O_DSYNC | O_TMPFILE)", ""),
        ("mask(PROT_NONE | PROT_READ | PROT_WRITE)", ""),
        ("mask(S_IRWXU | S_IRWXG | S_IRWXO)", ""),
        ("mask(MAP_SHARED | MAP_HUGE_2MB | MAP_HUGE_1GB | MAP_HUGETLB)", ""),
        ("mask(EPOLL_CLOEXEC)", ""),
        ("mask(RING_A | SEEK_DATA | SEEK_CUR)", ""),
        ("mask(7)", ""),
        ("KAPI_CONSTRAINT_ENUM\n  valid-mask: O_CLOEXEC", "limits-of-another-type"),
        ("mask\n  range: 0, 5", "limits-of-another-type"),
        ("enum(1, 2)\n  valid-mask: 3", ""),
        ("range\n  range: 0, 5", ""),
        ("page_aligned\n  alignment: 4096", ""),
    ],
)
def test_limits_of_a_kind(tmp_path: Path, limit: str, rule: str) -> None:
    wanted = ("mask-of-values", "limits-of-another-type")
    rules = [one for one in all_rules() if one.id in wanted]
    body = f"sys_ring - x\ncontexts: process\nparam: flags\n  constraint-type: {limit}"
    path = tmp_path / "ring.c"
    text = "".join(f" * {line}\n" for line in body.split("\n"))
    path.write_text(f"/**\n{text} */\n{FLAGS}\n")
    loaded = load([str(path)])
    found, _ = run(rules, loaded.specs, loaded.findings)
    assert [one.code for one in found if one.code in wanted] == ([rule] if rule else [])


@pytest.mark.parametrize("form", [".", "{room}", "git:HEAD"])
def test_another_spec_is_named_so_that_it_can_be_opened(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = "/**\n * sys_one - x\n * contexts: process\n * error: EPERM, x\n */\n"
    for name in ("a.c", "b.c"):
        (tmp_path / "mm").mkdir(exist_ok=True)
        text = one.replace("EPERM", "EIO" if name == "b.c" else "EPERM")
        (tmp_path / "mm" / name).write_text(text + "SYSCALL_DEFINE1(one, unsigned int, fd)\n")
    monkeypatch.chdir(tmp_path)
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], check=True)
    source = form.format(room=tmp_path)
    wanted = LintOptions(rule_set="strict")
    found = lint([source], Options(cache=False), wanted, {}).findings
    messages = {f.code: f.message for f in found if f.other}
    assert set(messages) == {"conflicting-specs", "duplicate-spec"}
    place = {".": "mm/a.c", "git:HEAD": "git:HEAD:mm/a.c"}.get(form, f"{tmp_path}/mm/a.c")
    assert all(text.endswith((f" at {place}:2", f" at ./{place}:2")) for text in messages.values())


def test_what_was_looked_at_is_not_looked_at_again_and_lines_are_right(tmp_path: Path) -> None:
    """A text that grows by a line or a word gives what a fresh look gives."""
    one = (
        "/**\n * sys_one - x\n * contexts: process\n * error: EFALT, x\n * x-errors: closed\n */\n"
        "SYSCALL_DEFINE1(one, unsigned int, fd)\n"
    )
    two = one.replace("one", "two")
    checked = Checked()
    for text in (one + two, one + two, "int x;\n" + one + two, one.replace("EFALT", "EPERM") + two):
        found = lint_text(str(tmp_path / "x.c"), text.encode(), {}, checked).findings
        rows = enumerate(text.split("\n"), start=1)
        assert [f.span.line for f in found if f.code == "unknown-errno"] == [
            number for number, row in rows if "EFALT" in row
        ]


def test_specs_that_stay_are_checked_once(tmp_path: Path) -> None:
    looked: list[str] = []

    def check(spec: Spec) -> Problems:
        looked.append(spec.name)
        return iter(())

    rule = msgspec.structs.replace(RULES[0], check=check, check_set=None)
    there = Origin(source="x", line=3)
    one, two = (
        Spec(name=name, kind=ApiKind.SYSCALL, origin=there) for name in ("sys_one", "sys_two")
    )
    checked = Checked()
    run([rule], [one, two], (), checked)
    lower = msgspec.structs.replace(one, origin=Origin(source="x", line=7))
    run([rule], [lower, msgspec.structs.replace(two, summary="x")], (), checked)
    assert looked == ["sys_one", "sys_two", "sys_two"]
    run([msgspec.structs.replace(rule, id="another")], [lower], (), checked)
    assert looked[3:] == ["sys_one"]


def test_a_text_that_moves_is_found_the_same_in_it(tmp_path: Path) -> None:
    """Of all pages: what is remembered of a spec is what a fresh look at the lower one gives."""
    name = str(tmp_path / "x.c")
    for rule in all_rules():
        text = example(rule, "Wrong")
        checked = Checked()
        first = lint_text(name, text.encode(), {}, checked)
        for lower in (f"int x;\n\n{text}", text.replace("/**\n", "/**\n *\n", 1), text):
            fresh = first if lower == text else lint_text(name, lower.encode(), {})
            again = lint_text(name, lower.encode(), {}, checked)
            assert msgspec.json.encode(again.findings) == msgspec.json.encode(fresh.findings)
            for one, other in zip(again.loaded.specs, fresh.loaded.specs, strict=True):
                assert msgspec.json.encode(one) == msgspec.json.encode(other)


@pytest.mark.parametrize(
    ("body", "rule", "fires"),
    [
        ("capability: CA_SYS_NICE\n  type: bypass_check", "unknown-capability", True),
        ("capability: CAP_SYS_NICE\n  type: bypass_check", "unknown-capability", False),
        ("state-trans: ring\n  from: on\n  to: on", "no-op-transition", True),
        ("state-trans: ring\n  from: on/off\n  to: on/off", "no-op-transition", False),
        ("error: EIO, a\nsignal: any\n  errno: -EINTR", "unlisted-signal-errno", True),
        ("error: EIO, a\nsignal: SIGKILL\n  errno: -EINTR", "unlisted-signal-errno", False),
        ("side-effect: none", "none-with-others", False),
        ("side-effect: alloc_memory\n  desc: x\nside-effect: none", "none-with-others", True),
        ("error: EIO, a\nTODO: describe the rest", "placeholder", True),
        ("error: EIO broken ring", "bare-error", True),
        ("error: EIO, broken ring", "bare-error", False),
        (
            "error: EIO, a\nsignal: any\n  errno: -EINTR (of the event, not of the call)",
            "unlisted-signal-errno",
            False,
        ),
    ],
)
def test_one_rule(tmp_path: Path, body: str, rule: str, fires: bool) -> None:
    rules = [one for one in all_rules() if one.id == rule]
    lines = ["sys_ring - turn a ring", "contexts: process", *body.split("\n")]
    path = tmp_path / "ring.c"
    path.write_text("/**\n" + "".join(f" * {line}\n" for line in lines) + f" */\n{LEN}\n")
    loaded = load([str(path)])
    found, _ = run(rules, loaded.specs, loaded.findings)
    assert [one.code for one in found] == [rule] * fires


def test_words_that_are_nearly_right_are_suggested(tmp_path: Path) -> None:
    text = (
        "/**\n * sys_one - x\n * contexts: process\n * param: df\n * param: fd\n"
        " *   type: int, input\n *   constraint-type: range(0, 1)\n"
        " * return:\n *   type: int\n *   desc: Zero, or -1 with errno set.\n * param: fd\n"
        " *   x-violation: reject(EINVL)\n * error: EINVAL, x\n * error: EIO broken\n */\n"
        "SYSCALL_DEFINE1(one, unsigned int, fd)\n"
    )
    found = {f.code: f for f in lint_text(str(tmp_path / "x.c"), text.encode(), {}).findings}
    assert found["unlisted-violation"].hint == "did you mean EINVAL?"
    assert found["libc-wording"].span.line == 10
    assert "unknown-param" in found
    assert "untyped-param" not in found
    comma = found["bare-error"]
    assert (comma.message, comma.hint) == ("a comma is missing after EIO", "write EIO, broken")
    assert comma.fix
    assert comma.fix.text == "EIO, broken"


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("size_t", "uint"),
        ("unsigned long", "uint"),
        ("loff_t", "int"),
        ("struct ring", ""),
        ("nt", "int"),
    ],
)
def test_a_c_type_where_a_class_is_asked_for(tmp_path: Path, said: str, hint: str) -> None:
    body = f" * sys_ring - x\n * contexts: process\n * param: len\n *   type: {said}, input\n"
    text = f"/**\n{body} */\n{LEN}\n"
    found = lint_text(str(tmp_path / "x.c"), text.encode(), {}).findings
    (wrong,) = [one for one in found if one.code == "unknown-word"]
    assert wrong.hint == (f"did you mean '{hint}'?" if hint else "")


@pytest.mark.parametrize(
    ("success", "code", "hint"),
    [
        ("0 .. 4096", "unused-success", "write success-range: 0, 4096"),
        ("range(0, MAX_RW_COUNT)", "unused-success", "write success-range: 0, MAX_RW_COUNT"),
        ("0", "unused-success", "write success-range: LOWEST, HIGHEST"),
        (">= 0 && <= 4096", "bad-expression", ""),
        (">= 0", "", ""),
    ],
)
def test_a_range_of_results(tmp_path: Path, success: str, code: str, hint: str) -> None:
    body = " * sys_ring - x\n * contexts: process\n * error: EIO, x\n * return:\n *   type: int\n"
    text = f"/**\n{body} *   check-type: range\n *   success: {success}\n */\n{LEN}\n"
    wanted = ("unused-success", "bad-expression")
    found = lint_text(str(tmp_path / "x.c"), text.encode(), {}).findings
    assert [(f.code, f.hint) for f in found if f.code in wanted] == ([(code, hint)] if code else [])


def test_what_follows_from_a_misspelt_name_is_not_said_again(tmp_path: Path) -> None:
    other = "@flags: how\nparam: flag\n  type: uint"
    assert codes(tmp_path, other, FLAGS) == ["unknown-param"]
    assert codes(tmp_path, "@flags: how\nparam: size\n  type: uint", FLAGS) == [
        "unknown-param",
        "untyped-param",
    ]


@pytest.mark.parametrize(
    ("code", "rules"),
    [("-EMFILE", []), ("-EMFLE", ["unknown-errno"]), ("-EIO", ["errno-mismatch"]), ("-24", [])],
)
def test_the_code_of_an_error_is_an_errno_too(tmp_path: Path, code: str, rules: list[str]) -> None:
    body = f"param-type: flags, KAPI_TYPE_UINT\nerror-code: {code}, EMFILE, None left, All taken."
    assert codes(tmp_path, body, FLAGS) == rules
