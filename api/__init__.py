"""The HTTP service over the library: a draft in by POST, an assessment out.

``app`` puts the service together, a folder per resource holds its routes and schemas, ``problems`` words every
error, ``limits`` and ``bodies`` keep bad input out, ``security`` decides who may ask, ``telemetry`` logs what
happened without a word of any draft. The library (:mod:`classifier`) knows nothing of this package.
"""

API_VERSION = "1.0.0"
"""Version of the HTTP interface (Semantic Versioning); its major number is in every path: ``/v1``."""

BASE_PATH = "/v1"
"""Where every resource of this major version starts."""

__all__ = ["API_VERSION", "BASE_PATH"]
