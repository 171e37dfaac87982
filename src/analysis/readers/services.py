"""What transcription services and tools put in their JSON, made into pieces of talk; a service is a shape, recognised by its keys.

Most give words with times, and speakers with the words (Google, Speechmatics, AWS) or with stretches of time beside them (BBC Kaldi,
digital paper edit, AWS before 2023); words become sentences of one speaker. Others give stretches of talk as they are (Whisper, Azure,
AssemblyAI, Rev). Times are in seconds, milliseconds (AssemblyAI, AWS Contact Lens) or ticks (Azure).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from analysis.readers.fields import places, times, words
from analysis.readers.speech import spoken
from analysis.readers.talk import Piece
from analysis.readers.times import seconds

SENTENCE = re.compile(r"[.?!…][\"'”’)]*$")
LISTS = [
    "utterances",
    "monologues",
    "phrases",
    "segments",
    "turns",
    "paragraphs",
    "sentences",
    "transcripts",
    "transcript",
    "transcription",
    "audio_segments",
    "speech",
    "entries",
    "captions",
    "cues",
    "items",
    "messages",
    "events",
    "rows",
    "records",
    "data",
    "results",
    "result",
    "response",
    "output",
    "content",
    "words",
    "word_segments",
]
DEEPEST = 4  # lists of talk do not lie deeper
IDS = ("id", "@id", "spkid", "speaker_id", "speakerId", "speaker", "label")
SLOWEST = 20  # seconds a word on average; more means that the times are milliseconds


@dataclass(frozen=True)
class Word:
    """A word with its times and speaker; `glued` where no space stands before it."""

    text: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    glued: bool = False


def pieces(data: object) -> list[Piece]:
    """The talk in the data of whatever service wrote it; empty where none is found."""
    for service in SERVICES:
        if found := [piece for piece in service(data) if piece.text]:
            return found
    return []


def at(data: object, *path: str | int) -> object:
    """What stands at a path of keys and places, None where the path ends early."""
    for step in path:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and -len(data) <= step < len(data) else None
        else:
            data = data.get(step) if isinstance(data, Mapping) else None
    return data


def objects(data: object, *path: str | int) -> list[Mapping]:
    """The objects in the list at a path."""
    found = at(data, *path)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def sentences(said: Iterable[Word]) -> list[Piece]:
    """Words as pieces: a sentence, or less where another speaks."""
    runs: list[list[Word]] = []
    for word in said:
        if not runs or runs[-1][-1].speaker != word.speaker or (SENTENCE.search(runs[-1][-1].text) and not word.glued):
            runs.append([])
        runs[-1].append(word)
    return [of_run(run, place) for place, run in enumerate(runs, start=1)]


def of_run(run: list[Word], place: int) -> Piece:
    """The words that one speaker says in a row as a piece, from the first time that is known to the last."""
    text = "".join(word.text if word.glued else f" {word.text}" for word in run)
    start = next((word.start for word in run if word.start is not None), None)
    end = next((word.end for word in reversed(run) if word.end is not None), None)
    return Piece(spoken(text), run[0].speaker, *times(start, end), place)


def speaker_at(stretches: list[tuple[float, str | None]]) -> Callable[[float | None], str | None]:
    """Who speaks at a time, given when each speaker begins; before the first, the first."""
    ordered = sorted((start, place, who) for place, (start, who) in enumerate(stretches))
    starts = [start for start, _, _ in ordered]
    return lambda time: ordered[max(bisect_right(starts, time or 0.0) - 1, 0)][2] if ordered else None


def aws(data: object) -> Iterator[Piece]:
    """Amazon Transcribe: items with the speaker in them, or (before 2023) in segments of speaker_labels that list the same times."""
    begun = [
        (seconds(part.get("start_time")) or 0.0, words(part.get("speaker_label")))
        for segment in objects(data, "results", "speaker_labels", "segments")
        for part in objects(segment, "items")
    ]
    known: dict[float | None, str | None] = {**dict(begun)}
    speaker, said = None, list[Word]()
    for item in objects(data, "results", "items"):
        text, start = words(at(item, "alternatives", 0, "content")), seconds(item.get("start_time"))
        if item.get("type") != "punctuation":
            speaker = words(item.get("speaker_label")) or known.get(start, speaker)
        said += [Word(text, start, seconds(item.get("end_time")), speaker, item.get("type") == "punctuation")] if text else []
    yield from sentences(said)


def aws_calls(data: object) -> Iterator[Piece]:
    """Amazon Transcribe Call Analytics and Contact Lens: `Transcript`, times in milliseconds."""
    for place, turn in enumerate(objects(data, "Transcript"), start=1):
        start, end = times(turn.get("BeginOffsetMillis"), turn.get("EndOffsetMillis"), (0.001, 0.001))
        yield Piece(
            spoken(str(turn.get("Content") or "")), words(turn.get("ParticipantRole") or turn.get("ParticipantId")), start, end, place
        )


def google(data: object) -> Iterator[Piece]:
    """Google Speech-to-Text: with speakers, the last result holds all words once more, each with its speaker; without, results in order."""
    alternatives = [
        best for result in objects(data, "results") or objects(data, "response", "results") if (best := at(result, "alternatives", 0))
    ]
    told = [google_words(best) for best in alternatives]
    tagged = [said for said in told if any(word.speaker for word in said)]
    if tagged:
        yield from sentences(tagged[-1] if len(tagged[-1]) >= sum(map(len, told)) / 3 else [word for said in tagged for word in said])
        return
    for place, (best, said) in enumerate(zip(alternatives, told, strict=True), start=1):
        start, end = (said[0].start, said[-1].end) if said else (None, None)
        yield Piece(spoken(str(at(best, "transcript") or "")), None, start, end, place)


def google_words(best: object) -> list[Word]:
    """The words of the best alternative of a Google result, with speaker and times under whichever of its names they stand."""
    said = []
    for word in objects(best, "words"):
        who = next((word[key] for key in ("speakerLabel", "speaker_label", "speakerTag", "speaker_tag") if word.get(key)), None)
        start = next((word[key] for key in ("startTime", "start_time", "startOffset") if key in word), None)
        end = next((word[key] for key in ("endTime", "end_time", "endOffset") if key in word), None)
        said.append(Word(str(word.get("word") or ""), seconds(start), seconds(end), words(who)))
    return said


def azure(data: object) -> Iterator[Piece]:
    """Azure Speech: `recognizedPhrases` (batch, ticks and ISO durations) or `phrases` (fast, milliseconds)."""
    for place, phrase in enumerate(objects(data, "recognizedPhrases"), start=1):
        start = seconds(phrase.get("offsetInTicks"), 1e-7) if "offsetInTicks" in phrase else seconds(phrase.get("offset"))
        lasts = seconds(phrase.get("durationInTicks"), 1e-7) if "durationInTicks" in phrase else seconds(phrase.get("duration"))
        yield Piece(spoken(str(at(phrase, "nBest", 0, "display") or "")), words(phrase.get("speaker")), start, after(start, lasts), place)
    for place, phrase in enumerate(objects(data, "phrases"), start=1):
        start, lasts = seconds(phrase.get("offsetMilliseconds"), 0.001), seconds(phrase.get("durationMilliseconds"), 0.001)
        yield Piece(spoken(str(phrase.get("text") or "")), words(phrase.get("speaker")), start, after(start, lasts), place)


def after(start: float | None, lasts: float | None) -> float | None:
    """When something ends that starts then and lasts so long, in seconds; None where either is not known."""
    return None if start is None or lasts is None else round(start + max(lasts, 0), 3)


def deepgram(data: object) -> Iterator[Piece]:
    """Deepgram: paragraphs of one speaker with sentences, else words; per channel where each speaker has one."""
    for channel in objects(data, "results", "channels"):
        paragraphs = objects(channel, "alternatives", 0, "paragraphs", "paragraphs")
        for paragraph in paragraphs:
            for sentence in objects(paragraph, "sentences"):
                start, end = times(sentence.get("start"), sentence.get("end"))
                yield Piece(spoken(str(sentence.get("text") or "")), words(paragraph.get("speaker")), start, end)
        if not paragraphs:
            yield from sentences(plain_words(objects(channel, "alternatives", 0, "words")))


def speechmatics(data: object) -> Iterator[Piece]:
    """Speechmatics 2: `results` of words and punctuation, each with its speaker; `attaches_to: previous` glues."""
    said = []
    for item in objects(data, "results"):
        best = at(item, "alternatives", 0)
        if item.get("type") in ("word", "punctuation", "entity") and (text := words(at(best, "content"))):
            glued = item.get("attaches_to") in ("previous", "both") or (item["type"] == "punctuation" and "attaches_to" not in item)
            said.append(Word(text, seconds(item.get("start_time")), seconds(item.get("end_time")), words(at(best, "speaker")), glued))
    yield from sentences(said)


def speechmatics_1(data: object) -> Iterator[Piece]:
    """Speechmatics 1: words (`name`, `time`, `duration`; a full stop is a word) and beside them stretches of speakers."""
    speaker = speaker_at([(seconds(one.get("time")) or 0.0, words(one.get("name"))) for one in objects(data, "speakers") if "time" in one])
    said = []
    for word in objects(data, "words"):
        if "name" in word and "time" in word:
            text, start = str(word["name"]), seconds(word["time"])
            said.append(Word(text, start, after(start, seconds(word.get("duration"))), speaker(start), glued=text in {".", ",", "?", "!"}))
    yield from sentences(said)


def kaldi(data: object) -> Iterator[Piece]:
    """BBC Kaldi: words with punctuation, and beside them segments of speakers."""
    data = at(data, "retval") or data
    segments = objects(data, "segmentation", "segments")
    speaker = speaker_at([(seconds(one.get("start")) or 0.0, words(at(one, "speaker", "@id"))) for one in segments])
    if segments:
        yield from sentences(plain_words(objects(data, "words"), speaker))


def paper_edit(data: object) -> Iterator[Piece]:
    """Digital paper edit: words, and beside them paragraphs with a speaker and times."""
    paragraphs = [one for one in objects(data, "paragraphs") if "start" in one and "text" not in one]
    speaker = speaker_at([(seconds(one.get("start")) or 0.0, words(one.get("speaker"))) for one in paragraphs])
    if paragraphs:
        yield from sentences(plain_words(objects(data, "words"), speaker))


def plain_words(found: list[Mapping], speaker: Callable[[float | None], str | None] | None = None) -> list[Word]:
    """Words with times as most tools write them, with their own speaker or the one at their time."""
    said = []
    for word in found:
        text = next(
            (str(word[key]) for key in ("punctuated_word", "punct", "text", "word", "value", "content") if word.get(key)), ""
        ).strip()
        start, end = times(word.get("start", word.get("start_time")), word.get("end", word.get("end_time")))
        if text:
            said.append(Word(text, start, end, speaker(start) if speaker else words(word.get("speaker"))))
    return said


def rev(data: object) -> Iterator[Piece]:
    """Rev: monologues of elements, spaces and punctuation among them; tags such as [inaudible] are not speech."""
    known = names(data)
    for place, monologue in enumerate(objects(data, "monologues"), start=1):
        elements = [one for one in objects(monologue, "elements") if one.get("type") != "tag"]
        start = next((time for one in elements if (time := seconds(one.get("ts", one.get("timestamp")))) is not None), None)
        end = next((time for one in reversed(elements) if (time := seconds(one.get("end_ts", one.get("end_timestamp")))) is not None), None)
        label = words(monologue.get("speaker_name")) or words(monologue.get("speaker"))
        yield Piece(
            spoken("".join(str(one.get("value") or "") for one in elements)), known.get(label or "", label), *times(start, end), place
        )


def names(data: object) -> dict[str, str]:
    """The names that a file gives to its speakers' ids."""
    named = {}
    for one in objects(data, "speakers"):
        label, name = (
            next((words(one[key]) for key in keys if one.get(key) is not None), None) for keys in (IDS, ("name", "speaker_name", "label"))
        )
        if label and name:
            named[label] = name
    return named


