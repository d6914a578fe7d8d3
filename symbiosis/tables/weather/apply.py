"""The profiles of a park that follow its weather, named under `profiles` or written where they are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from symbiosis.catalogue.weather import Weather, WeatherError
from symbiosis.park.problems import did_you_mean
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.park.weather_year import MARK, years_of
from symbiosis.tables.evidence import as_scalar
from symbiosis.tables.quantities import number_and_unit
from symbiosis.tables.reading import Reading, Where, as_flag, as_text
from symbiosis.tables.source import Block, TextError
from symbiosis.tables.times import standard_offset
from symbiosis.tables.weather.recipes import Recipe, read_recipe

if TYPE_CHECKING:
    from symbiosis.tables.varying import Series, Unit


@dataclass
class Weathers:
    """The weather years of a park, the one in use, and the recipes met so far by name of their profile."""

    found: Mapping[str, Weather]
    year: str = ""
    every: bool = False  # whether profiles of every year are kept beside the one in use
    recipes: dict[str, Recipe] = field(default_factory=dict)

    def make(
        self, name: str, recipe: Recipe, calendar: Calendar, source: str = "", assumed: bool = False
    ) -> dict[str, Profile]:
        """Return a profile, and those of every year where there are several; raises WeatherError."""
        if not self.found:
            raise WeatherError(
                "the park has no weather.", "Add weather: {nanjing: {file: weather/nanjing.csv}}."
            )
        self.recipes[name] = recipe
        ahead = standard_offset(calendar.time_zone, 2023).total_seconds() / 3600.0
        out: dict[str, Profile] = {}
        for label, weather in self.found.items():
            if not self.every and label != self.year:
                continue
            values = weather.over(recipe.hours(weather), calendar, ahead)
            said = f"{recipe.label.removeprefix('weather:')} from weather {label} ({weather.source})"
            said = f"{said}; {source}" if source else said
            own = f"{name}{MARK}{label}" if self.every else name
            out[own] = Profile(own, values, recipe.unit, said, assumed)
        if not self.every:
            return out
        in_use = out[f"{name}{MARK}{self.year}"]
        return {name: replace(in_use, name=name), **out}


def weathers_of(
    found: Mapping[str, Weather], year: str, profiles: Mapping[str, Profile], reading: Reading
) -> Weathers:
    """Return the weather years with the one in use; a year that nothing knows is noted."""
    known = [*found, *years_of(profiles)]
    if year and year not in known and ("weather", year) not in reading.doubtful:
        remedy = did_you_mean(year, known) if known else "Add weather: {…}, or delete it."
        where = Where("park", "", "weather_year")
        place, _ = reading.places.get(where, ("", ""))
        reading.wrong(where, "there is no weather of this name.", remedy, place, year)
    used = year if year in found else next(iter(found), "")
    return Weathers(found, used, every=len(found) > 1 or bool(year))


def named_profiles(block: Block, series: Series, reading: Reading) -> None:
    """Make the profiles that the section `profiles` says to work out from weather."""
    for name, node in block.entries.items():
        if not isinstance(node, Block) or "weather" not in node.entries:
            continue
        where = Where("profiles", name)
        reading.stands(where, node, block.keys[name])
        try:
            if name in series.profiles:
                raise TextError("a file in profiles/ has this column too.", "Rename one of them.")
            source = as_text(node.entries["source"]) if "source" in node.entries else ""
            assumed = "assumed" in node.entries and as_flag(node.entries["assumed"])
            made = _made(name, node, series, source, assumed)
        except TextError as fault:
            reading.wrong(where, fault.message, fault.remedy, fault.place or block.keys[name])
            series.profiles.setdefault(name, Profile(name, 0.0 * series.calendar.times.astype(float)))
            continue
        series.profiles |= made


def read_weather(node: Block, unit: Unit, series: Series, reading: Reading, where: Where) -> Varying | None:
    """Return a number that follows a recipe written in its place; its profile is made on the way."""
    try:
        scale = node.entries.pop("scale", None)
        recipe = read_recipe(node)
        number, own = (1.0, "1") if scale is None else number_and_unit(as_scalar(scale).text)
        factor = number * unit.factor(recipe.unit, own or "1")
        if recipe.label not in series.profiles:
            made = _made(recipe.label, node, series)
            series.profiles |= made
            series.made |= made
    except TextError as fault:
        reading.wrong(where, fault.message, fault.remedy, fault.place or node.place)
        return None
    return Varying(factor, recipe.label)


def _made(
    name: str, node: Block, series: Series, source: str = "", assumed: bool = False
) -> dict[str, Profile]:
    recipe = read_recipe(node)
    if series.weathers is None:
        remedy = "Name the profile under profiles in park.yaml, and write {profile: its_name} here."
        raise TextError("weather is read with a park's folder only.", remedy)
    try:
        return series.weathers.make(name, recipe, series.calendar, source, assumed)
    except WeatherError as error:
        raise TextError(error.message, error.remedy) from None
