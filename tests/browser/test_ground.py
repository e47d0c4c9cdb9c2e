"""The browser, the site and the files of its pages are really there."""

from playwright.sync_api import Page, Response


def test_the_log_in_page_is_whole(page: Page, site: str):
    broken: list[str] = []
    page.on("response", lambda answer: note(answer, broken))
    page.on("console", lambda line: broken.append(line.text) if line.type == "error" else None)

    page.goto("/")

    assert page.url.startswith(f"{site}/accounts/login/")
    assert page.locator("input[name=username]").is_visible()
    assert broken == []


def note(answer: Response, broken: list[str]) -> None:
    if answer.status >= 400:
        broken.append(f"{answer.status} {answer.url}")
