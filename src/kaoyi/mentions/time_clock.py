"""Clock times: which hour of the day 下午三点, 半夜11点 and 夜里12点 are."""

from __future__ import annotations


def hours(hour: int, daypart: str) -> tuple[int, bool]:
    """Return the hour of 24 and whether it falls on the next day.

    >>> hours(3, "下"), hours(12, "晚"), hours(1, "夜"), hours(2, "午")
    ((15, False), (0, True), (1, False), (14, False))
    """
    if daypart in ("下", "晚") and hour == 12:
        return (12, False) if daypart == "下" else (0, True)
    if daypart == "下" and 1 <= hour < 12:
        return hour + 12, False
    if daypart == "晚" and 5 <= hour < 12:
        return hour + 12, False
    if daypart == "夜":
        return (0, True) if hour in (12, 24) else (hour + 12, False) if 6 <= hour < 12 else (hour, False)
    if daypart == "午" and 1 <= hour <= 4:
        return hour + 12, False
    if daypart == "早" and hour == 12:
        return 0, False
    return (0, True) if hour == 24 else (hour, False)


def clock(hour: int, minute: int | None, second: int | None) -> str:
    """Write a clock time at the precision it was said with.

    >>> clock(18, None, None), clock(3, 5, None)
    ('T18', 'T03:05')
    """
    if minute is None:
        return f"T{hour:02}"
    return f"T{hour:02}:{minute:02}" + (f":{second:02}" if second is not None else "")
