"""What holds for a whole park: its name, its money, its discount rate, where its map begins."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import choice, number, text
from symbiosis.park.position import DATUMS


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What holds for the whole park: money, time, discounting."""

    name: str = text("short name, also used for files")
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")
    currency: str = text("currency of every price, e.g. CNY")
    price_year: int = number("year whose prices are used", "1", lower=1900, upper=2200)
    tax_basis: str = text("whether prices include value-added tax, and how")
    discount_rate: float = number(
        "cost of capital where an enterprise states none", "1/a", lower=0.0, upper=1.0
    )
    detour_factor: float = number("length of a route over the straight line", "1", 1.0, lower=1.0, upper=5.0)
    schemes: str = text("schemes of indicators that reports show, e.g. hj274_2015 zero_carbon_park_2025", "")
    weather_year: str = text("weather year that profiles follow; the first of the park when absent", "")
    study_period: float = number("years over which replacements are counted", "a", 20.0, above=0.0)
    origin_longitude: float | None = number(
        "longitude of the place from which x and y are measured", "deg", None, lower=-180.0, upper=180.0
    )
    origin_latitude: float | None = number("latitude of that place", "deg", None, lower=-80.0, upper=80.0)
    datum: str = choice("what longitudes and latitudes refer to", DATUMS, "")
