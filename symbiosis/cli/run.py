"""`symbiosis run STUDY`: many cases, on this machine or many, resumed where they were left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from symbiosis.cli.study_meter import StudyMeter
from symbiosis.cli.terminal import AsJson, answer, reported, say, tell
from symbiosis.cli.words import Lang
from symbiosis.words import told

if TYPE_CHECKING:
    from symbiosis.study.running.allocation import Allocation
    from symbiosis.study.running.crew import Crew
    from symbiosis.study.running.run import Ran, Shard
    from symbiosis.study.study import Study


EXIT_OPEN, EXIT_FAILED = 4, 5
REMARKS = 12  # on cases, that the terminal shows


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def run(
        study: Annotated[Path, typer.Argument(help="Study file (YAML).", show_default=False)],
        out: Annotated[
            Path | None,
            typer.Option("--out", help="Folder of the run; <study>-run when absent.", show_default=False),
        ] = None,
        workers: Annotated[
            int | None,
            typer.Option(
                help="Solves beside each other on this machine (1; a shard: as its job allows).",
                min=1,
                show_default=False,
            ),
        ] = None,
        dask: Annotated[
            str | None, typer.Option(help="Address of a running dask scheduler.", show_default=False)
        ] = None,
        slurm: Annotated[
            Path | None,
            typer.Option(help="Profile (YAML) of the Slurm jobs to start.", show_default=False),
        ] = None,
        shard: Annotated[
            str | None,
            typer.Option(help="Solve the i-th of N equal shares only, e.g. 3/8.", show_default=False),
        ] = None,
        plan: Annotated[bool, typer.Option("--plan", help="Say what would be run, and run nothing.")] = False,
        lang: Lang = "",
        parquet: Annotated[
            bool, typer.Option("--parquet", help="Also write the tables as Parquet files.")
        ] = False,
        again: Annotated[bool, typer.Option("--again", help="Try cases that were set aside again.")] = False,
        as_json: AsJson = False,
    ) -> None:
        """Run a study: sweep, front, alternatives, futures, measures; finished cases are never repeated."""
        with reported(as_json):
            from symbiosis.study.file import read_study
            from symbiosis.study.running.allocation import allocation
            from symbiosis.study.running.collect import collect
            from symbiosis.study.running.plan import planned
            from symbiosis.study.running.run import run as run_study

            found = read_study(study)
            folder = out or study.parent / f"{study.stem}-run"
            share = _shard(shard)
            if plan:
                foreseen = planned(found, folder, workers or 1)
                answer(foreseen.as_data) if as_json else tell("\n".join(foreseen.sentences))
                return
            meter = StudyMeter(as_json)
            given = allocation()
            with _crew(found, workers, dask, slurm, given if shard else None) as crew:
                ran = run_study(found, folder, crew, share, again, meter, given.until)
            meter.done()
            if share.count == 1 or ran.complete:
                collect(ran, parquet)
                _draw(ran.folder, lang)
            _tell(ran, share, as_json)
            raise typer.Exit(_exit(ran))


def _draw(folder: Path, language: str) -> None:
    from symbiosis.report.studies import write_figures
    from symbiosis.study.running.told import load_told

    write_figures(load_told(folder), language)


def _crew(
    study: Study, workers: int | None, dask: str | None, slurm: Path | None, given: Allocation | None
) -> AbstractContextManager[Crew]:
    """Return who solves; `given` is what the job of a shard has, where no cluster of ours may be started."""
    from symbiosis.study.running.crew import Alone, Beside, local, remote
    from symbiosis.study.running.crew import slurm as jobs
    from symbiosis.study.running.plan import memory_of
    from symbiosis.study.running.profile import read_profile
    from symbiosis.study.study import StudyError

    if (workers is not None) + (dask is not None) + (slurm is not None) > 1:
        raise StudyError("choose one of --workers, --dask and --slurm.")
    if dask is not None:
        return remote(dask)
    if slurm is not None:
        return jobs(read_profile(slurm))
    if given is not None:
        if workers is None and (given.cores or 1) > 1:
            workers = given.workers(memory_of(study), study.options.threads or 1)
        return nullcontext(Beside(workers) if workers is not None and workers > 1 else Alone())
    return local(workers) if workers is not None and workers > 1 else nullcontext(Alone())


def _shard(text: str | None) -> Shard:
    from symbiosis.study.running.run import Shard
    from symbiosis.study.study import StudyError

    if text is None:
        return Shard()
    index, sign, count = text.partition("/")
    if not (sign and index.isdecimal() and count.isdecimal()):
        raise StudyError(f'--shard "{text}": write i/N, e.g. 3/8.')
    return Shard(int(index), int(count))


def _tell(ran: Ran, shard: Shard, as_json: bool) -> None:
    statuses: dict[str, int] = {}
    for _, identity in ran.cases:
        record = ran.records.get(identity)
        status = record.status if record is not None else "open"
        statuses[status] = statuses.get(status, 0) + 1
    names = {identity: case.name for case, identity in ran.cases}
    messages: dict[str, list[str]] = {}  # the same words of many cases are said once
    for identity, text in ran.messages.items():
        messages.setdefault(text, []).append(names[identity])
    if as_json:
        data: dict[str, Any] = {"event": "done", "folder": str(ran.folder), "complete": ran.complete}
        data |= {"statuses": statuses, "messages": messages, "findings": list(ran.findings.rows)}
        StudyMeter.line({**data, "sentences": list(ran.findings.sentences)})
        return
    counted = ", ".join(f"{n} {told(s.replace('_', ' '))}" for s, n in statuses.items())
    tell(told(f"{len(ran.cases)} cases: ") + counted)
    for sentence in ran.findings.sentences:
        tell(f"  {sentence}")
    _say_why(messages, ran.findings.sentences)
    if shard.count > 1 and not ran.complete:
        say("cases of other shards are open; when all have ended, run the study once more to collect it.")
    elif not ran.complete:
        say("not everything is finished; the same command takes it up again.")
    tell(f"written: {ran.folder}")


def _say_why(messages: Mapping[str, list[str]], sentences: Sequence[str]) -> None:
    """Say what is remarked of cases, unless the study's own sentences have said it."""
    open_ones = {t: names for t, names in messages.items() if not any(t in said for said in sentences)}
    for text, concerned in list(open_ones.items())[:REMARKS]:
        more = told(f" (and {len(concerned) - 1} more)") if len(concerned) > 1 else ""
        say(f"{concerned[0]}{more}: {text}")
    if len(open_ones) > REMARKS:
        say(f"{len(open_ones) - REMARKS} more remarks stand in cases.csv.")


def _exit(ran: Ran) -> int:
    if ran.stopped:
        return EXIT_OPEN
    if any(record.status in ("suspect", "set_aside") for record in ran.records.values()):
        return EXIT_FAILED
    stopped = any(
        record.status in ("feasible_time_limit", "no_solution_yet") for record in ran.records.values()
    )
    failed = any(identity not in ran.records for identity in ran.messages)
    return EXIT_FAILED if failed else EXIT_OPEN if stopped else 0
