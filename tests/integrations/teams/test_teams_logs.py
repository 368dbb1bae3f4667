"""No word of a draft in any log, whoever writes it, at any level; and what is written instead."""

import asyncio
import io
import json
import logging
import traceback

import httpx
import pytest
from berichtwacht_teams.logs import JsonLines, configure_logging, log_event, log_failure
from microsoft_teams.common import Client
from pydantic import TypeAdapter
from teams_caller import Bot, activity, answering, invoke, post, providing, signed, verifier_for

DRAFT = "mevrouw Zwaluwstaart heeft schulden"
SENTINEL = "Zwaluwstaart"


@pytest.fixture
def restored():
    """Logging as it was, afterwards."""
    root, factory = logging.getLogger(), logging.getLogRecordFactory()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in list(root.manager.loggerDict)}
    yield
    logging.captureWarnings(False)
    logging.setLogRecordFactory(factory)
    root.handlers = handlers
    root.setLevel(level)
    for name in list(root.manager.loggerDict):
        logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))


class Everything(logging.Handler):
    """Somebody's own handler, that keeps all there is to a record."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.kept = []

    def emit(self, record):
        raised = "".join(traceback.format_exception(record.exc_info[1])) if record.exc_info else ""
        self.kept.append(f"{record.name} {record.getMessage()} {record.__dict__} {raised}")


def send_drafts():
    """Send drafts through the real SDK in every way that can end well or badly; return the statuses."""
    acts = {"message": echo, "edit": fail, "invoke": misread, "other": unwritable}

    async def act(given):
        return await acts[given.channel_data.tenant.id if given.type == "message" else "invoke"](given)

    with providing() as provider:
        bot = Bot(verifier_for(provider))
        bot.act = act
        with answering(bot) as client:
            bodies = [
                *(activity(text=DRAFT, channelData={"tenant": {"id": kind}}) for kind in ("message", "edit", "other")),
                activity(text=DRAFT, value={"draft": DRAFT}, entities=DRAFT),
                invoke(
                    "composeExtension/submitAction",
                    {"commandId": "check", "commandContext": "compose", "data": {"draft": DRAFT}},
                ),
                invoke("adaptiveCard/action", {"action": {"type": DRAFT, "verb": DRAFT, "data": {"text": DRAFT}}}),
                invoke(DRAFT, {"text": DRAFT}),
                activity(type=DRAFT),
                activity(id=DRAFT),
                activity(timestamp=DRAFT),
                DRAFT.encode(),
                json.dumps([DRAFT]).encode(),
            ]
            statuses = [post(client, body, signed()).status_code for body in bodies]
            statuses.append(post(client, bodies[0], signed()).status_code)
            statuses.append(post(client, activity(text=DRAFT), DRAFT.replace(" ", ".")).status_code)
            statuses.append(client.get(f"/{SENTINEL}?{SENTINEL}={SENTINEL}").status_code)
    return statuses


async def echo(given):
    return {"text": given.text}


async def fail(given):
    raise RuntimeError(given.text)


async def misread(given):
    try:
        TypeAdapter(int).validate_python(given.value.data["draft"])
    except ValueError as problem:
        raise LookupError(given.value.data["draft"]) from problem


async def unwritable(given):
    return {given.text: object()}


STATUSES = [200, 500, 500, 400, 500, 400, 400, 400, 400, 400, 400, 400, 400, 401, 404]


def test_no_draft_reaches_any_log(restored, capfd):
    stream, everything = io.StringIO(), Everything()
    configure_logging("debug", stream)
    root = logging.getLogger()
    root.addHandler(everything)
    root.setLevel(logging.DEBUG)
    for name in list(root.manager.loggerDict):
        logging.getLogger(name).setLevel(logging.DEBUG)  # somebody wants to know all
    assert send_drafts() == STATUSES
    said = capfd.readouterr()
    written = stream.getvalue()
    for output in (written, "\n".join(everything.kept), said.out, said.err):
        assert SENTINEL not in output
    lines = [json.loads(line) for line in written.splitlines()]
    assert {"uvicorn.error", "microsoft_teams.apps.app_process", "berichtwacht_teams.logs"} <= {
        line["logger"] for line in lines
    }
    assert "RuntimeError" in {line.get("error") for line in lines}
    assert len(everything.kept) >= len(lines) - 1


def test_without_this_the_draft_would_be_in_the_log(restored):
    everything = Everything()
    root = logging.getLogger()
    root.addHandler(everything)
    root.setLevel(logging.DEBUG)
    assert send_drafts() == STATUSES
    holding = [line.partition(" ")[0] for line in everything.kept if SENTINEL in line]
    assert "microsoft_teams.apps.http.http_server" in holding
    assert "microsoft_teams.apps.app_process" in holding


def test_the_loggers_of_the_sdk_stay_at_warnings(restored):
    configure_logging("debug", io.StringIO())
    logging.getLogger().setLevel(logging.DEBUG)
    for name in (
        "microsoft_teams",
        "microsoft_teams.apps.http.http_server",
        "microsoft_teams.later",
        "httpcore.http11",
    ):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)
        assert logging.getLogger(name).isEnabledFor(logging.WARNING)


def test_a_request_of_the_sdk_is_no_line(restored):
    def write():
        client = Client()  # which sets the level of httpx once more
        client.http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200, json={})))
        asyncio.run(client.get("http://127.0.0.1/"))

    assert logged(write) == []


def logged(write):
    stream = io.StringIO()
    configure_logging("info", stream)
    write()
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_our_own_lines_say_what_happened(restored):
    (line,) = logged(lambda: log_event("refused", {"reason": "replayed"}))
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "berichtwacht_teams.logs",
        "message": "refused",
        "reason": "replayed",
    }


def test_facts_and_an_exception_go_together(restored):
    def write():
        try:
            raise RuntimeError(DRAFT)
        except RuntimeError:
            logging.getLogger("berichtwacht_teams.x").exception("failure", extra={"facts": {"kind": "invoke"}})

    (line,) = logged(write)
    assert (line["message"], line["kind"], line["error"]) == ("failure", "invoke", "RuntimeError")


def test_a_failure_is_its_type_and_its_place(restored):
    def write():
        try:
            raise RuntimeError(DRAFT)
        except RuntimeError as problem:
            log_failure(problem)
            logging.getLogger("msal").exception("%s", DRAFT, stack_info=True)
        log_failure(RuntimeError(DRAFT))

    ours, theirs, nowhere = logged(write)
    assert (ours["message"], ours["error"]) == ("failure", "RuntimeError")
    assert (theirs["level"], theirs["logger"], theirs["error"]) == ("error", "msal", "RuntimeError")
    assert "message" not in theirs
    assert ours["place"].partition(":")[0] == theirs["place"].partition(":")[0] == __file__
    assert nowhere["place"] == ""


def test_a_warning_of_others_is_its_place(restored):
    def write():
        logging.getLogger("urllib3.connectionpool").warning("retry %s", DRAFT)
        logging.getLogger("urllib3.connectionpool").info("never written")

    (line,) = logged(write)
    assert line.keys() == {"time", "level", "logger", "place"}
    assert line["place"].startswith("test_teams_logs:")


def test_a_line_is_one_line(restored):
    (line,) = logged(lambda: log_event("refused", {"field": "a\nb\u2028c\x1b"}))
    assert line["field"] == "a\nb\u2028c\x1b"
    record = logging.LogRecord("other", logging.INFO, "x", 1, DRAFT, (), None)
    assert len(JsonLines().format(record).splitlines()) == 1
