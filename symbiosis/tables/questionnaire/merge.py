"""Replies carried into a park: what changes, what is confirmed, what contradicts; nothing happens silently.

An answer replaces what stands in the park unless two replies give different values, or the park's number is
better trusted (H over M over L over none) and differs: that is a conflict, which a person decides.
"""

from __future__ import annotations

import copy
import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from symbiosis.park.park import Park
from symbiosis.park.problems import ParkError, Problem
from symbiosis.tables.assemble import assemble
from symbiosis.tables.questionnaire.questions import unsigned, value_of
from symbiosis.tables.questionnaire.reply import Answer, Reply, read_reply
from symbiosis.tables.read import Source, read_source
from symbiosis.tables.reading import Reading, Where
from symbiosis.tables.source import Block, Node, Scalar
from symbiosis.tables.types import expand
from symbiosis.tables.yaml_out import flow

Outcome = Literal["changed", "confirmed", "conflict"]
TRUST = {"H": 3, "M": 2, "L": 1, "": 0}


@dataclass(frozen=True)
class Line:
    """What became of one answer."""

    outcome: Outcome
    answer: Answer
    before: str
    why: str = ""

    def __str__(self) -> str:
        was = f", was {self.before}" if self.before else ", was not stated"
        why = f" ({self.why})" if self.why else ""
        place = f"{self.answer.file} {self.answer.place}"
        return f"{self.outcome}: {self.answer.where.path} = {self.answer.given}{was}{why}: {place}"


@dataclass(frozen=True)
class Merged:
    """A park with the answers in it, and a line for every answer."""

    source: Source
    park: Park
    lines: tuple[Line, ...]
    replies: tuple[Reply, ...]

    @property
    def conflicts(self) -> tuple[Line, ...]:
        """The answers that were not taken."""
        return tuple(line for line in self.lines if line.outcome == "conflict")


def merge(path: Path, files: Sequence[Path]) -> Merged:
    """Return a park with the answers of replies in it.

    Raises ParkError, with file, sheet and cell, for replies that cannot be read or numbers that do not fit.
    """
    reading = Reading()
    source = read_source(path, reading)
    if source is None:
        raise ParkError(reading.problems)
    park = _park(source)
    replies = [reply for file in files if (reply := read_reply(file, reading)) is not None]
    for reply in replies:
        if reply.park != park.settings.name:
            message = f'the reply is about the park "{reply.park}", this is "{park.settings.name}".'
            reading.report(reply.file, message, "Merge it into the park it was made for.")
    if reading.problems:
        raise ParkError(reading.problems)
    replies = [_signed(reply, park) for reply in replies]
    given = {reply.file: _park(_with(source, reply.answers)) for reply in replies}  # what misfits is refused
    lines = list(_judged(park, source, replies, given))
    taken = [line.answer for line in lines if line.outcome != "conflict"]
    merged = _with(source, taken)
    return Merged(merged, _park(merged), tuple(lines), tuple(replies))


def _park(source: Source) -> Park:
    reading = Reading()
    sections = copy.deepcopy(source.sections)
    expand(sections, reading)
    return assemble(source.folder, sections, reading, source.sheets)


def _signed(reply: Reply, park: Park) -> Reply:
    """Return a reply whose numbers bear the sign that the park gives to what is taken."""
    answers = []
    for answer in reply.answers:
        was = value_of(park, answer.where)
        if not unsigned(answer.where) or not isinstance(answer.node, Block):
            answers.append(answer)
            continue
        for word in ("value", "low", "high"):
            node = answer.node.entries.get(word)
            if isinstance(node, Scalar) and node.text.startswith("-"):
                message = "the question asks without a minus sign."
                remedy = "Write the number alone; the question says which way it counts."
                raise ParkError(_one(answer.where, message, remedy, node.place))
        taken = isinstance(was, float) and was < 0.0
        answers.append(replace(answer, node=_negated(answer.node)) if taken else answer)
    return replace(reply, answers=tuple(answers))


def _negated(block: Block) -> Block:
    """Return a figure with the opposite sign; its ends change places."""
    entries: dict[str, Node] = {}
    keys = {}
    for word, node in block.entries.items():
        to = {"low": "high", "high": "low"}.get(word, word)
        if word in ("value", "low", "high") and isinstance(node, Scalar):
            entries[to] = replace(node, text=f"-{node.text}")
        else:
            entries[to] = node
        keys[to] = block.keys[word]
    return Block(block.place, entries, keys)


