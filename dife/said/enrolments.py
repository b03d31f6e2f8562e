"""How a day of an enrolment is asked about again: « c'est trop tard ? », « jusqu'à quand ? ».

Patterns for a bare text (dife.text.bare), but AGAIN, for a folded one (dife.text.fold).
"""

from __future__ import annotations

import re

VERDICT = re.compile(  # whether a day is in time is asked
    r"\b(?:trop (?:tard|juste|court)|a temps|dans les temps|le temps|tard|suffi\w*|possible"
    r"|faisable|jouable|[cs]a (?:passe|va|marche|suffi\w*|ira)|c['e ]{0,2}est (?:bon|ok))\b"
)
SOONEST = re.compile(  # the first day of a training is asked, and none is meant
    r"\b(?:au plus tot|commenc\w* quand|quand (?:\w+[- ]){0,4}commenc\w*"
    r"|(?:a partir|des) (?:de )?quand|quelle formation)\b"
)
WORKING_DAY = re.compile(  # the calendar is asked about
    r"\b(?:ferie|ouvre|ouvrable|chome|pont|compt\w+)e?s?\b"
)
AGAIN = re.compile(  # the last answer is asked for again
    r"(?:jusqu a|avant|pour|a partir de|depuis) (?:quand|quel(?:le)? (?:jour|date))"
    r"|(?:valide\w*|inscri\w+|envo\w+|demande|dois|faut|fait) (?:\w+ ){0,2}(?:avant |pour )?quand"
    r"|quand (?:\w+ ){0,3}au plus tard|au plus tard (?:\w+ )?quand"
    r"|(?:quelle (?:date|jour)|quand) (?:\w+ )?(?:deja|encore)"
    r"|(?:c etait|c est) (?:quand|quelle date)"
    r"|(?:quelle|la) date (?:limite )?(?:c etait |c est )?(?:deja|encore|alors|donc)"
    r"|(?:la |ma |les )?(?:date|dates|limite) (?:limite )?(?:s il vous plait|svp|deja|pas note)"
)
