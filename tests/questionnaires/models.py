"""Questionnaires of other shapes, made for the tests: a maturity model of software security, an assessment of risk,
and one of many questions with long titles and deep nesting.

    python -m tests.questionnaires.models FOLDER    # writes them, each with a project, to look at documents of them
"""

import json
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

Value = dict[str, Any]

DAY = "2026-10-15"


def text(fr: str, en: str) -> Value:
    return {"fr": fr, "en": en}


# A maturity model: 5 functions × 3 practices × 2 streams × 3 levels, each answered in quarters, scores from 0 to 3.

FUNCTIONS = {
    ("gouvernance", "Gouvernance", "Governance"): [
        ("strategie", "Stratégie et mesures", "Strategy and metrics", "Créer et promouvoir", "Mesurer et améliorer"),
        ("politiques", "Politiques et conformité", "Policy and compliance", "Politiques et normes", "Conformité"),
        ("formation", "Formation et orientation", "Education and guidance", "Formation", "Culture et organisation"),
    ],
    ("conception", "Conception", "Design"): [
        ("menaces", "Évaluation des menaces", "Threat assessment", "Profil de risque", "Modélisation des menaces"),
        ("exigences", "Exigences de sécurité", "Security requirements", "Exigences du logiciel", "Fournisseurs"),
        ("architecture", "Architecture sécurisée", "Security architecture", "Principes", "Choix des technologies"),
    ],
    ("realisation", "Réalisation", "Implementation"): [
        ("construction", "Construction sécurisée", "Secure build", "Processus", "Dépendances logicielles"),
        ("deploiement", "Déploiement sécurisé", "Secure deployment", "Processus", "Gestion des secrets"),
        ("defauts", "Gestion des défauts", "Defect management", "Suivi des défauts", "Mesures et rétroaction"),
    ],
    ("verification", "Vérification", "Verification"): [
        ("revue", "Revue de l’architecture", "Architecture assessment", "Validation", "Atténuation"),
        ("essais-exigences", "Essais fondés sur les exigences", "Requirements-driven testing", "Contrôles", "Abus"),
        (
            "essais-securite",
            "Essais de sécurité",
            "Security testing",
            "Référence évolutive",
            "Compréhension en profondeur",
        ),
    ],
    ("exploitation", "Exploitation", "Operations"): [
        ("incidents", "Gestion des incidents", "Incident management", "Détection", "Réponse"),
        ("environnement", "Gestion de l’environnement", "Environment management", "Renforcement", "Mises à jour"),
        (
            "operations",
            "Gestion opérationnelle",
            "Operational management",
            "Protection des données",
            "Retrait des systèmes",
        ),
    ],
}
HABITS = (
    text("de façon ponctuelle, sur l’initiative de quelqu’un", "as the need arises, when somebody takes it up"),
    text("de façon établie, pour toutes les applications", "as a rule, for every application"),
    text("de façon mesurée, revue au moins chaque année", "with measures, reviewed at least once a year"),
)


def samm() -> Value:
    """A model of the kind of SAMM; nothing is expected, each team aims where it will."""
    quarters = {
        "non": {"points": 0, "label": text("Non", "No")},
        "certaines": {"points": 0.25, "label": text("Oui, pour certaines applications", "Yes, for some applications")},
        "moitie": {"points": 0.5, "label": text("Oui, pour la moitié au moins", "Yes, for at least half")},
        "toutes": {"points": 1, "label": text("Oui, pour presque toutes", "Yes, for most or all of them")},
    }
    return {
        **frame("samm", text("Modèle de maturité de la sécurité", "Security maturity model")),
        "expects": "nothing",
        "scales": {"quarts": {"choices": quarters}},
        "roles": {"fonction": {"label": text("Fonction", "Function"), "plural": text("Fonctions", "Functions")}},
        "indices": {
            "ensemble": {"label": text("Ensemble", "Overall"), "of": {"role": "fonction"}, "method": "mean"},
        },
        "sections": [
            {
                "id": id,
                "ref": fr[0],
                "role": "fonction",
                "title": text(fr, en),
                "method": "mean",
                "out_of": 3,
                "sections": [practice(f"{fr[0]}{number}", *of) for number, of in enumerate(practices, 1)],
            }
            for (id, fr, en), practices in FUNCTIONS.items()
        ],
    }


