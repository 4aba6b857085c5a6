"""The English words that the rules know; another language is another module of this form.

Only lists stand here, no rule. Cue verbs are listed by the ``cue_class`` of the codebook,
each with what may follow it (see :class:`.words.Verb`). The words are those of English news
at large; none is here for the sake of one story.
"""

CUES = {
    "neutral": """
        say:tbwq tell:tbwp!q state:tq write:tbq add:tbq announce:tbo explain:twq reply:tq
        respond:tq ask:wq tweet:tbq report:tbq declare:tq comment:tq remark:tq observe:tq
        recall:tq testify:tq conclude:tq predict:tbq estimate:tb believe:tb think:tbq hope:tb
        fear:tb quip:q joke:tq continue:q post:q propose:t recommend:t opine:tq
        inform:tp! assure:tbp!q remind:tp! find:t show:t learn:t decide:t describe:Q call:Q
        label:Q dub:Q brand:Q characterize:Q characterise:Q refer:Q praise:Q criticize:Q
        criticise:Q cite:Q express:Q feel:tq urge:Q demand:t wonder:wq expect:t
        tout:Q mock:Q lament:tq complain:tq boast:tq muse:tq chime:q plead:q counter:tq
        worry:tb imagine:t realize:t understand:t
    """,
    "affirm": "confirm:tbwoq acknowledge:tboq agree:tq concur:tq affirm:tq echo:o",
    "deny": "deny:to refute:o rebut:o",
    "reiterate": "reiterate:toq repeat:tq reaffirm:to",
    "warn": "warn:tbpq caution:tq threaten:io",
    "insist": """
        insist:tbq maintain:tb argue:tbq claim:tbq contend:tbq assert:tbq vow:tiq allege:tb
        stress:tq emphasize:tq emphasise:tq underline:t underscore:t pledge:ti promise:tiq
        accuse:o swear:tq
    """,
    "reveal": "reveal:tq admit:tbq concede:tbq disclose:t note:tbq",
    "hedge": "suggest:tbq hint:tq indicate:tq imply:t signal:t",
}

PARTICLES = {
    "point": {"out": "reveal:tbq"},
    "spell": {"out": "neutral:t"},
    "go": {"on to say": "neutral:tb"},
    "make": {"clear": "insist:tb", "it clear": "insist:tb"},
}
"""Verbs that are cues only together with the words after them."""

_IRREGULAR = {
    "say": "say says said saying",
    "tell": "tell tells told telling",
    "write": "write writes wrote written writing",
    "think": "think thinks thought thinking",
    "find": "find finds found finding",
    "show": "show shows showed shown showing",
    "swear": "swear swears swore sworn swearing",
    "feel": "feel feels felt feeling",
    "make": "make makes made making",
    "go": "go goes went gone going",
    "understand": "understand understands understood understanding",
    "refer": "refer refers referred referring",
    "quip": "quip quips quipped quipping",
    "rebut": "rebut rebuts rebutted rebutting",
    "dub": "dub dubs dubbed dubbing",
    "admit": "admit admits admitted admitting",
    "spell": "spell spells spelled spelt spelling",
    "signal": "signal signals signalled signaled signalling signaling",
    "label": "label labels labelled labeled labelling labeling",
    "concur": "concur concurs concurred concurring",
}


