"""Speaker labels, as transcripts have them, become people: name, role, group; one person under several spellings becomes one.

"De heer Mulder (VVD)", "Wethouder Bruines", "Jelle Meinesz (Hart voor Den Haag)", "The Acting Chair (Mr. Bruce Stanton)", "Vries, Anna de",
"SPEAKER_00": each says something else about who speaks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

HE = {"de heer", "heer", "dhr", "meneer", "mr", "sir", "lord"}
SHE = {"mevrouw", "mevr", "mw", "mejuffrouw", "mrs", "ms", "miss", "madam", "lady"}
TITLES = {"drs", "dr", "ir", "ing", "prof", "professor", "right hon", "the right hon", "rt hon", "hon", "the hon", "the honourable", "honourable",
          "dame", "the"}  # fmt: skip
ROLES = {"voorzitter": "voorzitter", "de voorzitter": "voorzitter", "plaatsvervangend voorzitter": "voorzitter",
         "de plaatsvervangend voorzitter": "voorzitter", "dagvoorzitter": "voorzitter", "gespreksleider": "gespreksleider",
         "de gespreksleider": "gespreksleider", "moderator": "gespreksleider", "wethouder": "wethouder", "burgemeester": "burgemeester",
         "de burgemeester": "burgemeester", "gedeputeerde": "gedeputeerde", "minister": "minister", "staatssecretaris": "staatssecretaris",
         "griffier": "griffier", "de griffier": "griffier", "raadslid": "raadslid", "statenlid": "statenlid", "commissielid": "commissielid",
         "dijkgraaf": "dijkgraaf", "inspreker": "inspreker", "ambtenaar": "ambtenaar", "commissaris": "commissaris",
         "chair": "chair", "the chair": "chair", "chairman": "chair", "the chairman": "chair", "chairperson": "chair", "the chairperson": "chair",
         "chairwoman": "chair", "the chairwoman": "chair", "the acting chair": "chair", "the vice-chair": "chair", "vice-chair": "chair",
         "the speaker": "chair", "the deputy speaker": "chair", "the presiding officer": "chair", "facilitator": "facilitator",
         "councillor": "councillor", "cllr": "councillor", "alderman": "alderman", "mayor": "mayor", "the mayor": "mayor",
         "secretary": "secretary", "senator": "senator"}  # fmt: skip
CHAIRS = {"voorzitter", "gespreksleider", "chair", "facilitator"}
OFFICIALS = {"wethouder", "burgemeester", "gedeputeerde", "minister", "staatssecretaris", "griffier", "dijkgraaf", "ambtenaar", "commissaris",
             "alderman", "mayor"}  # fmt: skip
POST_NOMINALS = re.compile(r"(?:,?\s+(?:AM|MS|MP|MSP|AC|AS|QC|KC|OBE|MBE|CBE|MSc|BSc|PhD|MA|BA))+$")
FUNCTION = re.compile(
    r"(?:(?:prime |deputy |vice[- ])*(?:minister|president|leader|secretary|director|chief|head|professor)\b|.*(?:directeur|manager|adviseur)\b)",
    re.I,
)
MACHINE = re.compile(
    r"(speaker|spreker|spk|unknown|onbekend|person|persoon|participant|deelnemer|interviewer|interviewee|respondent|s|r|\?|bewoner|inwoner|ondernemer|jongere|ouder|ambtenaar|resident|citizen|official)?[ _#-]?\d*",
    re.I,
)
PARTICLES = {"van", "de", "den", "der", "het", "ten", "ter", "te", "in", "op", "aan", "von", "el", "al", "la", "le", "du", "da", "di", "bin", "ben",
             "'t", "t", "'s"}  # fmt: skip


@dataclass(frozen=True)
class Label:
    """A speaker label taken apart; `name` is empty for a label that is only a role ("De voorzitter")."""

    text: str
    name: str
    gender: str = ""
    role: str = ""
    group: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The name's words, folded: no case, accents, dots, hyphens."""
        return tuple(re.findall(r"[^\W_]+", folded(self.name)))

    @property
    def surname(self) -> str:
        """The last word of the name, folded; of "Lotte van Basten Batenburg" that is "batenburg"."""
        return self.words[-1] if self.words else ""

    @property
    def first_names(self) -> tuple[str, ...]:
        """The words before the surname and its particles; empty for "Van den Berg" and "Mulder"."""
        last = len(re.findall(r"[^\W_]+", folded(self.name.split()[-1]))) if self.words else 0  # two of "Meulen-Jansen"
        return tuple(word for word in self.words[:-last] if word not in PARTICLES) if last else ()

    @property
    def machine(self) -> bool:
        """Whether a tool made it up ("SPEAKER_00", "S1"): it is somebody else in every session."""
        return bool(MACHINE.fullmatch(_parentheses(self.text)[0].strip("<>[]:. ")))


