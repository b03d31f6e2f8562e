"""How much an account would hold, from the year of the election; a former official is asked
whether a mandate is still held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, facts, press, today
from actions.forms.turns import answer_of, last_answers, turns_answered
from assistant.dialogue import points
from assistant.nlu.account import former
from dife import mandates, rights
from dife.mandates import Told
from dife.said.people import another_s
from dife.text import bare
from dife.wording import format_date, format_euros

MOST = 12  # messages read again, from which an account is worked out


@dataclass(frozen=True)
class Case:
    """What is known of an account, and the day asked; None is today."""

    told: Told = field(default_factory=Told)
    on: date | None = None

    def with_message(self, turn: Turn) -> Case:
        """The case as this message changes it; a whole question does not keep the day before, nor
        that of somebody else, whose mandate is told, what was said of another."""
        text = bare(turn.text)
        if another_s(text) and mandates.read(text).elected:
            return Case(mandates.read(text), day_asked(turn))
        whole = mandates.asks_balance(text, today().year) or mandates.NOW.search(text)
        day = day_asked(turn) or (None if whole else self.on)
        return Case(mandates.merged(self.told, mandates.read(text)), day)


def answered(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """The events of an answer, where the message asks that; else None."""
    turn = Turn.of(tracker)
    text = bare(turn.text)
    asked = mandates.asks_balance(text, today().year)
    day = day_asked(turn)
    about = points.about_rights
    after = any(about(answer_of(said)) for said in last_answers(tracker))
    before = turns_answered(tracker, about, MOST)
    followed = after and mandates.changes(text, bool(day)) or before and mandates.tells_spent(text)
    if asked or followed or day and mandates.asks_on_a_day(text):
        case = Case()
        for each in before:
            case = case.with_message(each)
        return _estimated(dispatcher, case.with_message(turn))
    if former(text):
        dispatcher.utter_message(response="utter_ancien_elu")
        return []
    return None


def answered_in_form(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Whether a message asks that in the middle of a form, and was answered."""
    if not mandates.asks_balance(bare(turn.text), today().year):
        return False
    return not _estimated(dispatcher, Case().with_message(turn))


def day_asked(turn: Turn) -> date | None:
    """The last day to come that a message names, but that of an election."""
    return mandates.day_asked(bare(turn.text), turn.entities, today())


def _estimated(dispatcher: CollectingDispatcher, case: Case) -> Events:
    """The account, then what an announced rise would make of it; the rule where nothing is known
    of the mandate."""
    told, day = case.told, case.on or today()
    if not told.elected:
        point = "hausse" if case.on else "montant"
        return press({"payload": points.payload("montant_droits", point)})
    found = rights.estimate(told, day, facts())
    if not found:
        return press({"payload": points.payload("montant_droits", "partielle")})
    markers = _markers(case, found)
    response = "utter_droits_estimes"
    if found.least.balance != found.most.balance:
        response = "utter_droits_selon_le_jour"
        markers["minimum"] = format_euros(found.least.balance)
        markers["calcul_minimum"] = proof(found.least, told)
    elif found.again:
        response = "utter_droits_reelu"
        markers["renouvele"] = format_euros(found.renewed)
    dispatcher.utter_message(response=response, **markers)
    risen = rights.estimate(told, day, facts(), announced=True)
    if risen and risen.most.balance != found.most.balance:
        dispatcher.utter_message(
            response="utter_droits_annonces",
            montant=format_euros(risen.most.balance),
            calcul=proof(risen.most, told),
            quand=markers["quand"],
            source=facts().value("credit_annuel", day).source,
        )
    return []


def _markers(case: Case, found: rights.Estimate) -> dict[str, Any]:
    told = case.told
    since = f"Élu depuis {found.since}" if found.since else f"Réélu en {found.last_election}"
    again = " et réélu depuis" if found.again and found.since else ""
    return {
        "mandat": since + again,
        "montant": format_euros(found.most.balance),
        "calcul": proof(found.most, told),
        "depense": _spent(told),
        "source": facts().sure("credit_annuel", case.on or today()).source,
        "quand": f" au {format_date(case.on)}" if case.on else "",
    }


def proof(account: rights.Account, told: Told) -> str:
    """« 300 € en 2020 + 400 € en 2021 − 300 € dépensés = 400 € »: what makes the balance."""
    dated = all(each.year for each in told.spent or ())
    said = "".join(_movement(line, dated) for line in account.lines).removeprefix(" + ")
    return f"{said or format_euros(account.balance)} = {format_euros(account.balance)}"


def _movement(line: rights.CreditLine, dated: bool) -> str:
    amount = format_euros(line.amount)
    if line.kind == "depense":
        return f" − {amount} dépensés" + (f" en {line.day.year}" if dated else "")
    what = " de complément" if line.kind == "complement" else ""
    return f" + {amount}{what} en {line.day.year}"


def _spent(told: Told) -> str:
    """How what was spent is said; supposed, where nothing was told of it."""
    if told.spent is None:
        return "si vous n'avez rien dépensé"
    total = sum((each.amount for each in told.spent), Decimal(0))
    return f"avec {format_euros(total)} dépensés" if total else "sans rien dépenser"
