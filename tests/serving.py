"""A server on a socket of this machine, for tests that send bytes."""

import socket
import threading
import time
from contextlib import contextmanager

import uvicorn


@contextmanager
def serving(configuration):
    """Serve as ``configuration`` of uvicorn says, in a thread of its own, and yield host and port."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    running = uvicorn.Server(configuration)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not running.started:
            assert thread.is_alive(), "the server ended before it had started"
            time.sleep(0.01)
        yield listener.getsockname()
    finally:
        running.should_exit = True
        thread.join()
        listener.close()
