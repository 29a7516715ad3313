"""Sixty invented structures in real communes of the Marne, as a file in the national schema."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

COMMUNES = (
    ("Reims", "51100", "51454", 49.2583, 4.0317),
    ("Châlons-en-Champagne", "51000", "51108", 48.9567, 4.3633),
    ("Épernay", "51200", "51230", 49.0403, 3.9597),
    ("Vitry-le-François", "51300", "51649", 48.7253, 4.5847),
    ("Tinqueux", "51430", "51573", 49.2500, 3.9900),
    ("Bétheny", "51450", "51055", 49.2850, 4.0550),
    ("Cormontreuil", "51350", "51172", 49.2230, 4.0490),
    ("Sézanne", "51120", "51535", 48.7220, 3.7230),
    ("Sainte-Menehould", "51800", "51507", 49.0900, 4.8970),
    ("Fismes", "51170", "51250", 49.3070, 3.6860),
    ("Aÿ-Champagne", "51160", "51030", 49.0550, 4.0040),
    ("Mourmelon-le-Grand", "51400", "51388", 49.1330, 4.3650),
    ("Suippes", "51600", "51559", 49.1320, 4.5350),
    ("Montmirail", "51210", "51380", 48.8730, 3.5380),
    ("Dormans", "51700", "51217", 49.0730, 3.6380),
)

KINDS = (
    ("Mairie", "MUNI", "Accueil et accès à un ordinateur en mairie."),
    ("Médiathèque", "BIB", "Ordinateurs en libre accès et ateliers chaque semaine."),
    ("Centre social des Tilleuls", "CSC", "Ateliers pour débuter, en petit groupe, dans la bonne humeur."),
    ("France Services", "RFS", "Aide aux démarches en ligne, sans rendez-vous le matin."),
)

AGES = (0, 20, 0, 45, 170, 10, 390, 0, 600, 30, 0)
"""Days since somebody vouched for a record when the network opens: some wait to be verified."""
AUDIENCES = ("", "Seniors", "Jeunes", "Familles et/ou enfants", "Seniors|Femmes")
HOURS = ("Mo-Fr 09:00-12:00,14:00-17:30", "Tu-Sa 10:00-12:30,14:00-18:00", "Mo-Th 08:30-12:00", "We,Fr 14:00-18:00")
SERVICES = (
    "Aide aux démarches administratives|Accès internet et matériel informatique",
    "Maîtrise des outils numériques du quotidien|Accès internet et matériel informatique",
    "Maîtrise des outils numériques du quotidien|Parentalité et éducation avec le numérique",
    "Aide aux démarches administratives|Utilisation sécurisée du numérique",
)


HEADER = (
    "id,pivot,nom,commune,code_postal,code_insee,adresse,complement_adresse,latitude,longitude,"
    "typologie,telephone,courriels,site_web,horaires,presentation_resume,presentation_detail,source,"
    "itinerance,structure_parente,date_maj,services,publics_specifiquement_adresses,"
    "prise_en_charge_specifique,frais_a_charge,dispositif_programmes_nationaux,formations_labels,"
    "autres_formations_labels,modalites_acces,modalites_accompagnement,fiche_acces_libre,prise_rdv"
)
COLUMNS: tuple[str, ...] = tuple(HEADER.split(","))
"""Of the national schema v1.0.2, in its order."""


def national_file(updated_on: date) -> bytes:
    """CSV in the national schema v1.0.2, UTF-8: 60 lines."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(_rows(updated_on))
    return text.getvalue().encode()


def _rows(updated_on: date) -> Iterator[dict[str, str]]:
    for number in range(60):
        found = _identity(number) | _place(number) | _contact(number, updated_on) | _offer(number)
        yield {name: found.get(name, "") for name in COLUMNS}


def _identity(number: int) -> dict[str, str]:
    from stdnum import luhn

    commune = COMMUNES[number % len(COMMUNES)][0]
    kind, typology, summary = KINDS[number // len(COMMUNES)]
    identifier = f"98{number:07d}0001"
    return {
        "id": f"marne-{number + 1:03d}",
        "pivot": identifier + luhn.calc_check_digit(identifier),
        "nom": f"{kind} d’{commune}" if commune[0] in "AÉ" else f"{kind} de {commune}",
        "typologie": typology,
        "presentation_resume": summary,
        "dispositif_programmes_nationaux": "France Services" if typology == "RFS" else "",
    }


def _place(number: int) -> dict[str, str]:
    commune, postcode, code, latitude, longitude = COMMUNES[number % len(COMMUNES)]
    return {
        "commune": commune,
        "code_postal": postcode,
        "code_insee": code,
        "adresse": f"{number + 1} rue de la République",
        "latitude": f"{latitude + number % 7 * 0.0011:.4f}",
        "longitude": f"{longitude - number % 5 * 0.0013:.4f}",
        "itinerance": "Fixe",
    }


def _contact(number: int, updated_on: date) -> dict[str, str]:
    return {
        "telephone": f"+3332600{number:04d}",
        "courriels": f"accueil{number + 1}@marne.example",
        "horaires": HOURS[number % len(HOURS)],
        "source": "Réseau de démonstration",
        "date_maj": (updated_on - timedelta(days=AGES[number % len(AGES)])).isoformat(),
    }


def _offer(number: int) -> dict[str, str]:
    return {
        "services": SERVICES[number % len(SERVICES)],
        "publics_specifiquement_adresses": AUDIENCES[number % len(AUDIENCES)],
        "prise_en_charge_specifique": "Illettrisme" if number % 6 == 0 else "",
        "frais_a_charge": "Gratuit",
        "modalites_acces": "Se présenter|Téléphoner",
        "modalites_accompagnement": "Accompagnement individuel|Dans un atelier collectif",
    }
