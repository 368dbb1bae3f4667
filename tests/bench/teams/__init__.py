"""How fast the Teams app answers, beside the service that it asks: ``make bench-teams``.

The service and the app each run as a process of their own, as their users start them; only the issuer of the tokens and
Teams' connector are of this machine. ``activities`` says what is sent, ``load`` sends it and is the connector,
``at_rate`` measures while all is well, ``away`` while the service is silent or gone, ``page`` words it.
"""