def _with(source: Source, answers: Sequence[Answer]) -> Source:
    """Return the source with answers written into it."""
    sections = copy.deepcopy(source.sections)
    for answer in answers:
        _put(sections, answer)
    return Source(source.folder, sections, source.sheets)


def _put(sections: dict[str, Node], answer: Answer) -> None:
    held = sections.get(answer.where.section)
    thing = held.entries.get(answer.where.label) if isinstance(held, Block) else None
    if not isinstance(thing, Block):
        message, remedy = "the park has no such thing any more.", "Ask again with a new questionnaire."
        where = answer.where
        raise ParkError(_one(where, message, remedy, f"{answer.file} {answer.place}"))
    *outer, last = answer.where.field.split(".")
    for part in outer:
        inner = thing.entries.get(part)
        if not isinstance(inner, Block):
            inner = thing.entries[part] = Block(answer.place)
            thing.keys.setdefault(part, answer.place)
        thing = inner
    if last == "annual" and isinstance(answer.node, Block):  # evidence of a total stands beside it
        for key in ("low", "high", "source", "confidence"):
            thing.entries.pop(key, None)
        for key, node in answer.node.entries.items():
            word = "annual" if key == "value" else key
            thing.entries[word], thing.keys[word] = node, answer.node.keys[key]
        return
    thing.entries[last] = answer.node
    thing.keys.setdefault(last, f"{answer.file} {answer.place}")


def _one(where: Where, message: str, remedy: str, place: str) -> list[Problem]:
    return [Problem(message, remedy, *where, place=place)]


def _judged(
    park: Park, source: Source, replies: Sequence[Reply], given: Mapping[str, Park]
) -> Iterator[Line]:
    by_place: dict[Where, list[Answer]] = {}
    for reply in replies:
        for answer in reply.answers:
            by_place.setdefault(answer.where, []).append(answer)
    for where, answers in by_place.items():
        before = _written(source, where)
        values = [value_of(given[answer.file], where) for answer in answers]
        if not all(_equal(value, values[0]) for value in values):
            files = " and ".join(answer.file for answer in answers)
            for answer in answers:
                yield Line("conflict", answer, before, f"{files} differ")
            continue
        was = value_of(park, where) if before else None
        figure = park.figures.get(where._replace(field=where.field.removesuffix(".annual")).path)
        held = figure.confidence if figure is not None else ""
        for answer, value in zip(answers, values, strict=True):
            if _equal(value, was):
                weaker = TRUST[answer.confidence] < TRUST[held]
                if weaker:
                    why = f"equal, but trusted {answer.confidence} and not {held}"
                    yield Line("conflict", answer, before, why)
                else:
                    yield Line("confirmed", answer, before)
            elif TRUST[answer.confidence] < TRUST[held] or held == "H":
                yield Line("conflict", answer, before, f"the park's number is trusted {held}")
            else:
                yield Line("changed", answer, before)


def _equal(one: float | str | None, other: float | str | None) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9)
    return one == other


def _written(source: Source, where: Where) -> str:
    """Return what the park's file says at a place, or nothing."""
    held: Node | None = source.sections.get(where.section)
    for part in (where.label, *where.field.split(".")):
        held = held.entries.get(part) if isinstance(held, Block) else None
    if isinstance(held, Block):
        held = held.entries.get("value", held)
    return "" if held is None or (isinstance(held, Scalar) and held.blank) else flow(held).strip('"')


def log_text(merged: Merged) -> str:
    """Return a CSV line for every answer, and one for every reply that left questions open."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    head = ("outcome", "number", "before", "answer", "source", "confidence", "file", "cell", "why")
    writer.writerow(head)
    for line in merged.lines:
        answer = line.answer
        row = (line.outcome, answer.where.path, line.before, answer.given, answer.source, answer.confidence)
        writer.writerow([_plain(text) for text in (*row, answer.file, answer.place, line.why)])
    for reply in merged.replies:
        if reply.unanswered:
            text = f"{reply.unanswered} questions left open"
            writer.writerow(["open", reply.enterprise, "", "", "", "", _plain(reply.file), "", text])
    return out.getvalue()


def _plain(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    signs = text.lstrip(" ")[:1]
    number = text.replace("-", "", 1).replace("+", "", 1).replace(".", "", 1)[:1].isdigit()
    return f"'{text}" if signs in ("=", "@", "\t") or (signs in ("+", "-") and not number) else text
