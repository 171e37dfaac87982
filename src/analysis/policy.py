"""Standing policy and agendas: the documents in `policy/` become passages, each an agenda item or a paragraph under its heading."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from odf.opendocument import load

from analysis import privacy
from analysis.findings import Finding, Unreadable
from analysis.readers import documents, docx, odt, pdf
from analysis.readers.documents import Block, Table
from analysis.readers.minutes import Line
from analysis.readers.talk import Source

BULLET = re.compile(r"^\s*(?:[-*•–▪◦]|\d{1,2}[.)]|[a-z][.)])\s+(?=\S)")
MARKED = re.compile(r"#+\s*")
HEADING = 10  # words: a longer line is text, also where it has no full stop


@dataclass(frozen=True)
class Passage:
    """A passage of a document: where it stands (line, page or paragraph), the headings over it, and what it says."""

    file: str
    line: int
    heading: str
    text: str


def passages(corpus: Path, findings: list[Finding], language: str = "nl") -> list[Passage]:
    """The passages of all documents in the folder `policy` of a corpus, in order; none where there is no such folder.

    Text, Markdown, Word, OpenDocument and PDF are read; a file that cannot be read is left out, and a finding says so. Phone numbers, addresses
    and the like are masked.
    """
    found: list[Passage] = []
    for path in sorted(p for p in (corpus / "policy").rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))):
        name = path.relative_to(corpus).as_posix()
        try:
            lines = _lines(Source(path))
        except Unreadable as error:
            findings.append(Finding(name, 0, str(error)))
            continue
        found += [Passage(name, line, head, privacy.masked(text, language)) for line, head, text in _passages(lines)]
    return found


def _lines(source: Source) -> list[Line]:
    """The lines of a document of any kind, with an empty one between paragraphs."""
    if pdf.recognises(source):
        lines = pdf.run_on([pdf.trimmed(page) for page in pdf.without_furniture(pdf.pages_of(source))])
        if not any(line.text for line in lines):
            raise Unreadable("this PDF has pictures of pages and no text; put it through text recognition (OCR) first")
        return lines
    for kind, blocks in ((docx, _word), (odt, _open)):
        if kind.recognises(source):
            try:
                return _running(blocks(source))
            except Exception as error:  # what is broken in a zip file, its XML or its parts breaks in a dozen ways
                raise Unreadable(f"this {kind.NAME} file is broken or cut off ({type(error).__name__}); save it again") from error
    if source.suffix not in (".md", ".txt", ".markdown", ""):
        raise Unreadable("policy is read from .md, .txt, .docx, .odt and .pdf; save it as one of these")
    return [Line(number, text) for number, text in enumerate(source.lines, 1)]


def _word(source: Source) -> list[Block]:
    return list(docx.blocks(Document(io.BytesIO(source.data))))


def _open(source: Source) -> list[Block]:
    document = load(io.BytesIO(source.data))
    return list(odt.blocks(document.text, odt.bold_styles(document), 1))


def _running(blocks: Sequence[Block]) -> list[Line]:
    """Paragraphs and rows of tables as lines, an empty one after each."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Table):
            rows = [" ".join(dict.fromkeys(cell.strip() for cell in row)) for row in block.rows]
            lines += [line for n, row in enumerate(rows) for line in (Line(block.place + n, row), Line(block.place + n, ""))]
        else:
            lines += documents.running([block])
    return lines


def _passages(lines: Sequence[Line]) -> Iterator[tuple[int, str, str]]:
    """(place, heading, text) of each passage."""
    heading, held = "", list[Line]()
    for n, line in enumerate(lines):
        text = line.text.strip()
        if not held and _is_heading(line, next((after for after in lines[n + 1 :] if after.text.strip()), None)):
            heading = BULLET.sub("", MARKED.sub("", text))
        elif not text or BULLET.match(line.text):
            yield from _told(held, heading)
            held = [line] if text else []
        else:
            held.append(line)
    yield from _told(held, heading)


def _is_heading(line: Line, following: Line | None) -> bool:
    """Whether a line is a heading: marked or bold as one, or a short line without a full stop over a longer one or an item."""
    text = line.text.strip()
    if MARKED.match(text) or (text and line.bold.strip() == text):
        return True
    if not text or following is None or len(text.split()) > HEADING or BULLET.match(line.text) or text[-1] in ".!?;,":
        return False
    return BULLET.match(following.text) is not None or len(following.text.split()) > HEADING


def _told(held: Sequence[Line], heading: str) -> Iterator[tuple[int, str, str]]:
    if held:
        text = re.sub(r"(\w)- (?=[a-zà-ÿ])", r"\1", " ".join(BULLET.sub("", line.text, count=1).strip() for line in held))
        yield held[0].place, heading, re.sub(r"\s+", " ", text)
