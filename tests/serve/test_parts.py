"""The parts pages are made of: axes, strips, colours, places for labels, outlines, trees."""

from __future__ import annotations

import doctest
from datetime import date, timedelta
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaoyi.model import Account, Attribution, Claim, Piece, Value
from kaoyi.serve import atlas, columns, descent, layout, outlines, plot, sides, strip, timeline
from kaoyi.serve.marks import text_offset

settings.register_profile("unhurried", deadline=None)  # the clock of a busy machine is no property of these parts
settings.load_profile("unhurried")


@pytest.mark.parametrize("name", ["plot", "views", "sides", "visible", "wording", "upload", "guard"])
def test_examples_in_the_words_of_a_function_hold(name: str) -> None:
    assert doctest.testmod(import_module(f"kaoyi.serve.{name}")).failed == 0


def account(value: str, low: float | None = None, high: float | None = None) -> Account:
    """An account of one voice."""
    return Account(low, high, False, value, ("甲",), ("甲",), ("a.md",), ("c",), ("q",), ())


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**6)), min_size=1, max_size=8))
def test_every_figure_stands_on_its_axis(figures: list[tuple[int, int]]) -> None:
    reaches = [plot.Reach(low, low + more) for low, more in figures]
    axis = plot.axis_of("killed", reaches)
    for one in reaches:
        mark = plot.mark(axis, one)
        left, right = float(mark.left.rstrip("%")), float(mark.right.rstrip("%"))
        assert 0 <= left <= right <= 100
    order = sorted(reaches, key=lambda one: one.low or 0)
    places = [float(plot.mark(axis, one).left.rstrip("%")) for one in order]
    assert places == sorted(places)
    assert 2 <= len(axis.ticks) <= 8


def test_dates_stand_on_an_axis_of_time() -> None:
    rows = [account("1950-10-19"), account("1950-10"), account("1950-11~"), account("早些时候")]
    reaches = [plot.reach("date", row) for row in rows]
    axis = plot.axis_of("date", reaches)
    assert axis.kind == "time"
    assert [plot.mark(axis, one).shape for one in reaches] == ["dot", "bar", "bar", "none"]
    assert plot.axis_of("place", [plot.reach("place", account("平壤"))]).kind == "none"


@given(st.dictionaries(st.integers(1, 9998 * 12), st.integers(1, 500), min_size=1, max_size=60))
def test_a_strip_holds_what_is_not_beyond_it(months: dict[int, int]) -> None:
    named = [
        (f"{month // 12:04d}-{month % 12 + 1:02d}", count) for month, count in sorted(months.items()) if month >= 12
    ]
    found = strip.of_months(named)
    assert sum(bar.events for bar in found.bars) + found.before + found.after == sum(count for _, count in named)
    assert len(found.bars) <= strip.MOST_BARS + 1


@given(st.lists(st.sets(st.sampled_from("中美韩朝苏英法德"), min_size=1, max_size=5), max_size=12))
def test_sides_of_one_dispute_never_share_a_colour(meetings: list[set[str]]) -> None:
    found = sides.colours(meetings)
    for present in meetings:
        shown = [found[side] for side in present if found[side] != sides.GREY]
        assert len(shown) == len(set(shown))
    assert found == sides.colours(reversed(meetings))


@settings(max_examples=30)
@given(st.integers(1, 40), st.data())
def test_labels_find_room_apart_from_each_other(count: int, data: st.DataObject) -> None:
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.floats(1, 50))
    ties = [tie for tie in data.draw(st.lists(pairs, max_size=60)) if tie[0] != tie[1]]
    sizes = [(90.0, 30.0)] * count
    places = layout.placed(ties, sizes, (1200, 760))
    assert places == layout.placed(ties, sizes, (1200, 760))
    for number, (x, y) in enumerate(places):
        assert 44 <= x <= 1156
        assert 14 <= y <= 746
        for other_x, other_y in places[number + 1 :]:
            assert abs(x - other_x) > 80 or abs(y - other_y) > 24


@pytest.mark.parametrize(
    ("state", "east", "north"), [("中国", 104, 36), ("朝鲜", 127, 40), ("美国", -100, 40), ("俄罗斯", 97, 62)]
)
def test_a_country_is_marked_in_its_middle(state: str, east: float, north: float) -> None:
    found = outlines.middle_of(state)
    assert found is not None
    assert abs(found[0] - east) < 9
    assert abs(found[1] - north) < 6


def test_the_outlines_stay_on_the_sheet() -> None:
    assert outlines.middle_of("无此国") is None
    land = outlines.land()
    assert land.count("M") > 150
    assert "script" not in land


def test_a_part_of_the_world_is_drawn_finer_but_small() -> None:
    korea = outlines.land_within(120, -50, 140, -30)
    assert korea.count("M") < 200
    assert 10_000 < len(korea) < 400_000
    assert outlines.land_within(-150, -10, -149, -9).count("L") == 0


