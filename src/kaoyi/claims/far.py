"""Whose people or things, told elsewhere: in the figure before, an earlier clause, the paragraph, the whole document."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims import actors, regions
from kaoyi.claims.actors import Actor
from kaoyi.claims.agents import agent_of
from kaoyi.claims.near import with_its_fellows, words_before
from kaoyi.claims.nouns import noun_after
from kaoyi.claims.options import Reading, amount_of
from kaoyi.claims.scene import (
    ARMS,
    CAUSES,
    CIVIL,
    VICTIMS,
    Role,
    Scene,
    Told,
    again,
    is_active,
    role_of,
    root_of,
    voice_of,
)

_ATTACK: Final = re.compile("镇压|射杀|枪杀|实弹|空袭|袭击|轰炸|炮击|攻击|扫射|屠杀|枪击|爆炸|发射|开枪|开火")
_SIDES: Final = frozenset(("army", "unit", "bloc", "armed", "both"))
_MOVED_ON_BY: Final = ("state", "both")
_MOVED_ON_BY_PLACES: Final = (*_MOVED_ON_BY, "place")
_UNNAMED: Final = (*VICTIMS, "evacuated")
_SHOOTERS: Final = _SIDES | {"institution"}
_PEOPLE: Final = frozenset(("civil",))
_AMONG_OTHERS: Final = re.compile("(?:其中|当中)?(?:包括|包含)|(?:其中|当中)有")
_POWERS: Final = frozenset(("state", "organisation"))
_VOTE: Final = re.compile("投票|公投|签名|联署|登记|初选")
_HEADING: Final = re.compile("方面[，：]")
_MARCH: Final = re.compile("游行|集会|示威|抗议|请愿|静坐")
_FROM_ENEMY: Final = frozenset(
    ["losses", "casualties", "killed", "wounded", "captured", "seized", "destroyed", "damaged", "surrendered"]
)
_ANEW: Final = re.compile("另|还有|其他|其余|再有|总共|累计|合共|至今")


def carried(scene: Scene, reading: Reading) -> Role | None:
    """阵亡20人，伤50人: as in the figure before, unless a new actor came between."""
    outside = [t for t in scene.told if not _aside(scene, t.reading.figure.start, reading.figure.start)]
    if not outside:
        return None
    before = outside[-1]
    if before.reading.kind != reading.kind and reading.measure not in ARMS:
        return None
    if before.reading.figure.unit == "building" and reading.kind == "people":
        return None
    between = scene.within(max(before.reading.figure.end, before.subject.end), reading.figure.start)
    kinds = _MOVED_ON_BY_PLACES if scene.sentence.epidemic else _MOVED_ON_BY
    new = [a for a in between if a.military or a.kind in kinds]
    if any(not actors.governed(scene.sentence, a) and not actors.speaks(scene.sentence, a) for a in new):
        return None
    if reading.measure == "sorties" and before.subject.rule.startswith("aircraft type") and not reading.lead:
        return None
    if reading.figure.unit == "building" and before.reading.figure.unit != "building":
        return None  # 出动飞机12架轰炸市区，炸毁房屋300间: whose aircraft is not whose houses
    if reading.lead is None and regions.anew(scene, reading) and _told_in_part(scene, before):
        whole = next((t for t in reversed(scene.told) if not _told_in_part(scene, t)), None)
        if whole is None:
            return None
        before = whole
    elif _is_part(before.reading) and reading.lead is None:
        before = next((t for t in reversed(scene.told) if not _is_part(t.reading)), before)
    if "place of the unnamed" in before.subject.rule and reading.measure not in _UNNAMED:
        return None
    if reading.kind != "people" and not _is_actor(scene, before.subject) and before.reading.kind == "people":
        return None
    anew = _ANEW.search(scene.sentence.text, *words_before(scene, reading))
    if anew and not _is_actor(scene, before.subject) and "region" not in before.subject.rule:
        return None
    if _more_of_others(scene, before, reading):
        return None
    bare = voice_of(reading) == "bare" and reading.before
    if not before.subject.rule or (not bare and is_active(reading) != is_active(root_of(before.reading))):
        return None
    return again(before.subject, "carried from the figure before")


def _more_of_others(scene: Scene, before: Told, reading: Reading) -> bool:
    """3万平民死亡，超过200万人逃离: more than those who died, and told something else of."""
    if reading.lead is not None or reading.measure in VICTIMS or reading.measure == before.reading.measure:
        return False
    return amount_of(reading.figure) > amount_of(before.reading.figure) and _common(scene, before)


def _is_part(reading: Reading) -> bool:
    """Whether a figure counts a part of one before it, or shares the word of one that does (包括…名儿童及…名妇女)."""
    while not reading.rule.startswith("part of"):
        if reading.lead is None:
            return False
        reading = reading.lead
    return True


def _told_in_part(scene: Scene, told: Told) -> bool:
    """Whether a figure was told of a part (其中甲省30宗)."""
    return told.reading.rule.startswith("part of") or regions.in_part(scene.sentence.text, told.reading.figure.start)


def same_number(scene: Scene, reading: Reading) -> Role | None:
    """向三名学生问话，其后拘捕3人: as many as were named just before are those named."""
    figure, sentence = reading.figure, scene.sentence
    if reading.kind != "people" or figure.approx or figure.low != figure.high or not 2 <= (figure.low or 0) < _MANY:
        return None
    start = sentence.clause(figure.start)[0]
    if _ANEW.search(sentence.text, start, figure.start) or _BESIDES.search(sentence.text, start, figure.start):
        return None
    told = {other.reading.figure.start for other in scene.told}
    for other in reversed(sentence.figures):
        if other.start >= figure.start or (other.low, other.high) != (figure.low, figure.high):
            continue
        named = next((a for a in scene.actors if a.start == other.end and a.kind in _PEOPLE_NAMED), None)
        span = noun_after(sentence.text, other.end, sentence.clause(other.start)[1])
        span = (named.start, named.end) if named else span
        if span is None or other.unit != "person" or other.start in told or other.counter not in ("名", "位", "个"):
            return None
        return Role(sentence.text[slice(*span)], *span, "as many as named before")
    return None


_PEOPLE_NAMED: Final = frozenset(("civil", "staff", "doer", "public"))
_MANY: Final = 100
_BESIDES: Final = re.compile("另|其中|当中")


def _aside(scene: Scene, at: int, figure: int) -> bool:
    """Whether an offset lies in a bracket that does not hold the figure: what is said there is said by the way."""
    return any(start <= at < end and not start <= figure < end for start, end in scene.sentence.brackets)


def _is_actor(scene: Scene, role: Role) -> bool:
    """Whether a role is filled by a named actor, not by a noun for people."""
    return any(a.military or a.kind in ("state", "both") for a in scene.actors if a.start == role.start)


def earlier_in_sentence(scene: Scene, reading: Reading) -> Role | None:
    """志愿军…，伤亡300人: the nearest actor of an earlier clause."""
    if is_active(root_of(reading)):
        return None
    start, _ = scene.sentence.clause(reading.figure.start)
    clause = scene.sentence.text[start : reading.figure.start]
    if CAUSES.search(clause) and (reading.measure in CIVIL or reading.figure.unit == "building"):
        return None
    free = [actor for actor in reversed(scene.within(scene.sentence.start, start)) if _is_free(scene, reading, actor)]
    free = [actor for actor in free if not _aside(scene, actor.start, reading.figure.start)]
    parts = {told.subject.start for told in scene.told if told.reading.rule.startswith("part of")}
    free = [actor for actor in free if actor.start not in parts]  # 其中儿童…，另有7万人: the rest are no children
    sides = _SHOOTERS if reading.measure == "fired" else _SIDES
    for kinds in (sides, _POWERS if reading.measure in ARMS else _PEOPLE):
        for actor in free:
            if actor.kind in kinds and (kinds is not _PEOPLE or reading.measure in CIVIL):
                head = _sent_by(scene, reading, actor)
                if head:
                    return role_of(scene, head, "who sent the units named")
                fellows = with_its_fellows(scene, actor) if reading.measure in ARMS else None
                return fellows or role_of(scene, actor, "nearest actor of an earlier clause")
    headed = next(
        (a for a in free if a.kind == "state" and _HEADING.search(scene.sentence.text, a.start, a.end + 3)), None
    )
    return role_of(scene, headed, "side the sentence is about") if headed else None


def _sent_by(scene: Scene, reading: Reading, actor: Actor) -> Actor | None:
    """联军出动第七师、第九团参战，出动火炮80门: the side that sends the units owns what it sends."""
    if reading.measure not in ("strength", "equipment_strength", "fired"):
        return None
    sentence = scene.sentence
    for head in scene.within(sentence.start, actor.start):
        verb = next((t for t in sentence.triggers if head.end <= t.start <= head.end + 4), None)
        sense = verb.frame.people if verb else None
        if verb and sense and sense.voice == "force" and head.military and verb.end <= actor.start:
            return None if actors.governed(sentence, head) else head
    return None


def _is_free(scene: Scene, reading: Reading, actor: Actor) -> bool:
    """Whether nothing governs the actor, it does not speak, is no mere place, and does not attack the victims."""
    sentence = scene.sentence
    taken_away = reading.measure == "captured" and not reading.before  # 袭击造成…，超过250人遭劫持
    if (taken_away or reading.measure in VICTIMS) and _ATTACK.search(sentence.text, actor.end, reading.figure.start):
        return False  # who attacks is not who dies
    if actor.kind in _PEOPLE and _AMONG_OTHERS.match(sentence.text, sentence.clause(actor.start)[0], actor.start):
        return False  # 包括平民和士兵，另有300人受伤: nor one of many kinds of people
    if reading.measure in VICTIMS and any(told.agent.rule and told.agent.start == actor.start for told in scene.told):
        return False  # 枪手打死5人，另外6人受伤: nor who has just killed
    return not (
        actors.governed(sentence, actor) or actors.speaks(sentence, actor) or actors.only_place(sentence, actor)
    )


def target(scene: Scene, reading: Reading) -> Role | None:
    """击毁坦克2006辆: the enemy named as the target of the same side's verbs before."""
    if not is_active(reading) or reading.measure == "arrested":
        return None
    doers = {told.agent.name for told in (*scene.told, *scene.paragraph) if told.agent.name}
    for told in (*scene.told, *scene.paragraph):
        if told.subject.name in doers or (reading.kind != "people" and told.reading.measure in CIVIL):
            continue
        if is_active(root_of(told.reading)) and told.subject.name and told.reading.measure != "arrested":
            return again(told.subject, "target of the verbs before")
    return None


