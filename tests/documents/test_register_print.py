"""The register on paper: what it is for, what it keeps back, and that it says it is a draft."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from secretguard import documents
from secretguard.documents.coverage import printable
from secretguard.documents.register import register_document
from secretguard.i18n import set_language
from secretguard.register import Register, RegisterState, SecrecyBasis
from secretguard.visible import clean
from tests.conftest import NOON
from tests.documents.hostile import HOSTILE
from tests.documents.reading_pdf import squeezed, whole_text


def said(state: RegisterState, *, phones: bool = False) -> str:
    return squeezed(documents.to_terminal(register_document(state, NOON, phones=phones), width=400))


def test_it_names_secrets_people_agreements_partners_measures_and_gaps(register: Register) -> None:
    text = said(register.state)
    for word in ("制动卡钳公差链", "示例丙", "保密协议（示例戊）", "示例模具供应商", "二号车间门禁", "草稿"):
        assert word in text, word
    assert "示例辛接触秘密，却没有签订的保密协议" in text


def test_private_numbers_are_printed_only_when_asked_for(register: Register) -> None:
    for number in ("000-0000-0001", "000-0000-0021"):
        assert number not in said(register.state)
        assert number in said(register.state, phones=True)


def test_content_value_and_reasons_are_never_printed(register: Register) -> None:
    secret = register.state.secrets["S1"]
    register.set_secret(secret.model_copy(update={"basis": SecrecyBasis(not_public="只有我们知道的理由")}))
    for phones in (False, True):
        text = said(register.state, phones=phones)
        for word in ("2600000", "2,600,000", "只有我们知道的理由", "密封袋", "财务室保险柜", "重置成本法"):
            assert word not in text, word


def test_only_the_tables_wanted_are_printed(register: Register) -> None:
    document = register_document(register.state, NOON, kinds=("measure",))
    text = documents.to_terminal(document, width=400)
    assert "二号车间门禁" in text and "示例模具供应商" not in text and "示例辛" not in text


def test_it_prints_in_every_face_on_landscape_pages(register: Register) -> None:
    document = register_document(register.state, NOON)
    pdf = documents.to_pdf(document)
    assert "草稿" in whole_text(pdf) and "草稿" in documents.to_html(document)
    with pikepdf.open(BytesIO(pdf)) as opened:
        boxes = [[float(edge) for edge in page.MediaBox] for page in opened.pages]
    assert all(box[2] > box[3] for box in boxes)
    assert documents.to_word(document) and pdf == documents.to_pdf(register_document(register.state, NOON))


def test_an_empty_register_prints_that_there_is_nothing(register: Register) -> None:
    text = said(RegisterState(profile=register.state.profile))
    assert text.count("没有记录。") == 7 and "没有缺口。" in text


def test_hostile_names_print_as_they_are(register: Register) -> None:
    secret = register.state.secrets["S1"]
    secrets = {}
    for number, value in enumerate(HOSTILE):
        name = secret.secret.model_copy(update={"id": f"S{number}", "code_name": value[:100]})
        secrets[f"S{number}"] = secret.model_copy(update={"secret": name})
    document = register_document(RegisterState(profile=register.state.profile, secrets=secrets), NOON)
    text, page = whole_text(documents.to_pdf(document)), documents.to_html(document)
    for value in HOSTILE:
        assert squeezed(printable(clean(value[:100]))) in text, value
    assert "<script" not in page and 'href="javascript' not in page


def test_headings_follow_the_reader_s_language(register: Register) -> None:
    set_language("en")
    assert documents.to_pdf(register_document(register.state, NOON))
