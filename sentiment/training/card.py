"""The card of a model: what it is, what it was trained on, how it does, what is weak."""

from datetime import UTC, datetime

from .agreement import agreement

VERSION = "2026.11.10"
SOURCES = (
    "shopping_10, hotel, waimai_10k, chnsenticorp (reviews: polarity)",
    "bank_bdci2021 (bank comments: polarity with many neutrals)",
    "smp2020_usual, smp2020_virus (posts: emotions and polarity)",
    "nlpcc2013_emotion, weibo_5moods, osm2022_emotion, car_bdci2018 (raw heads of their own)",
    "gov_messages raw, seg, hot, reply (citizens' messages: departments, polarity by rule)",
    "9,555 texts of these collections, of heimao_99 and car_12365, read and labelled by a language "
    "model (9,019 to learn from, 536 for figures): kind, category, emotion, intensity, demands, "
    "cause, motive, flags; all 536 and 1,040 of the others by three readers, as most of them say",
    "4,937 texts of our own in the manner of customers and agents of many trades, written and "
    "labelled by a language model: what public collections seldom hold",
    "complaint_gold/dev (85 texts, another annotator, a language model too: emotion, intensity)",
    "own example sentences, own sentences with an intensity, own cue lists of this project",
)
LICENCE = (
    "The weights are this project's. None of the text collections carries a clear open licence for "
    "redistribution; no text of them is contained. DUTIR, EmoBank and NRC word lists were not used."
)
WEAK = (
    "All labels of kind, category, emotion, intensity, demands, motive, cause and flags were "
    "written by a language model that read the texts, not by people. Two such readers agree more "
    "than people would, so the figures say how well the engine follows that reader.",
    "The labelled texts are citizens' messages, reviews and forum posts. Codes of finance, "
    "collection, credit record and privacy rest on texts of our own and on cue lists; the figures "
    "hold few of them.",
    "Grief and grievance are rare; anger and disappointment are mixed up, by the readers as well.",
    "Threats, privacy, violence and self-harm are rare in public collections: they are learnt from "
    "texts of our own and measured on 330 others, half of which name them without meaning them. "
    "What is said in a way of one's own is missed.",
    "Reviews were labelled unevenly at first; their categories were read again with a clearer "
    "table. Of the texts to learn from, those where a fit and its reader differed most were read "
    "by two more; the rows for figures by two more without such a choice.",
)


def describe(second: dict[str, dict], raw: dict[str, dict]) -> dict:
    """The card as data; file size and checksum are added when it is written."""
    return {
        "name": "fastgram",
        "version": VERSION,
        "file": f"fastgram-{VERSION}.npz",
        "date": datetime.now(UTC).date().isoformat(),
        "trained": datetime.now(UTC).date().isoformat(),
        "data": list(SOURCES),
        "licence": LICENCE,
        "weak": list(WEAK),
        "figures": {name: part["figures"] for name, part in second.items()},
        "heads": raw | second,
        "agreement": dict.fromkeys(raw, 1.0),  # one path is both modes
        "readers": agreement(),
    }


def _table(figures: dict[str, dict]) -> str:
    lines = ["| what | figures |", "| --- | --- |"]
    for name, values in figures.items():
        told = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in values.items())
        lines.append(f"| {name} | {told} |")
    return "\n".join(lines)


def text(card: dict) -> str:
    """The card for people, in Markdown."""
    data = "\n".join(f"- {source}" for source in card["data"])
    weak = "\n".join(f"- {point}" for point in card["weak"])
    return (
        f"# {card['name']} {card['version']}\n\n"
        "Hashed single characters and pairs, linear raw heads, and a linear second stage over "
        f"n-grams, raw heads and finds.\n\nTrained {card['date']}. File `{card['file']}`, "
        f"{card['bytes'] / 1e6:.2f} MB, sha256 `{card['sha256']}`.\n\n"
        f"## Data\n\n{data}\n\n## Figures on texts kept back\n\n{_table(card['figures'])}\n\n"
        f"## What is weak\n\n{weak}\n\n## Licence\n\n{card['licence']}\n"
    )
