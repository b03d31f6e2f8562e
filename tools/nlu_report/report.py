"""`make nlu-report`: how well messages are understood, as one page with pictures.

`python -m tools.nlu_report.report [test set]` writes var/nlu-report.html.
"""

from __future__ import annotations

import logging
import sys
import warnings
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Dict, List, Sequence, Tuple
from zoneinfo import ZoneInfo

from assistant import settings
from assistant.cli import model
from dife.text import fold

with warnings.catch_warnings(record=True):  # sanic has its own and others' deprecations shown
    logging.getLogger("matplotlib.style").setLevel(logging.ERROR)
    from rasa.utils.log_utils import configure_structlog

    from assistant.dialogue.confidence import OFFERED
    from tools.nlu_report import (
        alike,
        confusions,
        differences,
        pictures,
        points,
        reader,
        risk,
        scoring,
        stages,
    )
    from tools.nlu_report.markup import STYLE, code, per_cent, picture, quoted, table
    from tools.nlu_report.scoring import ANSWER, PERSON, PROPOSE, SURE, Reading, Share

FIGURES = {
    "first": "Première réponse juste",
    "three": "Bonne intention parmi les trois premières",
    "outside_caught": "Hors sujet reconnus",
    "outside_answered": "Hors sujet auxquels il est répondu autre chose",
    "turned_away": "Vraies questions éconduites (dites hors sujet, ou sans rien de probable)",
    "answered_wrong": "Réponses fausses données sans rien proposer",
    "surely_wrong": f"Réponses fausses à pleine confiance ({SURE * 100:.0f} % et plus)",
    ANSWER: "L'assistant répond",
    "answer_right": "… et la réponse est juste",
    PROPOSE: "L'assistant propose des titres (« vouliez-vous parler de »)",
    "propose_three": "… et la bonne intention est parmi les trois premières",
    "without_title": "… mais aucune intention probable n'a de titre (part de tout)",
    PERSON: f"Il fait reformuler, puis passe la main (rien à {OFFERED * 100:.0f} %)",
}


def overall(found: Dict[str, Share]) -> str:
    rows = []
    for key, label in FIGURES.items():
        low, high = found[key].interval
        rows.append(
            (
                escape(label),
                per_cent(found[key].value),
                f"{found[key].count} / {found[key].total}",
                f"{per_cent(low)} – {per_cent(high)}",
            )
        )
    return table(("Mesure", "Part", "Messages", "Intervalle à 95 %"), rows)


def errors(readings: Sequence[Reading]) -> str:
    """The wrong ones that the model was most confident in."""
    rows = []
    for each in scoring.worst(readings):
        others = "".join(f" ou {code(a)}" for a in sorted(each.case.alternatives))
        rows.append(
            (
                quoted(each.case.text),
                f"{code(each.case.intent)}{others}",
                code(each.first),
                per_cent(each.confidence),
                str(each.rank or "au-delà"),
                each.band,
            )
        )
    heads = ("Message", "Attendu", "Reconnu", "Confiance", "Rang du bon", "L'assistant")
    return table(heads, rows)


def unseen(readings: Sequence[Reading], examples: Sequence[Tuple[str, str]]) -> List[Reading]:
    """Without the messages that are training examples, but for case, accents and marks."""

    learnt = {fold(text) for _, text in examples}
    return [each for each in readings if fold(each.case.text) not in learnt]


