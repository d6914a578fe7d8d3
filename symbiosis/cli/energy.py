"""What `show` says of the energy side: pipes with their sizes, steam headers, starts, peaks by month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from symbiosis.park.fields import unit_text
from symbiosis.park.written import written

if TYPE_CHECKING:
    from symbiosis.results.results import Results


def energy_as_data(results: Results) -> dict[str, Any]:
    """Return pipes, headers, starts and peaks as plain data; only those that a plan has."""
    from dataclasses import asdict

    from symbiosis.report.headers import headers_of
    from symbiosis.results.laid import laid_pipes
    from symbiosis.results.load import peaks, starts

    found: dict[str, Any] = {
        "pipes": [asdict(pipe) for pipe in laid_pipes(results)],
        "headers": [asdict(header) for header in headers_of(results)],
        "starts": {label: {"starts": n, "hours": h} for label, (n, h) in starts(results).items()},
        "peaks": peaks(results),
    }
    return {name: value for name, value in found.items() if value}


def energy_lines(results: Results) -> Iterator[str]:
    """Yield lines for people; nothing for a plan without any of it."""
    found = energy_as_data(results)
    park = results.park
    if "pipes" in found:
        yield "pipes: size, largest flow of capacity, standing loss"
        for pipe in found["pipes"]:
            rate = park.carriers[pipe["carrier"]].unit
            amount = unit_text("{amount}", rate, "")
            km = "" if pipe["length"] is None else f"{pipe['length']:.3g} km"
            said = f"{pipe['sizes'] or '-':<12} {pipe['peak']:.4g} of {pipe['capacity']:.4g} {rate}"
            yield f"  {pipe['label']:<38} {km:>8} {said}, {written(pipe['lost'], 5)} {amount} lost"
    if "headers" in found:
        yield "steam headers: in, out [t, GJ], and what does not close"
        for header in found["headers"]:
            state = f"{header['pressure']:.4g} MPa(a), {header['temperature']:.1f} °C"
            sums = (
                f"{header['tonnes_in']:>12,.5g} t {header['heat_in']:>12,.5g} GJ in, "
                f"{header['tonnes_out']:>12,.5g} t out"
            )
            closes = f"{abs(header['tonnes_in'] - header['tonnes_out']):.1g} t open"
            yield f"  {header['enterprise']}: {header['header']} ({state}) {sums}, {closes}"
    if "starts" in found:
        yield "starts in the year, and hours that units run"
        for label, entry in found["starts"].items():
            yield f"  {label:<40} {entry['starts']:>8,.4g} {entry['hours']:>10,.6g} h"
    if "peaks" in found:
        yield "largest purchase by month"
        for label, months in found["peaks"].items():
            unit = park.carriers[park.markets[label.rpartition(":")[0]].carrier].unit
            said = ", ".join(f"{month} {value:.4g}" for month, value in months.items())
            yield f"  {label} [{unit}]: {said}"
