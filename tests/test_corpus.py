"""A folder of transcripts becomes tables, a key and findings: corpora of a few tiny files, whose right answers are known by hand."""

import os
from pathlib import Path

import pandas as pd
import pytest

from analysis import corpus, tables
from analysis.findings import Finding, Unusable

GESPREK = "Anna de Vries: Het bankje op het plein is weg.\n\nPiet Smit: Wie heeft dat gedaan?\n\nAnna de Vries: De gemeente, geloof ik.\n"
AVOND = "Piet Smit: De bus rijdt niet meer.\n\nBea Kok: Dat is waar, en de halte is ook weg.\n"
HEAD = "session,file,date,title,setting,venue,place,organiser\n"
PEOPLE = "speaker,role,organisation,group,official,facilitator\n"
CAPTIONS = """WEBVTT

00:00:01.000 --> 00:00:03.000
<v Anna de Vries>Het bankje is weg.</v>

00:00:03.500 --> 00:00:05.000
<v Anna de Vries>Heel jammer.</v>

00:01:00.000 --> 00:01:02.500
<v Piet Smit>Hoe kan dat?</v>
"""


@pytest.fixture
def data(tmp_path):
    """Where the corpus ``c`` lies."""
    return tmp_path


def put(data: Path, files: dict[str, str | bytes]) -> Path:
    """Put files (path in the corpus to content) in the corpus ``c``."""
    for name, content in files.items():
        target = data / "raw" / "c" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return data


def read(data: Path) -> corpus.Corpus:
    return corpus.read("c", data)


def told(found: corpus.Corpus) -> list[str]:
    return [str(finding) for finding in found.findings]


def turns(found: corpus.Corpus, session: str) -> list[tuple[str, str]]:
    rows = found.turns[found.turns["session"] == session]
    return list(zip(rows["speaker"], rows["text"], strict=True))


def two(data: Path, **more: str | bytes) -> Path:
    """Two sessions, and more files; an underscore in a name stands for the dot."""
    put(data, {"transcripts/avond.txt": AVOND, "transcripts/gesprek.txt": GESPREK})
    return put(data, {name.replace("_", "."): content for name, content in more.items()})


# What there is without any table


def test_transcripts_alone_are_enough(data):
    found = read(two(data))
    assert (found.title, found.language, found.findings, found.merged) == ("c", "nl", [], [])
    assert found.sessions[["session", "file", "language", "turns", "words"]].values.tolist() == [
        ["avond", "avond.txt", "nl", 2, 14],
        ["gesprek", "gesprek.txt", "nl", 3, 15],
    ]
    assert found.sessions[["date", "title", "setting", "venue", "place", "organiser"]].isna().all(axis=None)
    assert found.speakers[["speaker", "group", "official", "facilitator", "turns", "words"]].values.tolist() == [
        ["Spreker 1", "unknown", False, False, 2, 9],
        ["Spreker 2", "unknown", False, False, 1, 9],
        ["Spreker 3", "unknown", False, False, 2, 11],
    ]
    assert found.key == [("Spreker 1", "Piet Smit"), ("Spreker 2", "Bea Kok"), ("Spreker 3", "Anna de Vries")]


def test_who_spoke_how_much_by_hand(data):
    found = read(put(data, {"transcripts/s.vtt": CAPTIONS})).participation
    assert found.drop(columns="share").values.tolist() == [["s", "Spreker 1", 1, 6, 4.0, 0], ["s", "Spreker 2", 1, 3, 2.5, 1]]
    assert found["share"].tolist() == pytest.approx([6 / 9, 3 / 9])


def test_without_times_the_seconds_are_missing(data):
    assert read(two(data)).participation["seconds"].isna().all()


def test_backchannels_are_no_content(data):
    found = read(put(data, {"transcripts/s.txt": "Anna: Het bankje is weg.\n\nBea: Ja, precies.\n\nAnna: Waarom?\n"}))
    assert found.turns["content"].tolist() == [True, False, True]


# Turns


