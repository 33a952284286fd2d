"""When, in which happening and where a figure belongs: own texts, the figure in braces."""

from __future__ import annotations

import pytest

from kaoyi import documents, mentions
from kaoyi.claims import context
from kaoyi.claims.context import Context
from kaoyi.lexicon import load
from kaoyi.mentions import voices


def context_of(marked: str, name: str) -> tuple[Context, int, int]:
    """The context of a text, and the span of the figure in {braces}."""
    figure = marked[marked.index("{") + 1 : marked.index("}")]
    document = documents.read(marked.replace("{", "").replace("}", "").encode(), name)
    found = mentions.recognise(document, load())
    heard = voices.read(document, found, load())
    at = document.text.index(figure)
    return context.settle(document, found, heard, load()), at, at + len(figure)


def time_of(marked: str, name: str = "甲.md") -> str | None:
    around, start, end = context_of(marked, name)
    return around.time_at(start, end).value


NEWS = "---\ntitle: 山火\ndate: 2019-03-08\n---\n\n"

PICTURES = (
    NEWS
    + "".join(f"<figcaption>图{at}</figcaption>\n\n" for at in range(4))
    + "<figcaption>三十人遇难</figcaption>\n\n"
)
COURT = "---\ntitle: 两人被控暴动\ndate: 2019-03-08\n---\n\n两名被告被控于前年6月2日参与暴动，"

