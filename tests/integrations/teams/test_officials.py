"""Who somebody is, from a file and groups together: what is not known is not claimed."""

import asyncio
from types import SimpleNamespace

import pytest
from berichtwacht_client import Role
from berichtwacht_teams.officials import LISTABLE, FileList, Officials, recipients_of
from berichtwacht_teams.officials.people import keys_of
from berichtwacht_teams.officials.roster import Listed, Roster
from hypothesis import given
from hypothesis import strategies as st

MAYOR = "11111111-1111-4111-8111-111111111111"
CLERK = "22222222-2222-4222-8222-222222222222"
OTHER = "33333333-3333-4333-8333-333333333333"


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "officials.yaml"
        path.write_text(text)
        return FileList(path)

    return write


def groups(*people, stale=False):
    """A list from Entra as it is after its groups were read."""
    return SimpleNamespace(roster=Roster(Listed(role, frozenset(keys)) for role, *keys in people), stale=stale)


def test_without_a_list_nothing_is_known():
    officials = Officials()
    assert officials.role_of([MAYOR, "a@b.nl"]) is None
    assert officials.role_of([MAYOR], guest=True) is None
    assert officials.state() == ()
    asyncio.run(officials.keep_fresh())


def test_who_is_on_no_list_is_an_official_and_a_guest_external(file):
    officials = Officials(file(f"executive: [{MAYOR}]\n"))
    assert officials.role_of([MAYOR.upper()]) is Role.EXECUTIVE
    assert officials.role_of([f" {MAYOR} ", None, ""]) is Role.EXECUTIVE
    assert officials.role_of([OTHER]) is Role.OFFICIAL
    assert officials.role_of([OTHER], guest=True) is Role.EXTERNAL
    assert officials.role_of([OTHER, "jan_bedrijf.example#EXT#@gemeente.example"]) is Role.EXTERNAL


def test_a_guest_who_is_listed_has_the_role_of_the_list(file):
    officials = Officials(file("councillor: [jan_partij.example#EXT#@gemeente.example]\n"))
    assert officials.role_of([OTHER, "jan_partij.example#ext#@gemeente.example"], guest=True) is Role.COUNCILLOR


def test_nothing_is_claimed_of_whom_the_list_could_not_find(file):
    by_address = Officials(file(f"executive: [mayor@b.nl]\nregistrar: [{CLERK}]\n"))
    assert by_address.role_of([CLERK]) is Role.REGISTRAR
    assert by_address.role_of([OTHER]) is None
    assert by_address.role_of(["other@b.nl"]) is None
    assert by_address.role_of([OTHER, "other@b.nl"]) is Role.OFFICIAL
    for ids in ([], [None], ["29:1abcdef"], ["mayor"]):
        assert by_address.role_of(ids) is None
        assert by_address.role_of(ids, guest=True) is None


def test_the_file_wins_also_by_an_address_that_only_the_group_knows(file):
    officials = Officials(
        file("official: [secretary@b.nl]\n"), groups((Role.EXECUTIVE, MAYOR), (Role.EXECUTIVE, CLERK, "secretary@b.nl"))
    )
    assert officials.role_of([MAYOR]) is Role.EXECUTIVE
    assert officials.role_of([CLERK]) is Role.OFFICIAL
    assert officials.role_of([CLERK, "secretary@b.nl"]) is Role.OFFICIAL


def test_while_a_list_is_stale_nobody_is_said_to_be_on_none(file):
    officials = Officials(file(f"registrar: [{CLERK}]\n"), groups((Role.EXECUTIVE, MAYOR), stale=True))
    assert officials.role_of([CLERK]) is Role.REGISTRAR
    assert officials.role_of([MAYOR]) is Role.EXECUTIVE
    assert officials.role_of([OTHER]) is None
    assert officials.role_of([OTHER], guest=True) is None


def test_empty_groups_that_were_read_say_that_there_is_nobody():
    assert Officials(groups=groups()).role_of([OTHER]) is Role.OFFICIAL
    assert Officials(groups=groups()).role_of([]) is None


def test_readers_who_are_known_do_not_pass_for_all():
    councillor, executive, official = Role.COUNCILLOR, Role.EXECUTIVE, Role.OFFICIAL
    assert recipients_of([councillor, councillor]) == (councillor, councillor)
    assert recipients_of([councillor, None]) == ()
    assert recipients_of([None, executive, councillor, official]) == (executive,)
    assert recipients_of([executive, official]) == (executive, official)
    assert recipients_of([]) == ()


KEYS = st.sampled_from([MAYOR, CLERK, OTHER, "a@b.nl", "c@b.nl", "d#ext#@b.nl"])
PEOPLE = st.lists(st.tuples(st.sampled_from(LISTABLE), st.frozensets(KEYS, min_size=1)))


@given(people=PEOPLE, keys=st.frozensets(KEYS, min_size=1))
def test_the_role_that_wins_is_the_first_of_those_that_the_keys_stand_for(people, keys):
    roles = [role for role, listed in people if listed & keys]
    roster = Roster(Listed(role, listed) for role, listed in people)
    assert roster.role_of(keys) == min(roles, key=LISTABLE.index, default=None)
    if not roles and roster.would_find(keys):
        assert Officials(groups=SimpleNamespace(roster=roster, stale=False)).role_of(keys) in {
            Role.OFFICIAL,
            Role.EXTERNAL,
        }


@given(values=st.lists(st.one_of(st.none(), st.text())))
def test_any_ids_are_read(values):
    for key in keys_of(values):
        assert "@" in key
        assert keys_of([key]) == {key}


def test_no_repr_shows_a_person(file):
    officials = Officials(file("executive: [mayor@b.nl]\n"))
    listed = Listed(Role.EXECUTIVE, frozenset({"mayor@b.nl"}))
    assert "mayor" not in repr([officials, officials.state(), listed, Roster([listed])])
