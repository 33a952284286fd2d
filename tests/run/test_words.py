"""A folder of added words reaches every recogniser, and a wrong row is told in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaoyi import read_text
from kaoyi.lexicon import load
from kaoyi.run.words import faults


def folder(place: Path, table: str, text: str) -> Path:
    (place / table).write_text(text, encoding="utf-8")
    return place


def test_the_built_in_words_have_no_fault() -> None:
    assert faults(load()) == []


@pytest.mark.parametrize(
    ("table", "text", "told"),
    [
        ("counters.csv", "form,kind,unit,noun_units,unless_before,example,counterexample,note\n扎,counter,item,,,\"买来{三笸}\",,\n", "三笸"),
        ("time_words.csv", "form,kind,base,shift,part,unless,example,counterexample,source,note\n开镰日,day,reference,0,,,\"{收镰日}下雨\",,,\n", "收镰日"),
        ("measures.csv", "form,kind,measure,voice,example,counterexample,note\n归西,people,wounded,intransitive,此役{300名}守军归西,,\n此处,people,killed,intransitive,没有数字,,\n", "没有例句"),
        ("cues.csv", "form,kind,modality,example,counterexample,source,note\n絮叨,say,asserted,当地{渔民}忽然，共有12人受伤。,,own,\n", "渔民"),
        ("actors.csv", "name,kind,owner,aliases,example\n山鹰营,unit,火星国,,{山鹰营}抵达。\n", "火星国"),
        ("eras.csv", "form,first,last,example,counterexample,source,note\n大顺永昌,千六百,,{大顺永昌三年},,,\n", "千六百"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_with_its_table_and_line(tmp_path: Path, table: str, text: str, told: str) -> None:
    found = faults(load(folder(tmp_path, table, text)))
    assert found
    assert any(told in fault for fault in found), found


def test_added_words_are_read_as_counters_and_times(tmp_path: Path) -> None:
    folder(
        tmp_path,
        "counters.csv",
        "form,kind,unit,noun_units,unless_before,example,counterexample,note\n锦,counter,item,,,{三锦},,\n",
    )
    folder(tmp_path, "eras.csv", "form,first,last,example,counterexample,source,note\n大虞,1700,1720,{大虞三年},,,\n")
    text = "大虞三年，官府发下三锦。"
    plain, told = read_text(text), read_text(text, lexicon=tmp_path)
    assert "1702" not in [time.edtf for time in plain.times]
    assert [time.edtf for time in told.times] == ["1702"]
    assert "锦" not in {one.counter for one in plain.mentions.quantities}
    assert "锦" in {one.counter for one in told.mentions.quantities}
