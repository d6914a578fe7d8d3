"""`symbiosis report DESIGN|STUDY`: one page that opens offline, a workbook, a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.speech import SpokenCommand
from symbiosis.cli.terminal import EXIT_INPUT, AsJson, answer, reported, say, tell
from symbiosis.cli.words import Lang
from symbiosis.words import told

if TYPE_CHECKING:
    from symbiosis.report.site_plan import SitePlan
    from symbiosis.study.design.ladder import Ladder


CLOSE = 1e-4  # gap of the plans that options are compared by, as of `symbiosis retrofit`


BESIDE = Path()  # a file beside the page, of the same name
WRITTEN = ("--excel", "--docx")


def named(args: list[str]) -> list[str]:
    """Return the words of the command line with the place for a file that was given no name.

    >>> named(["design", "--docx", "--lang", "zh", "--excel", "x.xlsx"])
    ['design', '--docx', '.', '--lang', 'zh', '--excel', 'x.xlsx']
    """
    full: list[str] = []
    for number, word in enumerate(args):
        full.append(word)
        follows = args[number + 1] if number + 1 < len(args) else "-"
        if word in WRITTEN and follows.startswith("-"):
            full.append(str(BESIDE))
    return full


class Reporting(SpokenCommand):
    """The command, whose files need no name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of the command line."""
        return super().parse_args(ctx, named(args))


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(cls=Reporting)
    def report(
        design: Annotated[
            Path,
            typer.Argument(
                help="Folder that `design` or `run` wrote, a study file, or one result file.",
                show_default=False,
            ),
        ],
        lang: Lang = "",
        out: Annotated[
            Path | None,
            typer.Option("--out", help="HTML file to write; report.html beside the results when absent."),
        ] = None,
        enterprise: Annotated[
            str, typer.Option("--for", help="Only what this enterprise may see.", show_default=False)
        ] = "",
        public: Annotated[bool, typer.Option("--public", help="Without names, places and prices.")] = False,
        excel: Annotated[
            Path | None,
            typer.Option(
                "--excel", help="Also write a workbook; beside the page without a name.", show_default=False
            ),
        ] = None,
        docx: Annotated[
            Path | None,
            typer.Option(
                "--docx",
                help="Also write a Word document; beside the page without a name.",
                show_default=False,
            ),
        ] = None,
        geojson: Annotated[
            Path | None, typer.Option("--geojson", help="Also write the plan for maps.", show_default=False)
        ] = None,
        site_plan: Annotated[
            Path | None,
            typer.Option("--site-plan", help="Picture of the site under the map.", show_default=False),
        ] = None,
        anchors: Annotated[
            str,
            typer.Option(
                help='Where its pixels lie in km: "120,340=0,0; 900,80=2.1,1.4".', show_default=False
            ),
        ] = "",
        retrofit: Annotated[
            bool,
            typer.Option("--retrofit", help="Work out what options for what stands are worth, and keep it."),
        ] = False,
        losses: Annotated[
            bool,
            typer.Option("--losses", help="Work out what each loss (N−1) does to the design, and keep it."),
        ] = False,
        as_json: AsJson = False,
    ) -> None:
        """Write a report of a design or a study: one HTML file with everything inside."""
        with reported(as_json):
            from symbiosis.cli.report_study import folder_of, page_of
            from symbiosis.report.html import write_html
            from symbiosis.report.page import page
            from symbiosis.report.veil import UnknownEnterpriseError
            from symbiosis.solver import OptionError
            from symbiosis.study.design.kept import load_ladder

            if enterprise and public:
                raise OptionError(("--for and --public: choose one of the two.",))
            if geojson is not None and (enterprise or public):
                raise OptionError(("--geojson tells every place: leave out --for and --public.",))
            folder = folder_of(design)
            if retrofit and (folder is not None or not design.is_dir()):
                raise OptionError(("--retrofit is kept in the folder of a design: give that folder.",))
            if losses and (folder is not None or not design.is_dir()):
                raise OptionError(("--losses is kept in the folder of a design: give that folder.",))
            if folder is not None:
                placed = geojson is not None or site_plan is not None
                made = page_of(folder, lang, bool(enterprise) or public, placed)
            else:
                ladder = load_ladder(design)
                if retrofit:
                    ladder = _with_retrofit(ladder, design, as_json)
                if losses:
                    ladder = _with_losses(ladder, design, as_json)
                try:
                    plan = _site_plan(site_plan, anchors)
                    made = page(ladder, lang, enterprise, public, plan)
                except UnknownEnterpriseError as error:
                    say(f"--for: {error}")
                    raise typer.Exit(EXIT_INPUT) from None
                folder = design if design.is_dir() else design.parent
            suffix = f"-{enterprise}" if enterprise else "-public" if public else ""
            files = [write_html(made, out or folder / f"report{suffix}.html")]
            if excel is not None:
                from symbiosis.report.workbook import write_workbook

                files.append(write_workbook(made, _file(excel, files[0], ".xlsx")))
            if docx is not None:
                from symbiosis.report.document import write_document

                files.append(write_document(made, _file(docx, files[0], ".docx")))
            if geojson is not None:
                files.append(_geojson(ladder, geojson))
            if as_json:
                answer({"status": "ok", "files": [str(file) for file in files]})
            else:
                for file in files:
                    tell(f"written: {file}")


def _file(asked: Path, page: Path, kind: str) -> Path:
    return page.with_suffix(kind) if asked == BESIDE else asked


def _with_retrofit(ladder: Ladder, folder: Path, quiet: bool) -> Ladder:
    """Assess every option of a park over the hours of its design, and keep that beside the results."""
    import dataclasses

    from symbiosis.solver.options import Options
    from symbiosis.study.money.retrofit import retrofit as assess
    from symbiosis.study.money.retrofit_kept import save_retrofit

    tell_step = None if quiet else lambda what: say(f"… {told(what)}")
    found = assess(ladder.park, ladder.horizon, Options(gap=CLOSE), progress=tell_step)
    save_retrofit(found, folder)
    return dataclasses.replace(ladder, retrofit=found)


def _with_losses(ladder: Ladder, folder: Path, quiet: bool) -> Ladder:
    """Lose one thing after the other in the richest design that has a plan, and keep what that does."""
    import dataclasses

    from symbiosis.report.page import chosen
    from symbiosis.solver import OptionError
    from symbiosis.study.losses.kept import Losses, save_losses
    from symbiosis.study.losses.resilience import outages
    from symbiosis.study.study import StudyError

    rung = chosen(ladder)
    if rung.results is None or rung.results.outcome.objective is None:
        raise OptionError(("--losses: no design has a plan.",))
    try:
        found = outages(rung.results, None if quiet else lambda what: say(f"without {what}"))
    except StudyError as error:
        raise OptionError((f"--losses: {error}",)) from None
    kept = Losses(rung.name, rung.results.outcome.objective, found)
    save_losses(kept, folder)
    return dataclasses.replace(ladder, losses=kept)


def _site_plan(file: Path | None, anchors: str) -> SitePlan | None:
    from symbiosis.report.site_plan import SitePlanError, site_plan
    from symbiosis.solver import OptionError

    if file is None:
        return None
    try:
        plan = site_plan(file, anchors)
    except SitePlanError as error:
        raise OptionError((f"--site-plan: {error}",)) from None
    say(f"site plan: its anchors fit within {1000.0 * plan.misfit:,.0f} m")
    return plan


def _geojson(ladder: Ladder, file: Path) -> Path:
    from symbiosis.report.geojson import write_geojson
    from symbiosis.report.page import chosen
    from symbiosis.results.results import NoPlanError
    from symbiosis.solver import OptionError
    from symbiosis.study.study import StudyError

    results = chosen(ladder).results
    try:
        if results is None:
            raise NoPlanError("there is no plan.")
        return write_geojson(results, file)
    except (StudyError, NoPlanError) as error:
        raise OptionError((f"--geojson: {error}",)) from None
