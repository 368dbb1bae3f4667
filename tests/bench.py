"""How long a draft takes, and where the time goes: ``make bench``.

Medians and 99th percentiles over messages of 20 words that all differ, after a warm-up; each step is timed on its
own over the same records. Prints a Markdown table for ``docs/performance.md``.
"""

import platform
import statistics
import sys
import time
from itertools import islice

from classifier import Classifier, Draft
from classifier.normalise import normalise
from classifier.training.corpus import Corpus

WORDS = 20
MESSAGES = 1_000
WARM_UP = 100


def messages_of(words):
    """Yield drafts of ``words`` words, cut from the corpus's messages one after the other."""
    stream = (word for message in Corpus.read().messages for word in message.text.split())
    while chunk := list(islice(stream, words)):
        if len(chunk) == words:
            yield Draft(text=" ".join(chunk))


def timed(function, argument, into):
    """Call ``function`` and note its milliseconds."""
    started = time.perf_counter()
    result = function(argument)
    into.append((time.perf_counter() - started) * 1000)
    return result


def percentile(values, share):
    """Return the value under which ``share`` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main():
    """Measure and print."""
    started = time.perf_counter()
    classifier = Classifier.load()
    loading = time.perf_counter() - started
    drafts = list(islice(messages_of(WORDS), MESSAGES + WARM_UP))
    for draft in drafts[:WARM_UP]:
        classifier.assess(draft)
    steps = {name: [] for name in ("normalise", "recognise", "score", "decide", "advise")}
    whole = []
    for draft in drafts[WARM_UP:]:
        timed(classifier.assess, draft, whole)
        record = timed(normalise, draft, steps["normalise"])
        record = timed(classifier.engine.recognise, record, steps["recognise"])
        record = timed(classifier.scorer.score, record, steps["score"])
        record = timed(classifier.policy.decide, record, steps["decide"])
        timed(classifier.adviser.advise, record, steps["advise"])
    total = sum(statistics.median(values) for values in steps.values())
    out = sys.stdout.write
    out(f"{platform.machine()}, Python {platform.python_version()}, {len(whole)} messages of {WORDS} words; ")
    out(f"loading {loading:.1f} s\n\n| step | median ms | p99 ms | share |\n| --- | --- | --- | --- |\n")
    for name, values in steps.items():
        middle = statistics.median(values)
        out(f"| {name} | {middle:.2f} | {percentile(values, 0.99):.2f} | {middle / total:.0%} |\n")
    out(f"| `assess()` | {statistics.median(whole):.2f} | {percentile(whole, 0.99):.2f} | |\n")


if __name__ == "__main__":
    main()
