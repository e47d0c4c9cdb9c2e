"""What a history says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiling.domain.basic import age_band
from profiling.domain.emotion import slope
from profiling.domain.facts import ClockFacts, History, PersonFacts, PromiseFacts
from profiling.domain.portrait import portray
from tests.profiling.builders import NOW, SEGMENTS, contact, days, matter


def draw(**facts):
    return portray(History(**facts), SEGMENTS, NOW)


def found(facet, code):
    return [label for label in facet if label["label"] == code]


def value(facet, code):
    [one] = found(facet, code)
    return one["value"]


def test_nothing_known_is_a_portrait_without_claims():
    face = draw()

    assert face.motive == face.emotion == []
    assert [label["label"] for label in face.basic] == ["KIND"]
    assert face.intensity is None


@pytest.mark.parametrize(("age", "first", "last"), [(41, 41, 45), (45, 41, 45), (46, 46, 50)])
def test_an_age_is_only_told_as_a_band(age, first, last):
    assert age_band(age) == {"from": first, "to": last}


def test_the_segment_follows_the_birth_year_and_names_it_as_source():
    face = draw(person=PersonFacts(birth_year=1983))

    [segment] = found(face.basic, "SEGMENT")
    assert (segment["value"], segment["source"]) == ("SEG_MID", "BIRTH_YEAR")
    assert "1983" not in str(face.basic)


def test_an_organisation_has_neither_age_nor_segment():
    face = draw(person=PersonFacts(kind="organisation", birth_year=1983))

    assert [label["label"] for label in face.basic] == ["KIND"]


def test_our_failures_stand_before_what_the_complainant_did():
    face = draw(
        matters=(matter(),),
        contacts=(contact(wait_seconds=480, transfers=2, flags=("REPEAT",)),),
        promises=(PromiseFacts(1, 1, days(5)),),
        clocks=(ClockFacts(1, 1, days(2)),),
    )

    assert [label["label"] for label in face.behaviour] == [
        "OUR_PROMISES", "OUR_CLOCKS", "OUR_WAITS", "OUR_TRANSFERS", "OUR_REPEATS",
        "CONTACTS", "COMPLAINTS", "CHANNELS",
    ]  # fmt: skip
    assert value(face.behaviour, "OUR_WAITS") == {"times": 1, "longest": 8}
    assert face.broken_promises == 1


def test_a_wait_below_five_minutes_is_not_held_against_us():
    face = draw(matters=(matter(),), contacts=(contact(wait_seconds=299),))

    assert found(face.behaviour, "OUR_WAITS") == []
    assert face.behaviour[0]["label"] == "OURS_NONE"


def test_a_promise_kept_late_is_broken_and_one_kept_in_time_is_not():
    promises = (
        PromiseFacts(1, 1, days(5), kept_at=days(4)),
        PromiseFacts(2, 1, days(5), kept_at=days(6)),
        PromiseFacts(3, 1, days(-1)),
    )

    assert draw(matters=(matter(),), promises=promises).broken_promises == 1


def test_motives_are_those_of_the_open_matter_only():
    face = draw(
        matters=(matter(1), matter(2, open=False, received_at=days(5))),
        contacts=(
            contact(1, matter=1, motives={"MOT_JUSTICE": 60, "MOT_RESPECT": 20}),
            contact(2, matter=2, at=days(1), motives={"MOT_VENT": 90}),
        ),
    )

    assert value(face.motive, "MATTER") == 1
    assert value(face.motive, "MOTIVE") == {"code": "MOT_JUSTICE", "points": 60}
    assert value(face.motive, "MOTIVE_TOO") == {"code": "MOT_RESPECT", "points": 20}


def test_two_motives_of_equal_strength_are_called_mixed():
    motives = {"MOT_JUSTICE": 40, "MOT_RESPECT": 35}

    face = draw(matters=(matter(),), contacts=(contact(motives=motives),))

    assert value(face.motive, "MOTIVE")["mixed"] is True


def test_a_motive_shows_the_words_it_rests_on_with_their_contact():
    one = contact(
        7, motives={"MOT_RESPECT": 25}, words=(("MOT_RESPECT", "没人理"), ("ANGER", "骗子"))
    )

    face = draw(matters=(matter(),), contacts=(one,))

    [motive] = found(face.motive, "MOTIVE")
    assert motive["evidence"] == [7]
    assert motive["words"] == [{"contact": 7, "text": "没人理"}]


def test_what_is_wanted_without_being_said_is_marked_as_inference():
    face = draw(
        matters=(matter(demands=("FACT_REFUND",)),),
        contacts=(contact(flags=("REPEAT",)),),
        promises=(PromiseFacts(1, 1, days(15)),),
    )

    [hidden] = found(face.motive, "DEMANDS_IMPLICIT")
    assert hidden["source"] == "INFERENCE"
    assert hidden["value"] == {"codes": ["EMO_FAIRNESS", "PROC_CONTACT", "PROC_UPDATE"]}


def test_a_demand_that_was_said_is_not_inferred_too():
    face = draw(
        matters=(matter(demands=("PROC_CONTACT",)),), contacts=(contact(flags=("REPEAT",)),)
    )

    assert found(face.motive, "DEMANDS_IMPLICIT") == []


def test_intensity_that_climbs_over_the_matter_is_rising():
    contacts = tuple(contact(i, at=days(10 - i), intensity=i) for i in (1, 2, 3, 4))

    face = draw(matters=(matter(),), contacts=contacts)

    assert value(face.emotion, "TREND") == {"way": "rising", "change": 3.0, "over": 4}
    assert face.trend == 3.0


@pytest.mark.parametrize(("values", "change"), [([], 0), ([3], 0), ([4, 2], -2), ([3, 3, 3], 0)])
def test_the_slope_is_the_change_from_first_to_last(values, change):
    assert slope(values) == change


def test_triggers_name_our_share_in_the_heated_contacts():
    contacts = (
        contact(1, wait_seconds=600, flags=("REPEAT",)),
        contact(2, at=days(9), flags=("REPEAT",)),
        contact(3, at=days(8), intensity=2.0, transfers=4),
    )

    face = draw(matters=(matter(),), contacts=contacts)

    assert value(face.emotion, "TRIGGERS") == {"causes": [["REPEAT", 2], ["WAIT", 1]]}


def test_recovery_tells_how_fast_a_peak_fell_and_what_lay_between():
    face = draw(
        matters=(matter(finished_at=days(9.5)),),
        contacts=(contact(1, at=days(10)), contact(2, at=days(9), intensity=2.4)),
        promises=(PromiseFacts(1, 1, days(9), kept_at=days(9.6)),),
    )

    assert value(face.emotion, "RECOVERY") == {
        "times": 1, "days": 1.0, "drop": 1.6, "after": ["CLOSED", "PROMISE_KEPT"],
    }  # fmt: skip


def test_what_we_said_is_never_the_complainants_emotion():
    face = draw(matters=(matter(),), contacts=(contact(incoming=False, intensity=5.0),))

    assert face.emotion == []
    assert face.contacts_30d == 0


def test_contacts_are_counted_in_four_windows():
    contacts = tuple(contact(i, at=days(age)) for i, age in enumerate((1, 6, 20, 80, 300, 400)))

    face = draw(matters=(matter(),), contacts=contacts)

    assert value(face.behaviour, "CONTACTS") == {"7": 2, "30": 3, "90": 4, "365": 5}


def test_a_case_that_reached_an_authority_later_counts_as_its_case():
    face = draw(
        matters=(matter(1), matter(2)),
        contacts=(contact(1, matter=2, channel="REG_NFRA", group="REGULATOR"),),
    )

    assert face.regulator_cases == 1
    assert value(face.behaviour, "ESCALATED") == {"times": 1, "official": 1, "of": 2}


def test_going_public_is_told_in_the_complainants_own_words():
    face = draw(matters=(matter(),), contacts=(contact(words=(("MEDIA", "发抖音"),)),))

    [public] = found(face.behaviour, "PUBLIC")
    assert public["source"] == "OWN_WORDS"
    assert public["value"] == {"said": 1, "posted": 0}
    assert public["words"] == [{"contact": 1, "text": "发抖音"}]


moments = st.floats(0, 400).map(days)
contacts = st.lists(
    st.builds(
        contact,
        pk=st.integers(1, 10**6),
        matter=st.integers(1, 3),
        at=moments,
        incoming=st.booleans(),
        intensity=st.floats(1, 5),
        wait_seconds=st.integers(0, 900),
        transfers=st.integers(0, 3),
        group=st.sampled_from(["VOICE", "REGULATOR", "SOCIAL"]),
        channel=st.sampled_from(["PHONE_HOTLINE", "APP", "REG_NFRA"]),
        flags=st.sampled_from([(), ("REPEAT",), ("MEDIA", "VIP_PUBLIC")]),
        motives=st.dictionaries(st.sampled_from(["MOT_VENT", "MOT_RESPECT"]), st.integers(0, 99)),
        words=st.sampled_from([(), (("ANGER", "骗子"), ("MEDIA", "曝光"))]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
matters = st.lists(
    st.builds(matter, pk=st.integers(1, 3), received_at=moments, open=st.booleans()),
    max_size=3,
    unique_by=lambda one: one.id,
)
promises = st.lists(
    st.builds(PromiseFacts, st.integers(1, 99), st.integers(1, 3), moments, st.none() | moments),
    max_size=4,
    unique_by=lambda one: one.id,
)


@given(contacts, matters, promises, st.randoms())
def test_the_order_in_which_facts_arrive_does_not_matter(touches, cases, words, random):
    history = History(matters=tuple(cases), contacts=tuple(touches), promises=tuple(words))
    for rows in (touches, cases, words):
        random.shuffle(rows)
    shuffled = replace(
        history, matters=tuple(cases), contacts=tuple(touches), promises=tuple(words)
    )

    assert portray(history, SEGMENTS, NOW) == portray(shuffled, SEGMENTS, NOW)
