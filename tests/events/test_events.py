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
        ("3月3日，守军按计划退守第二道防线。", ("退守", "withdrawal")),
        ("3月3日，守军全歼突入市区的敌军并击毙其队长。", ("全歼", "battle")),
        ("3月3日，日军入侵法属印度支那。", ("入侵", "attack")),
        ("3月3日，总统决定派特使赴印。", ("决定", "order")),
        ("3月3日，部长指责对方在谈判中的态度。", ("指责", "statement")),
        ("3月3日，敌军越过国境。", ("越过", "crossing")),
        ("3月3日，两国士兵发生冲突。", ("冲突", "battle")),
        ("3月3日，市中心发生大火。", ("大火", "accident")),
        ("3月3日，守军随后撤退。", ("撤退", "withdrawal")),
        ("3月3日，公園發生槍擊事件。", ("槍擊", "attack")),
        ("3月3日的演讲没有提到此事。", ("演讲", "statement")),
        ("**青石战役**是1947年2月甲军与乙军之间的一场战役。", ("青石战役", "battle")),
        ("3月3日，叛军进入首都。", ("进入", "crossing")),
        ("3月3日，政府军进入哈尔科夫。", ("进入", "crossing")),
        ("3月3日，两名疑犯在机场被捕。", ("被捕", "other")),
        ("3月3日，城北一座工厂發生爆炸。", ("爆炸", "bombing")),
        ("3月3日，部长提出辞职。", ("辞职", "dismissal")),
        ("3月3日，警方拘捕并起诉三人。", ("起诉", "other")),
        ("3月3日，舰队在东海进行实弹演习。", ("实弹演习", "other")),
        ("3月3日，部长公布参选的决定。", ("公布", "statement")),
        ("3月3日，邻国向叛军提供大批武器。", ("提供", "aid")),
        ("3月3日，联军夺取包括石桥在内的三个村庄。", ("夺取", "capture_of_place")),
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
        # A crime named, not told; a plan; a noun made of the word.
        ("3月1日，他被控一项袭击致人受伤罪。", "袭击"),
        ("3月1日，被告否認暴動罪。", "暴動"),
        ("3月5日，該團體表示將會參與遊行。", "遊行"),
        ("两国外长3月20日将举行会谈。", "会谈"),
        ("3月4日，選舉結果陸續公布。", "選舉"),
        ("3月4日，警方公布遊行路線。", "遊行"),
        ("3月4日，他讲述自己的晋升过程。", "晋升"),
        ("3月4日，议会讨论了对该国的制裁。", "制裁"),
        ("3月4日，守军未能成功攻占山头。", "攻占"),
        ("3月4日，该委员会独立进行调查。", "独立"),
        ("3月4日，会方没有即场提出异议。", "提出"),
        ("3月4日，人人都有游行的自由。", "游行"),
        ("3月4日，学生不参与游行。", "游行"),
        ("3月4日，执行董事到场。", "执行"),
        ("3月4日，新法例容许警员拘捕任何人。", "拘捕"),
        ("3月4日，大会谴责缅甸政变。", "政变"),
        ("3月4日，自领袖获释和从政后，情况好转。", "获释"),
        ("3月4日，部长推出前进政策。", "前进"),
        ("3月4日，社论警告对方，立即从边境撤军。", "撤军"),
        ("3月4日，一艘驅逐艦入港。", "驅逐"),
        ("3月4日，连番解雇打击了员工的士气。", "打击"),
        ("3月4日，官方没有公开调查报告。", "报告"),
        ("3月4日，被捕疑犯四十岁。", "被捕"),
        ("3月4日，并非由他们决定。", "决定"),
        ("3月4日，温和反对派到场。", "反对"),
        ("3月4日，公司开始销售手机。", "开始"),
        ("3月4日，商店牺牲部分利润。", "牺牲"),
        ("3月4日，用户无法访问网站。", "访问"),
        ("3月4日，居民渡过难关。", "渡过"),
        ("3月4日，士兵领取突击步枪。", "突击"),
        ("3月4日，未经批准的集会被驱散。", "批准"),
        ("3月4日，报告谈到自杀风险。", "自杀"),
        ("3月4日，他们呼吁邻国本着善意，释放渔民。", "释放"),
        ("3月4日，党团拿下80个席位。", "拿下"),
        ("3月4日，舰队监视对方有否攻击。", "攻击"),
        ("3月4日，男子走过派出所。", "派出"),
        ("3月4日，他任访问学者。", "访问"),
        ("3月4日，他为结束冷战作出贡献。", "结束"),
        ("3月4日，没有人知道发生了什么。", "发生"),
        ("从3月4日的影展开始，该片屡获好评。", "开始"),
    ],
)
def test_what_did_not_happen_is_no_event(text: str, silent: str) -> None:
    assert silent not in [trigger for trigger, _ in found(text)]


