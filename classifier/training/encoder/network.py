"""The model in torch: a small BERT with three heads that read one pass.

- tags: per piece, the entity that it belongs to (BIO);
- odds: per target (level of a category, topic), the log-odds that the message holds it: a sum over the pieces,
  each weighed by an attention of that target's own, so that every piece's share of the odds is known exactly;
- vector: the mean of the pieces, for the scorers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from classifier.training.encoder.source import Dimensions

__all__ = ["Encoder", "Network", "Outputs"]


class _Layer(nn.Module):
    def __init__(self, dimensions: Dimensions, dropout: float) -> None:
        super().__init__()
        hidden, wide = dimensions.hidden, dimensions.feed_forward
        self.heads = dimensions.heads
        self.query, self.key = nn.Linear(hidden, hidden), nn.Linear(hidden, hidden)
        self.value, self.output = nn.Linear(hidden, hidden), nn.Linear(hidden, hidden)
        self.up, self.down = nn.Linear(hidden, wide), nn.Linear(wide, hidden)
        self.attention_norm = nn.LayerNorm(hidden, dimensions.epsilon)
        self.output_norm = nn.LayerNorm(hidden, dimensions.epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        batch, length, hidden = states.shape

        def split(tensor: Tensor) -> Tensor:
            return tensor.view(batch, length, self.heads, hidden // self.heads).transpose(1, 2)

        attended = functional.scaled_dot_product_attention(
            split(self.query(states)), split(self.key(states)), split(self.value(states)), attn_mask=bias
        )
        attended = self.output(attended.transpose(1, 2).reshape(batch, length, hidden))
        states = self.attention_norm(states + self.dropout(attended))
        wide = functional.gelu(self.up(states))
        normed: Tensor = self.output_norm(states + self.dropout(self.down(wide)))
        return normed


class Encoder(nn.Module):
    """Pieces to states: ids of shape (batch, length) to a tensor of shape (batch, length, hidden)."""

    def __init__(self, dimensions: Dimensions, *, vocabulary: int, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, dimensions.hidden)
        self.positions = nn.Embedding(dimensions.positions, dimensions.hidden)
        self.token_type = nn.Parameter(torch.zeros(dimensions.hidden))
        self.embedding_norm = nn.LayerNorm(dimensions.hidden, dimensions.epsilon)
        self.layers = nn.ModuleList(_Layer(dimensions, dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the states of the last layer; ``mask`` is 1 where there is a piece, 0 where there is padding."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states: Tensor = self.dropout(self.embedding_norm(self.words(ids) + self.positions(places) + self.token_type))
        bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        return states


@dataclass(frozen=True, slots=True)
class Outputs:
    """What one pass gives.

    Shapes: ``tags`` (batch, length, tags), ``odds`` (batch, targets), ``shares`` (batch, length, targets), ``vector``
    (batch, hidden), ``states`` (batch, length, hidden).
    """

    tags: Tensor
    odds: Tensor
    shares: Tensor
    vector: Tensor
    states: Tensor


class Network(nn.Module):
    """The encoder with its heads.

    Parameters
    ----------
    encoder
        The encoder.
    hidden
        Width of its states.
    tags
        How many tags there are.
    priors
        Share of the messages that hold each target, from which learning starts.
    """

    def __init__(self, encoder: Encoder, *, hidden: int, tags: int, priors: Sequence[float]) -> None:
        super().__init__()
        self.encoder = encoder
        self.tags = nn.Linear(hidden, tags)
        self.attention = nn.Linear(hidden, len(priors))
        self.evidence = nn.Linear(hidden, len(priors))
        self.base = nn.Parameter(torch.logit(torch.tensor(priors), eps=1e-3))
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, mask: Tensor) -> Outputs:
        """Read a batch."""
        states = self.encoder(ids, mask)
        kept = self.dropout(states)
        hidden = (1.0 - mask[:, :, None].to(states.dtype)) * -1e4
        weights = torch.softmax(self.attention(kept).float() + hidden, dim=1)
        shares = weights * self.evidence(kept).float()
        weight = mask[:, :, None].to(states.dtype)
        vector = (states * weight).sum(dim=1) / weight.sum(dim=1)
        return Outputs(self.tags(kept).float(), shares.sum(dim=1) + self.base, shares, vector, states)

    @property
    def device(self) -> str:
        """Where the weights are: ``cpu``, ``cuda:0``."""
        return str(self.base.device)

    def without(self, layers: Sequence[int]) -> dict[str, Tensor]:
        """Return the state with only ``layers`` of the encoder, renumbered: where a student starts."""
        state = {}
        for name, tensor in self.state_dict().items():
            if not name.startswith("encoder.layers."):
                state[name] = tensor
                continue
            number, rest = name.removeprefix("encoder.layers.").split(".", 1)
            if int(number) in layers:
                state[f"encoder.layers.{list(layers).index(int(number))}.{rest}"] = tensor
        return state
