"""Birth dates: with a cue or a name, and dates of everything else."""

import pytest
from recogniser_table import check

from classifier.recognise.recognisers.date_of_birth import DateOfBirthRecogniser

ACCEPT = [
    "geboren [[twintig augustus tweeduizend zeventien]]",
    "geb datum [[éénendertig zeven vijfenvijftig]] en achternaam Sijtsma",
    "geboren de [[vierde van de vierde tweeduizendvier]]",
    "geb [[drie maart negentienhonderd eenentachtig]], te Assen",
    "haar dob is [[02-28-2001]], amerikaans geschreven",
    "geboren [[achttien juli negentientweeënzestig]] te Lecce",
    "rijbewijs van Muharrem, geb [[22\\11\\1966]]",
    "geb. [[12-05-1974]]",
    "geb [[12-5-1974]] uittreksel klaarleggen",
    "geb: [[12/5/74]]",
    "(geb. [[17-03-1988]])",
    "geboren [[12.05.1974]]",
    "geboren op [[3 maart 1981]]",
    "geboren op [[3 mrt 81]]",
    "geboren [[3 mrt. '81]] te Leiden",
    "geboortedatum: [[1974-05-12]]",
    "geboortedatum is [[12 mei 1974]]",
    "geb.datum [[12051974]]",
    "gebdat [[12 05 1974]]",
    "geb. dat. [[12-05-74]]",
    "g.d. [[12-05-1974]]",
    "gd [[12-05-1974]]",
    "gbd [[12-05-1974]]",
    "dob [[12/05/1974]]",
    "DOB: [[1974/05/12]]",
    "d.o.b. [[12 May 1974]]",
    "born [[15 sept 1966]] says she",
    "born on [[May 12, 1974]]",
    "born [[12th of May 1974]]",
    "date of birth [[3 March 1981]]",
    "geboren de [[3e maart 1981]]",
    "geb. datum is de [[derde maart 81]] zei ze",
    "[[12-05-1974]] is haar geboortedatum",
    "[[12-05-1974]] geboren in Leiden",
    "hij is geboren in Leiden op [[3 maart 1981]]",
    "haar zoontje is geb. [[14-6-2013]]",
    "pasgeboren op [[3 mei 2007]] zei ik",
    "jarig op [[3 maart 1981]]",
    "verjaardag [[03-03-1981]]",
    "ze is van [[4 mei '91]]",
    "zij is van [[4-5-1991]]",
    "hij is er een van [[4 mei 1991]]",
    "die meneer van [[03-03-'81]] stond er weer",
    "mevrouw van [[3 maart 81]] belde",
    "geb. [[12-05-1974]] en [[14-06-1976]]",
    "geb:\n[[12-05-1974]]",
    "geboren op [[3 maart]]",
]
WITH_NAME = [
    ("Milou Terpstra ([[14-6-2013]])", "Milou Terpstra"),
    ("Jan Bakker, [[12-05-1974]], wil een uittreksel", "Jan Bakker"),
    ("Jan Bakker [[12-05-1974]]", "Jan Bakker"),
    ("Jan Bakker - [[12 mei 1974]]", "Jan Bakker"),
    ("Jan Bakker *[[12-05-1974]]", "Jan Bakker"),
    ("meneer Slagter van [[03-03-'81]] stond er weer", "Slagter"),
    ("Fatma Yilmaz (v, [[12-05-1974]])", "Fatma Yilmaz"),
]
REJECT = [
    "de tweede van de derde twintig is afgevallen",
    "brief van 02-28-2001",
    "12-05-1974",
    "de vergadering van 12-05-2024",
    "brief van 3 maart 1981",
    "besluit van 3 maart 2021",
    "bouwjaar 1971-04-03",
    "bouwjaar vd molen 1971-04-03??",
    "deadline 12-05-2024",
    "geldig tot 12-05-2028",
    "paspoort verloopt 12-05-2028",
    "op 3 maart is er markt",
    "vanaf 1 januari 2024",
    "per 1-6-2024",
    "geboorteakte aanvragen voor 12 uur",
    "geboortedatum ontbreekt. Afspraak is 12-05-2024",
    "de geboortegolf van 1946",
    "jarig op 12-05-2024, taart om 3",
    "geboren en getogen",
    "hij is geboren. vergadering 12-05-2024 gaat door",
    "het is van 12-05-2021",
    "factuur 12-05-2021",
    "12:05",
    "afspraak geb. 30 min, 12:05 uur",
    "geb 99-99-1974",
    "geb 31-13-1974",
    "zaak is van 3 maart 2021",
    "gd morgen 12 uur",
    "dob 12",
    "mei 2024",
    "de raad van 14 juni 2023",
    "verordening van 3 mei 1995",
    "de wet van 4 juli 1985",
    "uiterlijk 12-05-2024 inleveren",
    "",
]
REJECT_WITH_NAME = [
    ("Jan Bakker komt 12-05-2024", "Jan Bakker"),
    ("vraag het aan Jan, 12-05-2024 is te laat", "Jan"),
    ("Jan, 12-05-2024 om 10 uur overleg", "Jan"),
    ("mail van Jan van 12-05-2024", "Jan"),
    ("afspraak Jan Bakker 12-05-2026", "Jan Bakker"),
    ("Jan Bakker, per 01-01-2020 in dienst", "Jan Bakker"),
]


@pytest.mark.parametrize("marked", ACCEPT)
def test_finds_dates_with_a_cue(marked):
    check(DateOfBirthRecogniser(), marked)


@pytest.mark.parametrize(("marked", "name"), WITH_NAME)
def test_finds_dates_after_a_name(marked, name):
    check(DateOfBirthRecogniser(), marked, people=[name])


@pytest.mark.parametrize("text", REJECT)
def test_leaves_other_dates_alone(text):
    check(DateOfBirthRecogniser(), text)


@pytest.mark.parametrize(("text", "name"), REJECT_WITH_NAME)
def test_leaves_other_dates_near_a_name_alone(text, name):
    check(DateOfBirthRecogniser(), text, people=[name])
