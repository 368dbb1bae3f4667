"""The policy table of the guideline, row by row."""

from datetime import UTC, datetime, timedelta

import pytest
from builders import NOTICE, SENSITIVE, WARN, scored, scored_message

from classifier.decide import Policy, load_policy
from classifier.records import Category, Channel, Context, Level, Participant, Reason, Role, Verdict

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
POLICY = load_policy()


def among(*roles, sender=None, channel=Channel.WHATSAPP, crisis=False):
    return Context(
        channel=channel,
        crisis=crisis,
        sender=None if sender is None else Participant(sender),
        recipients=tuple(Participant(role) for role in roles),
    )


def decide(policy=POLICY, now=NOW, **draft):
    return policy.decide(scored(**draft), now=now)


def changed(**updates):
    return Policy(file=POLICY.file.model_copy(update=updates), version="changed")


def warnings(decided):
    return [warning.code for warning in decided.warnings]


def reminders(decided):
    return [reminder.code for reminder in decided.reminders]


def test_process_information_may_be_sent():
    decided = decide()
    assert decided.verdict is Verdict.NONE
    assert not decided.warnings
    assert not decided.reminders


@pytest.mark.parametrize(
    ("reason", "level", "code"),
    [
        (Reason.DIRECT_IDENTIFIER, WARN, "personal.direct_identifier"),
        (Reason.OWN_LOGIN, WARN, "personal.own_login"),
        (Reason.PRIVATE_CONTACT, WARN, "personal.private_contact"),
        (Reason.ADDRESS, WARN, "personal.private_contact"),
        (Reason.SENSITIVE_FACT, WARN, "personal.sensitive_fact"),
        (Reason.WORK_CONTACT, WARN, "personal.private_contact"),
        (Reason.SENSITIVE_FACT, NOTICE, "personal.possible_fact"),
        (Reason.NAME, NOTICE, "personal.name"),
        (Reason.PRIVATE_CONTACT, NOTICE, "personal.contact"),
        (Reason.WORK_CONTACT, NOTICE, "personal.contact"),
        (Reason.LICENCE_PLATE, NOTICE, "personal.address_or_plate"),
        (Reason.ADDRESS, NOTICE, "personal.address_or_plate"),
        (Reason.ABSENCE, NOTICE, "personal.absence"),
        (Reason.UNIDENTIFIED_FACT, NOTICE, "personal.unidentified_fact"),
    ],
)
def test_personal_warnings_follow_the_strongest_reason(reason, level, code):
    decided = decide(personal=(*level, reason))
    assert warnings(decided) == [code]
    assert decided.warnings[0].clause.id == "aandachtspunt-1"
    assert decided.warnings[0].destinations


@pytest.mark.parametrize(
    ("reason", "level", "code"),
    [
        (Reason.CREDENTIAL, WARN, "confidential.credential"),
        (Reason.SECRET_MATTER, WARN, "confidential.secret_matter"),
        (Reason.SECRET_MATTER, NOTICE, "confidential.reference"),
    ],
)
def test_confidential_warnings(reason, level, code):
    assert warnings(decide(confidential=(*level, reason))) == [code]


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        (None, ("email", "motion", "ibabs")),
        (Role.OFFICIAL, ("email", "motion", "ibabs")),
        (Role.EXECUTIVE, ("email", "ibabs")),
        (Role.COUNCILLOR, ("email", "ibabs")),
        (Role.REGISTRAR, ("email", "ibabs")),
    ],
)
def test_email_is_the_first_destination_of_a_decision(sender, expected):
    decided = decide(decision=WARN, context=among(sender=sender))
    assert [warning.destinations for warning in decided.warnings] == [expected]
    assert decided.warnings[0].clause.id == "aandachtspunt-9"


def test_one_warning_per_category():
    decided = decide(personal=SENSITIVE, decision=WARN, confidential=(*WARN, Reason.SECRET_MATTER))
    assert sorted(warning.category for warning in decided.warnings) == sorted(Category)
    assert decided.verdict is Verdict.WARN


@pytest.mark.parametrize(
    ("channel", "code"),
    [
        (Channel.WHATSAPP, "retention.private_app"),
        (Channel.SIGNAL, "retention.private_app"),
        (Channel.TELEGRAM, "retention.private_app"),
        (Channel.SMS, "retention.private_app"),
        (Channel.OTHER, "retention.private_app"),
        (Channel.TEAMS, "retention.teams"),
        (Channel.EMAIL, "retention.email"),
    ],
)
def test_decisions_bring_a_retention_reminder_per_app(channel, code):
    assert reminders(decide(decision=NOTICE, context=among(channel=channel))) == [code]


def test_what_is_no_decision_brings_no_retention_reminder():
    assert reminders(decide(personal=SENSITIVE)) == []


def test_among_councillors_only_nothing_is_kept():
    context = among(Role.COUNCILLOR, Role.COUNCILLOR, sender=Role.COUNCILLOR)
    assert reminders(decide(decision=WARN, context=context)) == []


@pytest.mark.parametrize(
    "context",
    [
        among(sender=Role.COUNCILLOR),
        among(Role.COUNCILLOR),
        among(Role.COUNCILLOR, Role.OFFICIAL, sender=Role.COUNCILLOR),
    ],
)
def test_who_is_not_known_is_not_taken_for_a_councillor(context):
    assert reminders(decide(decision=WARN, context=context)) == ["retention.private_app"]


def test_an_answer_brings_the_retention_reminder_too():
    question = scored_message("stemmen we in met optie B voor het zwembad?", decision=WARN)
    decided = decide(text="akkoord", history=[question], context=among(channel=Channel.TEAMS))
    assert reminders(decided) == ["retention.teams"]


