"""`symbiosis retrofit PARK`: what options for existing plants and measures are worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symbiosis.cli.terminal import AsJson, ParkFolder, answer, reported, say, tell
from symbiosis.cli.under import Scenario, under
from symbiosis.cli.words import Lang
from symbiosis.words import told as in_words

if TYPE_CHECKING:
    from symbiosis.study.money.retrofit import Retrofit


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def retrofit(
        park: ParkFolder,
        scenario: Scenario = None,
        emission: Annotated[str, typer.Option(help="The emission that is spared.")] = "co2",
        gap: Annotated[float, typer.Option(help="Relative gap at which a plan is good enough.")] = 1e-4,
        lang: Lang = "",
        out: Annotated[
            Path | None,
            typer.Option(
                "--out", help="Folder for the table (CSV), the figure and JSON.", show_default=False
            ),
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Saving, payback, net present value, internal rate and abatement cost of every option."""
        with reported(as_json):
            from symbiosis.solver.options import Options
            from symbiosis.study.money.retrofit import retrofit as assess
            from symbiosis.study.money.retrofit_kept import as_data

            found = assess(
                under(park, scenario),
                options=Options(gap=gap),
                emission=emission,
                progress=None if as_json else lambda what: say(f"… {in_words(what)}"),
            )
            if as_json:
                answer({"status": "ok", **as_data(found)})
            else:
                from symbiosis.report.retrofit import sentences

                for line in sentences(found, lang):
                    tell(line)
            for path in [] if out is None else _write(found, out, lang):
                if not as_json:
                    tell(f"written: {path}")


def _write(found: Retrofit, out: Path, lang: str) -> list[Path]:
    from symbiosis.report import retrofit as told
    from symbiosis.report.plain import write_table
    from symbiosis.report.save import save
    from symbiosis.study.money.retrofit_kept import save_retrofit

    out.mkdir(parents=True, exist_ok=True)
    data = save_retrofit(found, out)
    csv = write_table(told.table(found, lang), out / "retrofit.csv")
    return [csv, data, *save(told.figure(found, lang), out / "abatement_curve")]
