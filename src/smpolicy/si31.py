"""The facts of SI 31, typed, for editors and type checkers.

Generated from `policies/base/facts.yaml`: do not edit.
"""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Generic, Literal, TypedDict, TypeVar

from smpolicy.meaning.vocabulary import NOT_SURE, NotSure

__all__ = ["NOT_SURE", "DottedFacts", "Facts", "NotSure", "Partly"]

_Member = TypeVar("_Member")


class Partly(TypedDict, Generic[_Member], total=False):
    """Part of a set: members it has and members it lacks; the rest is unknown."""

    has: Collection[_Member]
    lacks: Collection[_Member]


AccountRelation = Literal["own", "associated", "unrelated"]
ActKind = Literal["press_statement", "speaking", "film_theatre_radio_tv", "submit_publication", "disclose_duplicate_transfer", "none"]
Channel = Literal["online_forum", "social_networking", "blog", "wiki", "chatroom", "messenger_app", "other_similar", "not_social_media"]
Interaction = Literal["none", "post", "share", "comment", "like", "follow", "join", "tag", "other_interaction"]
Stage = Literal["planned", "done"]
ApprovalBy = Literal["secretary_general", "own_head_of_institution_or_mission", "other", "none"]
ApprovalPrior = Literal["not_sought", "sought_pending", "granted", "refused"]
BrandingAuthorization = Literal["not_sought", "sought_pending", "granted", "refused"]
BrandingOrigin = Literal["user_applied", "auto_professional_network"]
ContentDepicts = Literal["osce_official_on_duty", "osce_official_in_branded_clothing", "osce_operation"]
ContentRecordingKind = Literal["none", "photo", "audio", "video"]
ContentRelatesTo = Literal["osce", "osce_officials", "non_osce_staff"]
EffortPossibleAndReasonable = Literal["reasonable_effort_made", "not_made", "not_possible"]
ExcuseOffered = Literal["disclaimer", "other_name", "closed_group", "off_duty", "deleted_since"]
Category = Literal["secretary_general", "head_of_institution", "head_of_mission", "staff_mission_member", "consultant", "daily_hourly_staff", "intern", "other_engaged"]
Event = Literal["none", "appointment", "assignment", "engagement", "separation"]
Phase = Literal["prospective", "serving", "separated"]
StructureKind = Literal["secretariat", "institution", "field_operation"]
ProfileOwner = Literal["self", "other"]

