import asyncio
import math

import pytest

from tests.bench.load import carry_out, precise_loop


class Server:
    """Answers every request with a status, and closes the connection when it is told to."""

    def __init__(self, *, status="200 OK", closes_after=None):
        self.status, self.closes_after = status, closes_after
        self.connections, self.bodies, self.heads = 0, [], []

    async def serve(self, reader, writer):
        self.connections += 1
        try:
            while self.closes_after is None or len(self.bodies) < self.closes_after * self.connections:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0])
                self.heads.append(head)
                self.bodies.append(await reader.readexactly(length))
                writer.write(f"HTTP/1.1 {self.status}\r\nContent-Length: 2\r\n\r\nok".encode())
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()


def asked(server, **job):
    async def all_of_it():
        listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        async with listener:
            port = listener.sockets[0].getsockname()[1]
            whole = {
                "path": "/v1/assessments",
                "key": None,
                "rate": None,
                "bound": None,
                "connections": 1,
                "port": port,
            }
            return await carry_out(whole | job)

    with asyncio.Runner(loop_factory=precise_loop) as runner:
        return runner.run(all_of_it())


BODIES = [{"text": f"één bericht {number}"} for number in range(20)]


def test_every_text_is_sent_once_over_one_connection():
    server = Server()
    result = asked(server, bodies=BODIES, key="bw_key")
    assert server.connections == 1
    assert len(set(server.bodies)) == len(BODIES) == len(result["latencies"])
    assert all(0 < latency < 5000 for latency in result["latencies"])
    assert all(head.startswith("POST /v1/assessments HTTP/1.1\r\n") for head in server.heads)
    assert all("X-API-Key: bw_key\r\n" in head for head in server.heads)


def test_at_a_rate_the_connections_take_turns():
    server = Server()
    result = asked(server, bodies=BODIES, rate=400, connections=4)
    assert server.connections == 4
    assert len(result["latencies"]) == len(result["lateness"]) == len(BODIES)
    assert math.inf not in result["latencies"]


@pytest.mark.parametrize("status", ["503 Service Unavailable", "429 Too Many Requests"])
def test_another_status_is_no_answer(status):
    assert asked(Server(status=status), bodies=BODIES)["latencies"] == [math.inf] * len(BODIES)


def test_a_closed_connection_fails_one_request_and_is_opened_again():
    server = Server(closes_after=5)
    result = asked(server, bodies=BODIES)
    assert server.connections > 1
    assert 1 <= result["latencies"].count(math.inf) <= 4
