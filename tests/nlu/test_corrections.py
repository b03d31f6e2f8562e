"""Which short messages correct what was just made, and which ask something."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.nlu.entities.finder import extract
from assistant.nlu.intents import corrections, phrases
from dife.said import callback

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text, whole",
    [
        ("combien pour une nuit a Gien et deux repas, voiture 5 CV, 80 km", True),
        ("j'ai payé 2 nuits à Paris et 4 repas, quand suis-je remboursé ?", False),
        ("quel est le tarif de la nuit à Paris et du repas ?", False),
        ("2 nuits à Paris", False),
        ("voiture de 5 chevaux, 310 km aller et retour, que puis-je demander ?", True),
        ("300 km avec ma moto, ça fait combien", True),
        ("comment sont remboursés mes 300 km en 5 CV ?", False),
        (
            "Formation à Paris du 14 au 16 décembre 2026, j'arrive la veille au soir et je repars"
            " le dernier soir. Combien je peux demander ?",
            True,
        ),
        ("formation à Lyon le 12 mars, je pars la veille et rentre le lendemain, combien ?", True),
        ("stage du 14 au 16 décembre, j'arrive la veille : jusqu'à quand m'inscrire ?", False),
    ],
)
def test_a_whole_stay_is_a_sum(text, whole):
    entities = [found.as_dict() for found in extract(text, TODAY)]
    assert corrections.tells_stay(text, entities) == whole


def corrects(held, text, confidence=0.95):
    entities = [found.as_dict() for found in extract(text, TODAY)]
    return corrections.corrects(held, text, entities, confidence)


@pytest.mark.parametrize(
    "held, text",
    [
        ("frais", "c'était en mars 2023"),
        ("frais", "J'ai voulu dire Montargis, et un seul repas"),
        ("frais", "revenez à Orléans comme au début"),
        ("frais", "et si c'était 3 repas payés et un offert pour lui ?"),
        ("frais", "et un des trois ne dort pas sur place"),
        ("financement", "M. Blin n'a que 300 de solde"),
        ("financement", "revenons au calcul, avec 800 de droits"),
        ("financement", "donc je paie combien de ma poche si elle refuse ?"),
        ("frais", "et 230 km avec une voiture de 8 cv"),
        ("frais", "et si je reste une nuit de plus ?"),
        ("frais", "et mon billet de TER, il compte ?"),
        ("frais", "je me suis trompée dans les repas"),
        ("frais", "changer la commune"),
        ("frais", "ça fait combien en tout ?"),
        ("frais", "quatre de ces repas étaient inclus"),
        ("frais", "le dernier repas offert finalement"),
        ("frais", "remettez la nuit"),
        ("frais", "enlevez le"),
        ("frais", "ôtez celle de Tours"),
        ("frais", "un repas de moins"),
        ("frais", "-1 repas"),
        ("frais", "combien sans les repas"),
        ("frais", "je voulais dire 2024"),
        ("frais", "train à la place de la voiture"),
        ("frais", "c'est un aller simple"),
        ("frais", "voiture 110 km aller simple, 5 cv"),
        ("frais", "Ah, j'oubliais, ce n'est pas à Nantes mais à Nanterre que se trouve l'auberge."),
        ("frais", "aix en provence au lieu de marseille"),
        (
            "frais",
            "et j y vais en voiture huit chevaux trois cent quatre vingt douze kilometres aller",
        ),
        ("frais", "merci. et si je dors à Montreuil plutôt qu'à Paris, une seule des nuits ?"),
        ("frais", "et si g reservé un airbnb sur blois la 2eme nuit a la place d'orleans"),
        ("frais", "Et si mon fils m'héberge le premier soir, sans hôtel donc ?"),
        ("frais", "et les kilomètres alors ? ils ont disparu du total"),
        ("frais", "et avec une moto"),
        ("frais", "4 repas pas 2, je viens de vous le dire"),
        ("frais", "non remettez l'hôtel, deux nuits, et le dernier repas, c'est le 4e, on rajoute"),
        ("frais", "et en 2022 au même endroit (le premier), il aurait eu combien ?"),
        ("frais", "hotel c etait le 14 mars 2022 pas decembre"),
        ("frais", "octobre 2027 ??? je parle du mois dernier, il en est revenu !"),
        ("frais", "il a fait un détour au retour de 25 km, la somme change de combien"),
        ("financement", "finalement la mairie propose 300"),
        ("financement", "non, j'ai 500 sur mon compte"),
        ("financement", "je me suis trompé de prix"),
        ("financement", "590 et non 950"),
        ("financement", "un tiers par la mairie"),
        ("financement", "et si c 2400"),
        ("financement", "solde 374"),
        ("financement", "et si je n'ai que 200 ?"),
        ("financement", "la mairie ne prend que 60 %"),
        ("financement", "et moi ?"),
        ("financement", "et si c moi qui mets 200 combien la mairie"),
        ("financement", "vous vous moquez? la mairie c 570 et moi 200"),
        ("financement", "950 ht c 1140 ttc du coup refais"),
        ("financement", "le reste a payer, 1140 le prix"),
        ("financement", "vous ne tenez pas compte des 300 euros de la mairie"),
        ("financement", "en fait elle prend 250 pas la moitié, et j'ai plus que 700 sur le compte"),
        ("financement", "et si elle avait déjà utilisé 500 euros de ses 640 ? toujours 1320"),
        ("financement", "et si elle ajoute 190 de sa poche pour passer le quart ?"),
        ("financement", "et si je reviens au prix d'avant avec 600 de la mairie"),
        ("financement", "et en 3 × 500 ?"),
        ("date_limite", "il a dit oui hier soir"),
        ("date_limite", "jusqu'à quel jour"),
        ("date_limite", "je suis en congé jusqu'au 4 décembre, est-ce que c'est trop tard ?"),
        ("date_limite", "et l'autre ?"),
        ("date_limite", "pardon, le 12 avril"),
        ("date_limite", "et la deuxième est repoussée d'une semaine"),
        ("date_limite", "Et si elle était repoussée d'une semaine ?"),
        ("date_limite", "avancée de deux jours"),
        ("date_limite", "reprenons celle du 2 février"),
        ("date_limite", "je parle de celle du 11 janvier !"),
        ("date_limite", "donc le premier jour possible, c'est lequel ?"),
        ("date_limite", "on m'a dit 10 jours et pas 11, vous êtes sûr ? et les jours feriés ?"),
        ("date_limite", "Et comme tout à l'heure, quand ferai-je ma demande au plus tard ?"),
        ("date_limite", "et si je réponds seulement vendredi prochain ?"),
        ("date_limite", "c'est donc bien mercredi 2 décembre mon dernier jour pour valider ?"),
        ("date_limite", "et si le conseil n'est que le 18 décembre ?"),
        ("courriel", "mon nom c'est Lefebvre"),
        ("courriel", "pas Lefèvre, Lefebvre"),
        ("courriel", "je me suis trompé de date de naissance"),
    ],
)
def test_a_correction(held, text):
    assert corrects(held, text)


@pytest.mark.parametrize(
    "held, text",
    [
        ("", "non, 3 nuits"),
        ("frais", "comment je demande tout ça"),
        ("frais", "et après ?"),
        ("frais", "merci"),
        ("frais", "le repas est-il offert ?"),
        ("frais", "ma femme vient dans la voiture ça change quelque chose ?"),
        ("frais", "enlevez mes données"),
        ("", "j'ai payé 2 nuits à Paris et 4 repas, quand suis-je remboursé ?"),
        ("", "quel est le tarif de la nuit à Paris et du repas ?"),
        ("frais", "quand est-ce que je suis remboursé"),
        ("financement", "le maire ne veut pas payer"),
        ("financement", "je peux payer en plusieurs fois ?"),
        ("date_limite", "et si l'organisme refuse ?"),
        ("date_limite", "comment je valide ?"),
        ("date_limite", "l'organisme a repoussé la session d'une semaine, que faire ?"),
        ("date_limite", "la formation est reportée, qui dois-je appeler ?"),
        ("financement", "quand est-ce que la mairie me rembourse ?"),
        ("courriel", "je suis maire de Briare, ai-je droit au DIFE ?"),
        ("courriel", "combien de temps avant une réponse"),
        ("courriel", "merci beaucoup"),
    ],
)
def test_a_question_stays_one(held, text):
    assert not corrects(held, text)


@pytest.mark.parametrize(
    "text",
    [
        "jusqu'à quand doit-il s'inscrire ?",
        "date limite pour m'inscrire",
        "le délai d'inscription ?",
    ],
)
def test_after_a_sum_the_day_is_asked_for(text):
    assert corrections.wants_day("frais", text)
    assert not corrections.wants_day("", text)


@pytest.mark.parametrize(
    "text",
    [
        "Pardon de revenir, mais pourriez-vous me rappeler la somme que vous aviez trouvée tout à"
        " l'heure ?",
        "rappelez-moi le total",
        "vous pouvez me redire le montant ?",
    ],
)
def test_a_sum_to_say_again_is_no_call_back(text):
    assert corrects("frais", text)
    assert corrections.of_callback("", "", text) == "repeter"


@pytest.mark.parametrize(
    "text, asked",
    [
        ("rappelez-moi le délai pour s'inscrire", "le délai pour s'inscrire"),
        ("pouvez-vous me rappeler quelles pièces envoyer ?", "quelles pièces envoyer ?"),
        ("pouvez-vous me rappeler le matin ?", ""),
        ("rappelez-moi le 12", ""),
        ("rappelez-moi au 06 12 34 56 78", ""),
        ("pouvez-vous rappeler le maire", ""),
        ("rappelez-moi le plus vite possible", ""),
        ("je voudrais être rappelé", ""),
    ],
)
def test_what_rappelez_moi_asks_to_be_told(text, asked):
    assert callback.rule_asked(text) == asked


@pytest.mark.parametrize(
    "text", ["et si vous me rappelez jamais ?", "Qui donc me téléphonera, je vous prie ?"]
)
def test_after_a_call_back_kept_who_wonders_is_given_the_number(text):
    assert corrections.of_callback("rappel", "rappel", text) == "parler_conseiller"
    assert corrections.of_callback("", "", text) == ""


@pytest.mark.parametrize(
    "text, refused",
    [
        ("Et si le maire refuse ?", True),
        ("et si la mairie ne veut pas ?", True),
        ("si le conseil dit non, je fais quoi ?", True),
        ("et si le maire refuse, a-t-il le droit ?", False),
        ("la mairie refuse, quels motifs ?", False),
    ],
)
def test_a_refusal_of_the_town_hall_after_a_split(text, refused):
    assert corrects("financement", text) == refused


@pytest.mark.parametrize(
    "known, text, meant",
    [
        (["frais", "date_limite"], "retour au 22 février, et trois nuits au lieu de deux", True),
        (["frais", "date_limite"], "finalement ce sera 3 nuits", True),
        (["date_limite"], "retour au 22 février, et trois nuits au lieu de deux", False),
        (["frais", "date_limite"], "retour au 22 février", False),
        (["frais", "date_limite"], "comment sont remboursées 3 nuits finalement ?", False),
    ],
)
def test_what_is_counted_is_of_the_sum_told_before(known, text, meant):
    entities = [found.as_dict() for found in extract(text, TODAY)]
    assert corrections.of_earlier_sum("date_limite", known, text, entities) == meant


@pytest.mark.parametrize(
    "text, meant",
    [
        ("qu'est-ce qui me prouve que vous êtes bien l'association ?", True),
        ("vous êtes sûrs que c'est officiel ce chat ou c'est une arnaque", True),
        ("comment savoir si vous êtes pas un escroc", True),
        ("j'ai reçu un sms qui ressemble à une arnaque", False),
        ("vous êtes ouvert le samedi ?", False),
    ],
)
def test_a_doubt_about_the_assistant_itself(text, meant):
    assert phrases.doubts_us(text) == meant


@pytest.mark.parametrize(
    "text, meant",
    [
        ("bon on continue", True),
        ("allez, reprenons les étapes", True),
        ("on continue demain ?", False),
        ("je continue à travailler", False),
    ],
)
def test_what_was_under_way_goes_on(text, meant):
    assert phrases.continues(text) == meant


@pytest.mark.parametrize(
    "text, meant",
    [
        ("comment je demande tout ça", True),
        ("ok et je fais comment pour réclamer", True),
        ("comment on se fait rembourser ?", True),
        ("à qui j'envoie tout ça", True),
        ("comment demander la formation ?", False),
        ("comment on calcule les kilomètres", False),
    ],
)
def test_how_a_sum_is_asked_for(text, meant):
    assert phrases.claims(text) == meant


@pytest.mark.parametrize(
    "text, meant",
    [
        ("d'où viennent ces chiffres ?", True),
        ("et d'où sortez-vous ce montant", True),
        ("d'où vient le code à 15 chiffres ?", False),
    ],
)
def test_where_figures_come_from(text, meant):
    assert phrases.asks_source(text) == meant
