"""`symbiosis catalogue [NAME]`: the park technologies that a park may take its numbers from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.terminal import EXIT_INPUT, AsJson, answer, reported, say, tell
from symbiosis.cli.words import Lang
from symbiosis.words import left, told

if TYPE_CHECKING:
    from symbiosis.catalogue.plants import CatalogueEntry


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def catalogue(
        name: Annotated[
            str, typer.Argument(help="An entry, or a word to search for, in English or Chinese.")
        ] = "",
        lang: Lang = "",
        as_json: AsJson = False,
    ) -> None:
        """List the catalogue of park technologies, search it, or show all that is known of one."""
        with reported(as_json):
            from symbiosis.catalogue.plants import plants, search
            from symbiosis.park.problems import did_you_mean

            known = plants()
            found = [known[name]] if name in known else search(name) if name else list(known.values())
            if not found:
                say(f'the catalogue has nothing for "{name}". {did_you_mean(name, known)}')
                raise typer.Exit(EXIT_INPUT)
            if as_json:
                answer({"status": "ok", "entries": [_as_data(entry) for entry in found]})
            elif name in known:
                _tell(known[name], lang)
            else:
                _list(found, lang)


def _as_data(entry: CatalogueEntry) -> dict[str, Any]:
    return {
        **{key: value for key, value in vars(entry).items() if key not in ("flows", "fields")},
        "flows": dict(entry.flows),
        "fields": dict(entry.fields),
    }


def _list(found: list[CatalogueEntry], lang: str) -> None:
    group = None
    for entry in sorted(found, key=lambda e: e.group):
        if entry.group != group:
            group = entry.group
            tell(group)
        title = entry.title_zh if lang == "zh" else entry.title
        cost = f"{entry.investment:,.6g} {entry.currency}/{entry.per_unit}"
        place = told("" if entry.localisation is not None else ", not localised")
        tell(f"  {entry.label:<24} {cost:>20}  {entry.confidence}  {title} ({told(entry.region)}{place})")
    tell(f"{len(found)} entries; write  from: NAME  in a technology or store to use one.")


def _tell(entry: CatalogueEntry, lang: str) -> None:
    tell(f"{entry.label}: {entry.title_zh if lang == 'zh' else entry.title} ({entry.kind})")
    factor = "none known" if entry.localisation is None else f"× {entry.localisation:g}"
    if entry.region == "China":
        factor = "not needed"
    known = {
        "rated on": entry.rated_on,
        "flows": ", ".join(f"{k} {flow}" for k, flow in entry.flows.items()),
        "investment": f"{entry.investment:,.6g} {entry.currency} of {entry.price_year} per {entry.unit}",
        "fixed": f"{entry.fixed_om_share:.2%} of it a year",
        "running": f"{entry.running_cost:g} {entry.currency}/{entry.amount}",
        "lifetime": f"{entry.lifetime:g} a",
        "least load": f"{entry.minimum_load:.0%} (assumed)",
        "space": f"{entry.space:g} m2 of {entry.space_on} per {entry.unit} (assumed)",
        "size": f"{entry.size_low:g} to {entry.size_high:g} {entry.unit} "
        "(assumed where the source is silent)",
        "also": ", ".join(f"{k} {text}" for k, text in entry.fields.items()),
        "region": f"{entry.region}; factor for China: {told(factor)}",
        "source": f"{entry.source} [{entry.confidence}]",
        "note": entry.note,
    }
    for word, text in known.items():
        if text:
            tell(f"  {left(told(word), 11)} {told(text)}")