def test_neighbours_of_one_speaker_are_one_turn_with_the_times_of_the_first_and_the_last(data):
    found = read(put(data, {"transcripts/s.vtt": CAPTIONS})).turns
    assert found[["turn", "speaker", "start", "end", "text", "words"]].values.tolist() == [
        [0, "Spreker 1", 1.0, 5.0, "Het bankje is weg. Heel jammer.", 6],
        [1, "Spreker 2", 60.0, 62.5, "Hoe kan dat?", 3],
    ]


def test_rows_with_a_turn_stay_apart_and_without_are_joined(data):
    found = read(
        put(data, {
            "transcripts/met.csv": "turn,speaker,text\n1,Anna,Een bus.\n2,Anna,Twee bussen.\n",
            "transcripts/zonder.csv": "speaker,text\nAnna,Een bus.\nAnna,Twee bussen.\n",
        })
    )  # fmt: skip
    assert [text for _, text in turns(found, "met")] == ["Een bus.", "Twee bussen."]
    assert [text for _, text in turns(found, "zonder")] == ["Een bus. Twee bussen."]


def test_personal_data_and_names_are_masked_in_the_language_of_the_corpus(data):
    text = "Anna de Vries: Vraag Piet, {}.\n\nPiet Smit: {}\n"
    dutch = text.format("bel 06-12345678", "Nee, mevrouw De Vries, vraag mevrouw Bos.")
    english = text.format("and call 06-12345678 for the others", "No, that is not what we said to Mrs Brown at the house.")
    assert turns(read(put(data, {"transcripts/s.txt": dutch})), "s") == [
        ("Spreker 1", "Vraag [Spreker 2], bel [telefoonnummer]."),
        ("Spreker 2", "Nee, mevrouw [Spreker 1], vraag mevrouw [naam]."),
    ]
    assert turns(read(put(data, {"transcripts/s.txt": english, "corpus.toml": 'language = "en"'})), "s") == [
        ("Speaker 1", "Vraag [Speaker 2], and call [phone number] for the others."),
        ("Speaker 2", "No, that is not what we said to Mrs [name] at the house."),
    ]


# sessions.csv


def test_sessions_have_what_sessions_csv_says_and_stand_by_date(data):
    rows = "S1,avond.txt,2026-03-01,,internal,inside,,\nS2,gesprek.txt,2026-02-05,Gesprek,External,OUTSIDE,Plein,Wijkzaken\n"
    found = read(two(data, sessions_csv=HEAD + rows))
    assert found.findings == []
    assert found.sessions.iloc[:, :8].astype(object).where(found.sessions.iloc[:, :8].notna(), None).values.tolist() == [
        ["S2", "2026-02-05", "Gesprek", "external", "outside", "Plein", "Wijkzaken", "gesprek.txt"],
        ["S1", "2026-03-01", None, "internal", "inside", None, None, "avond.txt"],
    ]


@pytest.mark.parametrize(
    ("row", "finding", "column"),
    [
        ("S1,avond.txt,3 mei,,,,,", "sessions.csv:3: date '3 mei' is not a date; write it as 2026-05-31", "date"),
        ("S1,avond.txt,2026-02-30,,,,,", "sessions.csv:3: date '2026-02-30' is not a date; write it as 2026-05-31", "date"),
        ("S1,avond.txt,20260531,,,,,", "sessions.csv:3: date '20260531' is not a date; write it as 2026-05-31", "date"),
        ("S1,avond.txt,2026-W10-1,,,,,", "sessions.csv:3: date '2026-W10-1' is not a date; write it as 2026-05-31", "date"),
        ("S1,avond.txt,31/2/2026,,,,,", "sessions.csv:3: date '31/2/2026' is not a date; write it as 2026-05-31", "date"),
        ("S1,avond.txt,3-5/2026,,,,,", "sessions.csv:3: date '3-5/2026' is not a date; write it as 2026-05-31", "date"),
        ("S1,avond.txt,,,intern,,,", "sessions.csv:3: setting 'intern' is not internal or external; left empty", "setting"),
        ("S1,avond.txt,,,,buiten,,", "sessions.csv:3: venue 'buiten' is not inside or outside; left empty", "venue"),
    ],
)
def test_a_wrong_value_is_a_finding_and_left_empty(data, row, finding, column):
    found = read(two(data, sessions_csv=f"{HEAD}S2,gesprek.txt,,,,,,\n{row}\n"))
    assert told(found) == [finding]
    assert found.left_out == []
    assert found.sessions[column].isna().all()


