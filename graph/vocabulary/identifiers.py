"""Identifiers and printed words in one spelling, so that the same is found to be the same. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from graph.vocabulary.content import Content

_PREFIX: Final = r"10\.[0-9]{4,9}(?:\.[0-9]+)*"
_DOI: Final = re.compile(rf"{_PREFIX}/\S+?(?=[,;|](?:https?:\S*?|doi:?)?{_PREFIX}/|\s|$)")
_APART: Final = re.compile(r"10\. ?([0-9]{4,9}(?:\.[0-9]+)*) ?/ ?")
_BROKEN: Final = re.compile(r"(?<=[-._]) (?=[0-9]\S*$)| (?=[-._]\S*$)")
_AFTER_ADDRESS: Final = re.compile(r"[?#].*$")
_OF_PAGE: Final = re.compile(
    r"(?:/(?:e?pdf|abs(?:tract)?|full(?:[-_.]?text)?|meta|references|figures|tables)(?=[/.]|$)"
    r"|\.(?:full|e?pdf|html?)(?=[/.]|$)|(?<=[0-9]{6})v[0-9]+(?=[/.]|$))+/?$"
)
_LABELLED_PMID: Final = re.compile(
    r"(?:pmid|pubmed(?:\.ncbi\.nlm\.nih|\.gov|id)?(?:\.gov)?|europepmc\.org/[a-z]+/med|medline)"
    r"(?:/\?term=|[^0-9a-z]*)0*([1-9][0-9]{0,8})(?![0-9])"
)
_ANOTHER_PMID: Final = re.compile(r"[,;/&+|]+[0-9]{5}")
_BARE_PMID: Final = re.compile(r"[(\[]?(?:id[:#]?)?0*([1-9][0-9]{0,8})(?:[(\[][^0-9].*)?[)\]/.,;]*")
_OPENED_BY: Final = {")": "(", "]": "[", "}": "{", ">": "<"}
_AROUND: Final = ".,;:/\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"
_HYPHENS: Final = re.compile("[\u2010-\u2015\u2212]")
_EDITION_NAMED: Final = re.compile(
    r"(?:(?<=[0-9])|[,(])(?:ED(?=[.0-9])|EDITION|[0-9](?:ST|ND|RD|TH)ED)"
    r".*$|,?(?:FIRST|SECOND|THIRD|FOURTH|FIFTH)ED.*$"
)
_OF_ALL: Final = re.compile(r"[A-ZÖ/-]*?(ISO/IEC|IEC/ISO|ISO|IEC|CISPR)[/-]?(TI?R|TS|PAS)?-?(([0-9]+).*)")
_FROM_60000: Final = 60_000
_BODY: Final = re.compile(r"^([A-Z/]+)-(?=[0-9])")
_PLAINLY: Final = (
    (re.compile(r"^I\.S\.|_"), "-"),  # the Irish adoption
    (re.compile(r"^-+"), ""),
    (re.compile(r"ISO-IEC"), "ISO/IEC"),
    (re.compile(r"(?<=[A-Z])(?:STANDARD|NO\.?|NR\.?|#)(?=[0-9])"), ""),
    (re.compile(r"^CEI(?=[/-]?[0-9])"), "IEC"),  # its French name
    (re.compile(r"(?<=[0-9]{5})\.(?=[0-9])"), "-"),
    (re.compile(r"^(?:CAN/)?(?:CSA-?)?C22\.2-?NO\.?(?=6[0-9]{4})"), "IEC"),
)
"""What of a designation is written otherwise by some, and how here."""
_CENELEC: Final = re.compile(
    r"(?:[A-ZÖ]{2,5}-?)?EN-?([67][0-9]{4}.*)|(?:ANSI/?)?(?:AAMI/?)?ES-?(6[0-9]{4}.*)"
)
_ASIDE: Final = re.compile(r"\([^)]*\)?|/(?:AMD|COR|AC|A)[.-]?[0-9].*$")
_CLASS: Final = re.compile(
    r"(?<![a-z0-9])(?:class|classe|klasse)? ?"
    r"(?:(iii|3)|(?:ii|2) ?([ab])|[i1] ?(?:([smr])(?:teril[a-z]*|easur[a-z]*|ess[a-z]*|eus[a-z]*)?)?)"
    r"(?![a-z0-9])"
)
_GRAVER: Final = ("I", "Ir", "Im", "Is", "IIa", "IIb", "III")
_NO_CLASS: Final = re.compile(
    r"(?<![a-z])(?:rule|regel|règle|annex|anhang|annexe|article|part) ?[0-9ivx]+|[a-z]*implant[a-z]*"
)
_NO_IMPLANT: Final = re.compile(r"(?<![a-z])(?:non|not|no|nicht|kein|sans) ?(?:an? |active )?implant[a-z]*")
_BETWEEN_WORDS: Final = re.compile(r"[^a-z0-9à-ÿ]")
_BEFORE_NUMBER: Final = re.compile(
    r"^(?:(?:annexi|essentialrequirement|requirement|er|gspr|section|no|nr|\u00a7|#)[.:,-]?)+(?=\d)"
)
_BEFORE_LETTER: Final = re.compile(r"[.(]+(?=[a-z])|\)")
_EDITION: Final = re.compile(r"[:(]\s*([0-9]{4})(?![0-9-])")
_YEAR_APART: Final = re.compile(r"(?<=[0-9])(?: *[,-] *| +)((?:19|20)[0-9]{2})(?![0-9])")
_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_BEFORE_UDI: Final = re.compile(
    r"^(?:(?:BASIC)?UDI(?:DI)?[:#]?(?=[^:#])|GTIN(?:1[234]:)?:?|\](?:D2|C1|E0|Q3))+"
)
_DEVICE_PART: Final = re.compile(
    r"\(01\)([0-9]{14})(?:\(.*)?|01([0-9]{14})(?:(?:10|11|17|21).*)?|HTTPS?://.*/01/([0-9]{14})(?:[/?].*)?"
)
_SHORT_NUMBER: Final = re.compile(r"[0-9]{12,13}")
_SIGNS: Final = re.compile(r"[^0-9a-z]")
_CATALOGUES: Final = (
    (
        "eumdr.gspr",
        re.compile(
            r".*2017745.*|(?:eu)?(?:mdr)?(?:annexi)?gsprs?(?:(?:of)?(?:the)?(?:eu)?mdr)?|(?:eu)?mdr(?:annexi)?|annexi(?:of)?(?:the)?(?:eu)?mdr"
            r"|generalsafetyandperformancerequirements"
        ),
    ),
    (
        "mdd.er",
        re.compile(
            r".*9342(?:e?ec|ewg|cee).*|(?:eu)?mdd(?:annexi)?(?:ers?)?|(?:gb|uk)?ers?(?:(?:of)?(?:the)?mdd)?"
            r"|(?:gb|uk)mdr(?:2002)?(?:annexi)?(?:ers?)?|(?:mdd|gb|uk)?essentialrequirements"
        ),
    ),
)
"""The shipped catalogues, and what they are called elsewhere."""


def normal_doi(text: str) -> str:
    """Return a DOI in lower case, without resolver, prefix, query and closing signs; '' where there is none.

    DOIs do not depend on case (ISO 26324); an address may carry the slash as `%2F`, a page `<` as `&lt;`.
    """
    return next(iter(dois_in(text)), "")


def dois_in(text: str) -> list[str]:
    """Return the DOIs that a text names, each once and in its one spelling.

    A DOI ends at a blank, as in `10.1000/ab [doi]` and `doi: 10.1000/ab. Epub 2019 Mar 4`, unless the blank
    stands at its slash, or broke it in two. Out of the address of a page come neither query nor what the
    publisher adds to show it as `/full` or `.pdf`.
    """
    plain = unquote(html.unescape(_visible(text))).replace("\\", "").lower()
    joined = _APART.sub(r"10.\1/", " ".join(_HYPHENS.sub("-", plain).split()))
    whole = _BROKEN.sub("", joined)
    named = [_doi_of(match, whole[: match.start()]) for match in _DOI.finditer(whole)]
    return [doi for doi in dict.fromkeys(named) if "/" in doi]


def _doi_of(match: re.Match[str], before: str) -> str:
    """Return a DOI without what stands around it; one of before 2004 may end in a bracket of its own."""
    doi, address = match[0], before.rpartition(" ")[2]
    if "/" in address or "=" in address:
        doi = _AFTER_ADDRESS.sub("", doi)
        doi = _OF_PAGE.sub("", doi.partition("&")[0] if "?" in address else doi)
    while doi[-1] in _AROUND or doi.count(doi[-1]) > doi.count(_OPENED_BY.get(doi[-1], doi[-1])):
        doi = doi[:-1]
    return doi


def normal_pmid(text: str) -> str:
    """Return a PubMed id as its digits, also out of a citation or an address; '' for none, or for several."""
    squeezed = _HYPHENS.sub("-", "".join(_visible(text).lower().split()))
    labelled = list(_LABELLED_PMID.finditer(squeezed))
    if len({match[1] for match in labelled}) > 1:
        return ""
    match = labelled[0] if labelled else _BARE_PMID.fullmatch(squeezed)
    return match[1] if match and not _ANOTHER_PMID.match(squeezed, match.end()) else ""


def normal_udi(text: str) -> str:
    """Return a UDI in upper case, without blanks and hyphens; of GS1 the part that names the device.

    What follows it is of one lot, day or piece (GS1 General Specifications: 01 is the number of the article).
    A number of 12 or 13 digits is the same with zeros before it; what a scanner or a label puts before it is
    left out.
    """
    udi = _BEFORE_UDI.sub("", "".join(_visible(text).upper().replace("-", "").split()))
    match = _DEVICE_PART.fullmatch(udi)
    number = next(filter(None, match.groups())) if match else udi
    return number.zfill(14) if _SHORT_NUMBER.fullmatch(number) else number


def identities(key: str, content: Content) -> list[str]:
    """Return the names by which a data set is known: its key, DOI, PMID, data set and report number.

    What shares one of them is one source, under however many keys it was registered (MEDDEV 2.7/1 rev 4, 8.2:
    duplicate reports of one study are identified).
    """
    named = {
        "doi": normal_doi(str(content.get("doi", ""))),
        "pmid": normal_pmid(str(content.get("pmid", ""))),
        "data set": words_of(str(content.get("dataset_id", ""))).strip(),
        "report": words_of(str(content.get("report_no", ""))).strip(),
    }
    return [f"key {key}", *(f"{kind} {name}" for kind, name in named.items() if name)]


def normal_designation(text: str) -> str:
    """Return what a standard is called wherever it is adopted: `EN ISO 14971:2019` is `ISO14971`.

    National and regional prefixes before ISO and IEC are left out, blanks, amendment and edition as well. Of
    European numbers from 60000 to 79999 the standard is that of the IEC (CENELEC Guide 13), and so is one of
    both bodies from 60000 on; below, it is called by ISO alone.
    """
    core = "".join(_with_year(text).upper().split()).partition(":")[0].split("+")[0]
    core = _ASIDE.sub("", _EDITION_NAMED.sub("", core))
    for spelled, plain in _PLAINLY:
        core = spelled.sub(plain, core)
    world = _OF_ALL.fullmatch(core)
    if world is not None:
        body, kind, number, leading = world.groups()
        joint = "IEC" if int(leading) >= _FROM_60000 else "ISO"
        report = f"/{kind.replace('TIR', 'TR')}" if kind else ""
        return f"{joint if '/' in body else body}{report}{number}"
    european = _CENELEC.fullmatch(core)
    return f"IEC{european[1] or european[2]}" if european else _BODY.sub(r"\1", core)


def edition_of(designation: str, edition: str = "") -> str:
    """Return the year of an edition, as stated or out of the designation; '' where neither says it."""
    match = _YEAR.search(edition) or _EDITION.search(_with_year(designation))
    return match[match.lastindex or 0] if match else ""


def _with_year(designation: str) -> str:
    """Return a designation with the year of its edition behind a colon, for a comma, `-` or a blank."""
    return _YEAR_APART.sub(r":\1", _HYPHENS.sub("-", _visible(designation)))


def device_class_of(text: str) -> tuple[str, bool]:
    """Return the class of a device as I, Is, Im, Ir, IIa, IIb, III or AIMD, and whether it is an implant.

    The class is '' where none is known: `Class 2a`, `IIa` and `class IIa (implantable)` are, `II` is not. Of
    several the gravest counts: what is asked of it is not missed. One that is not implantable is no implant.
    """
    spelled = _NO_IMPLANT.sub(" ", " ".join(_BETWEEN_WORDS.sub(" ", _visible(text).casefold()).split()))
    implantable = "implant" in spelled or "aimd" in spelled
    if "aimd" in spelled or "active implant" in spelled:
        return "AIMD", True
    plain = _NO_CLASS.sub(" ", spelled)
    known = max(map(_class_in, _CLASS.finditer(plain)), key=_GRAVER.index, default="")
    return known, implantable


def _class_in(match: re.Match[str]) -> str:
    three, half, special = match.groups()
    return "III" if three else f"II{half}" if half else f"I{special or ''}"


def normal_catalogue(text: str) -> str:
    """Return what a catalogue of requirements is called, in one spelling; '' where nothing is said.

    `GSPR`, `eu mdr gspr` and `Regulation (EU) 2017/745, Annex I` are `eumdr.gspr`. Any other name is taken in
    small letters, without blanks.
    """
    named = "".join(_visible(text).casefold().split())
    plain = _SIGNS.sub("", named)
    return next((known for known, spelled in _CATALOGUES if spelled.fullmatch(plain)), named)


def normal_leaf(catalogue: str, leaf: str) -> str:
    """Return catalogue and requirement as one text in which case and blanks do not count.

    `ER 7.1` and `7.1.` are `7.1`; `23.2(a)` and `23.2.a` are `23.2a`.
    """
    number = _BEFORE_NUMBER.sub("", "".join(_visible(leaf).casefold().split()))
    return f"{normal_catalogue(catalogue)}::{_BEFORE_LETTER.sub('', number).rstrip('.')}"


def _visible(text: str) -> str:
    """Return a text in one width, without characters that nobody sees."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(character for character in wide if unicodedata.category(character) != "Cf").strip()


def words_of(text: str) -> str:
    """Return the words of a text in lower case with a space around each; empty where there is none.

    Numbers keep sign and decimals, and signs that change a meaning (<, >, %) are words. So a text that
    contains another in this spelling prints its words whole: "men" is in "men only", not in "document".
    """
    words = _WORD.findall(text.casefold())
    return f" {' '.join(words)} " if words else ""


def codes_of(texts: Iterable[str]) -> list[str]:
    """Return texts in one spelling, sorted and each once: `Medical writing` is `medical_writing`."""
    return sorted({"_".join(words_of(text).split()) for text in texts} - {""})


_WORD: Final = re.compile(
    r"(?<!\w)[-+\u2212]?\d+(?:[.,]\d+)*|\w+|[^\w\s.,;:!?()\[\]{}\"'\u2018\u2019\u201c\u201d\u2026\u2013\u2014/-]"
)