#: The same facts by their dotted names, as a plain `dict` of which a type checker proves names and values.
DottedFacts = TypedDict(
    "DottedFacts",
    {
        "account.branded_with_osce_vi_or_ip": bool | NotSure | Literal["not_sure"],
        "account.is_personal": bool | NotSure | Literal["not_sure"],
        "account.relation": AccountRelation | NotSure | Literal["not_sure"],
        "account.scrutinized": bool | NotSure | Literal["not_sure"],
        "act.kind": ActKind | NotSure | Literal["not_sure"],
        "act.relates_to_osce": bool | NotSure | Literal["not_sure"],
        "activity.before_engagement": bool | NotSure | Literal["not_sure"],
        "activity.channel": Channel | NotSure | Literal["not_sure"],
        "activity.contemporaneous_sharing": bool | NotSure | Literal["not_sure"],
        "activity.discloses": bool | NotSure | Literal["not_sure"],
        "activity.incompatible_with_duties": bool | NotSure | Literal["not_sure"],
        "activity.interaction": Interaction | NotSure | Literal["not_sure"],
        "activity.linked_to_functions": bool | NotSure | Literal["not_sure"],
        "activity.stage": Stage | NotSure | Literal["not_sure"],
        "approval.by": ApprovalBy | NotSure | Literal["not_sure"],
        "approval.prior": ApprovalPrior | NotSure | Literal["not_sure"],
        "approval.written": bool | NotSure | Literal["not_sure"],
        "audience.third_party": bool | NotSure | Literal["not_sure"],
        "branding.authorization": BrandingAuthorization | NotSure | Literal["not_sure"],
        "branding.origin": Collection[BrandingOrigin] | Partly[BrandingOrigin] | NotSure | Literal["not_sure"],
        "conduct.befits_ics": bool | NotSure | Literal["not_sure"],
        "conduct.complies_with_principles": bool | NotSure | Literal["not_sure"],
        "conduct.due_discretion": bool | NotSure | Literal["not_sure"],
        "conduct.external_instructions": bool | NotSure | Literal["not_sure"],
        "conduct.highest_level": bool | NotSure | Literal["not_sure"],
        "conduct.likely_to_discredit": bool | NotSure | Literal["not_sure"],
        "conduct.maximum_discretion": bool | NotSure | Literal["not_sure"],
        "conduct.might_cast_doubt_on_impartiality": bool | NotSure | Literal["not_sure"],
        "conduct.with_osce_interests_in_mind": bool | NotSure | Literal["not_sure"],
        "content.associated_by_choice": bool | NotSure | Literal["not_sure"],
        "content.compromises_safety_security": bool | NotSure | Literal["not_sure"],
        "content.confidential": bool | NotSure | Literal["not_sure"],
        "content.controversial": bool | NotSure | Literal["not_sure"],
        "content.criticises_government": bool | NotSure | Literal["not_sure"],
        "content.depicts": Collection[ContentDepicts] | Partly[ContentDepicts] | NotSure | Literal["not_sure"],
        "content.discloses_operation_info": bool | NotSure | Literal["not_sure"],
        "content.discriminatory": bool | NotSure | Literal["not_sure"],
        "content.good_ethical_judgement": bool | NotSure | Literal["not_sure"],
        "content.harassing": bool | NotSure | Literal["not_sure"],
        "content.inappropriate": bool | NotSure | Literal["not_sure"],
        "content.internal_sensitive": bool | NotSure | Literal["not_sure"],
        "content.may_adversely_reflect": bool | NotSure | Literal["not_sure"],
        "content.may_harm_osce_reputation": bool | NotSure | Literal["not_sure"],
        "content.misrepresents_employment": bool | NotSure | Literal["not_sure"],
        "content.political": bool | NotSure | Literal["not_sure"],
        "content.professional_discretion": bool | NotSure | Literal["not_sure"],
        "content.proprietary": bool | NotSure | Literal["not_sure"],
        "content.public_pronouncement": bool | NotSure | Literal["not_sure"],
        "content.recording_kind": ContentRecordingKind | NotSure | Literal["not_sure"],
        "content.relates_to": Collection[ContentRelatesTo] | Partly[ContentRelatesTo] | NotSure | Literal["not_sure"],
        "content.removed": bool | NotSure | Literal["not_sure"],
        "content.similar": bool | NotSure | Literal["not_sure"],
        "content.threatens_violence": bool | NotSure | Literal["not_sure"],
        "content.unconfirmed_non_osce_news": bool | NotSure | Literal["not_sure"],
        "context.crisis": bool | NotSure | Literal["not_sure"],
        "effort.possible_and_reasonable": EffortPossibleAndReasonable | NotSure | Literal["not_sure"],
        "excuse.offered": Collection[ExcuseOffered] | Partly[ExcuseOffered] | NotSure | Literal["not_sure"],
        "hotline.used": bool | NotSure | Literal["not_sure"],
        "impact.anticipated": bool | NotSure | Literal["not_sure"],
        "incident.may_amount_to_violation": bool | NotSure | Literal["not_sure"],
        "incident.reported_to_focal_point": bool | NotSure | Literal["not_sure"],
        "info.based_thereon": bool | NotSure | Literal["not_sure"],
        "info.compromises_obligations": bool | NotSure | Literal["not_sure"],
        "info.compromises_osce_interests": bool | NotSure | Literal["not_sure"],
        "info.in_discharge_of_functions": bool | NotSure | Literal["not_sure"],
        "info.known_by_official_duties": bool | NotSure | Literal["not_sure"],
        "info.known_by_official_position": bool | NotSure | Literal["not_sure"],
        "insignia.politically_sensitive": bool | NotSure | Literal["not_sure"],
        "insignia.present": bool | NotSure | Literal["not_sure"],
        "person.category": Category | NotSure | Literal["not_sure"],
        "person.contract_sets_out_policy": bool | NotSure | Literal["not_sure"],
        "person.event": Event | NotSure | Literal["not_sure"],
        "person.last_joined": date | NotSure | Literal["not_sure"],
        "person.made_aware": bool | NotSure | Literal["not_sure"],
        "person.phase": Phase | NotSure | Literal["not_sure"],
        "person.signed_letter": bool | NotSure | Literal["not_sure"],
        "person.structure.kind": StructureKind | NotSure | Literal["not_sure"],
        "profile.monitored": bool | NotSure | Literal["not_sure"],
        "profile.owner": ProfileOwner | NotSure | Literal["not_sure"],
        "profile.third_party_content": bool | NotSure | Literal["not_sure"],
        "purpose.directly_supports_official_activity": bool | NotSure | Literal["not_sure"],
        "purpose.safety_security_borne_in_mind": bool | NotSure | Literal["not_sure"],
        "review.done": bool | NotSure | Literal["not_sure"],
        "status_info.reviewed": bool | NotSure | Literal["not_sure"],
        "use.contravenes_si21": bool | NotSure | Literal["not_sure"],
        "use.hostile_environment": bool | NotSure | Literal["not_sure"],
        "use.may_contravene_pwe": bool | NotSure | Literal["not_sure"],
        "use.may_harm_osce_person": bool | NotSure | Literal["not_sure"],
        "views.adversely_affect": bool | NotSure | Literal["not_sure"],
    },
    total=False,
)