# 拘捕13名男子。…此前拘捕44人: words that say no more than that they are people go no further than their own figure.
_ANYBODY: Final = frozenset(
    ("男子", "女子", "男性", "女性", "男人", "女人", "男女", "青年", "人士", "男童", "女童", "少年", "少女")
)


_LEADER: Final = re.compile("[一-鿿]{2}")


def _led_by_a_stranger(scene: Scene, reading: Reading) -> bool:
    """石达海率军20万: whoever leads them is named, though no list knows him; they are not the side told of before."""
    if reading.trigger is None or voice_of(reading) != "force" or not reading.before:
        return False
    start = scene.sentence.clause(reading.trigger.start)[0]
    times = [time for time in scene.sentence.times if start <= time.start < reading.trigger.start]
    start = max([start, *(time.end for time in times)])
    return bool(_LEADER.match(scene.sentence.text, start, reading.trigger.start)) and not scene.within(
        start, reading.trigger.start
    )


def paragraph(scene: Scene, reading: Reading) -> Role | None:
    """As in the figure before in the paragraph."""
    start, _ = scene.sentence.clause(reading.figure.start)
    if reading.measure in VICTIMS and _ANOTHER.search(scene.sentence.text, start, reading.figure.start):
        return None
    if _led_by_a_stranger(scene, reading) or any(
        scene.sentence.text.startswith("双方", actor.start)
        for actor in scene.within(scene.sentence.start, reading.figure.start)
    ):
        return None  # 双方共投入400万人，出动战车5000辆: no side told of before
    for told in reversed(scene.paragraph):
        if not told.subject.rule or (told.reading.kind != reading.kind and reading.measure not in ARMS):
            continue
        if reading.measure in ("arrested", "participants", "evacuated") and told.reading.measure != reading.measure:
            continue
        if reading.kind != "people" and told.reading.kind == "people" and told.reading.measure in CIVIL:
            continue
        protester = scene.topic.protest is not None and told.subject.name == scene.topic.protest.name
        if reading.measure in VICTIMS and told.reading.measure == "arrested" and not protester:
            continue  # 两人被捕。…另一处有2人死亡: who was taken is not who dies
        if reading.measure == "sorties" and told.subject.rule.startswith("aircraft type"):
            continue
        if is_active(reading) and any(t.agent.name == told.subject.name for t in scene.paragraph):
            continue
        if _of_a_place(scene, told) and regions.caused_elsewhere(scene, reading):
            return None
        if _is_part(told.reading) or (regions.anew(scene, reading) and _told_in_part(scene, told)):
            continue
        if (
            reading.measure in VICTIMS
            and reading.measure == told.reading.measure
            and amount_of(reading.figure) > amount_of(told.reading.figure)
            and _common(scene, told)
        ):
            continue  # 8名院友逝世。…有34人死亡: more than those are not all of them
        if told.subject.name in _ANYBODY and told.reading.figure.low != reading.figure.low:
            continue
        if is_active(reading) == is_active(root_of(told.reading)):
            return again(told.subject, "carried within the paragraph")
    return None


