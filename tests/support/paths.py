"""A conversation decided by the trained policies alone: intents in, actions and who decided out.

No server and no action runs: a form is filled at once, or waits where a question interrupts it.
"""

from __future__ import annotations

from pathlib import Path
from typing import List, NamedTuple, Optional

from rasa.core.agent import Agent
from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

LISTEN = "action_listen"
START = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted(LISTEN)]
LONGEST = 8  # actions of a turn


class Decision(NamedTuple):
    """An action, and the class of the policy that chose it."""

    action: str
    policy: str


class Talk:
    """One conversation with a model's policies."""

    def __init__(self, agent: Agent) -> None:
        self.agent, self.domain = agent, agent.domain
        self.tracker = DialogueStateTracker("officiel", self.domain.slots)
        self.keep(*START)

    def keep(self, *events: Event) -> None:
        self.tracker.update_with_events(list(events), self.domain)

    def predict(self) -> PolicyPrediction:
        return self.agent.processor._predict_next_with_tracker(self.tracker)

    def say(self, intent: str, waits: bool = False) -> List[Decision]:
        """What the message makes the assistant do, without the last `action_listen`.

        `waits`: a form started by it, or interrupted by it, goes on.
        """
        self.keep(UserUttered(f"/{intent}", {"name": intent, "confidence": 1.0}))
        rejected = not (waits and self.tracker.active_loop_name)
        done: List[Decision] = []
        while len(done) < LONGEST:
            prediction = self.predict()
            action = self.domain.action_names_or_texts[
                prediction.probabilities.index(prediction.max_confidence)
            ]
            self.keep(*prediction.events)
            if action == self.tracker.active_loop_name and not rejected:
                rejected = True
                self.keep(ActionExecutionRejected(action))
                continue
            policy = prediction.policy_name or ""
            hidden = prediction.hide_rule_turn
            self.keep(ActionExecuted(action, policy, hide_rule_turn=hidden))
            if action in self.domain.form_names:
                self.keep(*self._form(action, waits))
            if action == LISTEN:
                return done
            done.append(Decision(action, policy.rpartition("_")[2]))
        raise AssertionError(f"no end after {intent}: {done}")

    def _form(self, form: str, waits: bool) -> List[Event]:
        begun: List[Event] = [] if self.tracker.active_loop_name else [ActiveLoop(form)]
        asked: Optional[str] = self.domain.required_slots_for_form(form)[0] if waits else None
        return [*begun, SlotSet("requested_slot", asked), *([] if waits else [ActiveLoop(None)])]


def actions(decisions: List[Decision]) -> List[str]:
    return [decision.action for decision in decisions]


def load(model: Path) -> Agent:
    return Agent.load(str(model))
