"""Words of the furniture of web pages: how lines begin that are no running text.

They hold for every language, since much of the furniture of pages is in English anyway.
"""

PAGE = {
    "update_note": (
        r"\(?(?:Updates?|Updated|Corrects?|Corrected|Correction|Adds?|Recasts?|Clarif\w+|Refiles?)\b"
        r"[^.]*\)$",
        r"(?:UPDATE|CORRECTION|CLARIFICATION|Correction|Clarification)[^:]{0,40}: ",
        r"Editor['’]s note: ",
        r"(?:This|An earlier version of this) (?:article|story|post|report)\b.*"
        r"\b(?:updated|corrected|amended)\b",
    ),
    "copyright": (r"(?i:©|\(c\) ?\d|Copyright\b)", r".{0,80}\bAll rights reserved"),
    "source_credit": (
        r"Sources?:\s",
        r"By (?:[A-Z][\w.'’-]+[ ,]*(?:and |of |for )?){2,8}$",
        r"\(?(?:Additional )?(?:Reporting|Writing|Editing|Compiled)(?: and \w+)? by ",
        r"With (?:additional )?(?:reporting|assistance|contributions?|files) (?:by|from) ",
    ),
    "contact_block": (r"To (?:contact|reach) the ", r"(?:Contact|Write to|E-?mail) (?:us|the )"),
    "read_more_link": (
        r"(?:READ|SEE|WATCH|LISTEN) (?:MORE|ALSO|NEXT)\b",
        r"(?:Read|See|Watch) (?:more|also|next):",
        r"(?:RELATED|MORE|ALSO READ|Related|Also read)(?: \w+)?:",
    ),
    "crawl_timestamp": (
        r"\d{1,2}:\d{2}(?::\d{2})?\s?(?:[AaPp]\.?[Mm]\.?\s?)?(?:GMT|UTC|[CEMP][DS]?T)(?![a-z]).{0,40}$",
        r"(?:Page saved|Retrieved|Accessed|Archived|Captured)\b.{0,60}$",
    ),
    "photo_caption": (r"(?i:(?:FILE )?PHOTOS?(?: TAKEN[^:]*)?: )", r"(?:IMAGE|VIDEO|WATCH): "),
    "photo_credit": (
        r"(?:Photo(?:graph)?|Image|Picture)s?(?: credit| by|:)\b.{0,80}$",
        r"\(?(?:AP|AFP|EPA|Getty|Reuters)\b.{0,40}\b(?:Photo|Images|Pool)\b.{0,60}$",
    ),
    "tag_list": (r"(?:Tags|Topics|Keywords|Filed under)\b ?:?",),
    "related_heading": (
        r"(?i:(?:More|Read more) (?:on|about|from) .{1,40}|Related(?: \w+)?|You may also like"
        r"|Recommended(?: for you)?|Read next|Most (?:read|popular)|See also):?$",
    ),
    "site_chrome": (
        r"(?i:Listen live|Get short URL|Community standards|Discussion|Advertisement|Comments?"
        r"|Share(?: this)?(?: \w+){0,3}|Print|E-?mail|Tweet|(?:Subscribe|Sign (?:up|in))\b.{0,60}"
        r"|Log in|Follow us\b.{0,60}|Skip to (?:main )?content|Menu|Search|Home|Cookie\b.{0,80}"
        r"|(?:Load|Show) more|Copy link|Save|Loading\b.{0,20})$",
        r"(?i:Community standards|Share\s{2,}|We use cookies|Listen live\b)",
        r"(?i:(?:Published|Updated|Posted|Last (?:updated|modified))\b.{0,40}\d{4}.{0,30})$",
    ),
}
"""Beginnings of lines by the segment they make, as regular expressions."""
