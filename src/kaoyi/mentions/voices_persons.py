"""A speaker that no list holds: a person after a title, a person's name or a name in Latin letters alone."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.mentions.voices_extent import Source, noun_ending, phrase_start
from kaoyi.mentions.voices_scene import Scene, skip_light
from kaoyi.mentions.voices_shape import COMMON_SURNAMES, NAME_LENGTH, SURNAMES, TRANSCRIBING, is_latin, is_person
from kaoyi.mentions.voices_words import CALLINGS
from kaoyi.offsets import first_from

_LONGEST_NAME: Final = 14
_LATIN_END: Final = re.compile(r"(?:^|(?<=的))\s*[A-Za-z][-A-Za-z0-9.'&· ]{1,30}$")


def by_shape(scene: Scene, left: int, end: int) -> Source | None:
    """Return a person after a title; a person or a foreign name alone at the clause's start."""
    titled = person_after_title(scene, left, end)
    if titled is not None:
        return titled
    text = scene.folded
    start = skip_light(scene, left, end)
    words = text[start:end]
    if is_person(words) and (text.find(words, text.find(words) + 1) >= 0 or text.startswith("等人", end)):
        return Source(start, end, scene.text[start:end], "person", "person's name by shape, named again")
    if len(words) == 1:
        return _by_surname(scene, start)
    return latin_name(scene, start, end)


def person_after_title(scene: Scene, left: int, end: int) -> Source | None:
    """Return the person whose name, known by its shape alone, ends at ``end`` right after a title (舰长吕礼诗)."""
    text, words = scene.folded, scene.words
    run = end  # what is longer than a Chinese name must be a transcription all through
    while run > left and end - run < _LONGEST_NAME and text[run - 1] in TRANSCRIBING:
        run -= 1
    for start in range(end - 2, max(left, min(run, end - NAME_LENGTH) - 1), -1):
        if text[start - 1] not in words.title_ends or (start < run and text[start] not in SURNAMES):
            continue
        if not is_person(text[start:end]):
            continue
        title = noun_ending(scene, left, start)
        if title:
            called = words.nouns[text[start - title : start]] == "person"
        else:
            called = start - left > 2 and _is_calling(scene, start) and _again(text, start, end)
        if called:
            begin = phrase_start(scene, left, start - (title or 1))
            return Source(begin, end, scene.text[start:end], "person", "title and person's name by shape")
    return None


def _is_calling(scene: Scene, end: int) -> bool:
    """Whether a word for a calling that no list holds (飞行员) may end there."""
    return scene.folded[end - 1] in CALLINGS and scene.folded[end - 2 : end] not in scene.words.no_suffixes


def _again(text: str, start: int, end: int) -> bool:
    """Whether the words stand in the text once more."""
    words = text[start:end]
    return text.find(words) < start or text.find(words, end) >= 0


def latin_name(scene: Scene, left: int, end: int) -> Source | None:
    """WatchNow 报道, 记录逮捕行为的 WatchNow 报道: a name in Latin letters alone, or behind a clause with 的."""
    if not scene.folded[end - 1 : end].isascii():
        return None
    found = _LATIN_END.search(scene.folded[left:end])
    if found is None or not is_latin(found[0].strip()):
        return None
    start = left + found.start() + len(found[0]) - len(found[0].lstrip())
    return Source(start, end, scene.text[start:end].strip(), "body", "name in Latin letters", record=True)


def _by_surname(scene: Scene, at: int) -> Source | None:
    """翁称: a surname alone stands for the last person of that surname named before."""
    text = scene.folded
    if text[at] not in SURNAMES:
        return None
    for name in reversed(scene.names[: first_from(scene.name_starts, at)]):
        if name.kind == "person" and text[name.start] == text[at] and name.end - name.start > 1:
            return Source(at, at + 1, name.name, "person", f"surname of {name.name}")
    if text[at] not in COMMON_SURNAMES:
        return None
    return Source(at, at + 1, scene.text[at : at + 1], "person", "surname alone")
