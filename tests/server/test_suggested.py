"""What the widget proposes while somebody types is understood when it is sent as it is."""

from __future__ import annotations

import json

from assistant.dialogue import points, slots
from assistant.facts import current
from assistant.server import suggested
from dife.text import fold


def test_each_title_means_one_subject() -> None:
    titles = suggested.titles()
    assert len(titles) > 250 and len(set(map(fold, titles))) == len(titles)
    assert set(map(fold, titles)) <= set(points.titles())
    assert {each.title for each in points.points().values()} <= set(titles)


def test_no_title_erases_or_depends_on_what_was_said() -> None:
    unsaid = ("Effacer cette conversation", "Tout reprendre à zéro", "J'ai envoyé mon courriel")
    assert not set(unsaid) & set(suggested.titles())
    assert "Calculer mon reste à charge" in suggested.titles()


def test_each_town_is_read_as_itself_without_a_doubt() -> None:
    places = current().places
    towns = suggested.towns()
    assert len(towns) == len(places.communes)
    for town in towns:
        place = places.find(town)
        assert not place.choices and f"({place.departement})" in town, town


def test_the_most_populous_town_comes_first() -> None:
    towns = suggested.towns()
    order = ("Paris (75)", "Toulouse (31)", "Tours (37)", "Tournoisis (45)", "Adon (45)")
    assert [town for town in towns if town in order] == list(order)


def test_they_are_lists_of_texts() -> None:
    assert json.loads(suggested.written("sujets.json")) == suggested.titles()
    assert json.loads(suggested.written("communes.json")) == suggested.towns()


def test_a_town_is_told_from_other_words() -> None:
    assert slots.expected("commune", {}) == "commune"
    assert slots.expected("rappel_nom", {}) == "texte"
