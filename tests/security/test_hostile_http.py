"""Requests that two readers could read differently are refused; no byte of one becomes the start of another."""

import re
import time

import httpx
import pytest

JSON = b"Content-Type: application/json"
BODY = b'{"text": "hoi"}'
CHUNKED = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
HIDDEN = b"GET /v1/policy HTTP/1.1\r\nHost: localhost\r\n\r\n"
LENGTH = b"Content-Length: %d" % len(BODY)
CHUNKS = b"Transfer-Encoding: chunked"


def request(*headers, line=b"POST /v1/assessments HTTP/1.1", host=b"Host: localhost", body=b""):
    return b"\r\n".join([line, *([host] if host else []), *headers, b"", b""]) + body


def only(*headers, **more):
    """A request after which the connection ends, so that nobody waits for another answer."""
    return request(b"Connection: close", *headers, **more)


def statuses(heard):
    return [int(found) for found in re.findall(rb"HTTP/1\.[01] (\d{3}) ", heard)]


def test_a_plain_request_is_answered(say):
    assert statuses(say(only(JSON, LENGTH, body=BODY))) == [200]
    assert statuses(say(only(JSON, CHUNKS, body=CHUNKED))) == [200]


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(request(JSON, LENGTH, CHUNKS, body=CHUNKED), id="length and chunks"),
        pytest.param(request(JSON, CHUNKS, b"Content-Length: 4", body=CHUNKED), id="chunks and length"),
        pytest.param(request(JSON, LENGTH, b"Content-Length: 3", body=BODY), id="two lengths"),
        pytest.param(request(JSON, LENGTH, LENGTH, body=BODY), id="one length twice"),
        pytest.param(request(JSON, b"Content-Length: 15, 15", body=BODY), id="list of lengths"),
        pytest.param(request(JSON, b"Content-Length: +15", body=BODY), id="length with a sign"),
        pytest.param(request(JSON, b"Content-Length: -1", body=BODY), id="negative length"),
        pytest.param(request(JSON, b"Content-Length: 0xf", body=BODY), id="hexadecimal length"),
        pytest.param(request(JSON, b"Content-Length: 1" + b"0" * 30, body=BODY), id="length beyond 64 bits"),
        pytest.param(request(JSON, b"Transfer-Encoding: xchunked", body=CHUNKED), id="unknown coding"),
        pytest.param(request(JSON, b"Transfer-Encoding: chunked, identity", body=CHUNKED), id="chunks not last"),
        pytest.param(request(JSON, CHUNKS, CHUNKS, body=CHUNKED), id="chunks twice"),
        pytest.param(request(JSON, b"Transfer-Encoding : chunked", body=CHUNKED), id="space before the colon"),
        pytest.param(request(JSON, b"Transfer-Encoding: \x0bchunked", body=CHUNKED), id="vertical tab"),
        pytest.param(request(JSON, CHUNKS, body=b"-e\r\n" + BODY + b"\r\n0\r\n\r\n"), id="negative chunk"),
        pytest.param(request(JSON, CHUNKS, body=b"f" * 18 + b"\r\n" + BODY), id="chunk beyond 64 bits"),
        pytest.param(request(JSON, CHUNKS, body=b"f\n" + BODY + b"\n0\n\n"), id="chunk with bare line ends"),
        pytest.param(request(JSON, LENGTH, b"X: a\r\n b", body=BODY), id="folded header"),
        pytest.param(request(JSON, LENGTH, b"Host:\r\n localhost", host=b"", body=BODY), id="folded host"),
        pytest.param(request(JSON, LENGTH, body=BODY).replace(b"\r\n", b"\n"), id="bare line ends"),
        pytest.param(request(JSON, LENGTH, b"X: a\rb", body=BODY), id="bare carriage return"),
        pytest.param(request(JSON, LENGTH, b"X: a\0b", body=BODY), id="NUL in a header"),
        pytest.param(request(JSON, LENGTH, b"X\0: a", body=BODY), id="NUL in a name"),
        pytest.param(request(line=b"get /v1/policy HTTP/1.1"), id="method in lower case"),
        pytest.param(request(line=b"FOO /v1/policy HTTP/1.1"), id="unknown method"),
        pytest.param(request(line=b"G\x1b[2JET /v1/policy HTTP/1.1"), id="escape in the method"),
        pytest.param(request(line=b"CONNECT evil.example:443 HTTP/1.1"), id="tunnel"),
        pytest.param(request(line=b"PRI * HTTP/2.0"), id="HTTP/2"),
        pytest.param(request(line=b"GET /v1/policy HTTP/9.9"), id="version of the future"),
        pytest.param(request(line=b"GET /\xff\xfe HTTP/1.1"), id="path that is no ASCII"),
        pytest.param(request(line=b"GET /v1/pol\ticy HTTP/1.1"), id="tab in the path"),
        pytest.param(request(line=b"GET v1/policy HTTP/1.1"), id="path without a slash"),
    ],
)
def test_a_request_with_two_meanings_is_refused_and_the_connection_ends(say, hostile):
    heard = say(hostile + HIDDEN)
    assert statuses(heard) == [400]
    assert b"connection: close" in heard.lower()


