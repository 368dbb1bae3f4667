"""The run as a page and as data, dated."""

import json
import math

from tests.bench import at_rate, by_length, highest, in_process, memory, start_up, steps
from tests.bench.markdown import milliseconds, table
from tests.bench.peer import SHORT
from tests.bench.places import MEASUREMENTS
from tests.bench.plan import BOUND

MOST_P50, MOST_P99, LEAST_PER_CORE, MOST_GROWTH, MOST_POWER = 8.0, 25.0, 120, 0.02, 1.1


def page(result):
    """Return the whole page as Markdown."""
    found = [
        *_head(result),
        *_targets(result),
        *at_rate.lines(result["at_rate"]),
        *by_length.lines(result["by_length"]),
        *highest.lines(result["highest"]),
        *in_process.lines(result["in_process"]),
        *steps.lines(result["steps"]),
        *start_up.lines(result["start_up"]),
        *(memory.lines(result["memory"]) if result["memory"] else ["## Memory of a worker", "", _NO_MEMORY, ""]),
    ]
    return "\n".join(found).rstrip() + "\n"


_NO_MEMORY = "Not measured yet: `make bench-memory` does."


def _head(result):
    machine, before, after = result["machine"], result["before"], result["after"]
    peers = machine["peer_versions"]
    return [
        f"# Speed, {result['date']}",
        "",
        f"Made by `make bench`{' in its quick form' if result['quick'] else ''}, commit {result['revision']}, model "
        f"{machine['model']}, in {result['minutes']:.0f} minutes. Machine: {machine['cores']} cores of "
        f"{machine['processor']} ({machine['architecture']}), {machine['memory_gb']} GB, {machine['system']} "
        f"{machine['kernel']}, Python {machine['python']}.",
        "",
        f"Beside ours: Presidio's `AnalyzerEngine` {peers['presidio-analyzer']} with its default recognisers over "
        "spaCy's small English model (its default is the large one, which is no faster), and deduce "
        f"{peers['deduce']}. Each is behind FastAPI and uvicorn with the same options, and works as ours "
        f"does: on a text of up to {SHORT} characters in the event loop, on a longer one in one thread beside it. Ours "
        "is started as in production: with a key, limits, metrics and its log in a file; only its limit of requests a "
        "minute is set high. The peers are bare, which favours them. They look for other things than ours does: this "
        "says what they cost, not what they find.",
        "",
        "How fast the machine was, by fixed work, in milliseconds before and after: pure Python "
        f"{before['python']:.1f} and {after['python']:.1f}, numpy {before['numpy']:.1f} and {after['numpy']:.1f}. "
        f"Other work on the machine: a load of {before['load']:.1f} before the first measurement.",
        "",
    ]


def targets(result):
    """Return every promise as (what, promised, measured, whether it is kept)."""
    usual = result["at_rate"]["medians"]["ours"]
    together = result["at_rate"]["together"]["ours"]["p99"]
    power = max(by_length.growth(result["by_length"], "ours"))
    per_core = result["in_process"]["medians"]["ours"]["rate"]
    one = result["highest"][0]["best"]["ours"] or 0
    rows = [
        ("p50 at 50 a second", f"at most {MOST_P50:g} ms", milliseconds(usual["p50"]), usual["p50"] <= MOST_P50),
        ("p99 at 50 a second", f"at most {MOST_P99:g} ms", milliseconds(usual["p99"]), usual["p99"] <= MOST_P99),
        ("the same, all rounds together", f"at most {MOST_P99:g} ms", milliseconds(together), together <= MOST_P99),
        ("messages a second and core", f"at least {LEAST_PER_CORE}", f"{per_core:.0f}", per_core >= LEAST_PER_CORE),
        (f"the same over HTTP, p99 under {BOUND:g} ms", f"at least {LEAST_PER_CORE}", f"{one}", one >= LEAST_PER_CORE),
        ("power of length", f"about 1, at most {MOST_POWER}", f"{power:.2f}", power <= MOST_POWER),
    ]
    if result["memory"]:
        measured = result["memory"]
        grown = memory.growth(measured, "ours")
        what = f"growth of memory (measured {measured['date']}, commit {measured['revision']})"
        rows.append((what, f"under {MOST_GROWTH:.0%}", f"{grown:+.1%}", grown < MOST_GROWTH))
    return rows


def _targets(result):
    rows = [
        [what, promised, measured, "yes" if kept else "**no**"] for what, promised, measured, kept in targets(result)
    ]
    return ["## What is promised", "", *table(["", "promised", "measured", "kept"], rows)]


def write(result, text, *, kind):
    """Write a result as data and as a page into the repository's measurements, and return where."""
    MEASUREMENTS.mkdir(parents=True, exist_ok=True)
    path = MEASUREMENTS / f"{result['date']}-{kind}.md"
    path.write_text(text, encoding="utf-8")
    data = json.dumps(_rounded(result), indent=1, ensure_ascii=False, allow_nan=False)
    path.with_suffix(".json").write_text(data + "\n", encoding="utf-8")
    return path


def last_memory():
    """Return what ``make bench-memory`` wrote last, ``None`` if it never did."""
    found = sorted(MEASUREMENTS.glob("*-memory.json"))
    return json.loads(found[-1].read_text(encoding="utf-8")) if found else None


def _rounded(data):
    """Return ``data`` with four digits that count; what never came is ``None``."""
    if isinstance(data, dict):
        return {name: _rounded(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_rounded(value) for value in data]
    if isinstance(data, float):
        return float(f"{data:.4g}") if math.isfinite(data) else None
    return data
