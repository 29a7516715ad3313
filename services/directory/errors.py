"""What the directory refuses, and why, in French. ``CONSTRAINTS`` gives a race the same answer as the check."""

from shared.errors import Conflict, DomainError, Invalid, NotFound


class LinkUnusable(NotFound):
    """Unknown, used and expired are one answer: a link says nothing to who did not receive it."""

    code = "link_unusable"
    message = "Ce lien a déjà servi ou n’est plus valable."


class NothingAnswered(Invalid):
    code = "nothing_answered"
    message = "Cochez au moins une réponse : sans rien savoir de la personne, on ne peut rien recommander."


class ExportNotReady(Conflict):
    code = "export_not_ready"
    message = "Cet export n’est pas prêt, ou n’est plus gardé. Demandez-en un autre."


class NameNotTyped(Invalid):
    """Closing is asked for by typing the name of what is closed."""

    code = "name_not_typed"
    message = "Le nom écrit n’est pas celui du réseau. Rien n’a changé."


class UnusableLogo(Invalid):
    code = "unusable_logo"
    message = "Ce fichier ne peut pas servir de logo."

    def __init__(self, sentence: str) -> None:
        super().__init__({"file": [sentence]})


class NotClosing(Conflict):
    code = "not_closing"
    message = "La fermeture de ce réseau est déjà annulée, ou déjà faite."


class LastAdministrator(Conflict):
    code = "last_administrator"
    message = "Le réseau doit garder au moins un administrateur. Donnez d’abord ce rôle à un autre membre."


class AlreadyMember(Conflict):
    code = "already_member"
    message = "{email} est déjà membre du réseau."


class InvitationAlreadyOpen(Conflict):
    code = "invitation_already_open"
    message = "Une invitation attend déjà une réponse à cette adresse."


class InvitationClosed(Conflict):
    code = "invitation_closed"
    message = "Cette invitation a déjà été acceptée ou annulée."


class MemberHasLeft(Conflict):
    code = "member_has_left"
    message = "Cette personne a quitté le réseau. Invitez-la de nouveau."


class CharterMissing(NotFound):
    code = "charter_missing"
    message = "Le réseau n’a pas encore de charte."


class CharterChanged(Conflict):
    code = "charter_changed"
    message = "Une nouvelle version de la charte vient de paraître. Relisez-la avant de la signer."


class CharterJustChanged(Conflict):
    """Two administrators at the same instant, or one person twice."""

    code = "charter_just_changed"
    message = "Quelqu’un vient d’enregistrer la même chose. Rechargez la page."


class NotAMember(Conflict):
    """Only a person can leave: a program's key is revoked instead."""

    code = "not_a_member"
    message = "Seul un membre peut quitter le réseau."


class NetworkNameTaken(Conflict):
    code = "network_name_taken"
    message = "Un autre réseau vient de prendre ce nom. Recommencez."


class AccountJustCreated(Conflict):
    """Two links of the same person used at the same instant."""

    code = "account_just_created"
    message = "Votre compte vient d’être créé. Recommencez."


class ApiTokenRevoked(Conflict):
    code = "api_token_revoked"
    message = "Cette clé est déjà révoquée."


class ThreadClosed(Conflict):
    code = "thread_closed"
    message = "Cette discussion est close : rien n’a été envoyé. Un animateur du réseau peut la rouvrir."


class PostGone(Conflict):
    code = "post_gone"
    message = "Ce message a été retiré."


class NotTheirPost(Conflict):
    code = "not_their_post"
    message = "Seul son auteur peut modifier ce message ou le reprendre."


class OnlyMembersFollow(Conflict):
    """A program reads the interface; letters go to people."""

    code = "only_members_follow"
    message = "Seul un membre du réseau peut suivre une discussion ou recevoir le résumé."


class StructureIdentifierTaken(Conflict):
    code = "structure_identifier_taken"
    message = "Une structure de l’annuaire porte déjà cet identifiant."


class ReferentAlready(Conflict):
    code = "referent_already"
    message = "Cette personne vient d’être nommée référente de cette structure. Rechargez la page."


class NobodyToAsk(Conflict):
    code = "nobody_to_ask"
    message = "Personne à qui écrire : nommez d’abord un référent qui a une adresse e-mail."