def test_a_file_that_is_not_there_is_left_out(data):
    found = read(two(data, sessions_csv="session,file\nS1,avond.txt\nS2,gesprek.txt\nS3,weg.txt\n"))
    assert found.findings == found.left_out == [Finding("sessions.csv", 4, "there is no file transcripts/weg.txt", left_out=True)]
    assert found.sessions["session"].tolist() == ["S1", "S2"]


def test_a_row_without_a_file_is_left_out(data):
    found = read(two(data, sessions_csv="session,file\nS1,avond.txt\nS2,gesprek.txt\nS3,\n"))
    assert found.findings == [Finding("sessions.csv", 4, "the column 'file' is empty", left_out=True)]


@pytest.mark.parametrize("date", ["2026-05-03", "3-5-2026", "03-05-2026", "3/5/2026", "03/05/2026"])
def test_a_date_is_iso_or_as_a_dutch_spreadsheet_writes_it(data, date):
    found = read(two(data, sessions_csv=f"session,file,date\nS1,avond.txt,{date}\nS2,gesprek.txt,2026-01-31\n"))
    assert found.findings == [] and found.sessions["date"].tolist() == ["2026-01-31", "2026-05-03"]


def test_a_file_under_two_ids_is_read_once(data):
    found = read(two(data, sessions_csv="session,file\nS1,avond.txt\nS2,gesprek.txt\nS3,./avond.txt\n"))
    assert found.findings == [Finding("sessions.csv", 4, "file avond.txt stands there twice; the second is left out", left_out=True)]
    assert found.sessions["session"].tolist() == ["S1", "S2"]


@pytest.mark.parametrize("content", ["", "\n \n", b"\xef\xbb\xbf"])
def test_an_empty_table_counts_as_not_there(data, content):
    found = read(two(data, sessions_csv=content, participants_csv=content))
    assert found.findings == [] and found.sessions["session"].tolist() == ["avond", "gesprek"]


def test_the_line_of_a_row_is_its_first(data):
    found = read(two(data, sessions_csv='session,file,title\nS1,avond.txt,"een\ntwee"\nS2,gesprek.txt,\nS3,weg.txt,"a\nb"\n'))
    assert told(found) == ["sessions.csv:5: there is no file transcripts/weg.txt"]


def test_a_file_that_sessions_csv_does_not_mention_is_taken_in(data):
    found = read(two(data, sessions_csv="session,file\nS1,avond.txt\n"))
    assert told(found) == ["sessions.csv: transcripts/gesprek.txt is not in it; taken in as session 'gesprek'"]
    assert found.sessions["session"].tolist() == ["S1", "gesprek"]


def test_a_session_without_a_name_is_called_after_its_file(data):
    assert read(two(data, sessions_csv="session,file\n,avond.txt\n,gesprek.txt\n")).sessions["session"].tolist() == ["avond", "gesprek"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            "session,file\nS1,avond.txt\nS1,gesprek.txt\n",
            "sessions.csv:3: session 'S1' stands there twice; give each session a name of its own",
        ),
        ("session,date\nS1,2026-01-01\n", "sessions.csv:1: the column 'file' is missing; the first line must name the columns"),
        (
            "session,file,title\nS1,avond.txt,Een avond, vol praat\n",
            "sessions.csv:2: more cells than columns; put quotes around a value that holds the separator",
        ),
        (
            "session,file\nS1,../avond.txt\n",
            "sessions.csv:2: file '../avond.txt' is not in transcripts/; give its path from there, without '..'",
        ),
        (
            "session,file\nS1,/tmp/a.txt\n",
            "sessions.csv:2: file '/tmp/a.txt' is not in transcripts/; give its path from there, without '..'",
        ),
        (
            'session,file\n"S\n1",avond.txt\nS2,"gesprek.txt\nS3,weg.txt\n',
            "sessions.csv:4: a quotation mark is not closed, or text follows one that closes; write a quotation mark within quotes twice",
        ),
        (
            'session,file\nS2,"avond.txt" of zo\n',
            "sessions.csv:2: a quotation mark is not closed, or text follows one that closes; write a quotation mark within quotes twice",
        ),
        (" \n\nsession,file\n", "sessions.csv:1: the column 'session' is missing; the first line must name the columns"),
    ],
)
def test_a_broken_sessions_csv_is_unusable(data, table, message):
    with pytest.raises(Unusable) as caught:
        read(two(data, sessions_csv=table))
    assert str(caught.value) == message