class Facts(Mapping[str, object]):
    """Facts about an activity, stated by typed names; what is left out is unknown.

    It is a mapping of the dotted names, so `{**Facts(...), "arcadia.local_fact": True}` adds local facts.
    The groups `activity` and `person` go without saying: `interaction` is `activity.interaction`.
    """

    __slots__ = ("_stated",)

    def __init__(
        self,
        *,
        account_branded_with_osce_vi_or_ip: bool | NotSure | None = None,
        account_is_personal: bool | NotSure | None = None,
        account_relation: AccountRelation | NotSure | None = None,
        account_scrutinized: bool | NotSure | None = None,
        act_kind: ActKind | NotSure | None = None,
        act_relates_to_osce: bool | NotSure | None = None,
        before_engagement: bool | NotSure | None = None,
        channel: Channel | NotSure | None = None,
        contemporaneous_sharing: bool | NotSure | None = None,
        discloses: bool | NotSure | None = None,
        incompatible_with_duties: bool | NotSure | None = None,
        interaction: Interaction | NotSure | None = None,
        linked_to_functions: bool | NotSure | None = None,
        stage: Stage | NotSure | None = None,
        approval_by: ApprovalBy | NotSure | None = None,
        approval_prior: ApprovalPrior | NotSure | None = None,
        approval_written: bool | NotSure | None = None,
        audience_third_party: bool | NotSure | None = None,
        branding_authorization: BrandingAuthorization | NotSure | None = None,
        branding_origin: Collection[BrandingOrigin] | Partly[BrandingOrigin] | NotSure | None = None,
        conduct_befits_ics: bool | NotSure | None = None,
        conduct_complies_with_principles: bool | NotSure | None = None,
        conduct_due_discretion: bool | NotSure | None = None,
        conduct_external_instructions: bool | NotSure | None = None,
        conduct_highest_level: bool | NotSure | None = None,
        conduct_likely_to_discredit: bool | NotSure | None = None,
        conduct_maximum_discretion: bool | NotSure | None = None,
        conduct_might_cast_doubt_on_impartiality: bool | NotSure | None = None,
        conduct_with_osce_interests_in_mind: bool | NotSure | None = None,
        content_associated_by_choice: bool | NotSure | None = None,
        content_compromises_safety_security: bool | NotSure | None = None,
        content_confidential: bool | NotSure | None = None,
        content_controversial: bool | NotSure | None = None,
        content_criticises_government: bool | NotSure | None = None,
        content_depicts: Collection[ContentDepicts] | Partly[ContentDepicts] | NotSure | None = None,
        content_discloses_operation_info: bool | NotSure | None = None,
        content_discriminatory: bool | NotSure | None = None,
        content_good_ethical_judgement: bool | NotSure | None = None,
        content_harassing: bool | NotSure | None = None,
        content_inappropriate: bool | NotSure | None = None,
        content_internal_sensitive: bool | NotSure | None = None,
        content_may_adversely_reflect: bool | NotSure | None = None,
        content_may_harm_osce_reputation: bool | NotSure | None = None,
        content_misrepresents_employment: bool | NotSure | None = None,
        content_political: bool | NotSure | None = None,
        content_professional_discretion: bool | NotSure | None = None,
        content_proprietary: bool | NotSure | None = None,
        content_public_pronouncement: bool | NotSure | None = None,
        content_recording_kind: ContentRecordingKind | NotSure | None = None,
        content_relates_to: Collection[ContentRelatesTo] | Partly[ContentRelatesTo] | NotSure | None = None,
        content_removed: bool | NotSure | None = None,
        content_similar: bool | NotSure | None = None,
        content_threatens_violence: bool | NotSure | None = None,
        content_unconfirmed_non_osce_news: bool | NotSure | None = None,
        context_crisis: bool | NotSure | None = None,
        effort_possible_and_reasonable: EffortPossibleAndReasonable | NotSure | None = None,
        excuse_offered: Collection[ExcuseOffered] | Partly[ExcuseOffered] | NotSure | None = None,
        hotline_used: bool | NotSure | None = None,
        impact_anticipated: bool | NotSure | None = None,
        incident_may_amount_to_violation: bool | NotSure | None = None,
        incident_reported_to_focal_point: bool | NotSure | None = None,
        info_based_thereon: bool | NotSure | None = None,
        info_compromises_obligations: bool | NotSure | None = None,
        info_compromises_osce_interests: bool | NotSure | None = None,
        info_in_discharge_of_functions: bool | NotSure | None = None,
        info_known_by_official_duties: bool | NotSure | None = None,
        info_known_by_official_position: bool | NotSure | None = None,
        insignia_politically_sensitive: bool | NotSure | None = None,
        insignia_present: bool | NotSure | None = None,
        category: Category | NotSure | None = None,
        contract_sets_out_policy: bool | NotSure | None = None,
        event: Event | NotSure | None = None,
        last_joined: date | NotSure | None = None,
        made_aware: bool | NotSure | None = None,
        phase: Phase | NotSure | None = None,
        signed_letter: bool | NotSure | None = None,
        structure_kind: StructureKind | NotSure | None = None,
        profile_monitored: bool | NotSure | None = None,
        profile_owner: ProfileOwner | NotSure | None = None,
        profile_third_party_content: bool | NotSure | None = None,
        purpose_directly_supports_official_activity: bool | NotSure | None = None,
        purpose_safety_security_borne_in_mind: bool | NotSure | None = None,
        review_done: bool | NotSure | None = None,
        status_info_reviewed: bool | NotSure | None = None,
        use_contravenes_si21: bool | NotSure | None = None,
        use_hostile_environment: bool | NotSure | None = None,
        use_may_contravene_pwe: bool | NotSure | None = None,
        use_may_harm_osce_person: bool | NotSure | None = None,
        views_adversely_affect: bool | NotSure | None = None,
    ) -> None:
        """State facts.

        Args:
            account_branded_with_osce_vi_or_ip: Does the account carry the OSCE's logo, its other visual identity material, or something else that belongs to the OSCE?
            account_is_personal: Is the account your personal one?
            account_relation: Whose account is it?
            account_scrutinized: Have you checked whether the other accounts you associate with are appropriate?
            act_kind: Is it one of these?
            act_relates_to_osce: Is it about what the OSCE is for, what it does, or its interests?
            before_engagement: Did you do this before you joined the OSCE?
            channel: Where do you do it?
            contemporaneous_sharing: Can people there share information with other users more or less as it happens?
            discloses: Does it tell or show others something that its source has not made public?
            incompatible_with_duties: Does it clash with doing your job for the OSCE properly?
            interaction: What did you do, or do you plan to do?
            linked_to_functions: Are you doing this as part of your work for the OSCE?
            stage: Have you done it already, or do you plan it?
            approval_by: Who gave the approval?
            approval_prior: Did you ask for approval beforehand, and what was the answer?
            approval_written: Do you have approval in writing?
            audience_third_party: Do you pass the information on to people outside?
            branding_authorization: Did you ask beforehand for authorization to use the OSCE's logo or other material, and what was the answer?
            branding_origin: How did the OSCE's logo or other material get onto the account?
            conduct_befits_ics: Does what you do befit an international civil servant?
            conduct_complies_with_principles: Do you keep to the OSCE's principles, norms and commitments, and to the mandate of your institution or mission?
            conduct_due_discretion: Now that you have left, are you still suitably discreet about the OSCE's activities?
            conduct_external_instructions: Did you ask for, or accept, instructions from a government or another authority outside the OSCE?
            conduct_highest_level: Is your conduct of the highest personal and professional level?
            conduct_likely_to_discredit: Is it likely to bring your part of the OSCE, its staff or the OSCE as a whole into discredit?
            conduct_maximum_discretion: Are you as discreet as can be about the OSCE's activities and its official business?
            conduct_might_cast_doubt_on_impartiality: Might it make others doubt that you can act impartially?
            conduct_with_osce_interests_in_mind: Do you act with the interests of the OSCE in mind?
            content_associated_by_choice: Was it your own choice to be associated with this content?
            content_compromises_safety_security: Does it put at risk the safety or security of the OSCE, its staff or anybody else?
            content_confidential: Is the information confidential?
            content_controversial: Does it make a statement that is controversial in another way?
            content_criticises_government: Does it criticise a government or a government official?
            content_depicts: What does the photo or recording show?
            content_discloses_operation_info: Does it reveal information about the OSCE operation?
            content_discriminatory: Does it contain discriminatory remarks?
            content_good_ethical_judgement: The same as content_professional_discretion.
            content_harassing: Does it harass somebody?
            content_inappropriate: Is something that others posted on your profile inappropriate?
            content_internal_sensitive: Does it refer to sensitive information from inside the OSCE?
            content_may_adversely_reflect: Could it throw a bad light on your status as an OSCE official, or on the integrity, independence and impartiality of your job?
            content_may_harm_osce_reputation: Could it harm the OSCE's reputation?
            content_misrepresents_employment: Does it say something wrong about your employment?
            content_political: Does it make a political statement?
            content_professional_discretion: Does it show the discretion and the good judgement that one expects of a professional?
            content_proprietary: Does the information belong to the OSCE or to somebody else, so that it is not yours to give away?
            content_public_pronouncement: Is it a public statement?
            content_recording_kind: Does it contain a photo, an audio or a video recording?
            content_relates_to: Whom is the information about?
            content_removed: Have you removed it?
            content_similar: Does it contain something similar to discrimination, harassment or threats of violence?
            content_threatens_violence: Does it threaten violence?
            content_unconfirmed_non_osce_news: Does it refer to a news story that nobody has confirmed and that does not come from the OSCE?
            context_crisis: Is there a crisis situation?
            effort_possible_and_reasonable: Did you make the effort that was possible and reasonable?
            excuse_offered: Does any of this apply?
            hotline_used: Have you turned to the Oversight Hotline, or do you plan to?
            impact_anticipated: Did you think beforehand about how it may be seen, and what it may do to the OSCE's image or to yours?
            incident_may_amount_to_violation: Has something happened that could be a violation of Staff Instruction No. 31, on the personal use of social media?
            incident_reported_to_focal_point: Have you told your communications focal point about the incident?
            info_based_thereon: The same as info_known_by_official_position.
            info_compromises_obligations: Is there anything in what you have done on social media so far that clashes with what you must do under the OSCE's rules?
            info_compromises_osce_interests: Is there anything in what you have done on social media so far that harms or endangers the interests of the OSCE?
            info_in_discharge_of_functions: Do you use the information in connection with doing your job at the OSCE?
            info_known_by_official_duties: The same as info_known_by_official_position.
            info_known_by_official_position: Do you know this, or what it is based on, from your position or your duties at the OSCE?
            insignia_politically_sensitive: Are the insignia politically sensitive?
            insignia_present: Does it show a flag, banner, symbol or other insignia?
            category: What are you at the OSCE?
            contract_sets_out_policy: Does your contract with the OSCE set out this policy?
            event: Is one of these happening to you now?
            last_joined: On which day were you last appointed, assigned or engaged by the OSCE?
            made_aware: Has the OSCE told you about its Staff Instruction No. 31, on the personal use of social media?
            phase: Are you about to join the OSCE, working for it now, or have you left it?
            signed_letter: Have you signed your letter of appointment or terms of assignment?
            structure_kind: Where in the OSCE do you work?
            profile_monitored: Do you keep an eye on what others post on your profile?
            profile_owner: Whose profile is it about?
            profile_third_party_content: Have other people posted something on the profile?
            purpose_directly_supports_official_activity: Does it directly serve to support an official OSCE activity?
            purpose_safety_security_borne_in_mind: Were safety and security taken into account?
            review_done: Have you looked through what you have done on social media so far?
            status_info_reviewed: Have you carefully gone through what your social media say about your status as an OSCE official?
            use_contravenes_si21: Does it go against the OSCE Policy on the Professional Working Environment (Staff Instruction No. 21)?
            use_hostile_environment: Could it make the workplace hostile for somebody?
            use_may_contravene_pwe: The same as use_contravenes_si21.
            use_may_harm_osce_person: Could it cause harm to somebody who works for the OSCE?
            views_adversely_affect: Do your personal views harm your official duties or the interests of the OSCE?

        """
        said: dict[str, object] = {
            "account.branded_with_osce_vi_or_ip": account_branded_with_osce_vi_or_ip,
            "account.is_personal": account_is_personal,
            "account.relation": account_relation,
            "account.scrutinized": account_scrutinized,
            "act.kind": act_kind,
            "act.relates_to_osce": act_relates_to_osce,
            "activity.before_engagement": before_engagement,
            "activity.channel": channel,
            "activity.contemporaneous_sharing": contemporaneous_sharing,
            "activity.discloses": discloses,
            "activity.incompatible_with_duties": incompatible_with_duties,
            "activity.interaction": interaction,
            "activity.linked_to_functions": linked_to_functions,
            "activity.stage": stage,
            "approval.by": approval_by,
            "approval.prior": approval_prior,
            "approval.written": approval_written,
            "audience.third_party": audience_third_party,
            "branding.authorization": branding_authorization,
            "branding.origin": branding_origin,
            "conduct.befits_ics": conduct_befits_ics,
            "conduct.complies_with_principles": conduct_complies_with_principles,
            "conduct.due_discretion": conduct_due_discretion,
            "conduct.external_instructions": conduct_external_instructions,
            "conduct.highest_level": conduct_highest_level,
            "conduct.likely_to_discredit": conduct_likely_to_discredit,
            "conduct.maximum_discretion": conduct_maximum_discretion,
            "conduct.might_cast_doubt_on_impartiality": conduct_might_cast_doubt_on_impartiality,
            "conduct.with_osce_interests_in_mind": conduct_with_osce_interests_in_mind,
            "content.associated_by_choice": content_associated_by_choice,
            "content.compromises_safety_security": content_compromises_safety_security,
            "content.confidential": content_confidential,
            "content.controversial": content_controversial,
            "content.criticises_government": content_criticises_government,
            "content.depicts": content_depicts,
            "content.discloses_operation_info": content_discloses_operation_info,
            "content.discriminatory": content_discriminatory,
            "content.good_ethical_judgement": content_good_ethical_judgement,
            "content.harassing": content_harassing,
            "content.inappropriate": content_inappropriate,
            "content.internal_sensitive": content_internal_sensitive,
            "content.may_adversely_reflect": content_may_adversely_reflect,
            "content.may_harm_osce_reputation": content_may_harm_osce_reputation,
            "content.misrepresents_employment": content_misrepresents_employment,
            "content.political": content_political,
            "content.professional_discretion": content_professional_discretion,
            "content.proprietary": content_proprietary,
            "content.public_pronouncement": content_public_pronouncement,
            "content.recording_kind": content_recording_kind,
            "content.relates_to": content_relates_to,
            "content.removed": content_removed,
            "content.similar": content_similar,
            "content.threatens_violence": content_threatens_violence,
            "content.unconfirmed_non_osce_news": content_unconfirmed_non_osce_news,
            "context.crisis": context_crisis,
            "effort.possible_and_reasonable": effort_possible_and_reasonable,
            "excuse.offered": excuse_offered,
            "hotline.used": hotline_used,
            "impact.anticipated": impact_anticipated,
            "incident.may_amount_to_violation": incident_may_amount_to_violation,
            "incident.reported_to_focal_point": incident_reported_to_focal_point,
            "info.based_thereon": info_based_thereon,
            "info.compromises_obligations": info_compromises_obligations,
            "info.compromises_osce_interests": info_compromises_osce_interests,
            "info.in_discharge_of_functions": info_in_discharge_of_functions,
            "info.known_by_official_duties": info_known_by_official_duties,
            "info.known_by_official_position": info_known_by_official_position,
            "insignia.politically_sensitive": insignia_politically_sensitive,
            "insignia.present": insignia_present,
            "person.category": category,
            "person.contract_sets_out_policy": contract_sets_out_policy,
            "person.event": event,
            "person.last_joined": last_joined,
            "person.made_aware": made_aware,
            "person.phase": phase,
            "person.signed_letter": signed_letter,
            "person.structure.kind": structure_kind,
            "profile.monitored": profile_monitored,
            "profile.owner": profile_owner,
            "profile.third_party_content": profile_third_party_content,
            "purpose.directly_supports_official_activity": purpose_directly_supports_official_activity,
            "purpose.safety_security_borne_in_mind": purpose_safety_security_borne_in_mind,
            "review.done": review_done,
            "status_info.reviewed": status_info_reviewed,
            "use.contravenes_si21": use_contravenes_si21,
            "use.hostile_environment": use_hostile_environment,
            "use.may_contravene_pwe": use_may_contravene_pwe,
            "use.may_harm_osce_person": use_may_harm_osce_person,
            "views.adversely_affect": views_adversely_affect,
        }
        self._stated = {name: value for name, value in said.items() if value is not None}

    def __getitem__(self, name: str) -> object:
        """Return what was stated of the fact with this dotted name."""
        return self._stated[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the dotted names of the facts that were stated."""
        return iter(self._stated)

    def __len__(self) -> int:
        """Return how many facts were stated."""
        return len(self._stated)

    def __repr__(self) -> str:
        """Show what was stated."""
        return f"Facts({self._stated!r})"
