"""What is right: every sum, day, letter and call-back against the library `dife`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Dict, List, Optional, Sequence, Set, Tuple

from assistant import facts
from dife.allowances import AllowanceRequest, Allowances, compute_allowances
from dife.deadlines import (
    advised_days,
    earliest_start,
    earliest_start_from_request,
    is_pressing,
    last_validation,
    latest_days,
)
from dife.funding import compute_funding
from dife.places import Zone
from dife.text import fold
from dife.wording import format_date, format_euros
from tools.personas.meant import Values, holds
from tools.personas.reading import plain
from tools.personas.talk import Turn

SUMS = ("frais", "date_limite", "financement")
INPUTS = {
    "frais": ("nuits", "repas", "commune"),
    "date_limite": ("role", "date", "date_proposition", "date_demande"),
    "financement": ("prix", "solde"),
}
_LINE = re.compile(r"- ([\d ]+) (nuit|repas|kilomètre)s? × ([\d ,]+ €) = ([\d ,]+ €)")
_FIELD = re.compile(r"\{(\w+)\}")


def inputs(kind: str, values: Values) -> Tuple[object, ...]:
    """What a result of a kind is made from."""
    if kind == "date_limite":
        role = values["role"]
        return (role, values["date" if role == "formation" else f"date_{role}"])
    if kind == "frais" and not values["nuits"]:
        return (0, values["repas"])
    return tuple(values[name] for name in INPUTS[kind])


def wrong_sums(turn: Turn, dated: bool, today: date) -> List[str]:
    """What is wrong in the sums and days of a turn. `dated`: he had said the training's day."""
    wrong: List[str] = []
    for kind in turn.heard.results:
        said = turn.heard.groups(kind)
        if kind == "frais":
            wrong += _wrong_allowances(turn, said, dated, today)
        elif kind == "financement":
            wrong += _different(_funding(turn.values, today), said)
            wrong += _unlike(_funding_name(turn.values, today), turn.heard.names)
        elif kind == "date_limite":
            expected, names = _days(turn.values, today)
            wrong += _different({k: format_date(d, True) for k, d in expected.items()}, said)
            if not names & set(turn.heard.names):
                wrong.append(f"réponse inattendue pour {inputs(kind, turn.values)}")
    return wrong


def shown_sum(turn: Turn, kind: str) -> str:
    """What a result says, in one line: it is compared with others for the same inputs."""
    said = turn.heard.groups(kind)
    names = {
        "frais": ("total",),
        "financement": ("reste", "prix_maximal", "reste_compte"),
        "date_limite": ("acceptation", "demande", "validation", "formation"),
    }[kind]
    return " ; ".join(f"{name} {said[name]}" for name in names if name in said)


_NEAR = re.compile(r" \((?:aujourd'hui|demain)\)")  # said beside a last day


def _different(expected: Dict[str, str], said: Dict[str, str]) -> List[str]:
    return [
        f"{name} : « {said[name]} » au lieu de « {plain(right)} »"
        for name, right in expected.items()
        if name in said and _NEAR.sub("", said[name]).strip() != plain(right)
    ]


def _unlike(name: str, names: Sequence[str]) -> List[str]:
    return [] if name in names else [f"réponse inattendue, au lieu de {name}"]


def _allowances(values: Values, day: date) -> Allowances:
    place = facts.current().places.find(values["commune"])
    zone: Zone = place.zone if place and values["nuits"] else "base"
    request = AllowanceRequest(values["nuits"], values["repas"], zone, day)
    return compute_allowances(request, facts.current())


def _wrong_allowances(turn: Turn, said: Dict[str, str], dated: bool, today: date) -> List[str]:
    """At the rates of the training's day when it was said, of today's otherwise."""
    refs, text = facts.current(), turn.heard.text
    days = (turn.values["date"], today) if dated else (today,)
    rights = [_allowances(turn.values, day) for day in days]
    totals = [plain(format_euros(right.total)) for right in rights]
    wrong = []
    if said.get("total") not in totals:
        meant = inputs("frais", turn.values)
        wrong.append(f"total : « {said.get('total')} » au lieu de « {totals[0]} » pour {meant}")
    guide = text.find("Avec le guide imprimé")
    own, printed = (text[:guide], text[guide:]) if guide >= 0 else (text, "")
    lines = {(kind, rate, amount) for _, kind, rate, amount in _LINE.findall(own)}
    expected = [_lines(right) for right in rights]
    if lines and not wrong and lines not in expected:
        wrong.append(f"détail : {sorted(lines)} au lieu de {sorted(expected[0])}")
    if printed and not wrong:
        right = _allowances(turn.values, refs.day("date_guide", today))
        if f"soit {plain(format_euros(right.total))}." not in printed:
            wrong.append(f"guide imprimé : pas « {plain(format_euros(right.total))} »")
    return wrong


def _lines(right: Allowances) -> Set[Tuple[str, str, str]]:
    return {
        (line.kind, plain(format_euros(line.rate)), plain(format_euros(line.amount)))
        for line in right.lines
    }


