"""What the made-up articles say: text with its spans marked in it.

A mark is ``[layer.label name @entity|text]``; ``name`` and ``@entity`` may be left out, and
marks nest. Slots in braces are filled per story or article before the marks are read.
"""

HEAD = (
    "[segment.inserted_metadata| date [time.date published|{day}] ]"
    "[segment.headline|[mention.government @host|{host}] and [mention.government @guest|{guest}]"
    " [claim.checkable_claim claim|agree to share {asset} data], officials say\n\n]"
    "[segment.dateline|{city} ({outlet}) -- ]"
)
LEAD = (
    "[mention.person @leader|{leader}] of {host} and [mention.person @rival|{rival}] of {guest}"
    " [attribution.content content-a|[event.trigger agreed|agreed] on [time.date when|{weekday}]"
    " to set up a joint office for the data of the [mention.artefact @asset|{asset}]],"
    " [attribution.cue cue-a|according to] [attribution.source source-a @officials|officials of"
    " both governments] who were not allowed to speak about it in public."
)
NESTED = (
    "[attribution.source source-b @paper|The Evening Ledger] [attribution.cue cue-b|reported]"
    " that [attribution.content content-b|[attribution.source source-c @ministry|the ministry]"
    " [attribution.cue cue-c|insisted] [attribution.content content-c|the first readings would"
    " reach {guest} before the end of the year]], at a cost of [mention.money|{cost} million"
    " crowns]."
)
QUOTE = (
    "“[attribution.content content-d|[evidence.evidence evidence|We will not wait for another"
    " winter to learn what our neighbours already know]],” [attribution.source source-d"
    " @leader|{leader}] [attribution.cue cue-d|said]."
)
CLOSE = (
    "[claim.prediction|The office is likely to open late], and"
    " [wording.loaded_language loaded|the much-mocked plan] [wording.hedge|may] yet"
    " [event.trigger opens|open] without [mention.organisation @union|{union}]."
)
TAIL = (
    "[segment.photo_caption|PHOTO: The harbour of [mention.place @harbour|{city}].\n\n]"
    "[segment.contact_block|To contact the reporter: [pii.staff_name|{reporter}] at"
    " [pii.email|{address}]\n\n]"
    "[segment.copyright|© {year} {outlet}\n]"
)
BODY, CROSSHEAD = "[segment.body|{text}\n\n]", "[segment.crosshead|What happens next\n\n]"

FILLER = (
    "The talks in {city} had been put off twice since the spring, and neither side would say why.",
    "A draft of four pages lists the stations that are to be read every six hours.",
    "Fishermen along the coast have asked for the figures for years; “so far nobody"
    " answered,” one of them wrote.",
    "{guest} runs its own network of buoys, which the two services compare once a month.",
    "In parliament the opposition wants to know who pays for the building and for how long.",
    "The agreement does not say what happens if one of the two governments leaves it.",
    "Prices for insurance on the northern route rose by a fifth after the storms of last winter.",
    "Engineers who know the {asset} say that its older sensors drift and have to be set anew.",
    "Both navies were told in advance, a spokesman noted, and neither of them objected.",
    "The last attempt failed over a dispute on who may publish the readings first.",
    "Mr. {rival} had called the plan a gift to {host} at a rally in May, and he has not"
    " repeated it since.",
    "A second round is planned in {guest} as soon as the technical annex has been translated.",
    "For the harbour office the matter is simple: more readings mean fewer ships at anchor.",
    "The university keeps a copy of every series that was printed before 1990.",
    "Nobody in the room could remember when the two services had last met.",
    "Critics point out that the summer storms, not the winter ones, did most of the damage.",
    "A list of the stations was sent to the press on paper, without the positions.",
    "The treaty of 1974, which is still in force, already speaks of “mutual notice”.",
    "Two of the three buoys off the cape have been silent since the end of January.",
    "The budget for next year has a line for it, but the amount is left open.",
    "None of this was announced; the first word of it came from a notice to mariners in March.",
    "A year ago the same plan was dead, “dead and buried” as a deputy minister put it then.",
    "Stations on the islands send their readings by radio, once a day, if the weather lets them.",
    "Lawyers on both sides are still arguing about the word “timely” in the second article.",
    "The head of the weather service, who retires in June, wants to see it signed before he goes.",
    "What {guest} gets in return was not said; the fishing grounds off {city} are often named.",
)

LANDS = ("Norland", "Estmark", "Velia", "Tarsk", "Ombria", "Sundria", "Calder", "Ysmark")
FIRST = ("Mira", "Jon", "Tove", "Anselm", "Edda", "Ruben", "Lise", "Oskar", "Petra", "Ilan")
LAST = ("Holt", "Varga", "Lindqvist", "Marou", "Tennant", "Oyelaran", "Brandt", "Sørli", "Kaya")
CITIES = ("Port Aster", "Kelvik", "Sankt Olm", "Dunmere", "Lavanza", "Brightwater")
ASSETS = ("Polar Watch", "Sea-3 radar", "Halcyon array", "North Chain", "Tidewall")
UNIONS = ("the Pilots' Guild", "the Harbour Union", "the Shippers' League")
OUTLETS = ("Courier", "Northern Post", "Wire 9", "Daily Anchor", "Meridian")
SLUGS = ("courier", "northern-post", "wire-9", "daily-anchor", "meridian")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
