"""`symbiosis check PARK`: everything that is wrong, or the annual totals of every enterprise."""

from __future__ import annotations

import typer

from symbiosis.cli.terminal import AsJson, ParkFolder, answer, reported, tell
from symbiosis.park.written import written
from symbiosis.words import left, told


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def check(park: ParkFolder, as_json: AsJson = False) -> None:
        """Check a park and print its annual totals, so that a slip by a factor of 1000 is seen."""
        with reported(as_json):
            from symbiosis.horizon.spec import HorizonError, from_spec
            from symbiosis.park.legal import barred
            from symbiosis.park.scale import laws_as_pieces
            from symbiosis.park.stranded import remarks
            from symbiosis.tables.read import read_with_notes
            from symbiosis.tables.totals import annual_totals

            found, noted = read_with_notes(park)
            notes = (*noted, *remarks(found))
            try:
                horizon = from_spec(found.calendar, found.horizon, found)
            except HorizonError as error:
                raise HorizonError(f"park.yaml park.horizon: {error}") from None
            totals = annual_totals(found)
            laws = [str(law) for law in laws_as_pieces(found)]
            if as_json:
                from dataclasses import asdict

                answer(
                    {
                        "status": "ok",
                        "park": found.summary,
                        "horizon": horizon.summary,
                        "notes": notes,
                        "scale": laws,
                        "totals": [asdict(total) for total in totals],
                    }
                )
                return
            settings = found.settings
            tell(f"park: {found.summary}")
            tell(f"horizon: {horizon.summary}")
            tell(f"prices: {settings.currency} of {settings.price_year}, {settings.tax_basis}")
            assumed = [path for path, figure in found.figures.items() if figure.assumed]
            if found.figures:
                tell(f"figures with evidence: {len(found.figures)}, of which assumed: {len(assumed)}")
            for law in laws:
                tell(f"scale: {law}")
            for note in notes:
                tell(f"note: {note}")
            for section, label, legal, why in barred(found):
                tell(f"not offered: {section}.{label} ({legal or 'no class'}) {why}")
            enterprise = None
            for total in totals:
                if total.enterprise != enterprise:
                    enterprise = total.enterprise
                    tell(enterprise or "the park")
                top = "" if total.peak is None else f", peak {written(total.peak, 5)} {total.rate_unit}"
                mark = told(" (shape assumed)") if total.assumed else ""
                amount = f"{written(total.amount, 5):>16} {total.unit}"
                tell(f"  {left(told(total.what), 18)} {left(total.carrier, 20)} {amount}{told(top)}{mark}")