def practice(ref: str, id: str, fr: str, en: str, *streams: str) -> Value:
    return {
        "id": id,
        "ref": ref,
        "title": text(fr, en),
        "method": "mean",
        "out_of": 3,
        "sections": [
            stream(f"{ref}{letter}", f"{id}-{letter.lower()}", *both(name, en, letter))
            for letter, name in zip("AB", streams, strict=True)
        ],
    }


def both(name: str, practice: str, letter: str) -> tuple[str, str]:
    return name, f"{practice}, stream {letter}"


def stream(ref: str, id: str, fr: str, en: str) -> Value:
    return {
        "id": id,
        "ref": ref,
        "title": text(fr, en),
        "method": "sum",
        "out_of": 3,
        "questions": [
            {
                "id": f"{id}.niveau-{level}",
                "ref": f"{ref}{level}",
                "title": text(f"{fr}, niveau {level}", f"{en}, level {level}"),
                "ask": text(f"« {fr} » est-il fait {habit['fr']} ?".replace(" ?", "?"), f"Is this done {habit['en']}?"),
                "quick": level == 1,
                "scale": "quarts",
                "recommendations": [
                    {
                        "id": f"{id}-vers-{level}",
                        "at": ["non", "certaines", "moitie"],
                        "to": "toutes",
                        "do": text(f"Étendre « {fr} » : {habit['fr']}", f"Extend “{en}”: {habit['en']}"),
                        "effort": "SML"[level - 1],
                        "lead": "equipe",
                    }
                ],
            }
            for level, habit in enumerate(HABITS, 1)
        ],
    }


# An assessment of risk: fewer points are better, bands are thresholds; what lowers the risk is asked apart.

RISKS = {
    ("projet", "Le projet", "The project"): [
        (
            "urgence",
            "La décision touche-t-elle des personnes sans autre recours?",
            "Are people left without another recourse?",
            3,
        ),
        (
            "public",
            "Le projet fait-il l’objet d’un intérêt marqué du public?",
            "Is the project of keen interest to the public?",
            2,
        ),
        (
            "vulnerables",
            "Des personnes vulnérables sont-elles particulièrement touchées?",
            "Are vulnerable people particularly affected?",
            4,
        ),
    ],
    ("systeme", "Le système", "The system"): [
        (
            "seul",
            "Le système décide-t-il sans qu’une personne intervienne?",
            "Does the system decide without any person?",
            4,
        ),
        (
            "opaque",
            "L’algorithme est-il difficile à expliquer à qui reçoit la décision?",
            "Is the algorithm hard to explain to those concerned?",
            3,
        ),
        ("secret", "L’algorithme est-il un secret commercial?", "Is the algorithm a trade secret?", 3),
    ],
    ("effets", "Les effets de la décision", "Effects of the decision"): [
        ("irreversible", "Les effets sont-ils irréversibles?", "Are the effects irreversible?", 4),
        (
            "economiques",
            "La décision a-t-elle des effets économiques sur les personnes?",
            "Has the decision economic effects on people?",
            2,
        ),
        (
            "environnement",
            "La décision a-t-elle des effets sur l’environnement?",
            "Has the decision effects on the environment?",
            1,
        ),
    ],
    ("donnees", "Les données", "The data"): [
        ("personnelles", "Des renseignements personnels sont-ils utilisés?", "Is personal information used?", 4),
        ("multiples", "Les données viennent-elles de plusieurs sources?", "Do the data come from several sources?", 2),
        (
            "non-structurees",
            "Des images ou des textes libres sont-ils analysés?",
            "Are pictures or free texts analysed?",
            1,
        ),
    ],
}
MITIGATIONS = {
    ("consultation", "Consultations", "Consultation"): [
        ("internes", "Les services internes ont-ils été consultés?", "Were the teams inside consulted?", 1),
        ("externes", "Les personnes touchées ont-elles été consultées?", "Were the people affected consulted?", 2),
    ],
    ("attenuation", "Mesures d’atténuation", "Mitigation"): [
        ("recours", "Les personnes peuvent-elles contester la décision?", "Can people challenge the decision?", 2),
        (
            "journal",
            "Chaque décision est-elle consignée avec ses raisons?",
            "Is each decision recorded with its reasons?",
            2,
        ),
        (
            "biais",
            "Les données ont-elles été examinées pour y trouver des biais?",
            "Were the data examined for bias?",
            2,
        ),
    ],
}