# participants.csv


def test_participants_csv_says_who_is_who(data):
    rows = "Anna de Vries,bewoner,Buurtclub,Bewoners,nee,no\nPiet Smit,manager,Gemeente,Gemeente,ja,\nBea Kok,gespreksleider,,Gemeente,yes,YES\n"
    found = read(two(data, participants_csv=PEOPLE + rows))
    assert found.findings == []
    columns = ["speaker", "role", "organisation", "group", "official", "facilitator"]
    assert found.speakers[columns].astype(object).where(found.speakers[columns].notna(), None).values.tolist() == [
        ["Ambtenaar 1", "manager", "Gemeente", "Gemeente", True, False],
        ["Gespreksleider 1", "gespreksleider", None, "Gemeente", True, True],
        ["Bewoner 1", "bewoner", "Buurtclub", "Bewoners", False, False],
    ]


def test_what_is_odd_in_participants_csv(data):
    rows = "Anna de Vries,,,Bewoners,soms,no\nPiet Smit,,,,,misschien\nPiet Smit,,,Bewoners,yes,yes\nBea Cok,,,,,\n"
    found = read(two(data, participants_csv=PEOPLE + rows))
    assert told(found) == [
        "participants.csv:2: official 'soms' is not yes or no; taken as no",
        "participants.csv:3: facilitator 'misschien' is not yes or no; taken as no",
        "participants.csv:4: 'Piet Smit' stands there twice; the first is used",
        "participants.csv:5: 'Bea Cok' speaks in no transcript; is it spelt as there?",
    ]
    assert found.speakers[["group", "official", "facilitator"]].values.tolist() == [
        ["unknown", False, False],
        ["unknown", False, False],
        ["Bewoners", False, False],
    ]


def test_participants_csv_needs_a_speaker(data):
    with pytest.raises(Unusable, match=r"^participants.csv:1: the column 'speaker' is missing"):
        read(two(data, participants_csv="naam,group\nAnna de Vries,Bewoners\n"))


def test_without_participants_csv_the_labels_say_party_role_and_office(data):
    found = read(
        put(
            data,
            {
                "transcripts/s.txt": "Wethouder Bruines (D66): Welkom allen hier.\n\nDe voorzitter: Aan de orde is de bus.\n\nLes Arp (SP): De bus!\n"
            },
        )
    ).speakers
    assert found[["speaker", "group", "official", "facilitator"]].values.tolist() == [
        ["Wethouder 1", "D66", True, False],
        ["Voorzitter 1", "unknown", False, True],
        ["SP 1", "SP", False, False],
    ]


def test_columns_of_a_transcript_say_role_and_group(data):
    found = read(
        put(data, {"transcripts/s.csv": "speaker,text,role,group\nAnna,Een bus.,inspreker,Bewoners\nBea,Twee.,,Ondernemers\n"})
    ).speakers
    assert found[["speaker", "group"]].values.tolist() == [["Inspreker 1", "Bewoners"], ["Ondernemer 1", "Ondernemers"]]


