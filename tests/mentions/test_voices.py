"""Who says so: own sentences, the figure in braces, the speaker and firmness a careful reader would write down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoyi import documents, mentions
from kaoyi.lexicon import load
from kaoyi.mentions import voices
from kaoyi.mentions.voices import Voice
from kaoyi.mentions.voices_words import cue_words
from kaoyi.model import Document


def document_of(text: str, name: str = "甲.txt") -> Document:
    return documents.read(text.encode(), name)


def voice_at(marked: str, name: str = "甲.txt") -> Voice:
    """The voice at the figure in {braces}."""
    figure = marked[marked.index("{") + 1 : marked.index("}")]
    document = document_of(marked.replace("{", "").replace("}", ""), name)
    found = mentions.recognise(document, load())
    return voices.read(document, found, load()).at(document.text.index(figure))


def names(voice: Voice) -> set[str | None]:
    return {voice.speaker, *(link.mention for link in voice.chain[:1])} if voice.speaker else {None}


SAID = [
    # a verb of saying after a known or well-formed source
    ("警方表示，事件中有{12人}受伤。", "警方"),
    ("该国卫生部门当地时间17日晚表示，冲突造成约{3000人}死亡。", "卫生部门"),
    ("甲国国防部北京时间3月5日通报称，击落飞机{20架}。", "国防部"),
    ("但日军战报则是：击沉航母{11艘}。", "日军"),
    ("官方数据为死亡{19人}。", "官方"),
    ("消防处发言人晚上在记者会上透露，火灾造成{5人}死亡。", "消防处发言人"),
    ("当地一名目击者称，现场倒下{20多人}。", "目击者"),
    ("内政部长今日接受电台访问时指出，洪水夺去{31人}的生命。", "内政部长"),
    ("该国卫生部在社交媒体上发文说，新增{87宗}确诊。", "卫生部"),
    ("国家地震减灾署公布，地震造成{430人}遇难。", "国家地震减灾署"),
    ("議員王大文質詢時表示，當日有{60人}被捕。", "王大文"),
    ("法新社报道，爆炸造成{9人}丧生。", "法新社"),
    # a record speaks for its owner, or for itself
    ("日本防卫厅的统计显示，共有{300架}飞机被击落。", "日本防卫厅"),
    ("军方发布的声明称，{17名}士兵阵亡。", "军方"),
    ("一份解密文件显示，守军伤亡{1200人}。", "文件"),
    # 据 … and a word for the report
    ("据美国陆军统计，此役伤亡{2000余人}。", "美国陆军"),
    ("根据《海战回忆录》记载，舰上{140人}落水。", "海战回忆录"),
    ("据《晨星日报》1967年8月头版报道，有{两名}儿童遇难。", "晨星日报"),
    ("据法新社援引警方消息报道，{8人}被捕。", "警方"),
    # writings speak for themselves when nothing says whose they are; 据资料显示 names nobody
    ("據戰史記載，守軍傷亡{900餘人}。", "戰史"),
    ("据战报称，此役毙敌{200人}。", "战报"),
    ("根据陆军战史室编《山城作战史》第2卷第41页，第三联队战死{210名}。", "山城作战史"),
    ("方文山主编的《乡土抗战录》一书指出，全县死难{3000人}。", "乡土抗战录"),
    ("山城战役纪念馆的解说词为：“守军{三千人}全部被歼。”", "山城战役纪念馆"),
    ("粟裕年谱记载，歼敌{3.2万人}。", "粟裕年谱"),
    ("国军战报：歼敌{500人}，缴获机枪两挺。", "国军"),
    ("八路战报：歼敌千余人，日军战报：日军伤亡{63人}。", "日军"),
    ("参谋长叶剑英向前来采访的新闻记者公布过战果：毙伤日军{4000人}。", "叶剑英"),
    ("1983年，宜昌县政府统计，全县被杀平民{3000余人}。", "宜昌县政府"),
    ("据县政府通报，洪水造成至少{12人}死亡。", "县政府"),
    ("《晨星日报》却意外披露了一个数据：平民伤亡达到{500人}。", "晨星日报"),
    ("越南官方文件中曾给出过一则数字：俘虏敌军{260人}。", "越南官方"),
    ("到了1989年，学者柴因斯通过深入研究，首次系统性地披露了伤亡数据：正规军伤亡{620人}。", "柴因斯"),
    # a figure that somebody gave at a date
    ("岛上居民遇难（省政府在1998年发表的数字是{163人}），村庄被毁。", "省政府"),
    ("周慕云等人认为，守军伤亡{3万人}。", "周慕云"),
    ("历史学家北村十九司估计的死亡人数为{4万}。", "北村十九司"),
    ("何应钦在1938年1月5日于武昌召开的军事会议的报告中宣布，守军伤亡已达{8000人}。", "何应钦"),
    ("“乡民协会”成员说，军队杀害平民{30人}。", "乡民协会成员"),
    # somebody quotes somebody
    ("《晨星日报》引述医院院长说，送院的{25人}中3人危殆。", "医院院长"),
    ("路透社引述伊朗军方指，{40枚}导弹命中基地。", "伊朗军方"),
    # direct speech, also over sentences, and words that follow it
    ("村民李阿明说：“房子全塌了。我们这里死了{6个人}。别处更多。”", "李阿明"),
    ("“到今天为止，已找到{14具}遗体。”救援队队长说。", "救援队队长"),
    ("爆炸造成{7人}死亡，警方说。", "警方"),
    # the subject of the clause before
    ("警方接报后到场，证实{3人}死亡。", "警方"),
    ("国防部今日发布消息，称已击落{5架}无人机。", "国防部"),
    # carried on by a speaker who has given a figure
    ("医管局公布，当日共有72人送院。其中{18人}情况危殆。", "医管局"),
    # a case in court told to the end of the paragraph
    ("控方案情指，当日有人堵路。至晚上9时许，有{200人}聚集。", "控方"),
    # a body right before its news
    ("国家卫健委消息，全国新增确诊{444宗}。", "卫健委"),
    # who is answered is not who speaks
    ("卫生署回覆《明报》证实，当中有{21人}确诊。", "卫生署"),
    # a headline and a list
    ("# 国防部：三天内{93架次}军机进入空域\n\n正文。", "国防部"),
    ("中方统计的战果：\n\n- 歼敌{2300人}；\n- 缴获火炮15门。\n", "中方"),
    ("中方数据:\n\n- 6954人阵亡\n- {238人}被俘\n", "中方"),
    ("- 中方数据:\n- 6954人阵亡\n- 越方数据:\n- {620人}伤亡\n", "越方"),
    ("- 西方估算:\n- {260人}阵亡\n", "西方"),
    # a source in brackets behind its words
    ("全省{4万人}无家可归（红十字会统计）。", "红十字会"),
    ("战俘中死亡{2800人}（美国陆军资料），另有失踪者。", "美国陆军"),
    ("共有{15艘}船沉没（据《海战史》）。", "海战史"),
    # somebody no list holds
    ("有食肆表示，当晚只来了{8名}客人。", "有食肆"),
]

SILENT = [
    "东军方面：阵亡{300人}。",
    "示威随后爆发，当选已获官方认定，导致{6人}死亡。",
    "英军约六千人；法军估计有{1.2万}至3.6万人。",
    "《晨星日报》报道歼敌3000人。此战，日军动用三个师约{3万人}。",
    "据《晨星日报》报道，日军伤亡300人。综合以上所列，日军伤亡在{2万人}以上。",
    "该战争，日本称日清战争，是两国间的一场战争。清军{864人}阵亡。",
    "朝方称祖国解放战争，韩方称韩国战争。此役死亡{300人}。",
    "战俘经过解释后，有{224人}拒绝回国。",
    "其中有驾驶员本人或编队其他成员证实于空战中坠落的损失{73架}。",
    "老兵回忆：“我们伤亡官兵三千余人。”所以，守军伤亡{3000人}比较可信。",
    "此说法主要来源于一次访谈，城内死者{8万}。",
    "志愿军在金城以南歼敌{5000人}。",
    "据统计，全省共有{320人}遇难。",
    "另一说是伤亡{9000余人}。",
    "该市名称来自一条河，地震中{12人}死亡。",
    "他被称为英雄，救出{30名}矿工。",
    "指挥部位于山后，守军约{800人}。",
    "警方指挥交通时，{3名}市民昏倒。",
    "美军：死{365人}，伤1174人。",
    "这部小说里写的战争，死了{20万人}。",
    "联军估计敌军阵亡5000人。{216名}美国士兵阵亡。",
    "医院宣布死亡的{4人}都是工人。",
    "爆炸造成{9人}死亡（其中警方人员3人）。",
    "自1月11日政府判定为新病毒后，全市共有病例{41宗}。",
    "警方引用国安法拘捕{10人}。",
    "总统谴责造成{40人}死亡的袭击，要求彻查。",
    "这批人相信与导致{3人}死亡的爆炸案有关。",
    "根据停战协定，双方交换{684名}战俘。",
]

FIRMNESS = [
    ("军方声称击毙{200名}武装分子。", "alleged"),
    ("专家估计，失踪者超过{1000人}。", "estimated"),
    ("外交部否认有{30名}公民被扣留。", "denied"),
    ("警方说，{3人}受伤。", "asserted"),
    ("据称有{50人}被埋。", "alleged"),
    ("根据该作战计划，将投入{280门}火炮。", "planned"),
]


@pytest.mark.parametrize(("sentence", "speaker"), SAID)
def test_the_speaker_nearest_to_the_figure_is_named(sentence: str, speaker: str) -> None:
    assert any(speaker in (name or "") for name in names(voice_at(sentence))), names(voice_at(sentence))


@pytest.mark.parametrize("sentence", SILENT)
def test_where_nobody_is_named_the_document_speaks(sentence: str) -> None:
    assert voice_at(sentence).speaker is None


@pytest.mark.parametrize(("sentence", "modality"), FIRMNESS)
def test_the_cue_says_how_firmly(sentence: str, modality: str) -> None:
    assert voice_at(sentence).modality == modality


def test_the_chain_runs_from_the_fact_to_the_outlet() -> None:
    voice = voice_at("路透社引述伊朗军方指，{40枚}导弹命中基地。")
    assert [link.name for link in voice.chain][:2] == [voice.speaker, "路透社"]
    assert voice.chain[0].mention == "伊朗军方"


def test_a_table_of_sources_is_said_by_its_first_column() -> None:
    table = "| 来源 | 死亡人数 |\n| ---- | ---- |\n| 红十字会 | {4100人} |\n| 政府 | 3900人 |\n"
    assert voice_at(table, "甲.md").speaker == "红十字会"


def test_a_column_of_somebodys_count_is_said_by_them() -> None:
    table = "| 部队 | 美国陆军统计 | 备注 |\n| ---- | ---- | ---- |\n| 第3营 | {410人} | 无 |\n"
    assert voice_at(table, "甲.md").speaker == "美国陆军"


def test_a_date_of_saying_is_not_the_date_of_what_is_said() -> None:
    document = document_of("2011年3月15日，警察厅公布，3月11日的海啸造成3000人死亡。")
    found = mentions.recognise(document, load())
    heard = voices.read(document, found, load())
    at = document.text.index("3000")
    assert heard.at(at).said_on == "2011-03-15"
    assert [document.text[a:b] for a, b in heard.saying_dates(at)] == ["2011年3月15日"]


def test_a_voice_is_the_same_whatever_was_asked_before() -> None:
    text = "村长张得水说，全村死了6人。\n\n他说，邻村死了9人。\n\n报道没有提到伤者。\n"
    document = document_of(text)
    found = mentions.recognise(document, load())
    places = range(0, len(document.text), 3)
    forward, backward = voices.read(document, found, load()), voices.read(document, found, load())
    ahead = [forward.at(place).speaker for place in places]
    assert ahead == [backward.at(place).speaker for place in reversed(places)][::-1]


@given(
    st.text(
        st.sampled_from("他警方国防部称说据统计报道引述「」“”（）《》，。：；\n 3人死亡年月日张王的在后另一说有"),
        max_size=80,
    )
)
def test_any_text_is_read_and_every_name_in_a_chain_stands_in_it(text: str) -> None:
    document = document_of("空。" + text)
    found = mentions.recognise(document, load())
    heard = voices.read(document, found, load())
    for at in range(len(document.text)):
        voice = heard.at(at)
        assert all(link.mention is None or link.mention in document.text for link in voice.chain)
        assert 0 <= voice.start <= voice.end <= len(document.text)


@pytest.mark.parametrize("example", [row["example"] for row in load().table("cues.csv") if row["example"]])
def test_every_example_of_a_cue_names_the_speaker_in_braces(example: str) -> None:
    speaker = example[example.index("{") + 1 : example.index("}")]
    document = document_of(example.replace("{", "").replace("}", ""))
    found = mentions.recognise(document, load())
    voice = voices.read(document, found, load()).at(document.text.index("12人"))
    assert voice.speaker is not None
    assert voice.chain[0].mention == speaker


@pytest.mark.parametrize("form", [row["form"] for row in load().table("cues.csv") if row["kind"] == "not"])
def test_every_word_that_only_looks_like_a_cue_is_swallowed(form: str) -> None:
    found = cue_words(load()).scan(form, 0, len(form))
    assert found == []


OTHER_SOURCES = [
    ("而甲国战俘亦表示该部损失了{15门}火炮。", "甲国战俘"),
    ("就该所1971年出版的作战日志所述，阵亡{1591人}。", "作战日志"),
    ("希腊民防部门当晚稍后说，岛上共有{1240人}感染。", "希腊民防部门"),
    ("通讯社引用警方的话说，有{1074人}被捕。", "警方"),
    ("官方旋即澄清指，该村仅{8人}遇难。", "官方"),
    ("青湖会主席何大文在集会后接受传媒访问，指有{18万人}出席。", "何大文"),
    ("防汛指挥部澄清没有23人，指经核实，山洪夺走了{8人}生命。", "防汛指挥部"),
    ("宁夏回族自治区也报告了{两例}病例。", "宁夏"),
    # whom words were learnt from; whose account it is; whoever gave the paper out; a record told apart
    ("新华社北京8月3日电 记者从应急管理部获悉，洪水造成{18人}死亡。", "应急管理部"),
    ("記者昨晚從現場救援指揮部了解到，事故造成{9人}遇難。", "救援指揮部"),
    ("记者从邻居处得知，村里死了{9人}。", "邻居"),
    ("记者从现场获悉，事故造成{9人}遇难。", None),
    ("根据美国地理学家查尔斯·艾伯特的说法，大火中{4万多人}丧生。", "查尔斯·艾伯特"),
    ("根据报告引用的一名独立记者的计算，{38人}受伤。", "独立记者"),
    ("按衛生局提供的資料，兩個中心共有{8名}院友逝世。", "衛生局"),
    ("根据当时的官方秘密报告，约有{100万人}死于饥饿。", "官方秘密报告"),
    ("一直在记录警方行为的 WatchNow 报道，被拘留者达{1373人}。", "WatchNow"),
    ("WatchNow 和一名律师表示，仍有{150人}被拘留。", "WatchNow 和一名律师"),
    ("卫生组织表示，反对派团体称袭击中有{500多人}受伤。", "反对派团体"),
    ("据半岛电视台援引目击者的话报道，有{15人}死亡。", "目击者"),
    ("按衛生局提供的資料，有8人逝世。由7月5日第三波爆發起計，有{34人}死亡。", None),
    ("四川省新闻办公室称，死亡人数增至13人。香港入境处收到33宗求助，另外{两人}失联。", None),
    # the one person the paragraph before ends with; a name by its shape before 说：「
    ("记者随后致电区议员何国明。\n\n他细说，当年有{1755人}确诊。", "何国明"),
    ("記者致電居民李大文和區議員何國明。\n\n他說，當年有{1755人}確診。", None),
    ("周勍是导演。周勍解释这部片子说：「她被折磨死。还有{1名}教师被打死。」", "周勍"),
    ("新华社北京7月20日电 国家防总办公室20日介绍，暴雨造成{25人}死亡。", "国家防总办公室"),
    # the narrator again: what was really so, the next hour of the story, a lesson and not a saying
    ("政府宣称其措施有效，然而，逃出城外的{几十万人}使疫情蔓延。", None),
    ("该旅上报阵亡203人，可见{350人}的突击队未计入。", None),
    ("工厂方面称有2人被困。至深夜11时，{7名}消防员失去联络。", None),
    ("日军战后总结了经验教训，于是集中{20余万人}发动攻势。", None),
    # 全国 opens like an adverb and is no source
    ("卫生部称新增573例，在武汉之外，全国仅报告{8例}新增病例。", "卫生部"),
]


@pytest.mark.parametrize(("text", "speaker"), OTHER_SOURCES)
def test_sources_of_other_kinds_and_the_narrator_after_them(text: str, speaker: str | None) -> None:
    assert speaker in names(voice_at(text))
