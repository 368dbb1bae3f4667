"""Both clients against the real service."""

import asyncio
import inspect
import threading
import time
from datetime import date, timedelta

import pytest
from berichtwacht_client import (
    Action,
    Assessment,
    AsyncClient,
    Category,
    Channel,
    Client,
    Context,
    Correction,
    Draft,
    Feedback,
    InvalidRequest,
    Language,
    Level,
    Problem,
    Refused,
    Role,
    Topic,
    Verdict,
    Why,
    __version__,
)

TEXT = "mevr Yilmaz krijgt bijstand"
WHOLE = Context(
    channel=Channel.WHATSAPP,
    crisis=True,
    sender=Role.OFFICIAL,
    recipients=[Role.EXECUTIVE, Role.COUNCILLOR],
    history=["heb je even?", "ja 🙂"],
)


@pytest.fixture
def options(service):
    return {"credential": service.key}


def test_a_draft_is_assessed(ask, service, options):
    found = ask(service.url, "assess", TEXT, options=options)
    assert found.verdict is Verdict.WARN
    assert not found.is_clear
    assert found.categories.personal.level is Level.WARN
    assert found.categories.decision.score == pytest.approx(0.02)
    assert [(one.category, one.entity, TEXT[one.start : one.end]) for one in found.findings] == [
        (Category.PERSONAL, "PERSON", "Yilmaz"),
        (Category.PERSONAL, None, "bijstand"),
    ]
    assert found.warnings[0].code == "personal.sensitive_fact"
    assert found.warnings[0].destinations[-1].url == "mailto:"
    assert found.redacted_text is None


def test_all_that_can_be_asked_is_asked(ask, service, options):
    found = ask(
        service.url, "assess", TEXT, context=WHOLE, language=Language.EN, redact=True, deadline=9, options=options
    )
    assert found.verdict is Verdict.NOTICE  # a crisis
    assert found.redacted_text == "mevr <PERSON> krijgt bijstand"
    assert "This" in found.findings[0].explanation
    assert found.reminders
    whole = ask(service.url, "assess", Draft(TEXT, WHOLE, Language.EN, redact=True), options=options)
    assert whole.findings == found.findings


def test_nothing_found_is_clear(ask, service, options):
    assert ask(service.url, "assess", "tot morgen", options=options).is_clear
    assert ask(service.url, "assess", "", options=options).is_clear


def test_offsets_count_code_points(ask, service, options):
    text = "😀 é Yilmaz"
    (found,) = ask(service.url, "assess", text, options=options).findings
    assert text[found.start : found.end] == "Yilmaz"


def test_a_whole_draft_takes_no_options_beside_it(ask, service, options):
    with pytest.raises(TypeError, match="holds its own"):
        ask(service.url, "assess", Draft(TEXT), redact=True, options=options)


def test_many_drafts_are_answered_in_their_order(ask, service, options):
    texts = [f"bericht {number} {'mevr Yilmaz krijgt bijstand' if number % 3 == 0 else ''}" for number in range(205)]
    texts[7] = "ontploft"  # the stand-in explodes, the others are answered
    texts[150] = "te lang" * 2000
    found = ask(service.url, "assess_many", [*texts[:204], Draft(texts[204], redact=True)], options=options)
    assert len(found) == 205
    for number, (text, one) in enumerate(zip(texts, found, strict=True)):
        if number in {7, 150}:
            assert isinstance(one, Problem)
        else:
            assert one.is_clear == (number % 3 != 0)
            assert [text[span.start : span.end] for span in one.findings][:1] == (["Yilmaz"] if number % 3 == 0 else [])
    assert (found[7].status, found[7].type) == (500, "urn:problem-type:berichtwacht:internal-error")
    assert (found[150].status, found[150].type) == (400, "urn:problem-type:berichtwacht:invalid-input")
    assert found[204].redacted_text == texts[204].replace("Yilmaz", "<PERSON>")


def test_batches_are_small_enough_for_the_service(ask, service, options):
    large = "😀" * 10_000  # 40 KB each: 60 of them are too many bytes for one batch
    found = ask(service.url, "assess_many", [large] * 60, options=options)
    assert [one.is_clear for one in found] == [True] * 60


def test_drafts_are_read_while_answers_are_used(service, options):
    drawn = []

    def endless():
        while True:
            drawn.append(1)
            yield "tot morgen"

    with Client(service.url, **options) as client:
        answers = client.assess_many(endless())
        assert next(answers).is_clear
        assert len(drawn) <= 101


