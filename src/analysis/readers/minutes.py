"""Verbatim minutes: lines under labels become pieces of talk. Text, PDF and word-processor readers hand their lines to `pieces`.

Clerks write minutes. A turn begins with a label at the start of a line: an honorific or office and a name ("De heer Mulder (VVD).",
"Wethouder De Vries:"), an office alone ("De voorzitter.", "The Chair:"), or a name with its party ("Anna Smit (D66):"). Between the turns
stand things that nobody said: agenda headings, attendance lists, votes, stage directions. A sentence may begin like a label, and a line
may break so that it seems to; so what most labels of a file do (bold, after a blank line, a colon or a full stop) is asked of all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from analysis.readers.talk import Piece


class Line(NamedTuple):
    """A line with its place (line, page or paragraph) and what of it is printed bold; a heading is bold from end to end."""

    place: int
    text: str
    bold: str = ""


class Label(NamedTuple):
    """A label found at the start of a line."""

    speaker: str
    mark: str
    rest: str
    bare: bool  # an office without article, as one addresses somebody
    bold: bool
    apart: bool  # after an empty line
    plain: bool  # a name only
    begins: bool  # where a sentence may begin


HABIT = 0.8  # what four in five labels of a file do is its habit; typing errors are far rarer than that
BREAKS = 0.01  # a program that breaks words leaves a hyphen at one line in thirty; where fewer have one, the writer put it there
SHORT = 50  # characters: a line that ends before this ends because its text does
LONGEST_HEADING = 250  # characters: agenda items run over two or three lines, not more

CAPITAL = "[A-ZÀ-ÖØ-Þİ]"
PARTICLE = r"(?:van|von|de|den|der|ter|ten|te|la|le|du|da|dos|di|del|el|al|bin|ben|ibn|op|in|het|uit|aan|zu|zur|af|of|['’]t|['’]s)\b"
WORD = rf"(?:{CAPITAL}[\w’'-]*|{PARTICLE})"
BEFORE_NAME = rf"(?:(?:{CAPITAL}[a-z]?\.)+|(?i:mr|drs?|ir|ing|prof|jhr|bc|msc|st|hon)\.|(?i:sir|dame|lord|lady))"
NAME = rf"(?:{BEFORE_NAME}\s?)*(?:{WORD}\s)*?{CAPITAL}[\w’'-]*(?:\s(?:{BEFORE_NAME}\s?)?{WORD}){{0,6}}"
PARTY = r"[(\[][^()\[\]]{1,80}[)\]]"
TITLE = (
    r"(?i:(?:de |the )?(?:heer|hr\.?|dhr\.?|meneer|mevrouw|mevr\.?|mw\.?|mej\.?|wethouder|loco-burgemeester|burgemeester|raadslid|"
    r"commissielid|burgerlid|statenlid|gedeputeerde|portefeuillehouder|inspreker|insprekers?ter|griffier|secretaris|minister|staatssecretaris|"
    r"commissaris(?: van de koning)?|dijkgraaf|heemraad|mr\.?|mrs\.?|ms\.?|miss|mx\.?|dr\.?|councill?or|cllr\.?|alderman|alderwoman|"
    r"council ?member|commissioner|mayor|deputy mayor|senator|representative|rep\.|sir|dame|lord|lady|baroness|judge|chief|officer))"
)
OFFICE = (
    r"(?i:(?:(?:plv\.?|plaatsvervangend|waarnemend|wnd\.?|loco|technisch|vice|deputy|acting|assistant|interim)[ -])*"
    r"(?:dag)?(?:voorzitter|voorzitster|chair(?:man|woman|person)?|president|speaker|moderator|gespreksleid(?:er|ster)|griffier|secretaris|"
    r"clerk|secretary|burgemeester|wethouder|portefeuillehouder|inspreker|notulist|minister|staatssecretaris|mayor|interviewer|"
    r"facilitator|dijkgraaf))"
)
AFFILIATION = rf"(?:,? {PARTY}){{0,3}}(?:\s?[,–—-] ?{CAPITAL}[\w’'/&+-]*(?: [\w’'/&+-]+){{0,4}})?"
TITLED = rf"{TITLE} (?:de |the )?(?:{TITLE} )?{NAME}{AFFILIATION}"
OFFICIAL = rf"(?P<article>(?i:de|het|een|the|an?|mevrouw de|meneer de) )?{OFFICE}(?: \d+)?(?: {NAME})?{AFFILIATION}"
NAMED = rf"{NAME} \((?![^)]*\d{{3}})[^\W\d][^()]{{0,60}}\)(?: \([^()]{{1,60}}\))?"
PARTIED = rf"{CAPITAL}[\w/ ]{{1,30}}, {TITLE} {NAME}"
END = r"(?P<mark>\s?:|\.)(?=\s|$|[A-ZÀ-Þ'‘“\"…])\s*(?P<rest>.*)"
LABEL = re.compile(rf"(?=[A-ZÀ-ÞİÁ\d])(?P<label>{TITLED}|{OFFICIAL}|{NAMED}|{PARTIED}){END}")
HEAD = re.compile(rf"(?:{TITLED}|{OFFICIAL.replace('?P<article>', '')}|{NAMED}|{PARTIED})")
PLAIN = re.compile(rf"(?P<label>{NAME}(?: \d+)?){END}")
PERSON = re.compile(rf"(?i:de |het )?(?:{TITLE},? ?)?(?:{NAME})?{AFFILIATION}[.,;]?")
# Words before a colon that head a part of a text, not a turn.
HEADS = re.compile(
    r"(?i:moties?|amendement(?:en)?|overwegende|constaterende|gehoord|gelet|verzoekt|besluit|besluiten|vraag|antwoord|toelichting|"
    r"onderwerp|datum|tijd|plaats|locatie|agenda|aanwezigen?|afwezigen?|bijlagen?|let op|kortom|conclusie|actie|note|date|time|place|"
    r"present|absent)\b"
)

# From here to the next label nobody speaks: what is up, who is there, what is voted on.
NOBODY_SPEAKS = re.compile(
    r"(?:Thans )?[Aa]an de orde (?:is|zijn|komt|komen)\b[^.?!]{0,60}:\s*$"
    r"|(?:Presentielijst|(?:(?:Tevens |Mede |Ook |Verder )?(?:[Aa]anwezig|[Aa]fwezig|[Vv]erhinderd)(?:en)?)|(?:Members )?[Pp]resent|Absent|"
    r"(?:In )?[Aa]ttendance|Apologies|Vote|Stemmingen|Uitslag)(?:\s*$|\b[^.?!:]{0,80}:)"
    r"|In stemming (?:komt|komen|is|zijn|wordt|worden)\b"
)
TIMED = r"(?:[^.?!]|(?<=\d)\.(?=\d)|(?<=[ap])\.(?:m\.)?)*"  # a sentence; "20.15 uur" is a time, not an end
ASIDE = re.compile(
    r"[(\[][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]\.?"
    rf"|De (?:openbare |besloten )?(?:vergadering|raadsvergadering|bijeenkomst|zitting|raad) (?:wordt|werd)\b{TIMED}"
    r"(?:geschorst|hervat|heropend|geopend|gesloten|verdaagd|voortgezet)[^.?!]*\.?"
    rf"|(?:Schorsing|Pauze|\w*[Pp]auze|Hervatting|Heropening|Sluiting)(?:[ :](?={TIMED}\d){TIMED})?\.?"
    rf"|De (?:[\w.]+ )?voorzitter (?:opent|schorst|heropent|hervat|sluit) {TIMED}\.?"
    rf"|Niets meer aan de orde zijnde{TIMED}\.?"
    r"|(?:De|Het|Deze) [^.?!]{3,150} (?:wordt|worden) [^.?!]{0,100}(?:zonder (?:beraadslaging|hoofdelijke|stemming)|bij acclamatie|"
    r"(?:onge|aldus ge|aldus |ge)wijzigd)[^.?!]*(?:vastgesteld|aangenomen|verworpen|besloten)\.?"
    r"|(?:Aldus|Dienovereenkomstig|Conform|Overeenkomstig|Daartoe)\b[^.?!]{0,60}\b(?:besloten|vastgesteld)\.?"
    rf"|(?:The )?(?:[Mm]eeting|[Cc]ouncil|[Cc]ommittee|[Hh]earing|[Ss]ession|[Ss]itting|House) (?:was |stood |were )?"
    rf"(?:adjourned|suspended|recessed|resumed|called to order|reconvened)\b{TIMED}\.?"
    rf"|Whereupon\b{TIMED}\.?"
)
NOISE = re.compile(
    r"\s*[(\[](?i:applaus|gelach|hilariteit|rumoer|geroffel|onverstaanbaar|gejoel|applause|laughter|inaudible|crosstalk)[^()\[\]]{0,40}[)\]]"
)
GOES_ON = re.compile(r"\s*[(\[](?i:(?:bij |ter )?interrupti\w*|interrumperend|vervolg\w*|continu\w*|intervening)[)\]]")
NUMBERED = re.compile(rf"(?:[-–•]|(?:\d{{1,2}}|{CAPITAL})(?:\.?\d{{1,2}}|[a-z])?[.):]?)\s+(?={CAPITAL}|\d)")
BROKEN = re.compile(r"([^\W_]+)([-‐\xad])$")
SENTENCE_END = re.compile(r"[.!?:;…][\"'’”)\]]*$")
DUTCH_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
ENGLISH_MONTHS = "january february march april may june july august september october november december"
MONTHS = {name: number for number, names in enumerate(zip(DUTCH_MONTHS.split(), ENGLISH_MONTHS.split(), strict=True), 1) for name in names}
DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}),? (\d{{4}})\b|\b({'|'.join(MONTHS)}) (\d{{1,2}}),? (\d{{4}})\b", re.IGNORECASE)


def looks_like(lines: list[str]) -> bool:
    """Whether these lines are verbatim minutes: two speakers or more under labels as clerks write them."""
    return are_minutes(list(enumerate(lines, 1)))


def are_minutes(lines: Sequence[tuple[int, str]] | Sequence[Line]) -> bool:
    """The same for lines with their places, which may know what is bold in them."""
    return len({label.speaker for label in labels(numbered(lines)).values() if not (label.plain or label.bare)}) > 1


def pieces(lines: Sequence[tuple[int, str]] | Sequence[Line]) -> list[Piece]:
    """The turns of verbatim minutes, without headings, attendance lists, votes and stage directions between them.

    >>> lines = ["De voorzitter. Ik open de verga-", "dering.", "", "(Applaus)", "", "Anna Smit (D66). Dank."]
    >>> [(piece.line, piece.speaker, piece.text) for piece in pieces(list(enumerate(lines, 1)))]
    [(1, 'De voorzitter', 'Ik open de vergadering.'), (6, 'Anna Smit (D66)', 'Dank.')]
    """
    rows = mended(numbered(lines))
    said = ((label, place, NOISE.sub("", " ".join(filter(None, parts))).strip()) for label, place, parts in turns(rows, labels(rows)))
    return [Piece(text, GOES_ON.sub("", label.speaker), line=place) for label, place, text in said if text]


def date_in(lines: Iterable[str]) -> str | None:
    """The first date written out in Dutch or English, as ISO: minutes carry theirs at the top.

    >>> date_in(["Gehouden op donderdag 3 mei 2026"])
    '2026-05-03'
    """
    for match in filter(None, map(DATE.search, lines)):
        day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        if int(day) <= 31:
            return f"{year}-{MONTHS[month.lower()]:02}-{int(day):02}"
    return None


def numbered(lines: Iterable[tuple]) -> list[Line]:
    """Lines as Line, trimmed, with single spaces."""
    return [Line(line[0], " ".join(line[1].split()), *line[2:]) for line in lines]


def labels(rows: list[Line]) -> dict[int, Label]:
    """The labels by the index of their line: candidates that do as most labels of the file do."""
    candidates = {i: label for i in range(len(rows)) if (label := label_at(rows, i))}
    often = Counter(label.speaker for label in candidates.values())
    sure = [label for label in candidates.values() if not (label.bare or label.plain) or (label.mark == ":" and often[label.speaker] > 1)]
    habit = {name: share(getattr(label, name) for label in sure) >= HABIT for name in ("bold", "apart")}
    mark = Counter(label.mark for label in sure).most_common(1)[0][0] if sure else ":"
    kept = {i: label for i, label in candidates.items() if label.mark in (mark, "") and convinces(label, habit, often)}
    names = {label.speaker for label in kept.values()}
    slips = {
        i: label
        for i, label in candidates.items()
        if i not in kept and label.speaker in names and not label.plain and after_sentence(rows, i)
    }
    return dict(sorted((kept | slips).items()))


def label_at(rows: list[Line], i: int) -> Label | None:
    """The label that the line seems to begin with; one that breaks within its parenthesis is mended in `rows` with the next line."""
    text = rows[i].text
    if "(" in text and ")" not in text[text.rindex("(") :] and i + 1 < len(rows):
        joined = LABEL.match(f"{text} {rows[i + 1].text}")
        if joined and joined.end("label") > len(text):
            rows[i + 1] = rows[i + 1]._replace(text="")
            rows[i] = rows[i]._replace(text=joined[0])
            text = joined[0]
    bold, apart = rows[i].bold.strip(" .:"), i == 0 or not rows[i - 1].text
    if bold and (head := bold_head(text, bold)):
        return Label(head, "", text[len(head) :].strip(), False, True, apart, False, True)
    match = LABEL.match(text)
    if match:
        speaker = match["label"].strip()
        bare = match["article"] is None and re.fullmatch(rf"{OFFICE}(?: \d+)?", speaker) is not None
        is_bold = bool(bold) and bold.split()[0] in speaker
        begins = begins_sentence(rows, i, match["mark"])
        return None if is_presence(match) else Label(speaker, match["mark"].strip(), match["rest"], bare, is_bold, apart, False, begins)
    plain = PLAIN.match(text)
    if not plain or HEADS.match(text):
        return None
    is_bold, begins = bool(bold) and bold in plain["label"], begins_sentence(rows, i, plain["mark"])
    return Label(plain["label"], plain["mark"].strip(), plain["rest"], False, is_bold, apart, True, begins)


def bold_head(text: str, bold: str) -> str | None:
    """A label without a mark after it, known by its bold type: all up to the end of what is bold, and a parenthesis."""
    place = text.find(bold)
    head = re.match(rf".{{{place + len(bold)}}}(?: {PARTY}(?=\s|$)|(?=\s|$)(?!\s*[(\[:]))", text) if place >= 0 else None
    return head[0] if head and HEAD.fullmatch(head[0]) else None


def is_presence(match: re.Match) -> bool:
    """Whether this says who holds an office ("Voorzitter: de heer De Boer.") and is no talk."""
    rest = match["rest"].strip()
    return (
        bool(rest)
        and PERSON.fullmatch(rest) is not None
        and len(rest.split()) > 1
        and re.fullmatch(OFFICE, match["label"].strip()) is not None
    )


def convinces(label: Label, habit: dict[str, bool], often: Counter) -> bool:
    """Whether a candidate does as the labels of its file do."""
    if habit["bold"] or not label.begins:
        return label.bold
    if label.plain or label.bare:
        return label.mark == ":" and often[label.speaker] > 1
    return label.apart or not habit["apart"]


def after_sentence(rows: list[Line], i: int) -> bool:
    """Whether the line before is empty or ends a sentence, so that a label may stand here."""
    return i == 0 or not rows[i - 1].text or SENTENCE_END.search(rows[i - 1].text) is not None


def begins_sentence(rows: list[Line], i: int, mark: str) -> bool:
    """Whether a label may stand here: a colon may also come after a short line, for that may be a heading."""
    return after_sentence(rows, i) or (mark.strip() == ":" and len(rows[i - 1].text) < SHORT)


def turns(rows: list[Line], found: dict[int, Label]) -> Iterator[tuple[Label, int, list[str]]]:
    """Each label with its place and the lines that were said under it."""
    current: tuple[Label, int, list[str]] | None = None
    speaking = False
    for is_label, indexes in paragraphs(rows, found):
        if is_label:
            if current:
                yield current
            label = found[indexes[0]]
            current, speaking = (label, rows[indexes[0]].place, [label.rest]), True
        elif current and speaking:
            said, speaking = spoken([rows[i] for i in indexes], indexes[-1] + 1 in found or before_label(rows, indexes[-1], found))
            current[2].extend(said)
    if current:
        yield current


def paragraphs(rows: list[Line], found: dict[int, Label]) -> Iterator[tuple[bool, list[int]]]:
    """Runs of lines between blank lines; a label line is a run by itself."""
    kind = [(-i - 1 if i in found else 0) if row.text else i + 1 for i, row in enumerate(rows)]
    for key, run in groupby(range(len(rows)), key=lambda i: kind[i]):
        if key <= 0:
            yield key < 0, list(run)


def before_label(rows: list[Line], i: int, found: dict[int, Label]) -> bool:
    """Whether nothing but blank lines stands between this line and the next label."""
    following = next((j for j in range(i + 1, len(rows)) if rows[j].text), None)
    return following in found


def spoken(paragraph: list[Line], last: bool) -> tuple[list[str], bool]:
    """The lines of a paragraph that were said, and whether the speaker still speaks after it."""
    whole = " ".join(line.text for line in paragraph)
    if is_heading(paragraph, whole, last):
        return [], not NUMBERED.match(whole)
    if ASIDE.fullmatch(whole) or is_presiding(whole):
        return [], True
    said: list[str] = []
    begins = True  # a line within a sentence may look like an aside: "(no. 12)."
    for line in paragraph:
        is_head = last and line is paragraph[-1] and same(line.bold, line.text) and NUMBERED.match(line.text)
        if begins and (is_head or NOBODY_SPEAKS.match(line.text)):
            return said, False
        if not (begins and (ASIDE.fullmatch(line.text) or is_presiding(line.text))):
            said.append(line.text)
        begins = SENTENCE_END.search(line.text) is not None
    return said, True


def is_presiding(text: str) -> bool:
    """Whether the text only says who takes the chair from here."""
    match = LABEL.fullmatch(text)
    return match is not None and is_presence(match)


def is_heading(paragraph: list[Line], whole: str, last: bool) -> bool:
    """Whether a paragraph is a heading: bold throughout, or short and numbered, without an end mark, right before a label."""
    if len(whole) > LONGEST_HEADING or (whole.endswith(":") and not NUMBERED.match(whole)):
        return False
    if all(same(line.bold, line.text) for line in paragraph):
        return True
    return last and len(paragraph) == 1 and NUMBERED.match(whole) is not None and whole[-1] not in ".?!;:,"


def same(one: str, other: str) -> bool:
    """Whether two texts are equal but for white space and punctuation."""
    return bool(one) and re.sub(r"\W", "", one) == re.sub(r"\W", "", other)


def mended(lines: Iterable[Line]) -> list[Line]:
    """The lines with words whole that a line end broke; real hyphens stay ("raads- en commissieleden", "Noord-Holland")."""
    rows = list(lines)
    known = Counter(word for row in rows for word in re.findall(r"\w+(?:-\w+)*(?=\W)", row.text.lower()))
    full = [i for i, row in enumerate(rows) if row.text]
    breaks = sum(BROKEN.search(rows[i].text) is not None for i in full) >= BREAKS * len(full)
    for i, j in pairwise(full):
        broken, following = BROKEN.search(rows[i].text), re.match(r"([^\W_]+)\S*", rows[j].text)
        if broken and following and j - i < 3 and following[0] not in ("en", "of", "noch", "and", "or", "to", "tot"):
            hyphen = "-" if keeps_hyphen(broken[1], following[1], broken[2], known, breaks) else ""
            rows[i] = rows[i]._replace(text=rows[i].text[: broken.end(1)] + hyphen + following[0])
            rows[j] = rows[j]._replace(text=rows[j].text[following.end() :].strip())
    return rows


def keeps_hyphen(head: str, tail: str, hyphen: str, known: Counter, breaks: bool) -> bool:
    """Whether the hyphen at a line end belongs to the word: by names and abbreviations, by how the file has it elsewhere, by its habit."""
    if hyphen == "\xad":
        return False
    if not tail[0].islower() or head[-1].isdigit() or (head.isupper() and len(head) > 1):
        return True
    with_hyphen, without = known[f"{head}-{tail}".lower()], known[f"{head}{tail}".lower()]
    return with_hyphen > without or (with_hyphen == without and not breaks)


def share(flags: Iterable[bool]) -> float:
    """The share of true ones."""
    values = list(flags)
    return sum(values) / len(values) if values else 0.0
