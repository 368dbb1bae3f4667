"""Curation: texts that writers sent along with their feedback become training data, without anything of the original.

``queue`` says which texts wait and which teach most, ``desk`` opens one for one curator, says what of the original is
left in what they wrote, and takes their labels. ``reading`` is what the recognisers and the model find in a text,
``faults`` what is wrong with a record. Curators are told apart, and that is all that is known of them; ``session`` lets
them sign in.
"""

from api.curation.desk import Desk
from api.curation.endpoints import router
from api.curation.envelopes import Envelopes
from api.curation.session import SignIn
from api.curation.session import router as session_router

__all__ = ["Desk", "Envelopes", "SignIn", "router", "session_router"]
