"""Companies, shared operators, towns and the world outside."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import choice, name, number, text

ROLES = ("producer", "utility", "town", "outside")
ADMISSIONS = ("settled", "candidate", "may_leave")


@dataclass(frozen=True, kw_only=True)
class Enterprise:
    """A company, a shared utility operator, a town, or the world outside, with its place."""

    label: str
    role: str = choice("producer, utility (operates shared plants), town or outside", ROLES, "producer")
    x: float | None = number("position eastwards", "km", None)
    y: float | None = number("position northwards", "km", None)
    longitude: float | None = number(
        "longitude, in place of x and y (see the park's origin)", "deg", None, lower=-180.0, upper=180.0
    )
    latitude: float | None = number("latitude", "deg", None, lower=-80.0, upper=80.0)
    title: str = text("name for people", "")
    title_zh: str = text("Chinese name", "")
    discount_rate: float | None = number(
        "its own cost of capital; the park's when absent", "1/a", None, lower=0.0, upper=1.0
    )
    district: str = name("which of several parks it stands in", "districts", "")
    type: str = text("type of the process library that fills in what it takes and gives, e.g. cement", "")
    output_value: float | None = number("value of yearly industrial output", "{money}/a", None, lower=0.0)
    added_value: float | None = number("yearly industrial value added", "{money}/a", None)
    recycling_value: float | None = number(
        "part of its value added that comes from recycling", "{money}/a", None
    )
    high_tech_output: float | None = number(
        "part of its output value that is high technology", "{money}/a", None, lower=0.0
    )
    land: float | None = number("industrial land it takes up", "km2", None, lower=0.0)
    floor_area: float | None = number(
        "floor area of its buildings: over its land, the plot ratio", "km2", None, lower=0.0
    )
    footprint: float | None = number(
        "ground that its buildings cover: over its land, the building density", "km2", None, lower=0.0
    )
    green_area: float | None = number("green space on its land", "km2", None, lower=0.0)
    invested: float | None = number("fixed assets invested so far", "{money}", None, lower=0.0)
    roof: float | None = number(
        "roof that plants and stores may take up; not limited when absent", "m2", None, lower=0.0
    )
    ground: float | None = number(
        "ground that plants and stores may take up; not limited when absent", "m2", None, lower=0.0
    )
    admission: str = choice(
        "settled, candidate (enters only if the plan admits it) or may_leave (stands today, may close)",
        ADMISSIONS,
        "settled",
    )
    entry_value: float = number(
        "what its being there is worth a year beside what it trades: margin on its output, tax, lease",
        "{money}/a",
        0.0,
    )
    exit_cost: float = number(
        "one-off cost of its closing: compensation, clearing the site; paid over the study period",
        "{money}",
        0.0,
        lower=0.0,
    )
    hazard_max: float | None = number(
        "most that stores may hold of hazardous substances, as a sum of shares of critical quantities; "
        "below 1 a site is no major hazard",
        "1",
        None,
        lower=0.0,
    )
    employees: float | None = number("people employed", "1", None, lower=0.0)
    output: str = text("yearly output of its type's product with its unit, e.g. 1.2 Mt/a", "")

    @property
    def optional(self) -> bool:
        """Tell whether the plan decides if it is there."""
        return self.admission != "settled"
