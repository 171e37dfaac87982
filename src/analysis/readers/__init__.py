"""Transcripts of any format become pieces of talk. A new format is one module and one line in FORMATS.

Each module has `NAME` (for messages), `recognises(source) -> bool`, which judges by content (the suffix may break a tie), and
`read(source) -> Talk`, which raises Unreadable (findings) for what it cannot read.
"""

from __future__ import annotations

from pathlib import Path

from analysis.findings import Unreadable
from analysis.readers import akoma, chat, docx, elan, folia, jsons, odt, pdf, sbv, subrip, table, tei, text, textgrid, vlos, webvtt
from analysis.readers.talk import Piece, Source, Talk

FORMATS: tuple = (
    pdf,
    docx,
    odt,
    webvtt,
    subrip,
    sbv,
    jsons,
    table,
    akoma,
    elan,
    folia,
    tei,
    vlos,
    textgrid,
    chat,
    text,
)


def read(path: str | Path) -> Talk:
    """The talk in one transcript file, by the first format that recognises its content."""
    source = Source(path)
    if not source.data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("the file is empty; put the transcript in it or remove it")
    for module in FORMATS:
        if module.recognises(source):
            talk = module.read(source)
            if not any(piece.text.strip() for piece in talk.pieces):
                raise Unreadable(f"no talk found in this {module.NAME} file")
            return talk
    raise Unreadable("no known transcript format")


__all__ = ["FORMATS", "Piece", "Source", "Talk", "read"]
