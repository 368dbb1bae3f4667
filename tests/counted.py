"""Puts into a store what a service would have counted in the weeks before today: ``counted.py STORE``.

Version 7 came in use nine weeks ago. In the last week more messages of `personal` score high, and most writers send
their message after one of the warnings.
"""

import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from api.store import Database
from api.store.daily_counts import Batch, Cell, Kind, add_batch
from api.store.feedback import Entry, keep_feedback
from api.store.schema import upgrade
from api.store.tables import Feedback
from classifier import Category, Classifier, Level, Verdict

DAYS = 63
USUAL = [120, 22, 10, 7, 6, 5, 4, 3, 3, 3, 3, 2, 2, 3, 3, 4, 6, 8, 12, 30]
SHIFTED = [70, 18, 10, 7, 8, 6, 5, 5, 6, 6, 5, 5, 5, 6, 8, 12, 16, 22, 30, 60]
ANSWERS = {"personal.sensitive_fact": (18, 72), "personal.contact": (61, 22), "decision.substance": (2, 31)}


def counts(day, age, model):
    """Return what was counted on a day so many days ago."""
    shared = (day, model, "1")
    found = {}
    for category in Category:
        scores = SHIFTED if category is Category.PERSONAL and age <= 7 else USUAL
        found |= {Cell(*shared, Kind.SCORE, category, str(index)): count for index, count in enumerate(scores)}
        levels = {Level.WARN: sum(scores[14:]), Level.NOTICE: sum(scores[8:14]), Level.NONE: sum(scores[:8])}
        found |= {Cell(*shared, Kind.LEVEL, category, level): count for level, count in levels.items()}
    return found | {Cell(*shared, Kind.VERDICT, "", verdict): 40 for verdict in Verdict}


def main(url):
    """Fill the store."""
    database = Database(url)
    upgrade(database)
    today = datetime.now(UTC).date()
    model = Classifier.load().scorer.version
    with database.session() as session:
        for age in range(1, DAYS + 1):
            found = counts(today - timedelta(days=age), age, model)
            add_batch(session, Batch(f"worker {age}", 1, found))
        for code, (sent, others) in ANSWERS.items():
            for number in range(sent + others):
                action = "sent" if number < sent else "edited"
                said = Entry(f"{code} {number}"[:32], action, "warn", "warn none none", (code,), model, "1")
                keep_feedback(session, said)
        session.execute(update(Feedback).where(Feedback.policy_version == "1").values(day=today - timedelta(days=3)))


main(sys.argv[1])
