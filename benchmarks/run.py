"""Part after part, on a stage that is taken down again whatever happens."""

import argparse
import json
import sys
import time
from collections.abc import Iterable

from django.db import connections

from benchmarks import machine, report, stage
from benchmarks.figures import Figure, table
from benchmarks.parts import PARTS, Part
from benchmarks.site import Site

Rows = list[tuple[str, Figure]]


def run(options: argparse.Namespace) -> int:
    """Measure what was asked for, print it, write it down if wished."""
    facts, chosen = machine.facts(), chosen_parts(options)
    site = Site(stage.Processes(), round(options.size * options.scale), options.scale)
    try:
        site.prepare()
        rows = [row for part in chosen for row in measured(part, site)]
    finally:
        site.processes.stop_all()
        if not options.keep:
            connections.close_all()
            stage.drop()
    if options.json:
        print(json.dumps([{"part": code, **figure.as_dict()} for code, figure in rows]))
    if options.write:
        report.write(facts | machine.afterwards(), rows)
    return 0


def measured(part: Part, site: Site) -> Rows:
    """The figures of one part, shown as soon as they are there."""
    if part.full and not site.is_full():
        site.fill()
    began = time.perf_counter()
    rows = [(part.code, figure) for figure in part.measure(site)]
    say(f"\n{part.code}: {time.perf_counter() - began:.0f} s\n{table(rows)}")
    return rows


def chosen_parts(options: argparse.Namespace) -> list[Part]:
    """The parts asked for, in their own order. Ends the program at an unknown name."""
    only, without, known = names(options.only), names(options.without), codes(PARTS)
    if unknown := (only | without) - known.keys():
        sys.exit(f"No such part: {', '.join(sorted(unknown))}. There are {', '.join(known)}.")
    return [p for p in PARTS if (not only or p.code in only) and p.code not in without]


def codes(parts: Iterable[Part]) -> dict[str, None]:
    return dict.fromkeys(part.code for part in parts)


def names(text: str) -> set[str]:
    return {name for name in text.split(",") if name}


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
