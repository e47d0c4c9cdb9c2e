from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("source", "pieces"),
    [
        (
            '<c-tier tier="HIGH" score="75" />',
            ['data-t="3"', "High risk", '<span class="s">75</span>'],
        ),
        ('<c-tier tier="1" glyph="1" />', ['class="sj-tg ink"', 'aria-label="Normal"']),
        ('<c-tag tone="ok">fine</c-tag>', ['class="sj-tag ok"', "fine"]),
        ('<c-emo word="angry" value="4.6" />', ['class="sj-emo-n v-92"', "angry 4.6"]),
        ('<c-chip label="Tier" value="High" href="?" />', ["Remove filter Tier", 'href="?"']),
        ('<c-sg key="1" label="Fees" pct="86" on="1" />', ['class="sj-sg on"', "v-86"]),
        (
            '<c-empty title="Nothing">since ten</c-empty>',
            ["<b>Nothing</b>since ten", "ti-circle-check"],
        ),
        ('<c-banner tone="err">lost</c-banner>', ["sj-banner sj-err", 'role="alert"']),
        (
            '<c-script step="Promise" now="1">soon</c-script>',
            ["sj-script now", "Promise", 'data-act="copy"'],
        ),
        (
            '<c-alert tier="4" title="T" meta="M" />',
            ['class="sj-alert-row" data-t="4"', ">Crisis<"],
        ),
        ('<c-alert title="T" done="1" />', ["sj-alert-row done"]),
        ('<c-skel lines="62 40" />', ['class="v-62"', 'class="v-40"']),
        ('<c-gauge word="angry" value="4.6" />', ["Emotion intensity 4.6, angry", "g-hand"]),
        ('<c-scale score="75" />', ["Risk score 75, High risk", 'class="a-75"']),
        ('<c-clock state="hold" />', ["paused"]),
    ],
)
def test_a_component_draws_the_classes_of_the_style_sheet(draw, source, pieces):
    html = draw(source)

    assert [piece for piece in pieces if piece not in html] == []


def test_a_running_clock_tells_the_browser_how_to_go_on(draw):
    due = timezone.now() + timedelta(minutes=5)

    html = draw('<c-clock :due="due" total="3600" />', due=due)

    assert f'data-due="{due.isoformat()}" data-total="3600"' in html
    assert 'class="sj-clock near v-8"' in html


def test_the_waterfall_ends_with_its_sum(draw):
    html = draw(
        '<c-waterfall :parts="parts" total="20" />', parts=[{"label": "words", "points": 20}]
    )

    assert "Total Sensitive" in html
    assert 'class="sj-fw-bar a-0 v-20"' in html


def test_text_from_people_is_escaped_everywhere(draw):
    html = draw('<c-alert :title="bad" :meta="bad" /><c-tag>{{ bad }}</c-tag>', bad="<script>")

    assert "<script>" not in html


def test_the_shell_renders_for_somebody_who_is_not_logged_in(rf):
    request = rf.get("/")
    request.htmx, request.user = False, AnonymousUser()

    html = render_to_string("base.html", {"request": request})

    assert 'id="js-strings"' in html
    assert " style=" not in html
