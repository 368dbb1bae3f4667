"""How long, how fast and on what an encoder is trained."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch

__all__ = ["Plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to train, and on what.

    ``device`` is torch's name of what computes (``cpu``, ``cuda``); another one draws other numbers from the same seed.
    ``at_once`` is how many teachers learn beside each other, each in a process of its own; the result depends on it by
    rounding only.
    """

    layers: tuple[int, ...] = (0, 1, 3, 5, 6, 8, 10, 11)
    teachers: int = 2
    teacher_epochs: int = 3
    student_epochs: int = 4
    teacher_rate: float = 1e-4
    student_rate: float = 1e-4
    head_rate: float = 3e-3
    pieces: int = 512
    seed: int = 2026
    precision: torch.dtype = torch.bfloat16
    device: str = "cpu"
    at_once: int = 1

    def as_data(self) -> dict[str, Any]:
        """Return what is written beside an encoder: everything that the result depends on."""
        known = {name: value for name, value in asdict(self).items() if name not in {"device", "at_once"}}
        return {**known, "layers": list(self.layers), "precision": str(self.precision).removeprefix("torch.")}
