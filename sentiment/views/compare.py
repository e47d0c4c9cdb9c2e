"""Ours and SnowNLP on one text, side by side: a comparison, never a second opinion."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.access import UserRequest, role_required
from sentiment.engine import Reading
from sentiment.models import Reading as Stored
from sentiment.reports.names import Names, names
from sentiment.services.compare import LONGEST, Said, TooManyQuestionsError, compare
from sentiment.views.lexicon import NAV
from sentiment.views.overview import READERS
from ui.partials import render_part

SAMPLES = (
    "请问你们周末营业到几点？需要提前预约吗？",
    "打了三次客服电话都没人管，说好三天退款，今天第十天了，再不处理我就去12315投诉。",
    "办事的小姑娘很耐心，问题当场就解决了，谢谢。",
    "小区晚上施工到十二点，孩子根本睡不着，全体业主反映过好几次，一直没有人来看。",
    "也不是钱的事，就是觉得说好的事情你们不认账，心里很凉。",
    "建议在地铁口加一个指示牌，外地人不容易找到公交站。",
)


class TextForm(forms.Form):
    """One text of bounded length. It is read and forgotten."""

    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*READERS)
def compare_text(request: UserRequest) -> HttpResponse:
    """A form, and below it what both say; a wrong text keeps standing with the reason."""
    said, form = None, TextForm(request.POST or None, initial={"text": sample(request)})
    if request.method == "POST" and form.is_valid():
        try:
            said = compare(form.cleaned_data["text"], by=request.user)
        except TooManyQuestionsError:
            form.add_error("text", _("That was enough for one minute. Try again in the next."))
    context = {"nav": NAV, "form": form, "samples": SAMPLES, "longest": LONGEST}
    if said:
        context |= shown(form.cleaned_data["text"], said, names())
    status = 422 if form.errors else 200
    return render_part(request, "sentiment/compare.html", "compare", context, status=status)


def sample(request: UserRequest) -> str:
    """The own sentence a link asks for; nothing where there is none of that number."""
    number = request.GET.get("sample", "")
    return SAMPLES[int(number)] if number in map(str, range(len(SAMPLES))) else ""


def shown(text: str, said: Said, known: Names) -> dict[str, Any]:
    """Both answers in words."""
    reading = said.ours
    return {
        "said": said,
        "text": text,
        "marks": Stored(detail=reading.as_dict()),  # never saved
        "shares": [(known.of(code), share) for code, share in reading.polarity_p.items()],
        "facts": facts(reading, known),
        "times": said.theirs_ms / max(said.ours_ms, 0.001),
        "verdict": known.of("negative" if said.positive < 0.5 else "positive"),
        "own_verdict": known.of(reading.polarity),
        "comparable": reading.polarity != "neutral",
        "agree": (said.positive < 0.5) == (reading.polarity == "negative"),
    }


def facts(reading: Reading, known: Names) -> list[tuple[str, str]]:
    """The rest of the reading; what was not found is left out."""
    category = reading.categories[0] if reading.categories else None
    rows = (
        (_("Emotion"), known.of(reading.emotion)),
        (_("Intensity"), f"{1 + 4 * reading.intensity:.1f}"),
        (_("Category"), f"{known.of(category[0])} {category[1]:.0%}" if category else ""),
        (_("Kind"), known.of(reading.kind)),
        (_("Demands"), "、".join(map(known.of, reading.demands))),
        (_("Warning signs"), "、".join(map(known.of, reading.flags))),
    )
    return [(str(name), value) for name, value in rows if value]
