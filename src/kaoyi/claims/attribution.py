"""Who says so: the voice at a figure, and how firmly it is said."""

from __future__ import annotations

from msgspec import Struct

from kaoyi.lexicon import Lexicon
from kaoyi.mentions.voices import Voices
from kaoyi.model import Attribution, Document


class Said(Struct, frozen=True, gc=False):
    """The attribution fields of one claim, ready to be put into it; rules: field -> rule."""

    speaker: str | None
    attribution: tuple[Attribution, ...]
    modality: str
    said_on: str | None
    rules: dict[str, str]


def attribute(document: Document, voices: Voices, start: int, end: int, lexicon: Lexicon) -> Said:
    """Return who gives the figure at document.text[start:end] (number with hedges and counter), how firmly and when."""
    voice = voices.at(start)
    return Said(voice.speaker, voice.chain, voice.modality, voice.said_on, voice.rules)
