"""The page: bring a park, see what is wrong, design it with progress and a stop, compare, take reports."""

from __future__ import annotations

import asyncio
import base64
import io
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nicegui import run, ui

from symbiosis.web.desk import UPLOAD_MAX, Desk, DeskError, Made
from symbiosis.web.jobs import Choice, ask
from symbiosis.web.words import COLUMNS, STATES, say
from symbiosis.words import Language, told

if TYPE_CHECKING:
    from nicegui.events import UploadEventArguments

FIGURES = ("ladder", "map", "accounts", "dispatch")
TELL_EVERY = 0.5  # seconds


def lay_out(desk: Desk, language: Language) -> None:
    """Build the page for one visitor."""
    _Page(desk, language).build()


class _Page:
    """What one browser tab shows; every change goes through the desk."""

    def __init__(self, desk: Desk, language: Language) -> None:
        self.desk, self.language = desk, language
        self.park: Path | None = None

    def say(self, key: str) -> str:
        return say(key, self.language)

    def build(self) -> None:
        ui.page_title("symbiosis")
        with ui.header().classes("items-center justify-between"):
            ui.label("symbiosis").classes("text-lg font-bold")
            with ui.row():
                ui.link("English", "/?lang=en").classes("text-white")
                ui.link("中文", "/?lang=zh").classes("text-white")
        with ui.column().classes("w-full max-w-5xl mx-auto p-4 gap-4"):
            self._build_park()
            self._build_run()
            self._build_designs()
        ui.timer(TELL_EVERY, self._tell)

    # -- the park --------------------------------------------------------------------------------

    def _build_park(self) -> None:
        with ui.card().classes("w-full"):
            ui.label(self.say("park")).classes("text-lg font-bold")
            with ui.row().classes("w-full items-end"):
                self.typed = ui.input(self.say("path")).classes("grow").props("data-testid=path")
                ui.button(self.say("open"), on_click=self._open_typed).props("data-testid=open")
            ui.upload(
                label=self.say("bring"), auto_upload=True, max_file_size=UPLOAD_MAX, on_upload=self._brought
            ).classes("w-full").props('accept=".xlsx"')
            known = {str(path): path.stem for path in self.desk.known_parks()}
            if known:
                ui.select(known, label=self.say("on_desk"), on_change=lambda e: self._open(Path(e.value)))
            self.verdict = ui.label("").props("data-testid=verdict")
            self.findings = ui.column().classes("w-full")

    async def _brought(self, event: UploadEventArguments) -> None:
        content = io.BytesIO(await event.file.read())
        try:
            path = self.desk.bring(event.file.name, content)
        except DeskError as error:
            ui.notify(told(str(error), self.language), type="negative")
            return
        await self._open(path)

    async def _open_typed(self) -> None:
        try:
            path = self.desk.open(self.typed.value)
        except DeskError as error:
            ui.notify(told(str(error), self.language), type="negative")
            return
        await self._open(path)

    async def _open(self, path: Path) -> None:
        self.park = path
        self.findings.clear()
        self.verdict.set_text(self.say("checking"))
        try:
            answer: dict[str, Any] = (
                await run.io_bound(partial(ask, lang=self.language), "check", str(path)) or {}
            )
        except RuntimeError as error:
            self.verdict.set_text(str(error))
            return
        problems = answer.get("problems", [])
        with self.findings:
            if problems:
                self.verdict.set_text(self.say("problems").format(len(problems)))
                fields = ("place", "value", "message", "remedy")
                said = [{f: told(p.get(f, ""), self.language) for f in fields} for p in problems]
                _table({f: self.say(f) for f in fields}, said)
            else:
                self.verdict.set_text(self.say("sound").format(told(answer["park"], self.language)))
                names = {
                    "enterprise": self.say("enterprise"),
                    "what": self.say("what"),
                    "total": self.say("total"),
                }
                with ui.expansion(self.say("total")):
                    _table(names, [_total(row, self.language) for row in answer["totals"]])
        self.run_button.set_enabled(not problems)

    # -- a run -----------------------------------------------------------------------------------

    def _build_run(self) -> None:
        with ui.card().classes("w-full"):
            ui.label(self.say("options")).classes("text-lg font-bold")
            with ui.row().classes("w-full"):
                self.weeks = ui.input(self.say("weeks")).classes("grow").props("data-testid=weeks")
                self.gap = ui.input(self.say("gap"), value="0.1 %")
                self.time_limit = ui.input(self.say("time_limit"))
            with ui.row():
                self.run_button = ui.button(self.say("run"), on_click=self._run).props("data-testid=run")
                self.run_button.set_enabled(False)
                self.stop_button = ui.button(self.say("stop"), on_click=self._stop, color="negative")
                self.stop_button.props("data-testid=stop")
            self.state = ui.label("").props("data-testid=state")
            self.log = ui.log(max_lines=200).classes("w-full h-40")
        self.shown = 0
        self.was_running = self.desk.job is not None and self.desk.job.running
        self._tell()

    def _run(self) -> None:
        if self.park is None:
            return
        choice = Choice(
            weeks=self.weeks.value or "",
            gap=self.gap.value or "",
            time_limit=self.time_limit.value or "",
            lang=self.language,
        )
        try:
            self.desk.start(self.park, choice)
        except DeskError as error:
            ui.notify(told(str(error), self.language), type="negative")
            return
        self.log.clear()
        self.shown, self.was_running = 0, True

    def _stop(self) -> None:
        if self.desk.job is not None and self.desk.job.running:
            self.desk.job.stop()
            ui.notify(self.say("stopping"))

    def _tell(self) -> None:
        """Show what the job says; when it has ended, show the designs anew."""
        job = self.desk.job
        self.stop_button.set_enabled(job is not None and job.running)
        if job is None:
            return
        running = job.running  # before its lines, so that the last ones are not missed
        lines = list(job.lines)
        for line in lines[self.shown :]:
            self.log.push(line)
        self.shown = len(lines)
        seconds = f"{job.seconds:.0f}"
        if running:
            self.state.set_text(self.say("running").format(seconds))
        elif job.asked_to_stop:
            self.state.set_text(self.say("stopped").format(seconds))
        elif job.code == 0:
            self.state.set_text(self.say("done").format(seconds))
        else:
            self.state.set_text(self.say("failed").format(job.code))
        if self.was_running and not running:
            self.was_running = False
            self._show_designs()

    # -- designs ---------------------------------------------------------------------------------

    def _build_designs(self) -> None:
        with ui.card().classes("w-full"):
            ui.label(self.say("designs")).classes("text-lg font-bold")
            self.designs = ui.column().classes("w-full").props("data-testid=designs")
        self._show_designs()

    def _show_designs(self) -> None:
        made = self.desk.made()
        self.designs.clear()
        with self.designs:
            if not made:
                ui.label(self.say("none"))
                return
            if len(made) > 1:
                with ui.expansion(self.say("compare")).classes("w-full"):
                    _table(*self._comparison(made))
            for one in made:
                with ui.expansion(one.name, value=one is made[0]).classes("w-full"):
                    self._show_design(one)

    def _show_design(self, one: Made) -> None:
        _table(*self._summary(one))
        with ui.row():
            for kind, suffix in (("report", "html"), ("workbook", "xlsx"), ("document", "docx")):
                ui.button(
                    self.say(kind), on_click=lambda name=one.name, suffix=suffix: self._take(name, suffix)
                ).props(f"outline data-testid=take-{suffix}")
        for figure in FIGURES:
            picture = one.folder / f"{figure}.png"
            if picture.is_file():
                inline = base64.b64encode(picture.read_bytes()).decode("ascii")
                ui.image(f"data:image/png;base64,{inline}").classes("w-full")

    def _summary(self, one: Made) -> tuple[dict[str, str], list[dict[str, str]]]:
        headings = list(one.rows[0]) if one.rows else []
        columns: dict[str, str] = {}
        for start, words in COLUMNS.items():
            key = next((h for h in headings if h.startswith(start)), None)
            if key is not None and start == "title":
                key = "title_zh" if self.language == "zh" else "title"
            if key is not None:
                unit = key[key.index("[") :] if "[" in key else ""
                columns[key] = f"{words[1 if self.language == 'zh' else 0]} {unit}".strip()
        rows = [{key: _readable(row.get(key, ""), self.language) for key in columns} for row in one.rows]
        return columns, rows

    def _comparison(self, made: list[Made]) -> tuple[dict[str, str], list[dict[str, str]]]:
        title = "title_zh" if self.language == "zh" else "title"
        columns = {"design": self.say("design"), **{one.name: one.name for one in made}}
        rows: dict[str, dict[str, str]] = {}
        for one in made:
            for row in one.rows:
                cost = next((h for h in row if h.startswith("cost")), "")
                known = rows.setdefault(row["design"], {"design": row.get(title, row["design"])})
                known[one.name] = _readable(row.get(cost, ""), self.language)
        return columns, list(rows.values())

    async def _take(self, name: str, suffix: str) -> None:
        """Write a report of a design and hand it over."""
        ui.notify(self.say("writing"))
        try:
            folder = self.desk.find(name)
            page = folder / f"report-{self.language}.html"
            options = {"xlsx": "--excel", "docx": "--docx"}
            target = page if suffix == "html" else page.with_suffix(f".{suffix}")
            more = [options[suffix], str(target)] if suffix in options else []
            arguments = ["report", str(folder), "--lang", self.language, "--out", str(page), *more]
            await run.io_bound(partial(ask, lang=self.language), *arguments)
        except (DeskError, RuntimeError) as error:
            ui.notify(told(str(error), self.language), type="negative")
            return
        await asyncio.sleep(0)
        ui.download(target, f"{name}.{suffix}")


def _table(columns: dict[str, str], rows: list[dict[str, str]]) -> None:
    ui.table(
        columns=[{"name": k, "label": v, "field": k, "align": "left"} for k, v in columns.items()],
        rows=rows,
    ).classes("w-full").props("dense flat wrap-cells")


def _total(row: dict[str, Any], language: Language) -> dict[str, str]:
    return {
        "enterprise": row["enterprise"],
        "what": f"{told(row['what'], language)} {row['carrier']}",
        "total": f"{row['amount']:,.5g} {row['unit']}",
    }


def _readable(text: str, language: Language) -> str:
    try:
        value = float(text)
    except ValueError:
        return told(text.replace("_", " "), language) if text in STATES else text
    return f"{value:,.0f}" if abs(value) >= 100.0 else f"{value:,.4g}"
