"""Numbers of cases, dossiers, clients and permits, by the patterns that the default configuration holds."""

import time

import pytest
from recogniser_table import check, found

from classifier.recognise.configuration import Pattern, read_recogniser_configuration
from classifier.recognise.recognisers.case_number import TIME_LIMIT, CaseNumberRecogniser

ACCEPT = [
    "zaak [[4402-B/26]] nog even nazien",
    "[[Z·2026·011982]]",
    "[[Z-2024-01234]]",
    "[[z-2024-01234]] is een voorbeeldnr",
    "[[Z/24/012345]]",
    "omgevingsverg. [[Z-23-118402]] van fam Koning",
    "zaak [[Z24-118832]] leg nog bij mij",
    "(melding [[Z24-03381]])",
    "[[Z.24.012345]]",
    "[[Z2024-00012345]]",
    "zaak [[23-118402]]",
    "zaak [[2024-55190]] staat op afgehandeld",
    "zaaknr. [[1234567]]",
    "zaaknr [[2024-117734]] heeft Liesbeth",
    "zaaknummer: [[118402]]",
    "zaaknummer is [[118402]]",
    "dossier [[2023/881]]",
    "dossiernr [[881234]]",
    "dossiernummer [[2023-881]]",
    "dossier [[BS-2024-00871]], Sylvana",
    "[[WABO-2023-55]] is bij Tom neergelegd",
    "[[WABO 2023-0055]]",
    "zet bij [[D/24/008812]] dat",
    "[[D-24-008812]]",
    "OLO [[1234567]]",
    "OLO-nummer [[1234567]]",
    "olonr [[7654321]]",
    "klantnr [[00448127]] geeft fout",
    "klantnummer [[12345]]",
    "cliëntnummer [[12345]]",
    "clientnr: [[12345]]",
    "cliëntnr. [[0012345]]",
    "bezwaar [[BZW-2024-0031]]",
    "bezwaarnummer [[2024-031]]",
    "vergunning [[2023-00871]]",
    "vergunningnr [[VG-2023-871]]",
    "aanvraagnr [[1234567]]",
    "casus [[2024-00871]] staat op de agenda",
    "patiëntnummer [[1234567]]",
    "parketnummer [[01/234567-23]]",
    "proces-verbaal [[PL1500-2024012345]]",
    "zaak met nummer [[118402]]",
]
REJECT = [
    "zaak",
    "een zaak van 2024",
    "zaak 4 op de agenda",
    "zaak 2024",
    "dossier 2024",
    "dossier zwembad 2024",
    "in 2023/2024",
    "seizoen 2023-2024",
    "seizoen 2023/24",
    "klant 12 is aan de beurt",
    "klanten 12345 gebeld",
    "klantnummer drukker 721480",
    "aanvraag 12 mei",
    "aanvraag 12-05-2024",
    "zaak 12-05-2024",
    "vergunning voor 2024",
    "vergunning 12-05-2024 verleend",
    "de zaak is 100.000 euro waard",
    "zaak 10.000 euro",
    "bezwaar 6 weken",
    "melding 12:30",
    "ordernr 1234567",
    "factuurnr 2024/00718833",
    "artikelnr 310143051",
    "serienr NQ2208-0042-B",
    "meternr 1234567",
    "ticketnr 893432639",
    "06-12345678",
    "bel 0172-584767",
    "387981135",
    "Z 24",
    "D-66",
    "D66 2024",
    "OLO",
    "wmo 2015",
    "Wmo 2015 art 2.3",
    "woo 2022",
    "WOO 2022 is nieuw",
    "apv 2023",
    "APV 2023-2026",
    "artikel 2.3.1",
    "AB-12-CD",
    "NEN-2019-12",
    "COVID-2019-12",
    "2371 AB",
    "klantreis 12345",
    "zaaksysteem 2.0",
    "zaal 2.114 ipv 2.141",
    "case 2024",
    "file 12345678 was te groot",
    "melding 503",
]


@pytest.fixture(scope="module")
def recogniser():
    return CaseNumberRecogniser(read_recogniser_configuration().case_numbers)


@pytest.mark.parametrize("marked", ACCEPT)
def test_finds_case_numbers(recogniser, marked):
    check(recogniser, marked)


@pytest.mark.parametrize("text", REJECT)
def test_leaves_other_numbers_alone(recogniser, text):
    check(recogniser, text)


def test_the_group_number_is_the_span():
    check(CaseNumberRecogniser([Pattern(name="own", regex=r"kenmerk (?<number>KB\d{4})")]), "kenmerk [[KB1234]]")


def test_without_the_group_the_whole_match_is_the_span():
    check(CaseNumberRecogniser([Pattern(name="own", regex=r"KB\d{4}")]), "kenmerk [[kb1234]]")


def test_a_pattern_that_takes_too_long_finds_nothing_and_stops():
    careless = CaseNumberRecogniser(
        [Pattern(name="careless", regex=r"(?:a|aa)+(?:a|aa)+$"), Pattern(name="own", regex=r"KB\d{4}")]
    )
    begin = time.perf_counter()
    assert found(careless, "a" * 60 + "! KB1234") == {(62, 68, False)}
    assert time.perf_counter() - begin < 3 * TIME_LIMIT
