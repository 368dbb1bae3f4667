"""From a trained network to the artefact that is served: an int8 ONNX graph and its tokenizer."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from tokenizers import Tokenizer
from torch import Tensor, nn

from classifier.artefacts import ENCODER_FILES, encoder_hash
from classifier.recognise.encoder.heads import TAGS
from classifier.recognise.encoder.model import OUTPUTS
from classifier.training.encoder.layer_norms import apart
from classifier.training.encoder.network import Network
from classifier.training.encoder.source import Dimensions
from classifier.vocabulary import TARGETS

__all__ = ["NOTES", "Made", "export"]

NOTES = "encoder.json"
"""What an encoder is and where it comes from, beside its graph."""

_OPSET = 17


@dataclass(frozen=True, slots=True)
class Made:
    """An exported encoder: its directory, which is named after its hash, and its size in bytes."""

    directory: Path
    size: int


class _Served(nn.Module):
    """The network with plain tensors in and out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        said = self.network(ids, mask)
        return said.tags, said.odds, said.shares, said.vector


def export(
    network: Network, tokenizer: Tokenizer, dimensions: Dimensions, notes: dict[str, Any], directory: Path
) -> Made:
    """Write ``directory/<hash>/`` with the graph, the tokenizer and the notes.

    The hash is of the graph and the tokenizer, so that the same encoder is stored once.

    Parameters
    ----------
    network
        The trained network.
    tokenizer
        Its tokenizer.
    dimensions
        The shape of the model.
    notes
        What is known of it: source, licence, data, measured quality.
    directory
        ``models/encoders``.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory) as scratch:
        graph = _quantised(_fused(_plain(network, Path(scratch)), dimensions), Path(scratch))
        made = Path(scratch) / "made"
        made.mkdir()
        for name, content in zip(ENCODER_FILES, (graph, tokenizer.to_str().encode()), strict=True):
            (made / name).write_bytes(content)
        digest = encoder_hash(made)
        known = {"hash": digest, "tags": TAGS, "targets": TARGETS, "layers": len(network.encoder.layers), **notes}
        (made / NOTES).write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
        target = directory / digest
        shutil.copytree(made, target, dirs_exist_ok=True)
    return Made(target, sum(path.stat().st_size for path in target.iterdir()))


def _plain(network: Network, scratch: Path) -> Path:
    path = scratch / "plain.onnx"
    ids = torch.tensor([[0, 10, 11, 12, 2], [0, 10, 2, 1, 1]])
    mask = torch.tensor([[1.0] * 5, [1.0, 1.0, 1.0, 0.0, 0.0]])
    two = {0: "texts", 1: "pieces"}
    torch.onnx.export(
        _Served(network.cpu()).eval(),
        (ids, mask),
        str(path),
        input_names=["ids", "mask"],
        output_names=list(OUTPUTS),
        dynamic_axes={
            "ids": two,
            "mask": two,
            "tags": two,
            "shares": two,
            "odds": {0: "texts"},
            "vector": {0: "texts"},
        },
        opset_version=_OPSET,
        dynamo=False,
    )
    return path


def _fused(path: Path, dimensions: Dimensions) -> Path:
    """Join the operations of attention and activation, which run faster as one; also others, see ``layer_norms``."""
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    model = optimizer.optimize_model(
        str(path),
        model_type="bert",
        num_heads=dimensions.heads,
        hidden_size=dimensions.hidden,
        optimization_options=options,
        opt_level=0,
    )
    fused = path.with_name("fused.onnx")
    model.save_model_to_file(str(fused))
    return fused


def _quantised(path: Path, scratch: Path) -> bytes:
    target = scratch / "int8.onnx"
    quantize_dynamic(
        str(path),
        str(target),
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    model = apart(onnx.load(str(target)))
    model.producer_name, model.doc_string = "berichtwacht", ""
    serialised: bytes = model.SerializeToString()
    return serialised