TIMES = [
    # the sentence's own date, before the figure or behind it in the clause
    ("1950年11月2日，该师伤亡{400人}。", "1950-11-02"),
    ("该师伤亡{400人}（1950年11月2日）。", "1950-11-02"),
    # the last date of the paragraph
    ("1938年6月，黄河决口。洪水淹死{数万人}。", "1938-06"),
    # a dated happening named nearer than a date
    ("1950年9月，双方激战。仁川登陆期间，登陆部队阵亡{200人}。", "1950-09-15/1950-09-19"),
    # a hour is of its day
    ("1951年2月13日16时30分，投入{2300人}。", "1951-02-13"),
    # the happening of the heading, for a sum
    ("# 仁川登陆\n\n登陆部队共伤亡{3500人}。", "1950-09-15/1950-09-19"),
    # an anniversary tells when 当年 was; back then is not now
    (NEWS + "2019年3月7日是空难十周年。当年机上{298人}全部死亡。", "2009-03-07"),
    (NEWS + "昨日有人献花。当年机上{298人}全部死亡。", None),
    # from a date till a date, told apart; the days counted again right behind
    ("# 甲河战况\n\n据称，自北军2022年2月24日入侵至4月26日，南军共击毁战车{918辆}。", "2022-02-24/2022-04-26"),
    (NEWS + "北军在2月24日至3月7日这12天的行动中损失{3000人}。", "2019-02-24/2019-03-07"),
    # a sum of what happened on two days
    (NEWS + "两处营地3月5日和3月6日分别遇袭，共造成{12人}死亡。", "2019-03-05/2019-03-06"),
    # 发现有 holds no 现有
    (NEWS + "声明说，2019年3月7日发现有{18架}战机飞来。", "2019-03-07"),
    # a sum told after a date long after the happening
    ("1950年9月，仁川登陆结束。1951年7月，两军再战。双方总兵力{四万人}。", "1951-07"),
    # the date of a report gives way to the one behind it
    (NEWS + "2015年一份报告显示，2014年的空袭造成三十人死亡，对此军方只承认炸死{12人}。", "2014"),
    # the text itself dates its happening
    ("青石岭战役发生于1938年5月3日至5月9日。\n\n据守军统计，青石岭战役中伤亡{600人}。", "1938-05-03/1938-05-09"),
    # from its beginning to its end, in the sentence and after it
    ("青石岭战役于1938年5月3日开始，6月9日结束，守军伤亡{600人}。", "1938-05-03/1938-06-09"),
    ("青石岭战役于1938年5月3日打响，6月9日结束。\n\n据守军统计，青石岭战役中伤亡{600人}。", "1938-05-03/1938-06-09"),
    ("青石岭起义发生于1927年12月11日，12月13日失败。守军共伤亡{600人}。", "1927-12-11/1927-12-13"),
    # the same days in another calendar; from a day up to a day
    (
        "那场仗从1839年9月4日（道光十九年七月二十七日）至1842年8月29日（道光二十二年七月二十四日），守军阵亡{600人}。",
        "1839-09-04/1842-08-29",
    ),
    ("從1953年11月21日開始，到1954年5月5日，守军共有{600人}傷亡。", "1953-11-21/1954-05-05"),
    # a numbered line heads what follows
    ("# 一九五〇年的几场仗\n\n1.仁川登陆\n\n守军共伤亡{600人}。", "1950-09-15/1950-09-19"),
    # a date years before the happening of that name, in the same clause: another happening
    ("1853年太平军北伐途中，守军损失{8万余人}。", "1853"),
    # where a reckoning begins is no happening of the figure
    ("自九一八事变起，人民奋战多年。1944年5月，守军伤亡{600人}。", "1944-05"),
    # news: its own day, its present, and the days counted back
    (NEWS + "山火烧死{12人}。", "2019-03-08"),
    (NEWS + "警方表示，目前有{7人}失踪。", "2019-03-08"),
    (NEWS + "昨日，警方公布，山火烧死{9人}。", "2019-03-07"),
    # one-character days of newspapers, in both scripts
    (NEWS + "消防昨救出被困村民，有{9人}受伤。", "2019-03-07"),
    (NEWS + "消防昨於山腳救出村民，有{9人}受傷。", "2019-03-07"),
    ("这是自 1976 年首次发现该病毒以来最大的疫情，2014年有{2万人}患病死亡。", "2014"),
    (NEWS + "数以千计居民，周三在广场示威，其中{300人}受伤。", "2019-03-06"),
    (NEWS + "{数千名}居民，周三在广场示威。", "2019-03-06"),
    (NEWS + "从2003年到如今，只有{455人}死于此病。", "2003/2019-03-08"),
    (NEWS + "发言人6日说，自10月15日冲突爆发以来，已有{110万人}逃往邻国。", "2018-10-15/.."),
    (NEWS + "自2018年10月15日冲突爆发以来，有人逃往邻国。冲突已造成{9000人}死亡。", "2018-10-15/.."),
    ("---\ntitle: 边界\ndate: 2019-03-15\n---\n\n1969年3月，两军交战。3月2日，阵亡{38人}。", "1969-03-02"),
    (
        "---\ntitle: 边界\ndate: 2019-03-15\n---\n\n1969年3月2日，今天的边界上两军交战。3月2日，阵亡{38人}。",
        "1969-03-02",
    ),
    # a line that is a date dates the paragraph under it; a market is no feast
    (NEWS + "以下是大事。\n\n2016年7月18日：\n\n列车上，一名男子伤及{5人}。", "2016-07-18"),
    (NEWS + "以下是大事。\n\n2016年12月19日：\n\n货车冲入圣诞市场，造成{12人}死亡。", "2016-12-19"),
    # the time of a part is that of its whole; all since; a whole day
    (NEWS + "3月2日，山火烧死300人。其中青山村死{42人}。", "2019-03-02"),
    (NEWS + "2017年沙士般的疫情中有30人死亡。其中青山村死{12人}。", "2017"),
    (NEWS + "自去年10月7日新一轮冲突爆发以来，空袭造成{300人}死亡。", "2018-10-07/.."),
    (NEWS + "2月22日0—24时，全国新增确诊病例{131例}，疫情未退。", "2019-02-22"),
    # the date of a thing an earlier clause speaks of in passing is not the figure's
    (NEWS + "警方今晨搜查多处，指有人参与去年九月的纵火，共拘捕{9人}。", "2019-03-08"),
    (NEWS + "在去年九月的山火中，{9人}死亡。", "2018-09"),
    (NEWS + "新增{2宗}个案与2月4日确诊的病人有关。", "2019-03-08"),
    # what counts up to a weekday just after the document's day was added on that day
    (NEWS + "截至周六凌晨，山火烧死{12人}。", "2019-03-09"),
    (NEWS + "周六凌晨，山火烧死{12人}。", "2019-03-02"),
    (NEWS + "被捕{9人}涉嫌于去年5月至今年1月期间纵火。", "2019-03-08"),
    (NEWS + "{9人}被捕未必对9月选举有影响。", "2019-03-08"),
    # what a dated happening has caused so far is of its day; what has spread since then, from then until now
    (NEWS + "山火周三焚毁村落，至今造成{9人}死亡。", "2019-03-06"),
    (NEWS + "霍乱自3月2日起蔓延，至今累计{153宗}确诊。", "2019-03-02/2019-03-08"),
    # a caption tells what the text tells in full; the opening is the first words that are no caption
    (PICTURES + "山火周三蔓延。\n\n消防员有{5人}受伤。", "2019-03-06"),
    (PICTURES.replace("三十人", "{三十人}") + "村落周三被烧，三十人死亡。", "2019-03-06"),
    # a day compared with, a night's hour, a sum of the last days, an old happening named in passing
    (NEWS + "霍乱个案较前一天新增{4宗}。", "2019-03-08"),
    (NEWS + "周三晚10时起，{百名}示威者集结。", "2019-03-06"),
    (NEWS + "过去两天新增确诊136宗。至此，全市累计确诊{198宗}。", "2019-03-08"),
    (NEWS + "今午于六四纪念馆开会。会员中有{45人}出席。", "2019-03-08"),
    (NEWS + "嫌犯下周一再提堂。警员目睹{300人}聚集。", "2019-03-08"),
    # the opening is the first two sentences
    (NEWS + "本港新增4宗霍乱。病人是厨师。她于3月5日入院。\n\n全港累计确诊{85宗}。", "2019-03-08"),
    # a year compared with is not the year of what follows
    (NEWS + "游行人数较去年11万下跌；警方推算高峰期有{1万人}游行。", "2019-03-08"),
    (NEWS.replace("2019-03-08", "2019-07-03") + "警方在七一拘捕{30人}。", "2019-07-01"),
    # the sentences after say when it happened; a round-up has no day of its own; the end of a day is that day
    (NEWS + "直升机坠入河中，机上{5人}死亡。事发当地时间周三晚上七时，机师生还。", "2019-03-06"),
    (NEWS.replace("山火", "世界这一天") + "周三有地震。\n\n另一国大火烧死{9人}。", "2019-03-08"),
    (NEWS + "截至周三午夜12时，山火烧死{12人}。", "2019-03-06"),
    # a report from a court: the day of the deed, not of the hearing
    (COURT + "案件今于法院开审。\n\n控方指，当日约{30名}示威者堵路。", "2017-06-02"),
    (COURT + "案件今于法院开审。\n\n案发当日有{30名}示威者堵路。", "2017-06-02"),
    (COURT + "案件今于法院开审。\n\n警方其后拘捕{5人}。", "2017-06-02"),
]


