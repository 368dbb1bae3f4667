"""Placeholder until the builder of the number recognisers writes it."""

from typing import Any


def build_recognisers(configuration: Any) -> list[Any]:
    """Return the recognisers for persons and places only."""
    from classifier.recognise.recognisers.location import LocationRecogniser
    from classifier.recognise.recognisers.person import PersonRecogniser
    from classifier.recognise.recognisers.street_address import StreetAddressRecogniser

    return [PersonRecogniser(), LocationRecogniser(), StreetAddressRecogniser()]
