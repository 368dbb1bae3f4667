"""The short run: every fault once, in about two minutes on a machine that has nothing else to do."""

import pytest

from tests.soak.faults import FAULTS
from tests.soak.place import is_root
from tests.soak.run import Plan, soak

pytestmark = [pytest.mark.parts, pytest.mark.timeout(900)]


def test_no_fault_makes_an_answer_wrong_loses_feedback_or_leaks_a_draft():
    result = soak(Plan(minutes=1.0, share=0.5, questions=60))
    assert result.wrong == []
    assert result.lost == []
    assert result.leaked == []
    assert result.stuck == []
    assert result.accepted > 0
    assert result.with_text > 0
    recovered = [phase for phase in result.record.phases if phase.recovery is not None]
    assert len(recovered) == len(FAULTS) + 1 - len(result.left_out)  # the policy breaks twice
    assert not is_root() or result.left_out == []
