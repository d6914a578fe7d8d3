"""Profiles of several weather years: `sun@dry_2022` stands beside `sun`, which follows the year in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symbiosis.park.profile import Profile

MARK = "@"


def years_of(profiles: Mapping[str, Profile]) -> list[str]:
    """Return the weather years that some profile has values of.

    >>> from symbiosis.park import Profile
    >>> years_of({name: Profile(name, [1.0]) for name in ("sun", "sun@2021", "sun@2022", "load@other")})
    ['2021', '2022']
    """
    found = {name.rpartition(MARK)[2]: None for name in profiles if name.rpartition(MARK)[0] in profiles}
    return list(found)


def follow(profiles: Mapping[str, Profile], year: str) -> dict[str, Profile]:
    """Return the profiles with those that have values of a weather year following it."""
    out = dict(profiles)
    for name, profile in profiles.items():
        own, _, of = name.rpartition(MARK)
        if of == year and own in profiles:
            out[own] = replace(profile, name=own)
    return out
