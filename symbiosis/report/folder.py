"""What `design` leaves behind: a folder with results, tables, figures and a log."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from symbiosis.report import sheets

if TYPE_CHECKING:
    from symbiosis.study.design.ladder import Ladder


CURVES = 4  # carriers with a load duration curve, those of most value


def write_design(ladder: Ladder, folder: Path | str, language: str = "en") -> Path:
    """Write a ladder to a folder (made if need be): a netCDF per design, CSV tables, figures, a log."""
    from symbiosis.heat import heat_targets
    from symbiosis.park.carrier_state import is_steam
    from symbiosis.report import accounts, dispatch, duration, exchange_map, pipe_map
    from symbiosis.report import heat as heat_figure
    from symbiosis.report import ladder as ladder_figure
    from symbiosis.report.headers import header_rows
    from symbiosis.report.heat_sheets import write_sheets
    from symbiosis.report.pipe_sheet import pipe_rows
    from symbiosis.report.save import save
    from symbiosis.results.load import carriers_by_money
    from symbiosis.study.design.kept import save_ladder

    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    save_ladder(ladder, out)
    for name, rows in (
        ("summary", sheets.summary(ladder)),
        ("accounts", sheets.accounts(ladder)),
        ("exchanges", sheets.exchanges(ladder)),
        ("plants", sheets.plants(ladder)),
    ):
        sheets.write_csv(out / f"{name}.csv", rows)
    if ladder.park.meters:
        sheets.write_csv(out / "meters.csv", sheets.meters(ladder))
    if any(is_steam(carrier) for carrier in ladder.park.carriers.values()):
        sheets.write_csv(out / "headers.csv", header_rows(ladder))
    if ladder.park.segments or any(link.sizes or link.loses_standing for link in ladder.park.links.values()):
        sheets.write_csv(out / "pipes.csv", pipe_rows(ladder))
    if ladder.park.streams:
        targets = heat_targets(ladder.park)
        write_sheets(targets, out)
        save(heat_figure.site_figure(targets, language), out / "heat_site_profiles")
    save(ladder_figure.figure(ladder, language), out / "ladder")
    save(accounts.figure(ladder, language), out / "accounts")
    best = ladder["integrated_park"].results
    if best is not None and best.data is not None:
        save(exchange_map.figure(best, language), out / "map")
        save(dispatch.figure(best, language=language), out / "dispatch")
        shown = carriers_by_money(best)[:CURVES]
        if shown:
            save(duration.figure(best, shown, language), out / "load_duration")
        pipes = pipe_map.figure(best, language)
        if pipes is not None:
            save(pipes, out / "pipes")
    (out / "log.txt").write_text("\n".join(_log(ladder)) + "\n", encoding="utf-8")
    return out


def _log(ladder: Ladder) -> list[str]:
    settings = ladder.park.settings
    lines = [
        f"park {settings.name}: {settings.currency} of {settings.price_year}, {settings.tax_basis}",
        f"horizon: {ladder.horizon.summary}",
    ]
    for rung in ladder.rungs:
        lines += ["", f"== {rung.name}"]
        if rung.results is None:
            lines.append(rung.problem)
            continue
        results = rung.results
        lines += [
            repr(results.outcome),
            results.outcome.method,
            *results.outcome.warnings,
            *results.explanation,
        ]
        lines += [f"options: {json.dumps(asdict(results.outcome.options))}"]
        lines += [f"{k}: {v}" for k, v in results.provenance.items() if k != "question_source"]
        if results.verdict is not None:
            lines.append(str(results.verdict))
        lines += ["solver log:", *results.outcome.log]
    return [*lines, "", *ladder.remarks]