def whichever(data: object) -> Iterator[Piece]:
    """The first list of objects with words under a usual key: Whisper and its kin, AssemblyAI, Sonix, Amberscript, tables as JSON."""
    found = next((made for made in map(stretches, lists(data)) if made), [])
    known = names(data)
    for piece in found:
        yield replace(piece, speaker=known.get(piece.speaker or "", piece.speaker))


def lists(data: object, depth: int = 0) -> Iterator[list[Mapping]]:
    """The lists of objects at this level, then those below it, the likely keys first."""
    if isinstance(data, list) and objects(data):
        yield objects(data)
    if isinstance(data, Mapping) and depth < DEEPEST:
        inside = [data[key] for key in sorted(data, key=lambda key: LISTS.index(key) if key in LISTS else len(LISTS))]
        yield from (objects(one) for one in inside if isinstance(one, list) and objects(one))
        for one in inside:
            yield from lists(one, depth + 1) if isinstance(one, Mapping) else ()


def stretches(listed: list[Mapping]) -> list[Piece]:
    """The objects of a list as pieces by the names of their keys; single words become sentences."""
    made = [of_object(one, place) for place, one in enumerate(listed, start=1)]
    made = [piece for piece in made if piece.text]
    count = sum(len(piece.text.split()) for piece in made)
    if made and "turn" not in listed[0] and len(made) > 5 and count < 1.2 * len(made):
        made = sentences(Word(piece.text, piece.start, piece.end, piece.speaker) for piece in made)
    lasts = sum(piece.end - piece.start for piece in made if piece.start is not None and piece.end is not None)
    return [in_seconds(piece) for piece in made] if lasts > SLOWEST * max(count, 1) else made


