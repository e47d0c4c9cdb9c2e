"""Pages of the language engine, mounted at /language/."""

from django.urls import URLPattern, URLResolver, path

from sentiment.views import (
    combos,
    compare,
    corrections,
    drift,
    lexicon,
    new_words,
    overview,
    releases,
    versions,
)

app_name = "sentiment"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("compare/", compare.compare_text, name="compare"),
    path("lexicon/", lexicon.lexicon, name="lexicon"),
    path("lexicon/terms/", lexicon.add_term, name="add_term"),
    path("lexicon/terms/<int:pk>/", lexicon.term, name="term"),
    path("lexicon/terms/<int:pk>/retire/", lexicon.retire_term, name="retire_term"),
    path("lexicon/combinations/", combos.combos, name="combos"),
    path("lexicon/combinations/new/", combos.add_combo, name="add_combo"),
    path("lexicon/combinations/<str:code>/", combos.combo, name="combo"),
    path("lexicon/combinations/<str:code>/retire/", combos.retire_combo, name="retire_combo"),
    path("lexicon/release/", releases.release, name="lexicon_release"),
    path("lexicon/release/gate/", releases.judged, name="lexicon_gate"),
    path("lexicon/release/dry-run/", releases.dry_run, name="lexicon_dry_run"),
    path("lexicon/discard/", releases.discard, name="lexicon_discard"),
    path("lexicon/versions/", releases.versions, name="lexicon_versions"),
    path("lexicon/versions/<int:number>/", releases.version, name="lexicon_version"),
    path("lexicon/versions/<int:number>/restore/", releases.restore, name="lexicon_restore"),
    path("words/new/", new_words.new_words, name="new_words"),
    path("words/new/start/", new_words.start, name="new_words_start"),
    path("words/new/<int:pk>/", new_words.accept, name="new_word"),
    path("words/new/<int:pk>/dismiss/", new_words.dismiss, name="dismiss_word"),
    path("drift/", drift.drift, name="drift"),
    path("versions/", versions.versions, name="versions"),
    path("versions/train/", versions.train, name="train"),
    path("versions/roll-back/", versions.roll_back, name="roll_back"),
    path("versions/shadow/stop/", versions.stop_shadow, name="stop_shadow"),
    path("versions/<int:pk>/<str:what>/", versions.act, name="version"),
    path("rereading/", versions.rescore, name="rescore"),
    path("rereading/<int:pk>/<str:what>/", versions.rescore_act, name="rescore_act"),
    path("readings/<int:contact>/<str:field>/", corrections.correct, name="correct"),
    path("readings/<int:contact>/<str:field>/undo/", corrections.undo, name="undo"),
]
