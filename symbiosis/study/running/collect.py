"""What a study found, gathered: one labelled dataset and tidy tables that any spreadsheet opens."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from symbiosis.park.fields import unit_text
from symbiosis.park.totals import shown_unit
from symbiosis.results.provenance import versions
from symbiosis.study.indicators import NUMBERS, TABLES, Indicators, carrier_of
from symbiosis.study.running.archive import freeze
from symbiosis.study.running.statement import statement
from symbiosis.study.study import Study

if TYPE_CHECKING:
    from xarray import Dataset

    from symbiosis.park.park import Park
    from symbiosis.study.running.archive import Record
    from symbiosis.study.running.case import Case
    from symbiosis.study.running.run import Ran

CASES, FIGURES, DATASET, FINDINGS = "cases.csv", "figures.csv", "collected.nc", "findings.json"


def collect(ran: Ran, parquet: bool = False) -> Path:
    """Write what is known of a study's cases into its folder; returns the folder.

    Rows are written as they are made, so that the tables of ten thousand cases are never held whole.
    `parquet` also writes both tables as Parquet files, which needs pyarrow.
    """
    folder = ran.folder
    if parquet:
        from symbiosis.study.running.parquet import write_parquet

        write_parquet(folder / "cases.parquet", lambda: _cases(ran))
        write_parquet(folder / "figures.parquet", lambda: _figures(ran))
    _write_csv(folder / CASES, _cases(ran))
    _write_csv(folder / FIGURES, _figures(ran))
    _write_findings(folder / FINDINGS, ran)
    with _in_its_place(folder / DATASET) as temporary:
        to_dataset(ran).to_netcdf(temporary, engine="netcdf4")
    return folder


def to_dataset(ran: Ran) -> Dataset:
    """Return the indicators of a study over its questions, scenarios and axes, in one dataset.

    A sample, and studies that choose their cases as they go, have one dimension `case`; points without
    a plan are NaN, and `status` says why.
    """
    import xarray

    study = ran.study
    gridded = study.kind in ("comparison", "sweep") and study.sample is None
    dims = study.dimensions if gridded else ("case",)
    known = [(case.coordinates if gridded else {"case": case.name}, record) for case, record in ran.known]
    labels = {dim: list(dict.fromkeys(where[dim] for where, _ in known)) for dim in dims}
    rank = {dim: {label: i for i, label in enumerate(labels[dim])} for dim in dims}
    shape = tuple(len(labels[dim]) for dim in dims)
    status = np.full(shape, "open", dtype="U24")
    arrays: dict[str, Any] = {}
    for name in study.keep:
        if name in NUMBERS:
            arrays[name] = (dims, np.full(shape, np.nan), _attrs(study, name))
            continue
        items = list(
            dict.fromkeys(key for _, record in known for key in (record.indicators or {}).get(name, {}))
        )
        if items:
            own = f"{name}_{TABLES[name][0]}"
            labels[own] = items
            arrays[name] = ((*dims, own), np.full((*shape, len(items)), np.nan), _attrs(study, name))
    for where, record in known:
        place = tuple(rank[dim][where[dim]] for dim in dims)
        status[place] = record.status
        for name, (axes, values, _) in arrays.items():
            value = (record.indicators or {}).get(name)
            if value is None:
                continue
            if name in NUMBERS:
                values[place] = value
            else:
                values[place] = [value.get(item, 0.0) for item in labels[axes[-1]]]
    dataset = xarray.Dataset({"status": (dims, status, {"long_name": "what the solver said"}), **arrays})
    dataset = dataset.assign_coords({dim: values for dim, values in labels.items() if dim in dataset.dims})
    for axis in study.axes:
        if axis.name in dataset.coords:
            dataset[axis.name].attrs = {"units": axis.unit or "1", "long_name": f"{axis.verb} {axis.path}"}
    if not gridded:
        for name in dict.fromkeys(key for case, _ in ran.known for key in case.coordinates):
            column = [case.coordinates.get(name, "") for case, _ in ran.known]
            words = any(isinstance(entry, str) for entry in column)
            dataset[name] = ("case", [str(entry) for entry in column] if words else column)
    dataset.attrs = {"title": study.title or study.name, "kind": study.kind, "park": study.park.settings.name}
    return dataset


def unit_of(park: Park, table: str, label: str, per_year: str = "/a") -> str:
    """Return the unit of one collected number: money or an amount (per year), or a capacity."""
    currency = park.settings.currency
    if table in ("cost", "bound") or table.startswith("cost_by"):
        return f"{currency}{per_year}"
    if table == "gap":
        return "1"
    if table in ("capacity", "new"):
        for section in ("technologies", "stores", "links"):
            asset = getattr(park, section).get(label)
            if asset:
                rate = park.carriers[asset.carrier].unit
                return unit_text(asset.capacity_unit, rate, currency, asset.capacity_unit)
        connection = park.connections.get(label) or park.segments.get(label)
        return park.carriers[park.networks[connection.network].carrier].unit if connection else ""
    carrier = park.carriers.get(carrier_of(park, table, label))
    return "" if carrier is None else shown_unit(carrier, 1.0 if per_year else 0.0)


def _attrs(study: Study, name: str) -> dict[str, str]:
    meaning = NUMBERS.get(name) or TABLES[name][1]
    money = name in ("cost", "bound") or name.startswith("cost_by")
    unit = (
        f"{study.park.settings.currency}{study.per_year}"
        if money
        else "1"
        if name == "gap"
        else "see figures.csv"
    )
    return {"units": unit, "long_name": meaning}


def _cases(ran: Ran) -> Iterator[list[Any]]:
    names = list(dict.fromkeys(key for case, _ in ran.cases for key in case.coordinates))
    units = {axis.name: axis.unit for axis in ran.study.axes}
    unit = f"{ran.study.park.settings.currency}{ran.study.per_year}"
    heads = [f"{name} [{units[name]}]" if units.get(name) else name for name in names]
    money = [f"cost [{unit}]", f"bound [{unit}]"]
    yield [*heads, "status", *money, "gap", "checks", "seconds", "memory [MB]", "result", "message"]
    for case, identity in ran.cases:
        record = ran.records.get(identity)
        found = _money(case, record)
        yield [
            *(case.coordinates.get(name, "") for name in names),
            record.status if record else "open",
            *(found.get(name, "") for name in NUMBERS),
            (record.checks if record else 0) or "",
            *((round(record.seconds, 3), round(record.memory, 1)) if record else ("", "")),
            f"results/{identity}.nc" if record and record.sha256 else "",
            (record.message if record else "") or ran.messages.get(identity, ""),
        ]


def _money(case: Case, record: Record | None) -> Indicators:
    """Return the cost, bound and gap of a case; nothing where something else than money was made least."""
    found = (record.indicators if record else None) or {}
    return {} if case.least or "spare" in case.task else found


def _figures(ran: Ran) -> Iterator[list[Any]]:
    names = list(dict.fromkeys(key for case, _ in ran.cases for key in case.coordinates))
    yield [*names, "figure", "item", "value", "unit"]
    per_year = ran.study.per_year
    for case, record in ran.known:
        where = [case.coordinates.get(name, "") for name in names]
        for name in ran.study.keep:
            value = (record.indicators or {}).get(name)
            if isinstance(value, dict):
                for item, number in value.items():
                    yield [*where, name, item, number, unit_of(ran.study.park, name, item, per_year)]
            elif value is not None:
                yield [*where, name, "", value, unit_of(ran.study.park, name, "", per_year)]


def _write_csv(path: Path, rows: Iterator[list[Any]]) -> None:
    with _in_its_place(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        file.write("\ufeff")  # spreadsheets take the mark for UTF-8
        csv.writer(file, lineterminator="\n").writerows(rows)


def _write_findings(path: Path, ran: Ran) -> None:
    study = ran.study
    about = {
        "name": study.name,
        "title": study.title or study.name,
        "title_zh": study.title_zh,
        "kind": study.kind,
        "park": study.park.settings.name,
        "currency": study.park.settings.currency,
        "per_year": study.per_year,
        "axes": {axis.name: axis.unit for axis in study.axes},
        "complete": ran.complete,
        "inputs": freeze(study.park, ran.folder),
    }
    found = {
        "study": about,
        "asked": statement(study),
        "versions": versions(),
        "units": dict(ran.findings.units),
        "findings": list(ran.findings.rows),
        "sentences": list(ran.findings.sentences),
    }
    with _in_its_place(path) as temporary:
        text = json.dumps(found, ensure_ascii=False, indent=2)
        temporary.write_text(text + "\n", encoding="utf-8", newline="")


@contextmanager
def _in_its_place(path: Path) -> Iterator[Path]:
    """Yield a name to write to; what was written takes its place when all of it is there."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
