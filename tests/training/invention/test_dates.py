"""Dates keep their form, and every part of them changes."""

import re
from random import Random

import pytest

from classifier.training.invention.dates import dates_in, other_date

SEEDS = range(6)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("date", "form"),
    [
        ("12-4-1961", r"[12]\d-\d-19\d\d"),
        ("12-04-1961", r"\d\d-\d\d-19\d\d"),
        ("1961-04-12", r"19\d\d-(0[1-9]|1[0-2])-\d\d"),
        ("22/11/54", r"\d\d/1[0-2]/\d\d"),
        ("04/25/1961", r"(0[1-9]|1[0-2])/\d\d/19\d\d"),
        ("12041961", r"\d\d(0[1-9]|1[0-2])19\d\d"),
        ("19610412", r"19\d\d(0[1-9]|1[0-2])\d\d"),
        ("25 aug 1951", r"\d\d (jan|feb|mrt|apr|mei|jun|jul|sep|okt|nov|dec) 19\d\d"),
        ("14 August 1979", r"\d\d [A-Z][a-z]+ 19\d\d"),
        ("3 MEI 1961", r"\d [A-Z]+ 19\d\d"),
        ("July 4th 2014", r"[A-Z][a-z]+ \dth 20\d\d"),
        ("elf januari negentienzestig", r"[a-z]+ [a-z]+ negentien[a-z]+"),
        ("zes juni tweeduizend twaalf", r"[a-z]+ [a-z]+ tweeduizend [a-z]+"),
        ("derde maart eenentachtig", r"[a-z]+ [a-z]+ [a-z]+"),
        ("2006", r"20\d\d"),
    ],
)
def test_a_date_keeps_its_form(date, form, seed):
    new = other_date(date, Random(seed))
    assert re.fullmatch(form, new), new
    assert new != date
    assert not dates_in(new.lower()) & dates_in(date.lower())


@pytest.mark.parametrize("seed", SEEDS)
def test_somebody_stays_about_as_old(seed):
    assert abs(int(other_date("14-03-1987", Random(seed))[-4:]) - 1987) <= 6
    assert 2000 <= int(other_date("14-03-2018", Random(seed))[-4:]) < 2018


def test_a_century_to_come_has_another_year_too():
    assert other_date("3 mei 2100", Random(1))[-4:] in {"2101", "2102", "2103"}


@pytest.mark.parametrize(
    "date",
    [
        "12-4-1961",
        "12/04/61",
        "1961-04-12",
        "12 april 1961",
        "12 apr '61",
        "12041961",
        "19610412",
        "twaalf april eenenzestig",
        "12 4 61",
    ],
)
def test_the_same_date_is_the_same_in_every_form(date):
    assert (12, 4, 61) in dates_in(date)


def test_what_is_no_date():
    assert dates_in("om 12 uur in zaal 4") == set()
