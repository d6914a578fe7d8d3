"""`symbiosis finance DESIGN`: cash flows over the years, net present value, internal rate, payback."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.terminal import AsJson, answer, reported, tell
from symbiosis.cli.words import Lang

if TYPE_CHECKING:
    from symbiosis.park import Park
    from symbiosis.study.money.finance import Project


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def finance(
        design: Annotated[Path, typer.Argument(help="Folder that `design` wrote.", show_default=False)],
        of: Annotated[
            str, typer.Option("--design", help="The design that is looked at.")
        ] = "integrated_park",
        against: Annotated[
            str, typer.Option("--against", help="The design it is compared with.")
        ] = "stand_alone",
        plant: Annotated[
            str,
            typer.Option(
                "--plant", help="One plant or link: against the same design without it.", show_default=False
            ),
        ] = "",
        lang: Lang = "",
        out: Annotated[
            Path | None,
            typer.Option("--out", help="Folder for tables (CSV) and figures.", show_default=False),
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Cash flow, net present value, internal rate and payback: the park, each enterprise, one plant."""
        with reported(as_json):
            from symbiosis.solver import OptionError
            from symbiosis.study.design.kept import load_ladder
            from symbiosis.study.money.finance import between, projects
            from symbiosis.study.study import StudyError

            ladder = load_ladder(design)
            rungs = {rung.name for rung in ladder.rungs}
            for option, name in (("--design", of), ("--against", against)):
                if name not in rungs:
                    raise OptionError((f'{option} "{name}": there is {", ".join(sorted(rungs))}.',))
            if plant:
                from symbiosis.study.why import why

                results = ladder[of].results
                if results is None:
                    raise StudyError(f"{of} has no plan: {ladder[of].problem}")
                turned = why(results, plant)
                if turned.forced.data is None:
                    raise StudyError(" ".join(turned.sentences("", "", "")))
                pair = (results, turned.forced) if turned.built else (turned.forced, results)
                found = between(*pair)
            else:
                found = projects(ladder, of, against)
            if as_json:
                answer([_as_data(project) for project in found])
            else:
                _tell(ladder.park, found, lang)
            for path in [] if out is None else _write(ladder.park, found, out, lang):
                if not as_json:
                    tell(f"written: {path}")


def _as_data(project: Project) -> dict[str, Any]:
    flow = project.flow
    return {
        "who": project.label,
        "saving": project.saving,
        "invested": project.invested,
        "rate": project.rate,
        **project.figures(),
        "years": flow.years.tolist(),
        "lines": {name: values.tolist() for name, values in flow.lines.items()},
    }


def _tell(park: Park, found: list[Project], lang: str) -> None:
    from symbiosis.report import finance as told
    from symbiosis.report.plain import plain_table
    from symbiosis.report.veil import veil_for

    veil = veil_for(park, "zh" if lang == "zh" else "en")
    tell(plain_table(told.overview(park, found, veil)))
    for sentence in told.sentences(park, found, veil.language):
        tell(sentence)


def _write(park: Park, found: list[Project], out: Path, lang: str) -> list[Path]:
    from symbiosis.report import finance as told
    from symbiosis.report.plain import write_table
    from symbiosis.report.save import save
    from symbiosis.report.veil import veil_for

    out.mkdir(parents=True, exist_ok=True)
    veil = veil_for(park, "zh" if lang == "zh" else "en")
    written = [write_table(told.overview(park, found, veil), out / "finance.csv")]
    for project in found:
        who = told.name_of(project, veil)
        table = told.cash_table(park, project, who, veil.language)
        written.append(write_table(table, out / f"{table.name}.csv"))
        if project.invested > 0.0:
            written += save(told.figure(park, project, who, lang), out / table.name)
    return written