@pytest.mark.parametrize("given", ["", "1,2,3", "a,b,c,d", "0,0,-5,1", "0,0,1e9,1", "nan,0,10,1"])
def test_a_strange_box_is_no_box(given: str) -> None:
    assert atlas._given_box(given) is None


def test_a_window_of_time_is_read_in_any_precision() -> None:
    known = strip.of_months([("1950-06", 5), ("1953-07", 5)])
    assert timeline.extent_of("1951", "1951", known).span == 365
    afternoon = timeline.extent_of("1950-11-30T12:00", "1950-11-30T18:00", known)
    assert round(afternoon.span * 24) == 6
    assert [label for _, label in timeline.ticks_of(afternoon)][:2] == ["13:00", "14:00"]
    assert timeline.extent_of("nonsense", None, known) == timeline.extent_of(None, None, known)
    assert timeline.extent_of("1953", "1950", known).span > 0
    assert timeline.extent_of(None, None, strip.of_months([])).span > 0


DAYS = st.dates(min_value=date(1940, 1, 1), max_value=date(1960, 1, 1))


@given(
    st.lists(st.tuples(st.sampled_from("甲乙丙"), DAYS, st.integers(-1, 500)), max_size=40), DAYS, st.integers(0, 2000)
)
def test_columns_count_what_lies_in_a_window(told: list[tuple[str, date, int]], begin: date, days: int) -> None:
    rows = [(lane, day, None if more < 0 else day + timedelta(more)) for lane, day, more in told]
    held = columns.Columns((lane, day.isoformat(), end.isoformat() if end else None) for lane, day, end in rows)
    end = begin + timedelta(days)
    since, until = begin.toordinal(), end.toordinal()
    inside = [row for row in rows if row[1] <= end and (row[2] or row[1]) >= begin]
    lanes = held.busiest(since, until, 3)
    assert set(lanes) == {row[0] for row in inside}
    known = [row for row in inside if row[1] == row[2]]
    assert sum(one.statements for one in held.certain(since, until, lanes, 30)) == len(known)
    assert sum(one.statements for one in held.uncertain(since, until, lanes)) == len(inside) - len(known)
    for one in held.certain(since, until, lanes, 30):
        assert since <= one.first < one.after == one.first + 30


def claim(document: str, chain: tuple[str, ...]) -> Claim:
    """A claim that came through these hands."""
    links = tuple(Attribution(name, name, "说") for name in chain)
    return Claim(
        f"{document}{chain}", document, "12人", 0, 3, Piece("12人", 0, 3), Value(12, 12, False), "person", "killed", None, None,
        None, chain[0] if chain else None, links, "asserted", None, None, None, None,
    )  # fmt: skip


def test_who_took_it_from_whom_is_a_tree() -> None:
    found = descent.tree(
        [
            claim("a.md", ("警方", "通讯社")),
            claim("b.md", ("警方",)),
            claim("c.md", ("警方", "通讯社")),
            claim("d.md", ()),
        ]
    )
    assert [step.name for step in found] == ["警方", ""]
    assert found[0].documents == ("b.md",)
    assert [(step.name, step.documents) for step in found[0].onwards] == [("通讯社", ("a.md", "c.md"))]
    assert found[1].documents == ("d.md",)


def test_offsets_inside_markup_go_to_the_next_sign() -> None:
    from kaoyi import documents

    document = documents.read("据[警方](http://a.example)通报，死亡12人。".encode(), "a.md")
    for at in range(len(document.text)):
        start, _ = document.source(at, at + 1)
        assert text_offset(document, start) == at


def test_what_was_made_for_another_state_is_made_anew(record: str) -> None:
    from kaoyi.serve.kept import Drawn, Kept, state_of
    from kaoyi.store.open import open_record, writing
    from kaoyi.store.tables import verdicts

    engine = open_record(record)
    kept, drawn = Kept(), Drawn()
    with engine.connect() as connection:
        assert kept.get(connection, "a", lambda _: 1) == 1
        assert kept.get(connection, "a", lambda _: 2) == 1
        before = state_of(connection)
    drawn.keep("page", before, b"old")
    with writing(engine) as connection:
        row = {"id": "v", "dispute": "d", "measure": "killed", "json": b"{}", "verdict": 99}
        connection.execute(verdicts.insert().values(**row))
    with engine.connect() as connection:
        assert kept.get(connection, "a", lambda _: 3) == 3
        assert drawn.get("page", before) == b"old"
        assert drawn.get("page", state_of(connection)) is None
        for number in range(1000):
            kept.get(connection, number, lambda _: None)
        assert kept.get(connection, "a", lambda _: 4) == 4
    engine.dispose()
