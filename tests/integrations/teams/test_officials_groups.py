"""Groups in Entra, read from a Graph that is a server on a socket of this machine: good, busy, broken, hostile."""

import asyncio
import gzip
import json
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import chain, repeat
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from berichtwacht_client import Role
from berichtwacht_teams.officials import FileList, GroupList, Officials, OfficialsError, Source
from berichtwacht_teams.officials import graph as graph_module
from berichtwacht_teams.officials.graph import GraphError, GroupReader, Trouble
from hypothesis import given, settings
from hypothesis import strategies as st

COLLEGE = "aaaaaaaa-0000-4000-8000-000000000001"
DIRECTORS = "aaaaaaaa-0000-4000-8000-000000000002"
COUNCIL = "aaaaaaaa-0000-4000-8000-000000000003"
TOKEN = "eyJ0.token.secret"  # a made-up one


def person(number):
    return f"bbbbbbbb-0000-4000-8000-{number:012d}"


def user(number, name=None):
    """A user as Graph gives it; without a name, as it does when the app may only read group members."""
    address = name and f"{name}@gemeente.example"
    return {"@odata.type": "#microsoft.graph.user", "id": person(number), "userPrincipalName": address, "mail": address}


def answer(body=b"", status=200, **headers):
    """An HTTP answer as bytes."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} Any", "Connection: close", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def page(*users, next_link=None):
    more = {} if next_link is None else {"@odata.nextLink": next_link}
    return answer({"@odata.count": len(users), "value": list(users)} | more)


@dataclass
class Graph:
    """A stub of Graph: ``says`` gives the answer to the path and the query of a request, at once or in pieces."""

    says: Callable[[str], bytes | Iterable[bytes]]
    url: str = ""
    targets: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    serving: set[asyncio.Task] = field(default_factory=set)

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = "http://127.0.0.1:{1}".format(*self._server.sockets[0].getsockname())
        return self

    async def __aexit__(self, *_):
        self._server.close()
        await self._server.wait_closed()
        await asyncio.gather(*self.serving)

    async def _serve(self, reader, writer):
        self.serving.add(asyncio.current_task())
        with suppress(OSError):  # the other side may have read enough
            await self._answer(reader, writer)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async def _answer(self, reader, writer):
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        self.targets.append(first.split(" ")[1])
        self.headers.append({name.lower(): value for name, _, value in (line.partition(": ") for line in lines)})
        said = self.says(self.targets[-1])
        for piece in [said] if isinstance(said, bytes) else said:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0 if isinstance(said, bytes) else 0.02)


async def token():
    return TOKEN


class Clock:
    """A clock that goes on by as much as somebody sleeps, for as many sleeps as there are ``rounds``."""

    def __init__(self, rounds=1):
        self.now = datetime(2026, 11, 2, 9, tzinfo=UTC)
        self.slept = []
        self.left = rounds
        self.between = lambda: None

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        self.left -= 1
        self.between()
        if not self.left:
            raise asyncio.CancelledError


def members(says, *, get_token=token):
    """Read one group from a Graph that answers so; return the members, the Graph and the clock."""
    clock = Clock(rounds=1000)

    async def run():
        async with Graph(says) as graph, httpx.AsyncClient() as client:
            return await GroupReader(client, get_token, graph.url, clock.sleep).members(COLLEGE), graph, clock

    return asyncio.run(run())


def trouble(says, **options):
    with pytest.raises(GraphError) as caught:
        members(says, **options)
    return caught.value.trouble


def kept_fresh(says, groups, *, rounds=1, between=lambda officials, clock: None, get_token=token):
    """Keep groups fresh for some sleeps, looking at them at each; return them, the Graph and the clock."""
    clock = Clock(rounds)

    async def run():
        async with Graph(says) as graph:
            officials = GroupList(groups, get_token, graph=graph.url, now=clock, sleep=clock.sleep)
            clock.between = lambda: between(officials, clock)
            with pytest.raises(asyncio.CancelledError):
                await officials.keep_fresh()
            return officials, graph, clock

    return asyncio.run(run())


def by_group(**pages):
    """Answer by the group that is asked for."""
    names = {"college": COLLEGE, "directors": DIRECTORS, "council": COUNCIL}
    return lambda target: next(said for name, said in pages.items() if names[name] in target)


def test_the_request_is_the_one_that_graph_wants():
    read, graph, _ = members(lambda target: page(user(1, "Mayor"), user(2)))
    assert {member.object_id for member in read} == {person(1), person(2)}
    assert {key for member in read for key in member.keys} == {person(1), person(2), "mayor@gemeente.example"}
    asked = urlsplit(graph.targets[0])
    assert asked.path == f"/v1.0/groups/{COLLEGE}/transitiveMembers/microsoft.graph.user"
    assert parse_qs(asked.query) == {
        "$select": ["id,userPrincipalName,mail"],
        "$top": ["999"],
        "$count": ["true"],
    }
    assert graph.headers[0]["authorization"] == f"Bearer {TOKEN}"
    assert graph.headers[0]["consistencylevel"] == "eventual"
    assert graph.headers[0]["accept-encoding"] == "identity"


def test_pages_are_followed_to_the_letter_and_kept_together():
    link = "/v1.0/groups/x?$skiptoken=RFNwdAIAAQ%2f%2B=='~!&$top=999"

    async def run():
        def says(target):
            return page(user(2), user(1)) if "skiptoken" in target else page(user(1), next_link=graph.url + link)

        async with Graph(says) as graph, httpx.AsyncClient() as client:
            return await GroupReader(client, token, graph.url, asyncio.sleep).members(COLLEGE), graph

    read, graph = asyncio.run(run())
    assert sorted(member.object_id for member in read) == [person(1), person(2)]
    assert graph.targets[1] == link
    assert all(headers["consistencylevel"] == "eventual" for headers in graph.headers)


LINKS = {
    "another host": "http://127.0.0.2:{port}/v1.0/x",
    "another port": "http://127.0.0.1:1/v1.0/x",
    "a name for the same host": "http://localhost:{port}/v1.0/x",
    "another scheme": "https://127.0.0.1:{port}/v1.0/x",
    "a user": "http://127.0.0.1@127.0.0.1:{port}/v1.0/x",
    "a host behind a user": "http://127.0.0.1:{port}@evil.example/v1.0/x",
    "a path only": "/v1.0/x",
    "no host": "http:///v1.0/x",
    "a file": "file:///etc/passwd",
    "no address": "http://[",
    "control characters": "http://127.0.0.1:{port}/\r\nX: y",
    "nothing": "",
    "a number": 7,
    "a mapping": {},
    "very long": "http://127.0.0.1:{port}/" + "a" * 20_000,
}


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_a_next_page_elsewhere_is_not_asked_for(link):
    async def run():
        async with Graph(lambda target: said[0]) as graph, httpx.AsyncClient() as client:
            port = urlsplit(graph.url).port
            said = [page(user(1), next_link=link.format(port=port) if isinstance(link, str) else link)]
            with pytest.raises(GraphError) as caught:
                await GroupReader(client, token, graph.url, asyncio.sleep).members(COLLEGE)
            return caught.value.trouble, len(graph.targets)

    assert asyncio.run(run()) == (Trouble.INVALID_ANSWER, 1)


def test_pages_that_go_round_end():
    async def run(next_of):
        async with Graph(lambda target: page(user(1), next_link=graph.url + next_of(len(graph.targets)))) as graph:
            async with httpx.AsyncClient() as client:
                with pytest.raises(GraphError) as caught:
                    await GroupReader(client, token, graph.url, asyncio.sleep).members(COLLEGE)
            return caught.value.trouble, len(graph.targets)

    assert asyncio.run(run(lambda asked: "/round")) == (Trouble.INVALID_ANSWER, 2)
    assert asyncio.run(run(lambda asked: f"/on/{asked}")) == (Trouble.TOO_LARGE, graph_module.MOST_PAGES)


def test_too_many_members_or_bytes_are_refused(monkeypatch):
    monkeypatch.setattr(graph_module, "MOST_MEMBERS", 3)
    assert len(members(lambda target: page(*map(user, range(3))))[0]) == 3
    assert trouble(lambda target: page(*map(user, range(4)))) is Trouble.TOO_LARGE
    fits = page(user(1)).partition(b"\r\n\r\n")[2]
    monkeypatch.setattr(graph_module, "MOST_BYTES", len(fits))
    assert members(lambda target: answer(fits))[0]
    assert trouble(lambda target: answer(fits + b" ")) is Trouble.TOO_LARGE


def test_an_answer_that_could_grow_is_refused_before_it_is_read():
    squeezed = gzip.compress(page(user(1)).partition(b"\r\n\r\n")[2])
    assert trouble(lambda target: answer(squeezed, Content_Encoding="gzip")) is Trouble.INVALID_ANSWER
    readable = page(user(1)).partition(b"\r\n\r\n")[2]
    assert trouble(lambda target: answer(readable, Content_Encoding="br")) is Trouble.INVALID_ANSWER


BAD_ANSWERS = {
    "no JSON": b"<html>",
    "nothing": b"",
    "no UTF-8": b"\xff\xfe\xfd",
    "deep": b"[" * 100_000,
    "a list": [],
    "no value": {},
    "value is no list": {"value": {"id": person(1)}},
    "a user that is text": {"value": ["a"]},
    "a user without an id": {"value": [{"mail": "a@b.nl"}]},
    "an id that is null": {"value": [{"id": None}]},
    "an id that is an address": {"value": [{"id": "a@b.nl"}]},
    "an id that is a number": {"value": [{"id": 1}]},
    "one good, one bad": {"value": [user(1), None]},
}


@pytest.mark.parametrize("body", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_an_answer_that_makes_no_sense_is_refused_whole(body):
    assert trouble(lambda target: answer(body)) is Trouble.INVALID_ANSWER


def test_addresses_that_make_no_sense_are_passed_over():
    odd = user(1) | {"userPrincipalName": ["a@b.nl"], "mail": "jan", "displayName": "Jan"}
    also = user(2) | {"userPrincipalName": person(1), "mail": "x" * 400 + "@b.nl"}
    read = members(lambda target: page(odd, also))[0]
    assert [member.keys for member in read] == [{person(1)}, {person(2)}]


STATUSES = {
    301: Trouble.INVALID_ANSWER,
    204: Trouble.INVALID_ANSWER,
    400: Trouble.INVALID_ANSWER,
    401: Trouble.REFUSED,
    403: Trouble.REFUSED,
    404: Trouble.NOT_FOUND,
    500: Trouble.UNREACHABLE,
    504: Trouble.UNREACHABLE,
}


@pytest.mark.parametrize(("status", "kind"), STATUSES.items())
def test_a_status_is_told_by_its_kind(status, kind):
    assert trouble(lambda target: answer(b"", status, Location="http://127.0.0.2/")) is kind


def test_what_is_no_http_or_ends_early_is_unreachable():
    assert trouble(lambda target: b"SSH-2.0\r\n\r\n") is Trouble.UNREACHABLE
    assert trouble(lambda target: b"") is Trouble.UNREACHABLE
    assert trouble(lambda target: page(user(1))[:-1]) is Trouble.UNREACHABLE


def test_a_graph_that_dribbles_is_late(monkeypatch):
    monkeypatch.setattr(graph_module, "_DEADLINE", 0.2)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    assert trouble(lambda target: chain([head], repeat(b" ", 500))) is Trouble.LATE


async def not_signed_in():
    raise ValueError(TOKEN)


async def token_that_is(value):
    return value


@pytest.mark.parametrize("value", ["", None, "a\r\nX: y", "é", "a\x00"])
def test_without_a_token_nothing_is_asked(value):
    assert trouble(lambda target: page(), get_token=not_signed_in) is Trouble.NOT_SIGNED_IN
    assert trouble(lambda target: page(), get_token=lambda: token_that_is(value)) is Trouble.NOT_SIGNED_IN


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_graph_is_left_alone_for_as_long_as_it_asks(status):
    answers = iter(
        [
            answer(status=status, Retry_After="7"),
            answer(status=status),
            answer(status=status, Retry_After="soon"),
            answer(status=status, Retry_After="-3"),
            page(user(1)),
        ]
    )
    read, _, clock = members(lambda target: next(answers))
    assert [member.object_id for member in read] == [person(1)]
    assert clock.slept == [7, 10, 20, 40]


def test_a_moment_to_come_back_at_is_waited_for():
    moment = datetime.now(UTC) + timedelta(seconds=30)
    answers = iter([answer(status=429, Retry_After=format_datetime(moment, usegmt=True)), page()])
    clock = members(lambda target: next(answers))[2]
    assert 20 < clock.slept[0] <= 30


def test_a_graph_that_stays_busy_is_given_up():
    with pytest.raises(GraphError) as caught:
        members(lambda target: answer(status=429, Retry_After="2"))
    assert (caught.value.trouble, caught.value.wait) == (Trouble.BUSY, 2)


@pytest.mark.parametrize(("asks", "waits"), [("7200", 7200), ("9" * 30, 6 * 3600), ("61", 61)])
def test_a_long_wait_puts_off_the_next_round_and_nothing_else_is_asked(asks, waits):
    officials, graph, clock = kept_fresh(
        lambda target: answer(status=429, Retry_After=asks), {COLLEGE: Role.EXECUTIVE, COUNCIL: Role.COUNCILLOR}
    )
    assert (len(graph.targets), clock.slept) == (1, [waits])
    assert (officials.state().problem, officials.stale) == ("busy", True)


def test_groups_give_roles_and_the_one_that_asks_for_most_care_wins():
    says = by_group(college=page(user(1), user(2)), directors=page(user(2), user(3)), council=page(user(1), user(4)))
    groups = {COUNCIL: Role.COUNCILLOR, DIRECTORS.upper(): Role.KEY_OFFICIAL, COLLEGE: Role.EXECUTIVE}
    officials, _, clock = kept_fresh(says, groups)
    assert [officials.roster.role_of([person(number)]) for number in range(1, 6)] == [
        Role.EXECUTIVE,
        Role.EXECUTIVE,
        Role.KEY_OFFICIAL,
        Role.COUNCILLOR,
        None,
    ]
    state = officials.state()
    assert state.people == {Role.EXECUTIVE: 2, Role.KEY_OFFICIAL: 1, Role.COUNCILLOR: 1}
    assert (state.source, state.stale, state.problem) == (Source.GROUPS, False, None)
    assert state.read_at == clock.now - timedelta(hours=1)
    assert clock.slept == [3600]


def test_before_the_first_reading_nobody_is_said_to_be_no_key_official():
    officials = GroupList({COLLEGE: Role.EXECUTIVE}, token)
    state = officials.state()
    assert (state.stale, state.read_at, state.people) == (True, None, {})
    assert Officials(groups=officials).role_of([person(9)]) is None


def test_a_group_that_fails_keeps_its_members_and_after_a_day_the_list_is_stale(caplog):
    broken = []
    good = by_group(college=page(user(1, "mayor")), council=page(user(2)))

    def says(target):
        return answer(status=404) if broken and COLLEGE in target else good(target)

    seen = []

    def between(groups, clock):
        officials = Officials(groups=groups)
        seen.append((clock.now, officials.role_of([person(1)]), officials.role_of([person(9)]), groups.state().problem))
        broken.append(True)

    with caplog.at_level(logging.DEBUG, "berichtwacht_teams"):
        groups, _, clock = kept_fresh(
            says, {COLLEGE: Role.EXECUTIVE, COUNCIL: Role.COUNCILLOR}, rounds=35, between=between
        )
    assert clock.slept[:9] == [3600, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert {role for _, role, _, _ in seen} == {Role.EXECUTIVE}
    read = groups.state().read_at
    assert [other for now, _, other, _ in seen] == [
        None if now - read > timedelta(hours=24) else Role.OFFICIAL for now, _, _, _ in seen
    ]
    assert seen[-1][2:] == (None, "not_found")
    assert {str(record.facts) for record in caplog.records} == {str({"role": "executive", "trouble": "not_found"})}
    logged = str([vars(record) for record in caplog.records])
    assert not any(secret in logged for secret in (TOKEN, "mayor", person(1)))


def test_a_group_that_never_was_read_leaves_the_others_known():
    says = by_group(college=answer(status=403), council=page(user(2)))
    groups, graph, _ = kept_fresh(says, {COLLEGE: Role.EXECUTIVE, COUNCIL: Role.COUNCILLOR})
    assert len(graph.targets) == 2
    assert Officials(groups=groups).role_of([person(2)]) is Role.COUNCILLOR
    assert Officials(groups=groups).role_of([person(9)]) is None
    assert (groups.state().read_at, groups.state().problem) == (None, "refused")


def test_who_has_left_the_group_has_left_the_list():
    pages = iter([page(user(1), user(2)), page(user(2))])
    groups, _, _ = kept_fresh(lambda target: next(pages), {COLLEGE: Role.EXECUTIVE}, rounds=2)
    assert Officials(groups=groups).role_of([person(1)]) is Role.OFFICIAL
    assert groups.state().people == {Role.EXECUTIVE: 1}


def test_what_nobody_foresaw_does_not_stop_the_rounds(monkeypatch, caplog):
    def break_down(self, group):
        raise ZeroDivisionError(TOKEN)

    monkeypatch.setattr(GroupReader, "members", break_down)
    groups, _, clock = kept_fresh(lambda target: page(), {COLLEGE: Role.EXECUTIVE}, rounds=2)
    assert clock.slept == [60, 120]
    assert groups.state().problem == "unexpected"
    assert caplog.records[0].facts == {"role": "executive", "trouble": "unexpected", "error": "ZeroDivisionError"}
    assert TOKEN not in caplog.text


def test_lists_are_kept_fresh_as_one_task_that_ends_when_cancelled(tmp_path):
    path = tmp_path / "officials.yaml"
    path.write_text(f"registrar: [{person(7)}]\n")

    async def run():
        async with Graph(by_group(college=page(user(1)))) as graph:
            officials = Officials(FileList(path), GroupList({COLLEGE: Role.EXECUTIVE}, token, graph=graph.url))
            task = asyncio.create_task(officials.keep_fresh())
            async with asyncio.timeout(10):
                while any(state.stale for state in officials.state()):
                    await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return officials

    officials = asyncio.run(run())
    assert [officials.role_of([person(number)]) for number in (1, 7, 9)] == [
        Role.EXECUTIVE,
        Role.REGISTRAR,
        Role.OFFICIAL,
    ]
    assert [state.source for state in officials.state()] == [Source.FILE, Source.GROUPS]


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ({}, "must name 1 to 50 groups"),
        ({person(number): Role.OFFICIAL for number in range(51)}, "must name 1 to 50 groups"),
        ({"college@b.nl": Role.EXECUTIVE}, "by its object id"),
        ({"college": Role.EXECUTIVE}, "by its object id"),
        ({COLLEGE: Role.RESIDENT}, "must be one of executive, registrar, key_official, councillor, official"),
        ({COLLEGE: Role.EXECUTIVE, COLLEGE.upper(): Role.REGISTRAR}, "the same group twice"),
    ],
)
def test_groups_that_make_no_sense_are_refused(groups, says):
    with pytest.raises(OfficialsError, match=says):
        GroupList(groups, token)


@pytest.mark.parametrize("graph", ["https://graph.microsoft.us", "http://127.0.0.1:80", "http://[::1]:80/"])
def test_an_address_of_graph_that_is_safe_is_taken(graph):
    GroupList({COLLEGE: Role.EXECUTIVE}, token, graph=graph)


@pytest.mark.parametrize(
    "graph",
    ["http://graph.microsoft.com", "https://", "graph", "https://a/b", "https://u@a", "https://a?b", "http://["],
)
def test_an_address_of_graph_that_is_not_safe_is_refused(graph):
    with pytest.raises(OfficialsError, match="https"):
        GroupList({COLLEGE: Role.EXECUTIVE}, token, graph=graph)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.just(person(1))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["id", "mail", "value", "userPrincipalName", "@odata.nextLink"]), inner),
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(body=JSON)
def test_any_json_is_members_or_trouble(body):
    try:
        read = members(lambda target: answer(body))[0]
    except GraphError as problem:
        kind = problem.trouble
    else:
        kind = None
        assert all(member.object_id in member.keys for member in read)
    assert kind in {None, Trouble.INVALID_ANSWER}
