"""A comparison as people see it: in a terminal, as a page; and on disk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from classifier.training.evaluation.comparison import Comparison
from classifier.training.evaluation.comparison_data import comparison_data
from classifier.training.evaluation.comparison_grids import comparison_header, comparison_sections
from classifier.training.evaluation.comparison_plots import comparison_plots
from classifier.training.evaluation.gate import Refusal
from classifier.training.evaluation.grids import Section
from classifier.training.evaluation.page import page
from classifier.training.evaluation.terminal import print_sections

__all__ = ["ShownComparison"]

_LEAD = (
    "What would change if the candidate took the place of the current version: dangerous errors (missed) and annoying "
    "ones (false alarms) apart."
)


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """What is shown of two versions: the comparison, that on a second set, and what the gate says.

    ``show_text``: also the texts of the messages that changed side, in the terminal and on the page, never as data.
    """

    comparison: Comparison
    refusals: Sequence[Refusal]
    also: Comparison | None = None
    show_text: bool = False

    def print(self, console: Console) -> None:
        """Print it as tables."""
        print_sections(comparison_header(self.comparison), self._sections(), self.comparison.notes, console)

    def write(self, directory: Path) -> None:
        """Write ``comparison.json`` and ``comparison.html`` to a directory, which is made when it is not there.

        Raises
        ------
        ConfigurationError
            If matplotlib, which draws the page's plots, is not installed; the data is written nevertheless.
        """
        directory.mkdir(parents=True, exist_ok=True)
        data = json.dumps(self.as_data(), indent=2, allow_nan=False)
        (directory / "comparison.json").write_text(data + "\n", encoding="utf-8")
        (directory / "comparison.html").write_text(self.as_page(), encoding="utf-8")

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data; see :func:`.comparison_data.comparison_data`."""
        return comparison_data(self.comparison) | {
            "also": None if self.also is None else comparison_data(self.also),
            "refusals": [
                {"rule": item.rule, "measure": item.measure, "limit": item.limit, "sentence": item.sentence}
                for item in self.refusals
            ],
        }

    def as_page(self) -> str:
        """Return it as HTML."""
        return page(
            title=f"Berichtwacht: {self.comparison.candidate} against {self.comparison.current}",
            lead=_LEAD,
            facts=comparison_header(self.comparison),
            rates="",
            notes=self.comparison.notes,
            parts=self._sections(),
            drawn=comparison_plots(self.comparison),
        )

    def _sections(self) -> list[Section]:
        return list(
            comparison_sections(self.comparison, refusals=self.refusals, also=self.also, show_text=self.show_text)
        )
