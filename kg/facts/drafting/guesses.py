"""Guesses: which class a column's things have and which property joins two classes, from words and the ontology."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kg.model.terms import KGA
from kg.ontology.ontology import ENTITY, Ontology, Property

_CLASSES = {
    "Person": (
        "person persona people name nombre nome pessoa politician official candidate judge victim holder suspect member leader"
    ).split(),
    "Country": "country pais nation nationality nacionalidad".split(),
    "Region": "state estado region province provincia department departamento district county entidad".split(),
    "Settlement": "city ciudad cidade municipality municipio town village place lugar location ubicacion localidad".split(),
    "Organization": "organization organisation organizacion organizacao institution agency group grupo rgroup entity entidade".split(),
    "CriminalOrganization": "gang banda cartel mafia syndicate bacrim".split(),
    "ArmedGroup": "militia guerrilla paramilitary".split(),
    "Company": "company empresa firm contractor supplier proveedor vendor".split(),
    "PoliticalParty": "party partido".split(),
    "Ministry": "ministry ministerio".split(),
    "Court": "court tribunal juzgado".split(),
    "Position": "position post office cargo puesto role".split(),
    "Commodity": "commodity product producto drug droga substance".split(),
    "Offence": "offence offense crime delito charge".split(),
    "Concept": "activity actividad topic theme tema category type tipo sector".split(),
    "NewsOrganization": "newspaper outlet media medio publisher".split(),
    "Facility": "facility port puerto airport site".split(),
    "Prison": "prison carcel jail".split(),
}
_PREFERRED = ("operatesIn", "memberOf", "nationality", "locatedIn", "engagesIn", "basedIn", "alliedWith", "partOf")
_ALIKE = 4  # letters that two words share at their beginning


def words(text: str) -> list[str]:
    """The words of a name, in lower case and without accents.

    >>> words("BACRIM2020_Alliances"), words("Nombre del Político")
    (['bacrim', 'alliances'], ['nombre', 'del', 'politico'])
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = "".join(c for c in unicodedata.normalize("NFD", spaced.lower()) if not unicodedata.combining(c))
    return re.findall(r"[^\W\d_]{2,}", plain)


def class_of(name: str, ontology: Ontology) -> str | None:
    """The class that a column's name suggests; None when it suggests none."""
    found = words(name)
    folded = {cls.name.lower(): cls.name for iri, cls in ontology.classes.items() if ontology.is_a(iri, ENTITY)}
    for word in reversed(found):
        for one in (word, word.removesuffix("s"), word.removesuffix("es")):
            for cls, known in _CLASSES.items():
                if one in known and cls.lower() in folded:
                    return cls
            if one in folded:
                return folded[one]
    return None


def property_between(subject: str, object_: str, ontology: Ontology, hints: Iterable[str] = (), *, both_ways: bool = False) -> Property:
    """The property that most likely joins two classes.

    Args:
        hints: names of files and columns; a property that begins like one of their words is taken first.
        both_ways: it holds in both directions, as the rows show.
    """
    above = [ontology.superclasses(ontology.by_name[name]) for name in (subject, object_)]
    fitting = [
        one
        for iri, one in ontology.properties.items()
        if one.is_object and one.inverse_of is None and ontology.is_fact_property(iri) and one.domain in above[0] and one.range in above[1]
    ]
    said = [word for hint in hints for word in words(hint)]
    best = max(fitting, key=lambda one: max([_alike(one, word) for word in said], default=0), default=None)
    if best is not None and max([_alike(best, word) for word in said], default=0) >= _ALIKE:
        return best
    for name in () if both_ways else _PREFERRED:
        for one in fitting:
            if one.name == name:
                return one
    return ontology.properties[KGA + "linkedTo"]


def date_property(subject: str, name: str, ontology: Ontology) -> Property | None:
    """The property of a class that a column of dates names, such as ``founded``; None when it is the date of something else."""
    above = ontology.superclasses(ontology.by_name[subject])
    fitting = [
        one
        for iri, one in ontology.properties.items()
        if (one.range or "").endswith("edtf") and one.domain in above and ontology.is_fact_property(iri)
    ]
    return next((one for one in fitting if any(_alike(one, word) >= _ALIKE for word in words(name))), None)


def _alike(one: Property, word: str) -> int:
    """How many letters a word and one of the property's own words share at their beginning."""
    return max(_shared(other, word) for other in [*words(one.name), *words(one.label), one.name.lower()])


def _shared(one: str, other: str) -> int:
    return next((number for number, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
