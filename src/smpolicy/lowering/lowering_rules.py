"""The rules that are found broken where a document is understood; the checks find some of them broken elsewhere too."""

from typing import Final

from smpolicy.foundations.diagnostics import Rule

#: The keys by which an overlay says which structure it belongs to.
OWNER: Final = ("id", "issuer", "proposed_for")
#: How to mend that what holds for everybody turns on a local fact.
FOR_EVERYBODY: Final = "declare a fact for everybody in a vocabulary, under a name that begins with no structure's id"

UNKNOWN_PROVISION: Final = Rule(
    code="SMP301",
    name="unknown-provision",
    severity="error",
    summary="A norm, a claim, a piece of guidance or a slot is placed under a provision that does not exist. "
    "Bullets and headings that bear no numbers in print have ids of their own, such as `4.b1` and `4.g1`.",
    mend="Name the provision whose subject it belongs to; the message shows which are near.",
    wrong='under: "rules:4.b12"',
    right='under: "rules:4.b9"',
    rests_on_elsewhere=(
        ("smpolicy/instrument@1", "id"),
        ("smpolicy/instrument@1", "provisions"),
    ),
)

SEVERAL_GOVERNING: Final = Rule(
    code="SMP610",
    name="several-governing",
    severity="error",
    summary="Two instruments govern on one day, or two versions of one instrument hold on it. Nobody could tell whose "
    "text is the one that local texts stand under.",
    mend="Let the earlier one end on the day on which the later one begins. If both are versions of one instrument, "
    "say so under `work:`; if one is examined with the other, under `scope.with`.",
    wrong="id: rules-2023\ndates: {effective: {from: 2023-01-01}}  # rules has no last day",
    right="id: rules-2023\nwork: rules\ndates: {effective: {from: 2023-01-01}}  # and of rules: until: 2023-01-01",
    rests_on=("id", "dates", "status", "scope"),
)

UNACCOUNTED_FOR: Final = Rule(
    code="SMP313",
    name="unaccounted-for",
    severity="error",
    summary="A provision of the version before is in this version no more, and nothing says what became of it. What "
    "local texts say under it would lose its place without a word.",
    mend="Say under `revises:` that it moved, was split, or is gone and why. What is said of a provision holds for "
    "what stands below it.",
    wrong="work: rules\nrevises: {}  # 3.1 of the version before is not here",
    right='work: rules\nrevises: {moved: {"3.1": "4.1"}}',
    rests_on=("id", "work", "provisions", "revises"),
    rests_on_elsewhere=(("smpolicy/instrument@1", "provisions"),),
)

REWORDED: Final = Rule(
    code="SMP611",
    name="reworded",
    severity="warning",
    summary="The norm was written under other words of its provision than those of a later version of the instrument. "
    "It goes on under these, and readers are told.",
    mend="Read the norm again beside the new words. If it is to go on as it is, nothing needs to be done; a later "
    "document that is written under the new version says so for good.",
    wrong="dates: {effective: {from: 2022-01-01}}  # its norm stands under words that hold until 2023",
    right="dates: {effective: {from: 2023-01-01}}\nsupersedes: [north/code]  # written under the new words",
    rests_on=("under", "base", "dates", "norms"),
    rests_on_elsewhere=(("smpolicy/instrument@1", "provisions"),),
)

LAPSED: Final = Rule(
    code="SMP612",
    name="lapsed",
    severity="warning",
    summary="What the document or the norm stands under is gone from a later version of the instrument, or local texts "
    "end with the version that it was written under. From then on it has no part in what holds.",
    mend="If it is to hold again, issue it under a provision of the later version.",
    wrong="under: rules:4  # which the later version has no more",
    right="under: rules:5  # in a document that begins with the later version",
    rests_on=("under", "base", "dates", "norms"),
    rests_on_elsewhere=(("smpolicy/instrument@1", "provisions"),),
)

DUPLICATE_ID: Final = Rule(
    code="SMP303",
    name="duplicate-id",
    severity="error",
    summary="Two things bear the same id, or one thing is said twice, so that nobody could tell which one is meant.",
    mend="Give one of them another id, or say it once.",
    wrong="id: arcadia/ai-2024-07  # in two files",
    right="id: arcadia/ai-2024-08",
    rests_on=("id",),
)

UNKNOWN_DOCUMENT: Final = Rule(
    code="SMP312",
    name="unknown-document",
    severity="error",
    summary="An overlay says that it replaces another one, or a norm of one, which its structure does not have. What "
    "was to be replaced would stay in force beside it.",
    mend="Name an overlay of the same structure by its id, or one of its norms as `id#norm`.",
    wrong="supersedes: [arcadia/ai-2023]",
    right="supersedes: [arcadia/ai-2023-07]",
)

#: The kind of an unknown fact that is declared, but not as it must be: that is told where it is declared.
DECLARED: Final = "declared"

