"""A bulletin's way: one drafts, another approves, and nothing is issued by the program alone."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import time
from pathlib import Path
from zipfile import ZipFile

import pytest
from cast import UNIT, Cast
from county import at
from docx import Document
from docx.document import Document as Word
from sqlalchemy import select

from bot.domain.bulletins import ReturnedBulletin
from bot.domain.errors import (
    BulletinNumberError,
    BulletinSettledError,
    DocumentUnknownError,
    NoDraftError,
    SecondPersonNeededError,
)
from bot.domain.outcomes import BulletinOffered, BulletinShown
from bot.domain.permissions import NotPermittedError
from bot.domain.policies import WeeklyReport
from bot.domain.policy_values import Weekday
from bot.domain.records import Person, Source
from bot.domain.terms import Role
from bot.services.prepared_files import document_in, read_file
from bot.services.services import Services
from bot.texts.answers import word
from storage.statements import table_of
from storage.tables import Outbox

DRAFTER, SECOND = "王主任", "督查室老赵"


@pytest.fixture
def office(cast: Cast) -> Cast:
    """Two of the office, both linked; the leaders and the unit head too."""
    with cast.services() as services:
        services.people.invite(SECOND, "duban_bot", role=Role.OFFICE)
        services.work.people.change(_person(services, SECOND).id, chat_id=7)
    cast.link(Role.OFFICE, Role.LEADER, Role.UNIT_HEAD)
    return cast


def _person(services: Services, name: str) -> Person:
    (found,) = services.work.people.by_name(name)
    return found


def _draft(cast: Cast) -> BulletinShown:
    with cast.services() as services:
        return services.bulletins.draft(_person(services, DRAFTER), Source())


def _step(cast: Cast, shown: BulletinShown, verb: str, by: str) -> BulletinShown:
    with cast.services() as services:
        person = _person(services, by)
        return services.bulletins.step(person, shown.bulletin_id, shown.version, verb, Source())


def _say(cast: Cast, field: str, words: str, by: str = DRAFTER) -> BulletinShown:
    with cast.services() as services:
        return services.bulletins.say(_person(services, by), field, words, Source())


def _issued(cast: Cast) -> BulletinShown:
    shown = _draft(cast)
    shown = _step(cast, shown, "submit", DRAFTER)
    shown = _step(cast, shown, "approve", SECOND)
    shown = _say(cast, "number", "12")
    return _step(cast, shown, "issue", DRAFTER)


def _document(cast: Cast, shown: BulletinShown) -> bytes:
    with cast.services() as services:
        return services.bulletin_documents.file(shown.bulletin_id).data


def _text(document: bytes) -> str:
    return "\n".join(each.text for each in Document(io.BytesIO(document)).paragraphs)


def test_the_whole_way(office: Cast) -> None:
    shown = _issued(office)
    assert (shown.state, shown.number) == ("issued", "县政督〔2020〕12号")
    assert shown.verbs == ("correct",)
    assert "县政督〔2020〕12号" in _text(_document(office, shown))
    with office.services() as services:
        rows = list(services.work.session.execute(select(table_of(Outbox))))
        sent = [each for each in rows if ":issue:" in (each.key or "")]
    assert len(sent) == shown.told > 0
    assert {each.render["name"] for each in sent} == {"bulletin"}


def test_who_drafted_cannot_approve(office: Cast) -> None:
    shown = _step(office, _draft(office), "submit", DRAFTER)
    assert "approve" not in shown.verbs
    with pytest.raises(SecondPersonNeededError):
        _step(office, shown, "approve", DRAFTER)


def test_who_edited_cannot_approve_either(office: Cast) -> None:
    _draft(office)
    shown = _say(office, "title", "关于某某的通报", by=SECOND)
    shown = _step(office, shown, "submit", DRAFTER)
    with pytest.raises(SecondPersonNeededError):
        _step(office, shown, "approve", SECOND)


def test_who_edited_once_cannot_approve_after_others_went_on(office: Cast) -> None:
    _draft(office)
    _say(office, "title", "关于某某的通报", by=SECOND)
    shown = _say(office, "title", "关于某某和某某的通报", by=DRAFTER)
    shown = _step(office, shown, "submit", DRAFTER)
    with office.services() as services:
        seen = services.bulletins.shown(_person(services, SECOND), shown.bulletin_id)
    assert "approve" not in seen.verbs
    with pytest.raises(SecondPersonNeededError):
        _step(office, shown, "approve", SECOND)


def test_old_figures_are_warned_of_until_it_is_issued(office: Cast) -> None:
    shown = _draft(office)
    assert "天前的" not in word(shown, "zh").text
    office.clock.set(at("2020-05-29"))
    shown = _step(office, shown, "submit", DRAFTER)
    assert shown.days_old == 21
    assert "数据是21天前的" in word(shown, "zh").text
    shown = _step(office, shown, "approve", SECOND)
    shown = _say(office, "number", "12")
    assert _step(office, shown, "issue", DRAFTER).days_old == 0


def test_what_is_asked_for_is_by_the_policy_and_on_working_days(office: Cast) -> None:
    office.clock.set(at("2020-09-28"))
    weekly = WeeklyReport(Weekday.THURSDAY, time(17, 30))
    office.policy = replace(office.policy, weekly_report=weekly)
    text = _text(_document(office, _draft(office)))
    assert "每周四17时30分前报送进展" in text
    assert "要于2020年10月9日前报送整改措施" in text  # a week on is a holiday


def test_only_what_is_approved_and_numbered_is_issued(office: Cast) -> None:
    shown = _draft(office)
    _say(office, "number", "12")
    with pytest.raises(BulletinSettledError):
        _step(office, shown, "issue", DRAFTER)
    shown = _step(office, shown, "submit", DRAFTER)
    shown = _step(office, shown, "approve", SECOND)
    assert _step(office, shown, "issue", SECOND).state == "issued"


def test_without_a_number_nothing_is_issued(office: Cast) -> None:
    shown = _step(office, _draft(office), "submit", DRAFTER)
    shown = _step(office, shown, "approve", SECOND)
    with pytest.raises(BulletinNumberError):
        _step(office, shown, "issue", DRAFTER)


def test_an_edit_after_the_approval_takes_it_back(office: Cast) -> None:
    shown = _step(office, _draft(office), "submit", DRAFTER)
    approved = _step(office, shown, "approve", SECOND)
    _say(office, "number", "12")
    assert _say(office, "title", "换个标题").state == "draft"
    with pytest.raises(BulletinSettledError):
        _step(office, approved, "issue", DRAFTER)


def _empty(token: str) -> ReturnedBulletin:
    return ReturnedBulletin(token, 1, b"", "", ())


def _returned(document: bytes) -> ReturnedBulletin:
    """Return a file as it is read when it comes in."""
    read = document_in(read_file(document, "改好的.docx", "2020-05-08"))
    assert read is not None
    said = read["title"], tuple(read["lines"])
    return ReturnedBulletin(read["token"], read["edition"], document, *said)


def _saved(word: Word) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _offer(cast: Cast, document: bytes, by: str = DRAFTER) -> BulletinShown | BulletinOffered:
    with cast.services() as services:
        return services.bulletins.take_back(_person(services, by), _returned(document), Source())


def _send_back(cast: Cast, document: bytes, by: str = DRAFTER) -> BulletinShown:
    taken = _offer(cast, document, by)
    assert isinstance(taken, BulletinShown)
    return taken


def _with(document: bytes, words: str) -> bytes:
    """Return an edit of a document: a paragraph more."""
    word = Document(io.BytesIO(document))
    word.add_paragraph(words)
    return _saved(word)


def _settle(cast: Cast, offered: BulletinOffered, *, is_taken: bool) -> BulletinShown:
    with cast.services() as services:
        return services.bulletins.settle_offer(
            _person(services, SECOND),
            offered.bulletin_id,
            offered.version,
            offered.offer,
            Source(),
            is_taken=is_taken,
        )


@pytest.mark.parametrize(
    ("is_taken", "kept", "lost"),
    [
        pytest.param(True, "乙改的", "甲改的", id="take"),
        pytest.param(False, "甲改的", "乙改的", id="keep"),
    ],
)
def test_of_two_who_edit_one_draft_the_later_is_asked(
    office: Cast, *, is_taken: bool, kept: str, lost: str
) -> None:
    document = _document(office, _draft(office))
    shown = _send_back(office, _with(document, "甲改的"))
    offered = _offer(office, _with(document, "乙改的"), by=SECOND)
    assert isinstance(offered, BulletinOffered)
    assert offered.changed_by == DRAFTER
    assert "甲改的" in _text(_document(office, shown))
    _settle(office, offered, is_taken=is_taken)
    text = _text(_document(office, shown))
    assert kept in text
    assert lost not in text
    with pytest.raises(BulletinSettledError):
        _settle(office, offered, is_taken=True)


def test_who_goes_on_in_their_own_file_is_not_asked(office: Cast) -> None:
    document = _document(office, _draft(office))
    _send_back(office, _with(document, "一改"))
    shown = _send_back(office, _with(document, "二改"))
    assert "二改" in _text(_document(office, shown))


def test_a_file_from_before_the_title_was_changed_is_asked_about(office: Cast) -> None:
    document = _document(office, _draft(office))
    _say(office, "title", "关于某某的通报")
    assert isinstance(_offer(office, _with(document, "改")), BulletinOffered)


def test_a_file_that_was_returned_for_an_edit_is_taken(office: Cast) -> None:
    shown = _draft(office)
    document = _document(office, shown)
    _step(office, _step(office, shown, "submit", DRAFTER), "return", SECOND)
    assert _send_back(office, _with(document, "改")).state == "draft"


def test_units_without_a_linked_head_are_named_at_issue(office: Cast) -> None:
    shown = _issued(office)
    assert "县水务局" in shown.units_not_reached
    assert UNIT not in shown.units_not_reached


def test_what_leaders_read_follows_the_edit_and_the_approver_sees_it(office: Cast) -> None:
    shown = _draft(office)
    word = Document(io.BytesIO(_document(office, shown)))
    (lagging,) = (each for each in word.paragraphs if "县水务局" in each.text)
    lagging.text = "丙项目（县交通局）落后时序进度24.6个百分点。"
    shown = _step(office, _send_back(office, _saved(word)), "submit", DRAFTER)
    with office.services() as services:
        seen = services.bulletins.shown(_person(services, SECOND), shown.bulletin_id)
        caption = services.bulletin_documents.file(shown.bulletin_id).caption
    assert "丙项目（县交通局）落后时序进度25个百分点。" in seen.lines
    assert not any("县水务局" in each for each in seen.lines)
    assert all(each in caption for each in seen.lines)
    assert len(caption.splitlines()) <= 10


def test_what_was_edited_in_word_is_what_is_issued(office: Cast) -> None:
    shown = _draft(office)
    word = Document(io.BytesIO(_document(office, shown)))
    word.add_paragraph("经研究，另加一条要求。")
    shown = _send_back(office, _saved(word))
    _say(office, "number", "3")
    text = _text(_document(office, shown))
    assert "另加一条要求" in text
    assert "县政督〔2020〕3号" in text


def test_a_draft_has_a_blank_for_its_number(office: Cast) -> None:
    shown = _draft(office)
    assert "县政督〔2020〕　号" in _text(_document(office, shown)).splitlines()
    with office.services() as services:
        assert (
            "县政督〔2020〕　号" in _text(services.bulletin_documents.file(None).data).splitlines()
        )


def test_a_look_at_the_draft_is_no_template_when_it_is_sent_back(office: Cast) -> None:
    from bot.papers.bulletins import template_to_edit

    with office.services() as services:
        person = _person(services, DRAFTER)
        services.bulletins.take_template(person, template_to_edit(), 20, Source())
        looked_at = services.bulletin_documents.file(None).data
    with pytest.raises(DocumentUnknownError):
        _offer(office, looked_at)


def test_a_number_deleted_in_word_is_there_when_it_is_issued(office: Cast) -> None:
    word = Document(io.BytesIO(_document(office, _draft(office))))
    number = word.paragraphs[0]._p
    number.getparent().remove(number)
    shown = _step(office, _send_back(office, _saved(word)), "submit", DRAFTER)
    shown = _step(office, shown, "approve", SECOND)
    _say(office, "number", "12")
    shown = _step(office, shown, "issue", DRAFTER)
    assert _text(_document(office, shown)).startswith("县政督〔2020〕12号")


def _edited_in_libreoffice(document: bytes, folder: Path, *cuts: str) -> bytes:
    """Return a document that LibreOffice kept as its own, from which parts were cut, and wrote back."""
    source, kept = folder / "改.docx", folder / "改.odt"
    source.write_bytes(document)
    _convert(source, "odt")
    with ZipFile(kept) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    content = parts["content.xml"].decode()
    for cut in cuts:
        content, count = re.subn(cut, "", content, count=1)
        assert count == 1
    with ZipFile(kept, "w") as file:
        for name, data in (parts | {"content.xml": content.encode()}).items():
            file.writestr(name, data)
    _convert(kept, "docx")
    return source.read_bytes()


def _convert(file: Path, to: str) -> None:
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(file.parent)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=120)  # noqa: S603 -- our own command


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_number_edit_and_lines_agree_after_another_word_processor_wrote_the_file(
    office: Cast, tmp_path: Path
) -> None:
    shown = _draft(office)
    number = r"<text:p [^>]*>县政督〔2020〕\s*号</text:p>"
    demand = "红灯、黄灯项目的责任单位要于[^<]*"
    edited = _edited_in_libreoffice(_document(office, shown), tmp_path, number, demand)
    shown = _step(office, _send_back(office, edited), "submit", DRAFTER)
    assert not any("责任单位要于" in each for each in shown.lines)
    shown = _step(office, shown, "approve", SECOND)
    _say(office, "number", "12")
    shown = _step(office, shown, "issue", DRAFTER)
    text = _text(_document(office, shown))
    assert text.startswith("县政督〔2020〕12号\n")
    assert "责任单位要于" not in text
    assert shown.lines[0] in text


def test_a_strange_document_is_not_taken(office: Cast) -> None:
    with office.services() as services, pytest.raises(DocumentUnknownError):
        services.bulletins.take_back(_person(services, DRAFTER), _empty("x"), Source())


def test_what_was_issued_is_never_changed(office: Cast) -> None:
    shown = _issued(office)
    before = _text(_document(office, shown))
    office.report("P02 60% 本周120万")
    assert _text(_document(office, shown)) == before
    with office.services() as services:
        kept = services.work.bulletins.get(shown.bulletin_id)
        assert kept is not None
        assert kept.policy["lights"]["yellow_points"] == 10
        with pytest.raises(BulletinSettledError):
            services.bulletins.take_back(_person(services, DRAFTER), _empty(kept.token), Source())


def test_a_correction_is_a_new_issue_that_names_the_old(office: Cast) -> None:
    old = _issued(office)
    with office.services() as services:
        new = services.bulletins.draft(_person(services, SECOND), Source(), old.bulletin_id)
    assert new.bulletin_id != old.bulletin_id
    assert new.corrects == old.number
    assert old.number in _text(_document(office, new))


def test_a_number_is_given_once(office: Cast) -> None:
    _issued(office)
    _draft(office)
    with pytest.raises(BulletinNumberError) as told:
        _say(office, "number", "12")
    assert told.value.is_taken


def test_without_a_draft_there_is_nothing_to_number(office: Cast) -> None:
    with pytest.raises(NoDraftError):
        _say(office, "number", "12")


def test_only_the_office_has_to_do_with_it(office: Cast) -> None:
    with office.services() as services, pytest.raises(NotPermittedError):
        services.bulletins.draft(office.person(services, Role.LEADER), Source())


def test_who_is_not_linked_is_named_to_be_told_in_another_way(office: Cast) -> None:
    shown = _issued(office)
    assert "县委书记" in shown.not_reached


def test_a_template_of_the_office_s_own_makes_the_next_draft(office: Cast) -> None:
    from bot.papers.bulletins import template_to_edit

    word = Document(io.BytesIO(template_to_edit()))
    word.paragraphs[0].insert_paragraph_before("清禾县人民政府督查室")
    file = io.BytesIO()
    word.save(file)
    before = _draft(office)
    with office.services() as services:
        person = _person(services, DRAFTER)
        services.bulletins.take_template(person, file.getvalue(), 20, Source())
    assert "清禾县人民政府督查室" in _text(_document(office, _draft(office)))
    assert "清禾县人民政府督查室" not in _text(_document(office, before))
