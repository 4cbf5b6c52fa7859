"""What is in these files, for people: a table of counts, then for each file when, what, what is missing and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from netral.acts.rejects import REASONS, Reject
from netral.cli.read_words import MENDED, SAYS, Lang, said
from netral.patrol.report.html import visible

Rows = Iterator[tuple[str, str]]
_BARS = "▁▂▃▄▅▆▇█"
# Together with both dates a chart of this width stands in one line of 80 columns.
_WIDTH, _SHOWN, _NAME = 40, 3, 27
# A stretch without acts is worth asking about from three days on, and where most days have some.
_GAP, _BUSY = 3, 0.5


def gaps(days: dict[str, int]) -> list[tuple[str, str]]:
    """First and last day of each stretch of three or more without any act, where most days have some."""
    known = [date.fromisoformat(day) for day in sorted(days)]
    if not known or len(known) < _BUSY * ((known[-1] - known[0]).days + 1):
        return []
    one = timedelta(days=1)
    return [
        ((before + one).isoformat(), (after - one).isoformat())
        for before, after in pairwise(known)
        if (after - before).days > _GAP
    ]


def next_time(entry: dict[str, Any]) -> list[dict[str, str]]:
    """What to export differently: the remedy of each reason for which something could not be used, and the gaps."""
    if entry["refused"]:
        return [entry["refused"]["remedy"]]
    told = [REASONS[reason].remedy for reason in entry["rejected_by_reason"]]
    return [*told, SAYS["complete"]] if entry["gaps"] else told


def chart(days: dict[str, int], lang: Lang = "id") -> str:
    """One bar a day, or for so many days as fit: height by the most; a day without acts is a blank."""
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    if first == last:
        return f"{first}: {days[first.isoformat()]}"
    span = (last - first).days + 1
    step = -(-span // _WIDTH)
    sums = [0] * -(-span // step)
    for day, count in days.items():
        sums[(date.fromisoformat(day) - first).days // step] += count
    most = max(sums)
    bars = "".join(_BARS[(count * len(_BARS) - 1) // most] if count else " " for count in sums)
    return f"{first} {bars} {last}\n{said('bar_day' if step == 1 else 'bar_days', lang, step=step, most=most)}"


def show(inputs: list[dict[str, Any]], examples: dict[str, dict[str, list[Reject]]], lang: Lang = "id") -> None:
    """Print both; `examples`: per path and reason the first records that were rejected for it."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    console.print(counts(inputs, lang, title=said("title", lang)))
    numbered, asked, names = False, "", called(inputs)
    for entry in inputs:
        told = examples.get(entry["path"], {})
        lines = [*(_refused(entry, lang) if entry["refused"] else _card(entry, told, lang))]
        numbered |= bool(told) and _is_table(entry)
        asked = asked or (entry["path"] if any("--context" in one["id"] for one in next_time(entry)) else "")
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True, style="dim")
        grid.add_column(overflow="fold")
        for label, text in lines:
            grid.add_row(label and said(label, lang), Text(text))
        console.print(Text(f"\n{names[entry['path']]}", style="bold", overflow="fold"))
        console.print(Padding(grid, (0, 0, 0, 2)))
    if numbered:
        console.print(f"\n{said('rows_are', lang)}", markup=False)
    if asked:
        console.print(
            f"\n{said('context', lang, name=PurePosixPath(name_of(asked).rpartition('!')[2]).name)}", markup=False
        )
    if silent := dict.fromkeys(one[lang] for entry in inputs for one in entry.get("cannot_show", ())):
        console.print(f"\n{said('silent', lang)}", style="bold", markup=False)
        grid = Table.grid(padding=(0, 1))
        for sentence in silent:
            grid.add_row("–", Text(sentence))
        console.print(Padding(grid, (0, 0, 0, 2)))


def name_of(path: str) -> str:
    """The file's name; of a file in an archive also the archive's. On one line, whatever it is made of."""
    name = "!".join(part.rpartition("/")[2] or part for part in path.split("!"))
    return visible(name).replace("\n", "⟨U+000A⟩").replace("\t", "⟨U+0009⟩")


def called(inputs: list[dict[str, Any]]) -> dict[str, str]:
    """How each file is called: by its name, and by its folder too where another has the same."""
    names = {entry["path"]: name_of(entry["path"]) for entry in inputs}
    many = Counter(names.values())
    folders = {path: path.partition("!")[0].rpartition("/")[0].rpartition("/")[2] for path in names}
    return {path: f"{visible(folders[path])}/{name}" if many[name] > 1 else name for path, name in names.items()}


