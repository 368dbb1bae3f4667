"""What the tests of training share with those of its commands: a small corpus, and models made from it."""

from small_models import models, small_corpus, trained

__all__ = ["models", "small_corpus", "trained"]
