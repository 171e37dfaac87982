"""The codebook: ours is whole, and a corpus may add to it, replace in it, and be told what is wrong."""

from itertools import cycle, islice
from pathlib import Path

import pandas as pd
import pytest

from analysis.coding import codebook, found
from analysis.coding.codebook import SIDES, stance_patterns
from analysis.coding.patterns import GAPS, WRITTEN, Pattern, compiled, sentences
from analysis.findings import Unusable

BOOKS = {language: codebook(language) for language in ("nl", "en")}
CODES = [(language, code) for language, book in BOOKS.items() for code in book]


def own(folder: Path, text: str) -> Path:
    """The folder of a corpus with a codebook of its own."""
    (folder / "codebook.toml").write_text(text, encoding="utf-8")
    return folder


def given(text: str, corpus: Path | None, official: bool = True) -> dict[str, tuple[str, str]]:
    """The codes of a turn, each with its value and quote."""
    turns = pd.DataFrame({"session": ["s"], "turn": [0], "speaker": ["A"], "text": [text]})
    codes = found(turns, pd.DataFrame({"speaker": ["A"], "official": [official]}), {"s": "nl"}, corpus)
    return {row.code: (row.value, row.quote) for row in codes.itertuples()}


def spoken(pattern: Pattern) -> list[str]:
    """What a pattern says, with the first of its alternatives in each place, with the second, and so on; without gaps and wildcards."""
    parts = [p for p in WRITTEN.findall(pattern.written) if p not in (*GAPS, *"()^$")]
    choices = [[word.replace("*", "") for word in part.strip("<>").split("|")] for part in parts]
    return [" ".join(words) for words in islice(zip(*map(cycle, choices)), max(map(len, choices)))]


@pytest.mark.parametrize(("language", "code"), CODES)
def test_a_code_is_whole(language, code):
    said = BOOKS[language][code]
    assert said.code == code and all((said.name, said.definition, said.when, said.when_not, said.examples, said.counterexamples))
    assert said.patterns or said.values
    assert all(said.values.values()) and not set(said.examples) & set(said.counterexamples)


@pytest.mark.parametrize(("language", "code"), CODES)
def test_every_pattern_is_found_in_what_it_says(language, code):
    said = BOOKS[language][code]
    patterns = [*said.patterns, *said.sure, *said.unless, *(p for listed in said.values.values() for p in listed)]
    assert [(p.written, text) for p in patterns for text in spoken(p) if not p.found(sentences(text, language)[0])] == []


@pytest.mark.parametrize(
    ("language", "code", "text"),
    [
        ("nl", "disagreement", "Integendeel!"),
        ("nl", "resistance", "Dat is maar papier."),
        ("nl", "value", "Wij willen vrijheid."),
        ("nl", "value", "Wees transparant."),
        ("nl", "value", "Dat is oneerlijk."),
        ("en", "deferral", "We took it back."),
        ("en", "deferral", "We'll take that away."),
        ("en", "deferral", "We'll check."),
        ("en", "acknowledge", "That's terrible."),
        ("en", "acknowledge", "You are right."),
        ("en", "initiative", "She is a volunteer."),
        ("en", "resistance", "It failed."),
        ("en", "outward", "Imagine that."),
    ],
)
def test_each_word_of_a_list_is_looked_for_alone(language, code, text):
    said, book = sentences(text, language), BOOKS[language]
    assert any(book[code].matches(said)) or any(book[code].matches(said, sure=True)) or book[code].value(text, language)


def test_both_languages_have_the_same_codes_of_the_same_speakers_and_values():
    dutch, english = ([(code.code, code.speaker, list(code.values)) for code in BOOKS[language].values()] for language in ("nl", "en"))
    assert dutch == english
    assert {code.code for code in BOOKS["nl"].values() if code.speaker == "official"} == {
        "deferral", "promise", "inward", "outward", "sidestep", "dismiss",
    }  # fmt: skip


@pytest.mark.parametrize("language", BOOKS)
def test_names_differ(language):
    assert len({code.name for code in BOOKS[language].values()}) == len(BOOKS[language])


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Dat is niet eerlijk.", "nl", "fairness"),
        ("Ik wil zelf kunnen beslissen.", "nl", "autonomy"),
        ("Het is veilig, maar niet eerlijk en niet rechtvaardig.", "nl", "fairness"),
        ("Eerlijk is eerlijk. Maar de veiligheid! En het gevaar! En het ongeluk!", "nl", "safety"),
        ("Ik heb liever een bankje.", "nl", None),
        ("It isn't safe.", "en", "safety"),
    ],
)
def test_the_value_is_the_one_most_words_speak_for(text, language, value):
    assert BOOKS[language]["value"].value(text, language) == value


