"""JSON of transcription services: words become sentences of one speaker, stretches stay as they are."""

import json

import pytest
from damage import FORMATS, cut, encoded, with_samples

from analysis.findings import Unreadable
from analysis.readers import jsons
from analysis.readers.talk import Source

# Each says the same: Anna "Hoi daar." from 1 to 2 seconds, Bob "Dag." from 3 to 4; under the labels that the service gives.


def aws_word(text: str, start: float | None = None, end: float | None = None, **more: str) -> dict:
    times = {"start_time": str(start), "end_time": str(end), "type": "pronunciation"} if start else {"type": "punctuation"}
    return {"alternatives": [{"confidence": "1.0", "content": text}], **times, **more}


def words(*keys: str) -> list[dict]:
    """The words as objects with these names for word, start, end (and speaker)."""
    return [dict(zip(keys, row, strict=False)) for row in [("Hoi", 1.0, 1.4, "A"), ("daar.", 1.5, 2.0, "A"), ("Dag.", 3.0, 4.0, "B")]]


AWS_NEW = {
    "results": {
        "transcripts": [{"transcript": "Hoi daar. Dag."}],
        "items": [
            aws_word("Hoi", 1.0, 1.4, speaker_label="A"),
            aws_word("daar", 1.5, 2.0, speaker_label="A"),
            aws_word(".", speaker_label="A"),
            aws_word("Dag", 3.0, 4.0, speaker_label="B"),
            aws_word(".", speaker_label="B"),
        ],
    }
}
AWS_OLD = {
    "results": {
        "items": [aws_word("Hoi", 1.0, 1.4), aws_word("daar", 1.5, 2.0), aws_word("."), aws_word("Dag", 3.0, 4.0), aws_word(".")],
        "speaker_labels": {
            "speakers": 2,
            "segments": [
                {"speaker_label": "A", "items": [{"start_time": "1.0", "speaker_label": "A"}, {"start_time": "1.5", "speaker_label": "A"}]},
                {"speaker_label": "B", "items": [{"start_time": "3.0", "speaker_label": "B"}]},
            ],
        },
    }
}
GOOGLE = {
    "results": [
        {
            "alternatives": [
                {
                    "transcript": "Hoi daar. Dag.",
                    "words": [
                        {"startTime": "1s", "endTime": "1.400s", "word": "Hoi"},
                        {"startTime": "1.5s", "word": "daar."},
                        {"word": "Dag."},
                    ],
                }
            ]
        },
        {
            "alternatives": [
                {
                    "words": [
                        {"startTime": "1s", "endTime": "1.400s", "word": "Hoi", "speakerTag": "A"},
                        {"startTime": "1.500s", "endTime": "2s", "word": "daar.", "speakerTag": "A"},
                        {"startTime": "3s", "endTime": "4s", "word": "Dag.", "speakerTag": "B"},
                    ]
                }
            ]
        },
    ]
}
SPEECHMATICS = {
    "format": "2.9",
    "results": [
        {"type": kind, "start_time": start, "end_time": end, "alternatives": [{"content": text, "speaker": who}]}
        | ({"attaches_to": "previous"} if kind == "punctuation" else {})
        for kind, text, start, end, who in [
            ("word", "Hoi", 1.0, 1.4, "A"),
            ("word", "daar", 1.5, 2.0, "A"),
            ("punctuation", ".", 2.0, 2.0, "A"),
            ("word", "Dag", 3.0, 4.0, "B"),
            ("punctuation", ".", 4.0, 4.0, "B"),
        ]
    ],
}
TURNS = [("A", "Hoi daar.", 1.0, 2.0), ("B", "Dag.", 3.0, 4.0)]
SERVICES = {
    "AWS": AWS_NEW,
    "AWS before 2023": AWS_OLD,
    "AWS calls": {
        "Transcript": [
            {"ParticipantRole": who, "Content": text, "BeginOffsetMillis": start * 1000, "EndOffsetMillis": end * 1000}
            for who, text, start, end in TURNS
        ]
    },
    "Google": GOOGLE,
    "Azure batch": {
        "recognizedPhrases": [
            {"speaker": who, "offsetInTicks": start * 1e7, "durationInTicks": (end - start) * 1e7, "nBest": [{"display": text}]}
            for who, text, start, end in TURNS
        ]
    },
    "Azure fast": {
        "combinedPhrases": [{"text": "Hoi daar. Dag."}],
        "phrases": [
            {"speaker": who, "offsetMilliseconds": start * 1000, "durationMilliseconds": (end - start) * 1000, "text": text}
            for who, text, start, end in TURNS
        ],
    },
    "Deepgram": {
        "results": {
            "channels": [{"alternatives": [{"transcript": "Hoi daar. Dag.", "words": words("punctuated_word", "start", "end", "speaker")}]}]
        }
    },
    "Deepgram paragraphs": {
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {
                            "paragraphs": {
                                "paragraphs": [
                                    {"speaker": who, "sentences": [{"text": text, "start": start, "end": end}]}
                                    for who, text, start, end in TURNS
                                ]
                            }
                        }
                    ]
                }
            ]
        }
    },
    "AssemblyAI": {
        "text": "Hoi daar. Dag.",
        "words": [],
        "utterances": [
            {"speaker": who, "text": text, "start": int(start * 1000), "end": int(end * 1000)} for who, text, start, end in TURNS
        ],
    },
    "Speechmatics": SPEECHMATICS,
    "Speechmatics 1": {
        "speakers": [{"name": "A", "time": "1.0"}, {"name": "B", "time": "3.0"}],
        "words": [
            {"name": text, "time": start, "duration": lasts}
            for text, start, lasts in [
                ("Hoi", "1.0", "0.4"),
                ("daar", "1.5", "0.5"),
                (".", "2.0", "0"),
                ("Dag", "3.0", "1.0"),
                (".", "4.0", "0"),
            ]
        ],
    },
    "Rev": {
        "monologues": [
            {
                "speaker": who,
                "elements": [{"type": "text", "value": text, "ts": start, "end_ts": end}, {"type": "tag", "value": "inaudible", "ts": end}],
            }
            for who, text, start, end in TURNS
        ]
    },
    "BBC Kaldi": {
        "retval": {
            "words": words("punct", "start", "end"),
            "segmentation": {
                "segments": [{"start": 0.5, "duration": 2, "speaker": {"@id": "A"}}, {"start": 2.8, "duration": 2, "speaker": {"@id": "B"}}]
            },
        }
    },
    "digital paper edit": {
        "words": words("text", "start", "end"),
        "paragraphs": [{"start": 1.0, "end": 2.0, "speaker": "A"}, {"start": 3.0, "end": 4.0, "speaker": "B"}],
    },
    "WhisperX": {
        "segments": [{"start": start, "end": end, "text": f" {text}", "speaker": who, "words": []} for who, text, start, end in TURNS],
        "word_segments": words("word", "start", "end", "speaker"),
    },
    "whisper.cpp": {
        "transcription": [
            {
                "timestamps": {"from": f"00:00:0{start:.0f},000", "to": f"00:00:0{end:.0f},000"},
                "offsets": {"from": 1000 * start},
                "text": text,
                "speaker": who,
            }
            for who, text, start, end in TURNS
        ]
    },
    "Amberscript": {
        "speakers": [{"spkid": "spk1", "name": "A"}, {"spkid": "spk2", "name": "B"}],
        "segments": [
            {"speaker": "spk1", "words": words("text", "start", "end")[:2]},
            {"speaker": "spk2", "words": words("text", "start", "end")[2:]},
        ],
    },
    "Fireflies": {
        "data": {
            "transcript": {
                "sentences": [
                    {"speaker_name": who, "speaker_id": 0, "text": text, "start_time": start, "end_time": end}
                    for who, text, start, end in TURNS
                ]
            }
        }
    },
    "podcasts": {
        "version": "1.0.0",
        "segments": [{"speaker": who, "startTime": start, "endTime": end, "body": text} for who, text, start, end in TURNS],
    },
    "Dutch": [{"spreker": who, "tekst": text, "begin": start, "eind": end} for who, text, start, end in TURNS],
}


