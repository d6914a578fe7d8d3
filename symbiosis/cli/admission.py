"""`symbiosis admission PARK`: which candidates enter, what refuses the others, whose loops they close."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.asked import Gap, Threads, TimeLimit, Weeks, horizon_of, options_of
from symbiosis.cli.terminal import AsJson, ParkFolder, answer, reported, say, tell
from symbiosis.cli.under import Scenario, under
from symbiosis.cli.words import Lang

if TYPE_CHECKING:
    from symbiosis.study.policy.admission import Admission


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def admission(
        park: ParkFolder,
        scenario: Scenario = None,
        gap: Gap = "0.1 %",
        time_limit: TimeLimit = None,
        threads: Threads = None,
        weeks: Weeks = None,
        out: Annotated[
            Path | None,
            typer.Option("--out", help="Folder for the table (CSV) and JSON.", show_default=False),
        ] = None,
        lang: Lang = "",
        as_json: AsJson = False,
    ) -> None:
        """Decide who enters and who closes: worth, the thresholds of entry, and what each exchanges."""
        with reported(as_json):
            from symbiosis.study.policy.admission import admission as decide

            asked = under(park, scenario)
            found = decide(
                asked,
                horizon=horizon_of(asked, weeks),
                options=options_of(asked, gap, time_limit, threads, "choose"),
                progress=None if as_json else lambda what: say(f"… {what}"),
            )
            if as_json:
                answer({"status": "ok", **as_data(found)})
            else:
                from symbiosis.report.admission import sentences

                for line in sentences(found, lang):
                    tell(line)
            for path in [] if out is None else _write(found, out, lang):
                if not as_json:
                    tell(f"written: {path}")


def as_data(found: Admission) -> dict[str, Any]:
    """Return every enterprise that was decided on as plain data."""
    return {
        "currency": found.plan.park.settings.currency,
        "cost": found.plan.outcome.objective,
        "bound": found.plan.outcome.bound,
        "enterprises": [{**asdict(tenant), "failed": list(tenant.failed)} for tenant in found.tenants],
    }


def _write(found: Admission, out: Path, lang: str) -> list[Path]:
    import json

    from symbiosis.report.admission import table
    from symbiosis.report.plain import write_table

    out.mkdir(parents=True, exist_ok=True)
    data = out / "admission.json"
    data.write_text(json.dumps(as_data(found), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return [write_table(table(found, lang), out / "admission.csv"), data]
