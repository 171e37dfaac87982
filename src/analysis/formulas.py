"""What is said whatever the subject: backchannels and formulas, a chair who goes on to the next point, welcome and goodbye."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from analysis.words import tokens

NAMED = re.compile(r"\b(?i:meneer|mevrouw|de heer|dhr\.?|mw\.?|mr\.?|mrs\.?|ms\.?) (?:(?i:van|de|den|der) )*[A-Z]\w+")  # "mevrouw De Wit"

BACKCHANNEL = {
    "nl": """ja jawel jaja nee neen hoor precies oké ok okee goed prima mooi fijn inderdaad klopt zeker absoluut juist exact hm hmm mm mhm hm-hm mm-hm aha ah oh o eh ehm uh uhm nou tja hè hé joh
        dank bedankt dankjewel dankuwel u je jullie wel graag gedaan alstublieft alsjeblieft sorry pardon voorzitter meneer mevrouw de heer het een en is dat zo dan maar ook
        daar hier gaat uw gang aan woord wethouder burgemeester geef ik goedemorgen goedemiddag goedenavond dag hallo hoi welkom tot ziens duidelijk helder begrepen eens mee heel erg zeer
        helemaal akkoord leuk top super nog toch natuurlijk uiteraard zeg ga verder hartelijk vriendelijk snap weet wat allemaal allen iedereen lekker""",
    "en": """yes yeah yep no nope okay ok right sure exactly precisely indeed absolutely fine good great hm hmm mm mhm mm-hm uh-huh aha ah oh well thank thanks you very much so
        please sorry pardon chair mr mrs ms madam sir minister the is that it i see agree of course go ahead hello hi morning afternoon evening welcome bye cheers wonderful lovely
        brilliant perfect excellent agreed correct true and for to your indeed""",
}
INTERROGATIVES = {
    "nl": {"wie", "wat", "waar", "waarom", "hoe", "wanneer", "welke", "welk", "hoeveel", "hoezo"},
    "en": {"who", "what", "where", "why", "how", "when", "which", "whose"},
}

# What a chair says to go on to the next subject: narrow, for "gaan we naar het strand" is no announcement.
ANNOUNCED = {
    "nl": re.compile(
        r"\b(?:(?:volgende?|ander|nieuw|tweede|derde|laatste) (?:onderwerp|agendapunt|thema)|volgende? (?:punt|blok)|agendapunt \d+"
        r"|(?:gaan|stappen|komen) (?:we|wij) (?:nu |dan |graag |even )*(?:door |verder |over )?(?:naar|tot|toe aan|bij) (?:het|de|ons|onze|een) "
        r"(?:volgende?|andere?|nieuwe?|tweede|derde|laatste|onderwerp|agendapunt|punt|thema)"
        r"|door naar (?:het|de|ons|onze) (?:volgende?|andere?|tweede|derde|laatste)|van onderwerp veranderen|(?:nu|dan|is) de rondvraag"
        r"|(?<!niet )aan de orde (?:is|zijn) (?:nu|thans|het|de|agendapunt))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:(?:next|final|another|different|new) (?:item|topic|subject|matter)|next (?:question|round)"
        r"|(?:move|moving|go|going|turn|turning|proceed) (?:on (?:now )?|now )to|(?:move|turn|proceed) to (?:item|the next|our next|the (?:second|third|final))"
        r"|we(?:'ll| will) now (?:begin|start|turn|move|proceed|hear)|change the (?:subject|topic))\b",
        re.IGNORECASE,
    ),
}

# What people say when they come together, and when they part.
OPENING = {
    "nl": re.compile(
        r"\b(?:welkom|goede?n?(?:morgen|middag|avond)|(?:fijn|leuk|mooi|goed) dat (?:jullie|u|iedereen|je) |open(?:t|en)?\b.{0,20}\b"
        r"(?:vergadering|bijeenkomst|avond|gesprek)|voorstel(?:ronde|rondje)|mijn naam is|(?:zullen|laten) we beginnen|hallo|hoi)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:welcome (?:to|everyone|everybody|all|back)|good (?:morning|afternoon|evening)|(?:glad|great|good) (?:to have|to see) (?:you|everyone)"
        r"|call(?:ing)? (?:this|the) meeting|introduce (?:yourselves|ourselves|myself)|my name is|(?:let us|let's|shall we) (?:begin|get started)|hello)\b",
        re.IGNORECASE,
    ),
}
CLOSING = {
    "nl": re.compile(
        r"\b(?:dank (?:jullie|allen|allemaal|iedereen)|(?:dank|bedankt) (?:u |jullie )?(?:wel )?voor (?:uw|jullie|de) (?:komst|inbreng|avond|aandacht|gesprek)"
        r"|tot ziens|tot (?:de )?volgende (?:keer|week|maand)|wel thuis|(?:fijne|prettige|goede) (?:avond|dag|middag|weekend|reis)"
        r"|sluit (?:ik|hierbij)|sluiten (?:we|wij) (?:de|het|af)|afsluiten|ronden (?:we|het) (?:het |dit )?af|tot zover|dat was het|welterusten|doei)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:thank you (?:all|everyone)|thanks (?:all|everyone)|goodbye|bye|see you (?:all|next|then|tomorrow)|safe (?:journey|travels)|have a (?:good|great"
        r"|nice) (?:day|evening|afternoon|weekend)|(?:meeting|session) (?:is )?(?:adjourned|closed)|wrap (?:it )?up|that concludes)\b",
        re.IGNORECASE,
    ),
}


def announces(text: str, language: str) -> bool:
    """Whether a turn goes on to a next subject in so many words, as a chair does.

    >>> announces("Dan gaan we naar het volgende punt.", "nl"), announces("Ik ga naar huis.", "nl")
    (True, False)
    """
    return ANNOUNCED[language].search(text.replace("’", "'")) is not None


def courtesies(texts: Sequence[str], language: str, within: int = 6, longest: int = 40) -> tuple[int, int]:
    """How many turns at the beginning of a session are welcome, and how many at its end are goodbye.

    Up to the last, and from the first, that says so among so many turns (`within`); a turn of more than `longest` words says more than that, and
    ends the run.

    >>> courtesies(["Goedenavond.", "Hallo, fijn dat u er bent.", "De bus is weg.", "Al een jaar."] * 4 + ["Wel thuis.", "Doei!"], "nl")
    (6, 2)
    """
    return _run(texts[:within], OPENING[language], longest), _run(texts[-within:][::-1], CLOSING[language], longest)


def _run(texts: Sequence[str], said: re.Pattern, longest: int) -> int:
    """How many of the first texts, none of which is long, lead up to the last that says it."""
    short = list(takewhile(lambda text: len(text.split()) <= longest, texts))
    return max((n + 1 for n, text in enumerate(short) if said.search(text)), default=0)


def is_content(text: str, language: str) -> bool:
    """Whether a turn says something: false for backchannels and formulas ("Ja, precies.", "Dank u wel, voorzitter.").

    >>> is_content("Ja, precies.", "nl"), is_content("Nou, dat bankje is weg.", "nl"), is_content("En wat kost dat?", "nl")
    (False, True, True)
    """
    words = tokens(NAMED.sub(" ", text))
    if text.rstrip().endswith("?") and len(words) > 1 and INTERROGATIVES[language] & set(words):
        return True
    return not _backchannels(language).issuperset(words)


@cache
def _backchannels(language: str) -> frozenset[str]:
    return frozenset(BACKCHANNEL[language].split())