def _common(scene: Scene, told: Told) -> bool:
    """Whether a subject is a common noun that stands right behind its figure (8名院友)."""
    name, figure = told.subject, told.reading.figure
    words = scene.sentence.text[name.start : name.end]
    return name.start == figure.end and name.name == words and words[-1:] in "友员生民者人兵童客工警"


def _of_a_place(scene: Scene, told: Told) -> bool:
    """Whether the people a figure counts are those of a place."""
    if "place of the unnamed" in told.subject.rule:
        return True
    return any(place.kind == "place" and place.name == told.subject.name for place in scene.places)


_ANOTHER: Final = re.compile("一[宗起][^，。；：]{0,8}(?:造成|导致|致使|酿成)|另一[宗起场次]")


def crowd(scene: Scene, reading: Reading) -> Role | None:
    """Unnamed victims and arrested of civil news are the group the document is about, where there is one."""
    if reading.kind != "people":
        return None
    if reading.measure == "arrested":
        return scene.topic.protest if _of_protest(scene, reading) else None
    return scene.topic.aboard if reading.measure in VICTIMS else None


_PROTEST: Final = re.compile("示威|集结|集会|游行|堵路|驱散|清场|冲突|抗议|暴动(?![案罪])|骚乱|静坐|罢工|聚集")
_NEARBY: Final = 400