def _short(name: str) -> str:
    """Both ends tell more of a file's name than its middle."""
    half = (_NAME - 1) // 2
    return name if len(name) <= _NAME else f"{name[:half]}…{name[-half:]}"


def counts(inputs: list[dict[str, Any]], lang: Lang, *, title: str, last: str = "duplicates") -> Any:
    """The table of what became of each file's records; of 80 columns, whatever the files are called."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(said("file", lang), no_wrap=True)
    counted = ("records", "accepted", "rejected", "skipped", "duplicates")
    for count in (*counted[:-1], last):
        table.add_column(said(count, lang), justify="right", no_wrap=True)
    names = called(inputs)
    for entry in inputs:
        name = Text(_short(names[entry["path"]]))
        if entry["refused"]:
            table.add_row(name, *[Text("–", style="dim")] * len(counted), style="red")
        else:
            table.add_row(name, *(str(entry[count]) for count in counted))
    return table


def _refused(entry: dict[str, Any], lang: Lang) -> Rows:
    from netral.patrol.report.reasons import WHY

    refused = entry["refused"]
    about = f": {refused['about'][lang]}" if refused["about"][lang] else ""
    yield "refused", f"{WHY[refused['reason']][lang]}{about} ({refused['reason']})"
    yield from _next(entry, lang)


def _card(entry: dict[str, Any], examples: dict[str, list[Reject]], lang: Lang) -> Rows:
    from netral.patrol.report.codes import VERBS
    from netral.patrol.report.reasons import FORMATS, WHY

    words = FORMATS.get(entry["format"])
    named = f"{entry['format']} {entry['variant']}"
    yield "what", f"{words[lang]} ({named})" if words else named
    first, last = entry["period"]
    if first is not None:
        yield "period", said("utc", lang, first=first[:16].replace("T", " "), last=last[:16].replace("T", " "))
    if entry["days"]:
        yield "days", chart(entry["days"], lang)
    if entry["verbs"]:
        told = (f"{VERBS[verb][lang]} {count}" if verb in VERBS else f"{verb} {count}" for verb, count in _most(entry))
        yield "acts", " · ".join(told)
    yield from _headed("gaps", _gaps(entry["gaps"], lang))
    places = ((reason, count, examples.get(reason, [])) for reason, count in entry["rejected_by_reason"].items())
    told = (f"{count} × {WHY[reason][lang]} ({reason}){_where(entry, some, lang)}" for reason, count, some in places)
    yield from _headed("no", told)
    skipped = entry["skipped_by_reason"].items()
    yield from _headed("passed", (f"{n} × {getattr(REASONS[reason], lang)} ({reason})" for reason, n in skipped))
    mended = entry["repairs"].items()
    yield from _headed("mended", (f"{n} × {MENDED[one][lang] if one in MENDED else one}" for one, n in mended))
    yield from _next(entry, lang)


def _most(entry: dict[str, Any]) -> list[tuple[str, int]]:
    return sorted(entry["verbs"].items(), key=lambda one: (-one[1], one[0]))


def _headed(label: str, lines: Iterable[str]) -> Rows:
    """The label stands before the first line only."""
    for line in lines:
        yield label, line
        label = ""


def _gaps(missing: list[tuple[str, str]], lang: Lang) -> Iterator[str]:
    for first, last in missing[:_SHOWN]:
        yield said("gap", lang, first=first, last=last)
    if len(missing) > _SHOWN:
        yield said("more_gaps", lang, count=len(missing) - _SHOWN)


def _next(entry: dict[str, Any], lang: Lang) -> Rows:
    return _headed("next", dict.fromkeys(one[lang] for one in next_time(entry)))


def _is_table(entry: dict[str, Any]) -> bool:
    from netral.acts.formats import known

    return entry["format"] in {"tweet-harvest", *(fmt.name for fmt in known() if fmt.kind == "table")}


def _where(entry: dict[str, Any], some: list[Reject], lang: Lang) -> str:
    """The first places: as rows of a spreadsheet, whose first one holds the headings, or as records."""
    if not some:
        return ""
    table = _is_table(entry)
    first, *others = some
    numbers = [one.row + table for one in others]
    exact = [said("column", lang, column=first.column)] if first.column else []
    exact.append(said("byte", lang, byte=first.byte_offset))
    told = said("row" if table else "record", lang, row=first.row + table)
    return f": {told} ({', '.join(exact)}){''.join(f', {number}' for number in numbers)}"
