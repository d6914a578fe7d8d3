"""`symbiosis why RESULT ASSET` and `symbiosis diff A B`: a decision turned round, two results told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from symbiosis.cli.terminal import AsJson, Meter, answer, reported, tell
from symbiosis.words import told, told_change

ResultFile = Annotated[Path, typer.Argument(help="Result file (netCDF).", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command()
    def why(
        result: ResultFile,
        asset: Annotated[str, typer.Argument(help="Label of a plant, store or link.", show_default=False)],
        question: Annotated[
            Path | None,
            typer.Option(help="File of the question, when it is your own.", show_default=False),
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Say what forcing something in or out costs, its break-even, and who wins and loses."""
        with reported(as_json):
            from symbiosis.questions import load
            from symbiosis.results.store import load_results
            from symbiosis.study.why import unit_of_size
            from symbiosis.study.why import why as turned

            results = load_results(result)
            meter = Meter(quiet=as_json)
            asked = load(question) if question is not None else None
            found = turned(results, asset, asked, meter.listener(asset))
            meter.done()
            per_year = "/a" if results.horizon.years == 1.0 else ""
            unit = unit_of_size(results.park, asset)
            sentences = found.sentences(results.park.settings.currency, unit, per_year)
            if as_json:
                cost = found.cost
                answer(
                    {
                        "asset": asset,
                        "built": found.built,
                        "size": found.size,
                        "unit": unit,
                        "cost": None if cost is None else [cost.low, cost.value, cost.high],
                        "gains": found.gains,
                        "sentences": sentences,
                    }
                )
            else:
                tell("\n".join(sentences))

    @app.command()
    def diff(before: ResultFile, after: ResultFile, as_json: AsJson = False) -> None:
        """Tell two results apart in words: what was changed, and what came of it."""
        with reported(as_json):
            from symbiosis.results.store import load_results
            from symbiosis.study.difference import inputs_changed, outcomes_changed

            one, other = load_results(before), load_results(after)
            changes, effects = inputs_changed(one, other), outcomes_changed(one, other)
            if as_json:
                answer({"inputs": changes, "outcomes": effects})
                return
            for title, sentences in (("inputs", changes), ("outcomes", effects)):
                tell(f"{told(title)}: {told('the same') if not sentences else ''}".rstrip())
                for sentence in sentences:
                    tell(f"  {told_change(sentence)}")