def aia() -> Value:
    """A model of the kind of the algorithmic impact assessment: points of risk, levels I to IV as bands."""
    kinds = (("risque", "low", RISKS), ("mesure", "high", MITIGATIONS))
    return {
        **frame("aia", text("Incidence d’un système de décision", "Impact of a decision system")),
        "bands": [
            {"id": "iv", "below": 0.25, "label": text("Incidence très élevée (IV)", "Very high impact (IV)")},
            {"id": "iii", "below": 0.5, "label": text("Incidence élevée (III)", "High impact (III)")},
            {"id": "ii", "below": 0.75, "label": text("Incidence modérée (II)", "Moderate impact (II)")},
            {"id": "i", "label": text("Incidence faible (I)", "Little impact (I)")},
        ],
        "roles": {
            "risque": {"label": text("Facteur de risque", "Risk"), "plural": text("Facteurs de risque", "Risks")},
            "mesure": {"label": text("Mesure", "Mitigation"), "plural": text("Mesures", "Mitigations")},
        },
        "indices": {
            "risques": {"label": text("Risques bruts", "Raw risk"), "of": {"role": "risque"}, "method": "sum"},
            "mesures": {"label": text("Mesures prises", "Mitigation"), "of": {"role": "mesure"}, "method": "sum"},
        },
        "sections": [
            risks(number, role, better, of, questions)
            for number, (role, better, of, questions) in enumerate(
                ((role, better, of, questions) for role, better, many in kinds for of, questions in many.items()), 1
            )
        ],
    }


def risks(
    number: int, role: str, better: str, of: tuple[str, str, str], questions: list[tuple[str, str, str, int]]
) -> Value:
    id, fr, en = of
    return {
        "id": id,
        "ref": str(number),
        "role": role,
        "title": text(fr, en),
        "method": "sum",
        "out_of": sum(most for _, _, _, most in questions),
        "questions": [
            {
                "id": f"{id}.{one}",
                "ref": f"{number}.{place}",
                "title": text(ask_fr.rstrip("?"), ask_en.rstrip("?")),
                "ask": text(ask_fr, ask_en),
                "type": "yes_no",
                "better": better,
                "choices": {
                    "no": {"label": text("Non", "No"), "points": 0},
                    "yes": {"label": text("Oui", "Yes"), "points": most},
                },
            }
            for place, (one, ask_fr, ask_en, most) in enumerate(questions, 1)
        ],
    }


# Many questions, long titles, deep nesting.

LONG_FR = (
    "Accompagnement des publics éloignés de l’offre numérique, sur place, en ligne et dans les milieux partenaires"
)
LONG_EN = "Support for audiences far from what is offered online, on site, online and in the places of our partners"
TOPICS = (
    "accueil",
    "publics",
    "collections",
    "droits",
    "diffusion",
    "mesure",
    "équipe",
    "budget",
    "partenaires",
    "suivi",
)


def large(questions: int = 300) -> Value:
    """Ten sections of three floors; every title is long."""
    made = count(1)
    per = questions // 30
    return {
        **frame("grand", text(f"Grand questionnaire : {LONG_FR}", f"Large questionnaire: {LONG_EN}")),
        "scales": {
            "etapes": {
                "choices": {
                    name: {"points": points, "label": text(name.capitalize(), en)}
                    for points, (name, en) in enumerate(
                        (("rien", "Nothing"), ("essai", "A trial"), ("usage", "In use"), ("norme", "The rule"))
                    )
                },
                "expected": "usage",
            }
        },
        "bands": [
            {"id": "loin", "below": 0.5, "label": text("Loin du compte", "Far from it")},
            {"id": "proche", "below": 0.9, "label": text("Tout proche", "Close")},
            {"id": "atteint", "label": text("Atteint", "Reached")},
        ],
        "roles": {"theme": {"label": text("Thème", "Theme"), "plural": text("Thèmes", "Themes")}},
        "indices": {"tout": {"label": text("Ensemble", "Overall"), "of": {"role": "theme"}, "method": "mean"}},
        "sections": [
            {
                "id": f"t{theme}",
                "ref": f"T{theme}",
                "role": "theme",
                "title": text(f"{topic.capitalize()} : {LONG_FR}", f"{topic.capitalize()}: {LONG_EN}"),
                "intent": text(f"Ce que l’équipe fait pour « {topic} ». {LONG_FR}.", f"What is done. {LONG_EN}."),
                "out_of": 3,
                "sections": [floor(theme, part, topic, [next(made) for _ in range(per)]) for part in range(1, 4)],
            }
            for theme, topic in enumerate(TOPICS, 1)
        ],
    }