@pytest.mark.parametrize("place", ["sender", "recipient"])
def test_an_executive_in_the_group_brings_the_reminder_back(place):
    if place == "sender":
        context = among(Role.COUNCILLOR, sender=Role.EXECUTIVE)
    else:
        context = among(Role.COUNCILLOR, Role.EXECUTIVE, sender=Role.COUNCILLOR)
    found = reminders(decide(decision=WARN, context=context))
    assert "retention.private_app" in found
    assert "awareness.executive" in found


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.KEY_OFFICIAL, "awareness.key_official"),
        (Role.REGISTRAR, "awareness.key_official"),
        (Role.EXECUTIVE, "awareness.executive"),
    ],
)
@pytest.mark.parametrize("as_sender", [True, False])
def test_key_officials_bring_awareness_whatever_is_said(role, code, as_sender):
    context = among(sender=role) if as_sender else among(role, sender=Role.OFFICIAL)
    assert reminders(decide(context=context)) == [code]


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.COUNCILLOR, Role.RESIDENT, Role.EXTERNAL])
def test_others_bring_none(role):
    assert reminders(decide(context=among(role, sender=role))) == []


def test_capstone_is_said_where_email_is_offered_to_a_key_official():
    assert "capstone.mailbox" in reminders(decide(decision=WARN, context=among(sender=Role.KEY_OFFICIAL)))
    assert "capstone.mailbox" not in reminders(decide(context=among(sender=Role.KEY_OFFICIAL)))
    assert "capstone.mailbox" not in reminders(decide(decision=WARN, context=among(sender=Role.OFFICIAL)))


@pytest.mark.parametrize(
    ("channel", "code"),
    [(Channel.WHATSAPP, "crisis.private_app"), (Channel.SMS, "crisis.private_app"), (Channel.TEAMS, "crisis.teams")],
)
def test_in_a_crisis_the_verdict_is_a_notice_and_archiving_is_reminded_of(channel, code):
    decided = decide(personal=SENSITIVE, context=among(channel=channel, crisis=True))
    assert decided.verdict is Verdict.NOTICE
    assert [warning.level for warning in decided.warnings] == [Level.NOTICE]
    assert decided.levels[Category.PERSONAL] is Level.WARN
    assert code in reminders(decided)


def test_a_crisis_makes_nothing_worse():
    assert decide(context=among(crisis=True)).verdict is Verdict.NONE


def test_a_crisis_that_must_be_declared_does_not_hold_on_the_writers_word():
    crisis = POLICY.file.crisis.model_copy(update={"accept": "declared"})
    decided = decide(policy=changed(crisis=crisis), personal=SENSITIVE, context=among(crisis=True))
    assert decided.verdict is Verdict.WARN
    assert "crisis.private_app" not in reminders(decided)


@pytest.mark.parametrize(
    ("hours", "verdict"), [(-1, Verdict.WARN), (0, Verdict.NOTICE), (23, Verdict.NOTICE), (24, Verdict.WARN)]
)
def test_a_declared_crisis_ends(hours, verdict):
    crisis = type(POLICY.file.crisis).model_validate(
        {"accept": "declared", "declared": [{"start": NOW, "end": NOW + timedelta(hours=24)}]}
    )
    later = NOW + timedelta(hours=hours)
    assert decide(changed(crisis=crisis), now=later, personal=SENSITIVE, context=among(crisis=True)).verdict is verdict


def test_a_declared_crisis_needs_the_writers_word_too():
    crisis = type(POLICY.file.crisis).model_validate(
        {"accept": "declared", "declared": [{"start": NOW, "end": NOW + timedelta(hours=1)}]}
    )
    assert decide(changed(crisis=crisis), personal=SENSITIVE).verdict is Verdict.WARN


@pytest.mark.parametrize(
    ("levels", "verdict"),
    [
        ({"decision": None}, Verdict.UNCHECKED),
        ({"decision": None, "personal": NOTICE}, Verdict.UNCHECKED),
        ({"decision": None, "personal": SENSITIVE}, Verdict.WARN),
        ({"decision": None, "personal": SENSITIVE, "context": among(crisis=True)}, Verdict.UNCHECKED),
        ({"personal": None, "decision": None, "confidential": None}, Verdict.UNCHECKED),
    ],
)
def test_there_is_no_false_all_clear(levels, verdict):
    decided = decide(**levels)
    assert decided.verdict is verdict
    assert all(
        decided.levels[Category(name)] is None for name, value in levels.items() if value is None and name != "context"
    )


def test_sent_anyway_is_answered_with_archiving():
    assert [reminder.code for reminder in POLICY.sent_anyway()] == ["sent_anyway.archive"]
    assert "sent_anyway.archive" not in reminders(decide(personal=SENSITIVE))


@pytest.mark.parametrize("threshold", [0.2, 0.5, 0.8])
def test_levels_follow_the_thresholds(threshold):
    thresholds = POLICY.file.thresholds
    own = thresholds.decision.model_copy(update={"warn": threshold, "notice": threshold})
    policy = changed(thresholds=thresholds.model_copy(update={"decision": own}))
    just, under = (threshold, threshold), (threshold - 0.001, threshold - 0.001)
    assert decide(policy, decision=just).levels[Category.DECISION] is Level.WARN
    assert decide(policy, decision=under).levels[Category.DECISION] is Level.NONE


def test_history_never_changes_levels():
    question = scored_message("stemmen we in met optie B voor het zwembad?", decision=WARN)
    decided = decide(text="akkoord", decision=NOTICE, history=[question])
    assert decided.levels[Category.DECISION] is Level.NOTICE
    assert decided.verdict is Verdict.WARN
    assert warnings(decided) == ["decision.answers_question"]
