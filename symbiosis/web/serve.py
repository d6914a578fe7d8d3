"""The server of the page: on loopback, behind the guard."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from symbiosis.web.desk import Desk
from symbiosis.web.guard import App, Guard, new_token


def application(folder: Path, token: str, port: int) -> App:
    """Return the guarded application whose desk is a folder."""
    from fastapi import FastAPI
    from nicegui import ui

    from symbiosis.web.page import lay_out

    desk = Desk(folder)
    inner = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    def root(lang: str = "en") -> None:
        lay_out(desk, "zh" if lang == "zh" else "en")

    ui.page("/")(root)
    ui.run_with(inner, title="symbiosis", show_welcome_message=False, language="en-US")
    return Guard(inner, token, port)


def free_port() -> int:
    """Return a port of this machine that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(folder: Path, port: int, lang: str, announce: Callable[[str], None]) -> None:
    """Serve the page until Ctrl-C; `announce` hears the address with its token."""
    import uvicorn

    token, port = new_token(), port or free_port()
    app = application(folder, token, port)
    announce(f"http://127.0.0.1:{port}/?token={token}&lang={lang}")
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)
