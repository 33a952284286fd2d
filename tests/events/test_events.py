"""What counts as a happening, when, where and who: each row a sentence of our own."""

from __future__ import annotations

import pytest

from kaoyi import documents, events, lexicon, mentions
from kaoyi.events import relations
from kaoyi.model import Event, Relation


def read(text: str) -> tuple[tuple[Event, ...], tuple[Relation, ...]]:
    """Read the events and relations of a short text posted on 2025-03-10."""
    head = "---\ntitle: 备忘\ndate: 2025-03-10T08:00:00Z\n---\n\n"
    document = documents.read((head + text + "\n").encode(), "a.md")
    words = lexicon.load()
    return events.assemble(document, mentions.recognise(document, words), words)


def found(text: str) -> list[tuple[str, str]]:
    """Return (trigger, kind) of each event of a text."""
    return [(event.trigger.text, event.kind) for event in read(text)[0]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1950年9月15日，美军登陆仁川。", ("登陆", "landing")),
        ("3月2日，俄军占领了城东的车站。", ("占领", "capture_of_place")),
        ("双方于1953年7月27日签署停战协定。", ("签署", "agreement")),
        ("3月1日，法国总统访问波兰。", ("访问", "visit")),
        ("2月24日，以军空袭加沙城北。", ("空袭", "bombing")),
        ("3月5日，安理会通过第2700号决议。", ("通过", "resolution")),
        ("2月11日，聯軍發動夏季攻勢。", ("夏季攻勢", "attack")),
        ("1月9日，客機在山區墜毀。", ("墜毀", "accident")),
        ("3月3日，英国首相下令撤军。", ("下令", "order")),
    ],
)
def test_a_dated_happening_is_found_with_its_kind(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in found(text)


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("如果联合国军越过三八线，中国将会介入。", "越过"),
        ("参战部队的补给十分困难。", "参战"),
        ("他们没有攻击村庄。", "攻击"),
        ("这架轰炸机的航程很远。", "轰炸"),
        ("各国要求双方立即停火。", "停火"),
        ("进攻东线的部队随后撤退。", "进攻"),
        ("侵略者终将失败。", "侵略"),
    ],
)
def test_what_did_not_happen_is_no_event(text: str, silent: str) -> None:
    assert silent not in [trigger for trigger, _ in found(text)]


def test_an_event_takes_the_day_its_sentence_gives() -> None:
    (event,) = [e for e in read("1950年10月19日，志愿军渡过鸭绿江。")[0] if e.trigger.text == "渡过"]
    assert event.time == "1950-10-19"
    assert [(p.role, p.actor) for p in event.participants] == [("agent", "志愿军")]


def test_a_passive_turns_agent_and_target_round() -> None:
    (event,) = [e for e in read("1950年12月，美军被志愿军击败。")[0] if e.trigger.text == "击败"]
    assert {(p.role, p.actor) for p in event.participants} == {("agent", "志愿军"), ("target", "美军")}


def test_quotes_and_triggers_stand_in_the_source() -> None:
    text = "双方于1953年7月27日签署停战协定，次日停火。"
    head = "---\ntitle: 备忘\ndate: 2025-03-10T08:00:00Z\n---\n\n"
    for event in read(text)[0]:
        source = head + text + "\n"
        assert source[event.start : event.end] == event.quote
        assert source[event.trigger.start : event.trigger.end] == event.trigger.text


@pytest.mark.parametrize("rule", relations.RULES, ids=lambda rule: rule.name)
def test_every_relation_rule_finds_its_examples(rule: relations.Rule) -> None:
    for text in rule.finds:
        assert rule.relation in [r.relation for r in read(text + "。")[1]], text
    for text in rule.leaves:
        assert rule.relation not in [r.relation for r in read(text + "。")[1]], text


def test_every_event_word_reports_a_happening_in_some_sentence() -> None:
    silent = []
    for row in lexicon.load().table("event_words.csv"):
        form, needs = row["form"], row["needs"].split()
        tail = needs[0] if needs else ""
        lead = "发生" if row["frame"] == "N" else ""
        text = f"3月2日，守军随即{lead}{form}{tail}。"
        if not found(text):
            silent.append(form)
    assert silent == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("法国与德国是邻国，双方在1963年1月签署友好条约。", {"法国", "德国"}),
        ("莫斯科和平壤都没有回应。去年11月，这两个邻国签署了新条约。", {"俄罗斯", "朝鲜"}),
    ],
)
def test_both_sides_are_the_two_just_named(text: str, sides: set[str]) -> None:
    (event,) = [e for e in read(text)[0] if e.trigger.text == "签署"]
    assert {p.actor for p in event.participants if p.role == "party"} == sides


def test_both_sides_of_three_are_nobody() -> None:
    (event,) = [e for e in read("法国、德国和英国都派了代表，双方在1963年1月签署条约。")[0] if e.trigger.text == "签署"]
    assert len({p.actor for p in event.participants if p.actor}) != 2