@pytest.mark.parametrize(("text", "time"), TIMES)
def test_the_time_is_the_nearest_the_text_gives(text: str, time: str) -> None:
    assert time_of(text) == time


def test_a_date_of_saying_is_not_the_time_of_what_is_said() -> None:
    said = "2010年6月26日，教授王大山表示，仁川登陆中阵亡{11万人}。"
    assert time_of(said) == "1950-09-15/1950-09-19"


def test_without_any_date_there_is_no_time() -> None:
    assert time_of("守军伤亡{400人}。") is None


def test_a_book_title_names_no_happening() -> None:
    around, start, _ = context_of("据《仁川登陆史话》，某地死了{30人}。", "甲.txt")
    assert around.event_at(start).value is None


def test_a_battle_goes_before_the_war_it_belongs_to() -> None:
    text = "# 仁川登陆\n\n朝鲜战争爆发后三个月，登陆开始。\n\n登陆部队伤亡{3500人}。"
    around, start, _ = context_of(text, "甲.md")
    assert around.event_at(start).value == "仁川登陆"


def test_the_place_is_the_nearest_named() -> None:
    around, start, _ = context_of("釜山失火，{12人}丧生。", "甲.txt")
    assert around.place_at(start).value == "釜山"


def test_where_somebody_speaks_is_not_where_it_happened() -> None:
    around, start, _ = context_of("发言人在日内瓦表示，已有{110万人}逃往邻国。", "甲.md")
    assert around.place_at(start).value is None


def event_of(marked: str, name: str = "甲.md") -> str | None:
    around, start, _ = context_of(marked, name)
    return around.event_at(start).value


