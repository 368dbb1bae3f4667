"""What serves in the tests says so when it cannot, and leaves nothing open."""

import threading

import pytest
import uvicorn
from serving import serving


async def cannot_start(scope, receive, send):
    await receive()
    await send({"type": "lifespan.startup.failed", "message": ""})


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # what ended the server
def test_a_server_that_does_not_start_is_not_waited_for():
    before = threading.active_count()
    configuration = uvicorn.Config(cannot_start, log_config=None, lifespan="on")
    with pytest.raises(AssertionError, match="before it had started"), serving(configuration):
        pytest.fail("it has not started")
    assert threading.active_count() == before