UNKNOWN_FACT: Final = Rule(
    code="SMP401",
    name="unknown-fact",
    severity="error",
    summary="A condition or an example names a fact that nobody declared, often because of a spelling mistake.",
    mend="Correct the name, or declare the fact under `facts:`.",
    wrong="activity.interacton: post",
    right="activity.interaction: post",
    rests_on_elsewhere=(("smpolicy/vocabulary@1", "facts"), ("smpolicy/structures@1", "kinds")),
)

UNKNOWN_VALUE: Final = Rule(
    code="SMP402",
    name="unknown-value",
    severity="error",
    summary="A fact is compared with something that it can never be, or an example states it so; or a kind of "
    "structure is named that no registry lists.",
    mend="Use one of the values that the fact can take, or one of the kinds; the message lists them.",
    wrong="activity.interaction: posted",
    right="activity.interaction: post",
    rests_on_elsewhere=(("smpolicy/vocabulary@1", "facts"), ("smpolicy/structures@1", "kinds")),
)

NOT_A_CONDITION: Final = Rule(
    code="SMP403",
    name="not-a-condition",
    severity="error",
    summary="Beside the words of the text stands something that cannot be true or false of an activity.",
    mend="Write facts with their values, or `all`, `any`, `not` around such conditions.",
    wrong="within 24 hours: true",
    right="within 24 hours: {arcadia.hours_since_patrol: {under: 24}}",
)

UNKNOWN_READING: Final = Rule(
    code="SMP404",
    name="unknown-reading",
    severity="error",
    summary="A condition depends on how an open question is read, but does not give a condition for each reading of "
    "that question, and for no other.",
    mend="Give one condition for each reading that the message lists.",
    wrong="readings: {rules:q1: {sought: {branding.authorization: not_sought}}}",
    right="readings:\n  rules:q1:\n    sought: {branding.authorization: not_sought}\n"
    "    obtained: {branding.authorization: [not_sought, sought_pending, refused]}",
    rests_on_elsewhere=(
        ("smpolicy/instrument@1", "id"),
        ("smpolicy/instrument@1", "open_questions"),
    ),
)

FOREIGN_PREFIX: Final = Rule(
    code="SMP405",
    name="foreign-prefix",
    severity="error",
    summary="The name of a local fact begins with the structure it belongs to, so that it is never taken for a fact "
    "of another structure or of the base.",
    mend="Begin the name with the structure's id and a full stop.",
    wrong="facts:\n  route_inferable: Can the route be inferred?",
    right="facts:\n  arcadia.route_inferable: Can the route be inferred?",
    rests_on=OWNER,
)

FOREIGN_FACT: Final = Rule(
    code="SMP406",
    name="foreign-fact",
    severity="error",
    summary="A norm turns on a local fact of another structure. People here are never asked that question, and the "
    "other structure may change it at any time. Or what holds for everybody turns on a local fact, or is another name "
    "of one.",
    mend="Declare a fact of your own under `facts:`, or use a fact of the base.",
    wrong="its route can be inferred: {elbonia.route_inferable: true}",
    right="its route can be inferred: {arcadia.route_inferable: true}",
    rests_on=OWNER,
)

FOREIGN_QUESTION: Final = Rule(
    code="SMP442",
    name="foreign-question",
    severity="error",
    summary="An open question that an overlay declares is about the words of its own norms, and touches these alone. "
    "Here it names something else under `touches:`, or a condition of another document turns on it, and nobody who "
    "reads that document would learn of it.",
    mend="Name norms of the overlay itself under `touches:`. In another overlay declare the question there too, in the "
    "same words; what the instrument above leaves open is published beside it.",
    wrong="open_questions:\n  convoys: {number: A1, question: Is a convoy a patrol?, touches: [rules:4]}",
    right='open_questions:\n  convoys: {number: A1, question: Is a convoy a patrol?, touches: ["#patrols"]}',
)

BASE_ONLY_KEY: Final = Rule(
    code="SMP416",
    name="base-only-key",
    severity="error",
    summary="An overlay says `defines:`. Who and what the instrument above covers is defined by its own norms, for "
    "every structure; an overlay can narrow its own norms, never those. Or a local fact says `occasion:`, and whoever "
    "states it would be asked nothing more. Or it says `stage:`, which is asked once, for every structure.",
    mend="Remove `defines:`, and put what the norm is limited to under its own `when:`; or remove `occasion:` or "
    "`stage:`.",
    wrong="defines: person.covered_as_official",
    right="when: {international staff: {arcadia.international: true}}",
)

