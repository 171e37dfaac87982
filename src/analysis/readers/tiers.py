"""What ELAN and Praat share: parallel tiers, some with what is said, a speaker each, others about it: words, sounds, gestures, glosses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.readers.speech import spoken
from analysis.readers.talk import Piece

# Names that linguists and aligners (MFA, WebMAUS, CGN, FLEx, Toolbox) give to tiers and to types of tiers. Codes of two or three letters
# are not among them where they may as well be somebody's initials.
SPEECH = (
    r"spch|speech|spraak|utt|utterances?|uitingen?|tx|txt|text|tekst|transcript(?:ion)?s?|transcriptie|trs|trn|ort|orthography|"
    r"sentences?|zinnen|default(?:-lt)?"
)
WORDS = r"words?|woorden|wrd|tokens?|ort-mau"
ASIDE = (
    r"phon\w*|fonetisch\w*|foneem\w*|syllab\w*|ipa|(?:kan-|mas-)?mau|segments?|pos|parts? of speech|lemmas?|morph\w*|gloss\w*|transl\w*|"
    r"vertaling\w*|comments?|commentaar|opmerking\w*|notes?|events?|background|achtergrond|noises?|silences?|stiltes?|pauses?|gestur\w*|gaze|"
    r"tones|tobi|breaks?|pitch|intonation|prosody|overlaps?|topics?|scenes?|codes?|ref|segnum"
)
SILENCES = frozenset(
    [
        "sil",
        "sp",
        "spn",
        "silence",
        "silent",
        "stilte",
        "pause",
        "pauze",
        "noise",
        "laughter",
        "#",
        "_",
        "-",
        "...",
        "…",
        "xxx",
        "yyy",
        "www",
        "ggg",
        "unk",
    ]
)
NOT_WORDS = re.compile(r"(?<!\w)(?:xxx|yyy|www|ggg)(?:\*\w)?(?!\w)|(?<=\w)\*[a-z]\b")  # CGN: not understood, sounds; marks on words
KIND = re.compile(rf"(?:^|[\s_.:/-]{{1,5}})(?:{SPEECH}|{WORDS})$|^(?:{SPEECH}|{WORDS})[\s_.:/-]{{1,5}}", re.IGNORECASE)
Annotation = tuple[float | None, float | None, str, int]  # start, end, text, line


@dataclass
class Tier:
    """A tier: its name, its annotations (start, end, text, line), and where the file says so the speaker and the type of the tier."""

    name: str
    annotations: list[Annotation]
    participant: str = ""
    kind: str = ""

    @property
    def speaker(self) -> str | None:
        """The participant, else the name without what says that it is speech: "K-Spch" and "tx@K" are K, "speech" is nobody."""
        if self.participant.strip():
            return self.participant.strip()
        return KIND.sub("", self.name.rpartition("@")[2].strip()).strip(" _-:.") or None

    def is_a(self, terms: str) -> bool:
        """Whether the name of the tier, or its type, has one of these terms as a part of its own."""
        names = [name for name in (self.name, self.kind) if name != self.participant]
        return any(re.search(rf"(?i)(?:^|[\W_])(?:{terms})(?:$|[\W_\d])", name) for name in names)


def talk(tiers: Iterable[Tier]) -> list[Piece]:
    """What is said on the tiers in the order of time; words one by one only of speakers who have no tier with what they say whole."""
    sounding = [tier for tier in tiers if tier.annotations and not tier.is_a(ASIDE)]
    whole = {tier.speaker for tier in sounding if not tier.is_a(WORDS)}
    chosen = [tier for tier in sounding if not tier.is_a(WORDS) or not doubled(tier, whole)]
    return in_time(piece for tier in chosen for piece in pieces(tier))


def doubled(words: Tier, whole: set[str | None]) -> bool:
    """Whether the words on a tier stand on another too, with whole utterances; a tier of nobody's name may hold those of anybody."""
    return bool(whole) if words.speaker is None else words.speaker in whole or None in whole


def pieces(tier: Tier) -> list[Piece]:
    """The annotations of a tier that hold words."""
    cleaned = ((start, end, words(text), line) for start, end, text, line in tier.annotations)
    return [Piece(text, tier.speaker, start, end, line) for start, end, text, line in cleaned if text]


def words(label: str) -> str:
    """The words in a label, "" for silences and sounds.

    >>> words("<sil>"), words("ja*d  xxx dat klopt [lacht]")
    ('', 'ja dat klopt')
    """
    if label.strip(" <>()[]{}*").lower() in SILENCES:
        return ""
    return " ".join(NOT_WORDS.sub("", spoken(label)).split())


def in_time(unordered: Iterable[Piece]) -> list[Piece]:
    """Pieces by their start; one without a time follows the one before it in its tier."""
    timed, last = [], 0.0
    for piece in unordered:
        last = last if piece.start is None else piece.start
        timed.append((last, piece))
    return [piece for _, piece in sorted(timed, key=lambda one: one[0])]
