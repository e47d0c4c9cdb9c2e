"""Who works by keyboard keeps the place: after an undo, and while a toast has the focus."""

from playwright.sync_api import Page, expect

from alerts.services.rules import check_rules
from tests.alerts.builders import THREAT, judged, seeded
from tests.factories import UserFactory


def test_after_undo_the_focus_is_back_in_the_row(page: Page, site: str, log_in):
    seeded()
    [alert] = check_rules([judged(THREAT).pk])
    log_in(UserFactory(officer=True))
    page.goto("/alerts/", wait_until="load")

    page.locator(f"#alert-{alert.pk} [data-row-key=a]").click()
    undo = page.locator("#toasts .sj-undo")
    undo.focus()
    undo.press("Enter")

    expect(page.locator(f"#alert-{alert.pk} [data-row-key=a]")).to_be_visible()
    expect(page.locator(f"#alert-{alert.pk} [data-open]")).to_be_focused()


def test_typing_on_leaves_no_errors_in_the_console(page: Page, site: str, log_in):
    seeded()
    log_in(UserFactory())
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.goto("/complaints/new/", wait_until="load")

    page.route("**/assist/**", lambda route: (page.wait_for_timeout(400), route.continue_()))
    text = page.locator("#id_text")
    for piece in ("客服态度很差", "，退款一直没有到账", "，我要打12315投诉"):
        text.press_sequentially(piece, delay=20)
        page.wait_for_timeout(500)

    expect(page.locator(".sj-hl-back mark")).not_to_have_count(0)
    assert said == []
