"""What is written reads back to the same park."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from symbiosis.park import (
    Cap,
    Carrier,
    Connection,
    Corridor,
    Demand,
    Enterprise,
    Finance,
    Junction,
    Levy,
    Link,
    Market,
    Meter,
    Network,
    Outlet,
    Segment,
    Store,
    Supply,
    Technology,
)
from symbiosis.park.base_year import BaseYear
from symbiosis.park.district import District
from symbiosis.park.figure import Figure
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.heat import HeatLevel, Stream
from symbiosis.park.park import SECTIONS, Park
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.park.quality import Pool, Quality, Recipe, WaterUse
from symbiosis.park.quota import Fee, Offset, Quota
from symbiosis.park.requirement import Requirement
from symbiosis.park.reserve import Reserve
from symbiosis.park.settings import Settings
from symbiosis.park.tax import Tax
from symbiosis.park.threshold import Threshold
from symbiosis.tables.read import read_park
from symbiosis.tables.source import TextError
from symbiosis.tables.write import write_park
from tests.tables.folder import good


def rich_park() -> Park:
    """Return a park with something in every section and every kind of field."""
    asset = {"capacity_max": 40.0, "investment_per_capacity": 1e5 / 3, "lifetime": 20.0}
    connections = (
        Connection(label="main.mill", network="main", enterprise="mill", direction="feed", **asset),
        Connection(label="main.town", network="main", enterprise="town", direction="draw", **asset),
    )
    values = np.random.default_rng(7).random(3)
    return Park(
        settings=Settings(
            name="rich",
            title="A park: with #marks",
            title_zh="园区",
            currency="DKK",
            price_year=2023,
            tax_basis="excl. VAT",
            discount_rate=1 / 3,
            weather_year="dull",
        ),
        calendar=Calendar(np.datetime64("2023-04-01T00:00"), 3, 0.25, "Europe/Copenhagen"),
        carriers=[
            Carrier(label="steam", kind="energy", unit="t/h", basis="1.0 MPa(a)"),
            Carrier(label="gas", kind="energy", unit="MW"),
            Carrier(label="coal", kind="energy", unit="MW", lower_heating_value=25 / 3.6),
            Carrier(
                label="hydrogen",
                kind="energy",
                unit="t/h",
                lower_heating_value=120 / 3.6,
                lower_heating_value_volume=10.8 / 3600,
            ),
            Carrier(
                label="steam_low",
                kind="energy",
                unit="t/h",
                pressure=0.3 + 1 / 3,
                temperature=170.1,
                return_temperature=90.0,
            ),
            Carrier(label="air", kind="material", unit="Nm3/h"),
            Carrier(label="hall", kind="space", unit="m2"),
            Carrier(label="office", kind="space", unit="m2"),
            Carrier(label="water", kind="water", unit="m3/h"),
            Carrier(label="co2", kind="emission", unit="kg/h", medium="air", pollution_equivalent=0.95),
            Carrier(label="so2", kind="emission", unit="kg/h"),
            Carrier(label="dust", kind="emission", unit="kg/h"),
        ],
        enterprises=[
            Enterprise(label="mill", x=0.1, y=-0.2, discount_rate=0.08, district="east"),
            Enterprise(label="town", role="town"),
            Enterprise(label="works", admission="candidate", entry_value=1e6 / 3, land=0.2, invested=3e7),
            Enterprise(label="forge", admission="may_leave", exit_cost=2e6),
        ],
        districts=[District(label="east", title="East, over the river", title_zh="东区")],
        technologies=[
            Technology(
                label="mill.boiler",
                rated_on="steam",
                sizes=(10.0, 0.1 + 0.2),
                units_max=2,
                retirable=False,
                ratios={"gas": -0.75, "coal": -1 / 7, "steam": 1.0, "co2": Varying(0.3, "cop"), "dust": 0.1},
                availability=Varying(0.9, "cop"),
                burns={"coal": {"sulphur": 0.9}},
                **asset,
            ),
            Technology(
                label="mill.scrubber",
                rated_on="co2",
                ratios={"co2": -1.0},
                treats=("mill.boiler",),
                captured_max={"co2": 0.5, "so2": 0.95, "dust": 0.99},
                captures={"so2": {"air": 1 / 3, "gas": -0.1}, "dust": {}},
                capacity=1e3,
                floor="office",
                floor_use=1 / 3,
            ),
            Technology(
                label="mill.hall",
                rated_on="hall",
                ratios={"hall": 1.0, "office": 0.1},
                capacity=1e3,
                ground_use=1 / 3,
                roof_given=0.3,
                floor_area=1.1,
            ),
        ],
        stores=[
            Store(label="mill.tank", carrier="steam", loss=0.01, charge_max=0.5, initial_level=0.0, **asset)
        ],
        supplies=[Supply(label="mill.air", carrier="air", rate="wind")],
        demands=[Demand(label="town.steam", carrier="steam", rate=Varying(2 / 3, "wind"))],
        reserves=[Reserve(label="mill.reserve", carrier="steam", share=0.1, largest_unit=True)],
        qualities=[
            Quality(label="cod", unit="mg/L", title_zh="化学需氧量"),
            Quality(label="moisture", unit="%"),
            Quality(label="sulphur", unit="kg/GJ", burns_to="so2", burns_by=1.998),
        ],
        water_uses=[
            WaterUse(
                label="mill.wash",
                carrier="water",
                load={"cod": 1000 / 3},
                quality={"cod": 100.0},
                quality_max={"cod": Varying(50.0, "cop")},
                loss=0.1,
            ),
            WaterUse(label="mill.rinse", carrier="water", part_of="mill.wash", quality={"cod": 99.9}),
        ],
        recipes=[
            Recipe(
                label="mill.blend",
                carrier="steam",
                parts={"steam_low": 0.9},
                share_max={"steam_low": 1.0},
                quality={"moisture": 0.1},
            )
        ],
        pools=[Pool(label="mill.basin", carrier="water", throughput_max=10 / 3)],
        outlets=[Outlet(label="mill.vent", carrier="air", fee=0.0, annual_limit=1e6, emissions={"co2": 0.1})],
        markets=[
            Market(
                label="gas",
                carrier="gas",
                members=("mill", "town"),
                purchase_price=Varying(1.0, "price"),
                peak_charge=3.0,
                purchase_limit=float("inf"),
                emissions={"co2": 200.0},
                loss_charge=0.1,
                transmission_charge=Varying(0.2, "price"),
                system_charge=-0.3,
                funds_charge=0.4,
                today=False,
            ),
            Market(
                label="biogas",
                carrier="gas",
                members=("mill",),
                purchase_price=1.5,
                certificate_charge=0.25,
                renewable=0.9,
                through="gas",
                today=False,
            ),
            Market(
                label="coal",
                carrier="coal",
                members=("mill",),
                purchase_price=Varying(7.1, "price"),
                quality={"sulphur": 1 / 3},
            ),
        ],
        links=[
            Link(
                label="pipe",
                origin="mill",
                destination="town",
                carriers=("steam",),
                length=1.5,
                freight=0.1,
                loss_per_length=0.01,
                price=20.0,
                owner="town",
                **asset,
            )
        ],
        networks=[
            Network(
                label="main",
                carrier="steam",
                owner="mill",
                connections=connections,
                loss=0.1,
                standing_loss=0.2,
            ),
            Network(
                label="grid",
                carrier="steam",
                owner="mill",
                exists=True,
                price=3.0,
                connections=tuple(
                    dataclasses.replace(c, label=f"grid.{c.enterprise}", network="grid") for c in connections
                ),
                segments=(
                    Segment(
                        label="grid.street",
                        network="grid",
                        corridor="street",
                        capacity_max=30.0,
                        sizes=(10.0, 20.0),
                        size_names="DN100 DN150",
                        size_investment=(1.5, 2.5),
                        size_investment_per_length=(1e5, 2e5),
                        size_loss=(0.1, 0.15),
                        size_minimum_flow_per_length=(1.0, 2.0),
                        one_way=True,
                        availability=Varying(0.9),
                        lifetime=30.0,
                    ),
                    Segment(
                        label="grid.lane", network="grid", corridor="lane", capacity=5.0, standing_loss=0.1
                    ),
                ),
            ),
        ],
        junctions=[Junction(label="crossing", x=0.5, y=0.25, title_zh="路口")],
        corridors=[
            Corridor(label="street", origin="mill", destination="crossing", length=0.7),
            Corridor(label="lane", origin="crossing", destination="town", length=0.2, title="Lane"),
        ],
        caps=[Cap(label="co2", carrier="co2", limit=1e6)],
        levies=[Levy(label="co2", carrier="co2", price=Varying(0.1, "price"), enterprise="mill")],
        streams=[
            Stream(label="mill.dryer", supply=80.0, target=60.1, heat_capacity_flow=1 / 3),
            Stream(label="mill.still", supply=100.0, target=100.0, duty=0.7, side="hot", dt_contribution=2.5),
        ],
        heat_levels=[HeatLevel(label="water", temperature=90.5, return_temperature=60.0, title_zh="热水")],
        taxes=[Tax(label="air", medium="air", rate=1.2, members=("town",))],
        fees=[Fee(label="gas", counts="purchase(gas)", price=0.1, free=5.0, members=("mill",))],
        quotas=[
            Quota(
                label="carbon",
                counts="emission(co2)",
                members=("mill",),
                granted={"mill": Varying(1e5)},
                purchase_price=90.0,
                sale_price=80.1,
            )
        ],
        offsets=[Offset(label="forest", owner="mill", price=60.0, limit=100.0, title_zh="林业碳汇")],
        requirements=[Requirement(label="co2", formula="emission(co2)", at_most=1e7, months=(6.0, 7.0))],
        thresholds=[
            Threshold(label="density", formula="invested / land", at_least=1e8 / 3, members=("works",)),
        ],
        base_years=[BaseYear(label="2020", energy=1e4 / 3, added_value=1e8)],
        finances=[Finance(label="everyone", construction=2, debt=0.7, interest=0.042, income_tax=0.25)],
        meters=[Meter(label="mill.gas", carrier="gas", flow="purchase", total=5000.0, source="bill")],
        profiles=[
            Profile("wind", values, "万Nm3/h", source="mast, 80 m", assumed=True),
            Profile("cop", values, "%"),
            Profile("cop@dull", values, "%"),
            Profile("price", 100 * values, "DKK/GJ"),
            Profile("odd, [name] 1", -values, "1"),
        ],
        figures=FrozenDict(
            {
                "technologies.mill.boiler.lifetime": Figure(20.0, 15.0, 25.0, 'catalogue, "2024"', "M"),
                "technologies.mill.boiler.ratios.gas": Figure(-0.75, -0.8, -0.7, "test", "H"),
                "technologies.mill.boiler.sizes.1": Figure(0.1 + 0.2, None, None, "list", "L"),
                "networks.main.mill.capacity_max": Figure(40.0, 30.0, 50.0, "", "L", unknown=True),
                "demands.town.steam.rate": Figure(2 / 3, 0.5, None, "bill", "M"),
                "stores.mill.tank.design_margin": Figure(0.0, source="none needed"),
                "park.discount_rate": Figure(1 / 3, source="board"),
            }
        ),
        horizon=FrozenDict({"weeks": (1, 2), "weights": (1.5, 2.5), "cyclic": False}),
    )


def test_the_rich_park_uses_every_section_and_profile() -> None:
    park = rich_park()
    assert all(getattr(park, section) for section in SECTIONS)


def test_what_is_written_reads_back_equal(tmp_path: Path) -> None:
    park = rich_park()
    again = read_park(write_park(park, tmp_path / "园区 1"))
    assert again == park
    assert again.figures == park.figures
    assert again.horizon == park.horizon


def test_a_read_park_is_written_and_read_back_equal(tmp_path: Path) -> None:
    park = good(tmp_path / "first")
    assert read_park(write_park(park, tmp_path / "second")) == park


def test_values_equal_to_defaults_survive(tmp_path: Path) -> None:
    park = good(tmp_path / "first")
    boiler = dataclasses.replace(park.technologies["mill.boiler"], fixed_om=0.0, retirable=True, title="")
    park = park.replace(
        technologies=[boiler], figures=FrozenDict({"technologies.mill.boiler.fixed_om": Figure(0.0)})
    )
    again = read_park(write_park(park, tmp_path / "second"))
    assert again == park
    assert again.figures == park.figures


def test_years_and_fiscal_years_keep_their_calendar(tmp_path: Path) -> None:
    park = good(tmp_path / "first")
    small = park.replace(
        demands=[Demand(label="mill.steam", carrier="steam", rate=1.0)],
        markets=[Market(label="gas", carrier="gas", members=("mill",), purchase_price=1.0)],
        profiles=[],
    )
    calendars = (
        Calendar.of_year(2024, "UTC"),
        Calendar.of_year(2023, "Asia/Shanghai", hours=0.25),
        Calendar(np.datetime64("2023-04-01T00:00"), 8760, 1.0, "UTC", annual=True),
        Calendar(np.datetime64("2023-04-01T00:00"), 7, 4.0, "UTC"),
    )
    for number, calendar in enumerate(calendars):
        changed = small.replace(calendar=calendar)
        assert read_park(write_park(changed, tmp_path / str(number))) == changed


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    park = good(tmp_path)
    with pytest.raises(FileExistsError):
        write_park(park, tmp_path)


def test_a_profile_with_an_unknown_unit_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    park = good(tmp_path / "first")
    odd = park.replace(profiles={**park.profiles, "odd": Profile("odd", np.ones(4), "wishes")})
    with pytest.raises(TextError):
        write_park(odd, tmp_path / "second")
    assert not (tmp_path / "second").exists()
