"""Decide: levels from scores, and what the municipality's guideline makes of them.

``policy_file`` is the shape of the guideline as data, ``source`` reads it and notices changes, ``levels``
applies the thresholds, ``history`` says what a draft completes, ``policy`` applies the rules.
"""

from classifier.decide.policy import Policy
from classifier.decide.source import PolicySource, load_policy

__all__ = ["Policy", "PolicySource", "load_policy"]
