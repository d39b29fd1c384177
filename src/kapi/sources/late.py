"""The readers of text, imported with the first text: a tree that did not change needs none."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kapi.sources.loaded import Content

_Reader = Callable[[str, bytes, str], Content]


class TextReaders(NamedTuple):
    """``text`` takes a source, its bytes and a file name; ``file`` a root, a path, its bytes."""

    text: _Reader
    file: Callable[[str, str, bytes], Content]


def text_readers() -> TextReaders:
    """Return what reads one text, and one file of a tree."""
    from kapi.sources.one_text import read_file_of_tree, read_text  # 20 ms

    return TextReaders(read_text, read_file_of_tree)
