"""`symbiosis serve`: a page in the browser, for this machine only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from symbiosis.cli.terminal import EXIT_INPUT, reported, say
from symbiosis.cli.words import Lang

NEEDED = 'the page needs NiceGUI: pip install "symbiosis[ui]"'


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def serve(
        folder: Annotated[Path, typer.Argument(help="Folder for parks and designs, made if need be.")] = Path(
            "symbiosis-desk"
        ),
        port: Annotated[int, typer.Option(help="Port; a free one when 0.", min=0, max=65535)] = 0,
        lang: Lang = "",
        show: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
    ) -> None:
        """Open a page: bring a park, check it, design it, compare, take reports."""
        with reported():
            try:
                import nicegui  # noqa: F401
            except ModuleNotFoundError:
                say(NEEDED)
                raise typer.Exit(EXIT_INPUT) from None
            from symbiosis.web.serve import serve as served

            def announce(address: str) -> None:
                say(f"open {address}")
                say("Ctrl-C ends it.")
                if show:
                    import webbrowser

                    webbrowser.open(address)

            served(folder, port, lang, announce)
