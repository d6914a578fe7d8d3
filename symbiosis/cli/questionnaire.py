"""`symbiosis template` asks one firm for its numbers in a workbook; `symbiosis merge` carries replies in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from symbiosis.cli.terminal import EXIT_INPUT, AsJson, ParkFolder, answer, reported, say, tell
from symbiosis.cli.words import Lang, language_of


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command()
    def template(
        park: ParkFolder,
        enterprise: Annotated[str, typer.Option("--enterprise", help="Label of the firm to ask.")],
        out: Annotated[
            Path | None,
            typer.Option("--out", help="Workbook to write; ENTERPRISE.xlsx when absent.", show_default=False),
        ] = None,
        lang: Lang = "",
        as_json: AsJson = False,
    ) -> None:
        """Write a questionnaire for one firm: a question per row, with unit, source and confidence."""
        with reported(as_json):
            from symbiosis.park.problems import ParkError
            from symbiosis.tables.questionnaire.form import write_form
            from symbiosis.tables.questionnaire.questions import questions
            from symbiosis.tables.read import read_park, read_source
            from symbiosis.tables.reading import Reading

            found = read_park(park)
            source = read_source(park, reading := Reading())
            if source is None:  # pragma: no cover - it was read a moment ago
                raise ParkError(reading.problems)
            language = language_of(lang)
            try:
                asked = questions(found, source.sections, enterprise, language)
            except ValueError as error:
                say(f"--enterprise: {error}")
                raise typer.Exit(EXIT_INPUT) from None
            written = write_form(found, enterprise, asked, out or Path(f"{enterprise}.xlsx"), language)
            if as_json:
                answer({"status": "ok", "written": str(written), "questions": len(asked)})
                return
            tell(f"{len(asked)} questions to {enterprise}")
            tell(str(written))

    @app.command()
    def merge(
        park: ParkFolder,
        replies: Annotated[list[Path], typer.Argument(help="Workbooks that came back.", show_default=False)],
        out: Annotated[
            Path, typer.Option("--out", help="Park to write: a new folder, or NAME.xlsx.", show_default=False)
        ],
        leave_conflicts: Annotated[
            bool,
            typer.Option("--leave-conflicts", help="Write all the same; contradicted numbers stay."),
        ] = False,
        lang: Lang = "",
        as_json: AsJson = False,
    ) -> None:
        """Carry firms' replies into a park; conflicts are listed, and a log tells every change."""
        with reported(as_json):
            from symbiosis.tables.convert import write_source
            from symbiosis.tables.questionnaire.merge import log_text
            from symbiosis.tables.questionnaire.merge import merge as carry_in

            merged = carry_in(park, replies)
            stop = bool(merged.conflicts) and not leave_conflicts
            written, log = None, None
            if not stop:
                written = write_source(merged.source, merged.park, out, language_of(lang))
                inside = written.parent / "imports" / "merge_log.csv"
                log = written.with_name(f"{out.stem}_log.csv") if out.suffix == ".xlsx" else inside
                log.parent.mkdir(exist_ok=True)
                log.write_text(log_text(merged), encoding="utf-8-sig", newline="")
            if as_json:
                answer(
                    {
                        "status": "conflict" if stop else "ok",
                        "written": None if written is None else str(written),
                        "log": None if log is None else str(log),
                        "answers": [str(line) for line in merged.lines],
                    }
                )
            else:
                for line in merged.lines:
                    tell(str(line))
                for reply in merged.replies:
                    tell(f"{reply.file}: {len(reply.answers)} answers, {reply.unanswered} left open")
                for path in (written, log):
                    if path is not None:
                        tell(str(path))
            if stop:
                say(
                    f"{len(merged.conflicts)} conflicts; nothing was written. Settle them, or add "
                    "--leave-conflicts to write the rest."
                )
                raise typer.Exit(EXIT_INPUT)
