"""How fast Berichtwacht is, beside its peers, in one run: ``make bench``.

Ours, Presidio's own analyser and deduce answer the same messages over the same kind of HTTP server, in turns, so
that an hour in which the machine is slow is slow for all three. ``plan`` says how much is measured; a module for each
question (``at_rate``, ``by_length``, ``highest``, ``in_process``, ``steps``, ``start_up``, ``memory``) measures and
words its answer; ``services``, ``load`` and ``worker`` start what is measured and what measures it.

Peers live in an environment of their own (``requirements.lock`` here), where only ``engines``, ``peer`` and ``worker``
of this package are used.
"""
