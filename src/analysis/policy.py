"""Standing policy and agendas: the documents in `policy/` become passages, each an agenda item or a paragraph under its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis import privacy
from analysis.findings import Finding, Unreadable
from analysis.readers import documents, docx, odt, pdf
from analysis.readers.documents import Block, Table
from analysis.readers.minutes import Line
from analysis.readers.talk import Source

BULLET = re.compile(r"^\s*(?:[-*•–▪◦]|\d{1,2}[.)]|[a-z][.)])\s+(?=\S)")
BREAK = "\x00"  # where a line ends
BROKEN = re.compile(rf"(?<=[^\W\d_])-{BREAK} (?=[a-zà-ÿ])(?!(?:en|of|and|or)\b)")  # a word that a line's end cuts in two
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
        except OSError as error:
            findings.append(Finding(name, 0, f"this file cannot be opened ({error.strerror})"))
            continue
        masked = ((line, privacy.masked(head, language), privacy.masked(text, language)) for line, head, text in _passages(lines))
        found += [Passage(name, line, head, text) for line, head, text in masked]
    return found


def _lines(source: Source) -> list[Line]:
    """The lines of a document of any kind, with an empty one between paragraphs."""
    if pdf.recognises(source):
        lines = pdf.run_on([pdf.trimmed(page) for page in pdf.without_furniture(pdf.pages_of(source))])
        if not any(line.text for line in lines):
            raise Unreadable("this PDF has pictures of pages and no text; put it through text recognition (OCR) first")
        return lines
    for kind in (docx, odt):
        if kind.recognises(source):
            return _running(kind.content(source))
    if source.suffix not in (".md", ".txt", ".markdown", ""):
        raise Unreadable("policy is read from .md, .txt, .docx, .odt and .pdf; save it as one of these")
    return [Line(number, text) for number, text in enumerate(source.lines, 1)]


def _running(blocks: Sequence[Block]) -> list[Line]:
    """Paragraphs and rows of tables as lines, an empty one after each."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Table):
            rows = [" ".join(dict.fromkeys(cell.strip() for cell in row)) for row in block.rows]
            lines += [line for n, row in enumerate(rows) for line in (Line(block.place + n, row), Line(block.place + n, ""))]
        else:
            drawn = block.item and block.text.strip() and not block.bold
            lines += documents.running([replace(block, text=f"• {block.text}") if drawn else block])
    return lines


def _passages(lines: Sequence[Line]) -> Iterator[tuple[int, str, str]]:
    """(place, heading, text) of each passage; a heading under which nothing stands is one."""
    heading, held = Line(0, ""), list[Line]()
    bare = False  # whether nothing was told under the heading yet
    widest = max((len(line.text) for line in lines), default=0)
    for n, line in enumerate(lines):
        text = line.text.strip()
        if _marked(line) or (not held and _is_heading(line, lines[n + 1 :], widest)):
            yield from _told(held, _words(heading))
            if bare and not _over(heading, line):
                yield heading.place, "", _words(heading)
            heading, held, bare = line, [], True
        elif not text or BULLET.match(line.text):
            yield from _told(held, _words(heading))
            held = [line] if text else []
            bare = bare and not text
        else:
            held.append(line)
            bare = False
    yield from _told(held, _words(heading))
    if bare:
        yield heading.place, "", _words(heading)


def _marked(line: Line) -> bool:
    """Whether a line is marked as a heading, or is bold throughout."""
    text = line.text.strip()
    return bool(text) and (MARKED.match(text) is not None or line.bold.strip() == text)


def _is_heading(line: Line, after: Sequence[Line], widest: int) -> bool:
    """Whether a line is a heading without a mark: short, without a full stop, over a longer one or an item; and no wrapped line of text."""
    text = line.text.strip()
    following = next((later for later in after if later.text.strip()), None)
    if not text or following is None or len(text.split()) > HEADING or BULLET.match(line.text) or text[-1] in ".!?;,":
        return False
    if after[0].text.strip():  # the text goes on at once: a line broken by hand has room for the next word, and that has a capital
        first = following.text.split()[0]
        if first[0].islower() or len(line.text.rstrip()) + 1 + len(first) > widest:
            return False
    return BULLET.match(following.text) is not None or len(following.text.split()) > HEADING


def _over(heading: Line, line: Line) -> bool:
    """Whether a heading stands over the next one: the title, or one of fewer marks."""
    marks = [len(match.group().strip()) if (match := MARKED.match(one.text.strip())) else 0 for one in (heading, line)]
    return not heading.text or marks[0] < marks[1]


def _words(heading: Line) -> str:
    return BULLET.sub("", MARKED.sub("", heading.text.strip()))


def _told(held: Sequence[Line], heading: str) -> Iterator[tuple[int, str, str]]:
    if held:
        text = " ".join(BULLET.sub("", line.text, count=1).strip() + (BREAK if n + 1 < len(held) else "") for n, line in enumerate(held))
        text = BROKEN.sub("", text).replace(BREAK, "")
        yield held[0].place, heading, re.sub(r"\s+", " ", text)
