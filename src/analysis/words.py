"""Words of Dutch and English talk: tokens, lemmas, stop words, numbers, names, and which of the two languages it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import chain

import simplemma
import stopwordsiso

TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
APART = re.compile(f"({TOKEN.pattern})")  # splits a text into what is between the words, and the words
BRACKETED = re.compile(r"\[[^\]]*\]")
AFTER_SMALL = re.compile(r" (?<=[a-zé,;:] )([^\W\d_][\w'’-]*)")  # a word with which no sentence begins

# Stop words of talk, which written lists lack: hesitations, fillers, and the verbs and adverbs that carry no subject.
SPOKEN = {
    "nl": """ah aha eh ehm uh uhm hè hé hm hmm mm nou ja nee joh hoor zeg maar oké ok okee zo'n da's 't 'n 'k ie m'n z'n d'r effe even gewoon eigenlijk
        echt best wel toch natuurlijk inderdaad precies zeker misschien dus want omdat terwijl ofzo enzo bijvoorbeeld zeg zeggen zegt zei zeiden gezegd gaan gaat ga ging gingen
        gegaan komen komt kom kwam kwamen gekomen vinden vindt vind vond vonden gevonden denken denkt denk dacht dachten gedacht weten weet wist
        wisten geweten zien ziet zie zag zagen gezien kijken kijkt kijk keek gekeken staan staat sta stond stonden gestaan zitten zit zat zaten gezeten liggen ligt lag lagen geven geeft geef gaf gegeven nemen neemt neem nam namen genomen houden houdt hou hield gehouden laten laat
        liet gelaten maken maakt maak maakte gemaakt krijgen krijgt krijg kreeg kregen gekregen willen wil wilt wilde wilden wou blijven blijft blijf bleef gebleven lopen loopt loop liep vragen
        vraagt vraag vroeg vroegen gevraagd horen hoort hoor hoorde gehoord hopen hoop heten heet praten praat gebeuren gebeurt gebeurde noemen noem noemt lijken lijkt leek proberen
        vertellen vertelt vertel vertelde verteld snappen snap snapt kennen ken kent kende nadenken beginnen begin begint begon begonnen schelen scheelt
        ding dingen iets iemand niemand mens mensen keer keren dag dagen week weken maand maanden jaar jaren tijd uur moment stuk stukje beetje soort manier deel kant geval voorbeeld
        goed goede beter beste mooi mooie leuk leuke fijn fijne lekker groot grote klein kleine nieuw nieuwe oud oude ander andere anders eerste tweede derde laatste volgende
        vorige hele heel helemaal veel meer minder weinig allemaal alle elke elk erbij ieder iedere iedereen altijd nooit soms vaak straks net nu dan toen daar hier waar
        vandaag morgen gisteren vanavond avond ochtend middag eerst samen alleen bijna ongeveer daarom daarna daarvoor daarbij daarmee daarvan daarop daarin hiervoor
        hierbij waarvoor waarom waarbij waarmee waarvan waarop waarin hoezo eens paar twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd tweehonderd driehonderd vierhonderd vijfhonderd duizend miljoen half halve één eentje helft kwart procent eind maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli augustus september oktober november december jullie ons
        onze jij jouw uw wij zij hun elkaar zelf zich mij mijn wie wat welke welk hoe ergens nergens overal ooit intussen ondertussen trouwens overigens namelijk sowieso blijkbaar kennelijk uiteraard graag helaas
        meteen direct vooral juist ook niet geen niks niets alles enige enkele verder verschillende vragen vraag antwoord punt punten woord verhaal mee meenemen neer terug bij over onder tussen zonder volgens
        moeten moet moest moesten mogen mag mocht mochten kunnen kan kon konden zullen zal zou zouden hebben heb heeft had hadden gehad zijn is ben bent was waren geweest
        worden wordt word werd werden geworden doen doet doe deed deden gedaan hoeven hoeft hoef""",
    "en": """uh um erm er ah oh hmm yeah yes no okay ok well so just like really actually basically kind sort mean know think thing things something someone
        anything nothing everything everybody people person way lot bit going go goes went gone come comes came get gets got gotten put say says said see seen saw look looking looked want wanted need
        needed make makes made take takes took taken give gives given gave let lets talk talking talked tell told ask asked asking question questions answer point points today
        yesterday tomorrow day days week weeks month months year years time times good great better best new old big small first second third last next also
        still even much many more most less few quite very maybe perhaps certainly obviously course sure right thank thanks please sorry hello morning afternoon
        evening one two three four five six seven eight nine ten hundred thousand million billion i'm i've i'd i'll you're you've we're we've we'll it's that's there's they're they've he's she's don't doesn't didn't
        can't couldn't won't wouldn't shouldn't isn't aren't wasn't weren't haven't hasn't let's what's terms part issue issues important number able work working works different example start started end place area areas fact case around moment back forward clear""",
}

