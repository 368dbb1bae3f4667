"""The encoder as it is served: a tokenizer and an ONNX graph, one thread, no torch."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else the import writes a device id and a database to the home directory

import onnxruntime
from tokenizers import Tokenizer

from classifier.artefacts import ENCODER_FILES
from classifier.errors import ArtefactError
from classifier.recognise.encoder.heads import TAGS
from classifier.recognise.encoder.reading import FloatArray, Pass
from classifier.vocabulary import TARGETS

__all__ = ["OUTPUTS", "EncoderModel", "middle", "windows_over"]

GRAPH, TOKENIZER = ENCODER_FILES
OUTPUTS = ("tags", "odds", "shares", "vector")

WINDOW = 126
"""Pieces that are read at once, without the marks of beginning and end: one telling sentence among many others is lost
in a longer one (of 45 texts that hide one among up to twenty harmless messages, 38 were noticed with this length and 17
with twice as much)."""

STRIDE = 94
_BATCH = 8
_PADDING = 1

_INPUTS = [("ids", "tensor(int64)", 2), ("mask", "tensor(float)", 2)]

_NEVER = 4
"""Severity from which the runtime logs: what goes wrong is raised, and said once."""

_SLOWER = ["SkipLayerNormFusion"]
"""What the runtime would join that takes less time apart: a fifth of the whole pass."""


class EncoderModel:
    """Reads texts of any length in one pass, long ones in overlapping windows.

    One model may be used from any number of threads.

    Parameters
    ----------
    directory
        Directory with the graph and the tokenizer.

    Raises
    ------
    ArtefactError
        If one of them is missing, broken, or made for other tags or targets than these.
    """

    def __init__(self, directory: Path) -> None:
        self._tokenizer = _tokenizer(directory / TOKENIZER)
        self._session = _session(directory / GRAPH)
        self.width = int(self._session.get_outputs()[-1].shape[-1])
        self._try(directory)

    def read(self, text: str) -> Pass:
        """Read ``text``, which holds at least one visible character."""
        encoding = self._tokenizer.encode(text)
        ids, offsets = encoding.ids, [_visible(text, *span) for span in encoding.offsets[1:-1]]
        begin, end, pieces = ids[0], ids[-1], ids[1:-1]
        windows = windows_over(len(pieces))
        parts = [
            part
            for first in range(0, len(windows), _BATCH)
            for part in self._run(
                [[begin, *pieces[start:stop], end] for start, stop in windows[first : first + _BATCH]]
            )
        ]
        return _joined(offsets, windows, parts)

    def _try(self, directory: Path) -> None:
        """Read the last piece that the tokenizer can give, so that both files are known to belong together."""
        begin, *_, end = self._tokenizer.encode("").ids
        try:
            ((tags, odds, shares, vector),) = self._run([[begin, self._tokenizer.get_vocab_size() - 1, end]])
        except Exception as problem:  # noqa: BLE001 - as above
            raise ArtefactError(f"{directory}: its files do not belong together: {type(problem).__name__}") from None
        shapes = (tags.shape, odds.shape, shares.shape, vector.shape)
        if shapes != ((1, len(TAGS)), (len(TARGETS),), (1, len(TARGETS)), (self.width,)):
            raise ArtefactError(f"{directory / GRAPH}: does not answer as an encoder of this library does")

    def _run(self, rows: Sequence[Sequence[int]]) -> list[tuple[FloatArray, FloatArray, FloatArray, FloatArray]]:
        """Return tags, odds, shares and vector of every row, marks of beginning and end left out."""
        longest = max(map(len, rows))
        ids = np.full((len(rows), longest), _PADDING, dtype=np.int64)
        mask = np.zeros((len(rows), longest), dtype=np.float32)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = row
            mask[index, : len(row)] = 1.0
        tags, odds, shares, vector = self._session.run(OUTPUTS, {"ids": ids, "mask": mask})
        return [
            (tags[index, 1 : len(row) - 1], odds[index], shares[index, 1 : len(row) - 1], vector[index])
            for index, row in enumerate(rows)
        ]


def _tokenizer(path: Path) -> Tokenizer:
    """Load a tokenizer that marks beginning and end, and neither cuts texts short nor fills them up."""
    content = _content(path)
    try:
        tokenizer = Tokenizer.from_buffer(content)
        tokenizer.model._resize_cache(0)  # it would keep every word that it reads
        marks = tokenizer.encode("").special_tokens_mask
    except Exception as problem:  # noqa: BLE001 - what a broken file makes this package raise has no common base
        raise ArtefactError(f"{path}: is no tokenizer of this library: {type(problem).__name__}") from None
    if marks != [1, 1] or tokenizer.truncation is not None or tokenizer.padding is not None:
        raise ArtefactError(f"{path}: does not split texts as a tokenizer of this library does")
    return tokenizer


def _session(path: Path) -> onnxruntime.InferenceSession:
    """Load a graph with our inputs and outputs, which holds its weights itself and needs no operations of others."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # a pattern serves inputs of one length; messages have any
    options.log_severity_level = _NEVER
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", os.devnull)
    content = _content(path)
    try:
        session = onnxruntime.InferenceSession(
            content, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
    except Exception as problem:  # noqa: BLE001 - what a broken file makes this package raise has no common base
        raise ArtefactError(f"{path}: is no graph of this library: {type(problem).__name__}") from None
    inputs = [(item.name, item.type, len(item.shape)) for item in session.get_inputs()]
    shapes = {item.name: item.shape for item in session.get_outputs()}
    if inputs != _INPUTS or tuple(shapes) != OUTPUTS:
        raise ArtefactError(f"{path}: has other inputs or outputs than a graph of this library")
    if shapes["tags"][-1:] != [len(TAGS)] or shapes["odds"][-1:] != [len(TARGETS)]:
        raise ArtefactError(f"{path}: was made for other tags or targets than this library knows")
    if not shapes["vector"] or not isinstance(shapes["vector"][-1], int):
        raise ArtefactError(f"{path}: does not say how long the vector is")
    return session


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ArtefactError(f"{path}: is missing") from None
    except OSError as problem:
        raise ArtefactError(f"{path}: cannot be read: {problem.strerror}") from None


def _visible(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space that a piece begins with."""
    while start < end and text[start].isspace():
        start += 1
    return start, end


def windows_over(pieces: int) -> list[tuple[int, int]]:
    """Return the spans of overlapping windows that cover so many pieces."""
    if pieces <= WINDOW:
        return [(0, pieces)]
    starts = [*range(0, pieces - WINDOW, STRIDE), pieces - WINDOW]
    return [(start, start + WINDOW) for start in starts]


def _joined(
    offsets: Sequence[tuple[int, int]],
    windows: Sequence[tuple[int, int]],
    parts: Sequence[tuple[FloatArray, FloatArray, FloatArray, FloatArray]],
) -> Pass:
    """Put windows together: a piece is tagged by the window in whose middle it stands; the highest odds count."""
    if len(parts) == 1:
        tags, odds, shares, vector = parts[0]
        return Pass(tuple(offsets), _probabilities(tags), shares, odds, vector)
    tags = np.concatenate([part[0][middle(windows, index)] for index, part in enumerate(parts)])
    odds = np.stack([part[1] for part in parts])
    best = odds.argmax(axis=0)
    shares = np.zeros((len(offsets), len(TARGETS)), dtype=np.float32)
    for index, ((start, stop), part) in enumerate(zip(windows, parts, strict=True)):
        shares[start:stop, best == index] = part[2][:, best == index]
    vector = np.stack([part[3] for part in parts])
    return Pass(
        offsets=tuple(offsets),
        tags=_probabilities(tags),
        shares=shares,
        odds=odds.max(axis=0),
        vector=vector.mean(axis=0),
    )


def middle(windows: Sequence[tuple[int, int]], index: int) -> slice:
    """Return the pieces of a window, counted from its start, that no neighbour has nearer to its middle."""
    start, stop = windows[index]
    first = (windows[index - 1][1] - start) // 2 if index else 0
    last = stop - start
    if index + 1 < len(windows):
        overlap = stop - windows[index + 1][0]
        last -= overlap - overlap // 2
    return slice(first, last)


def _probabilities(odds: FloatArray) -> FloatArray:
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    probabilities: FloatArray = raised / raised.sum(axis=1, keepdims=True)
    return probabilities
