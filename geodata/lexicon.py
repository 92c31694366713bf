"""Words that tell places from people and firms, and one role from another.

The long lists lie in `geodata/data/words/`; the short ones here are closed classes of English,
and of Arabic where names are looked for in it.  All words are lower-case, folded keys.
"""

from __future__ import annotations

from functools import lru_cache

from geodata.version import DATA


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "mr mrs ms miss dr prof professor president minister senator sen rep gov governor judge "
    "sheriff mayor lt sgt capt captain col colonel gen general maj major officer deputy chief sir "
    "lord lady king queen prince princess pope rev reverend coach chairman chairwoman chair "
    "secretary spokesman spokeswoman spokesperson director attorney justice detective ceo "
    "congressman congresswoman commissioner superintendent councilman councilwoman trooper "
    "principal actor actress singer author analyst leader chancellor ambassador envoy sheikh emir "
    "sultan imam ayatollah commander premier saint brother sister"
)
ORGANISATIONS = _words(
    "university college school high elementary hospital police department dept council court "
    "church center centre times post journal news tribune herald gazette daily weekly bank co "
    "company corp corporation inc ltd association society institute club fc united museum library "
    "theatre theater airport station office agency authority board commission committee army navy "
    "force forces corps team party union foundation group press clinic medical chamber festival "
    "orchestra stadium arena hotel academy studies review books league cup championship federation "
    "ministry parliament senate congress assembly observatory network institution conference "
    "brigade brigades front movement airlines airways championships open bridge tower hall"
)
# After whom towns were called that are called otherwise now.
EPONYMS = _words(
    "stalin lenin marx engels trotsky molotov voroshilov kalinin kirov brezhnev andropov chernenko "
    "gagarin hitler mussolini franco tito hoxha mao nasser saddam hussein assad gaddafi qaddafi "
    "mobutu leopold victoria"
)
STREETS = _words(
    "street st road rd avenue ave drive lane ln boulevard blvd way court highway hwy route "
    "interstate pike parkway circle terrace square"
)
ARABIC_PLACE_NOUNS = _words(
    "مدينه بلده قريه محافظه ولايه اقليم منطقه ناحيه قضاء حي مخيم ريف ضاحيه مديريه بلديه مطار معبر "
    "ميناء جزيره نهر سهل وادي"
)
PLACE_NOUNS = ARABIC_PLACE_NOUNS | _words(
    "river lake creek mountain mountains island islands valley bay beach forest hills hill county "
    "parish province provinces region district districts township village villages town towns city "
    "cities state borough peninsula coast sea ocean gulf strait desert falls canyon harbor harbour "
    "port governorate oblast prefecture territory enclave suburb suburbs countryside camp camps "
    "crossing border borders frontier capital area neighborhood neighbourhood quarter republic "
    "country pocket subdistrict highway road"
)
AREA_NOUNS = _words(
    "province provinces governorate region oblast prefecture territory enclave countryside pocket "
    "state district subdistrict county area areas"
)
TOWN_NOUNS = _words("city town village capital mayor downtown township suburb municipality")
AREA_TALK = _words(
    "enclave province region zone zones offensive campaign front fronts frontline conflict "
    "fighters rebels rebel militias militants troops forces refugees displaced civilians "
    "de-escalation escalation ceasefire stronghold pocket assault advance massacre bloodbath "
    "million thousands"
)
ARABIC_LOCATIVES = _words(  # the last two are glued to the next word, and cut off
    "في الي قرب عند نحو باتجاه عبر حول داخل خارج بين وسط شرق غرب شمال جنوب "
    "شرقي غربي شمالي جنوبي ب ل"
)
LOCATIVES = ARABIC_LOCATIVES | _words(
    "in at from near to of around outside inside through across between toward towards into "
    "throughout via within beyond above off along on"
)
TAKINGS = _words(  # verbs whose object is mostly a place, in news of wars
    "reached reach reaching entered enter entering left leave leaving fled flee visited visit "
    "visiting captured capture capturing seized seize seizing took retook retake recaptured "
    "recapture besieged besiege besieging bombed bomb bombing bombarded shelled shelling stormed "
    "surrounded liberated"
)
DIRECTIONS = _words(
    "north south east west northern southern eastern western central upper lower greater "
    "northeast northwest southeast southwest northeastern northwestern southeastern southwestern "
    "downtown mid inner outer north-eastern north-western"
)
CONJUNCTIONS = _words("and or but nor while as than that which who")
CALENDAR = _words(
    "january february march april may june july august september october november december sept "
    "monday tuesday wednesday thursday friday saturday sunday"
)
DATES = CALENDAR | _words(
    "jan feb mar apr jun jul aug sep oct nov dec mon tue tues wed thu thurs fri sat sun"
)
# Words after "the Ohio" where it is no adjective.
AFTER_RIVERS = _words(
    "and or but as for with by before after while when where which that since until during between "
    "is was were has had have will would could can may might runs ran rose rises rise flows flowed "
    "flow floods flooded burst froze freezes dried dries swelled south north east west upstream "
    "downstream again today yesterday above below beyond across beside opposite"
)
AFTER_RIVERS |= LOCATIVES | CALENDAR
# Nouns that begin Arabic names of places, and are none themselves: "gate", "hill", "mother".
ARABIC_HEADS = _words(
    "bab tal tell tel jabal jebel deir dayr kafr kafar khan umm um abu bir wadi ras beit bayt ain "
    "ayn qasr souq souk hay burj khirbet"
)
# Names that stand beside a place's with nothing between them: "Israel Hamas talks", "Georgia Tech".
NEIGHBOURS = _words(
    "hamas hezbollah hizbollah hizbullah houthi houthis taliban fatah isis daesh nato pkk ypg tech"
)
CONNECTORS = _words("of the de al el del la and du des di da von van der den y on upon le for")


def _read(name: str) -> frozenset[str]:
    return frozenset((DATA / "words" / name).read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Lower-case English words."""
    return _read("english.txt")


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names of people."""
    return _read("given_names_us.txt") | _read("given_names_world.txt")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Family names frequent in the United States."""
    return _read("surnames_us.txt")


@lru_cache(maxsize=1)
def arabic() -> frozenset[str]:
    """Frequent Arabic words, folded."""
    return _read("arabic.txt")