def in_seconds(piece: Piece) -> Piece:
    """A piece with times in milliseconds as one with times in seconds."""
    return replace(piece, start=seconds(piece.start, 0.001), end=seconds(piece.end, 0.001))


def of_object(one: Mapping, place: int) -> Piece:
    """An object as a piece; whisper.cpp has its times in `timestamps`, Amberscript its text in `words`."""
    one = {**one, **(one["timestamps"] if isinstance(one.get("timestamps"), Mapping) else {})}
    keys, line = list(one), one.get("line")
    columns = places(keys)
    values = {part: one[keys[where]] for part, (where, _) in columns.items()}
    said = plain_words(objects(one, "words"))
    text = words(values.get("text")) or " ".join(word.text for word in said)
    begin, stop = values.get("start", said[0].start if said else None), values.get("end", said[-1].end if said else None)
    start, end = times(begin, stop, (columns.get("start", (0, 1.0))[1], columns.get("end", (0, 1.0))[1]))
    if end is None and start is not None and "duration" in one:
        end = after(start, seconds(one["duration"]))
    who = values.get("speaker")
    who = next((who[key] for key in ("name", *IDS) if who.get(key)), None) if isinstance(who, Mapping) else who
    role, group, organisation = (words(values.get(part)) for part in ("role", "group", "organisation"))
    return Piece(
        spoken(text), words(who), start, end, line if isinstance(line, int) else place, role, group, organisation, "turn" in columns
    )


SERVICES: tuple[Callable[[object], Iterator[Piece]], ...] = (
    aws, aws_calls, google, azure, deepgram, speechmatics, speechmatics_1, kaldi, paper_edit, rev, whichever,
)  # fmt: skip
