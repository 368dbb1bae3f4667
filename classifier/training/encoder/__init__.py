"""Making the encoder: multilingual-e5-small, pruned to Dutch and English, fine-tuned, distilled, exported.

Needs torch (``requirements-encoder.lock``); nothing that serves imports this package.

``source`` reads the published weights, ``vocabulary`` prunes them, ``prepare`` gathers all that training starts from,
``network`` is the model, ``labels`` and ``batches`` turn messages into tensors, ``vary`` varies them, ``plan`` says
how to train, ``fit`` trains the teachers and ``distil`` the student, ``measure`` says what they know, ``curve`` what
more messages would bring, ``export`` writes the artefact.
"""
