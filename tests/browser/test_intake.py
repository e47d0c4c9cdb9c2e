"""An agent registers a complaint with the keyboard alone, while the page reads along."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from complaints.models import Complaint, Draft
from complaints.services.reference_data import load_reference_data
from tests.factories import UserFactory, complaint

TEXT = "我的信用卡被重复扣年费96元，打了三次电话没人管，太欺负人了！再不退我就打12378投诉！"
MORE = "今天之内必须给我答复，不然我就曝光到抖音😡"

THREATS = (
    "客服骗子，机器漏电，老人差点触电住院，你们泄露我手机号。我已经崩溃了，真的不想活了，"
    "我要打12315投诉、去法院起诉、找记者曝光到抖音和微博，还要联合三十多个业主一起去拉横幅。"
)
OVERLAPPING = """() => {
  const all = Array.from(document.querySelectorAll('#assist .cite, #assist .sj-fw-track, #assist .v'));
  const boxes = all.map(it => it.getBoundingClientRect());
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return all.filter((it, i) => it.matches('.cite') && boxes.some((box, j) => i !== j && over(boxes[i], box)))
    .map(it => it.textContent);
}"""  # noqa: E501


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "zh-CN"}


@pytest.fixture
def agent(site, log_in):
    load_reference_data()
    user = UserFactory()
    log_in(user)
    return user


@pytest.fixture
def desk(site: str, agent, page: Page) -> Page:
    page.goto(f"{site}/complaints/new/", wait_until="load")
    expect(page.locator("#id_category_box")).to_be_visible()
    return page


def reach(page: Page, selector: str, *, most: int = 40) -> None:
    """Tab on until this is focused."""
    for _ in range(most):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def marked(page: Page, kind: str) -> list[str]:
    return page.locator(f".sj-hl-back .sj-ev-{kind}").all_text_contents()


def test_a_complaint_is_registered_by_keyboard_alone(desk: Page, agent):
    earlier = complaint(TEXT, by=agent, phone="13812345678")
    expect(desk.locator("#id_caller_shown")).to_be_focused()

    desk.keyboard.type("13812345678")
    desk.keyboard.press("Enter")
    expect(desk.locator("#id_caller_shown")).to_have_value("138****5678")
    reach(desk, "#id_text")
    desk.keyboard.type(TEXT)
    expect(desk.locator(".sj-hl-back .sj-ev-risk", has_text="12378")).to_have_count(1)
    expect(desk.locator("#assist .sj-kpi").first).not_to_have_text("0")
    expect(desk.locator("[data-join]", has_text=" ").first).to_be_visible()

    reach(desk, "input[name=channel]")
    desk.keyboard.press("Space")
    desk.keyboard.press("1")
    expect(desk.locator("#sg-1")).to_have_attribute("aria-pressed", "true")
    reach(desk, "input[name=demands]")
    desk.keyboard.press("Space")
    desk.keyboard.press("Control+Enter")

    expect(desk.locator("[data-done]")).to_be_visible()
    case = Complaint.objects.exclude(pk=earlier.pk).get()
    assert case.reference in desk.locator("[data-done]").inner_text()
    assert (case.complainant_id, case.owner) == (earlier.complainant_id, agent)
    assert case.category_id is not None
    expect(desk.locator("#id_caller_shown")).to_be_focused()
    expect(desk.locator("#id_text")).to_have_value("")


def test_marks_stay_on_their_words_while_the_text_grows(desk: Page):
    desk.locator("#id_text").focus()

    desk.keyboard.type(TEXT)
    expect(desk.locator(".sj-hl-back .sj-ev-risk")).not_to_have_count(0)
    desk.keyboard.type("\n" + MORE)
    expect(desk.locator("#text-count")).to_contain_text(str(len(TEXT) + len(MORE) + 1))
    desk.wait_for_timeout(800)

    mirror = desk.locator(".sj-hl-back").evaluate("it => it.textContent")
    assert mirror.rstrip("\n") == f"{TEXT}\n{MORE}"
    assert "12378" in marked(desk, "risk")


def test_numbers_of_many_marks_lie_over_nothing_else(desk: Page):
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.locator("#id_text").fill(THREATS)

    expect(desk.locator("#assist .cite").nth(7)).to_be_attached()

    assert desk.evaluate(OVERLAPPING) == []


def test_a_crash_of_the_browser_loses_nothing(desk: Page, agent, context, site: str):
    desk.locator("#id_text").focus()
    desk.keyboard.type("客户说了半句就断线了")
    desk.keyboard.press("Control+s")
    expect(desk.locator("#draft-state")).to_contain_text(":")
    draft = Draft.objects.get(author=agent)
    desk.close()

    fresh = context.new_page()
    fresh.goto(f"{site}/complaints/new/?draft={draft.pk}")

    expect(fresh.locator("#id_text")).to_have_value("客户说了半句就断线了")


def test_words_of_the_last_seconds_are_offered_after_a_reload(desk: Page):
    desk.route("**/complaints/drafts/**", lambda route: route.abort())
    desk.locator("#id_text").focus()
    desk.keyboard.type("还没来得及保存的话")

    desk.reload(wait_until="load")
    desk.locator("[data-draft-do=restore]").click()

    expect(desk.locator("#id_text")).to_have_value("还没来得及保存的话")


def test_two_windows_of_one_draft_are_offered_both_versions(desk: Page, context, site: str):
    desk.locator("#id_text").focus()
    desk.keyboard.type("一号窗口")
    desk.keyboard.press("Control+s")
    expect(desk.locator("#draft-state")).to_contain_text(":")
    other = context.new_page()
    other.goto(desk.url, wait_until="load")
    other.locator("#id_text").focus()
    other.keyboard.press("End")
    other.keyboard.type("，二号窗口补充")
    other.keyboard.press("Control+s")
    expect(other.locator("#draft-state")).to_contain_text(":")

    desk.locator("#id_text").focus()
    desk.keyboard.type("，一号又写")
    desk.keyboard.press("Control+s")
    expect(desk.locator("#draft-conflict")).to_be_visible()
    expect(desk.locator("[data-other]")).to_have_text("一号窗口，二号窗口补充")
    desk.locator("[data-draft-do=mine]").click()

    expect(desk.locator("#draft-conflict")).to_be_hidden()
    expect(desk.locator("#draft-state")).to_contain_text(":")


def test_a_refused_form_shows_what_is_wrong_and_keeps_every_word(desk: Page):
    desk.locator("#id_text").focus()
    desk.keyboard.type(TEXT)
    desk.keyboard.press("Control+Enter")

    expect(desk.locator("#id_demands_error")).to_be_visible()
    expect(desk.locator("#id_text")).to_have_value(TEXT)
    expect(desk.locator("#id_category_box")).to_be_visible()
    assert not Complaint.objects.exists()


def test_the_category_is_searched_by_words_and_by_code(desk: Page):
    box = desk.locator("#id_category_box")
    box.focus()

    desk.keyboard.type("盗刷")
    desk.keyboard.press("Enter")
    by_words = desk.locator("#id_category").input_value()
    box.fill("svc04")
    desk.keyboard.press("Tab")

    assert (by_words, desk.locator("#id_category").input_value()) == ("TRX01", "SVC04")


def test_an_accepted_suggestion_that_replaces_a_choice_can_be_undone(desk: Page):
    desk.locator("#id_text").focus()
    desk.keyboard.type(TEXT)
    expect(desk.locator("#sg-1")).to_be_visible()
    desk.locator("#id_category").evaluate(
        "it => { it.value = 'TRX01'; it.dispatchEvent(new Event('change', {bubbles: true})); }"
    )

    desk.locator("#sg-1").click()
    replaced = desk.locator("#id_category").input_value()
    desk.locator(".sj-undo").click()

    assert (replaced != "TRX01", desk.locator("#id_category").input_value()) == (True, "TRX01")


def test_a_reading_that_fails_disturbs_nobody(desk: Page):
    desk.route("**/insights/assist/", lambda route: route.fulfill(status=500, body=""))
    desk.locator("#id_text").focus()

    desk.keyboard.type("研判坏了也要能写")
    expect(desk.locator("#assist")).to_have_class("sj-i-assist stale")

    expect(desk.locator(".sj-toast-x")).to_have_count(0)
    expect(desk.locator("#id_text")).to_have_value("研判坏了也要能写")


def test_a_log_in_that_ran_out_keeps_the_words_and_says_so(desk: Page, context):
    desk.locator("#id_text").focus()
    context.clear_cookies(name="sessionid")

    desk.keyboard.type("登录过期前后说的话")

    expect(desk.locator("#draft-expired")).to_be_visible()
    expect(desk.locator("#id_text")).to_have_value("登录过期前后说的话")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_assistive_technology(desk: Page, theme):
    desk.emulate_media(color_scheme=theme)
    desk.reload(wait_until="load")
    desk.locator("#id_text").focus()
    desk.keyboard.type(TEXT)
    expect(desk.locator("#sg-1")).to_be_visible()

    assert violations(desk) == []


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds wrong by WCAG 2.2 A and AA: the rule and where."""
    page.evaluate((settings.NODE / "axe-core" / "axe.min.js").read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)["violations"]
    return [(it["id"], node["html"]) for it in found for node in it["nodes"]]