def test_who_is_listed_and_silent_is_replaced_too(data):
    people = "speaker,group\nAnna Bakker,Bewoners\nPiet Jansma,Bewoners\n"
    text = "Anna Bakker: Piet Jansma zei dat al, en Piet weet het.\n\nBea Kok: ANNA BAKKER ook, en anna bakker.\n"
    found = read(put(data, {"transcripts/s.txt": text, "participants.csv": people}))
    assert found.turns["text"].tolist() == ["[naam] zei dat al, en [naam] weet het.", "[Bewoner 1] ook, en [Bewoner 1]."]


def test_a_second_run_reads_the_same_as_the_first(data):
    text = "Vries, Anna de: Dag mevrouw Kok.\n\nDe heer Smit: Dag Anna, dag mevrouw De Vries.\n\nMevrouw Kok: Dag meneer Smit.\n"
    put(data, {"transcripts/s.txt": text, "participants.csv": "speaker,group,alias\nAnna de Vries,Bewoners,Annie\n"})
    first = read(data)
    corpus.save(first, "c", data)
    assert read(data).turns.equals(first.turns)
    assert first.turns["text"].tolist()[0] == "Dag mevrouw [Spreker 2]."


def test_a_name_in_a_label_title_or_organisation_goes_nowhere(data):
    people = "speaker,group,organisation\nJan Zoet,Ondernemers,Bakkerij Zoet\n"
    text = "Mieke (Mieke Vos): Goedenavond, bakker.\n\nJan Zoet: Dag mevrouw Vos, dag Mieke.\n"
    sessions = "session,file,title\nS,s.txt,Gesprek met Jan Zoet\n"
    found = read(put(data, {"transcripts/s.txt": text, "participants.csv": people, "sessions.csv": sessions}))
    written = found.turns.to_csv() + found.speakers.to_csv() + found.sessions.to_csv()
    assert not [name for name in ("Zoet", "Vos", "Mieke") if name in written]


def test_talk_without_capitals_is_searched_without_capitals(data):
    text = (
        "Anna Bakker: dank je wel bea dat is mooi\n\nBea Kok: graag gedaan anna maar het is ook de fiets van anna bakker die daar staat\n"
    )
    found = read(put(data, {"transcripts/s.txt": text}))
    assert "bea" not in found.turns["text"].str.cat() and "anna" not in found.turns["text"].str.cat()


def test_numbered_roles_are_somebody_else_in_every_session(data):
    text = "Bewoner 1: De bus is te laat.\n\nBewoner 2: Alweer te laat, ja.\n\nBewoner 1: Elke dag.\n"
    found = read(put(data, {"transcripts/a.txt": text, "transcripts/b.txt": text}))
    assert len(found.speakers) == 4


def test_a_pseudonym_never_passes_to_somebody_else(data):
    put(data, {"transcripts/s.txt": "Anna Bakker: Een bus.\n\nBea Kok: Twee.\n\nAnna Bakker: Drie.\n"})
    corpus.save(read(data), "c", data)
    put(data, {"participants.csv": "speaker,group\nAnna Bakker,Bewoners\n"})
    corpus.save(read(data), "c", data)
    put(data, {"transcripts/t.txt": "Cor Smit: Vier.\n\nBea Kok: Vijf.\n\nCor Smit: Zes.\n"})
    assert read(data).speakers["speaker"].tolist() == ["Bewoner 1", "Spreker 2", "Spreker 3"]


# One person under several spellings


def test_spellings_of_one_person_are_one_speaker_in_all_sessions(data):
    found = read(
        put(data, {
            "transcripts/a.txt": "Anna de Vries: Een bus.\n\nPiet Smit: Twee bussen.\n",
            "transcripts/b.txt": "Mevrouw De Vries: Drie bussen.\n\nSmit, Piet: Vier bussen.\n",
        })
    )  # fmt: skip
    assert found.turns["speaker"].tolist() == ["Spreker 1", "Spreker 2", "Spreker 1", "Spreker 2"]
    assert found.merged == ["taken as one speaker: Anna de Vries = Mevrouw De Vries", "taken as one speaker: Piet Smit = Smit, Piet"]
    assert found.key == [
        ("Spreker 1", "Anna de Vries"),
        ("Spreker 1", "Mevrouw De Vries"),
        ("Spreker 2", "Piet Smit"),
        ("Spreker 2", "Smit, Piet"),
    ]


