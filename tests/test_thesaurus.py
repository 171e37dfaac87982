"""Words that belong to one theme."""

import tomllib
from functools import cache
from importlib import resources

import pytest
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from analysis import thesaurus, words

LISTED = tomllib.loads(resources.files("analysis").joinpath("thesaurus.toml").read_text("utf-8"))

# What says nothing of a subject by itself, however often it is said.
NEUTRAL = {
    "nl": """
        gemeente plan probleem mens verhaal moeilijk zeggen kader netwerk combineren ontwikkelen aanpassen toetsen waardering generatie
        afdeling pauze grens acceptatie uitvoering artikel duur inclusief zwart wit donker overgang uitdagen lijden grond reden gedachte
        gevoel mening idee doel keuze kans situatie gebied gevolg oorzaak oplossing resultaat stap traject proces project aanpak beleid
        besluit belang rol taak verantwoordelijkheid mogelijkheid verschil verband voordeel nadeel ervaring afspraak gesprek discussie
        reactie vergelijking inzet invloed kwaliteit aantal bedrag prijs waarde niveau vorm fase begin lijst rapport document tekst zin
        naam nummer datum periode toekomst verleden wereld land stad plaats kamer tafel deur vriend familie man hart hoofd oog stem werk
        leven lachen wachten helpen gebruiken zoeken brengen halen zetten leggen spelen leren begrijpen geloven voelen betekenen
        veranderen verbeteren verwachten besluiten kiezen regelen bespreken organiseren ondersteunen bereiken voorkomen zorgen betalen
        kopen verkopen openen sluiten stoppen groeien vallen trekken duwen dragen passen belangrijk mogelijk duidelijk moderne eenvoudig
        snel langzaam hoog laag lang kort breed smal zwaar licht hard zacht warm vol leeg open dicht vroeg laat bijzonder algemeen
        verschillend gelijk vreemd bekend eigen vrij klaar druk circulaire politiek
    """,
    "en": """
        send priority raise resume common draft delay platform stop care bank grant levy counter party plan problem story difficult reason
        thought feeling opinion idea goal choice chance situation region consequence cause solution result step process project approach
        policy decision interest role task responsibility possibility difference relation advantage experience deal discussion reaction
        comparison influence quality amount price value level form phase list report document text sentence name date period future past
        world country city room door friend man heart head eye voice life laugh wait help use search bring fetch put play understand
        believe mean change improve expect decide choose arrange discuss organise support reach avoid ensure pay buy sell open close grow
        fall pull push carry fit important possible simple slow high low long short broad narrow heavy light hard soft warm full empty
        early late special general different equal strange known own free ready busy lead speak hear listen minute notice letter field
        board track line page piece hand face money hope stand turn move meet run begin leave show provide continue create consider allow
        remain include suggest receive develop produce strong whole local public private national single similar likely available
    """,
}

# Word and theme that anybody would put together.
PLACED = {
    "nl": """
        stoeptegels lopen-en-stoepen parkeervergunning parkeren vuilniszak afvalinzameling fietspaden fietsen rotonde verkeersveiligheid
        glasvezelkabel telecom-en-internet begraafplaats begraven-en-begraafplaatsen riolering riolering speeltuin speelplekken
        vuurwerkverbod vuurwerk windmolens windenergie tandarts tandzorg huisarts huisarts voedselbank voedselbank
        politieagent politie-handhaving asielzoekers asielopvang inbreker inbraak-diefstal bibliotheken bibliotheek zwembad zwembad
        vrachtwagens goederenvervoer-en-logistiek kinderdagverblijf kinderopvang pensioenen pensioen
    """,
    "en": """
        cyclist fietsen sewer riolering pavement lopen-en-stoepen airport luchtvaart recycling circulair-en-hergebruik
        playgrounds speelplekken cemetery begraven-en-begraafplaatsen fireworks vuurwerk asylum asielopvang dementia dementie
        library bibliotheek dentist tandzorg tenants huur-en-sociale-woningen burglary inbraak-diefstal pensioner pensioen
        asbestos bodemverontreiniging firefighters brandweer-crisis pharmacist medicijnen suicide zelfdoding election verkiezingen
    """,
}
PLACES = [
    (word, language, theme) for language, text in PLACED.items() for word, theme in zip(text.split()[::2], text.split()[1::2], strict=True)
]


def entries(language: str) -> list[str]:
    return [entry for theme in LISTED.values() for entry in theme[language].split()]


@cache
def dictionary(language: str) -> frozenset[str]:
    """The lemmas of a written dictionary."""
    return frozenset(words.lemma(form, language) for form in DefaultDictionaryFactory().get_dictionary(language) if form.islower())


@pytest.mark.parametrize(("word", "language", "theme"), PLACES)
def test_words_have_the_theme_that_anybody_would_give_them(word, language, theme):
    ((lemma, _),) = words.content_words(word, language)
    assert theme in thesaurus.themes(lemma, language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_words_that_say_nothing_of_a_subject_have_none(language):
    neutral = NEUTRAL[language].split()
    assert {word: found for word in neutral if (found := thesaurus.themes(words.lemma(word, language), language))} == {}


TAKEN_IN = """
    beweegreden bezorgd blinde capriool demissie drugstore geloofwaardig geweldig hefboom homogeen kader kanon koorts levensloop
    logopedist miskraam nieuwsgierig omzetten operatie paddock pleger politiek stranden verhuizen
"""


@pytest.mark.parametrize("word", TAKEN_IN.split())
def test_stars_do_not_take_in_other_words(word):
    other = {"koorts": "muziek", "operatie": "muziek", "blinde": "bomen", "miskraam": "markt-en-straathandel", "logopedist": "communicatie"}
    found = thesaurus.themes(word, "nl")
    assert other[word] not in found if word in other else found == ()


def test_dutch_and_english_share_their_themes():
    assert set(thesaurus.themes(words.lemma("fietser", "nl"), "nl")) & set(thesaurus.themes("cyclist", "en"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_entries_are_lemmas_that_the_talk_can_have(language):
    whole = [entry for entry in entries(language) if "*" not in entry]
    assert [entry for entry in whole if words.lemma(entry, language) != entry] == []
    assert [entry for entry in whole if words.content_words(entry, language) != [(entry, entry)]] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_word_has_more_than_two_themes(language):
    every = {entry.strip("*") for entry in entries(language)} | dictionary(language)
    assert {word: found for word in every if len(found := thesaurus.themes(word, language)) > 2} == {}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_list_keeps_its_own_rules(language):
    assert all(theme[language].split() for theme in LISTED.values())
    assert all(len(set(theme[language].split())) == len(theme[language].split()) for theme in LISTED.values())
    starred = [entry for entry in entries(language) if "*" in entry]
    assert all(entry.count("*") == 1 and (entry[0] == "*" or entry[-1] == "*") and len(entry) > thesaurus.SHORTEST for entry in starred)
    assert all(entry == entry.lower() and "_" not in entry for entry in entries(language))
