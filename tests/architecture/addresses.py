"""Every address of the site in one table: who finds it. A new one must be put in here."""

from collections.abc import Callable

from tests.journeys.world import PHONE, TITLE, World

ANYBODY = {  # no log-in, and nothing of anybody
    "accounts:login", "accounts:logout", "set_language", "api-docs", "api-schema", "(nameless)",
}  # fmt: skip
OWN = {  # a log-in, and only what is the user's own: settings, an empty form, news without content
    "home", "accounts:preferences", "complaints:intake", "alerts:read_notices", "live",
}  # fmt: skip
POSTING = {  # a key; a foreign case can't be named, see tests/api
    "api-contacts", "api-bulk", "api-readings",
}  # fmt: skip

type_of_signs = Callable[[World], list[str]]
LISTS: dict[str, type_of_signs] = {  # what shows that the world's case is in there
    "complaints:work": lambda w: [TITLE, w.case.reference],
    "insights:complaints": lambda w: [TITLE, w.case.reference, "0987"],
    "insights:dashboard": lambda w: [TITLE, w.case.reference[-6:], "甲部"],
    "profiling:portraits": lambda w: ["0987", f"P-{w.case.complainant_id}<"],
    "alerts:feed": lambda w: [TITLE, w.case.reference[-6:]],
    "alerts:feed_part": lambda w: [TITLE, w.case.reference[-6:]],
    "alerts:bell": lambda w: ['class="dot"'],
    "alerts:notices": lambda w: [TITLE],
    "complaints:imports": lambda w: [w.job.name],
    "api-complaints": lambda w: [TITLE, w.case.reference],
}
QUESTIONS = {  # asked of lists, so that nothing comes in by a search or a page's key
    "insights:complaints": [
        {"view": "all"}, {"q": TITLE}, {"q": PHONE}, {"q": "0987"}, {"q": "{case.reference}"},
        {"view": "all", "after": "{case.reference}"}, {"clock": "near"}, {"order": "risk"},
    ],
    "insights:dashboard": [{"period": "30d"}],
    "profiling:portraits": [{}, {"q": PHONE}, {"q": "0987"}, {"q": "P-{case.complainant_id}"}],
    "alerts:feed": [{}, {"tab": "waiting"}, {"tab": "closed"}],
    "api-complaints": [{}, {"page_size": "200"}],
}  # fmt: skip

CASE = {"reference": "{case.reference}"}
CASE_ID = {"complaint": "{case.pk}"}
READ = {"contact": "{contact.pk}", "field": "emotion"}
ALERT, JOB = {"pk": "{alert.pk}"}, {"pk": "{job.pk}"}
OBJECTS: dict[str, dict[str, str]] = {
    "complaints:detail": CASE, "complaints:move": CASE, "complaints:assign": CASE,
    "complaints:classify": CASE, "complaints:add_contact": CASE, "api-complaint": CASE,
    "complaints:draft": {"pk": "{draft.pk}"},
    "complaints:import": JOB, "complaints:import_preview": JOB, "complaints:import_start": JOB,
    "complaints:import_again": JOB, "complaints:import_discard": JOB,
    "complaints:import_errors_csv": JOB, "complaints:import_errors_xlsx": JOB,
    "profiling:portrait": {"pk": "{case.complainant_id}"},
    "profiling:mini": {"pk": "{case.complainant_id}"},
    "profiling:panel": {"pk": "{case.complainant_id}"},
    "alerts:row": ALERT, "alerts:acknowledge": ALERT, "alerts:unacknowledge": ALERT,
    "alerts:close": ALERT, "alerts:risk": CASE_ID, "alerts:set_tier": CASE_ID,
    "alerts:decide_tier": {"pk": "{request.pk}"},
    "sentiment:correct": READ, "sentiment:undo": READ,
}  # fmt: skip
ROLES = {  # pages of some roles; nobody else finds them
    "outbox:status": {"administrator"},
    "outbox:retry": {"administrator"},
    "ui:components": {"administrator"},
    "complaints:imports": {"supervisor", "officer", "administrator"},
}
LEADING = {"supervisor", "officer", "administrator"}
ROLES |= {  # the language engine
    "sentiment:overview": LEADING, "sentiment:compare": LEADING, "sentiment:drift": LEADING,
    "sentiment:lexicon": LEADING, "sentiment:combos": LEADING,
    "sentiment:lexicon_release": {"administrator"}, "sentiment:lexicon_gate": {"administrator"},
    "sentiment:lexicon_dry_run": {"administrator"},
    "sentiment:lexicon_versions": LEADING,
    "sentiment:new_words": {"officer", "administrator"},
    "words:words": LEADING, "words:topics": LEADING,
    "sentiment:versions": {"administrator"},
}  # fmt: skip
ROLE_ACTS: dict[str, dict[str, object]] = {  # what only those roles do, or one thing of theirs
    "sentiment:add_term": {}, "sentiment:term": {"pk": 1}, "sentiment:retire_term": {"pk": 1},
    "sentiment:add_combo": {}, "sentiment:combo": {"code": "C01"},
    "sentiment:retire_combo": {"code": "C01"}, "sentiment:lexicon_discard": {},
    "sentiment:lexicon_version": {"number": 1}, "sentiment:lexicon_restore": {"number": 1},
    "sentiment:new_words_start": {}, "sentiment:new_word": {"pk": 1},
    "sentiment:dismiss_word": {"pk": 1},
    "sentiment:train": {}, "sentiment:roll_back": {}, "sentiment:stop_shadow": {},
    "sentiment:version": {"pk": 1, "what": "activate"}, "sentiment:rescore": {},
    "sentiment:rescore_act": {"pk": 1, "what": "pause"},
}  # fmt: skip
NAMED = {  # who has the caller's number or words before them may learn that a case is under way
    "complaints:recognise", "insights:assist",
}  # fmt: skip
SILENT = {
    "complaints:discard"
}  # throws away one's own draft; of another's it says and does nothing
STAFF = "admin:"  # Django's administration asks everybody else to log in as somebody else
