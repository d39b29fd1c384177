"""Compressed images: gzip, xz and zstd files, and the kernel inside a bzImage.

Source: ``Documentation/arch/x86/boot.rst`` for the header of a bzImage; the formats begin with
the magics of RFC 1952, of the xz file format, and of RFC 8878.
"""

from __future__ import annotations

import gzip
import io
import lzma
import tempfile
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol

from kapi.kernel.image import ImageError
from kapi.kernel.magic import ELF, GZIP, HEAD, XZ, ZSTD, is_kernel

LARGEST = 4 << 30
"""Bytes that an image may have when it is unpacked."""
_SETUP_SECTORS, _PROTOCOL, _PAYLOAD = 0x1F1, 0x206, 0x248
_FIRST_WITH_PAYLOAD = 0x0208
_PIECE = 1 << 20


class _Reader(Protocol):
    def read(self, size: int, /) -> bytes: ...


def unpacked(file: BinaryIO) -> BinaryIO:
    """Return ``file``, or what is compressed in it as a temporary file without a name.

    Raises `ImageError` for damaged data, and where the means to unpack it are missing.
    """
    file.seek(0)
    head = file.read(HEAD)
    start, end = 0, None
    if is_kernel(head):
        start, length = _payload(head)
        end = start + length
        file.seek(start)
        head = file.read(16)
    if head.startswith(ELF):
        return file
    opener = _opener(head)
    if opener is None:
        raise ImageError("neither an ELF file nor one that is compressed by gzip, xz or zstd")
    return _written(opener(io.BufferedReader(_Part(file, start, end))))


def _payload(head: bytes) -> tuple[int, int]:
    if int.from_bytes(head[_PROTOCOL : _PROTOCOL + 2], "little") < _FIRST_WITH_PAYLOAD:
        raise ImageError("a kernel before 2.6.26, which does not say where its image is")
    sectors = head[_SETUP_SECTORS] or 4
    offset = int.from_bytes(head[_PAYLOAD : _PAYLOAD + 4], "little")
    return (sectors + 1) * 512 + offset, int.from_bytes(head[_PAYLOAD + 4 : _PAYLOAD + 8], "little")


def _opener(head: bytes) -> Callable[[BinaryIO], _Reader] | None:
    if head.startswith(GZIP):
        return lambda file: gzip.GzipFile(fileobj=file)
    if head.startswith(XZ):
        return _Xz
    return _zstd if head.startswith(ZSTD) else None


def _zstd(file: BinaryIO) -> _Reader:
    try:
        import zstandard  # an extra
    except ImportError:
        raise ImageError(
            "compressed by zstd: install kapi[kernel], or unpack it with zstd -d first"
        ) from None
    reader: _Reader = zstandard.ZstdDecompressor().stream_reader(file)
    return reader


def _written(reader: _Reader) -> BinaryIO:
    target = tempfile.TemporaryFile(prefix="kapi-image-")  # noqa: SIM115  the caller closes it
    try:
        while content := _read(reader):
            if not target.tell() and not content.startswith(ELF):
                raise ImageError("what is compressed in it is no ELF file")
            if target.tell() > LARGEST:
                raise ImageError(f"larger than {LARGEST >> 30} GiB when it is unpacked")
            target.write(content)
        if not target.tell():
            raise ImageError("damaged: nothing can be unpacked")
    except BaseException:
        target.close()
        raise
    return target


def _read(reader: _Reader) -> bytes:
    try:
        return reader.read(_PIECE)
    except Exception as error:  # each format has exceptions of its own
        raise ImageError(f"damaged: it cannot be unpacked: {error}") from error


class _Xz:
    """One xz stream; in a kernel, the size of the image stands after it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._stream = file, lzma.LZMADecompressor()

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes, none at the end."""
        while not self._stream.eof:
            piece = self._file.read(_PIECE) if self._stream.needs_input else b""
            if self._stream.needs_input and not piece:
                raise EOFError("it ends early")
            if content := self._stream.decompress(piece, size):
                return content
        return b""


class _Part(io.RawIOBase):
    """A file from ``start`` to before ``end``, None for its own end."""

    def __init__(self, file: BinaryIO, start: int, end: int | None) -> None:
        self._file, self._start = file, start
        self._size = (file.seek(0, 2) if end is None else end) - start
        self._place = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be sought."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to ``offset`` from the start, the place or the end."""
        self._place = offset + (0, self._place, self._size)[whence]
        return self._place

    def tell(self) -> int:
        """Return the place."""
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer``; return how many bytes there were."""
        self._file.seek(self._start + self._place)
        content = self._file.read(max(min(len(buffer), self._size - self._place), 0))
        buffer[: len(content)] = content
        self._place += len(content)
        return len(content)
