"""Licence plates: every Dutch series, and what only looks like it."""

from itertools import cycle

import pytest
from recogniser_table import check

from classifier.normalise import normalise_text
from classifier.normalise.spelling_alphabet import SERIES
from classifier.recognise.recognisers.licence_plate import _SERIES, LicencePlateRecogniser

ACCEPT = [
    "[[kr-o44-f]] staat al 3 weken",
    "vergeten, deze: [[01 bf 58]]\n[[ppt91b]]\n[[lj933v]]\nallemaal dubbel geparkeerd",
    "Noordhoek 8 staat [[88-LN-XF]]",
    "[[PL-12-34]] (eerste serie)",
    "[[12-34-PL]] (tweede serie)",
    "[[19-KP-42]] (derde serie)",
    "[[PL-12-KP]] (vierde serie)",
    "[[PL-KP-12]] (vijfde serie)",
    "[[88-LN-XF]] (zesde serie)",
    "[[38-LTN-6]] (zevende serie)",
    "[[5-KTX-91]] (achtste serie)",
    "[[PL-123-K]] (negende serie)",
    "auto met [[K-482-RV]] blokkeert de uitrit (tiende serie)",
    "[[VFG-77-V]] (elfde serie)",
    "[[V-77-VFG]] (twaalfde serie)",
    "[[3-PL-482]] (dertiende serie)",
    "[[482-PL-3]] (veertiende serie)",
    "eigenaar van [[19-kp-42]] graag melden",
    "[[06-JK-51]] staat dubbel",
    "[[44-RF-SL]]?",
    "kenteken [[88 LN XF]]",
    "witte bus [[19 KP 42]] staat al 3 dagen",
    "kenteken [[88lnxf]]",
    "kenteken: [[VFG77V]]",
    "kenteken is [[zx08rb]] geloof ik",
    "deze moeten aan de kant: [[PLTD55]], [[88 LN XF]] en een [[zx08rb]]",
    "[[0-PGJ-13]]\n[[51 fv pp]]\ndeze twee moeten weg voor de kraan",
    "grijze BMW staat op de invalidenplek [[jd593p]]",
    "wie is van die auto [[XT93LH]] voor de nooduitgang",
    "plaat [[BZB25X]] trekken",
    "kenteken [[l858sj]] is van de gast",
    "staat half op de stoep bij de kerk [[sg424t]]",
    "scooter [[FJ-815-D]] gejat",
    "aanhanger kenteken [[VD 60 KL]]",
    "kentekens laad en los tot 10u:\n[[55-FRB-8]]\n[[LV-167-G]]\nrest eruit",
    "kenteken [[XR141J]], [[2gvt69]] en [[11tvll]]",
    "blauwe golf [[18 RS 59]] lichten aan",
    "golf [[H 347 TS]] staat dubbel geparkeerd",
    "[[DT-35-DG]], [[NP-88-JZ]]",
    "([[XRV-82-X]])",
    "kenteken [[27 f r g z]] dus [[27-FR-GZ]]",
    "witte bus met buitenlands kenteken [[B-KL 4412]]",
    "kenteken [[WGM 4A71]] uit polen",
    "poolse bak op de laadplek [[WGM 4A71]] al sinds zondag",
    "duits kenteken [[KLE-AB 123]]",
    "belgisch kenteken [[1-ABC-234]]",
    "kenteken [[GX.12.KL]]",
    "oude kever [[AE-12-34]] in de optocht",
]
REJECT = [
    "SCANNER ZEGT FOUT\nPLAATJE OP DE DOOS 19GDL7-B DUS",
    "auto voor Noordhoek 8, 2371 EL, graag",
    "kamer 12-KL-34",
    "zaal AB-12-CD",
    "12-mei-24",
    "1-mrt-24",
    "10-jun-5",
    "12-05-74",
    "12-34-56",
    "2371 AB",
    "postcode 2371 XK",
    "Z-23-118402",
    "D-24-008812",
    "12-GVD-3",
    "KKK-12-12-K",
    "SS-12-34",
    "99-SD-99",
    "PVV-12-K",
    "12-TBS-1",
    "model HP450G",
    "printer HL-5450",
    "T480s laptop",
    "RTX3080",
    "type XK-950-B",
    "artikel GX-123-K",
    "serienr NQ-22-08",
    "typeplaatje LT-26-38",
    "test met XX-00-XX was ok",
    "formaat XX-99-XX",
    "van 12 tm 16",
    "14 op 20",
    "10 st 20",
    "om 12 en 14 uur",
    "in 12 st 4",
    "3 bij 3",
    "NW8K42R71",
    "optie B-12",
    "punt 12-A-3",
    "versie 2-rc-12",
    "https://voorbeeld.example/12-KL-34",
    "code AB-12-34 voor korting",
    "bv 31 22 87 04",
    "11-TV-LL2",
    "A11-TV-LL",
    "rijbewijs b-123",
    "C-12-QQQ",
    "auto 12 en bus 14",
    "in de auto zit 12 kg",
    "bus 123 naar 45",
    "auto was in 2019 gekocht",
    "parkeren kost 2 pp",
    "wagen 3 en 4 zijn er",
    "mp3 speler",
    "4g en 5g hier",
]


@pytest.mark.parametrize("marked", ACCEPT)
def test_finds_plates(marked):
    check(LicencePlateRecogniser(), marked)


@pytest.mark.parametrize("text", REJECT)
def test_leaves_the_rest_alone(text):
    check(LicencePlateRecogniser(), text)


def test_plates_are_spelled_in_the_series_in_which_they_are_found():
    assert sorted(SERIES) == sorted(_SERIES)


@pytest.mark.parametrize("series", SERIES)
def test_a_spelled_plate_of_any_series_is_found(series):
    words = {"L": cycle(["romeo", "zulu", "papa", "tango"]), "D": cycle(["zeven", "6", "drie"])}
    spelled = " ".join(next(words[sign]) for sign in series if sign != "-")
    letters = {"L": cycle("RZPT"), "D": cycle("763")}
    plate = "".join(next(letters[sign]) if sign != "-" else "-" for sign in series)
    assert normalise_text(f"het kenteken is {spelled}, half op de stoep").text == (
        f"het kenteken is {plate}, half op de stoep"
    )
    check(LicencePlateRecogniser(), f"het kenteken is [[{plate}]], half op de stoep")