def test_feedback_is_given(ask, service, options):
    assessment = ask(service.url, "assess", TEXT, options=options)
    given = Feedback(
        assessment.id,
        Action.SENT,
        reason=Why.URGENT,
        comment="moest snel",
        right=False,
        levels=Correction(Level.NONE, Level.NONE, Level.NONE),
        text=TEXT,
        language=Language.EN,
    )
    received = ask(service.url, "feedback", given, options=options)
    assert received.reminders[0].message
    assert date.today() + timedelta(days=29) <= received.text_kept_until <= date.today() + timedelta(days=31)  # noqa: DTZ011
    short = ask(service.url, "feedback", Feedback(assessment.id, Action.CANCELLED), options=options)
    assert (short.reminders, short.text_kept_until) == ((), None)


def test_feedback_that_is_wrong_names_the_field(ask, service, options):
    with pytest.raises(InvalidRequest) as caught:
        ask(service.url, "feedback", Feedback("no id", Action.SENT), options=options)
    assert caught.value.problem.errors[0].pointer == "/assessment"


def test_the_policy_is_shown(ask, service, options):
    policy = ask(service.url, "policy", options=options)
    assert "aandachtspunt-1" in {clause.id for clause in policy.clauses}
    email = next(destination for destination in policy.destinations if destination.id == "email")
    assert email.url == "mailto:"
    assert email.why[Category.PERSONAL].nl
    assert policy.sent_anyway[0].message.en


def test_a_wrong_key_is_refused(ask, service):
    for credential in (None, "bw_wrong"):
        with pytest.raises(Refused, match=r"401, urn:problem-type:berichtwacht:not-authenticated") as caught:
            ask(service.url, "assess", TEXT, options={"credential": credential})
        assert caught.value.status == 401


def test_a_credential_may_be_fetched(ask, service):
    assert ask(service.url, "assess", "ok", options={"credential": lambda: service.key}).is_clear


def test_a_credential_may_be_fetched_asynchronously(service):
    async def fetch():
        await asyncio.sleep(0)
        return service.key

    async def main():
        async with AsyncClient(service.url, credential=fetch) as client:
            return await client.assess("ok")

    assert asyncio.run(main()).is_clear


def test_one_hundred_calls_at_once(service, options):
    texts = [f"{number} {'Yilmaz' * (number % 2)} bijstand" for number in range(100)]

    async def main():
        async with AsyncClient(service.url, **options) as client:
            return await asyncio.gather(*(client.assess(text, deadline=10) for text in texts))

    for text, found in zip(texts, asyncio.run(main()), strict=True):
        spans = {text[one.start : one.end] for one in found.findings}
        assert ("Yilmaz" in spans) == ("Yilmaz" in text)


def test_calls_do_not_wait_for_each_other(hostile, make):
    def slow(connection, request):
        time.sleep(0.3)
        connection.sendall(make.response(200, make.right()))

    server = hostile(slow)

    async def main():
        async with AsyncClient(server.url) as client:
            await asyncio.gather(*(client.assess("tot morgen") for _ in range(20)))

    started = time.monotonic()
    asyncio.run(main())
    assert time.monotonic() - started < 3  # one after the other would take 6