def _funding(values: Values, today: date) -> Dict[str, str]:
    share = compute_funding(values["prix"], values["solde"], facts.current(), today)
    said: Dict[str, Decimal] = {
        "prix": share.fees,
        "solde": share.balance,
        "reste": share.gap,
        "prix_maximal": share.largest_fees,
        "reste_compte": share.balance - share.covered,
    }
    return {name: format_euros(amount) for name, amount in said.items()}


def _funding_name(values: Values, today: date) -> str:
    share = compute_funding(values["prix"], values["solde"], facts.current(), today)
    if not share.gap:
        end = "couvert"
    elif share.below_minimum:
        end = "insuffisant" if share.balance else "sans_solde"
    else:
        end = "collectivite_couvre"
    return f"utter_resultat_financement_{end}"


def _days(values: Values, today: date) -> Tuple[Dict[str, date], Set[str]]:
    """The days of an enrolment, by marker, and the responses that may say them."""
    refs, role = facts.current(), values["role"]
    if role == "proposition":
        answered = values["date_proposition"]
        last = last_validation(answered, refs)
        days = {"validation": last, "formation": earliest_start(answered, refs).start}
        days |= {"proposition": answered, "acceptation": answered, "reponse": answered}
        names = {"utter_resultat_date_proposition", "utter_resultat_date_acceptation"}
        return days, {"utter_resultat_validation_passee"} if last < today else names
    if role == "demande":
        asked = values["date_demande"]
        soonest = earliest_start_from_request(asked, refs)
        days = {"demande": asked, "acceptation": soonest.acceptance, "formation": soonest.start}
        return days, {"utter_resultat_date_demande"}
    latest = latest_days(values["date"], refs)
    days = {"formation": latest.start, "acceptation": latest.acceptance, "demande": latest.request}
    advised = advised_days(latest.start, refs).usual
    if latest.start <= today:
        return days, {"utter_date_jour_meme"}
    if latest.acceptance < today:
        return days, {"utter_date_deja_passee"}
    if is_pressing(latest, today, refs):
        return days, {"utter_resultat_date_presse"}
    if advised > today:
        return days | {"conseil": advised}, {"utter_resultat_date_formation"}
    return days, {"utter_resultat_date_proche"}


# --- letters and call-backs ---


def wrong_letter(turn: Turn, said: Tuple[str, ...]) -> List[str]:
    """The lines of a produced letter that the character did not mean."""
    case = facts.current().letters.get(turn.values["motif_courriel"])
    if case is None:
        return ["aucun courriel de ce cas"]
    template = [plain(line) for line in case.corps.split("\n") if line.strip()]
    shown = [line for line in _body(turn).split("\n") if line.strip()]
    wrong, at = [], 0
    for line in template:
        names = _FIELD.findall(line)
        missing = all(turn.values[name] is None for name in names) if names else False
        actual = shown[at].strip() if at < len(shown) else ""
        found = _found(line, actual)
        if missing and found is None:
            continue
        at += 1
        if found is None:
            wrong.append(f"« {actual} » au lieu de la ligne « {line} »")
            continue
        if len(found) > 1:  # « {prenoms} {nom_naissance} »: where one ends cannot be seen
            whole = " ".join(str(turn.values[name]) for name in found)
            if fold(actual) != fold(whole):
                wrong.append(f"signature : « {actual} » au lieu de « {whole} »")
            continue
        for name, text in found.items():
            if not holds(name, text, turn.values, said):
                wrong.append(f"{name} : « {text} » au lieu de « {_told(turn.values[name])} »")
    if at < len(shown):
        wrong.append(f"en trop : « {shown[at]} »")
    return list(dict.fromkeys(wrong))


def _body(turn: Turn) -> str:
    """The letter's body: of its card, else what stands in the text after the subject's line."""
    if turn.heard.letter:
        return turn.heard.letter
    after = turn.heard.text.partition("Objet : ")[2].partition("\n")[2]
    return after.partition("À fournir avec ce courriel")[0]


def _found(line: str, actual: str) -> Optional[Dict[str, str]]:
    pattern = _FIELD.sub(lambda m: f"(?P<{m[1]}>.+?)", re.sub(r"([()?.+*])", r"\\\1", line))
    match = re.fullmatch(pattern, actual)
    return match.groupdict() if match else None


def _told(value: object) -> str:
    return format_date(value) if isinstance(value, date) else str(value)


def wrong_callback(turn: Turn, said: Tuple[str, ...]) -> List[str]:
    """What is wrong in a call-back that was kept: its name, number, moment."""
    shown = turn.heard.groups("rappel")
    fields = {"nom": "rappel_nom", "telephone": "rappel_telephone", "moment": "rappel_moment"}
    return [
        f"{field} : « {shown[name]} » au lieu de « {turn.values[field]} »"
        for name, field in fields.items()
        if name in shown and not holds(field, shown[name], turn.values, said)
    ]
