from types import SimpleNamespace

import pytest

from ui.partials import render_part

PAGE = "whole {% partialdef row inline %}row of {{ who }}{% endpartialdef %}"


@pytest.fixture
def answer(rf, template_folder):
    (template_folder / "page.html").write_text(PAGE)

    def of(htmx: bool, history: bool = False):
        request = rf.get("/")
        details = SimpleNamespace(history_restore_request=history)
        request.htmx = details if htmx else False
        request.user = SimpleNamespace(is_staff=False)
        return render_part(request, "page.html", "row", {"who": "Li"})

    return of


def test_htmx_gets_the_part(answer):
    assert answer(htmx=True).content.decode() == "row of Li"


def test_everybody_else_gets_the_page(answer):
    assert answer(htmx=False).content.decode() == "whole row of Li"


def test_restored_history_gets_the_page(answer):
    assert answer(htmx=True, history=True).content.decode() == "whole row of Li"


def test_caches_keep_page_and_part_apart(answer):
    assert "HX-Request" in answer(htmx=True)["Vary"]
