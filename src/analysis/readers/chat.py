"""CHAT (.cha): the transcripts of TalkBank and CHILDES, made with CLAN.

`@Participants` gives each speaker code a name and a role; lines with `*CODE:` are what is said, lines with `%` comment on them, and lines
that start with a tab go on. The codes in what is said (pauses, retracings, errors, sounds) are taken out, until words remain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from analysis.readers import markup
from analysis.readers.languages import two_letters
from analysis.readers.talk import Piece, Source, Talk

NAME = "CHAT"

TIME = re.compile(
    r"\x15?(?:%(?:snd|mov):\"[^\"]{0,200}\"_)?(?<!\d)(\d{1,12})_(\d{1,12})(?:\x15|$)|[•\x15](?:%\w{1,9}:\"[^\"]{0,200}\"_)?(\d{1,12})_(\d{1,12})[•\x15]"
)
# An utterance ends in . ? or ! (a cut may have taken dots of +...), then perhaps codes and a time mark.
ENDED = re.compile(r"(?:\+\.\.[.?]|(?<![+.(\d])[.?!])(?:\s?\[[^\[\]]{0,200}\]){0,9}(?:\s?\x15[^\x15]{0,200}\x15|\s?\d{1,12}_\d{1,12})?$")
ASIDE = re.compile(r"&\*(\w{1,9}):(\S{1,200})")  # &*INV:ja_ja: another speaker says a word in the middle
GROUP = r"(?:<(?:[^<>]|<[^<>]{0,99}>){0,400}>|(?<!\S)\S{1,80})"  # bounded, as all repetition here: a damaged line may be very long
CODES = [  # in this order: what a code applies to is a group in <...> or the word before it
    (re.compile(r"(?<!\S)\+[\"<,^+≈≋](?!\S)"), " "),  # links to the turn before
    (re.compile(rf"{GROUP}\s?\[:{{1,2}} ([^\[\]]{{0,200}})\]"), r"\1"),  # wat [: water]: what was meant
    (
        re.compile(rf"{GROUP}(?:\s?\[[*=!%?^<>x+][^\[\]]{{0,200}}\]){{0,5}}\s?\[/{{1,3}}[-?]?\]"),
        " ",
    ),  # <ik ga> [//] ik blijf: said again, or otherwise
    (re.compile(r"\[[^\[\]]{0,200}\]"), " "),  # all other codes
    (re.compile(r"[<>‹›]"), " "),
    (re.compile(r"\((?:\.{1,3}|(?:\d{1,3}:)?\d{0,3}\.?\d{0,3})\)"), " "),  # pauses
    (re.compile(r"(?<!\S)&[-+=~*{}]?\S+"), " "),  # fillers, fragments, sounds
    (re.compile(r"(?<!\S)(?:0\S*|xxx?|yyy?|www)(?:@\S+)?(?!\w)"), " "),  # left out, not understood, not transcribed
    (re.compile(r"\+\"?/?/?\.{3}|\+\.{3}|\+//?\.(?!\S)"), " …"),  # trails off, is interrupted
    (re.compile(r"\+\.\.\?|\+//?\?"), "?"),
    (re.compile(r"\+!\?"), "?!"),
    (re.compile(r"\+\"/?\.|\+\.(?!\S)"), "."),
    (re.compile(r"@[a-z][\w:$&+]*"), ""),  # what sort of word: @s:eng, @c, @o
    (re.compile(r"[↑↓→↗↘⇗⇘≈≋∆∇°⌈⌉⌊⌋☺∬⁎ˈˌ∙∾⁑⤇⤆↫ʔ§▁▔◉Ϋ∲↻∮♋⁇ꟸ]\d?"), ""),  # Jefferson's signs
    (re.compile(r"\s?[„‡]"), ","),
    (re.compile(r"(?<=\w):+"), ""),  # drawn out
    (re.compile(r"(?<=\w)\^(?=\w)"), ""),
    (re.compile(r"(?<=\w)\+(?=\w)"), ""),  # a compound
    (re.compile(r"_"), " "),
    (re.compile(r"\((\w+['’]?)\)|(?<=\w)\((['’]?\w+)\)"), r"\1\2"),  # (om)dat: what was not pronounced
]


@dataclass(frozen=True)
class Participant:
    """A speaker as the head of the file has it."""

    label: str
    role: str | None = None
    group: str | None = None


@dataclass
class Line:
    """A line of the file with those that go on after it."""

    number: int
    head: str
    body: str = field(default="")


def recognises(source: Source) -> bool:
    """Whether the file begins as CHAT does: @UTF8 or @Begin, or with a suffix .cha."""
    head = source.data[:2000].replace(b"\x00", b"")
    begins = re.match(rb"\W*@(?:UTF8|Begin|Participants:|Languages:|Font:|Window:|PID:)", head)
    return bool(begins or (source.suffix == ".cha" and b"*" in head))


def read(source: Source) -> Talk:
    """What is said, with the names and roles of the participants and the time marks; what was read of a cut file, and that it is cut."""
    lines, findings = whole_lines(source.lines)
    header = {line.head: line.body for line in reversed(lines) if line.head.startswith("@")}
    if "@End" not in header:
        findings.append((len(source.lines), "no @End: the transcript may have been cut off here"))
        lines = lines if not lines or ENDED.search(lines[-1].body) else lines[:-1]
    people = participants(lines)
    pieces = [piece for line in lines if line.head.startswith("*") for piece in said(line, people)]
    languages = re.split(r"[,\s]+", header.get("@Languages", ""))
    return Talk(pieces, date(header.get("@Date", "")), header.get("@Title") or None, two_letters(languages[0]), findings)


def whole_lines(rows: list[str]) -> tuple[list[Line], list[tuple[int, str]]]:
    """The lines with their continuations, and a finding for the first that is none of CHAT's."""
    lines: list[Line] = []
    strange: list[int] = []
    for number, row in enumerate(rows, 1):
        if row[:1] in ("@", "*", "%"):
            head, _, body = row.partition("\t") if "\t" in row else row.partition(" ")
            lines.append(Line(number, head.strip().removesuffix(":"), body.strip()))
        elif lines and row[:1].isspace():
            lines[-1].body += " " + row.strip()
        elif row.strip("\ufeff \t"):
            strange.append(number)
    others = f", nor do {len(strange) - 1} lines after it" if len(strange) > 1 else ""
    finding = f"this line does not start with @, *, % or a tab, as lines of CHAT do{others}; left out"
    return lines, [(strange[0], finding)] if strange else []