EVENTS = [
    # a page about one battle: its war, an older war and its parts are named in passing
    ("青石岭战役是朝鲜战争中的一次交战。\n\n朝鲜战争爆发后，守军伤亡{400人}。", "青石岭战役"),
    ("青石岭战役是朝鲜战争中的一次交战。\n\n第二次世界大战的老兵有{30人}。", "青石岭战役"),
    ("青石岭战役是朝鲜战争中的一次交战。\n\n## 守军第一次攻势\n\n守军伤亡{400人}。", "青石岭战役"),
    ("青石岭战役是朝鲜战争中伤亡极大的交战，守军伤亡{400人}。", "青石岭战役"),
    # words made with a kind name no happening
    ("官渡战役中，双方对峙。守军战役预备队{400人}投入战斗。", "官渡战役"),
    # another battle named in the sentence is another battle
    ("青石岭战役是朝鲜战争中的一次交战。\n\n仁川登陆时伤亡{400人}。", "仁川登陆"),
    # an agreement is no happening that people die in
    ("朝鲜战争打了三年。朝鲜停战协定签字后，统计死亡{400人}。", "朝鲜战争"),
    # an anniversary is not what it remembers
    (
        "---\ntitle: 六四30年 青园烛光晚会\ndate: 2019-06-05\n---\n\n# 六四30年 青园烛光晚会\n\n六四30周年，{3万人}参加。",
        "青园烛光晚会",
    ),
    # a round-up is about no one happening
    ("---\ntitle: 世界这一天 东京大雪\ndate: 2019-06-05\n---\n\n# 世界这一天 东京大雪\n\n巴黎有{3万人}上街。", None),
]


@pytest.mark.parametrize(("text", "event"), EVENTS)
def test_a_figure_belongs_to_what_its_page_is_about(text: str, event: str | None) -> None:
    assert event_of(text) == event


OF_ANOTHER = [
    # a date of a book, of another figure, of 自…以来
    ("1938年5月3日，守军伤亡惨重，据1971年出版的战史所述，阵亡{600人}。", "1938-05-03"),
    (NEWS + "3月8日出动56架次，突破3月1日的38架次，损失{2架}。", "2019-03-08"),
    ("2014年的洪水是自1976年有记录以来最大的一次，淹死{300人}。", "2014"),
    # days counted up to a date, the word for counting before or behind
    (NEWS + "今日出动56架次，短短4天，累计出动{149架次}。", "2019-03-05/2019-03-08"),
    (NEWS + "今日出动56架次，4天累计出动{149架次}。", "2019-03-05/2019-03-08"),
    # and on from a date
    (NEWS + "2月11日新增7例，往后两天累计增加{29名}病例。", "2019-02-12/2019-02-13"),
    # the hour 24 is of the day it ends
    (NEWS + "截至2019年1月31日24时，累计报告{153例}。", "2019-01-31"),
    (NEWS + "投票率创下自1992年新高，有{364名}患者投票。", "2019-03-08"),
    # now, after a date of the past
    (NEWS + "2014年这里建了营地，如今人满为患。营中有{65万人}。", "2019-03-08"),
    # an older war named in a page about one battle lends no date
    ("青石岭战役发生于1951年5月3日。\n\n第二次世界大战的火箭筒无效，守军伤亡{20人}。", "1951-05-03"),
]


@pytest.mark.parametrize(("text", "time"), OF_ANOTHER)
def test_a_date_of_something_else_is_not_the_figures(text: str, time: str) -> None:
    assert time_of(text) == time


def test_a_headline_has_the_time_the_text_gives_its_figure() -> None:
    text = "---\ntitle: 游行{90人}参加\ndate: 2019-03-08\n---\n\n# 游行90人参加\n\n上月19日，90人参加游行。"
    assert time_of(text) == "2019-02-19"


SHARED = [
    ("2021年10月1日、2日，军机出动{38}及39架次。", "2021-10-01"),
    ("2021年10月1日、2日，军机出动38及{39架次}。", "2021-10-02"),
    ("2021年10月1日、2日，军机出动{77架次}。", "2021-10-01/2021-10-02"),
    # a war without an end lends no span
    ("俄乌战争中，据守军统计，已阵亡{900人}。", None),
]


@pytest.mark.parametrize(("text", "time"), SHARED)
def test_two_days_share_out_two_figures_and_open_wars_lend_no_span(text: str, time: str | None) -> None:
    assert time_of(text) == time


def test_what_ended_years_before_a_war_is_not_of_it() -> None:
    text = "# 青石岭战役\n\n青石岭战役发生于1962年10月3日。\n\n1955年5月至1960年5月，边民伤亡{40人}。"
    around, start, end = context_of(text, "甲.md")
    assert around.agreed(around.event_at(start), around.time_at(start, end))[0].value is None
