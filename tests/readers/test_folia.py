"""FoLiA: sentences of tokens, inherited speakers, times in layers."""

import pytest
from damage import FORMATS, cut, encoded, with_samples

from analysis import readers
from analysis.findings import Unreadable
from analysis.readers import folia
from analysis.readers.talk import Source

SPEECH = """<?xml version="1.0" encoding="utf-8"?>
<FoLiA xmlns="http://ilk.uvt.nl/folia" xml:id="gesprek"><metadata type="native">
<meta id="title">Gesprek</meta><meta id="date">2026-05-03</meta><meta id="language">nld</meta></metadata>
<speech xml:id="gesprek.speech">
<utt xml:id="u1" speaker="Anna" begintime="00:00:01.500" endtime="00:00:04.000">
<s xml:id="u1.s1"><w xml:id="w1"><t>Dat</t></w><w xml:id="w2"><t>is</t></w><w xml:id="w3" space="no"><t>foto</t></w>
<w xml:id="w4"><t>'s</t></w>
<w xml:id="w5"><t>kijken</t><morphology><morpheme><t>kijk</t></morpheme></morphology></w>
<w xml:id="w6"><t>,</t></w><w xml:id="w7"><t>één</t></w><w xml:id="w8"><t>.</t></w>
<timing><timesegment begintime="00:00:01.600" endtime="00:00:02.000"><wref id="w1"/><wref id="w2"/></timesegment>
<timesegment begintime="00:00:02.000" endtime="00:00:02.900"><wref id="w7"/></timesegment></timing></s>
<s xml:id="u1.s2"><t>Toch?</t><w><t>Toch</t></w><w><t>?</t></w></s></utt>
<utt xml:id="u2" speaker="Bob"><w><t class="ocr">Jq</t><t>Ja</t></w>
<correction><new><w><t>hoor</t></w></new><original><w><t>hooor</t></w></original></correction><w><t>!</t></w></utt>
<event speaker="Bob" class="noise"><desc>kucht</desc></event>
</speech></FoLiA>"""

SENTENCES = [
    ("Anna", 1.6, 2.9, "Dat is foto's kijken, één."),
    ("Anna", 1.5, 4.0, "Toch?"),
    ("Bob", None, None, "Ja hoor!"),
]


def sentences(data: bytes) -> list[tuple]:
    return [(piece.speaker, piece.start, piece.end, piece.text) for piece in folia.read(Source("gesprek.txt", data)).pieces]


def test_sentences_have_speaker_times_and_spacing():
    assert sentences(SPEECH.encode()) == SENTENCES


def test_metadata():
    talk = folia.read(Source("gesprek.xml", SPEECH.encode()))
    assert (talk.date, talk.title, talk.language) == ("2026-05-03", "Gesprek", "nl")


@pytest.mark.parametrize("data", encoded(SPEECH))
def test_any_encoding(data):
    assert folia.recognises(Source("gesprek.txt", data))
    assert sentences(data) == SENTENCES


@pytest.mark.parametrize("data", cut(SPEECH.encode()))
def test_a_cut_file_is_unreadable(data):
    assert folia.recognises(Source("gesprek.txt", data))
    with pytest.raises(Unreadable):
        folia.read(Source("gesprek.xml", data))


@with_samples
def test_real_file():
    talk = readers.read(FORMATS / "speech-opencgn_nl.folia.xml")
    assert (len(talk.pieces), len({piece.speaker for piece in talk.pieces})) == (17, 2)
    assert (talk.pieces[0].start, talk.pieces[-1].end) == (0.059, 88.617)
    assert not any(" ." in piece.text or "&" in piece.text for piece in talk.pieces)