def floor(theme: int, part: int, topic: str, numbers: list[int]) -> Value:
    """A section of the second floor, whose questions stand on the third."""
    id = f"t{theme}-{part}"
    return {
        "id": id,
        "ref": f"T{theme}.{part}",
        "title": text(f"{topic.capitalize()}, volet {part} : {LONG_FR.lower()}", f"{topic.capitalize()}, part {part}"),
        "out_of": 3,
        "sections": [
            {
                "id": f"{id}-a",
                "ref": f"T{theme}.{part}a",
                "title": text(f"Gestes de chaque jour ({topic}, {part})", f"Everyday ({topic}, {part})"),
                "out_of": 3,
                "questions": [one_of_many(f"{id}-a", f"T{theme}.{part}a", number) for number in numbers],
            }
        ],
    }


def one_of_many(section: str, ref: str, number: int) -> Value:
    return {
        "id": f"{section}.q{number}",
        "ref": f"{ref}{number}",
        "title": text(f"Geste {number} : {LONG_FR.lower()}", f"Act {number}: {LONG_EN.lower()}"),
        "ask": text(f"Le geste {number} fait-il partie des habitudes de l’équipe?", f"Is act {number} a habit?"),
        "scale": "etapes",
        "quick": number % 10 == 1,
        "recommendations": [
            {
                "id": f"geste-{number}",
                "at": ["rien", "essai"],
                "to": "usage",
                "do": text(f"Faire du geste {number} une habitude", f"Make a habit of act {number}"),
                "first_step": text("En parler à la prochaine réunion", "Speak of it at the next meeting"),
                "effort": "SML"[number % 3],
                "lead": "equipe",
            }
        ],
    }


def frame(id: str, title: Value) -> Value:
    leads = {"equipe": text("Équipe du projet", "Project team")}
    return {"engage": 1, "id": id, "version": "1.0.0", "title": title, "languages": ["fr", "en"], "leads": leads}


# Projects.

NOTES = ("", "Vu en comité.", "Selon l’équipe, à confirmer avec le fournisseur avant la fin du trimestre.")


def project(model: Value, name: str) -> Value:
    """A project that has answered most of it, by a fixed pattern."""
    scales = {id: list(scale["choices"]) for id, scale in model.get("scales", {}).items()}
    answers: Value = {}
    for number, question in enumerate(questions_of(model)):
        ladder = scales.get(question.get("scale", ""), list(question.get("choices", {})))
        if number % 17 == 5:
            answers[question["id"]] = {"unknown": True}
        elif number % 23 != 7:
            answers[question["id"]] = {"choice": ladder[(number * 7 + number // 5) % len(ladder)]}
            answers[question["id"]] |= {"note": note} if (note := NOTES[number % 3]) else {}
    return {
        "engage": 1,
        "charter": {"id": model["id"], "name": name, "summary": "Un projet qui sert d’essai."},
        "assessment": {
            "questionnaire": {"id": model["id"], "version": model["version"]},
            "date": DAY,
            "participants": ["Camille Roy", "Sacha Tremblay"],
            "answers": answers,
        },
    }


def questions_of(model: Value) -> list[Value]:
    def within(section: Value) -> list[Value]:
        return [*section.get("questions", ()), *(q for inner in section.get("sections", ()) for q in within(inner))]

    return [question for section in model["sections"] for question in within(section)]


MODELS: dict[str, tuple[Callable[[], Value], str]] = {
    "samm": (samm, "Billetterie en ligne"),
    "aia": (aia, "Tri automatique des demandes d’emprunt"),
    "large": (large, "Schéma directeur numérique de l’ensemble des établissements et de leurs réserves"),
}


def written(folder: Path, name: str) -> Path:
    """The project's file, beside its questionnaire; JSON, which is YAML too."""
    make, called = MODELS[name]
    model = make()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "questionnaire.yaml").write_text(json.dumps(model, ensure_ascii=False, indent=1), encoding="utf-8")
    file = folder / "project.yaml"
    file.write_text(json.dumps(project(model, called), ensure_ascii=False, indent=1), encoding="utf-8")
    return file


if __name__ == "__main__":
    for name in MODELS:
        print(written(Path(sys.argv[1]) / name, name))
