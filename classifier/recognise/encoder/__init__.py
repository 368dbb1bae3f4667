"""The encoder at work: one pass over a text gives entities, log-odds per target, and a vector.

``model`` runs the ONNX graph, in windows when a text is long; ``reading`` turns tags into entities; ``component`` is
the spaCy component; ``heads`` names the tags.
"""