def talk(data: object):
    return jsons.read(Source("gesprek.txt", data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()))


@pytest.mark.parametrize("service", SERVICES)
def test_who_says_what_when(service):
    assert jsons.recognises(Source("gesprek.txt", json.dumps(SERVICES[service]).encode()))
    assert [(piece.speaker, piece.text, piece.start, piece.end) for piece in talk(SERVICES[service]).pieces] == TURNS


def test_whisper_without_speakers():
    read = talk(
        {"text": "Hoi.", "segments": [{"id": 0, "start": 0.0, "end": 2.5, "text": " Eén &amp; twee. [BLANK_AUDIO]"}], "language": "nl"}
    )
    assert [(piece.speaker, piece.text, piece.end) for piece in read.pieces] == [(None, "Eén & twee.", 2.5)]
    assert read.language == "nl"


def test_words_alone_become_sentences():
    text = "Wij gaan naar huis. Morgen komen wij weer terug."
    read = talk({"result": [{"word": word, "start": place, "end": place + 0.5, "conf": 1} for place, word in enumerate(text.split())]})
    assert [(piece.text, piece.start, piece.end) for piece in read.pieces] == [
        ("Wij gaan naar huis.", 0.0, 3.5),
        ("Morgen komen wij weer terug.", 4.0, 8.5),
    ]


