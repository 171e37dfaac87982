"""TextGrid: both text formats, accents, tiers that are no speech; what praatio writes is read back."""

import pytest
from damage import FORMATS, encoded, with_samples
from hypothesis import given
from hypothesis import strategies as st
from praatio.utilities.textgrid_io import getTextgridAsStr

from analysis import readers
from analysis.findings import Unreadable
from analysis.readers import textgrid
from analysis.readers.talk import Source

LONG = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 4.5
tiers? <exists>
size = 3
item []:
    item [1]:
        class = "IntervalTier"
        name = "Anna"
        xmin = 0
        xmax = 4.5
        intervals: size = 3
        intervals [1]:
            xmin = 0
            xmax = 1.5
            text = "Eén ""goede"" vraag"
        intervals [2]:
            xmin = 1.5
            xmax = 3
            text = "<sil>"
        intervals [3]:
            xmin = 3
            xmax = 4.5
            text = "Co\\o"rdinatie 3"
    item [2]:
        class = "TextTier"
        name = "tones"
        xmin = 0
        xmax = 4.5
        points: size = 1
        points [1]:
            number = 1
            mark = "H*"
    item [3]:
        class = "IntervalTier"
        name = "Bob"
        xmin = 0
        xmax = 4.5
        intervals: size = 1
        intervals [1]:
            xmin = 1.5
            xmax = 3
            text = "ja*d xxx"
""".replace('\\o"', '\\o""')
SHORT = """File type = "ooTextFile"
Object class = "TextGrid"

0
4.5
<exists>
3
"IntervalTier"
"Anna"
0
4.5
3
0
1.5
"Eén ""goede"" vraag"
1.5
3
""
3
4.5
"Coördinatie 3"
"TextTier"
"tones"
0
4.5
1
1
"H*"
"IntervalTier"
"Bob"
0
4.5
1
1.5
3
"ja"
"""
SAID = [("Anna", 0, 1.5, 'Eén "goede" vraag'), ("Bob", 1.5, 3, "ja"), ("Anna", 3, 4.5, "Coördinatie 3")]


def said(data: bytes | str) -> list[tuple]:
    pieces = textgrid.read(Source("gesprek.txt", data if isinstance(data, bytes) else data.encode())).pieces
    return [(piece.speaker, piece.start, piece.end, piece.text) for piece in pieces]


@pytest.mark.parametrize("text", [LONG, SHORT], ids=["long", "short"])
def test_both_text_formats_in_any_encoding(text):
    for data in encoded(text):
        assert textgrid.recognises(Source("gesprek.txt", data))
        assert said(data) == SAID


def test_lines_are_those_of_the_labels():
    assert [piece.line for piece in textgrid.read(Source("gesprek.TextGrid", LONG.encode())).pieces] == [18, 45, 26]


@pytest.mark.parametrize("text", [LONG, SHORT], ids=["long", "short"])
def test_a_textgrid_cut_anywhere_is_unreadable_for_it_lacks_speakers(text):
    data = text.rstrip()
    for end in range(60, len(data)):
        with pytest.raises(Unreadable, match="breaks off"):
            said(data[:end])


def test_the_finding_says_where():
    with pytest.raises(Unreadable, match="tier 3") as caught:
        said("\n".join(LONG.splitlines()[:40]))
    assert caught.value.line == 40


def test_a_binary_textgrid_is_to_be_saved_as_text():
    with pytest.raises(Unreadable, match="Save as text file"):
        said(b"ooBinaryFile\x08TextGrid" + bytes(20))


characters = st.characters(categories=["Ll", "Lu", "Nd"], include_characters=' "', exclude_characters="x")
labels = st.text(characters, min_size=6, max_size=30).map(lambda label: " ".join(["nou", *label.split()]))


@given(st.lists(labels, min_size=1, max_size=6), st.sampled_from(["long_textgrid", "short_textgrid"]))
def test_what_praatio_writes_is_read_back(texts, form):
    entries = [(float(second), second + 1.0, text) for second, text in enumerate(texts)]
    tier = {"class": "IntervalTier", "name": "Anna", "xmin": 0.0, "xmax": float(len(texts)), "entries": entries}
    written = getTextgridAsStr({"xmin": 0.0, "xmax": float(len(texts)), "tiers": [tier]}, form, includeBlankSpaces=True)
    assert said(written) == [("Anna", start, end, text) for start, end, text in entries]


@with_samples
def test_real_file():
    talk = readers.read(FORMATS / "test_long.TextGrid")
    assert [(piece.speaker, round(piece.start, 2)) for piece in talk.pieces] == [
        ("Mary", 0.0),
        ("Mary", 1.41),
        ("Mary", 2.34),
        ("Mary", 3.12),
    ]
