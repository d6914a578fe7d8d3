"""A park of three firms for figures, and machines with few fonts or with rare characters."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from symbiosis.horizon import full
from symbiosis.park import (
    Calendar,
    Carrier,
    Demand,
    Enterprise,
    Link,
    Market,
    Outlet,
    Park,
    Profile,
    Settings,
    Store,
    Supply,
)
from symbiosis.study.design.ladder import Ladder, climb


def three_firms(calendar: Calendar, **changes: Any) -> Park:
    """Steam and gypsum that one firm throws away and two others buy.

    An hour: gypsum discarded 3 · 10 and bought 2 · 100, steam bought 4 · 50 on average. So today and
    stand-alone cost 430 an hour, exchange 10 + 200 = 210, central supply 230, both 10.
    """
    wave = Profile("wave", [2.0, 6.0] * (calendar.steps // 2))
    built = {"capacity_max": 20.0, "investment_per_capacity": 0.0, "lifetime": 20.0}
    given: dict[str, Any] = {
        "settings": Settings(
            name="three",
            title="Three $ firms",
            title_zh="三家企业",
            currency="CNY",
            price_year=2024,
            tax_basis="net",
            discount_rate=0.08,
        ),
        "calendar": calendar,
        "carriers": [
            Carrier(label="steam", kind="energy", unit="t/h", title="Steam", title_zh="蒸汽"),
            Carrier(label="gypsum", kind="waste", unit="t/h", title="Gypsum", title_zh="石膏"),
            Carrier(label="co2", kind="emission", unit="t/h"),
        ],
        "enterprises": [
            Enterprise(label="plant", x=0.0, y=0.0, title="Power plant", title_zh="热电厂"),
            Enterprise(label="mill", role="utility", x=2.0, y=0.0, title="Paper mill", title_zh="造纸厂"),
            Enterprise(label="board", role="town", x=0.0, y=1.0, title="Board mill"),
        ],
        "supplies": [
            Supply(label="plant.waste_steam", carrier="steam", rate=10.0),
            Supply(label="plant.scrubber", carrier="gypsum", rate=3.0),
        ],
        "outlets": [
            Outlet(label="plant.air", carrier="steam", fee=0.0),
            Outlet(label="plant.landfill", carrier="gypsum", fee=10.0),
        ],
        "demands": [
            Demand(label="mill.steam", carrier="steam", rate="wave"),
            Demand(label="board.gypsum", carrier="gypsum", rate=2.0),
        ],
        "stores": [Store(label="mill.tank", carrier="steam", capacity=8.0, title="Tank", fixed_om=0.0)],
        "markets": [
            Market(
                label="boiler",
                carrier="steam",
                members=("mill",),
                purchase_price=50.0,
                emissions={"co2": 0.25},
                title="Boiler next door",
            ),
            Market(
                label="quarry", carrier="gypsum", members=("board",), purchase_price=100.0, title="Quarry"
            ),
        ],
        "links": [
            Link(label="pipe", origin="plant", destination="mill", carriers=("steam",), **built),
            Link(label="road", origin="plant", destination="board", carriers=("gypsum",), **built),
            Link(
                label="useless",
                origin="board",
                destination="mill",
                carriers=("gypsum",),
                **built | {"investment": 1e9},
            ),
        ],
        "profiles": [wave],
    }
    return Park(**(given | changes))


@pytest.fixture(scope="session")
def ladder() -> Ladder:
    """The ladder of the three firms over a day that is not made a year."""
    park = three_firms(Calendar.short(24))
    return climb(park, full(park.calendar, annualised=False))


@pytest.fixture(scope="session")
def park_of_firms() -> Callable[..., Park]:
    return three_firms


def texts(figure: Any) -> list[str]:
    """Every text of a figure that is drawn: titles, labels, ticks, legends, notes."""
    from matplotlib.text import Text

    return [t.get_text() for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]


def drawn(figure: Any) -> ET.Element:
    """Draw a figure as SVG; it is sound XML (and warnings are errors)."""
    out = io.BytesIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    return ET.fromstring(out.getvalue())


@pytest.fixture
def rare_characters(tmp_path: Path) -> Iterator[None]:
    """Install a font named SimHei with characters that GB 2312 lacks; each is a box."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from matplotlib import font_manager

    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap(dict.fromkeys((*range(0x3400, 0x4DB6), *range(0x4E00, 0x9FFF)), "box"))
    builder.setupGlyf({".notdef": pen.glyph(), "box": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 100), "box": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "SimHei", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    path = tmp_path / "simhei.ttf"
    builder.save(path)
    before = list(font_manager.fontManager.ttflist)
    font_manager.fontManager.ttflist[:] = [e for e in before if e.name.startswith("DejaVu")]
    font_manager.fontManager.addfont(path)
    yield
    font_manager.fontManager.ttflist[:] = before


@pytest.fixture
def no_chinese() -> Iterator[None]:
    """Leave only the fonts that come with matplotlib; the package brings its own."""
    from matplotlib import font_manager

    before = list(font_manager.fontManager.ttflist)
    font_manager.fontManager.ttflist[:] = [e for e in before if e.name.startswith(("DejaVu", "STIX", "cm"))]
    yield
    font_manager.fontManager.ttflist[:] = before