def test_a_corpus_without_a_codebook_has_ours(tmp_path):
    assert codebook("nl", tmp_path) == BOOKS["nl"]


def test_a_corpus_adds_a_code(tmp_path):
    corpus = own(tmp_path, '[bench]\nname = "bankje"\ndefinition = "Over een bankje."\npatterns = ["bank*"]\nunless = ["bankrekening"]\n')
    book = codebook("nl", corpus)
    assert list(book) == [*BOOKS["nl"], "bench"] and (book["bench"].name, book["bench"].definition) == ("bankje", "Over een bankje.")
    assert given("Daar staat een bankje.", corpus, official=False)["bench"][1] == "bankje"
    assert "bench" not in given("De bankrekening van de bank.", corpus)


def test_a_code_without_a_name_is_called_as_it_is(tmp_path):
    assert codebook("nl", own(tmp_path, '[bench]\npatterns = ["bankje"]'))["bench"].name == "bench"


def test_a_corpus_adds_a_code_of_one_kind_of_speaker(tmp_path):
    corpus = own(tmp_path, '[bench]\nspeaker = "other"\npatterns = ["bankje"]\n')
    assert "bench" in given("Een bankje!", corpus, official=False) and "bench" not in given("Een bankje!", corpus)


def test_a_corpus_adds_patterns_to_a_code_of_ours_which_stays_what_it_was(tmp_path):
    corpus = own(tmp_path, '[deferral]\npatterns = ["in de ijskast"]\nexamples = ["Dat gaat in de ijskast."]\n')
    ours, both = BOOKS["nl"]["deferral"], codebook("nl", corpus)["deferral"]
    assert (both.name, both.definition, both.when, both.when_not, both.speaker) == (
        ours.name, ours.definition, ours.when, ours.when_not, ours.speaker,
    )  # fmt: skip
    assert both.examples == (*ours.examples, "Dat gaat in de ijskast.")
    assert given("Het plan gaat in de ijskast.", corpus)["deferral"][1] == "in de ijskast"
    assert "deferral" in given("Dat nemen we mee.", corpus) and "deferral" not in given("Het gaat in de ijskast.", corpus, official=False)
    assert {name: code for name, code in codebook("nl", corpus).items() if name != "deferral"} == {
        name: code for name, code in BOOKS["nl"].items() if name != "deferral"
    }


def test_a_corpus_says_when_a_pattern_of_its_own_does_not_count(tmp_path):
    corpus = own(tmp_path, '[deferral]\npatterns = ["in de ijskast"]\nunless = ["melk"]\n')
    assert "deferral" not in given("De melk staat in de ijskast.", corpus)


def test_a_corpus_gives_a_code_of_ours_another_name(tmp_path):
    both = codebook("nl", own(tmp_path, '[deferral]\nname = "doorschuiven"\n'))["deferral"]
    assert (both.name, both.definition) == ("doorschuiven", BOOKS["nl"]["deferral"].definition)


def test_a_corpus_replaces_a_code_of_ours(tmp_path):
    corpus = own(tmp_path, '[deferral]\nreplace = true\nname = "ijskast"\npatterns = ["in de ijskast"]\n')
    code = codebook("nl", corpus)["deferral"]
    assert (code.name, code.definition, code.examples, code.speaker) == ("ijskast", "", (), "")
    assert "deferral" not in given("Dat nemen we mee.", corpus) and "deferral" in given("Het gaat in de ijskast.", corpus)
    assert "promise" in codebook("nl", corpus)


def test_a_corpus_adds_words_and_values_to_a_code_with_values(tmp_path):
    value = codebook("nl", own(tmp_path, '[value.values]\nfairness = ["fatsoen*"]\nbeauty = ["mooi"]\n'))["value"]
    texts = ("Wat fatsoenlijk.", "Wat mooi.", "Wat oneerlijk.", "Wat onveilig.")
    assert [value.value(text, "nl") for text in texts] == ["fairness", "beauty", "fairness", "safety"]


