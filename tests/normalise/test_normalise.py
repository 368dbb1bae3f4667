from classifier.normalise import normalise
from classifier.records import Context, Draft, HistoryMessage


def test_message_and_history_are_normalised() -> None:
    draft = Draft(
        text="o6 l2345678",
        context=Context(history=(HistoryMessage(text="V i s s e r"), HistoryMessage(text="tot zo"))),
    )
    normalised = normalise(draft)
    assert normalised.draft is draft
    assert normalised.message.text == "06 12345678"
    assert [message.text for message in normalised.history] == ["Visser", "tot zo"]
    assert normalised.history[0].original == "V i s s e r"
