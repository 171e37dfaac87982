"""What transcribers write down that nobody said: laughter, applause, what could not be heard."""

from __future__ import annotations

import re

SOUNDS = (
    r"laugh\w*|applau\w*|cheer\w*|cough\w*|sigh\w*|noise|music|pause|silence|inaudible|unintelligible|crosstalk|overlapping|"
    r"gelach|lacht|lachen|hilariteit|geroezemoes|geroffel|rumoer|onverstaanbaar|stilte|muziek|zucht|hoest\w*|gejuich|bel"
)
BRACKETED = re.compile(r"\(\([^()]*\)\)|\[[^\W\d][^\[\]]{0,80}\]|<[^\W\d][^<>]{0,40}>|\{[^{}]{0,80}\}")
SOUND = re.compile(rf"\((?:[^()]{{0,30}}\b)?(?:{SOUNDS})\b[^()]{{0,60}}\)|\(\s*(?:\.+|\d+(?:[.,:]\d+)*)\s*\)", re.IGNORECASE)


def without_noise(text: str) -> str:
    """The text without brackets for what is heard or done, and without pauses; words in round brackets stay, unless they name a sound.

    >>> without_noise("[laughs] Dat is (denk ik) goed. (applaus) ((hoest)) (1.5)")
    'Dat is (denk ik) goed.'
    """
    return " ".join(SOUND.sub(" ", BRACKETED.sub(" ", text)).split())