def test_an_event_takes_the_day_its_sentence_gives() -> None:
    (event,) = [e for e in read("1950年10月19日，志愿军渡过鸭绿江。")[0] if e.trigger.text == "渡过"]
    assert event.time == "1950-10-19"
    assert [(p.role, p.actor) for p in event.participants] == [("agent", "志愿军")]


def test_a_date_dates_what_stands_behind_it_in_its_paragraph_and_nothing_before() -> None:
    text = "3月1日，援军抵达。3月2日，炮击停止。\n\n守军撤退。3月3日，敌军占领车站。守军抓获三人。"
    assert [word for word, _ in found(text) if word in ("撤退", "占领", "抓获")] == ["占领", "抓获"]


@pytest.mark.parametrize(
    ("text", "word", "dated"),
    [
        # A day goes on into the next sentence; a year does not, nor does a day for words that nobody has spoken.
        ("3月2日，美军进攻山头。守军随后撤退。", "撤退", True),
        ("3月2日，美军进攻山头。两辆坦克被击毁。", "击毁", True),
        ("2003年，美军进攻伊拉克。英国也批评了战争。", "批评", False),
        ("3月2日，美军进攻山头。有人表示不满意。", "表示", False),
    ],
)
def test_a_date_is_carried_over_to_what_it_can_be_of(text: str, word: str, dated: bool) -> None:
    assert (word in events_by_word(text)) is dated


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


def events_by_word(text: str) -> dict[str, Event]:
    """Return the events of a text by their words."""
    return {event.trigger.text: event for event in read(text)[0]}


@pytest.mark.parametrize(
    ("text", "word", "roles"),
    [
        ("3月2日，美军遭到敌军炮兵和步兵的火力攻击。", "攻击", {("target", "美军"), ("agent", "敌军")}),
        ("3月2日，志愿军将守军击退。", "击退", {("agent", "志愿军"), ("target", "守军")}),
        ("3月2日，工会收到警方通知。", "通知", {("target", "工会"), ("agent", "警方")}),
        ("3月2日，两名男子向警员投掷砖块。", "投掷", {("agent", "男子"), ("target", "警员")}),
        ("3月2日，枪手开枪。", "开枪", {("agent", "枪手")}),
        ("3月2日，槍手被警員制服。", "制服", {("agent", "警員"), ("target", "槍手")}),
        ("3月2日，印度机师被捕。", "被捕", {("target", "印度机师")}),
        ("3月2日，岭东大学学生会发表声明。", "发表声明", {("agent", "岭东大学学生会")}),
        ("3月2日，法国总理在德国议会上宣布停火。", "宣布", {("agent", "法国")}),
        ("警方表示，3月2日拘捕了三人。", "拘捕", {("agent", "警方")}),
        ("3月2日，警方拘捕美国记者。", "拘捕", {("agent", "警方"), ("target", "美国记者")}),
        ("3月2日，战争爆发，美国介入。", "爆发", set()),
        ("3月2日，双方再次交火。", "交火", {("party", "双方")}),
        ("国会议长、自由党议员李大文，3月2日在球场被枪手击伤。", "击伤", {("agent", "枪手"), ("target", "李大文")}),
        ("3月2日，该师奉总部之命进攻。", "进攻", {("agent", "该师")}),
        ("**青石战役**是1962年发生在中国和印度之间的战争。", "青石战役", {("party", "中国"), ("party", "印度")}),
        ("3月2日，第24师渡河，随后该师攻占车站。", "攻占", {("agent", "第24师")}),
        ("3月2日，第29团发起反攻。", "反攻", {("agent", "第29团")}),
        ("俄军3月2日进攻，志愿军随后与守军会师。", "会师", {("agent", "志愿军")}),
        ("3月2日，团体促请英国道歉，又谴责警方。", "谴责", {("target", "警方")}),
        ("3月2日，特使Anna Berg批评叛军。", "批评", {("agent", "Anna Berg"), ("target", "叛军")}),
        ("3月2日，《法国农业法案》遭否决。", "否决", set()),
        ("3月2日，学生在法国大使馆外游行。", "游行", {("agent", "学生")}),
        ("3月2日，「德国桥基金」成立。", "成立", set()),
        ("3月2日，伊朗向美军在伊拉克的基地发射导弹。", "发射", {("agent", "伊朗"), ("target", "美军")}),
        ("3月2日，法国称谈判顺利，又批评叛军。", "批评", {("agent", "法国"), ("target", "叛军")}),
    ],
)
def test_who_does_what_to_whom(text: str, word: str, roles: set[tuple[str, str]]) -> None:
    event = events_by_word(text)[word]
    given = {(p.role, p.actor or (p.mention.text if p.mention else "")) for p in event.participants}
    assert {(r, n) for r, n in given if r != "commander"} >= roles
    if not roles:
        assert given == set()