def forms(lemma: str) -> tuple[str, ...]:
    """The forms of a verb.

    >>> forms("deny"), forms("note")
    (('deny', 'denies', 'denied', 'denying'), ('note', 'notes', 'noted', 'noting'))
    """
    if lemma in _IRREGULAR:
        return tuple(_IRREGULAR[lemma].split())
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return (lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    if lemma.endswith("e"):
        return (lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing")
    third = f"{lemma}es" if lemma.endswith(("ss", "sh", "ch", "x")) else f"{lemma}s"
    return (lemma, third, f"{lemma}ed", f"{lemma}ing")


LISTS = {
    "auxiliary": """
        has have had is are was were be been being do does did will would can could may might
        must should 've 's 'd 'll
    """,
    "be": "is are was were be been being get gets got",
    "negated": """
        didn't doesn't don't hasn't haven't hadn't won't wouldn't can't couldn't isn't aren't
        wasn't weren't not never
    """,
    "adverb": """
        also again now later then already ever never not repeatedly often recently previously
        publicly privately reportedly allegedly apparently simply only just even further once
        still long always earlier quickly flatly openly clearly explicitly specifically
        consistently frequently initially subsequently reportedly falsely wrongly correctly
        rightly famously strongly firmly
    """,
    "noun_like": """
        report reports comment comments tweet tweets hope hopes claim claims state states fear
        fears note notes post posts signal signals promise promises demand demands label labels
        estimate estimates remark remarks show shows question questions pledge pledges threat
        worry worries answer counter brand conclusion find finds argument
    """,
    "contracted": """
        didn't doesn't don't hasn't haven't hadn't won't wouldn't can't couldn't isn't aren't
        wasn't weren't
    """,
    "again": "repeatedly again",
    "determiner": """
        a an the this that these those his her its their our my your some any every each both
        several many most few another one two three four five six seven eight nine ten dozens
        hundreds no other
    """,
    "pronoun": "he she they we i it who you",
    "singular_pronoun": "he she",
    "relative_pronoun": "who",
    "preposition": """
        of for at in on by with from to about over under into against between among near
        through during after before since until without within amid despite like across
    """,
    "subordinator": """
        because while when if although though since where whether than so as but or which that
        once unless after before until nor how why what whose whom
    """,
    "leading": """
        but and however meanwhile earlier later also still yet then now separately instead
        perhaps today yesterday so indeed moreover nonetheless nevertheless furthermore for
        once again overall similarly additionally likewise recently thus
    """,
    "not_source": "there this that what these those here it's that's which",
    "stops_content": "but although though while whereas which",
    "time_word": """
        monday tuesday wednesday thursday friday saturday sunday january february march april
        may june july august september october november december today yesterday tomorrow
        tonight week month year morning afternoon evening night weekend
    """,
    "dated": "last this next earlier late early later",
    "channel_statement": """
        statement statements release releases announcement website blog memo report filing
        newsletter
    """,
    "channel_press": """
        interview interviews reporters journalists briefing conference press newspaper
        correspondents
    """,
    "channel_broadcast": "television tv radio broadcast podcast cnn msnbc nbc abc cbs fox bbc npr",
    "channel_social": "twitter tweet tweets facebook instagram telegram tweeted posted",
    "channel_e_mail": "email e-mail emails e-mails letter",
    "channel_phone": "phone telephone",
    "posting": "tweeted posted",
    "document": """
        report reports statement document documents poll polls survey study studies memo letter
        filing lawsuit complaint transcript minutes data records record book law bill article
        editorial headline indictment affidavit e-mails emails
    """,
    "official": """
        official officials minister ministers president presidents secretary senator senators
        congressman congresswoman representative lawmaker lawmakers governor mayor ambassador
        diplomat diplomats spokesman spokeswoman spokesperson general admiral judge prosecutor
        prosecutors chancellor premier king queen commissioner envoy sheriff attorney chief
        lieutenant colonel sen. rep. gov. gen. undersecretary under-secretary councillor
        deputy police investigators investigator aide aides troops officer officers
    """,
    "official_title": """
        minister president secretary senator congressman congresswoman representative governor
        mayor ambassador general admiral judge chancellor premier king queen commissioner envoy
        sheriff spokesman spokeswoman spokesperson sen. rep. gov. gen. undersecretary
        vice-president leader chairman chairwoman speaker justice attorney
    """,
    "person_title": """
        mr. mrs. ms. dr. mr mrs ms dr prof. professor sir dame lord lady sen. rep. gov. gen.
        president minister secretary senator congressman congresswoman representative governor
        mayor ambassador general admiral judge chancellor premier king queen commissioner envoy
        captain colonel lieutenant sergeant pope archbishop bishop prince princess spokesman
        spokeswoman spokesperson director chairman chairwoman coach actor actress author
        candidate nominee lawyer economist leader chief attorney analyst
    """,
    "title_part": """
        foreign prime vice deputy former defense defence state interior finance health justice
        under acting senior chief house senate white republican democratic presidential campaign
        of for policy national security attorney first lady top
    """,
    "origin": "us u.s. u.s uk u.k. eu e.u. un u.n.",
    "credit_word": """
        file photo photos image images picture by editing reporting writing source sources
        contact agencies agency news staff getty ap afp epa pool images video courtesy credit
        to the additional with and for from in at press service international wire media
    """,
    "person_noun": """
        people person man woman men women witness witnesses critic critics supporter supporters
        analyst analysts expert experts observer observers activist activists resident
        residents voter voters economist economists lawyer lawyers attorney attorneys source
        sources nurse nurses doctor doctors engineer engineers professor researcher researchers
        scientist scientists advocate advocates opponents proponents students parents families
        employees workers fans spokesman spokeswoman spokesperson adviser advisers advisor
        advisors strategist strategists operative operatives insiders shopkeepers fishers
        reporters journalists representatives counterparts colleagues friends neighbours
        neighbors relatives leaders executives owners director manager editor author
    """,
    "anonymous": "source sources",
    "institution": """
        government ministry department agency administration office committee commission
        council court parliament congress senate house company union party campaign bank
        university hospital police army military force presidency embassy group team board
        association federation foundation institute organization organisation bureau service
        authority league nation country city state county palace kremlin pentagon
    """,
    "government": """
        government ministry department administration commission council court parliament
        congress senate presidency embassy kremlin pentagon treasury cabinet army navy police
        military command bureau agency legislature
    """,
    "organisation": """
        university college hospital bank union party association federation foundation
        institute company corp corporation inc ltd llc plc group league club society center
        centre committee network alliance church airlines airways motors industries systems
        technologies holdings fund organization organisation museum school campaign
    """,
    "news_outlet": """
        times post herald gazette tribune journal chronicle courier telegraph guardian reuters
        bloomberg afp cnn bbc nbc cbs abc msnbc npr politico breitbart newsweek axios magazine
        news sabah observer mirror globe examiner inquirer dispatch register sentinel
    """,
    "law": "act treaty law agreement accord convention constitution amendment",
    "place": """
        street avenue square river lake mountain island bay port airport station road bridge
        beach valley park province region county north south east west sea ocean strait
    """,
    "proper": """
        reuters bloomberg afp cnn bbc nbc cbs abc msnbc npr politico breitbart newsweek axios
        kremlin pentagon congress parliament senate
    """,
    "country": """
        united_states united_kingdom european_union saudi_arabia north_korea south_korea
        new_zealand south_africa czech_republic sri_lanka hong_kong white_house america
        state_department supreme_court russian_federation

        afghanistan albania algeria argentina armenia australia austria azerbaijan bahrain
        bangladesh belarus belgium bolivia brazil britain bulgaria cambodia canada chile china
        colombia croatia cuba cyprus denmark ecuador egypt england estonia ethiopia finland
        france georgia germany ghana greece hungary iceland india indonesia iran iraq ireland
        israel italy japan jordan kazakhstan kenya kosovo kuwait latvia lebanon libya lithuania
        malaysia mexico moldova mongolia morocco myanmar netherlands nigeria norway pakistan
        palestine peru philippines poland portugal qatar romania russia rwanda scotland senegal
        serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan
        tajikistan tanzania thailand tunisia turkey uganda ukraine uruguay uzbekistan venezuela
        vietnam wales yemen zambia zimbabwe us u.s. u.s uk u.k. usa eu e.u. washington moscow
        beijing london paris berlin brussels ankara tehran jerusalem kiev kyiv tokyo seoul
        pyongyang delhi islamabad kabul baghdad damascus riyadh cairo rome madrid warsaw
    """,
    "nationality": """
        american british french german russian turkish chinese iranian israeli syrian iraqi
        ukrainian japanese korean indian pakistani afghan italian spanish polish greek dutch
        swedish norwegian danish finnish canadian mexican brazilian australian egyptian saudi
        european asian african arab western eastern northern southern republican democratic
        christian muslim jewish islamic english irish scottish welsh hispanic latino black
        white internet english
    """,
    "common": """
        the a an in on at by for with from to of and but or if as it he she they we i you this
        that these those there here when where while after before since because although
        however meanwhile according not no yes is are was were has have had will would can
        could may might must should do does did his her its their our my your who which what
        how why all some many most more other another such only also even just now then so
        still yet asked under over during about between among despite both each every one two
        three four five six seven eight nine ten last next first second new earlier later
        neither either nor once until unless well oh ok mr mrs ms dr read share follow
        update updated source photo file like let please thanks thank good great back out up
        down off see say says said think know get make take come go look want give use find
        tell ask work seem feel try leave call perhaps maybe indeed instead moreover
        furthermore nonetheless nevertheless today yesterday tomorrow asked told
    """,
    "given_name": """
        james john robert michael william david richard joseph thomas charles christopher daniel
        matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward
        ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin
        scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry
        mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty
        margaret sandra ashley kimberly emily donna michelle carol amanda melissa deborah
        stephanie rebecca laura sharon cynthia kathleen amy angela anna ruth hillary ivanka bill
        joe mike tim barack vladimir angela theresa boris emmanuel recep ahmed mohammed ali
        maria jose juan carlos luis ada ilse peter hans ivan sergei dmitry anne jane kate tom
        jim ben sam dan steve chris nick alex max leo adam simon martin bernie ted rick jeff
    """,
    "ahead": """
        will would due plans planned scheduled expected next upcoming until before by set
    """,
    "past": "was were had has have did said told began ago last",
    "refusing": """
        decline declines declined declining refuse refuses refused refusing
    """,
    "said_to": "say comment confirm discuss elaborate specify answer disclose reveal",
}

SYNONYMS = {
    "US": "United States",
    "U.S.": "United States",
    "USA": "United States",
    "UK": "United Kingdom",
    "U.K.": "United Kingdom",
    "Britain": "United Kingdom",
    "EU": "European Union",
    "E.U.": "European Union",
}

TIMES = {
    "month": {
        "january": "01", "february": "02", "march": "03", "april": "04", "may": "05",
        "june": "06", "july": "07", "august": "08", "september": "09", "october": "10",
        "november": "11", "december": "12", "jan.": "01", "feb.": "02", "mar.": "03",
        "apr.": "04", "aug.": "08", "sept.": "09", "sep.": "09", "oct.": "10", "nov.": "11",
        "dec.": "12",
    },
    "weekday": {
        "monday": "1", "tuesday": "2", "wednesday": "3", "thursday": "4", "friday": "5",
        "saturday": "6", "sunday": "7",
    },
    "season": {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"},
    "unit": {
        "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y",
        "decade": "E", "century": "C",
    },
    "number": {
        "a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
        "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11",
        "twelve": "12",
    },
    "part": {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"},
    "fixed": {
        "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF",
        "at the moment": "PRESENT_REF", "so far": "PRESENT_REF", "formerly": "PAST_REF",
        "previously": "PAST_REF", "recently": "PAST_REF", "in recent years": "PAST_REF",
        "in the past": "PAST_REF", "in the future": "FUTURE_REF", "soon": "FUTURE_REF",
        "in the near future": "FUTURE_REF",
    },
    "mod": {
        "early": "start", "mid": "mid", "late": "end", "before": "before", "after": "after",
        "by": "on_or_before", "until": "on_or_before", "no later than": "on_or_before",
        "since": "on_or_after",
    },
    "amount": {
        "about": "approx", "around": "approx", "some": "approx", "nearly": "less_than",
        "almost": "less_than", "less than": "less_than", "under": "less_than",
        "more than": "more_than", "over": "more_than", "at least": "equal_or_more",
        "at most": "equal_or_less", "up to": "equal_or_less",
    },
    "relative": {
        "this": "0", "last": "-1", "next": "1", "the coming": "1", "the following": "",
        "the previous": "",
    },
    "deictic": {"yesterday": "-1", "today": "0", "tonight": "0", "tomorrow": "1"},
    "every": {"every": "1", "each": "1"},
    "regular": {
        "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y",
    },
    "vague": {"several": "X", "many": "X", "a few": "X", "few": "X"},
    "distance": {"ago": "-1", "earlier": "", "later": ""},
    "unmeasured": {"some time": "PXM"},
    "year_after": {
        "in": "", "in the year": "", "since": "on_or_after", "until": "on_or_before",
        "by": "on_or_before", "spring": "", "summer": "", "autumn": "", "winter": "",
    },
    "up_to_now": {"so far": "on_or_before"},
    "night": {"tonight": "NI"},
    "weekend": {"weekend": "WE"},
    "for": {"for": ""},
}  # fmt: skip
"""Time words with what they give to a TIMEX3 value."""
