"""The headers that a generated header includes have what it names, as those of the system do."""

from __future__ import annotations

import re
import subprocess

import pytest

from kapi.kernel.c_header import header
from kapi.model.spec import Spec
from tests.kernel.build import CONSTANT, QUOTED
from tests.needs import needs
from tests.shipped import catalogue

IGNORED = re.compile(r"KAPI_|DEFINE_KERNEL_|END_|NULL$|SPDX|GPL|(?:U?INT|U?LONG|SIZE)_M")
"""What is no constant of user space; <linux/limits.h> has the last of them in a kernel only."""


@pytest.fixture(scope="module")
def specs() -> tuple[Spec, ...]:
    return catalogue()


@pytest.mark.parametrize(
    "name",
    ["mlockall", "mlock2", "epoll_ctl", "FS_IOC_FIEMAP", "TUNGETFEATURES", "TCFLSH", "TIOCSTI",
     "BINDER_WRITE_READ", "NS_GET_PARENT", "RNDGETENTCNT", "FICLONE"],
)  # fmt: skip
def test_what_a_spec_names_is_included(name: str, specs: tuple[Spec, ...]) -> None:
    text, _ = header([one for one in specs if one.name.endswith(name)])
    included = re.findall(r"#include <(?:uapi/)?(.*)>", text)
    names = {one for one in CONSTANT.findall(QUOTED.sub("", text)) if not IGNORED.match(one)}
    assert names
    lines = [f"#include <{one}>" for one in included if one != "linux/kernel_api_spec.h"]
    lines += [f"int a{at}[sizeof({one})];" for at, one in enumerate(sorted(names))]
    command = [needs("gcc"), "-xc", "-fsyntax-only", "-w", "-"]
    done = subprocess.run(command, input="\n".join(lines), text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
