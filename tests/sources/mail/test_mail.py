"""Mails as they are sent: the standard library writes them, we read them."""

from __future__ import annotations

import email.policy
import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from kapi.sources.encodings import raw_lines
from kapi.sources.loaded import InputKind
from kapi.sources.mail.mail import read_mail
from kapi.sources.mail.mailbox import split
from kapi.sources.one_text import read_text
from tests.sources.examples import AFTER, MESSAGE, NAMES, diff, mail

BODY = MESSAGE + diff()


def written(encoding: str, charset: str = "utf-8", body: str = BODY) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = "Ann Author <ann@example.org>"
    message["Subject"] = "[PATCH] widget: specify tune and mute"
    message.set_content(body, cte=encoding, charset=charset)
    return message.as_bytes()


def names(data: bytes) -> list[str]:
    return [spec.name for spec in read_text("a.eml", data).reading.specs]


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
def test_transfer_encodings(encoding: str) -> None:
    content = read_text("a.eml", written(encoding))
    assert content.kind is InputKind.MAIL
    assert content.reading.findings == ()
    tune, mute = content.reading.specs
    assert [tune.name, mute.name] == NAMES
    assert tune.errors[1].description == (
        "The level is above eleven \N{EN DASH} it goes no further."
    )


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable"])
def test_places_are_those_of_the_file(encoding: str) -> None:
    data = written(encoding)
    row = data.split(b"\r\n").index(b"+DEFINE_KERNEL_API_SPEC(sys_mute)") + 1
    assert read_text("a.eml", data).reading.specs[1].origin.line == row


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
def test_charsets(encoding: str) -> None:
    data = written(encoding, "windows-1252")
    reading = read_text("a.eml", data).reading
    assert "\N{EN DASH}" in (reading.specs[0].errors[1].description or "")
    assert reading.findings == ()


def test_parts() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "widget"
    message.set_content("See the file.\n")
    message.add_attachment(AFTER.encode(), "text", "x-csrc", filename="widget.c")
    message.add_attachment(b"\x89PNG", "image", "png", filename="widget.png")
    content = read_text("a.eml", message.as_bytes())
    assert [spec.name for spec in content.reading.specs] == NAMES
    assert [skipped.file for skipped in content.skipped] == ["widget.png"]


def test_parts_in_parts_end_somewhere() -> None:
    text = "From: a@example.org\nSubject: deep\n"
    for depth in range(200):
        text += f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"
    content = read_text("a.eml", text.encode())
    assert any("nested" in skipped.reason for skipped in content.skipped)


def test_mailbox_of_many(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box")
    for name in ("tune", "turn", "twist"):
        box.add(mail().replace("tune", name).replace("mute", f"un{name}").encode())
    box.flush()
    content = read_text("box", (tmp_path / "box").read_bytes())
    assert content.kind is InputKind.MBOX
    assert [spec.name for spec in content.reading.specs] == [
        *("sys_tune", "sys_untune", "sys_turn", "sys_unturn", "sys_twist", "sys_untwist")
    ]


def test_a_series_as_git_writes_it() -> None:
    head = "From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001\n"
    one = head + mail()
    assert read_text("1.patch", one.encode()).kind is InputKind.MAIL
    two = one + "\n" + head + mail().replace("tune", "turn").replace("mute", "stop")
    assert names(two.encode()) == [*NAMES, "sys_turn", "sys_stop"]
    assert len(split(raw_lines(two.encode()))) == 2


def test_a_reply_that_quotes_the_patch_again() -> None:
    head = "From ann@example.org Mon Mar  2 10:00:00 2026\n"
    reply = "".join(f"> {line}\n" for line in diff().splitlines()) + "\nLooks good.\n"
    box = head + mail() + "\n" + head + mail(f"Ann wrote:\n{reply}")
    content = read_text("box", box.encode())
    assert [spec.name for spec in content.reading.specs] == NAMES
    assert [skipped.reason for skipped in content.skipped] == [
        f"{name} is quoted again" for name in NAMES
    ]


def test_only_c_files_of_a_patch_are_read() -> None:
    example = "Example:\n\n" + "".join(f"  {line}\n" for line in AFTER.splitlines())
    other = diff("Title\n", "Title\n" + example, path="Documentation/api.rst")
    rust = diff("", f'let text = r"\n{AFTER}";\n', path="tools/kapi.rs")
    content = read_text("a.eml", mail(MESSAGE + other + rust + diff()).encode())
    assert [spec.name for spec in content.reading.specs] == NAMES
    assert [skipped.file for skipped in content.skipped] == [
        *("Documentation/api.rst", "tools/kapi.rs")
    ]


def test_prose_with_an_example_is_no_spec() -> None:
    content = read_text("cover.eml", mail(f"\nA spec looks like this:\n\n{AFTER}").encode())
    assert content.reading.specs == ()


def test_cut_off_mails() -> None:
    data = mail().encode()
    (finding,) = read_text("a.eml", data[: data.index(b"Date")]).reading.findings
    assert finding.code == "truncated-mail"
    cut = read_text("a.eml", data[: data.index(b"DEFINE_KERNEL")]).reading
    assert [spec.name for spec in cut.specs] == ["sys_tune"]
    assert [f.code for f in cut.findings] == ["truncated-hunk"]
    assert cut.findings[0].span.line == data[: data.index(b"@@")].count(b"\n") + 1


def test_headers_may_be_nonsense() -> None:
    for value in ("multipart/mixed; boundary", "text/plain; charset=nonsense", "=?x?q?=?=", ";;="):
        text = mail(headers=f"Content-Type: {value}\n")
        read_mail("a.eml", raw_lines(text.encode()))
    assert names(mail(headers="Content-Type: text/plain; charset=nonsense\n").encode()) == NAMES