def _of_protest(scene: Scene, reading: Reading) -> bool:
    """Whether the arrest is told beside a protest: in its sentence or just before it in the block."""
    start = max(scene.sentence.block.start, scene.sentence.start - _NEARBY)
    told = _PROTEST.search(scene.sentence.text, start, scene.sentence.end)
    return told is not None or scene.topic.protesting


def marchers(scene: Scene, reading: Reading) -> Role | None:
    """游行人数, 游行时的51万人: those who march."""
    voted = reading.trigger is not None and _VOTE.search(reading.trigger.frame.form)
    if reading.measure != "participants" or voted:
        return None
    last = None
    for last in _MARCH.finditer(scene.sentence.text, scene.sentence.start, scene.sentence.end):  # noqa: B007
        pass
    return Role(f"{last[0]}者", last.start(), last.end(), "those who march") if last else None


_OF_THE_UNARMED: Final = re.compile("屠|虐杀|残杀|惨杀|杀害|杀戮|枪杀")
"""Who is massacred is not the other side's army."""


def opponent(scene: Scene, reading: Reading) -> Role | None:
    """缴获火炮14门: what a side takes without a word on whose is the other side's, where there are two."""
    if not is_active(reading) or reading.measure not in _FROM_ENEMY or len(scene.topic.sides) != 2:
        return None
    if reading.trigger and _OF_THE_UNARMED.search(reading.trigger.frame.form):
        return None
    agent = agent_of(scene, reading)
    told = (*scene.paragraph, *scene.told)
    name = agent.name if agent else next((t.agent.name for t in reversed(told) if t.agent.name), None)
    if name is None and told and reading.measure != "destroyed" and not is_active(root_of(told[-1].reading)):
        name = told[-1].subject.name  # who tells its own losses and then its spoils
    first, second = scene.topic.sides
    if name in first:
        return Role(second[0], 0, 0, "the other side")
    if name in second:
        return Role(first[0], 0, 0, "the other side")
    return None


def flyers(scene: Scene, reading: Reading) -> Role | None:
    """另有12架次进入: flights in a document about one side's aircraft are theirs, whoever else the sentence names."""
    if reading.measure != "sorties" or scene.topic.flyers is None:
        return None
    start, _ = scene.sentence.clause(reading.figure.start)
    inside = scene.within(start, reading.figure.start)
    return None if any(a.military or a.kind == "state" for a in inside) else scene.topic.flyers


def leader(scene: Scene, reading: Reading) -> Role | None:
    """第九团在村口设伏。…有火炮6门。: what a paragraph counts without an owner is theirs of whom it tells."""
    if reading.measure not in ("equipment_strength", "strength", "fired") or scene.led_by is None:
        return None
    return Role(scene.led_by.name, scene.led_by.start, scene.led_by.end, "who the paragraph tells of")


_ON_A_SIDE: Final = re.compile(r"(?:这边|那边|方面|一方|这方|一侧)$")
_IT_IS: Final = re.compile(r"(?:便是|就是|即是|正是|则是|当属|首推|是)$")