def page(
    readings: Sequence[Reading],
    curve: List[Tuple[int, Share, Share]],
    about: str,
    changed: str,
    pairs: Sequence[stages.Both],
    near: Sequence[alike.Pair],
) -> str:
    """`changed`: what changed, as HTML; `pairs`: all the kept messages; `near`: too alike."""
    found, shares = scoring.figures(readings), scoring.by_intent(readings)
    labels, matrix = scoring.confusion(readings)
    weak = [name for name, each in shares.items() if each.value < 0.9]
    wrong = found["first"].total - found["first"].count
    first, last = curve[0], curve[-1]
    pointed = [pair for pair in pairs if pair[0].pointed]
    named = [pair for pair in pairs if not pair[0].pointed]
    rows = stages.entity_rows(stages.ENTITIES.read_text("utf-8").splitlines()[1:])
    sections = [
        (
            "Chiffres d'ensemble",
            overall(found)
            + f"""
<p class="note">Une intention admise comme autre bonne réponse compte comme juste. La première
réponse est la première vraie intention du classement, même quand l'assistant n'en propose que le
titre. Moyenne des intentions, chacune pesant autant : {per_cent(scoring.average(shares))}.</p>""",
        ),
        ("Ce qui a changé depuis le dernier modèle", changed),
        ("Chaque étape à part", stages.section(pairs, rows)),
        (
            "Justesse par intention",
            picture(
                pictures.intents(shares),
                f"Barres de la part de premières réponses justes pour {len(shares)} intentions, de "
                f"la plus faible à la plus forte. Sous 90 % : {', '.join(weak) or 'aucune'}.",
            ),
        ),
        (
            "Matrice de confusion",
            picture(
                pictures.confusion(labels, matrix),
                f"Matrice des intentions attendues (lignes) et reconnues (colonnes) : {wrong} "
                "erreurs hors de la diagonale ; les plus fréquentes sont dans le tableau suivant.",
            )
            + confusions.section(named, "intentions")
            + confusions.section(pointed, "points"),
        ),
        (
            "Confiance",
            picture(
                pictures.confidences(readings),
                "Histogrammes de la confiance des premières réponses, justes et fausses : "
                f"{found['surely_wrong'].count} réponses fausses dépassent {SURE * 100:.0f} %.",
            ),
        ),
        (
            "Fiabilité de la confiance",
            picture(
                pictures.reliability(readings),
                "Part de réponses justes selon la confiance annoncée, par dixième : "
                + ", ".join(
                    f"{per_cent(b.right.value)} à {per_cent(b.confidence)}"
                    for b in scoring.reliability(readings)
                )
                + ".",
            )
            + '<p class="note">Au-dessus de la diagonale, l\'assistant est plus souvent juste '
            "qu'il ne le dit. Écart moyen (ECE) : "
            f"{per_cent(scoring.calibration_error(readings))}.</p>",
        ),
        ("Répondre plus, se tromper plus", risk.section(pointed)),
        (
            "Courbe d'apprentissage",
            picture(
                pictures.learning(curve),
                f"De {first[0]} à {last[0]} exemples, la première réponse juste passe de "
                f"{per_cent(first[1].value)} à {per_cent(last[1].value)}, la bonne parmi trois de "
                f"{per_cent(first[2].value)} à {per_cent(last[2].value)}.",
            )
            + '<p class="note">Le classifieur seul, appris sur 20, 40, 60, 80 et 100 % des '
            f"exemples de chaque intention, tirés au sort (graine fixe, {reader.SEED}).</p>",
        ),
        ("Exemples de deux points trop semblables", alike.section(near)),
        ("Les erreurs les plus sûres d'elles", errors(readings)),
    ]
    body = "".join(f"<section><h2>{title}</h2>\n{html}</section>\n" for title, html in sections)
    return f"""<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Compréhension des messages</title><style>{STYLE}</style></head><body><main>
<h1>Ce que l'assistant comprend des messages</h1>
<p>{about}</p>
{body}</main></body></html>
"""


def main() -> None:
    sources = [Path(name) for name in sys.argv[1:]] or scoring.messages()
    trained = model.trained_model()
    if trained is None:
        sys.exit("Aucun modèle : lancez d'abord « make train ».")
    for source in sources:
        if not source.exists():
            sys.exit(f"Aucun jeu d'essai : {source} manque.")
    cases, examples = scoring.cases(*sources), reader.examples()
    configure_structlog(logging.WARNING)
    messages = stages.kept(sources, False) + stages.kept(points.messages(), True)
    print(f"Lecture de {len(messages)} messages …", flush=True)
    parses = reader.parsed(trained, [message.text for message in messages])
    pairs = [(m, stages.heard(m, parse)) for m, parse in zip(messages, parses, strict=True)]
    readings = [scoring.reading(*both) for both in zip(cases, parses, strict=False)]
    curve = []
    for size, found in reader.learning_curve(cases):
        curve.append((size, scoring.in_first(found, 1), scoring.in_first(found, 3)))
        print(f"  {size} exemples : {per_cent(curve[-1][1].value)} justes", flush=True)
    now = datetime.now(ZoneInfo("Europe/Paris"))
    new = unseen(readings, examples)
    learnt = {stages.intent_of(label) for label, _ in examples}
    asked = {stages.intent_of(message.expected) for message in messages}
    about = (
        f"{len(cases)} messages d'essai (<code>{escape(sources[0].name)}</code>), dont "
        f"{len(cases) - len(new)} se trouvent mot pour mot parmi les {len(examples)} exemples "
        "d'entraînement ; sans eux, la première réponse est juste à "
        f"{per_cent(scoring.in_first(new, 1).value)}. Intentions sans message d'essai : "
        f"{', '.join(sorted(learnt - asked)) or 'aucune'}. "
        f"Modèle <code>{escape(trained.name)}</code>, mesuré le {now:%d/%m/%Y à %H:%M}."
    )
    report = differences.report(trained.name, f"{now:%d/%m/%Y à %H:%M}", pairs)
    kept, trouble = differences.loaded(differences.path())
    before = differences.reference(report, kept)
    changed = differences.section(report, before, pairs, trouble)
    path = settings.var_folder() / "nlu-report.html"
    near = alike.pairs(examples)
    path.write_text(page(readings, curve, about, changed, pairs, near), "utf-8")
    differences.save(differences.path(), differences.to_keep(report, kept))
    print(f"{per_cent(scoring.in_first(new, 1).value):>8}  sans les messages déjà appris")
    figures = scoring.figures(readings)
    for key, label in FIGURES.items():
        figure = figures[key]
        print(f"{per_cent(figure.value):>8}  {figure.count:>4} / {figure.total:<4}  {label}")
    if trouble:
        print(trouble)
    if before:
        print(
            f"Depuis {before.model} : {differences.summary(differences.differences(before, pairs))}"
        )
    print(f"Page écrite : {path}")


if __name__ == "__main__":
    main()