def test_an_alias_is_the_speaker_it_stands_with(data):
    table = "speaker,group,alias\nAnna de Vries,Bewoners,De Kast; AV\nPiet Smit,Bewoners,\n"
    found = read(
        put(
            data, {"transcripts/s.txt": "De Kast: Een bus.\n\nPiet Smit: Twee bussen.\n\nAnna de Vries: Drie.\n", "participants.csv": table}
        )
    )
    assert found.turns["speaker"].tolist() == ["Bewoner 1", "Bewoner 2", "Bewoner 1"]


def test_namesakes_of_two_parties_are_told_apart(data):
    found = read(put(data, {"transcripts/s.txt": "De heer De Jong (VVD): Een bus.\n\nDe heer De Jong (D66): Twee bussen.\n"}))
    assert found.turns["speaker"].tolist() == ["VVD 1", "D66 1"]


MACHINE = "SPEAKER_00: Een bus is weg.\n\nSPEAKER_01: Twee bussen dan.\n\nSPEAKER_00: Drie.\n"


def test_labels_of_a_machine_are_somebody_else_in_every_session(data):
    found = read(put(data, {"transcripts/een-avond.txt": MACHINE, "transcripts/nog-een.txt": MACHINE}))
    assert found.turns["speaker"].tolist() == ["Spreker 1", "Spreker 2", "Spreker 1", "Spreker 3", "Spreker 4", "Spreker 3"]
    assert set(found.speakers["group"]) == {"unknown"}
    assert found.merged == []


def test_talk_of_nobody_is_somebody_else_in_every_session(data):
    captions = "1\n00:00:01,000 --> 00:00:02,000\nDe bus is weg.\n"
    found = read(put(data, {"transcripts/een.srt": captions, "transcripts/twee.srt": captions}))
    assert found.turns["speaker"].tolist() == ["Spreker 1", "Spreker 2"]


# Pseudonyms and the key


def test_pseudonyms_stay_in_a_second_run_and_when_earlier_sessions_are_added(data):
    first = read(two(data, sessions_csv="session,file,date\nB,gesprek.txt,2026-02-01\nC,avond.txt,2026-03-01\n"))
    corpus.save(first, "c", data)
    assert first.key == read(data).key == [("Spreker 1", "Anna de Vries"), ("Spreker 2", "Piet Smit"), ("Spreker 3", "Bea Kok")]
    put(data, {
        "transcripts/vroeg.txt": "Cor Blom: De bus.\n\nBea Kok: De tram.\n\nDe heer Smit: De trein.\n",
        "sessions.csv": "session,file,date\nA,vroeg.txt,2026-01-01\nB,gesprek.txt,2026-02-01\nC,avond.txt,2026-03-01\n",
    })  # fmt: skip
    later = read(data)
    assert turns(later, "A") == [("Spreker 4", "De bus."), ("Spreker 3", "De tram."), ("Spreker 2", "De trein.")]
    assert [speaker for speaker, _ in turns(later, "B")] == [speaker for speaker, _ in turns(first, "B")]


def test_a_pseudonym_stays_when_the_full_name_turns_up_later(data):
    corpus.save(read(put(data, {"transcripts/b.txt": "Bea Kok: De bus.\n\nMevrouw De Vries: De tram.\n"})), "c", data)
    later = read(put(data, {"transcripts/a.txt": "Cor Blom: De boot.\n\nAnna de Vries: De trein.\n"}))
    assert turns(later, "a") == [("Spreker 3", "De boot."), ("Spreker 2", "De trein.")]


def test_pseudonyms_of_machine_labels_stay_when_an_earlier_session_is_added(data):
    first = read(put(data, {"transcripts/m.txt": MACHINE}))
    corpus.save(first, "c", data)
    later = read(put(data, {"transcripts/a.txt": MACHINE}))
    assert later.turns["speaker"].tolist() == ["Spreker 3", "Spreker 4", "Spreker 3", "Spreker 1", "Spreker 2", "Spreker 1"]


