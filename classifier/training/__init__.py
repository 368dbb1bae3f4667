"""Training: the curators' side, from written messages to a model version.

``corpus`` reads the curated messages, ``markup`` turns what an author wrote into a record, ``checks`` finds
what breaks the labelling guideline, ``fit`` trains the estimators, ``metrics`` and ``evaluate`` measure them.
Nothing here is imported when a draft is assessed.
"""