def test_roles_groups_and_turns_of_a_table_as_json():
    piece = talk([{"turn": 4, "speaker": {"name": "Anna"}, "text": "Ja.", "role": "chair", "party": "VVD"}]).pieces[0]
    assert (piece.speaker, piece.role, piece.group, piece.fresh) == ("Anna", "chair", "VVD", True)


@pytest.mark.parametrize("data", encoded('{"segments": [\n{"speaker": "Anna",\n"text": "één"}\n]}'))
def test_any_encoding(data):
    assert [(piece.speaker, piece.text) for piece in talk(data).pieces] == [("Anna", "één")]


def test_json_lines_are_read_up_to_the_break():
    lines = b'{"speaker": "Anna", "text": "Hoi."}\n\n{"speaker": "Bob", "text": "Dag."}\n{"speaker": "An'
    read = talk(lines)
    assert [(piece.speaker, piece.text, piece.line) for piece in read.pieces] == [("Anna", "Hoi.", 1), ("Bob", "Dag.", 3)]
    assert [line for line, _ in read.findings] == [4]


def test_json_that_is_cut_is_refused_at_the_line_of_the_break():
    with pytest.raises(Unreadable, match="breaks off or is damaged") as refused:
        talk(json.dumps(SERVICES["AWS"], indent=1).encode()[:400])
    assert refused.value.line == json.dumps(SERVICES["AWS"], indent=1)[:400].count("\n") + 1


@pytest.mark.parametrize(
    "data",
    [{}, [], {"a": [1, 2]}, ["a"], {"results": {"items": [3]}}, {"segments": [{"text": None, "start": "later"}]}, {"words": {"text": 1}}],
)
def test_json_without_talk_is_refused(data):
    with pytest.raises(Unreadable, match="has no talk"):
        talk(data)


@pytest.mark.parametrize("data", [b'{"a": ' + b"9" * 5000 + b"}", b"[" * 100_000])
def test_json_that_is_too_much_is_refused(data):
    with pytest.raises(Unreadable):
        talk(data)


@pytest.mark.parametrize("text", ["[00:01] Anna: Hoi.", "[Muziek]", "{\\rtf1 Hoi}", "{\\an8}Hoi", "Anna: {}"])
def test_brackets_in_plain_text_are_no_json(text):
    assert not jsons.recognises(Source("a.json", text.encode()))


@pytest.mark.parametrize("service", SERVICES)
def test_every_beginning_of_a_file_is_refused(service):
    for data in cut(json.dumps(SERVICES[service], indent=1).encode()):
        with pytest.raises(Unreadable):
            talk(data)


@with_samples
@pytest.mark.parametrize(
    ("name", "pieces", "speakers", "words", "start"),
    [
        ("aws_transcribe_speaker_labels.json", 54, 2, 725, 5.24),
        ("bbc_kaldi_with_speakers.json", 138, 2, 1712, 13.02),
        ("digital_paper_edit.json", 112, 2, 1454, 13.02),
        ("speechmatics_ted.json", 105, 3, 1791, 13.05),
        ("rev_two_speakers.json", 2, 2, 14, 20.0),
    ],
)
def test_real_files(name, pieces, speakers, words, start):
    read = jsons.read(Source(FORMATS / name))
    assert (len(read.pieces), len({piece.speaker for piece in read.pieces}), read.pieces[0].start) == (pieces, speakers, start)
    assert sum(len(piece.text.split()) for piece in read.pieces) == words
