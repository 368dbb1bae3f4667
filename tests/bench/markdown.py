"""Tables and numbers for people."""

import math


def table(header, rows):
    """Return a Markdown table as lines; all but the first column are numbers."""
    return [
        f"| {' | '.join(header)} |",
        f"| --- |{' ---: |' * (len(header) - 1)}",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]


def milliseconds(value):
    """Return milliseconds with three digits that count."""
    if math.isinf(value):
        return "never"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ratio(ours, theirs):
    """Return how many times ``theirs`` ours is."""
    return "–" if not theirs or math.isinf(ours) or math.isinf(theirs) else f"{ours / theirs:.2f}"
