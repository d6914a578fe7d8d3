"""From when until when a tariff, a factor or a scheme holds, and what is said where a park lies outside.

Days are written as far as they are known: 2023, 2023-05 or 2023-05-01; nothing where no day is stated.
"""

from __future__ import annotations

import re

DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def outside(title: str, valid_from: str, valid_to: str, first: str, last: str = "") -> str:
    """Say why something does not hold on the days from `first` to `last`; nothing when it does.

    Days are compared as far as both are known, so that what holds from 2023 holds on any day of 2023.

    >>> outside("the scheme", "2015-12-24", "", "2014")
    'the scheme holds from 2015-12-24; the park is of 2014.'
    >>> outside("the scheme", "2015-12-24", "2020", "2015-12-31", "2020-12-31")
    ''
    """
    last = last or first
    if valid_from and first[: len(valid_from)] < valid_from[: len(first)]:
        return f"{title} holds from {valid_from}; the park is of {first}."
    if valid_to and last[: len(valid_to)] > valid_to[: len(last)]:
        return f"{title} held until {valid_to}; the park is of {last}."
    return ""
