"""Training: the curators' side, from written messages to a model version.

``corpus`` reads the curated messages, ``markup`` turns what an author wrote into a record, ``checks`` finds what
breaks the labelling guideline, ``statistics`` counts what there is and which ``quotas`` are reached, ``datasheet``
writes it down, ``agreement`` compares two labellers. ``encoder`` makes the encoder (it alone needs torch), ``fit``
fits the scorers on top of it, ``train`` writes a version. ``evaluation`` measures it and reports, ``thresholds``
chooses them, ``card`` describes the result.
Nothing here is imported when a draft is assessed.
"""
