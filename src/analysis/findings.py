"""What is wrong with somebody's input, in words for the reader: what, where, what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One line about one place in a corpus: a file, a line in it (0: the whole file), and what to do about it.

    `left_out` is true where the finding keeps a whole transcript out of the report; `private` where it names somebody, so that it is for the
    screen of who runs `check` only.

    >>> print(Finding("sessions.csv", 3, "date '3 mei' is not a date; write it as 2026-05-03"))
    sessions.csv:3: date '3 mei' is not a date; write it as 2026-05-03
    """

    file: str
    line: int
    message: str
    left_out: bool = False
    private: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class Unusable(Exception):
    """The call or the corpus cannot be worked with; the message is one line for the user (exit status 2)."""

    def _render_traceback_(self) -> list[str]:
        """In a notebook: the message, without a traceback."""
        return [f"{type(self).__name__}: {self}"]


class Unreadable(Exception):
    """A transcript cannot be read: why, and at which line (0: the whole file). It is left out, the others go on."""

    def __init__(self, message: str, line: int = 0):
        super().__init__(message)
        self.line = line
