"""Search what was said for words nobody listed, and keep what people decide on them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import ceil

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from complaints.models import BusinessLine, Category, Channel, Contact
from outbox.live import announce
from sentiment import doorbell
from sentiment.domain.boilerplate import Window, is_counted, is_template, look
from sentiment.engine.cues import cue_entries
from sentiment.engine.discovery import Candidate, discover, unlisted
from sentiment.engine.fold import fold
from sentiment.engine.wording import cut_words, says_little, stop_words
from sentiment.models import Discovery, LexTerm, NewWord, Reading
from sentiment.services.drafts import save_term

WINDOWS = (7, 30, 90)
MOST_TEXTS = 20_000  # of each window; of more, every n-th contact is taken
KEPT = 200
LOOKED_AT = 2 * KEPT  # templates and loose ends are taken out of these
PATIENCE = timedelta(minutes=10)  # a search that says nothing for so long is dead
TOPIC = "words"


class BusyError(RuntimeError):
    """Another search is under way."""


@transaction.atomic
def start_search(days: int, *, by: User) -> Discovery:
    """Begin a search over the last so many days. Raises BusyError while another one runs."""
    now = timezone.now()
    dead = Discovery.objects.filter(status=Discovery.RUNNING, started_at__lt=now - PATIENCE)
    dead.update(status=Discovery.FAILED, error="lost", finished_at=now)
    try:
        with transaction.atomic():
            search = Discovery.objects.create(days=days, started_by=by, started_at=now)
    except IntegrityError as error:
        raise BusyError from error
    doorbell.ring_for("find_words", search.pk)
    return search


def find_words(pk: int) -> None:
    """Run a search to its end; its row tells how far it is. One that ran before stays as it is."""
    search = Discovery.objects.filter(pk=pk, status=Discovery.RUNNING).first()
    if search is None:
        return
    start = search.started_at - timedelta(days=search.days)
    search.texts = _said(start, search.started_at).count()
    rows = list(_texts(start, search.started_at))
    search.read_texts = len(rows)
    search.save(update_fields=["texts", "read_texts"])
    found = discover(
        [text for text, _ in rows], tell=lambda done, total: _tell(search, done, total)
    )
    known = _known()
    words = [one for one in unlisted(found, known) if not _made_of(one.word, known)][:LOOKED_AT]
    now = look(rows, [one.word for one in words])
    del rows
    before = look(_texts(start - timedelta(days=search.days), start), list(now.standing))
    _keep(search, _topics(words, now, before)[:KEPT], before)


def abandoned() -> list[int]:
    """Searches whose message was lost or whose worker died young."""
    late = timezone.now() - timedelta(minutes=2)
    rows = Discovery.objects.filter(status=Discovery.RUNNING, done_steps=0, started_at__lt=late)
    return list(rows.values_list("pk", flat=True))


def _said(start: datetime, end: datetime) -> QuerySet[Reading]:
    """What complainants said, not our own answers."""
    return Reading.objects.filter(
        occurred_at__gte=start, occurred_at__lt=end, contact__direction=Contact.IN
    )


def _texts(start: datetime, end: datetime) -> Iterator[tuple[str, str]]:
    """What was said, with its category."""
    rows = _said(start, end)
    step = ceil(rows.count() / MOST_TEXTS)
    if step > 1:
        rows = rows.annotate(place=F("pk") % step).filter(place=0)
    told = rows.order_by("pk").values_list("contact__text", "category_id")
    yield from ((text, code or "") for text, code in told.iterator(2000))


def _tell(search: Discovery, done: int, total: int) -> None:
    search.done_steps, search.total_steps = done, total + 1  # counting the window before is one
    search.save(update_fields=["done_steps", "total_steps"])
    announce(TOPIC, [search.pk])


def _known() -> frozenset[str]:
    """Words of the draft, retired or not, of the cues and the taxonomy, and those decided on."""
    terms = LexTerm.objects.values_list("term", flat=True)
    decided = NewWord.objects.exclude(state=NewWord.OPEN).values_list("word", flat=True)
    names = [
        name
        for model in (Category, BusinessLine, Channel)
        for name in model.objects.values_list("name_zh", flat=True)
    ]
    cues = [entry.text for entry in cue_entries()]
    lists = (terms, decided, names, cues, stop_words())
    return frozenset(fold(word) for words in lists for word in words)


def _made_of(word: str, known: frozenset[str]) -> bool:
    """Whether it is put together of nothing but known words and words that say little."""
    return all(piece in known or says_little(piece) for piece in next(cut_words([word])))


def _topics(words: list[Candidate], now: Window, before: Window) -> list[Candidate]:
    """Without the templates of notes and the loose ends of counts."""
    return [
        one
        for one in words
        if not is_template(one.word, now, before) and not is_counted(one.word, now)
    ]


@transaction.atomic
def _keep(search: Discovery, found: list[Candidate], before: Window) -> None:
    """The new list replaces the open words of the last search; decided ones stay decided."""
    NewWord.objects.filter(state=NewWord.OPEN).delete()
    NewWord.objects.bulk_create(
        NewWord(
            word=one.word, discovery=search, count=one.count, texts=one.texts,
            before=before.standing[one.word].texts, cohesion=one.cohesion, left=one.left,
            right=one.right, score=one.score,
        )
        for one in found
    )  # fmt: skip
    search.status, search.found = Discovery.DONE, len(found)
    search.done_steps, search.finished_at = search.total_steps, timezone.now()
    search.save(update_fields=["status", "found", "done_steps", "finished_at"])
    announce(TOPIC, [search.pk])


@transaction.atomic
def accept_word(word: NewWord, term: LexTerm, *, by: User) -> LexTerm:
    """Put a found word into the draft of the lexicon as this term."""
    saved = save_term(term, by=by)
    _decide(word, NewWord.ADDED, by)
    return saved


@transaction.atomic
def dismiss_word(word: NewWord, *, by: User) -> NewWord:
    """No search proposes it again."""
    return _decide(word, NewWord.DISMISSED, by)


@transaction.atomic
def reopen_word(word: NewWord, *, by: User) -> NewWord:
    """Take back a dismissal."""
    return _decide(word, NewWord.OPEN, by)


def _decide(word: NewWord, state: str, by: User) -> NewWord:
    word.state, word.decided_by, word.decided_at = state, by, timezone.now()
    word.save(update_fields=["state", "decided_by", "decided_at"])
    return word
