"""Awkward replies as owners and leaders type them: each ends in a record or a clear question."""

import pytest
from county import County

from bot.sandbox import Person
from bot.services.replies import CORRECTION


@pytest.fixture
async def office(county: County) -> Person:
    office = await county.link("王主任", role="office")
    await county.import_ledger(office)
    return office


@pytest.fixture
async def owner(county: County, office: Person) -> Person:
    """Responsible for P02, P03 (续建) and P26 (新建)."""
    del office
    return await county.link("陈海平", unit="县住建局")


async def test_what_cannot_be_read_is_asked_with_an_example_and_shown_to_the_office(
    county: County, office: Person, owner: Person
) -> None:
    asked = await county.say(owner, "哈哈哈")
    assert "没看懂" in asked.text
    assert "哈哈哈" in (await county.say(office, "未读懂")).text


async def test_a_percent_without_a_project_is_asked_of_whoever_has_several(
    county: County, owner: Person
) -> None:
    asked = await county.say(owner, "60%")
    assert "哪个项目" in asked.text
    receipt = await county.tap(owner, asked, "P03 市政道路建设项目（扎曲路等6条）")
    assert "✅ P03" in receipt.text
    assert "进度：无 → 60%" in receipt.text


async def test_cumulative_is_asked_on_a_continued_project_where_both_sums_fit(
    county: County, owner: Person
) -> None:
    asked = await county.say(owner, "P02 累计投资3200万")
    assert "今年累计，还是开工以来" in asked.text
    receipt = await county.tap(owner, asked, "开工以来")
    assert "累计完成：2950万元 → 3200万元" in receipt.text


async def test_progress_that_goes_backwards_is_asked(county: County, owner: Person) -> None:
    await county.say(owner, "P02 60%")
    asked = await county.say(owner, "P02 50%")
    assert "原来是60%" in asked.text
    dropped = await county.tap(owner, asked, "不记了")
    assert "没有记" in dropped.text or "不记" in dropped.text
    assert "形象进度60%" in (await county.say(owner, "P02")).text


async def test_a_second_amount_of_the_week_is_a_correction_or_more(
    county: County, owner: Person
) -> None:
    await county.say(owner, "P26 本周120万")
    asked = await county.say(owner, "P26 本周150万")
    assert "是更正" in asked.text
    receipt = await county.tap(owner, asked, "更正")
    assert "今年完成：430万元 → 460万元" in receipt.text


async def test_two_persons_different_percents_on_one_day_are_asked_and_both_are_told(
    county: County, office: Person, owner: Person
) -> None:
    await county.say(owner, "P02 60%")
    asked = await county.say(office, "代 P02 55%")
    assert "陈海平 60%" in asked.text
    receipt = await county.tap(office, asked, "改为55%")
    assert "60% → 55%" in receipt.text
    await county.sandbox.wait_for(owner, "按55%记")


async def test_everything_as_before_spares_what_is_overdue(county: County, owner: Person) -> None:
    await county.morning("2020-09-02")  # P02 and P26 were due on 31 August
    asked = await county.say(owner, "都正常")
    assert "哪些照旧" in asked.text
    receipt = await county.tap(owner, asked, "1项照旧（不含超期）")
    assert "✅ P03" in receipt.text


async def test_several_projects_in_one_message_are_split(county: County, owner: Person) -> None:
    count = len(county.sandbox.messages(owner))
    await county.say(owner, "P02 60%\nP26 完工")
    await county.answer_after(owner, count + 2)
    texts = [message.text for message in county.sandbox.messages(owner)[count + 1 :]]
    assert "✅ P02" in texts[0]
    assert "✅ P26" in texts[1]
    assert "状态：在建 → 完工" in texts[1]


async def test_gai_corrects_the_last_report(county: County, owner: Person) -> None:
    await county.say(owner, "P02 60%")
    receipt = await county.say(owner, "改 65%")
    assert "进度：60% → 65%" in receipt.text


async def test_an_owners_correction_is_no_order_of_the_office(
    county: County, owner: Person
) -> None:
    await county.say(owner, "P02 60%")
    receipt = await county.say(owner, "更正 P02 65%")
    assert "65%" in receipt.text
    assert "✅ P02" in receipt.text


