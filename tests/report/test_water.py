"""The water pinch figure calls waters and contaminants by their titles."""

import dataclasses

from symbiosis.report.water import figure
from symbiosis.water.of_park import water_targets
from tests.cases.water import processes


def test_titles_are_in_the_language_asked_for():
    park = processes()
    water = dataclasses.replace(park.carriers["water"], title="Process water", title_zh="工艺水")
    cod = dataclasses.replace(park.qualities["cod"], title="COD", title_zh="化学需氧量")
    park = park.replace(carriers={**park.carriers, "water": water}, qualities={**park.qualities, "cod": cod})
    (found,) = water_targets(park)
    english = figure(found, park).axes[0]
    assert english.get_title(loc="left").startswith("Water pinch of Process water: without reuse 112.5")
    assert english.get_ylabel() == "COD [ppm]"
    chinese = figure(found, park, "zh").axes[0]
    assert chinese.get_title(loc="left").startswith("水夹点（工艺水）：无回用 112.5")
    assert "water" not in chinese.get_title(loc="left")