# What a chair and a meeting say, whatever the subject: kept out of topics, and turns of nothing else are no content.
PROCEDURE = {
    "nl": """voorzitter gespreksleider wethouder burgemeester gedeputeerde raadslid raadsleden griffier griffie meneer mevrouw heer dames heren mw dhr agenda agendapunt vergadering bijeenkomst
        rondje welkom motie moties amendement amendementen stemming stemmen interruptie termijn beraadslaging fractie fracties collega
        collega's college raad commissie debat betoog spreektijd beurt voorstel dictum verzoekt orde dag constaterende overwegende roept spreekt gaat ingediend aangenomen verworpen
        toezegging bedankt bedanken danken dank""",
    "en": """chair chairman chairperson speaker minister mr mrs ms madam sir honourable hon member members committee colleague colleagues meeting agenda agree
        motion amendment order house government session witness witnesses""",
}

# Numbers in words, which no list has all of: "zesentwintig", "achtduizend", "thirty-first".
NL_NUMBER = (
    r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|(?:vijf|zes|zeven|acht|negen)tien"
    r"|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|miljoen)"
)
NUMBER = {
    "nl": re.compile(rf"{NL_NUMBER}(?:(?:en|ën)?{NL_NUMBER})*(?:de|ste)?"),
    "en": re.compile(
        r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty"
        r"|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|first|second|third|fifth|ninth|twelfth)(?:th)?-?)+"
    ),
}


def tokens(text: str) -> list[str]:
    """The words of a text in lower case; numbers, marks and everything in square brackets (pseudonyms, masks) are no words.

    >>> tokens("De auto's van [Bewoner 3] staan op 't plein, hè?")
    ['de', "auto's", 'van', 'staan', 'op', 't', 'plein', 'hè']
    """
    return TOKEN.findall(BRACKETED.sub(" ", text).replace("’", "'").lower())


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words that tell nothing of a subject: a written list, the words of talk, and what meetings say."""
    return frozenset(stopwordsiso.stopwords(language)) | frozenset(SPOKEN[language].split()) | frozenset(PROCEDURE[language].split())


@cache
def lemma(word: str, language: str) -> str:
    """The dictionary form of a lower-case word, or the word itself where the dictionary gives no plain word.

    >>> lemma("bankjes", "nl"), lemma("stukken", "nl"), lemma("houses", "en")
    ('bankje', 'stuk', 'house')
    """
    found = simplemma.lemmatize(word, lang=language)
    return found if found.islower() and found.isalpha() else word


def content_words(text: str, language: str) -> list[tuple[str, str]]:
    """The words that can tell a subject, each with its lemma: (lemma, word), in order; three letters or more, no stop words.

    >>> content_words("We hebben gewoon geen bankjes meer op het plein.", "nl")
    [('bankje', 'bankjes'), ('plein', 'plein')]
    """
    return [pair for word in tokens(text) if (pair := _content_word(word, language))]


def runs(text: str, language: str) -> list[list[tuple[str, str]]]:
    """The content words of a text (see `content_words`) in runs: with nothing but a space between them.

    >>> [[word for _, word in run] for run in runs("Wij willen betaald parkeren, bankjes en groen.", "nl")]
    [['betaald', 'parkeren'], ['bankjes'], ['groen']]
    """
    found: list[list[tuple[str, str]]] = []
    pieces = APART.split(BRACKETED.sub(" | ", text).replace("’", "'").lower())
    before = None
    for between, word in zip(pieces[::2], pieces[1::2], strict=False):
        if pair := _content_word(word, language):
            beside = before and len(between) == 1 and between.isspace()
            found[-1].append(pair) if beside else found.append([pair])
        before = pair
    return found


@cache
def _content_word(word: str, language: str) -> tuple[str, str] | None:
    """A word with its lemma, or nothing where it tells no subject; the same pair each time, for a long corpus has each word often."""
    stops = stop_words(language)
    if len(word) < 3 or word in stops or NUMBER[language].fullmatch(word):
        return None
    base = lemma(word, language)
    return (base, word) if base not in stops and len(base) > 2 else None


def language_of(texts: Iterable[str]) -> str:
    """Dutch or English, by which stop words the texts use more; Dutch where there is nothing to tell by.

    >>> language_of(["Dat zou ik wel willen, maar het is niet aan mij."]), language_of(["I would like that, but it is not up to me."])
    ('nl', 'en')
    """
    seen = Counter(word for text in texts for word in tokens(text))
    score = {
        code: sum(seen[word] for word in stopwordsiso.stopwords(code) - stopwordsiso.stopwords(other))
        for code, other in (("nl", "en"), ("en", "nl"))
    }
    return "en" if score["en"] > score["nl"] else "nl"


def proper_names(texts: Iterable[str]) -> set[str]:
    """Words that are names: written with a capital in two thirds of the places where a sentence does not begin, at least twice.

    What is written in capitals alone (WOZ, PFAS) is no name.

    >>> sorted(proper_names(["Zij woont in Hoogveld.", "Hoe is het in Hoogveld? Daar is water.", "In het water."]))
    ['hoogveld']
    """
    written = Counter(chain.from_iterable(map(AFTER_SMALL.findall, texts)))
    capital: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for word, n in written.items():
        (capital if word[0].isupper() and not word.isupper() else plain)[word.replace("’", "'").lower()] += n
    return {word for word, n in capital.items() if n >= 2 and n >= 2 * plain[word]}