def test_an_actor_without_a_name_is_quoted_and_not_named() -> None:
    (person,) = events_by_word("3月2日，枪手开枪。")["开枪"].participants
    assert person.actor is None
    assert person.mention is not None
    assert person.mention.text == "枪手"


@pytest.mark.parametrize(
    ("text", "word", "time"),
    [
        # A date behind a word of saying or ordering belongs to what is said or ordered.
        ("3月2日开会后，部长宣布3月8日停火。", "宣布", "2025-03-02"),
        # A date that tells which happening is meant is not the event's.
        ("3月5日，警方就2014年的集会拘捕两人。", "拘捕", "2025-03-05"),
        ("3月5日，他因参与2024年8月31日的示威而被捕。", "被捕", "2025-03-05"),
        ("3月5日，他因参与2024年8月31日的示威而被捕。", "示威", "2024-08-31"),
        ("3月5日，守军以1945年式步枪反击。", "反击", "2025-03-05"),
        # A bracket that says the day again is the day the word before it means.
        ("去年8月有人示威，案件今日（10日）提堂。", "提堂", "2025-03-10"),
        ("攻势发动后的第三天（3月2日）敌军撤退。", "撤退", "2025-03-02"),
        # A report that has named one day so far goes on with it; words of another time do not.
        ("周日，敌军越境。\n\n守军随后撤退。", "撤退", "2025-03-09"),
        ("周日，敌军越境。\n\n守军打死三人。", "打死", "2025-03-09"),
        # A paragraph that says so goes on with the day of the one before.
        ("1950年7月14日早晨，敌军渡河。\n\n晚间，守军撤退。", "撤退", "1950-07-14"),
    ],
)
def test_the_day_an_event_takes(text: str, word: str, time: str) -> None:
    assert events_by_word(text)[word].time == time


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("周日，敌军越境。\n\n守军早前曾撤退。", "撤退"),
        ("周日案件再讯，警员出庭作供。\n\n警员开枪打死一人。", "打死"),
        ("周日，敌军越境，去年双方在1月1日停战。\n\n守军打死三人。", "打死"),
        ("1950年7月14日，敌军渡河。后来守军撤退。", "撤退"),
        ("部长将于3月20日退休。他随后辞职。", "辞职"),
    ],
)
def test_a_day_that_may_not_be_meant_is_not_given(text: str, word: str) -> None:
    assert word not in events_by_word(text)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("立法會議員陳大明出席。", "立法会议员"),
        ("国防部长王小明辞职。", "国防部长"),
        ("工黨副主席李大文譴責警方。", "工党副主席"),
    ],
)
def test_an_office_keeps_its_body(text: str, office: str) -> None:
    assert [r.object for r in read(text)[1] if r.relation == "holds_office"] in ([office], [])


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("杜鲁门总统3月2日签署法令。", ("杜鲁门", "holds_office", "总统")),
        ("青石战役也称石桥之战，双方都有伤亡。", ("青石战役", "also_called", "石桥之战")),
        ("青石战役在中国也被称为青石自卫战。", ("青石战役", "also_called", "青石自卫战")),
        ("中国人民解放军华东野战军北上。", ("华东野战军", "part_of", "解放军")),
        ("國防部長馬蒂斯辭職。", ("马蒂斯", "holds_office", "国防部长")),
    ],
)
def test_relations_by_shape(text: str, relation: tuple[str, str, str]) -> None:
    assert relation in [(r.subject, r.relation, r.object) for r in read(text)[1]]


def test_an_office_belongs_to_the_name_before_it() -> None:
    offices = [(r.subject, r.object) for r in read("杜鲁门总统和国务卿艾奇逊出席。")[1]]
    assert offices == [("杜鲁门", "总统"), ("艾奇逊", "国务卿")]


def test_who_gives_a_name_is_not_what_is_called_so() -> None:
    called = [(r.subject, r.object) for r in read("青石战役被中国称为“青石大捷”。")[1]]
    assert called == [("青石战役", "青石大捷")]


def test_an_office_that_is_part_of_a_word_is_none() -> None:
    assert read("杜鲁门总统府在首都。")[1] == ()


def test_at_whose_word_somebody_acts_is_not_who_acts() -> None:
    event = events_by_word("3月2日，奉法国之命，宣布停火。")["宣布"]
    assert "法国" not in {p.actor for p in event.participants}


def test_where_a_target_stands_is_no_target() -> None:
    event = events_by_word("3月2日，伊朗向美军在伊拉克的基地发射导弹。")["发射"]
    assert "伊拉克" not in {p.actor for p in event.participants}