ANOTHER_NAME: Final = Rule(
    code="SMP420",
    name="another-name",
    severity="error",
    summary="A fact says `same_as:`, that it is another name of a fact, and cannot be one: there is no such fact, or "
    "it is another name itself, or something else is said beside it, or an overlay says it.",
    mend="Name a fact that a vocabulary declares with its question, and say nothing but a `note:` beside `same_as:`.",
    wrong="info.based_thereon: {same_as: info.known, question: Is it based on that?}",
    right="info.based_thereon: {same_as: info.known}",
)

UNKNOWN_LIST: Final = Rule(
    code="SMP425",
    name="unknown-list",
    severity="error",
    summary="A fact is to be ticked in a list that no interview has, or a starting point opens such a list. Nobody "
    "would be asked.",
    mend="Name one of the lists that a vocabulary plans under `interview: lists:`, by its provision; or leave `under:` "
    "out, and the fact stands in the list of the first norm that turns on it.",
    wrong='tick: {words: the route of a patrol, under: "rules:4.b7"}',
    right='tick: {words: the route of a patrol, under: "rules:4.g3"}',
    rests_on_elsewhere=(("smpolicy/vocabulary@1", "interview"),),
)

PRESUPPOSES_ITSELF: Final = Rule(
    code="SMP426",
    name="presupposes-itself",
    severity="error",
    summary="To be asked about a fact, one would have to answer about it first: it presupposes itself, or another fact "
    "that presupposes it.",
    mend="Name under `presupposes:` only what is asked before.",
    wrong="arcadia.route: {question: Which route?, presupposes: {arcadia.route: true}}",
    right="arcadia.route: {question: Which route?, presupposes: {arcadia.patrol: true}}",
)

WORDS_NOT_FOR_EACH_VALUE: Final = Rule(
    code="SMP428",
    name="words-not-for-each-value",
    severity="error",
    summary="Conduct with several values can be ticked in a list, and one of them has no words there: nobody could "
    "tick it, and whoever leaves the rest blank would deny it. Or the neutral value has words: a blank says that one.",
    mend="Under `tick: words:` give words for each value or member that is not neutral, and for no other.",
    wrong="values: {own: mine, shared: ours, other: theirs}\nneutral: own\ntick: {words: {shared: our account}}",
    right="values: {own: mine, shared: ours, other: theirs}\nneutral: own\n"
    "tick: {words: {shared: our account, other: their account}}",
)

EMPTY_START: Final = Rule(
    code="SMP429",
    name="empty-start",
    severity="error",
    summary="A starting point of an interview opens no list, states nothing and asks nothing. Whoever chooses it would "
    "be asked as if they had not.",
    mend="Say what follows from choosing it: `lists:`, `states:` or `asks:`; or remove it.",
    wrong="starts: {picture: {words: a picture from work}}",
    right='starts: {picture: {words: a picture from work, lists: ["rules:4.g2"]}}',
)

UNFIT_STAGE: Final = Rule(
    code="SMP430",
    name="unfit-stage",
    severity="error",
    summary="A fact says `stage: true`, and is none that tells whether an activity is planned or done: another fact "
    "tells it already, or it follows from other facts, so that nobody is asked.",
    mend="Say `stage: true` of one fact that people are asked about, and of no other.",
    wrong="activity.still_to_come: {question: Is it still to come?, values: {planned: yes, done: no}, stage: true}",
    right="activity.still_to_come: {question: Is it still to come?, values: {planned: yes, done: no}}",
    rests_on_elsewhere=(("smpolicy/vocabulary@1", "facts"),),
)

UNFIT_LASTING: Final = Rule(
    code="SMP441",
    name="unfit-lasting",
    severity="error",
    summary="A fact says `lasting: true`, and cannot hold of a class of persons for as long as it serves: it is what "
    "somebody does, or it follows from other facts.",
    mend="Say `lasting: true` only of circumstances: what people are, and where they are on duty.",
    wrong="arcadia.posts_daily: {question: Do you post every day?, kind: conduct, lasting: true}",
    right="arcadia.in_the_valley: {question: Is your duty station in the valley?, kind: circumstance, lasting: true}",
    rests_on=("norms",),
)

UNFIT_IMPLICATION: Final = Rule(
    code="SMP445",
    name="unfit-implication",
    severity="error",
    summary="A fact says what else is so, and that cannot be implied. Only conduct implies something, where it is not "
    "neutral, and only other conduct with a value that is not neutral either: a concern that it raises. A "
    "circumstance, an approval among them, an occasion, or what leaves the neutral value possible raises none.",
    mend="Name conduct under `implies:`, each fact with a value that is not its neutral one; let people be asked about "
    "all else.",
    wrong="arcadia.shows_convoy:\n  question: Does a picture in it show a convoy?\n"
    "  implies: {approval.prior: granted}",
    right="arcadia.shows_convoy:\n  question: Does a picture in it show a convoy?\n"
    "  implies: {content.depicts: {has: [osce_operation]}}",
    rests_on_elsewhere=(("smpolicy/vocabulary@1", "facts"),),
)
