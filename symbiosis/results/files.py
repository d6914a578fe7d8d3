"""Result files: one netCDF-4 file that is either whole or not there, and knows when it was changed.

Four groups: `results` (labelled arrays with units), `inputs` (the park and its profiles), `outcome`
(status, bound, gap, options, timing, log) and `provenance` (versions, hashes, command, model source).
Every variable is compressed and carries a checksum per chunk; the root carries the SHA-256 of every
variable's content. After the last byte of netCDF follows the SHA-256 of all bytes before it, since the
library that reads netCDF may crash on changed bytes: they are noticed before it sees them. A file is
written under another name in the same folder, closed, flushed, read back and compared, and only then
takes its place.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from symbiosis.results.content import KINDS, Part, Value, checksums, from_content, to_content
from symbiosis.results.netcdf import Content, read_group, write_groups

if TYPE_CHECKING:
    from netCDF4 import Dataset as Group
    from xarray import Dataset

OURS = "symbiosis result"
FORMAT = 1
GROUPS = ("results", "inputs", "outcome", "provenance")
HDF5 = b"\x89HDF\r\n\x1a\n"
Sums = dict[str, str]  # SHA-256 by variable
SEAL = b"\nsymbiosis sha256 "  # netCDF ignores what follows its own last byte
SEAL_LENGTH = len(SEAL) + 64


class ResultFileError(ValueError):
    """A file that cannot be used as a result; the message names the file and what is wrong."""


class NotAResultError(ResultFileError):
    """Something else than a result of this package."""


class DamagedFileError(ResultFileError):
    """A result that was cut off, or bytes of which have changed."""


class EditedFileError(ResultFileError):
    """A result whose content is not what was written."""


class NewerFormatError(ResultFileError):
    """A result of a later version of this package."""


class OlderFormatError(ResultFileError):
    """A whole result of an earlier version, which said something else than this version asks for."""


@dataclass(frozen=True, eq=False)
class Bundle:
    """What a result file holds; the three mappings take text, numbers and arrays by name.

    Every numeric variable of `results` needs the attributes `units` and `long_name`.
    """

    results: Dataset
    inputs: Mapping[str, Value] = field(default_factory=dict)
    outcome: Mapping[str, Value] = field(default_factory=dict)
    provenance: Mapping[str, Value] = field(default_factory=dict)


def write(bundle: Bundle, path: Path | str) -> Path:
    """Write a result so that `path` holds either the whole of it or what was there before.

    Raises ValueError when a variable has no units or long name, TypeError for content that is not
    text or numbers, OSError when the disk refuses, DamagedFileError when what was written reads back
    differently. In all cases the old file is left as it was.
    """
    path = Path(path)
    parts = {"results": Content.of(_checked(bundle.results))}
    parts |= {name: to_content(_part(bundle, name)) for name in GROUPS[1:]}
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        _write_groups(parts, temporary)
        _seal(temporary)
        _flush(temporary)
        _compare(parts, temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _flush_folder(path.parent)
    return path


def read(path: Path | str) -> Bundle:
    """Read a result back, checking every variable against its checksum.

    Raises FileNotFoundError, or the ResultFileError that names what is wrong with the file.
    """
    path = Path(path)
    parts, _ = _read_groups(path)
    mappings = {name: from_content(parts[name]) for name in GROUPS[1:]}
    return Bundle(parts["results"].dataset(), **mappings)


def _part(bundle: Bundle, name: str) -> Part:
    part: Part = getattr(bundle, name)
    return part


def _checked(dataset: Dataset) -> Dataset:
    for name, variable in dataset.variables.items():
        kind = variable.dtype.kind
        if kind not in KINDS:
            raise TypeError(f"{name!r} holds {variable.dtype}; give numbers, text or instants.")
        missing = [a for a in ("units", "long_name") if kind in "fiu" and not variable.attrs.get(a)]
        if missing:
            raise ValueError(f"variable {name!r} has no {' and no '.join(missing)}.")
    return dataset


def _write_groups(parts: Mapping[str, Content], path: Path) -> None:
    import netCDF4

    sums = {group: checksums(content) for group, content in parts.items()}
    text = json.dumps(sums, sort_keys=True, ensure_ascii=False)
    with netCDF4.Dataset(path, "w", format="NETCDF4") as file:
        file.setncattr("title", OURS)
        file.setncattr("format", FORMAT)
        file.setncattr("Conventions", "CF-1.11")
        file.setncattr("checksums", text)
        file.setncattr("sha256", hashlib.sha256(text.encode("utf-8")).hexdigest())
        write_groups(file, parts)
        file.setncattr("complete", 1)


def _seal(path: Path) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with path.open("ab") as file:
        file.write(SEAL + digest.encode("ascii"))


def _check_seal(path: Path) -> None:
    """Compare all bytes with the seal; a file without one was cut off or rewritten and is read with care.

    A program that edits netCDF drops the seal; the checksums of the content then say what it changed.
    """
    found = hashlib.sha256()
    with path.open("rb") as file:
        left = file.seek(0, os.SEEK_END) - SEAL_LENGTH
        file.seek(max(left, 0))
        seal = file.read()
        if not seal.startswith(SEAL):
            if SEAL in seal:
                raise DamagedFileError(f"{path.name}: was cut off just before its end.")
            return
        file.seek(0)
        while left > 0:
            block = file.read(min(left, 1 << 20))
            found.update(block)
            left -= len(block)
    if seal[len(SEAL) :] != found.hexdigest().encode("ascii"):
        raise DamagedFileError(f"{path.name}: bytes have changed since it was written.")


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the new name last; Windows neither needs nor allows it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _compare(parts: Mapping[str, Content], path: Path) -> None:
    """Read a file as anybody would, and compare every variable, bit by bit, with what it was to hold."""
    again, sums = _read_groups(path)
    for group, content in parts.items():
        if sums[group] != checksums(content) or again[group].coordinates != content.coordinates:
            raise DamagedFileError(f"{path.name}: {group} reads back differently from what was written.")


def _read_groups(path: Path) -> tuple[dict[str, Content], dict[str, Sums]]:
    """Return all groups, in memory, and their checksums; raises the error that names what is wrong."""
    import netCDF4

    _look_at_first_bytes(path)
    _check_seal(path)
    try:
        file = netCDF4.Dataset(path, "r")
    except (OSError, RuntimeError, UnicodeDecodeError) as error:
        what = f"{path.name}: cannot be opened ({error}); it was cut off or damaged."
        raise DamagedFileError(what) from error
    with file:
        return _groups_in(file, path)


def _groups_in(file: Group, path: Path) -> tuple[dict[str, Content], dict[str, Sums]]:
    root = {name: file.getncattr(name) for name in file.ncattrs()}
    if root.get("title") != OURS:
        raise NotAResultError(f"{path.name}: is a netCDF file, but not a result of this package.")
    if int(root.get("format", 0)) > FORMAT:
        raise NewerFormatError(
            f"{path.name}: has format {root['format']}, this version reads up to {FORMAT}. Update symbiosis."
        )
    if root.get("complete") != 1:
        raise DamagedFileError(f"{path.name}: was not written to its end.")
    try:
        parts = {group: read_group(file.groups[group]) for group in GROUPS}
    except Exception as error:  # whatever the library stumbles over in changed bytes
        raise DamagedFileError(f"{path.name}: cannot be read ({error}); bytes have changed.") from error
    sums = {group: checksums(content) for group, content in parts.items()}
    _check_sums(path, sums, str(root.get("checksums", "")), str(root.get("sha256", "")))
    return parts, sums


def _look_at_first_bytes(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(len(HDF5))
    if not head:
        raise DamagedFileError(f"{path.name}: is empty.")
    if head != HDF5:
        if HDF5.startswith(head):
            raise DamagedFileError(f"{path.name}: was cut off after {len(head)} bytes.")
        raise NotAResultError(f"{path.name}: is not a netCDF-4 file.")


def _check_sums(path: Path, sums: Mapping[str, Sums], text: str, sha256: str) -> None:
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != sha256:
        raise EditedFileError(f"{path.name}: its list of checksums was changed.")
    known = json.loads(text)
    for group, found in sums.items():
        written = known.get(group, {})
        changed = sorted(k for k in found.keys() | written.keys() if found.get(k) != written.get(k))
        if changed:
            names = ", ".join(f"{group}/{name}" for name in changed[:5])
            more = f" and {len(changed) - 5} more" if len(changed) > 5 else ""
            raise EditedFileError(f"{path.name}: {names}{more} was changed after the file was written.")