@pytest.mark.parametrize(
    ("text", "is_correction"),
    [
        pytest.param("改 65%", True, id="with a space"),
        pytest.param("改为65%", True, id="changed to"),
        pytest.param("改65", True, id="a bare number"),
        pytest.param("改", True, id="alone"),
        pytest.param("correct 65%", True, id="English"),
        pytest.param("改造完成65%", False, id="a word that begins alike"),
        pytest.param("改善路面60%", False, id="another"),
    ],
)
def test_only_a_correction_is_one(text: str, is_correction: bool) -> None:
    assert (CORRECTION.match(text) is not None) is is_correction


async def test_editing_ones_message_corrects_what_it_told(county: County, owner: Person) -> None:
    await county.say(owner, "P02 60%")
    sent = county.sandbox.messages(owner)[-2]
    count = len(county.sandbox.messages(owner))
    county.sandbox.edit(owner, sent.id, "P02 66%")
    receipt = await county.answer_after(owner, count)
    assert "进度：60% → 66%" in receipt.text


async def test_a_hundred_percent_asks_whether_the_works_are_done(
    county: County, owner: Person
) -> None:
    receipt = await county.say(owner, "P02 100%")
    assert "完工了吗" in receipt.text
    done = await county.tap(owner, receipt, "完工了")
    assert "状态：在建 → 完工" in done.text


async def test_why_shows_how_the_last_message_was_read(county: County, owner: Person) -> None:
    await county.say(owner, "P02 六成 钱没到")
    why = await county.say(owner, "/why")
    assert "六成" in why.text
    assert "钱没到" in why.text


async def test_a_difficulty_goes_up_only_when_told_to(county: County, owner: Person) -> None:
    leader = await county.link("马国栋")
    count = len(county.sandbox.messages(leader))
    receipt = await county.say(owner, "P02 60% 钱没到")
    assert len(county.sandbox.messages(leader)) == count
    await county.tap(owner, receipt, "请领导协调")
    await county.sandbox.wait_for(leader, "请领导协调：钱没到")


async def test_a_leaders_words_reach_the_owner_only_after_a_tap(
    county: County, owner: Person
) -> None:
    leader = await county.link("马国栋")
    card = await county.say(leader, "P02")
    assert "没看过" in (await county.say(leader, "知道了")).text, "no card has told him yet"
    count = len(county.sandbox.messages(owner))
    asked = await county.say(leader, "抓紧施工", reply_to=card)
    assert "要转给责任人吗" in asked.text
    assert len(county.sandbox.messages(owner)) == count
    await county.tap(leader, asked, "原话转达")
    received = await county.sandbox.wait_for(owner, "马国栋：抓紧施工")
    receipt = await county.say(owner, "70", reply_to=received)
    assert "进度：无 → 70%" in receipt.text


@pytest.mark.usefixtures("owner")
async def test_the_code_in_a_leaders_words_names_the_project(county: County) -> None:
    leader = await county.link("马国栋")
    asked = await county.say(leader, "P02要抓紧封顶")
    assert "P02" in asked.text
    assert "已转陈海平" in (await county.tap(leader, asked, "原话转达")).text


async def test_a_question_waits_for_a_day_and_no_longer(county: County, owner: Person) -> None:
    asked = await county.say(owner, "60%")
    await county.morning("2020-05-09", "08:31")
    late = await county.tap(owner, asked, "P03 市政道路建设项目（扎曲路等6条）")
    assert "已失效" in late.text


async def test_a_picture_sent_as_a_file_is_evidence_too(county: County, owner: Person) -> None:
    count = len(county.sandbox.messages(owner))
    county.sandbox.attach(owner, "工地.jpg", b"picture", caption="P02 60%")
    receipt = await county.answer_after(owner, count + 1)
    assert "附照片1张" in receipt.text


async def test_a_picture_sent_as_a_file_without_words_asks_for_them(
    county: County, owner: Person
) -> None:
    count = len(county.sandbox.messages(owner))
    county.sandbox.attach(owner, "工地.jpg", b"picture")
    assert "照片已收" in (await county.answer_after(owner, count + 1)).text


@pytest.mark.parametrize("command", ["/project", "/history"])
async def test_a_command_without_its_code_says_how_to_write_it(
    county: County, owner: Person, command: str
) -> None:
    answer = await county.say(owner, command)
    assert f"{command} P07" in answer.text


async def test_why_names_its_rules_in_the_readers_language(county: County, owner: Person) -> None:
    await county.say(owner, "P02 60% 钱没到")
    why = await county.say(owner, "/why")
    assert "项目的进度" in why.text
    assert "percent" not in why.text
