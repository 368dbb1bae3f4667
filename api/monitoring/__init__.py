"""Watching how the model does in use: numbers of all workers, without a text and without a person.

``tally`` counts in a worker, ``keeping`` adds that to the store now and again, ``report`` makes of it what curators
read, ``telling`` says which numbers are too small to be told.
"""

from api.monitoring.endpoints import router
from api.monitoring.keeping import Keeping
from api.monitoring.report import Monitor
from api.monitoring.tally import Tally

__all__ = ["Keeping", "Monitor", "Tally", "router"]
