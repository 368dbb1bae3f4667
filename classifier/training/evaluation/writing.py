"""The report on disk: ``report.json`` for programs, ``report.html`` for people."""

from __future__ import annotations

import json
from pathlib import Path

from classifier.training.evaluation.page import report_page
from classifier.training.evaluation.report import Report

__all__ = ["write_report"]


def write_report(report: Report, directory: Path) -> None:
    """Write ``report.json`` and ``report.html`` to a directory, which is made when it is not there.

    Raises
    ------
    ConfigurationError
        If matplotlib, which draws the page's plots, is not installed; the data is written nevertheless.
    """
    directory.mkdir(parents=True, exist_ok=True)
    data = json.dumps(report.as_data(), indent=2, allow_nan=False, ensure_ascii=True)
    (directory / "report.json").write_text(data + "\n", encoding="utf-8")
    (directory / "report.html").write_text(report_page(report), encoding="utf-8")
