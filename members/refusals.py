"""What is not done, and why: a sentence for the person who asked."""


class Refused(Exception):  # noqa: N818 - it says what became of the asking
    """What was asked is not done; nothing was changed.

    `sentence` says why, in French, and what to do. A view that has a form shows it
    there; from anywhere else `config.middleware` makes a page of it (403), or
    `{"error": sentence}` for a script.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SpaceClosed(Refused):
    """The space is frozen or archived: it is read, and nothing in it changes."""
