"""Hold the measured quality: score the program against annotated documents and compare with pinned floors.

    python tests/gate.py             compare with gate.json; exit 1 when a score is below its floor
    python tests/gate.py --raise     write higher floors for scores that rose; never lowers one

The annotated documents live outside the repository, beside it under ``shared``; without them the gate says so
and passes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
FLOORS = HERE / "gate.json"
BIN = Path(sys.executable).parent
SLACK = 0.0005  # a score printed with four digits


def run(*command: str | Path) -> str:
    """Return a command's standard output; a failing command ends the gate with its own words."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, encoding="utf8", check=False)
    if done.returncode:
        sys.exit(f"gate: {' '.join(str(c) for c in command)}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def exports(folder: Path, work: Path, *kinds: str) -> dict[str, Path]:
    """Read a folder into a fresh record and export the named kinds as JSON lines."""
    record = work / f"{folder.parent.name}.db"
    run(BIN / "kaoyi", "read", folder, "--record", record, "--quiet")
    out = {}
    for kind in kinds:
        out[kind] = work / f"{folder.parent.name}.{kind}.jsonl"
        run(BIN / "kaoyi", "export", kind, "--record", record, "-o", out[kind])
    return out


def measure(work: Path) -> dict[str, float]:
    """Return every score by name."""
    tools, gold = SHARED / "tools", SHARED / "gold"
    scores: dict[str, float] = {}
    for name in ("dev", "check"):
        out = exports(gold / name / "sources", work, "claims", "times", "events", "relations", "disputes")
        score: list[str | Path] = [
            sys.executable,
            tools / "score.py",
            gold / name,
            "--claims",
            out["claims"],
            "--times",
            out["times"],
        ]
        scores |= {f"{name}.{key}": value for key, value in json.loads(run(*score, "--json")).items()}
        if name == "dev":
            pair: list[str | Path] = ["--events", out["events"], "--relations", out["relations"]]
            found = json.loads(run(sys.executable, tools / "score_events.py", gold / name, *pair, "--json"))
            scores |= {f"events.{key}": value for key, value in found.items()}
            rows = gold / name / "disputes_wiki_b.json"
            found = json.loads(
                run(sys.executable, tools / "score_disputes.py", rows, "--disputes", out["disputes"], "--json")
            )
            scores |= {f"disputes.{key}": value for key, value in found.items()}
    command: list[str | Path] = [
        sys.executable,
        tools / "score_suites.py",
        SHARED / "suites" / "dev",
        "--kaoyi",
        BIN / "kaoyi",
        "--json",
    ]
    suites = json.loads(run(*command))
    scores |= {f"suites.{kind}": suites[f"{kind}/all"]["share"] for kind in ("numbers", "quantities", "times")}
    cec = SHARED / "suites" / "cec_dev"
    out = exports(cec / "sources", work, "claims", "times")
    lines = run(sys.executable, tools / "score_cec.py", cec, "--claims", out["claims"], "--times", out["times"])
    scores |= {f"cec.{line.split()[0]}": float(line.split()[-1]) for line in lines.splitlines()}
    return scores


def main() -> int:
    """Compare with the floors; 0 when all hold or there is nothing to compare with."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--raise", action="store_true", dest="higher")
    higher = options.parse_args().higher
    if not SHARED.exists():
        print("gate: skipped, the annotated documents (../shared) are not here")
        return 0
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf8"))
    with tempfile.TemporaryDirectory() as work:
        scores = measure(Path(work))
    fallen = 0
    for name, floor in floors.items():
        score = scores[name]
        broken = name.endswith("broken_offsets")
        holds = score <= floor if broken else score >= floor - SLACK
        fallen += not holds
        print(f"{name:28} {score:8.4f}   floor {floor:8.4f}   {'holds' if holds else 'BELOW'}")
        if higher and not broken:
            floors[name] = max(floor, score)
    if higher:
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