def test_a_body_that_nobody_reads_is_no_next_request(say):
    length = b"Content-Length: %d" % len(HIDDEN)
    assert statuses(say(request(length, line=b"POST /v1/feedback HTTP/1.1"), HIDDEN)) == [401]
    assert statuses(say(request(JSON, length), HIDDEN)) == [400]


@pytest.mark.parametrize("protocol", [b"h2c", b"websocket", b"anything"])
def test_asking_for_another_protocol_makes_no_body_the_next_request(say, protocol):
    """The parser reads no body of such a request; what comes later would be read as a request of somebody else."""
    head = request(JSON, b"Connection: Upgrade", b"Upgrade: " + protocol, b"Content-Length: %d" % len(HIDDEN))
    heard = say(head, HIDDEN)
    assert len(statuses(heard)) == 1
    assert b"connection: close" in heard.lower()


def test_a_tunnel_to_a_path_makes_no_body_the_next_request(say):
    head = request(b"Content-Length: %d" % len(HIDDEN), line=b"CONNECT /v1/policy HTTP/1.1")
    assert statuses(say(head, HIDDEN)) == [405]


@pytest.mark.parametrize("method", [b"TRACE", b"PROPFIND", b"SOURCE", b"PURGE", b"DELETE"])
def test_no_other_method_does_anything(say, method):
    heard = say(only(b"X-Secret: geheim", line=method + b" /v1/policy HTTP/1.1"))
    assert statuses(heard) == [405]
    assert b"geheim" not in heard  # TRACE would say the request again


def test_a_method_cannot_be_overridden(say):
    overridden = only(b"X-HTTP-Method-Override: POST", line=b"GET /v1/assessments HTTP/1.1")
    assert statuses(say(overridden)) == [405]


@pytest.mark.parametrize(
    "hosts",
    [
        [],
        [b"evil.example"],
        [b"localhost", b"evil.example"],
        [b"evil.example", b"localhost"],
        [b"localhost", b"localhost"],
        [b"localhost."],
        [b"localhost,evil.example"],
        [b"localhost evil.example"],
        [b"localhost/evil"],
        [b"localhost:80@evil.example"],
        [b"evil.example#localhost"],
        [b"localhost:"],
        [b"localhost:http"],
        [b"localhost:8000:8000"],
        [b"[::1]evil.example"],
        [b"[::1"],
        [b"2130706433"],
        [b"0x7f000001"],
        [b"127.1"],
        [b"0.0.0.0"],
        [b"[::ffff:127.0.0.1]"],
        [b"localhost\xc2\xa0"],
        [b"\xef\xbd\x8cocalhost"],
    ],
    ids=repr,
)
def test_a_host_that_is_not_exactly_ours_is_not_answered(say, hosts):
    lines = [b"Host: " + host for host in hosts]
    heard = say(only(*lines, line=b"GET /v1/policy HTTP/1.1", host=b""))
    assert statuses(heard) == [421]
    assert b"evil" not in heard


@pytest.mark.parametrize("host", [b"localhost", b"LocalHost:18731", b"127.0.0.1:1", b"[::1]", b"[::1]:8000"])
def test_our_own_hosts_are_answered(say, host):
    assert statuses(say(only(line=b"GET /v1/policy HTTP/1.1", host=b"Host: " + host))) == [200]


