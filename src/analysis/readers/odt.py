"""OpenDocument texts (.odt), written by LibreOffice: the same kinds of transcripts as in Word documents (see `documents`).

What is bold is known by the automatic styles at the top of the file. Footnotes, comments, deleted text and tables of contents are no talk.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from xml.sax import SAXException
from zipfile import BadZipFile

from odf.namespaces import FONS, OFFICENS, STYLENS, TABLENS, TEXTNS
from odf.opendocument import OpenDocument, load

from analysis.findings import Unreadable
from analysis.readers import documents
from analysis.readers.documents import Block, Paragraph, Table
from analysis.readers.talk import Source, Talk

NAME = "OpenDocument (.odt)"
LEFT_OUT = {(TEXTNS, name) for name in ("note", "tracked-changes", "table-of-content", "alphabetical-index", "sequence-decls")} | {
    (OFFICENS, "annotation")
}


def recognises(source: Source) -> bool:
    """Whether this is a zip file that says it is an OpenDocument text, or would be if it were whole."""
    return source.data.startswith(b"PK") and (
        b"opendocument.text" in source.data[:200] or (source.suffix == ".odt" and b"word/" not in source.data)
    )


def read(source: Source) -> Talk:
    """The talk in an OpenDocument text; `line` is the number of the paragraph or table row."""
    return documents.talk(content(source))


def content(source: Source) -> list[Block]:
    """The paragraphs and tables of an OpenDocument text; Unreadable where it is broken."""
    try:
        document = load(io.BytesIO(source.data))
        return list(blocks(document.text, bold_styles(document), 1))
    except (
        BadZipFile,
        SAXException,
        zlib.error,
        EOFError,
        KeyError,
        AttributeError,
        ValueError,
        IndexError,
        AssertionError,
        RuntimeError,
    ) as error:
        raise Unreadable(f"this OpenDocument text is broken or cut off ({type(error).__name__}); download or save it again") from error


def bold_styles(document: OpenDocument) -> set[str]:
    """The names of the styles that print bold."""
    bold = {"Strong_20_Emphasis"}
    for part in (document.styles, document.automaticstyles):
        for style in part.childNodes:
            weights = [node.getAttrNS(FONS, "font-weight") for node in style.childNodes if node.qname == (STYLENS, "text-properties")]
            parent = attribute(style, STYLENS, "parent-style-name")
            if "bold" in weights or (parent in bold and "normal" not in weights):
                bold.add(attribute(style, STYLENS, "name") or "")
    return bold


def blocks(node, bold: set[str], place: int) -> Iterator[Block]:
    """The paragraphs and tables under a node in order, those in lists and sections too."""
    for child in node.childNodes:
        kind = getattr(child, "qname", None)
        if kind in LEFT_OUT or kind is None:
            continue
        if kind in ((TEXTNS, "p"), (TEXTNS, "h")):
            found: list[Block] = [paragraph(child, bold, place)]
        elif kind == (TABLENS, "table"):
            found = [Table(place, rows(child))]
        else:
            found = list(blocks(child, bold, place))
        yield from found
        place += sum(len(block.rows) if isinstance(block, Table) else 1 for block in found)


def paragraph(node, bold: set[str], place: int) -> Paragraph:
    """A paragraph with what is bold in it."""
    pieces = list(parts(node, bold, attribute(node, TEXTNS, "style-name") in bold))
    text = "".join(part for part, _ in pieces)
    return Paragraph(place, text, text if node.qname == (TEXTNS, "h") else "".join(part for part, is_bold in pieces if is_bold))


def parts(node, bold: set[str], is_bold: bool) -> Iterator[tuple[str, bool]]:
    """The text under a node in parts, each with whether it is bold; tabs, spaces and line breaks are elements."""
    for child in node.childNodes:
        kind = getattr(child, "qname", None)
        if kind is None:
            yield str(child), is_bold
        elif kind == (TEXTNS, "s"):
            yield " " * int(attribute(child, TEXTNS, "c") or 1), is_bold
        elif kind in ((TEXTNS, "tab"), (TEXTNS, "line-break")):
            yield "\t" if kind[1] == "tab" else "\n", is_bold
        elif kind not in LEFT_OUT:
            yield from parts(child, bold, is_bold or attribute(child, TEXTNS, "style-name") in bold)


def rows(table) -> list[list[str]]:
    """The cells of a table as text."""
    return [
        ["\n".join(block.text for block in blocks(cell, set(), 0) if isinstance(block, Paragraph)) for cell in row.childNodes]
        for row in descendants(table, (TABLENS, "table-row"))
    ]


def descendants(node, kind: tuple[str, str]) -> Iterator:
    """The nodes of a kind under a node, in groups too."""
    for child in node.childNodes:
        if getattr(child, "qname", None) == kind:
            yield child
        elif hasattr(child, "childNodes"):
            yield from descendants(child, kind)


def attribute(node, space: str, name: str) -> str | None:
    """An attribute of a node, whether its kind allows it or not."""
    return node.attributes.get((space, name)) if getattr(node, "attributes", None) else None
