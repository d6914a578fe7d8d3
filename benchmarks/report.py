"""Put measurements on paper: CSV, JSON, the tables of README.md and the plot."""

from __future__ import annotations

import csv
import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.measure import Measurement, Spread
from benchmarks.registry import OURS, PHASES, WAYS, way

HERE = Path(__file__).parent
RESULTS = HERE / "results"
README = HERE / "README.md"

MEASURED = ("processor_s", "first_walk_s", "peak_mb", "increase_mb")


@dataclass(frozen=True)
class Aim:
    """A ratio of two ways' medians that was asked for: `way` over `base`, at least (or at most) `ratio`."""

    way: str
    base: str
    quantity: str
    ratio: float
    at_most: bool = False

    def sentence(self, summary: Mapping[str, Summary]) -> str:
        """Say what was aimed for and what was reached."""
        above, below = (getattr(summary[name], self.quantity).median for name in (self.way, self.base))
        measured = above / below
        reached = measured <= self.ratio if self.at_most else measured >= self.ratio
        what = "time" if self.quantity == "seconds" else "peak memory"
        sense = "at most" if self.at_most else "at least"
        return (
            f"| {what}: {way(self.way).title} over {way(self.base).title} | {sense} {self.ratio:g} × "
            f"| {measured:.3g} × | {'reached' if reached else '**missed**'} |"
        )


@dataclass(frozen=True)
class Summary:
    """All repeats of one way."""

    seconds: Spread
    describe: Spread
    build: Spread
    hand_over: Spread
    processor_s: Spread
    first_walk_s: Spread
    peak_mb: Spread
    increase_mb: Spread
    rows: int
    columns: int
    nonzeros: int
    objective_small: float
    versions: dict[str, str]


def summarise(found: Sequence[Measurement], objectives: Mapping[str, float]) -> dict[str, Summary]:
    """Gather repeats by way, in the registry's order."""
    out = {}
    for name in (w.name for w in WAYS):
        own = [m for m in found if m.way == name]
        if own:
            out[name] = Summary(
                Spread.of([m.counted for m in own]),
                *(Spread.of([m.seconds[phase] for m in own]) for phase in PHASES),
                *(Spread.of([getattr(m, quantity) for m in own]) for quantity in MEASURED),
                own[0].rows,
                own[0].columns,
                own[0].nonzeros,
                objectives[name],
                own[0].versions,
            )
    return out


def machine() -> dict[str, Any]:
    """What the numbers were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory, 1),
        "python": platform.python_version(),
    }


def publish(
    name: str, found: Sequence[Measurement], objectives: Mapping[str, float], aims: Sequence[Aim], shown: bool
) -> None:
    """Print the table; when `shown`, also keep the results and bring README.md and its plot up to date."""
    summary = summarise(found, objectives)
    table = [*build_table(summary), "", agreement(objectives)]
    print("\n".join(table))
    if not shown:
        return
    first = found[0]
    about = {
        "date": today(),
        "machine": machine(),
        "enterprises": first.enterprises,
        "hours": first.hours,
        "repeats": max(m.repeat for m in found) + 1,
    }
    keep(name, found, about | {"ways": {way: asdict(s) for way, s in summary.items()}})
    from benchmarks.plot import bars  # matplotlib: only where a figure is made

    bars(summary, f"{first.enterprises} enterprises × {first.hours} h", RESULTS / f"{name}.png")
    aimed = ["| aim | asked | measured | |", "|---|---:|---:|---|", *(aim.sentence(summary) for aim in aims)]
    write_section(name, [told(about), "", *table, "", *aimed])


def publish_assembly(name: str, found: Sequence[Measurement], aim_mb: float) -> None:
    """Keep and show what assembling a large program took."""
    first = found[0]
    about = {"date": today(), "machine": machine(), "enterprises": first.enterprises, "hours": first.hours}
    size = f"{first.rows:_} rows, {first.columns:_} columns, {first.nonzeros:_} non-zeros".replace("_", " ")
    table = ["| until | seconds | peak MB | increase MB |", "|---|---:|---:|---:|"]
    for m, until in zip(found, ("the program is assembled", "HiGHS holds its copy"), strict=True):
        table.append(f"| {until} | {m.counted:.2f} | {m.peak_mb:.0f} | {m.increase_mb:.0f} |")
    verdict = "reached" if first.peak_mb < aim_mb else "**missed**"
    aim = f"Aim: assembled within {aim_mb:.0f} MB: {verdict}."
    lines = [told(about), "", f"{size}.", "", *table, "", aim]
    print("\n".join(lines))
    keep(name, found, about | {"measurements": [asdict(m) for m in found]})
    write_section(name, lines)


def build_table(summary: Mapping[str, Summary]) -> list[str]:
    """Markdown: one line per way; seconds with their spread, memory, size, and the time over ours."""
    lines = [
        "| way | seconds (min–max) | × ours | build, hand over [s] | processor [s] | peak MB | increase MB "
        "| rows | columns | non-zeros | describe [s] | first walk [s] |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    ours = summary[OURS].seconds.median if OURS in summary else float("nan")
    for name, s in summary.items():
        title = f"**{way(name).title}**" if name == OURS else way(name).title
        lines.append(
            f"| {title} | {s.seconds.median:.3f} ({s.seconds.least:.3f}–{s.seconds.greatest:.3f}) "
            f"| {s.seconds.median / ours:.3g} | {s.build.median:.3f}, {s.hand_over.median:.3f} "
            f"| {s.processor_s.median:.3f} | {s.peak_mb.median:.0f} | {s.increase_mb.median:.0f} "
            f"| {s.rows} | {s.columns} | {s.nonzeros} "
            f"| {s.describe.median:.3f} | {s.first_walk_s.median:.2f} |"
        )
    return lines


def agreement(objectives: Mapping[str, float]) -> str:
    """Say how near each other the ways' costs are at the small size."""
    least, most = min(objectives.values()), max(objectives.values())
    return (
        f"All {len(objectives)} ways solved at the small size: cost {most:.2f}, "
        f"relative spread {(most - least) / abs(most):.1g}."
    )


def today() -> str:
    """Date of a measurement."""
    return datetime.now(UTC).date().isoformat()


def told(about: Mapping[str, Any]) -> str:
    """Say where and when, in a sentence."""
    m = about["machine"]
    repeats = f", repeats: {about['repeats']}" if "repeats" in about else ""
    return (
        f"{about['enterprises']} enterprises × {about['hours']} h{repeats}, {about['date']}; {m['system']} "
        f"{m['architecture']}, {m['cores']} cores, {m['memory_gb']:g} GB, Python {m['python']}."
    )


def keep(name: str, found: Sequence[Measurement], whole: Mapping[str, Any]) -> None:
    """Write every measurement as CSV and the summary as JSON."""
    RESULTS.mkdir(exist_ok=True)
    lines = [m.flat() for m in found]
    fields = list(dict.fromkeys(field for line in lines for field in line))
    with (RESULTS / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    text = json.dumps(whole, indent=2, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def write_section(name: str, lines: Sequence[str]) -> None:
    """Replace what stands between the marks of a benchmark in README.md."""
    begin, end = f"<!-- {name}: measured -->", f"<!-- {name}: end -->"
    before, _, rest = README.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    README.write_text("\n".join([before + begin, *lines, end + after]), encoding="utf-8")