@pytest.mark.parametrize(
    ("target", "host", "status"),
    [
        (b"http://localhost/v1/policy", b"evil.example", 421),
        (b"http://evil.example/v1/feedback/counts", b"localhost", 401),
        (b"//evil.example/v1/policy", b"localhost", 404),
        (b"*", b"localhost", 404),
    ],
)
def test_the_host_header_decides_and_not_the_target(say, target, host, status):
    assert statuses(say(only(line=b"GET " + target + b" HTTP/1.1", host=b"Host: " + host))) == [status]


@pytest.mark.parametrize(
    "path",
    [
        b"//v1/policy",
        b"/v1//policy",
        b"/v1/policy/",
        b"/v1/../v1/policy",
        b"/./v1/policy",
        b"/%2e%2e/v1/policy",
        b"/V1/policy",
        b"/v1/policy%00",
        b"/v1/policy%0a",
        b"/v1/policy%0d%0aSet-Cookie:%20a=b",
        b"/v1/policy;a",
        b"/v1\\policy",
        b"/v1/%zz%u0041",
        b"/v1/%ff%fe",
        b"/static/..\\index.html",
        b"/static/%2e%2e%2fendpoints.py",
        b"/static/%252e%252e/endpoints.py",
        b"/static/index.html",
        b"/static//etc/passwd",
        b"/static/page.js%00.css",
        b"/.git/config",
        b"/" + b"a" * 60_000,
    ],
    ids=lambda path: path[:40].decode(),
)
def test_no_spelling_of_a_path_leads_anywhere(say, path):
    heard = say(only(line=b"GET " + path + b" HTTP/1.1"))
    assert statuses(heard) == [404]
    assert b"set-cookie" not in heard.lower()


def test_a_line_without_end_is_cut_off(say):
    assert statuses(say(only(line=b"GET /" + b"a" * 200_000 + b" HTTP/1.1"))) == []


@pytest.mark.parametrize(
    "media_type",
    [
        b'application/json;"' + b";" * 60_000,
        b'application/json;"' + b'\\";' * 20_000,
        b"application/json" + b";a=b" * 15_000,
    ],
    ids=["quote", "escaped quotes", "parameters"],
)
def test_a_hostile_media_type_keeps_nobody_waiting(say, media_type):
    """Python's own reader takes seconds over one of these, in which nobody else would be answered."""
    say(only(JSON, LENGTH, body=BODY))
    started = time.process_time()
    assert statuses(say(only(b"Content-Type: " + media_type, LENGTH, body=BODY))) == [415]
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    "headers",
    [
        [JSON, b"Content-Type: text/plain"],
        [b"Content-Type: text/plain", JSON],
        [b"Content-Type: application/json, text/plain"],
        [b"Content-Type: application/json; charset=utf-16"],
        [b"Content-Type: application/json; charset==?utf-8?q?utf-8?="],
        [b"Content-Type: application/json; charset=\xff"],
        [JSON, b"Content-Encoding: gzip"],
        [JSON, b"Content-Encoding: identity, gzip"],
        [JSON, b"Content-Encoding: identity", b"Content-Encoding: br"],
    ],
    ids=repr,
)
def test_a_body_of_two_kinds_or_compressed_is_not_read(say, headers):
    assert statuses(say(only(*headers, LENGTH, body=BODY))) == [415]


@pytest.mark.parametrize("name", ["Origin", "traceparent", "X-API-Key", "Authorization", "Accept", "X-Forwarded-For"])
def test_no_header_comes_back(address, name):
    sentinel = "zwaluwstaart%0d%0aSet-Cookie:a=b\\r\\nX:<script>"
    answer = httpx.get("http://{}:{}/v1/policy".format(*address), headers={name: sentinel})
    assert "zwaluwstaart" not in str(answer.headers) + answer.text
    assert "set-cookie" not in answer.headers


def test_nobodys_word_is_taken_for_where_a_request_comes_from(address):
    forwarded = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Host": "evil.example", "Forwarded": "for=192.0.2.1"}
    assert httpx.get("http://{}:{}/v1/policy".format(*address), headers=forwarded).status_code == 200
