"""Who spoke becomes a pseudonym, and what identifies people is masked: nothing personal reaches the tables.

Pseudonyms are made from role or group ("Bewoner 3", "Ambtenaar 1"). The key to them is one file, `data/interim/<corpus>/names.csv`, which
later runs read first, so that a pseudonym stays with its person. In a text, what was replaced stands in square brackets.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import simplemma

from analysis.labels import PARTICLES, ROLES, folded, unaccented

KINDS = {
    "telefoonnummer": "phone number",
    "e-mailadres": "e-mail address",
    "IBAN": "IBAN",
    "BSN": "BSN",
    "adres": "address",
    "kenteken": "licence plate",
    "geboortedatum": "date of birth",
    "naam": "name",
}

SINGULAR = {
    "bewoners": "Bewoner",
    "inwoners": "Inwoner",
    "ondernemers": "Ondernemer",
    "jongeren": "Jongere",
    "ouderen": "Oudere",
    "ouders": "Ouder",
    "ambtenaren": "Ambtenaar",
    "partners": "Partner",
    "boeren": "Boer",
    "agrariërs": "Agrariër",
    "burgers": "Burger",
    "raadsleden": "Raadslid",
    "vrijwilligers": "Vrijwilliger",
    "studenten": "Student",
    "leerlingen": "Leerling",
    "docenten": "Docent",
    "verenigingen": "Vereniging",
    "huurders": "Huurder",
    "insprekers": "Inspreker",
    "deelnemers": "Deelnemer",
    "professionals": "Professional",
    "residents": "Resident",
    "citizens": "Citizen",
    "entrepreneurs": "Entrepreneur",
    "farmers": "Farmer",
    "officials": "Official",
    "young people": "Young person",
    "parents": "Parent",
    "students": "Student",
    "businesses": "Business",
    "councillors": "Councillor",
    "volunteers": "Volunteer",
    "tenants": "Tenant",
    "witnesses": "Witness",
}
PLAIN_ROLES = {
    "voorzitter",
    "gespreksleider",
    "wethouder",
    "burgemeester",
    "gedeputeerde",
    "raadslid",
    "statenlid",
    "griffier",
    "bewoner",
    "inwoner",
    "ondernemer",
    "inspreker",
    "ambtenaar",
    "jongere",
    "moderator",
    "chair",
    "facilitator",
    "mayor",
    "alderman",
    "councillor",
    "resident",
    "official",
    "citizen",
}
SPEAKER = {"nl": "Spreker", "en": "Speaker"}
OFFICIAL = {"nl": "Ambtenaar", "en": "Official"}
FACILITATOR = {"nl": "Gespreksleider", "en": "Facilitator"}

MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|january|february|march|may|june|july|august|october|"
    "jan|feb|mrt|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dec"
)
DATE = (
    r"(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|'?\d{2})|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|e)? (?:of )?(?:{MONTHS})\b\.?(?:,? '?\d{{2,4}})?|(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
BIRTH = (
    r"\b(?:geboren|geb\.|geboortedatum|geb\. ?dat\.|born|date of birth|dob|d\.o\.b\.)"  # what says that the date after it is a birth date
)
BETWEEN = r"(?:[:,]? (?:is|was|op|on|de|the|(?-i:(?:in|te) [A-Z][\w-]+(?: [A-Z][\w-]+)*)))*[:,]? "  # what may stand between the two
DAY = r"\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d\b"  # 05-12-2026: as many digits as a phone number
MASKS: tuple[tuple[str, re.Pattern], ...] = (
    ("e-mailadres", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("e-mailadres", re.compile(r"\b[\w.]+(?: punt [\w.]+)* apenstaartje [\w-]+(?: punt \w+)+", re.I)),
    ("e-mailadres", re.compile(r"\b[\w.]+(?: dot [\w.]+)* at [\w-]+(?: dot (?:nl|com|org|net|uk|eu|gov))+\b", re.I)),
    ("geboortedatum", re.compile(rf"({BIRTH}{BETWEEN}){DATE}(?!\d)", re.I)),
    (
        "IBAN",
        re.compile(r"\b(?i:[A-Z]{2}\d{2}[ ]?[A-Z]{4}(?:[ ]?\d){10})\b|\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?\b"),
    ),
    ("telefoonnummer", re.compile(r"\b0[89]00[ -]?\d{4}(?!\d)|\b06\.(?:\d{8}|\d{4}\.\d{4}|\d\d(?:\.\d\d){3})(?!\d)")),
    (
        "telefoonnummer",
        re.compile(
            rf"(?<![\w+])(?<!\d-)(?!{DAY})(?:(?:\+|00)31[ -]?(?:\(0\)[ -]?)?|\(?0)[1-9](?:[ )-]{{0,3}}\d){{8}}(?!\d)"  # Dutch: no digit of a next number
            rf"|(?<![\w+])(?<!\d-)(?!{DAY})(?:(?:\+|00)\d{{1,3}}[ -]?(?:\(0\)[ -]?)?|\(?0)[1-9]\d{{0,3}}\)?(?:[ -]?\d){{5,8}}(?!\d)"
            r"|(?<!\d)\(?\d{3}\)?[ -]\d{3}-\d{4}(?!\d)"
        ),
    ),
    (
        "adres",
        re.compile(
            r"\b(?:[A-Z][\w'’-]+(?:[ -](?:van|de|den|der|het|[A-Z][\w'’-]+)){0,4} \d{1,4} ?[a-zA-Z]?(?:-\w{1,4})?,? (?:in |op )?)?"
            r"(?<!\bin )(?<!\bvan )(?<!\bsinds )[1-9]\d{3} ?(?!(?:EU|UK|NL|GL|OV|WM|KW|MW|GW|PK|TV|BV|NV|CV|VN|PM|AM|CO|KM)\b)[A-Z]{2}\b(?! ?\d|-)(?:,? (?:in |te )?[A-Z][\w'’-]+(?:[- ][A-Z][\w'’-]+)*)?"
        ),
    ),
    (
        "adres",
        re.compile(
            r"(?:\b\d{1,4}[a-z]? (?:[A-Z][\w'’-]+ ){1,3}(?:Street|Road|Lane|Avenue|Close|Drive|Way|Terrace|Crescent|Gardens|Place)\b,? ?"
            r"(?:[A-Z]\w+,? )?)?\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
        ),
    ),
    (
        "kenteken",
        re.compile(
            r"\b(?=(?:[A-Z\d]-?){6}\b)(?=[A-Z\d-]*[A-Z])(?=[A-Z\d-]*\d)(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,3}|\d{1,3})\b"
        ),
    ),
)
NINE_DIGITS = re.compile(r"(?<![\d.,-])\d(?:[ .]?\d){7,8}(?![\d-]|[.,]\d)")

CAPITAL = "[" + "".join(c for c in map(chr, range(0x250)) if c.isupper()) + "]"
CAPITALISED = rf"{CAPITAL}(?:[\w-]|['’](?!s\b)(?=\w))+"
PARTICLE = r"(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Ee]l|[Tt]en|[Tt]er|[Hh]et|[Vv]on|(?:[Ii]n |[Oo]p )?['’]t) "
HONORIFIC = r"[Mm]eneer|[Mm]evrouw|[Dd]e heer|[Dd]hr\.?|[Mm]evr\.?|[Mm]w\.?|Mr\.?|Mrs\.?|Ms\.?|Miss"
ADDRESSED = "|".join(sorted({role.split()[-1].capitalize() for role in ROLES} | {"President"}))  # "Mevrouw de Voorzitter" is no name
UNKNOWN_NAME = re.compile(
    rf"\b((?:{HONORIFIC}) (?:(?:[Mm]r|[Dd]rs?|[Ii]r|[Ii]ng|[Pp]rof)\. )*)(?!(?:[Dd]e |Deputy |Vice[- ])?(?:{ADDRESSED})\b)"
    rf"(?:(?:{CAPITAL}\.){{1,5}} ?|{CAPITAL} )?(?:{PARTICLE})*{CAPITALISED}(?: (?:{PARTICLE})*{CAPITALISED}){{0,3}}"
)


def masked(text: str, language: str = "nl") -> str:
    """The text with phone numbers, e-mail addresses, IBANs, BSNs, addresses with postcode, licence plates and birth dates by their kind.

    >>> masked("Bel 06-12345678 of mail an@voorbeeld.nl, ik woon Weverstraat 12, 9871 AB Lindervaart.")
    'Bel [telefoonnummer] of mail [e-mailadres], ik woon [adres].'
    """
    for kind, pattern in MASKS:
        mark = _mark(kind, language)
        text = pattern.sub(rf"\g<1>{mark}" if pattern.groups else mark, text)  # group 1 says what comes, and stays
    return NINE_DIGITS.sub(lambda found: _mark("BSN", language) if _is_bsn(found, text) else found.group(), text)


def _mark(kind: str, language: str) -> str:
    return f"[{kind if language == 'nl' else KINDS[kind]}]"


def _is_bsn(found: re.Match, text: str) -> bool:
    """Whether digits are a citizen service number: they pass the eleven test and are no amount, or the words before them say so."""
    digits = [int(c) for c in found.group() if c.isdigit()]
    before, after = text[: found.start()], text[found.end() :]
    if re.search(r"(?<!\[)(?:bsn|burgerservicenummer|sofi-?nummer|citizen service number)\W*(?:\w+\W+){0,3}$", before, re.I):
        return True
    amount = not any(digits[3:]) or re.search(r"[€$£] ?$", before) or re.match(r"(?:,-)? ?(?:euro|eur|pounds?|dollars?)\b", after, re.I)
    return len(digits) == 9 and not amount and sum(w * d for w, d in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True)) % 11 == 0


def base_of(role: str, group: str, official: bool, facilitator: bool, language: str = "nl") -> str:
    """What a pseudonym is made from: the chair's or official's part, a plain role, the group in the singular, or just "speaker".

    >>> base_of("", "Bewoners", False, False), base_of("beleidsadviseur", "Gemeente", True, False), base_of("wethouder", "", True, False)
    ('Bewoner', 'Ambtenaar', 'Wethouder')
    """
    if facilitator:
        return FACILITATOR[language] if folded(role) not in {"voorzitter", "chair"} else role.capitalize()
    if folded(role) in PLAIN_ROLES:
        return role.capitalize()
    if official:
        return OFFICIAL[language]
    if group and group != "unknown":
        return SINGULAR.get(group.lower(), group)
    return SPEAKER[language]


def pseudonyms(bases: Mapping[str, str], before: Mapping[str, str] = {}, given: Iterable[str] = ()) -> dict[str, str]:
    """A pseudonym for each name, numbered in the order given; a name that had one before keeps it while its base is the same.

    `given` are pseudonyms that were once given, whoever bore them: nobody else gets one of those.

    >>> pseudonyms({"Ans": "Bewoner", "Bo": "Bewoner", "Cas": "Ambtenaar"}, {"Bo": "Bewoner 1"})
    {'Ans': 'Bewoner 2', 'Bo': 'Bewoner 1', 'Cas': 'Ambtenaar 1'}
    """
    kept = {name: before[name] for name, base in bases.items() if re.fullmatch(re.escape(base) + r" \d+", before.get(name, ""))}
    taken = set(before.values()) | set(given)
    last: Counter[str] = Counter()
    for name, base in bases.items():
        while name not in kept:
            last[base] += 1
            if f"{base} {last[base]}" not in taken:
                kept[name] = f"{base} {last[base]}"
    return {name: kept[name] for name in bases}


class Mentions:
    """Finds the people of a corpus in what others say, and puts their pseudonyms there.

    A person is found by full name, by first name and by surname, also behind an honorific and with the -s of possession; where several
    people bear a name, those of the session come first, and where it is still not clear who is meant, it becomes ``[naam]``.
    """

    def __init__(self, names: Mapping[str, str], texts: Iterable[str] = (), language: str = "nl"):
        """`names`: name to pseudonym; `texts`: the talk, to see which names are also ordinary words ("Zoet", "Kool")."""
        self.language = language
        self.bearers: dict[str, list[str]] = defaultdict(list)
        for name, pseudonym in names.items():
            for form in dict.fromkeys(forms(name)):
                if pseudonym not in self.bearers[_plain(form)]:
                    self.bearers[_plain(form)].append(pseudonym)
        first = {_plain(name.split()[0]) for name in names}
        single = {form for form in self.bearers if " " not in form} - first  # a first name is never taken for a word
        seen = {folded(word) for text in texts for word in re.findall(r"(?<!\w)[^\W\d_A-Z]\w*", text)}
        self.ordinary = {form for form in single & seen if simplemma.is_known(form, lang=language)}
        written = {shape for name in names for form in forms(name) for shape in (form, unaccented(form))}
        loud = {form.upper() for form in written if len(form) > 2} | {form.lower() for form in written if " " in form}
        self.pattern = _any_of(written | loud)
        self.caseless = _any_of({form for form in written if _plain(form) not in self.ordinary and len(form) > 2}, re.I)

    def replaced(self, text: str, present: Iterable[str] = (), caseless: bool = False) -> str:
        """The text with pseudonyms in brackets for names.

        `present` are the pseudonyms of those who spoke in the session; `caseless` is for talk without capitals, where names have none either.
        """
        pattern = self.caseless if caseless else self.pattern
        if pattern:
            here = set(present)
            text = pattern.sub(lambda found: self._pseudonym(found, text, here), text)
        return UNKNOWN_NAME.sub(lambda found: found.group(1) + _mark("naam", self.language), text)

    def _pseudonym(self, found: re.Match, text: str, present: set[str]) -> str:
        form = _plain(found.group(1))
        opens = not text[: found.start()].rstrip() or text[: found.start()].rstrip()[-1] in ".?!…"
        if form in self.ordinary and opens and not text[found.end() :].startswith((",", " ,")):
            return found.group()  # "Zoet is het wel": an ordinary word at the head of a sentence
        bearers = self.bearers[form]
        who = [b for b in bearers if b in present] or bearers
        return (f"[{who[0]}]" if len(who) == 1 else _mark("naam", self.language)) + (found.group(2) or "")


def _any_of(shapes: Iterable[str], flags: int = 0) -> re.Pattern | None:
    """What finds any of these names, the longest first."""
    longest = sorted(shapes, key=lambda form: (-len(form), form))
    body = "|".join(r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", shape))) for shape in longest)
    return re.compile(rf"(?<![\w\[])({body})('?s)?(?!\w)", flags) if longest else None


def is_caseless(texts: Iterable[str]) -> bool:
    """Whether talk is written without capitals, as some speech recognition leaves it: fewer than one letter in two hundred.

    >>> is_caseless(["dank je anna dat is goed"]), is_caseless(["Dank je, Anna."])
    (True, False)
    """
    letters = capitals = 0
    for text in texts:
        letters += sum(map(str.isalpha, text))
        capitals += sum(map(str.isupper, text))
    return letters > 0 and capitals < letters / 200


def _plain(form: str) -> str:
    """A name for looking up: no case, accents, hyphens ("El-Amrani" is "El Amrani")."""
    return re.sub(r"[\s-]+", " ", folded(form))


def forms(name: str) -> list[str]:
    """The ways in which people name somebody: full name, first name, surname with and without its particles.

    >>> forms("Ilse van der Meulen")
    ['Ilse van der Meulen', 'Ilse', 'van der Meulen', 'Van der Meulen', 'Meulen']
    """
    words = name.split()
    if len(words) == 1:
        return [name] if _tells(name) else []
    start = next((i for i, word in enumerate(words) if word.lower() in PARTICLES), len(words) - 1)
    first, surname = words[:start], words[start:]
    last = " ".join(surname)
    found = [name, " ".join(first), *([first[0]] if len(first) > 1 else []), last, last[:1].upper() + last[1:], words[-1]]
    return [form for form in dict.fromkeys(found) if _tells(form) and (form[0].isupper() or form == last)]


def _tells(form: str) -> bool:
    """Whether a form can be found in talk: "Ab" can, "A" and "A." cannot."""
    return len(form) > 2 or (len(form) == 2 and form.isalpha())
