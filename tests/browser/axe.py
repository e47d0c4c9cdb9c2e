"""What axe-core finds wrong on a page by WCAG 2.2 A and AA."""

from django.conf import settings
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
STILL = """async () => {
    const moving = () => document.getAnimations().filter(
        it => it.playState !== 'finished' && it.effect.getComputedTiming().endTime !== Infinity);
    for (let calm = 0; calm < 3; calm = moving().length ? 0 : calm + 1) {
        moving().forEach(it => it.finish());
        await new Promise(requestAnimationFrame);
    }
}"""
CALL = """async only => {
    const why = node => node.any.map(it => it.message).join(' ');
    const found = await axe.run({runOnly: only, resultTypes: ['violations']});
    return found.violations.flatMap(
        it => it.nodes.map(node => `${it.id}: ${node.html.slice(0, 160)} ${why(node)}`));
}"""


def violations(page: Page) -> list[str]:
    """On a wide screen and on a phone; in the dark only colours can be worse than in the light."""
    page.evaluate((settings.NODE / "axe-core" / "axe.min.js").read_text("utf-8"))
    found = []
    for name, size in WIDTHS.items():
        page.set_viewport_size(size)
        for theme, only in (("light", WCAG), ("dark", ["color-contrast"])):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.locator(f"html[data-bs-theme={theme}]").wait_for(state="attached")
            page.evaluate(STILL)  # colours on their way from one theme to the other are neither
            found += [f"{name} {theme} {it}" for it in page.evaluate(CALL, only)]
    return found
