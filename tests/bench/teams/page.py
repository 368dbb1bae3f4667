"""The measurement of the Teams app as a page."""

from tests.bench.markdown import milliseconds, ratio, table
from tests.bench.teams.activities import ALL_KINDS
from tests.bench.teams.at_rate import SERVICE
from tests.bench.teams.plan import LIMIT, PROMISE


def page(result):
    """Return the whole page as Markdown."""
    found = [
        *_head(result),
        *_targets(result),
        *(line for rate in result["at_rate"]["rates"] for line in _rate(rate, result["at_rate"]["words"])),
        *_away(result["away"]),
        *_itself(result),
    ]
    return "\n".join(found).rstrip() + "\n"


def targets(result):
    """Return every promise as (what, promised, measured, whether it is kept)."""
    rows = [
        (
            f"p99 at {rate['rate']} a second, the slowest kind, all rounds together",
            f"at most {PROMISE:,.0f} ms",
            milliseconds(worst := max(found["p99"] for name, found in rate["together"].items() if name != SERVICE)),
            worst <= PROMISE,
        )
        for rate in result["at_rate"]["rates"]
    ]
    for state in ("silent", "gone"):
        longest = max(result["away"][state].values())
        rows.append(
            (
                f"longest answer with the service {state}",
                f"under {LIMIT:,.0f} ms",
                milliseconds(longest),
                longest < LIMIT,
            )
        )
    return rows


def _head(result):
    machine = result["machine"]
    before, between, after = result["before"], result["between"], result["after"]
    return [
        f"# The Teams app, {result['date']}",
        "",
        f"Made by `make bench-teams`{' in its quick form' if result['quick'] else ''}, commit {result['revision']}, "
        f"model {machine['model']}, Teams SDK {machine['versions']['microsoft-teams-apps']}, in "
        f"{result['minutes']:.1f} minutes. Machine: {machine['cores']} cores of {machine['processor']} "
        f"({machine['architecture']}), {machine['memory_gb']} GB, {machine['system']} {machine['kernel']}, Python "
        f"{machine['python']}.",
        "",
        "The service has a core of its own. The app has another, which it shares with the sender and the connector "
        "where there are only two. Every activity is signed and in a conversation that the app does not know; for the "
        "dialog, which is in a group of eight, it first asks the connector who is in it. The connector answers at "
        "once: what Microsoft's own takes comes on top. An answer that says that only numbers were checked counts as "
        "none.",
        "",
        "How fast the machine was, by fixed work, in milliseconds before, between and after: pure Python "
        f"{before['python']:.1f}, {between['python']:.1f} and {after['python']:.1f}, numpy {before['numpy']:.1f}, "
        f"{between['numpy']:.1f} and {after['numpy']:.1f}. The load was {before['load']:.1f} before anything was "
        f"started, {between['load']:.1f} after the rates, and {after['load']:.1f} at the end; this measurement is part "
        "of the last two.",
        "",
    ]


def _targets(result):
    rows = [
        [what, promised, measured, "yes" if kept else "**no**"] for what, promised, measured, kept in targets(result)
    ]
    return ["## What is promised", "", *table(["", "promised", "measured", "kept"], rows)]


def _rate(rate, words):
    medians, together = rate["medians"], rate["together"]
    service = medians[SERVICE]
    rows = []
    for name, found in medians.items():
        is_checked = name != SERVICE and ALL_KINDS[name].is_checked
        rows.append(
            [
                "the service, asked without the app" if name == SERVICE else ALL_KINDS[name].what,
                milliseconds(found["p50"]),
                milliseconds(found["p99"]),
                milliseconds(together[name]["p99"]),
                milliseconds(together[name]["longest"]),
                ratio(found["p50"], service["p50"]) if is_checked else "–",
                ratio(found["p99"], service["p99"]) if is_checked else "–",
                "–" if name == SERVICE else milliseconds(found["app"]),
                milliseconds(found["service"]) if name == SERVICE or is_checked else "–",
                f"{found['app'] / (found['app'] + found['service']):.0%}" if is_checked else "–",
                milliseconds(found["waited"]),
            ]
        )
    return [
        f"## {rate['rate']} a second",
        "",
        f"Medians of {len(rate['rounds'][SERVICE])} rounds of {rate['seconds']:g} s in which the kinds take turns, "
        f"{together[SERVICE]['count']} of each kind in all; {words} words; milliseconds from when an activity was due. "
        f"The sender itself was at most {milliseconds(rate['late'])} ms late (99 in 100). What an activity 'waited' is "
        "the time in which the app or the service could have worked on but had no core, mostly because of other work "
        "on the machine.",
        "",
        *table(
            [
                "somebody",
                "p50",
                "p99",
                "p99, all together",
                "longest",
                "app/service, p50",
                "app/service, p99",
                "core time, app",
                "core time, service",
                "the app's share of it",
                "waited",
            ],
            rows,
        ),
    ]


def _away(away):
    rows = [
        [ALL_KINDS[kind].what, milliseconds(longest), milliseconds(away["gone"][kind])]
        for kind, longest in away["silent"].items()
    ]
    return [
        "## With the service away",
        "",
        f"The longest of {away['count']} answers of each kind, all kinds mixed, {away['rate']} a second, in "
        f"milliseconds, while the connector takes {away['roster_seconds']:g} s to say who is in a conversation. "
        "Silent: the service's process is stopped and its connections stay open. Gone: it is killed. Every answer "
        "that depends on the service says that only numbers were checked.",
        "",
        *table(["somebody", "silent", "gone"], rows),
    ]


def _itself(result):
    start_up, memory = result["start_up"], result["memory"]
    sent = sum(
        found["count"]
        for rate in result["at_rate"]["rates"]
        for name, found in rate["together"].items()
        if name != SERVICE
    )
    seconds = start_up["seconds"]
    return [
        "## The app itself",
        "",
        f"Start-up, from a new process to its first ready answer, on all cores: {start_up['median']:.1f} s (median of "
        f"{len(seconds)}, {min(seconds):.1f}–{max(seconds):.1f}). Resident memory: {memory['start']:.0f} MB at the "
        f"start, {memory['end']:.0f} MB after {sent:,} activities.",
    ]
