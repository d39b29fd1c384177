from __future__ import annotations

import pytest

from tests.needs import needs
from tests.vocab import compiler
from tests.vocab.compiler import ask_compiler


def test_names_outside_the_tables_are_found() -> None:
    needs("gcc")
    found = ask_compiler(["KVM_RUN", "IORING_OP_READ", "struct epoll_event", "O_RDONLY"])
    assert found["KVM_RUN"] == 0xAE80
    assert found["IORING_OP_READ"] == 22  # an enumerator
    assert found["O_RDONLY"] == 0
    assert found["struct epoll_event"] in (12, 16)


def test_what_is_no_constant_is_left_out() -> None:
    needs("gcc")
    asked = ["size_t", "nobody", "struct nobody", "main", "BLKTRACESETUP", "S_IFMT"]
    assert ask_compiler(asked) == {"S_IFMT": 0o170000}


@pytest.mark.parametrize(
    "name",
    [
        "int",
        "a b",
        "1",
        "x;y",
        "system(1)",
        "struct a; int b",
        "",
        "é",
        "x\n",
        "#include",
        "a" * 999,
    ],
)
def test_only_identifiers_reach_the_compiler(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "_probe", lambda *_: pytest.fail("asked"))
    assert ask_compiler([name]) == {}


def test_headers_that_fail_or_are_no_headers_are_left_out() -> None:
    needs("gcc")
    headers = ["no/such.h", "linux/input.h", "linux/time.h", 'x.h>\n#error "', "../../etc/passwd"]
    assert ask_compiler(["KEY_A"], headers) == {"KEY_A": 30}


def test_without_a_compiler_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert ask_compiler(["KVM_CREATE_VM"]) == {}


def test_answers_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    needs("gcc")
    first = ask_compiler(["KVM_CREATE_VCPU"])
    monkeypatch.setattr(compiler, "_probe", lambda *_: pytest.fail("asked twice"))
    assert ask_compiler(["KVM_CREATE_VCPU"]) == first
