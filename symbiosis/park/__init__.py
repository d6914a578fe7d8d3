"""What exists and what may be built, as frozen data with units, checked on creation."""

from symbiosis.park.figure import Figure
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.heat import HeatLevel, Stream
from symbiosis.park.offer import CENTRAL, EXCHANGE, offer
from symbiosis.park.park import Park, Settings
from symbiosis.park.problems import ParkError, Problem
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.park.quality import Pool, Quality, Recipe, WaterUse
from symbiosis.park.reserve import Reserve
from symbiosis.park.things import (
    Cap,
    Carrier,
    Connection,
    Demand,
    Enterprise,
    Levy,
    Link,
    Market,
    Meter,
    Network,
    Outlet,
    Store,
    Supply,
    Technology,
)

__all__ = [
    "CENTRAL",
    "EXCHANGE",
    "Calendar",
    "Cap",
    "Carrier",
    "Connection",
    "Demand",
    "Enterprise",
    "Figure",
    "FrozenDict",
    "HeatLevel",
    "Levy",
    "Link",
    "Market",
    "Meter",
    "Network",
    "Outlet",
    "Park",
    "ParkError",
    "Pool",
    "Problem",
    "Profile",
    "Quality",
    "Recipe",
    "Reserve",
    "Settings",
    "Store",
    "Stream",
    "Supply",
    "Technology",
    "Varying",
    "WaterUse",
    "offer",
]