class NotItsReferent(Conflict):
    code = "not_its_referent"
    message = (
        "Cette personne n’est plus référente de cette structure, ou la fiche a quitté l’annuaire. Rechargez la page."
    )


class AskedToday(Conflict):
    code = "asked_today"
    message = "{name} a déjà reçu la question aujourd’hui. Laissez-lui le temps de répondre."


class PlacedMeanwhile(Conflict):
    code = "placed_meanwhile"
    message = "Cette structure a changé depuis : relisez sa fiche."


class AlreadyMerged(Conflict):
    code = "already_merged"
    message = "Une de ces deux structures n’est plus dans l’annuaire."


class MergedElsewhere(Conflict):
    code = "merged_elsewhere"
    message = "Cette fiche a été réunie avec une autre : elle ne revient pas. Si ce sont deux lieux, créez-en une."


class UnreadableFile(Invalid):
    """The file as a whole: what is wrong with it stands beside the field."""

    code = "file_refused"
    message = "Ce fichier ne peut pas être lu."

    def __init__(self, sentence: str) -> None:
        super().__init__({"file": [sentence]})


class ImportAbandoned(Conflict):
    code = "import_abandoned"
    message = "Cet import a été abandonné : l’annuaire n’a pas changé. Recommencez-le si besoin."


class ImportFileErased(NotFound):
    code = "import_file_erased"
    message = (
        "Le fichier de cet import a été effacé : il est gardé 30 jours, ou moins s’il nomme des référents et qu’une "
        "personne a demandé à être oubliée. Envoyez-le de nouveau."
    )


class PreviewOutdated(Conflict):
    code = "preview_outdated"
    message = "L’annuaire a changé depuis cet aperçu. Envoyez de nouveau le fichier pour en voir l’effet."


class ImportBusy(Conflict):
    code = "import_busy"
    message = "Cet import est en cours. Attendez qu’il se termine."


class NotTheLastImport(Conflict):
    code = "not_the_last_import"
    message = "Seul le dernier import appliqué peut être annulé."


class ImportOvertaken(Conflict):
    """Somebody changed what the import wrote: taking it back would take their work too."""

    code = "import_overtaken"
    message = (
        "Cet import ne peut plus être annulé : {who} depuis ({names}). Rien n’a été annulé. "
        "Corrigez ces fiches à la main."
    )


class NotToMap(Conflict):
    code = "not_to_map"
    message = "Ce fichier est au format national : il n’a pas de correspondances."


class MappingIncomplete(Invalid):
    code = "mapping_incomplete"
    message = "Il manque de quoi remplir des colonnes nécessaires."


class NothingToApply(Conflict):
    code = "nothing_to_apply"
    message = "Ce fichier n’a aucune ligne acceptable : il n’y a rien à appliquer."


class OrientationOver(Conflict):
    """The step cannot follow the present state: somebody else has answered, or time has."""

    code = "orientation_over"
    message = "Cette orientation en est déjà à « {state} » : cette étape n’est plus possible."


class FileNotShared(Invalid):
    """A file that may not be shared: why, and the mend, stand beside the field."""

    code = "file_not_shared"
    message = "Ce fichier ne peut pas être partagé."

    def __init__(self, sentence: str) -> None:
        super().__init__({"file": [sentence]})


class FileGone(NotFound):
    code = "file_gone"
    message = "Ce fichier n’est plus là. Demandez à la personne qui l’a proposé de l’envoyer de nouveau."


class ResourceNotWaiting(Conflict):
    """Somebody else has decided meanwhile."""

    code = "resource_not_waiting"
    message = "« {title} » est déjà {state} : cette action n’est plus possible. Rechargez la page."


class NotTheirRemoval(Conflict):
    code = "not_their_removal"
    message = "« {title} » a été retiré par {who} : demandez-lui de le remettre."


CONSTRAINTS: dict[str, type[DomainError]] = {
    "uq_charter_version_number": CharterJustChanged,
    "uq_charter_signature_person": CharterJustChanged,
    "uq_account_email": AccountJustCreated,
    "uq_network_copy_slug": NetworkNameTaken,
    "uq_invitation_open_email": InvitationAlreadyOpen,
    "uq_structure_external_id": StructureIdentifierTaken,
    "uq_referent_member": ReferentAlready,
}
