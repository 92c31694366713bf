"""Rivers stand where they end, in the country where they end, and their courses lead there."""

from __future__ import annotations

import geopandas
import pytest
from shapely import LineString

from geodata import shapes
from geodata.model import Form
from geodata.overlay import Entry, Rule, geometry, load_overlay
from geodata.version import DATA

NEAR_DEGREES = 0.25  # about the width of an estuary
# The country in which each river ends, or one of the two whose border it ends on.
ENDS = {
    "AF": "panjshir-river",
    "AR": "parana paraguay-river uruguay-river",
    "AT": "inn-river",
    "AU": "brisbane-river darling-river hunter-river murray murrumbidgee-river swan-river"
    " yarra-river",
    "AZ": "araks kura-river",
    "BD": "brahmaputra ganges meghna-river padma-river teesta-river",
    "BR": "amazon madeira-river rio-negro sao-francisco-river tocantins-river xingu-river",
    "BW": "okavango-river",
    "CA": "athabasca-river churchill-river fraser-river grand-river mackenzie-river nelson-river"
    " niagara-river ottawa-river peace-river red-river-of-the-north saguenay-river"
    " saint-john-river saskatchewan-river st-lawrence",
    "CD": "congo-river kasai-river ubangi-river",
    "CN": "pearl-river songhua-river tarim-river wei-river yalu-river yangtze yellow-river",
    "CO": "magdalena-river",
    "CZ": "vltava",
    "DE": "elbe main-river moselle neckar neisse spree weser",
    "EG": "nile",
    "ES": "ebro guadalquivir",
    "ET": "awash-river",
    "FR": "garonne loire marne rhone seine somme",
    "GB": "river-avon river-cam river-clyde river-forth river-foyle river-humber river-lagan"
    " river-lune river-mersey river-ouse river-tay river-tees river-trent river-tweed river-tyne"
    " river-wear river-wye severn thames",
    "GH": "volta-river",
    "GM": "gambia-river",
    "GR": "evros vardar",
    "GY": "essequibo-river",
    "HR": "drava neretva",
    "IE": "river-lee river-liffey river-shannon",
    "IN": "cauvery-river godavari kosi-river krishna-river mahanadi narmada yamuna",
    "IQ": "diyala-river euphrates great-zab little-zab tigris",
    "IR": "helmand-river karun-river",
    "IT": "adige arno po-river tiber",
    "JO": "jordan-river yarmouk-river",
    "JP": "sumida-river",
    "KE": "omo-river",
    "KR": "han-river",
    "KZ": "ili-river syr-darya ural-river",
    "LB": "litani",
    "MM": "irrawaddy salween-river",
    "MX": "colorado-river rio-grande usumacinta-river",
    "MZ": "limpopo shire-river zambezi",
    "NA": "orange-river",
    "NG": "benue-river niger-river",
    "NI": "san-juan-river-nicaragua",
    "NL": "meuse rhine scheldt",
    "NZ": "waikato-river",
    "PK": "chenab indus jhelum-river kabul-river ravi-river sutlej",
    "PL": "oder vistula",
    "PT": "douro guadiana tagus",
    "RO": "danube prut",
    "RS": "drina morava sava tisza",
    "RU": "amur angara-river don irtysh kama-river lena moskva-river neva ob oka-river"
    " siverskyi-donets terek-river tumen-river volga yenisei",
    "SD": "atbara-river blue-nile white-nile",
    "SN": "senegal-river",
    "SO": "jubba-river shebelle-river",
    "SY": "balikh-river khabur",
    "TH": "chao-phraya",
    "TR": "ceyhan-river kizilirmak orontes sakarya-river",
    "TZ": "rufiji-river",
    "UA": "dniester dnipro southern-bug",
    "UZ": "amu-darya",
    "VE": "orinoco",
    "VN": "mekong red-river-vietnam",
    "ZA": "tugela-river vaal-river",
}
# Those of landmarks.csv that lie in one country say so themselves.
IN_THE_UNITED_STATES = (
    *("arkansas-river", "columbia-river", "connecticut-river", "delaware-river", "hudson-river"),
    *("milk-river", "mississippi-river", "missouri-river", "ohio-river", "potomac", "red-river"),
    *("tennessee-river", "yukon-river"),
)
WORDS_OF_ENDS = ("mouth", "confluence", "end", "divides")


def slug(entry: Entry) -> str:
    return entry.place.id.removeprefix("overlay:")


def spot(entry: Entry) -> tuple[float, float]:
    assert entry.place.lat is not None
    assert entry.place.lon is not None
    return entry.place.lat, entry.place.lon


@pytest.fixture(scope="module")
def rivers() -> dict[str, Entry]:
    entries = load_overlay().entries
    return {slug(entry): entry for entry in entries if entry.place.kind == "river"}


def test_each_river_ends_in_its_country(rivers: dict[str, Entry]) -> None:
    countries = geopandas.read_parquet(DATA / "countries.parquet")
    outlines = countries[countries.kind == "country"].set_index("country").geometry
    ends = {river: country for country, named in ENDS.items() for river in named.split()}
    ends |= {river: "US" for river, entry in rivers.items() if entry.place.country == "US"}
    ends |= dict.fromkeys(IN_THE_UNITED_STATES, "US")
    assert sorted(ends) == sorted(rivers)
    for river, country in ends.items():
        away = outlines[country].distance(shapes.point(*spot(rivers[river])))
        assert away < NEAR_DEGREES, river


@pytest.mark.parametrize(
    ("river", "lat", "lon"),
    [
        ("euphrates", 31.004, 47.441),  # al-Qurnah
        ("tigris", 31.004, 47.441),
        ("khabur", 35.155, 40.426),  # Busayrah
        ("orontes", 36.05, 35.97),  # below Samandağ
        ("hudson-river", 40.703, -74.017),  # the Battery, New York
        ("blue-nile", 15.617, 32.503),  # al-Mogran, Khartoum
        ("white-nile", 15.617, 32.503),
        ("ohio-river", 36.99, -89.14),  # Cairo, Illinois
    ],
)
def test_a_river_stands_where_a_map_shows_its_end(
    rivers: dict[str, Entry], river: str, lat: float, lon: float
) -> None:
    assert shapes.distance_km(lat, lon, *spot(rivers[river])) < 5


def test_the_course_of_a_river_leads_to_where_it_stands(rivers: dict[str, Entry]) -> None:
    courses = {river: geometry(entry, {}) for river, entry in rivers.items()}
    drawn = {river: line for river, line in courses.items() if isinstance(line, LineString)}
    assert len(drawn) == sum(entry.rule is Rule.LINE for entry in rivers.values()) > 0
    for river, line in drawn.items():
        lat, lon = spot(rivers[river])
        assert line.distance(shapes.point(lat, lon)) < NEAR_DEGREES, river
        below_a_delta = river in {"nile", "niger-river"}
        assert (line.coords[-1] == (lon, lat)) != below_a_delta, river


def test_no_river_reaches_farther_than_it_says(rivers: dict[str, Entry]) -> None:
    for river, entry in rivers.items():
        for vertex in entry.vertices:
            away = shapes.distance_km(*spot(entry), vertex.lat, vertex.lon)
            assert away <= entry.place.precision_km, river


def test_each_river_says_what_its_point_is(rivers: dict[str, Entry]) -> None:
    for river, entry in rivers.items():
        assert entry.place.form is Form.LABEL or entry.place.precision_km <= 15, river
        assert any(word in entry.place.precision for word in WORDS_OF_ENDS), river
