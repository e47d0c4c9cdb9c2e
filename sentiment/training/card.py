"""The card of a model: what it is, what it was trained on, how it does, what is weak."""

from datetime import UTC, datetime

from .agreement import agreement

VERSION = "2026.11.5"
SOURCES = (
    "shopping_10, hotel, waimai_10k, chnsenticorp (reviews: polarity)",
    "bank_bdci2021 (bank comments: polarity with many neutrals)",
    "smp2020_usual, smp2020_virus (posts: emotions and polarity)",
    "gov_messages raw, hot, reply (citizens' messages: polarity by rule, weak labels)",
    "car_12365 (headlines: weak category labels)",
    "1,560 complaints of these collections, read and labelled by a language model (1,024 to learn "
    "from, 536 for figures): kind, category, emotion, intensity, demands, cause, motive, flags",
    "complaint_gold/dev (85 texts, another annotator, a language model too: emotion, intensity)",
    "own example sentences, own sentences with an intensity, own cue lists of this project",
)
LICENCE = (
    "The weights are this project's. None of the text collections carries a clear open licence for "
    "redistribution; no text of them is contained. DUTIR, EmoBank and NRC word lists were not used."
)
OUTSIDE = (
    "1 000 invented bank complaints of the demo (another author; nothing is trained on them), "
    "version 2026.11.5: first guess 0.78, within three 0.864, level one 0.849, mean confidence "
    "0.639; 613 called negative, 387 neutral. Version 2026.11.2: 0.795, 0.902, 0.852, 0.84.",
    "Not quite unseen: whoever wrote the cue lists of categories knew the frequent confusions of "
    "an earlier version and looked at this figure in between, as was done when the second stage "
    "was balanced.",
)
WEAK = (
    "All labels of kind, category, emotion, intensity, demands, motive, cause and flags were "
    "written by a language model that read the texts, not by people. Two such readers agree more "
    "than people would, so the figures say how well the engine follows that reader.",
    "Half of the 60 categories have under ten labelled texts; finance, collection, credit-record "
    "and privacy codes rest on cue lists and own sentences, both by the same hand.",
    "Grief and grievance are rare (14 and 46 texts); anger and disappointment are mixed up, by the "
    "readers as well.",
    "Threats of law and media, privacy, violence and self-harm have too few labelled texts for "
    "figures; they are told by rules, whose sentences are tested by themselves.",
    "The threshold of polarity and nothing else was set on the texts of the figures.",
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
        "outside": list(OUTSIDE),
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
    outside = "\n".join(f"- {point}" for point in card["outside"])
    weak = "\n".join(f"- {point}" for point in card["weak"])
    return (
        f"# {card['name']} {card['version']}\n\n"
        "Hashed character 1-3-grams, linear heads for polarity, emotion and category, and a small "
        f"second stage.\n\nTrained {card['date']}. File `{card['file']}`, "
        f"{card['bytes'] / 1e6:.2f} MB, sha256 `{card['sha256']}`.\n\n"
        f"## Data\n\n{data}\n\n## Figures on texts kept back\n\n{_table(card['figures'])}\n\n"
        f"## Outside the training data\n\n{outside}\n\n"
        f"## What is weak\n\n{weak}\n\n## Licence\n\n{card['licence']}\n"
    )
