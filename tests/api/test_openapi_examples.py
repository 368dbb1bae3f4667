"""Schemathesis makes requests from the OpenAPI document, right and wrong ones, and checks every answer."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import negative_data_rejection

from api.app import create_app
from api.settings import Settings

load_all_checks()


class AsThisMachine:
    """The application, asked as this machine asks it (schemathesis calls itself otherwise), once it is there."""

    application = None

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope = {**scope, "client": ("127.0.0.1", 50000), "headers": [*headers, (b"host", b"localhost")]}
        await self.application(scope, receive, send)


late = AsThisMachine()
rejections = {"checks": {"negative_data_rejection": {"expected-statuses": [400, 413, 415]}}}
schema = schemathesis.openapi.from_dict(
    create_app(Settings(development=True), object()).openapi(), config=schemathesis.Config.from_dict(rejections)
)
schema.app = late


@pytest.fixture(scope="module", autouse=True)
def application(request):
    late.application = create_app(request.getfixturevalue("settings"), request.getfixturevalue("stand_in"))


@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_documented(case):
    # A wrong draft within a batch gets a problem of its own, and the batch is answered.
    lenient = [negative_data_rejection] if case.path == "/assessment-batches" else []
    case.call_and_validate(excluded_checks=lenient)
