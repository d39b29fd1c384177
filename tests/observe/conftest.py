"""A program of 32 bits, which every back end leaves out."""

from __future__ import annotations

import subprocess

import pytest

from tests.needs import needs

# Numbers of arch/x86/entry/syscalls/syscall_32.tbl: openat, close, wait4, execve, lseek, fork,
# exit_group. 19 is readv and 11 is munmap in the table of x86-64.
NARROW = """
#define MADE(n, a, b, c) __asm__ volatile("int $0x80" : "=a"(r) : "0"(n), "b"(a), "c"(b), "d"(c) \\
    : "memory")
void _start(void) {
    char *no[] = {0};
    long r;
    for (int n = 0; n < 5; n++) MADE(19, -1, 0, 0);
    for (int n = 0; n < 3; n++) MADE(6, -1, 0, 0);
    MADE(295, -1, "", 0);
    MADE(2, 0, 0, 0);
    if (r == 0) MADE(11, "/bin/true", no, no);
    MADE(7, -1, 0, 0);
    MADE(114, -1, 0, 0);
    MADE(252, 5, 0, 0);
}
"""


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A program of 32 bits that needs no library; its child becomes one of 64 bits."""
    program = tmp_path_factory.mktemp("narrow") / "narrow"
    options = ["-m32", "-static", "-nostdlib", "-fno-pic", "-no-pie", "-fno-stack-protector"]
    gcc = [needs("gcc"), *options, "-w", "-o", program, "-xc", "-"]
    subprocess.run(gcc, input=NARROW, text=True, check=True)
    try:
        subprocess.run([program], check=False)
    except OSError:
        pytest.skip("this kernel runs no programs of 32 bits")
    return str(program)
