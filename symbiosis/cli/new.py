"""`symbiosis new NAME`: a commented starter park that solves as it is."""

from __future__ import annotations

import re
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from symbiosis.cli.terminal import EXIT_INPUT, AsJson, answer, reported, say, tell
from symbiosis.cli.words import Lang, language_of

if TYPE_CHECKING:
    from symbiosis.tables.glossary import Language


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def new(
        name: Annotated[Path, typer.Argument(help="Folder to make; must not exist.", show_default=False)],
        excel: Annotated[
            bool, typer.Option("--excel", help="Make an Excel workbook (park.xlsx) instead of text files.")
        ] = False,
        lang: Lang = "",
        as_json: AsJson = False,
    ) -> None:
        """Make a starter park; its comments, or its guide sheet, explain every part."""
        with reported(as_json):
            if name.exists():
                say(f"{name} exists already; choose another name or delete it first.")
                raise typer.Exit(EXIT_INPUT)
            written = make_workbook(name, language_of(lang)) if excel else make(name)
            if as_json:
                answer({"status": "ok", "folder": str(name), "open": str(written)})
                return
            tell(f"made {name}; solve it with: symbiosis design {written if excel else name}")
            tell(str(written))


def make(folder: Path) -> Path:
    """Copy the starter park into a new folder, named after it; returns the file to open first."""
    from importlib.resources import files

    folder.mkdir(parents=True)
    _copy(files("symbiosis") / "starter", folder)
    park = folder / "park.yaml"
    label = re.sub(r"\W+", "_", folder.name).strip("_") or "my_park"
    text = park.read_text(encoding="utf-8")
    park.write_text(re.sub(r"(?m)^  name: my_park\b", f"  name: {label}", text, count=1), encoding="utf-8")
    return park


def make_workbook(folder: Path, language: Language) -> Path:
    """Write the starter park as a workbook into a new folder, named after it; returns the workbook."""
    from tempfile import TemporaryDirectory

    from symbiosis.tables.convert import convert

    with TemporaryDirectory() as place:
        source = make(Path(place) / folder.name)
        return convert(source, folder / "park.xlsx", language)


def _copy(source: Traversable, target: Path) -> None:
    for entry in source.iterdir():
        if entry.is_dir() and not entry.name.startswith("_"):
            (target / entry.name).mkdir()
            _copy(entry, target / entry.name)
        elif entry.name.endswith((".yaml", ".csv", ".md")):
            (target / entry.name).write_text(entry.read_text(encoding="utf-8"), encoding="utf-8")