def folded(text: str) -> str:
    """Text without case and accents, for comparing names.

    >>> folded("Beytullah Çelik")
    'beytullah celik'
    """
    return unaccented(text).casefold()


def unaccented(text: str) -> str:
    """Text without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def parsed(text: str) -> Label:
    """A label as a transcript has it, taken apart into name, gender (by honorific), role and group.

    >>> parsed("De heer Mulder (VVD)").name, parsed("De heer Mulder (VVD)").group
    ('Mulder', 'VVD')
    >>> parsed("Wethouder Bruines").role, parsed("The Acting Chair (Mr. Bruce Stanton)").name
    ('wethouder', 'Bruce Stanton')
    """
    clean = re.sub(r"\s+", " ", text).strip(" :.,-–\t")
    outside, inside = _parentheses(clean)
    name, gender, role = _titled(outside)
    if not name and role and _is_person(inside):
        inner = parsed(inside)
        return Label(text, inner.name, inner.gender, role, inner.group)
    name = POST_NOMINALS.sub("", name)
    if "," in name and not re.search(r"\d", name):  # "Vries, Anna de" as directories write it
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    function = FUNCTION.match(inside)
    group = "" if function or MACHINE.fullmatch(outside) else _group(inside)  # what stands behind "SPEAKER_00" is the session
    return Label(text, name, gender, inside if function else role, group)


def _parentheses(text: str) -> tuple[str, str]:
    """What stands before the first parenthesis, and what stands within it."""
    if "(" not in text:
        return text, ""
    outside, _, inside = text.partition("(")
    return outside.strip(" .,:"), inside.removesuffix(")").strip()


def _titled(text: str) -> tuple[str, str, str]:
    """Name, gender and role, with the honorifics and roles at the head taken off."""
    gender = role = ""
    while text:
        head = next((h for h in _heads(text) if h in HE | SHE | TITLES or h in ROLES), None)
        if head is None:
            break
        gender = gender or ("m" if head in HE else "f" if head in SHE else "")  # "mevrouw mr. Jansen" is a woman with a law degree
        role = ROLES.get(head, role)
        text = re.sub(r"^[\s.,]+", "", text[_length(text, head) :])
    return text, gender, role


def _heads(text: str) -> list[str]:
    """The first three, two and one words of a text, folded and without dots."""
    words = text.split()
    return [folded(" ".join(words[:n])).replace(".", "").strip(" ,") for n in (3, 2, 1) if len(words) >= n]


def _length(text: str, head: str) -> int:
    """How many characters the words of a head take in the text as it is written."""
    found = re.match(rf"\S+(?:\s+\S+){{{len(head.split()) - 1}}}", text)
    return len(found.group()) if found else 0


def _is_person(text: str) -> bool:
    return (
        _titled(text)[1] != ""
        or bool(re.match(r"(?:Hon|Right Hon|Dr|Prof)\b", text))
        or bool(re.fullmatch(r"[A-Z][\w'-]+(?: [\w'-]+)* [A-Z][\w'-]+", text))
    )


def _group(inside: str) -> str:
    """The party or group in a label's parenthesis: a lone letter is an agenda item, "(Riding, Lib.)" names the party last, pronouns are none."""
    text = inside.split(",")[-1].strip(" ).")
    nothing = len(text) <= 1 or ("/" in text and folded(text).split("/")[0].strip() in {"zij", "hij", "die", "she", "he", "they", "hen"})
    return "" if nothing or folded(text) in {"gast", "guest", "extern", "external", "host", "me"} else text


@dataclass(frozen=True)
class Person:
    """One speaker of a corpus: every label of hers, the one to show, and what the labels say."""

    name: str
    labels: tuple[str, ...]
    role: str = ""
    group: str = ""