def test_threads_share_a_client(service, options):
    found, texts = {}, [f"{number} Yilmaz" for number in range(8)]
    with Client(service.url, **options) as client:

        def work(text):
            found[text] = client.assess(text)

        threads = [threading.Thread(target=work, args=(text,)) for text in texts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {text: text[one.findings[0].start :] for text, one in found.items()} == dict.fromkeys(texts, "Yilmaz")


def test_a_client_works_where_a_loop_runs(service, options):
    async def main():
        with Client(service.url, **options) as client:
            return client.assess("tot morgen")

    assert asyncio.run(main()).is_clear


def test_a_closed_client_says_so(ask, service, options):
    client = Client(service.url, **options)
    assert client.assess("ok").is_clear
    client.close()
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.assess("ok")
    assert not [thread for thread in threading.enumerate() if thread.name == "berichtwacht-client"]

    async def main():
        client = AsyncClient(service.url, **options)
        await client.close()
        await client.assess("ok")

    with pytest.raises(RuntimeError, match="closed"):
        asyncio.run(main())


def test_closing_ends_a_call_that_waits(hostile):
    server = hostile(lambda connection, request: connection.recv(1))
    client, said = Client(server.url), []

    def work():
        try:
            client.assess("ok")
        except RuntimeError as error:
            said.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    while not server.requests:
        time.sleep(0.01)
    client.close()
    thread.join(timeout=3)
    assert said == ["the client was closed while it was asked"]


def test_a_forgotten_client_ends_its_thread(service, options):
    client = Client(service.url, **options)
    client.assess("ok")
    del client
    assert not [thread for thread in threading.enumerate() if thread.name == "berichtwacht-client"]


def test_the_policy_is_kept_until_it_changes(ask, hostile, make):
    policy = {"version": "p", "name": "n", "clauses": [], "destinations": [], "sent_anyway": []}
    server = hostile(
        make.response(200, policy),
        make.response(200, make.right()),
        make.response(200, make.right(policy_version="q")),
        make.response(200, policy | {"version": "q"}),
    )
    with Client(server.url) as client:
        assert client.policy().version == client.policy().version == "p"
        client.assess("ok")
        assert client.policy().version == "p"
        assert len(server.requests) == 2
        client.assess("ok")
        assert client.policy().version == "q"


def test_a_batch_may_tell_of_another_policy(ask, hostile, make):
    policy = {"version": "p", "name": "n", "clauses": [], "destinations": [], "sent_anyway": []}
    same, other = ({"status": 200, "assessment": make.right(policy_version=version)} for version in "pq")
    server = hostile(
        make.response(200, policy),
        make.response(200, {"results": [same, same]}),
        make.response(200, {"results": [other, other]}),
        make.response(200, policy | {"version": "q"}),
    )
    with Client(server.url) as client:
        client.policy()
        list(client.assess_many(["ok", "ok"]))
        assert client.policy().version == "p"
        list(client.assess_many(["ok", "ok"]))
        assert client.policy().version == "q"


@pytest.mark.parametrize("one", ["abc", Draft("abc")], ids=["text", "draft"])
def test_one_draft_is_not_many(ask, hostile, one):
    server = hostile(b"")
    with pytest.raises(TypeError, match="several"):
        ask(server.url, "assess_many", one)
    assert server.requests == []


def public(kind):
    """The public methods of a class, with the parameters of each."""
    return {
        name: [(one.name, one.kind, one.default) for one in inspect.signature(method).parameters.values()]
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }


def test_both_clients_have_the_same_methods():
    assert public(Client) == public(AsyncClient)
    assert list(inspect.signature(Client).parameters) == list(inspect.signature(AsyncClient).parameters)


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "berichtwacht.example.nl"},
        {"url": "ftp://berichtwacht.example.nl"},
        {"url": "https://user:geheim@berichtwacht.example.nl"},
        {"url": "https://berichtwacht.example.nl/?key=geheim"},
        {"url": "https://berichtwacht.example.nl:geheim"},
        {"credential": "geheim\n"},
        {"credential": ""},
        {"deadline": 0},
        {"deadline": float("nan")},
        {"retries": -1},
    ],
    ids=str,
)
def test_wrong_options_are_refused_without_being_repeated(wrong):
    for kind in (Client, AsyncClient):
        with pytest.raises(ValueError, match=next(iter(wrong))) as caught:
            kind(**{"url": "http://127.0.0.1"} | wrong)
        assert "geheim" not in str(caught.value)
        assert caught.value.__context__ is None


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1", "127.3.2.1:8000", "[::1]:8000"])
def test_this_machine_may_be_asked_unencrypted(host):
    for kind in (Client, AsyncClient):
        assert host.lower().removesuffix(":80") in repr(kind(f"http://{host}"))


@pytest.mark.parametrize(
    "host",
    ["berichtwacht.example.nl", "10.0.0.1", "[2001:db8::1]", "0.0.0.0", "localhost.example.nl", "127.0.0.1.example.nl"],
)
def test_another_machine_is_not_asked_unencrypted_unless_that_is_said(host):
    for kind in (Client, AsyncClient):
        with pytest.raises(ValueError, match=r"^url: .*unencrypted.*https:.*allow_unencrypted=True") as caught:
            kind(f"http://{host}")
        assert host not in str(caught.value)
        assert host in repr(kind(f"http://{host}", allow_unencrypted=True))
        assert host in repr(kind(f"https://{host}"))


def test_words_that_do_not_exist_are_refused_without_being_repeated():
    for make in (
        lambda: Context(channel="geheim"),
        lambda: Context(sender="geheim"),
        lambda: Context(recipients=["geheim"]),
        lambda: Draft("ok", language="geheim"),
        lambda: Feedback("id", "geheim"),
        lambda: Feedback("id", "sent", reason="geheim"),
        lambda: Correction("geheim", "none", "none"),
    ):
        with pytest.raises(ValueError, match="must be one of") as caught:
            make()
        assert "geheim" not in str(caught.value)
    for name in ("recipients", "history"):
        with pytest.raises(TypeError, match=name):
            Context(**{name: "executive"})
    assert Context(channel="teams", sender="official", recipients=["executive"]).recipients == (Role.EXECUTIVE,)
    assert Topic("health") is Topic.HEALTH


def test_the_address_may_have_a_path(hostile, make):
    server = hostile(make.response(200, make.right()))
    with Client(server.url + "/berichtwacht/", credential="k") as client:
        assert isinstance(client.assess("ok"), Assessment)
        assert repr(client) == f"Client('{server.url}/berichtwacht')"
    head = server.requests[0].partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"post /berichtwacht/v1/assessments http/1.1")
    assert f"user-agent: berichtwacht-client/{__version__}".encode() in head
    assert b"accept-encoding: identity" in head
    assert b"authorization: bearer k" in head
    assert b"cookie" not in head