def test_the_pseudonym_of_somebody_who_left_is_not_given_to_another(data):
    corpus.save(read(two(data)), "c", data)
    os.remove(data / "raw" / "c" / "transcripts" / "gesprek.txt")
    found = read(put(data, {"transcripts/zomer.txt": "Cor Blom: De bus is weg.\n"}))
    corpus.save(found, "c", data)
    assert turns(found, "zomer") == [("Spreker 4", "De bus is weg.")]
    assert corpus.key("c", data) == {
        "Piet Smit": "Spreker 1",
        "Bea Kok": "Spreker 2",
        "Anna de Vries": "Spreker 3",
        "Cor Blom": "Spreker 4",
    }


def test_reading_writes_nothing_and_saving_changes_no_raw_file(data):
    before = {path: path.read_bytes() for path in two(data).rglob("*") if path.is_file()}
    found = read(data)
    assert {path for path in data.rglob("*") if path.is_file()} == set(before)
    corpus.save(found, "c", data)
    assert {path: path.read_bytes() for path in before} == before


def test_the_key_is_the_only_file_with_names(data):
    people = (
        "speaker,group,official\nAnna de Vries,Bewoners,misschien\nPiet Smit,Bewoners,no\nPiet Smit,Bewoners,no\nDora Kwint,Bewoners,\n"
    )
    text = "Anna de Vries: Zeg Smit, weet Bea het, of Bea Koks zus?\n\nMevr. De Vries: Vraag Piet.\n\nBea Kok: Anna, ja!\n"
    files = {"tafel.txt": text, "kapot.docx": b"PK Anna de Vries", "leeg.txt": ""}
    put(
        two(data, participants_csv=people, sessions_csv="session,file\nS,weg.txt\n"),
        {f"transcripts/{name}": said for name, said in files.items()},
    )
    found = read(data)
    corpus.save(found, "c", data)
    names = ("Anna", "Vries", "Piet", "Smit", "Bea", "Kok", "Dora", "Kwint")
    written = [path for path in data.rglob("*") if path.is_file() and (data / "raw") not in path.parents]
    holding = [path for path in written if any(name.encode() in path.read_bytes() for name in names)]
    assert holding == [data / "interim" / "c" / "names.csv"]
    saved = [tables.load(path.stem, "c", data) for path in written if path.suffix == ".parquet"]
    assert len(saved) == 5
    assert not any(name in str(value) for table in saved for value in table.to_numpy().ravel() for name in names)
    assert len(tables.load("findings", "c", data)) == 6  # three left out, three read that sessions.csv does not mention


def test_public_records_keep_their_names_but_not_their_numbers(data):
    text = "Lesley Arp (SP): Vraag Jan Bos, bel 06-12345678.\n\nDe heer Bos (VVD): Dank, mevrouw Arp.\n"
    found = read(put(data, {"transcripts/s.txt": text, "corpus.toml": 'privacy = "named"'}))
    assert turns(found, "s") == [
        ("Lesley Arp", "Vraag Jan Bos, bel [telefoonnummer]."),
        ("De heer Bos", "Dank, mevrouw Arp."),
    ]
    assert found.speakers[["speaker", "group"]].values.tolist() == [["Lesley Arp", "SP"], ["De heer Bos", "VVD"]]


# corpus.toml


def test_corpus_toml_gives_title_and_language(data):
    found = read(two(data, corpus_toml='title = "Wijk"\nlanguage = "en"\n[parameters]\ntopics = 4\n'))
    assert (found.title, found.language) == ("Wijk", "en")
    assert set(found.sessions["language"]) == {"en"}
    assert found.key[0] == ("Speaker 1", "Piet Smit")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "Wijk', "corpus.toml: "),
        ('titel = "Wijk"', "corpus.toml: 'titel' is no setting (there are: title, language, privacy, parameters)"),
        ("title = 5", "corpus.toml: title must be a text in quotes"),
        ('parameters = "veel"', "corpus.toml: parameters must be a table, [parameters]"),
        ('language = "de"', "corpus.toml: language must be one of nl, en, not 'de'"),
        ('privacy = "secret"', "corpus.toml: privacy must be one of pseudonymous, named, not 'secret'"),
        (b'title = "\xff"', "corpus.toml: "),
    ],
)
def test_a_wrong_corpus_toml_is_unusable(data, text, message):
    with pytest.raises(Unusable) as caught:
        read(two(data, corpus_toml=text))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


