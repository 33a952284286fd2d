"""Days of the record (EDTF) reckoned with: apart, counted on and back, an hour's day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from kaoyi.claims.surroundings import Found

DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def whole_days(found: Found) -> Found:
    """Return the day of an hour: a figure is of a day."""
    if found.value is None or "T" not in found.value:
        return found
    if found.value.endswith("/.."):
        return Found(found.value[: found.value.index("T")], found.rule)  # 当晚10时起: that day, not all days since
    return Found(re.sub(r"T[0-9:]+(?:Z|[+-][0-9:]+)?", "", found.value), found.rule)


def days_between(edtf: str | None, published: str | None) -> int | None:
    """Return how many days before publication a day lies; None where either is no day."""
    if edtf is None or published is None or not (DAY.match(edtf) and DAY.fullmatch(published)):
        return None
    if "/" in edtf or len(edtf) > len("2000-01-01T00:00"):
        return None
    return (date.fromisoformat(published) - date.fromisoformat(edtf[:10])).days


def days_after(since: str | None, days: int) -> Found | None:
    """Return the days counted on from a date."""
    if since is None or not DAY.fullmatch(since):
        return None
    first = date.fromisoformat(since) + timedelta(days=1)
    return Found(f"{first}/{first + timedelta(days=days - 1)}", "days counted on from the date before it")


def days_until(until: str | None, days: int) -> Found | None:
    """Return the days counted back from a date."""
    if until is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", until):
        return None
    last = date.fromisoformat(until)
    return Found(f"{last - timedelta(days=days - 1)}/{last}", "days counted back from the date before it")