def test_a_corpus_adds_a_code_with_values(tmp_path):
    corpus = own(tmp_path, '[mood]\npatterns = ["ik ben"]\n[mood.values]\nglad = ["blij"]\nsad = ["verdrietig"]\n')
    assert [given(text, corpus)["mood"][0] for text in ("Ik ben blij.", "Nou, ik ben verdrietig.")] == ["glad", "sad"]
    corpus = own(tmp_path, '[mood.values]\nglad = ["blij"]\nsad = ["verdrietig"]\n')
    assert given("Ik ben verdrietig.", corpus)["mood"][0] == "sad"


def test_a_codebook_of_a_corpus_may_begin_as_windows_writes_it(tmp_path):
    assert "bench" in codebook("nl", own(tmp_path, '\ufeff[bench]\r\npatterns = ["bankje"]\r\n'))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("x = 1", "table"),
        ('x = "een"', "table"),
        ("[[x]]\nname = 'een'", "table"),
        ("[x]\nname = 1", "name"),
        ("[x]\ndefinition = ['een']", "definition"),
        ("[x]\nnot = true", "not"),
        ("[x]\nspeaker = 1", "speaker"),
        ("[x]\nspeaker = 'ambtenaar'", "'ambtenaar'"),
        ("[x]\npatterns = 'een'", "patterns"),
        ("[x]\npatterns = [1]", "patterns"),
        ("[x]\nexamples = 'een'", "examples"),
        ("[x]\ncounterexamples = {}", "counterexamples"),
        ("[x]\nunless = [['een']]", "unless"),
        ("[x]\nvalues = ['een']", "values"),
        ("[x.values]\none = 'een'", "values"),
        ("[x]\npattern = ['een']", "'pattern'"),
        ("[x]\nreplace = 'yes'", "replace"),
        ("[x]\npatterns = ['goed', '(een']", "'(een'"),
        ("[x]\npatterns = [')een(']", "')een('"),
        ("[x]\nunless = ['']", "''"),
        ("[x.values]\none = ['een)']", "'een)'"),
    ],
)
@pytest.mark.parametrize("code", ["bench", "deferral"])
def test_what_is_wrong_is_told_in_one_line_with_file_and_code(tmp_path, text, wrong, code):
    with pytest.raises(Unusable) as told:
        codebook("nl", own(tmp_path, text.replace("x", code, 1)))
    assert str(told.value).startswith(f"codebook.toml: [{code}] ") and wrong in str(told.value) and "\n" not in str(told.value)


@pytest.mark.parametrize("content", [b"[x", b"x = een", b"\xff\xfe[x]", b"[x]\n[x]"])
def test_what_is_no_toml_is_told_in_one_line_with_the_file(tmp_path, content):
    (tmp_path / "codebook.toml").write_bytes(content)
    for reads in (codebook, stance_patterns):
        with pytest.raises(Unusable) as told:
            reads("nl", tmp_path)
        assert str(told.value).startswith("codebook.toml: ") and "\n" not in str(told.value)


@pytest.mark.parametrize("language", BOOKS)
def test_every_pattern_of_a_stance_is_found_in_what_it_says(language):
    stances = stance_patterns(language)
    assert tuple(stances) == SIDES and all(stances.values())
    patterns = [p for listed in stances.values() for p in listed]
    assert [(p.written, text) for p in patterns for text in spoken(p) if not p.found(sentences(text, language)[0])] == []


def test_a_corpus_adds_patterns_of_stances_which_are_no_code(tmp_path):
    corpus = own(tmp_path, '[stances]\nfor = ["lang leve"]\n')
    assert stance_patterns("nl", corpus) == {
        "for": (*stance_patterns("nl")["for"], compiled("lang leve")),
        "against": stance_patterns("nl")["against"],
    }
    assert codebook("nl", corpus) == BOOKS["nl"]


@pytest.mark.parametrize(
    "text", ["stances = 1", "[stances]\nvoor = ['ja']", "[stances]\nfor = 'ja'", "[stances]\nfor = [1]", "[stances]\nfor = ['(ja']"]
)
def test_what_is_wrong_with_stances_is_told_in_one_line(tmp_path, text):
    with pytest.raises(Unusable) as told:
        stance_patterns("nl", own(tmp_path, text))
    assert str(told.value).startswith("codebook.toml: [stances] ") and "\n" not in str(told.value)