# Files that cannot be read, and files that are no transcripts


def test_a_file_that_cannot_be_read_is_left_out_and_the_others_go_on(data):
    found = read(put(two(data), {"transcripts/kapot.txt": b"\x00\x01\x02\x00\x00", "transcripts/leeg.vtt": b"\n"}))
    assert [finding.file for finding in found.left_out] == ["kapot.txt", "leeg.vtt"]
    assert "the file is empty" in str(found.left_out[1])
    assert found.sessions["session"].tolist() == ["avond", "gesprek"]


def test_what_is_not_a_transcript_is_passed_over(data):
    found = read(put(two(data), {f"transcripts/{name}": "Cor: Hoi." for name in (".DS_Store", "~$s.docx", "README.md", "Thumbs.db")}))
    assert found.findings == []
    assert found.sessions["session"].tolist() == ["avond", "gesprek"]


def test_files_of_one_stem_are_sessions_of_their_own(data):
    found = read(put(data, {"transcripts/a.txt": AVOND, "transcripts/a.vtt": CAPTIONS, "transcripts/map/a.txt": GESPREK}))
    assert dict(zip(found.sessions["session"], found.sessions["file"], strict=True)) == {
        "a": "a.txt",
        "a.vtt": "a.vtt",
        "a.txt": os.path.join("map", "a.txt"),
    }


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"corpus.toml": ""}, "c has no folder transcripts/ with a file for each session"),
        ({"transcripts/.keep": ""}, "c/transcripts is empty; put a file for each session in it"),
        (
            {"transcripts/a.txt": ""},
            "no transcript in c/transcripts could be read; the first: a.txt: the file is empty; put the transcript in it or remove it",
        ),
    ],
)
def test_a_corpus_without_talk_is_unusable(data, files, message):
    with pytest.raises(Unusable) as caught:
        read(put(data, files))
    assert str(caught.value) == message


@pytest.mark.parametrize("name", ["d", "", "..", "../raw/c"])
def test_there_must_be_such_a_corpus(data, name):
    two(data)
    with pytest.raises(Unusable, match=r"there is no corpus .* \(there: c\)"):
        corpus.read(name, data)


# Tables as spreadsheets on Windows write them


def test_windows_1252_and_semicolons(data):
    found = read(
        put(data, {
            "transcripts/gesprek.csv": "spreker;tekst\r\nRenée Müller;Eén café is dicht.\r\nPiet;\"Hè; ja?\"\r\n".encode("cp1252"),
            "sessions.csv": "session;file;title;place\r\nS;gesprek.csv;Café, één;Curaçao\r\n".encode("cp1252"),
            "participants.csv": "speaker;group\r\nRenée Müller;Agrariërs\r\n".encode("cp1252"),
        })
    )  # fmt: skip
    assert found.findings == []
    assert found.sessions[["session", "title", "place"]].values.tolist() == [["S", "Café, één", "Curaçao"]]
    assert turns(found, "S") == [("Agrariër 1", "Eén café is dicht."), ("Spreker 1", "Hè; ja?")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_in_any_encoding_with_any_separator(data, encoding, separator):
    table = "speaker,group\nAnna de Vries,Agrariërs\nPiet Smit,Jongeren\nBea Kok,Ouders\n".replace(",", separator)
    found = read(two(data, participants_csv=table.encode(encoding)))
    assert found.speakers["speaker"].tolist() == ["Jongere 1", "Ouder 1", "Agrariër 1"]


def test_a_table_of_turns_has_the_types_of_its_columns(data):
    found = read(two(data))
    for name in ("sessions", "speakers", "turns", "participation"):
        pd.testing.assert_frame_equal(getattr(found, name), tables.checked(name, getattr(found, name)))
