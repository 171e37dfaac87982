"""Transcripts as they arrive: cut off in the middle, in other encodings, with other ends of lines."""

from __future__ import annotations

from pathlib import Path

import pytest

FORMATS = Path(__file__).parents[3] / "shared" / "formats"
with_samples = pytest.mark.skipif(not FORMATS.is_dir(), reason="the real sample files are not on this machine")


def encoded(text: str) -> list[bytes]:
    """The same text as other machines write it; an XML declaration, if there is one, is left as it is and so is not always true."""
    encodings = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
    return [*(text.encode(encoding) for encoding in encodings), text.replace("\n", "\r\n").encode(), text.replace("\n", "\r").encode()]


def cut(data: bytes) -> list[bytes]:
    """The beginnings of a file: at every tenth part, and without its last byte."""
    return [*(data[: len(data) * tenth // 10] for tenth in range(1, 10)), data.rstrip()[:-1]]
