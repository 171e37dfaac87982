"""Word documents (.docx): Microsoft Teams transcripts, reports of transcription services, minutes, interviews typed out.

`documents` knows what they look like; this module takes the file apart. Deleted text that change tracking keeps, footnotes, comments and
tables of contents are no talk.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run
from lxml.etree import XMLSyntaxError

from analysis.findings import Unreadable
from analysis.readers import documents
from analysis.readers.documents import Block, Paragraph, Table
from analysis.readers.talk import Source, Talk

NAME = "Word (.docx)"
RUNS = ".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent)]"
LISTS = ("List", "Lijst", "Opsomming")  # names of styles, as those of headings
HEADINGS = ("heading", "kop", "title", "titel", "toc", "inhopg")  # names of styles, in the languages of the word processor


def recognises(source: Source) -> bool:
    """Whether this is a zip file with a Word document in it, or would be if it were whole."""
    if not source.data.startswith(b"PK"):
        return False
    return b"word/" in source.data or (source.suffix == ".docx" and b"xl/" not in source.data and b"opendocument" not in source.data[:200])


def read(source: Source) -> Talk:
    """The talk in a Word document; `line` is the number of the paragraph or table row."""
    return documents.talk(content(source))


def content(source: Source) -> list[Block]:
    """The paragraphs and tables of a Word file; Unreadable where it is broken."""
    try:
        return list(blocks(Document(io.BytesIO(source.data))))
    except (BadZipFile, OpcError, XMLSyntaxError, zlib.error, EOFError, KeyError, AttributeError, ValueError, RuntimeError) as error:
        raise Unreadable(f"this Word document is broken or cut off ({type(error).__name__}); download or save it again") from error


def blocks(document: WordDocument) -> Iterator[Block]:
    """The paragraphs and tables of the document in order."""
    styles = {style.style_id: kind_of(style) for style in document.styles if isinstance(style, ParagraphStyle)}
    place = 1
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            rows = [[cell.text for cell in row.cells] for row in block.rows]
            yield Table(place, rows)
            place += len(rows)
        else:
            yield paragraph(block, place, styles.get(block._p.style or "", (False, False)))
            place += 1


def kind_of(style: ParagraphStyle) -> tuple[bool, bool]:
    """Whether paragraphs of a style are headings, and whether they are bold, by the style or those it is based on."""
    return (style.name or "").lower().startswith(HEADINGS), is_bold(style)


def is_bold(style: ParagraphStyle | None) -> bool:
    """Whether a style prints bold."""
    return style is not None and (is_bold(style.base_style) if style.font.bold is None else style.font.bold)


def paragraph(block: WordParagraph, place: int, kind: tuple[bool, bool]) -> Paragraph:
    """A paragraph with what is bold in it."""
    runs = [Run(run, block) for run in block._p.xpath(RUNS)]
    text = "".join(run.text for run in runs)
    is_heading, by_style = kind
    bold = text if is_heading else "".join(run.text for run in runs if (by_style if run.bold is None else run.bold))
    return Paragraph(place, text, bold, is_item(block))


def is_item(block: WordParagraph) -> bool:
    """Whether a paragraph is an item of a list, before which Word draws a sign or a number."""
    return bool(block._p.xpath("./w:pPr/w:numPr")) or ((block.style and block.style.name) or "").startswith(LISTS)