def participants(lines: list[Line]) -> dict[str, Participant]:
    """The speakers by their code: the name where there is one, else the code; role; the group from @ID."""
    ids = [line.body.split("|") for line in lines if line.head == "@ID"]
    groups = {one[2].strip(): one[5].strip() or None for one in ids if len(one) > 5}
    roles = {one[2].strip(): readable(one[7]) or None for one in ids if len(one) > 7}
    listed = ",".join(line.body for line in lines if line.head == "@Participants")
    entries = [entry.split() for entry in listed.split(",") if entry.strip()]
    known = {code: (names[-1:], names[:-1]) for code, *names in entries}
    return {
        code: Participant(" ".join(map(readable, label)) or code, " ".join(map(readable, role)) or roles.get(code), groups.get(code))
        for code, (role, label) in {**{code: ([], []) for code in roles}, **known}.items()
    }


def readable(label: str) -> str:
    """A name or role without the underscores that CHAT needs: Target_Child."""
    return " ".join(label.replace("_", " ").split())


def said(line: Line, people: dict[str, Participant]) -> Iterator[Piece]:
    """The pieces of a line: what its speaker says, and the words that another puts in between."""
    start, end = times(line.body)
    code = line.head.removeprefix("*").strip()
    parts = ASIDE.split(TIME.sub(" ", line.body))
    voices = [(code, parts[0])] + [voice for i in range(1, len(parts), 3) for voice in ((parts[i], parts[i + 1]), (code, parts[i + 2]))]
    for who, words in voices:
        person = people.get(who, Participant(who))
        if text := cleaned(words):
            yield Piece(text, person.label or None, start, end, line.number, role=person.role, group=person.group)


def times(body: str) -> tuple[float | None, float | None]:
    """Start of the first time mark and end of the last, in seconds."""
    marks = [[int(number) / 1000 for number in mark.groups() if number] for mark in TIME.finditer(body)]
    return (marks[0][0], marks[-1][-1]) if marks else (None, None)


def cleaned(words: str) -> str:
    """What is said without CHAT's codes.

    >>> cleaned("<ik ga> [//] ik &-eh blijf (.) (om)dat xxx het kan@s:eng +...")
    'ik blijf omdat het kan…'
    """
    words = " ".join(words.split())
    for code, instead in CODES:
        words = code.sub(instead, words)
    text = markup.tidy(words).replace(" …", "…")
    return text if re.search(r"\w", text) else ""


def date(written: str) -> str | None:
    """CHAT's 03-MAY-2026 as 2026-05-03."""
    try:
        return datetime.strptime(written.strip().title(), "%d-%b-%Y").date().isoformat()
    except ValueError:
        return None
