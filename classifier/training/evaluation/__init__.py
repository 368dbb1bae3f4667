"""Measuring a classifier on labelled messages: one report, for terminal, programs, and people with a browser.

``report`` measures with ``breakdown``, ``calibration``, ``reasons``, ``robustness``, ``fairness`` and ``misses``;
``data`` turns the report into plain data, ``grids`` into tables of words, which ``terminal`` and ``page`` show;
``plots`` draws, ``writing`` writes, ``current`` measures the model that is in use.

``comparison`` measures two versions on the same messages, with ``pair``, ``measures``, ``bootstrap`` and ``changes``;
``gate`` says what may not get worse, ``against`` puts it together for two versions on disk; ``comparison_shown`` shows
it.
"""

from classifier.training.evaluation.current import evaluate_current
from classifier.training.evaluation.data import REPORT_VERSION
from classifier.training.evaluation.fairness import LARGEST_FAIRNESS_GAP
from classifier.training.evaluation.messages import corpus_hash, load_messages
from classifier.training.evaluation.plots import require_matplotlib
from classifier.training.evaluation.report import ERRORS, Report, evaluate, fairness_gap
from classifier.training.evaluation.terminal import print_report
from classifier.training.evaluation.writing import write_report

__all__ = [
    "ERRORS",
    "LARGEST_FAIRNESS_GAP",
    "REPORT_VERSION",
    "Report",
    "corpus_hash",
    "evaluate",
    "evaluate_current",
    "fairness_gap",
    "load_messages",
    "print_report",
    "require_matplotlib",
    "write_report",
]