def set_forth(scene: Scene, reading: Reading) -> Role | None:
    """而在盟军方面，投入了…; 损失最大的是日军，阵亡…: whom the clause before sets forth."""
    text, sentence = scene.sentence.text, scene.sentence
    start, _ = sentence.clause(reading.figure.start)
    if start <= sentence.start or is_active(reading):
        return None
    before, end = sentence.clause(start - 2)
    if any(before <= q.start < start for q in sentence.figures):
        return None
    actor = next((a for a in reversed(scene.within(before, end)) if a.military or a.kind == "state"), None)
    if actor is None or any(a.military or a.kind == "state" for a in scene.within(start, reading.figure.start)):
        return None
    led = text.startswith("在", actor.start - 1) and _ON_A_SIDE.search(text, actor.start, end)
    named = actor.end == end and _IT_IS.search(text, max(before, actor.start - 2), actor.start)
    return role_of(scene, actor, "whom the clause before sets forth") if led or named else None


_OF_ONES_OWN: Final = frozenset(("casualties", "losses"))
# How a side tells of its own: casualties in whatever it announces, any loss in its reports and in what it owns to.
_ADMITS: Final = re.compile(r"(?:方面)?(?:则|却|也|亦|又)?(?:宣布|公布|宣称|声称|称)(?:共|仅|只)?")
_OWNS_TO: Final = re.compile(
    r"(?:方面)?(?:则|却|也|亦|又)?(?:(?:战报|战史|战斗详报|公报)(?:则|却|也|亦)?(?:称|说|记载|统计|：)|自称|自报|自认|承认)(?:[自己我]方|自己)?(?:共|仅|只|有)?"
)


def its_own(scene: Scene, reading: Reading) -> Role | None:
    """甲国宣布伤亡三千人, 乙军战报称阵亡四十人: a side that names nobody else tells of its own."""
    trigger = reading.trigger
    if reading.measure not in VICTIMS or trigger is None or not reading.before or is_active(reading):
        return None
    actor = next((a for a in reversed(scene.within(scene.sentence.start, trigger.start))), None)
    if actor is None or not (actor.military or actor.kind == "state"):
        return None
    told = _ADMITS if reading.measure in _OF_ONES_OWN else _OWNS_TO
    text = scene.sentence.text
    if not (told.fullmatch(text, actor.end, trigger.start) or _OWNS_TO.fullmatch(text, actor.end, trigger.start)):
        return None
    return role_of(scene, actor, "who says so of its own")


def the_speaker(scene: Scene, reading: Reading) -> Role | None:
    """伊朗军方表示发射了22枚导弹: who tells of shots and troops without naming whose tells of its own."""
    if reading.measure not in ("fired", "strength", "equipment_strength") or not reading.before:
        return None
    if voice_of(reading) not in ("fired", "force"):
        return None
    for actor in reversed(scene.within(scene.sentence.start, reading.figure.start)):
        if actors.speaks(scene.sentence, actor) and (actor.military or actor.kind in ("state", "institution")):
            return role_of(scene, actor, "who says so of its own")
    return None


def things_themselves(scene: Scene, reading: Reading) -> Role | None:
    """约300栋房屋受损, 46次余震: houses and events without an owner are what is counted."""
    if reading.measure == "incidents":
        match = _HAPPENING.search(scene.sentence.text, reading.figure.start - 8, reading.figure.end + 10)
        return Role(match[0], *match.span(), "the event counted") if match else None
    if reading.figure.unit != "building" or reading.measure not in ("destroyed", "damaged"):
        return None
    match = _BUILDINGS.search(scene.sentence.text, *scene.sentence.clause(reading.figure.start))
    return Role(match[0], *match.span(), "the buildings counted") if match else None


_HAPPENING: Final = re.compile(
    "空袭|袭击|屠杀|余震|地震|山火|火灾|火警|爆炸|枪击|事故|车祸|骚乱|暴动|游行|示威|集会|罢工|海啸|绑架|轰炸|炮击"
)
_BUILDINGS: Final = re.compile(
    "房屋|民房|住宅|民居|建筑物?|大厦|楼房|楼宇|校舍|学校|教堂|清真寺|寺庙|商店|店铺|厂房|仓库"
)


def main_force(scene: Scene, reading: Reading) -> Role | None:
    """A flight or a weapon without an owner is of the army the document is about."""
    two_fight = len(scene.topic.sides) == 2 and reading.measure != "sorties"  # whose aircraft then is not clear
    if scene.topic.flyers and reading.figure.unit in ("sortie", "aircraft") and not two_fight:
        return scene.topic.flyers
    if reading.measure in ("sorties", "equipment_strength", "fired") and scene.topic.army:
        return Role(scene.topic.army, 0, 0, "the army the document is about")
    return None
