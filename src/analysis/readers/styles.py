"""Who speaks, judged from labels before the talk (`Name: text`): a label is a speaker only where the whole file bears it out.

"Let op: ..." in the middle of talk looks like a label and is none. What tells them apart: names are written with capitals, are short,
and return; and in a transcript most lines or paragraphs bear one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

LABELLED = 0.8  # a file in which four of five lines bear a label is a list of turns: also a label that comes once is a speaker
PARTLY = 0.15  # below this share of labelled lines two labels have to return before any is believed
OFTEN = 0.05  # of all labels, for one in small letters: a handle, not a word before a colon
LONGEST, LONGEST_WITH_BRACKETS, MOST_WORDS = 60, 140, 7  # "The Chair (Hon. Anna Rood (North Shore, Lib.))"; the words outside the brackets

PARTICLES = {
    "van",
    "de",
    "der",
    "den",
    "het",
    "ter",
    "ten",
    "te",
    "'t",
    "in",
    "op",
    "aan",
    "von",
    "zu",
    "la",
    "le",
    "du",
    "of",
    "the",
    "and",
    "en",
    "&",
    "und",
    "e",
    "y",
    "i",
    "d'",
    "s'",
    "heer",
    "dhr",
    "dhr.",
    "mevr",
    "mevr.",
    "mw",
    "mw.",
    "zur",
    "zum",
    "el",
    "al",
    "da",
    "dos",
}
ROLES = {
    "voorzitter",
    "vice-voorzitter",
    "plaatsvervangend",
    "wethouder",
    "burgemeester",
    "bewoner",
    "bewoonster",
    "bewoners",
    "inwoner",
    "inwoonster",
    "interviewer",
    "interviewster",
    "geïnterviewde",
    "respondent",
    "spreker",
    "spreekster",
    "speaker",
    "moderator",
    "griffier",
    "secretaris",
    "ambtenaar",
    "onbekend",
    "onbekende",
    "unknown",
    "participant",
    "deelnemer",
    "deelneemster",
    "deelnemers",
    "gespreksleider",
    "gespreksleidster",
    "inspreker",
    "inspreekster",
    "facilitator",
    "notulist",
    "minister",
    "staatssecretaris",
    "raadslid",
    "raadsheer",
    "commissielid",
    "chair",
    "chairman",
    "chairwoman",
    "president",
    "resident",
    "researcher",
    "onderzoeker",
    "host",
    "presenter",
    "guest",
    "gast",
    "zaal",
    "publiek",
    "audience",
    "operator",
    "procesbegeleider",
    "begeleider",
    "projectleider",
    "adviseur",
    "ondernemer",
    "vrijwilliger",
    "wijkagent",
    "agent",
    "directeur",
    "docent",
    "leerling",
    "student",
    "ouder",
    "vader",
    "moeder",
    "man",
    "vrouw",
    "jongen",
    "meisje",
    "stem",
    "voice",
    "allen",
    "all",
    "iedereen",
    "meerdere",
}
WHERE = {
    "uit",
    "in",
    "achterin",
    "vooraan",
    "achter",
    "naast",
    "met",
    "op",
    "bij",
    "links",
    "rechts",
    "from",
    "at",
    "with",
}  # "Stem uit de zaal", "Man achterin"
ASIDES = (
    "let op|let wel|nota bene|nb|n.b|ps|p.s|note|noot|opmerking|opmerkingen|bijvoorbeeld|voorbeeld|example|for example|conclusie|"
    "conclusies|conclusion|besluit|besluiten|decision|decisions|actie|acties|actiepunt|actiepunten|action|actions|todo|to do|kortom|dus|"
    "maar|want|en|of|ook|nou|ja|nee|eh|kijk|luister|tip|tips|advies|waarschuwing|warning|belangrijk|important|remember|probleem|problem|"
    "oplossing|solution|gevolg|resultaat|result|results|voordeel|nadeel|voordelen|nadelen|feit|fact|stelling|idee|idea|voorstel|punt|"
    "stap|step|point|deel|part|fase|phase|optie|option|ten eerste|ten tweede|ten derde|first|second|third|eerst|daarna|tot slot|"
    "samenvattend|samenvatting|summary|met andere woorden|in other words|namelijk|immers|met name|zoals|like|including|kritiek|reactie|"
    "antwoorden|vragen|toelichting|motie|amendement|stemming|uitslag|quote|citaat|bron|bronnen|source|sources|zie|see|zie ook|see also|"
    "meer informatie|more information|links|link|website|http|https|ftp|www|mailto|precies|oke|oké|okay|inderdaad|goed|prima|klopt|"
    "juist|dank|dank u|dank u wel|dankjewel|bedankt|thanks|thank you|hm|mm|hmm|uh|yes|no|right|exactly|sure|well|hallo|hoi|dag|hello|hi|"
    "goedemorgen|goedemiddag|goedenavond|welkom|sorry|voor|tegen|onthouding|for|against"
)  # instructions, asides, connectives, backchannels
PARTICULARS = (
    "datum|date|plaats|place|locatie|location|tijd|time|tijdstip|aanvang|begin|einde|start|end|sluiting|duur|duration|lengte|length|"
    "aanwezig|aanwezigen|present|attendees|afwezig|absent|afmeldingen|deelnemers|participants|onderwerp|subject|topic|onderwerpen|"
    "topics|titel|title|kop|ondertitel|subtitle|agenda|agendapunt|bijlage|bijlagen|attachment|attachments|versie|version|status|project|"
    "betreft|re|aan|from|to|cc|bcc|auteur|author|verslag|transcript|transcriptie|transcription|transcribed by|transcribent|opname|"
    "recording|bestand|file|filename|bestandsnaam|audio|audio file|audiobestand|video|taal|language|speakers|sprekers|kind|layout|"
    "description|beschrijving|tags|categories|category|categorie|url|id|guid|slug|notulist|notulen|minutes|gespreksduur|setting|context|"
    "inleiding|introductie|introduction|legenda|legend|codes|copyright|licence|license|licentie|interview|gesprek|bijeenkomst|"
    "vergadering|meeting|session|sessie|organisatie|organisation|contact|telefoon|phone|e-mail|email|adres|address"
)  # what stands at the head of a document
NOT_NAMES = set(f"{ASIDES}|{PARTICULARS}".split("|"))
QUESTION_AND_ANSWER = {"vraag", "antwoord", "question", "answer"}
CODE = re.compile(
    r"(?i:(?:speaker|spreker|spk|sprecher|person|persoon|deelnemer|participant|respondent|bewoner|interviewer|resp|int|[a-z])[ _-]?\d{1,3})"
    r"|(?i:(?:speaker|spreker) [a-z])|[A-Z]{1,3}\d{0,3}"
)
BRACKETS = re.compile(r"\s*[(\[].*[)\]]\s*")
ABBREVIATION = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]{1,5}\.")
ELIDED = re.compile(r"[a-z]{1,2}['’][^\W\d_a-z]")  # d'Hondt
STRANGE = re.compile(r"[?!;\"“”„…=<>{}|\\*#@]|\d{4,}|\.\.|//|www\.")


def speakers(labels: Iterable[str], units: int) -> set[str]:
    """Which labels are speakers, among those that stand before the talk in `units` lines, cues or paragraphs.

    >>> sorted(speakers(["Anna", "Bob", "Anna", "Let op", "Bob"], units=9))
    ['Anna', 'Bob']
    >>> speakers(["Let op", "Vraag"], units=40)
    set()
    """
    counts = Counter(labels)
    if asked := question_and_answer(counts, units):
        return asked
    names = {label for label in counts if is_name(label)}
    others = {
        label
        for label, n in counts.items()
        if n > 2 and label not in names and is_possible(label) and label.lower() not in QUESTION_AND_ANSWER
    }
    if shared(counts, names | others, units) >= LABELLED:
        return names | others
    names |= {label for label in others if counts[label] >= OFTEN * counts.total()}
    again = [counts[label] for label in names if counts[label] > 1]
    if (shared(counts, names, units) >= PARTLY and again) or (len(again) > 1 and sum(again) > 3):
        return names
    return set()


def shared(counts: Counter[str], names: set[str], units: int) -> float:
    """The share of the places that bear one of these labels."""
    return sum(counts[label] for label in names) / max(units, 1)


def question_and_answer(counts: Counter[str], units: int) -> set[str]:
    """Both `Vraag` and `Antwoord` as labels, on nearly every line: an interview written that way."""
    asked = {label for label in counts if label.lower() in QUESTION_AND_ANSWER}
    return asked if len(asked) > 1 and sum(counts[label] for label in asked) >= LABELLED * units else set()


def is_possible(label: str) -> bool:
    """Whether a label could be a speaker if it returned: short, no sentence, not a known heading or aside."""
    outside = BRACKETS.sub(" ", label).strip()
    words = outside.split()
    if (
        not words
        or max(len(outside), len(label) - LONGEST_WITH_BRACKETS + LONGEST) > LONGEST
        or len(words) > MOST_WORDS
        or STRANGE.search(outside)
        or outside.count(",") > 1
    ):
        return False
    bare = outside.lower().rstrip(".0123456789 ")
    if bare in NOT_NAMES or outside.lower() in NOT_NAMES:
        return False
    return words[0][0].isalpha() and all(ABBREVIATION.fullmatch(word) for word in words if word.endswith("."))


def is_name(label: str) -> bool:
    """Whether a label looks like a speaker by itself: capitals but for particles (`De heer Van den Berg (VVD)`), a role, a code (`S01`)."""
    if not is_possible(label) or label.lower() in QUESTION_AND_ANSWER:
        return False
    outside = BRACKETS.sub(" ", label).strip()
    words = outside.replace(",", " ").split()
    if CODE.fullmatch(outside) or (words[0].lower() in ROLES and len(words) > 1 and words[1].lower() in WHERE):
        return True
    if not any(word.lower() in ROLES or word[0].isupper() for word in words):
        return False
    return (words[0][0].isupper() or words[0] in ROLES) and all(
        word[0].isupper() or not word[0].isalpha() or ELIDED.match(word) or word.lower() in PARTICLES | ROLES for word in words[1:]
    )