def people(counts: Mapping[str, int], known: Iterable[str] = (), aliases: Mapping[str, str] = {}) -> list[Person]:
    """The people behind the labels of a corpus.

    `counts` has the number of pieces of each label, `known` the speakers that participants.csv lists and `aliases` other spellings of them
    (spelling to listed speaker). Labels are one person when they say the same name but for case, accents and honorifics, or when one is a
    part of exactly one other: a surname behind an honorific, a first name alone, an initial; never across two genders or two parties.

    >>> [person.labels for person in people({"Lesley Arp (SP)": 9, "Mevrouw Arp (SP)": 3, "De heer Arp": 1})]
    [('Lesley Arp (SP)', 'Mevrouw Arp (SP)'), ('De heer Arp',)]
    """
    labels = {text: parsed(text) for text in dict.fromkeys([*known, *aliases, *counts])}
    owner: dict[str, str] = {}
    gender: dict[str, str] = {}
    for text in sorted(
        labels, key=lambda t: (t not in set(known), -len(labels[t].first_names), -_spelt_out(labels[t]), -counts.get(t, 0), t)
    ):
        target = aliases.get(text) or _same(labels[text], [replace(labels[head], gender=gender[head]) for head in gender])
        owner[text] = head = owner.get(target, target) if target else text
        gender[head] = gender.get(head) or labels[text].gender
    members = defaultdict(list)
    for text, head in owner.items():
        members[head].append(text)
    return [_person(head, texts, labels, counts) for head, texts in members.items()]


def _spelt_out(label: Label) -> int:
    return sum(len(word) > 1 for word in label.first_names)


def _same(label: Label, others: list[Label]) -> str | None:
    """The one earlier label that this one is another spelling of, or None."""
    if not label.words:
        return next((other.text for other in others if not other.words and other.role == label.role), None) if label.role else None
    if label.machine:
        return next((other.text for other in others if folded(other.text) == folded(label.text)), None)
    fits = [other for other in others if not other.machine and _compatible(label, other)]
    exact = [
        other for other in fits if other.words == label.words and (label.gender == other.gender or not label.gender or not other.gender)
    ]
    found = exact or [other for other in fits if _part_of(label, other)]
    return found[0].text if len(found) == 1 or exact else None


def _compatible(a: Label, b: Label) -> bool:
    return not (a.gender and b.gender and a.gender != b.gender) and not (
        not a.first_names and a.group and b.group and folded(a.group) != folded(b.group)
    )


def _part_of(label: Label, other: Label) -> bool:
    """Whether a label is a shorter way to name the other: surname, first name, or initial and surname."""
    if not other.first_names:
        return False
    if label.first_names:
        initial = len(label.first_names) == 1 and len(label.first_names[0]) == 1
        return initial and label.words[1:] == other.words[len(other.first_names) :] and label.first_names[0] == other.first_names[0][0]
    core = tuple(w for w in label.words if w not in PARTICLES)
    own = tuple(w for w in other.words if w not in PARTICLES)
    titled = label.gender or label.role
    return core == own[len(other.first_names) :] or own[-len(core) :] == core or (not titled and label.words == other.words[:1])


def _person(head: str, texts: list[str], labels: dict[str, Label], counts: Mapping[str, int]) -> Person:
    role = _most((labels[t].role, counts.get(t, 1)) for t in texts)
    group = _most((labels[t].group, counts.get(t, 1)) for t in texts)
    return Person(shown(labels[head]), tuple(texts), role, group)


def _most(pairs: Iterable[tuple[str, int]]) -> str:
    tally: Counter[str] = Counter()
    for value, n in pairs:
        tally[value] += n if value else 0
    best = [value for value, n in tally.items() if value and n == max(tally.values())]
    return min(best) if best else ""


def names_in(text: str, group: str = "") -> list[str]:
    """The names that a label holds: its own, and what stands in its parentheses where that is no group but a name.

    >>> names_in("Mieke (Mieke Vos)"), names_in("De heer Mulder (VVD)", "VVD")
    (['Mieke', 'Mieke Vos'], ['Mulder'])
    """
    own, inside = parsed(text).name or text, _parentheses(text)[1]
    is_other = inside and inside != group and re.match(r"[A-Z][^\W\d_]", inside) and not FUNCTION.match(inside)
    return [own, re.sub(r"^(?:mama|papa|vader|moeder) van ", "", inside)] if is_other else [own]


def shown(label: Label) -> str:
    """How a person is named where names may be shown: first and last name, or the label with its honorific, without party.

    >>> shown(parsed("De heer Monkhorst (F)")), shown(parsed("Lesley Arp (SP)"))
    ('De heer Monkhorst', 'Lesley Arp')
    """
    if label.machine:
        return label.text
    outside = _parentheses(re.sub(r"\s+", " ", label.text).strip(" :.,"))[0]
    full = label.first_names and not re.match(
        r"(?:de heer|dhr|meneer|mevr|mw)", folded(label.text)
    )  # "De heer Canter Visscher" has no first name
    return label.name if full else outside if label.name in outside else f"{outside} {label.name}".strip()
