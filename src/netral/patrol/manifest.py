"""What was this run? Every input with its sums, the registers and the rulebook by hash, and what came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from netral.law.model import Rulebook
from netral.patrol.canonical import digest
from netral.patrol.inputs import Input
from netral.patrol.registers import Register

KIND = "netral-patrol/1"
# Of other people's acts no key is ever made, so whether they repeat is not known here; `netral read` counts them all.
AMONG = "matched"


def manifest(
    inputs: Sequence[Input],
    *,
    registers: dict[str, tuple[Path, Register]],
    rulebook: Rulebook,
    engine: dict[str, str],
    memory: str,
    bakal_calon: str,
    findings: pa.Table,
    recycled: Mapping[tuple[str, str], int],
) -> dict[str, Any]:
    """Plain data; holds counts, file names and hashes, and of people nothing.

    `recycled`: declared accounts whose handle has another id now, with the acts that showed it.
    """
    told = [described(one) for one in inputs]
    reasons = Counter[str]()
    for entry in told:
        reasons.update(entry["rejected_by_reason"])
    sums = {
        name: sum(entry[name] for entry in told)
        for name in ("records", "accepted", "rejected", "skipped", "duplicates")
    }
    listed: dict[str, dict[str, Any]] = {
        name: {"path": str(path), "sha256": one.sha256, "accounts": one.accounts}
        for name, (path, one) in registers.items()
    }
    listed["officials"]["recycled_handles"] = {"accounts": len(recycled), "acts": sum(recycled.values())}
    return {
        "kind": KIND,
        "inputs": told,
        "registers": listed,
        "rulebook": {"version": rulebook.version, "sha256": rulebook.sha256},
        "engine": {**engine, "memory": memory},
        "netral": version("netral"),
        "bakal_calon": bakal_calon,
        "counts": {
            **sums,
            "inputs": len(told),
            "refused": sum(entry["refused"] is not None for entry in told),
            "findings": findings.num_rows,
            "officials_with_findings": pc.count_distinct(findings.column("official_id")).as_py(),
            "findings_in_several_files": _in_several_files(findings),
            "findings_with_conflicts": pc.sum(pc.not_equal(findings.column("conflicts"), ""), min_count=0).as_py(),
            "by_verdict_literal": _counted(findings, "verdict_literal"),
            "by_verdict_practice": _counted(findings, "verdict_practice"),
            "by_class_literal": _counted(findings, "class_literal"),
            "by_class_practice": _counted(findings, "class_practice"),
        },
        "rejected_by_reason": dict(sorted(reasons.items())),
    }


def _in_several_files(findings: pa.Table) -> int:
    sources = findings.column("sources")
    told = sources.filter(pc.match_substring(sources, ";")).to_pylist()
    return sum(len({source.split(":")[0] for source in one.split(";")}) > 1 for one in told)


def _counted(findings: pa.Table, column: str) -> dict[str, int]:
    found = pc.value_counts(findings.column(column).drop_null()).to_pylist()
    return dict(sorted((entry["values"], entry["counts"]) for entry in found))


def described(one: Input) -> dict[str, Any]:
    """One input. A refused file names the reason and the remedy, not the words found in it."""
    report = one.report
    if one.refused is not None or report is None:
        assert one.refused is not None
        entry: dict[str, Any] = {
            "path": one.shown,
            "sha256": _digest(one.path),
            **_container(one),
            "format": None,
            "variant": None,
        }
        entry |= dict.fromkeys(("records", "accepted", "rejected", "skipped", "duplicates"), 0)
        entry |= {"rejected_by_reason": {}, "skipped_by_reason": {}, "verbs": {}, "repairs": {}}
        refused = {"reason": one.refused.reason, "remedy": one.refused.remedy}
        entry["duplicates_among"] = AMONG
        return {**entry, "period": [None, None], "cannot_show": [], "refused": refused}
    return {
        "path": one.shown,
        "sha256": report.sha256,
        **_container(one),
        "format": report.format,
        "variant": report.variant,
        "records": report.records,
        "accepted": report.accepted,
        "rejected": report.rejected,
        "skipped": report.skipped,
        "duplicates": one.duplicates,
        "duplicates_among": AMONG,
        "rejected_by_reason": report.rejected_by_reason,
        "skipped_by_reason": report.skipped_by_reason,
        "verbs": report.verbs,
        "repairs": report.repairs,
        "period": [moment.isoformat() for moment in report.period] if report.period else [None, None],
        "cannot_show": report.cannot_show,
        "refused": None,
    }


def _container(one: Input) -> dict[str, Any]:
    """The archive as it was given, so that a member can be found again in the file that somebody keeps."""
    if one.container is None:
        return {"container": None}
    return {"container": {"path": one.container.name, "sha256": _digest(one.container.path)}}


def _digest(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        return digest(path)
    except OSError:
        return None


def write(folder: Path, told: dict[str, Any], inputs: Sequence[Input]) -> None:
    """`manifest.json` and `rejects.ndjson`, the latter in the order of the inputs."""
    (folder / "manifest.json").write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    with (folder / "rejects.ndjson").open("wb") as file:
        for one in inputs:
            if one.refused is None:
                file.writelines(orjson.dumps(_reject(one, reject)) + b"\n" for reject in one.rejects)


def _reject(one: Input, reject: Any) -> dict[str, Any]:
    return {
        "path": one.shown,
        "row": reject.row,
        "byte_offset": reject.byte_offset,
        "byte_len": reject.byte_len,
        "reason": reject.reason,
        "column": reject.column,
        "remedy": reject.remedy,
    }
