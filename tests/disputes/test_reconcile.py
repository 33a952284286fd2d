"""What is the same question, and why answers to it differ. The battle, its armies and its figures are invented."""

from __future__ import annotations

from itertools import permutations

from kaoyi import disputes
from kaoyi.disputes import Reconciliation
from kaoyi.model import Claim
from tests.disputes.claims import claim, facts


def reconciled(*claims: Claim) -> Reconciliation:
    return disputes.reconcile(claims, facts(*{one.document for one in claims}))


def kinds(*claims: Claim) -> list[str]:
    return [one.kind for one in reconciled(*claims).disputes]


A = claim("据蓝军公报，蓝军阵亡300人", "300人", 300, speaker="蓝军司令部")
B = claim("红军宣布蓝军阵亡900人", "900人", 900, speaker="红军司令部", document="b.md")


def test_two_answers_to_one_question_are_one_dispute_with_a_row_each() -> None:
    (found,) = reconciled(A, B).disputes
    assert [(row.low, row.speakers) for row in found.rows] == [(300, ("蓝军司令部",)), (900, ("红军司令部",))]
    assert found.spread == 3.0
    assert found.kind == "open"
    assert "300人" in found.why
    assert "900人" in found.why
    assert set(found.evidence) == {A.id, B.id}


def test_the_order_of_the_claims_does_not_matter() -> None:
    third = claim("县志记载蓝军阵亡近310人", "近310人", (None, 310), document="c.md")
    every = {reconciled(*order).disputes for order in permutations((A, B, third))}
    assert len(every) == 1


def test_the_same_number_for_two_groups_stays_two_things() -> None:
    other = claim("红军阵亡300人", "300人", 300, subject="红军", document="b.md")
    found = reconciled(A, other)
    assert not found.disputes
    assert not found.agreements


def test_a_stage_is_not_its_war_and_a_day_not_its_month() -> None:
    day = claim("当日蓝军阵亡40人", "40人", 40, time="1938-03-04", document="b.md")
    month = claim("蓝军阵亡900人", "900人", 900, time="1938-03-01/1938-04-20")
    assert kinds(day, month) == []


def test_agreeing_figures_of_two_voices_are_an_agreement() -> None:
    rounded = claim("蓝军约阵亡300余人", "300余人", (300, None), document="b.md", speaker="红军司令部")
    found = reconciled(A, rounded)
    assert not found.disputes
    assert [one.kind for one in found.agreements] == ["agreement"]


def test_battlefield_dead_against_all_causes_differ_in_scope() -> None:
    field = claim("蓝军在战场阵亡300人", "300人", 300, speaker="甲史")
    every = claim("蓝军阵亡、病故共500人", "500人", 500, speaker="乙史", document="b.md")
    (found,) = reconciled(field, every).disputes
    assert found.kind == "scope"


def test_a_whole_includes_what_its_part_counts() -> None:
    killed = claim("蓝军阵亡300人", "300人", 300, speaker="甲史")
    whole = claim("蓝军死亡420人", "420人", 420, speaker="乙史", document="b.md")
    part = claim("包含因车祸死亡的50人", "50人", 50, speaker="乙史", document="b.md", at=20)
    (found,) = reconciled(killed, whole, part).disputes
    assert found.kind == "scope"
    assert [row.low for row in found.rows] == [300, 420]


def test_one_speaker_at_two_times_has_revised_his_figure() -> None:
    early = claim("市府称爆炸死17人", "17人", 17, event="海港爆炸", subject=None, speaker="市府", said_on="1938-03-04")
    late = claim(
        "市府称爆炸死23人",
        "23人",
        23,
        event="海港爆炸",
        subject=None,
        speaker="市府",
        said_on="1938-03-09",
        document="b.md",
    )
    (found,) = reconciled(early, late).disputes
    assert found.kind == "revision"
    assert "17人" in found.why


def test_one_page_against_itself_is_a_slip_but_two_lines_of_a_list_are_not() -> None:
    here = claim("蓝军阵亡116人", "116人", 116)
    there = claim("此役蓝军共死126人", "126人", 126, at=4000)
    (found,) = reconciled(here, there).disputes
    assert found.kind == "slip"
    assert kinds(here, claim("蓝军阵亡126人", "126人", 126, at=12)) == []


def test_another_account_in_brackets_is_a_dispute_within_a_line() -> None:
    mine = claim("蓝军阵亡近300人（县府公布的数字是163人）", "近300人", (None, 300))
    other = claim("县府公布的数字是163人", "163人", 163, at=9, speaker="县府")
    assert kinds(mine, other) == ["open"]


def test_killed_and_wounded_are_added_up_against_another_s_casualties() -> None:
    killed = claim("蓝军阵亡100人", "100人", 100, speaker="甲史")
    wounded = claim("伤400余人", "400余人", (400, None), measure="wounded", speaker="甲史", at=8)
    both = claim("另一说是伤亡900余人", "900余人", (900, None), measure="casualties", speaker=None, at=16)
    (found,) = reconciled(killed, wounded, both).disputes
    assert found.measure == "casualties"
    assert [(row.low, len(row.claims)) for row in found.rows] == [(500, 2), (900, 1)]


def test_reinforcements_are_set_beside_the_whole_only_when_they_exceed_it() -> None:
    told = {"measure": "equipment_strength", "unit": "gun"}
    whole = claim("共110门重炮参战", "110门", 110, **told)
    more = claim("又增援了140门重炮", "140门", 140, at=900, **told)
    fewer = claim("又增援了40门重炮", "40门", 40, at=900, **told)
    assert kinds(whole, more) == ["scope"]
    assert kinds(whole, fewer) == []


def test_denied_figures_and_people_met_in_the_story_are_no_accounts() -> None:
    denied = claim("他否认蓝军阵亡900人", "900人", 900, modality="denied", document="b.md")
    met = claim("一名蓝军士兵阵亡", "一名", 1, document="c.md")
    assert kinds(A, denied, met) == []


def test_an_attack_is_not_put_to_a_landslide() -> None:
    slide = claim("泥石流中273人死亡", "273人", 273, event="山城泥石流", subject=None)
    attack = claim("袭击中90人死亡", "90人", 90, event="山城泥石流", subject=None, document="b.md")
    assert kinds(slide, attack) == []


def test_adding_a_document_redoes_only_the_groups_it_touches() -> None:
    families = disputes.group(facts("a.md", "b.md"))
    named = disputes.keys([A], families)
    assert disputes.keys([B], families)[B.id] == named[A.id]
    whole = reconciled(A, B).disputes
    assert disputes.reconcile_group(named[A.id], [B, A], families) == whole


def test_the_question_is_put_in_words() -> None:
    (found,) = reconciled(A, B).disputes
    assert found.question == "蓝军在青石岭之战中死亡多少人？"
    assert found.question_en == "How many people of 蓝军 died in 青石岭之战?"
    assert disputes.attention(found) > 0


def test_ten_copies_of_one_sentence_are_one_voice() -> None:
    words = "青石岭一役蓝军阵亡三百人，尸体遍野"
    copies = [claim(words, "三百人", 300, document=f"{at}.md") for at in range(10)]
    (found,) = reconciled(*copies, B).disputes
    assert [(len(row.voices), len(row.documents)) for row in found.rows] == [(1, 10), (1, 1)]


def test_the_fallen_and_those_who_died_of_illness_told_side_by_side_are_no_two_accounts() -> None:
    fallen = claim("蓝军132人阵亡", "132人", 132)
    ill = claim("1894人病死", "1894人", 1894, at=10)
    assert kinds(fallen, ill) == []
    assert kinds(fallen, B) == ["open"]
