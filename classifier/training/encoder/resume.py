"""What a network has learned so far, after every reading of the corpus, so that a training that stopped goes on there.

A checkpoint is a safetensors file: the weights, what the optimiser keeps of each, and the state of everything that
draws lots. A network that went on from one is the network that was never stopped, to the last bit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from classifier.training.checkpoints import WorkDirectory
from classifier.training.encoder.network import Network

__all__ = ["Learner"]

_NETWORK, _OPTIMISER, _LOTS = "network.", "optimiser.", "lots."


@dataclass(frozen=True, slots=True)
class Learner:
    """A network in training.

    Parameters
    ----------
    network
        The network, on the device where it learns.
    optimiser
        What changes its weights.
    random
        What orders and varies the messages.
    """

    network: Network
    optimiser: torch.optim.Optimizer
    random: Random

    def keep(self, work: WorkDirectory, name: str, epoch: int, *, last: bool) -> None:
        """Keep the state after ``epoch`` readings; of one that has learned all (``last``) only the weights."""
        tensors = {f"{_NETWORK}{key}": tensor for key, tensor in self.network.state_dict().items()}
        if not last:
            for index, state in self.optimiser.state_dict()["state"].items():
                tensors |= {f"{_OPTIMISER}{index}.{key}": tensor for key, tensor in state.items()}
            tensors |= {f"{_LOTS}{key}": state for key, state in self._lots().items()}
        plain = {key: tensor.detach().cpu().contiguous().clone() for key, tensor in tensors.items()}
        notes = {"epoch": str(epoch), "random": json.dumps(self.random.getstate())}
        work.keep(f"{name}.safetensors", save(plain, metadata=notes))

    def restore(self, work: WorkDirectory, name: str, *, epochs: int) -> int:
        """Go back to what was kept, and return after how many of ``epochs`` readings that was: 0 for nothing."""
        path = work.find(f"{name}.safetensors")
        if path is None:
            return 0
        try:
            epoch, lots, tensors = _read(path)
        except (SafetensorError, ValueError, KeyError, TypeError):
            path.unlink()
            return 0
        self.network.load_state_dict(_part(tensors, _NETWORK))
        if epoch < epochs:
            self._restore_optimiser(_part(tensors, _OPTIMISER))
            torch.set_rng_state(tensors[f"{_LOTS}cpu"])
            if f"{_LOTS}cuda" in tensors:
                torch.cuda.set_rng_state(tensors[f"{_LOTS}cuda"], self._device())
            version, numbers, gauss = lots
            self.random.setstate((version, tuple(numbers), gauss))
        return epoch

    def _lots(self) -> dict[str, Tensor]:
        lots = {"cpu": torch.get_rng_state()}
        if self._device().type == "cuda":
            lots["cuda"] = torch.cuda.get_rng_state(self._device())
        return lots

    def _restore_optimiser(self, tensors: dict[str, Tensor]) -> None:
        states: dict[int, dict[str, Tensor]] = {}
        for place, tensor in tensors.items():
            index, _, key = place.partition(".")
            states.setdefault(int(index), {})[key] = tensor
        self.optimiser.load_state_dict({**self.optimiser.state_dict(), "state": states})

    def _device(self) -> torch.device:
        return next(self.network.parameters()).device


def _read(path: Path) -> tuple[int, Any, dict[str, Tensor]]:
    with safe_open(path, framework="pt") as file:
        notes = file.metadata()
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118  # it is no mapping
    return int(notes["epoch"]), json.loads(notes["random"]), tensors


def _part(tensors: dict[str, Tensor], start: str) -> dict[str, Tensor]:
    return {key.removeprefix(start): tensor for key, tensor in tensors.items() if key.startswith(start)}
