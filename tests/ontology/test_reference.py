"""The reference page says what the ontology says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model.terms import KGA
from kg.ontology import Ontology, load_ontology, shipped_folder
from kg.ontology.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "ontology.md"


@pytest.fixture(scope="module")
def page(shipped: Ontology) -> str:
    return reference(shipped)


def rows(page: str) -> dict[str, str]:
    """First cell to line, of all tables but that of the fixed words."""
    return {found[1]: found[0] for found in re.finditer(r"^\|[· ]+`([^`]+)` \|.*$", page, re.MULTILINE)}


def test_the_committed_page_is_not_stale(page: str) -> None:
    assert PAGE.read_text(encoding="utf-8") == page, "run: python -m kg.ontology.reference > docs/ontology.md"


def test_every_class_property_word_and_rule_is_in_the_page_once(shipped: Ontology, page: str) -> None:
    first_cells = re.findall(r"^\|[· ]+`([^`]+)` \|", page.partition("## Fixed words")[0] + page.partition("## Evidence")[2], re.MULTILINE)
    names = [cls.name for cls in shipped.classes.values() if not shipped.is_a(cls.iri, KGA + "Word")]
    names += [prop.name for prop in shipped.properties.values()]
    assert sorted(name for name in first_cells if name in names) == sorted(names)
    words = page.partition("## Fixed words")[2].partition("## Evidence")[0]
    assert [one.word for one in shipped.individuals.values() if f"`{one.word}`" not in words] == ["withheld"]
    assert {"claim-source", "two-holders"} <= set(first_cells)


def test_a_line_tells_comment_ends_and_traits(page: str) -> None:
    assert rows(page)["memberOf"] == (
        "| `memberOf` | The actor belongs to the organization. | `Actor` | `Organization` |"
        " the other way: `hasMember`; line reads “member of” | is also org:memberOf; FollowTheMoney Membership; Wikidata P463 |"
    )
    assert (
        "known by `indicator`, `of`, `date`, `counted` if given, `method` if given; its key takes the `indicator`"
        in rows(page)["Observation"]
    )


def test_a_class_of_a_case_stands_under_its_superclass(with_own: Callable[..., Ontology]) -> None:
    lines = reference(with_own('own:Ghost a owl:Class ; rdfs:subClassOf kga:Gang ; rdfs:comment "A | bar."@en .')).splitlines()
    gang = next(i for i, line in enumerate(lines) if "`Gang`" in line)
    assert lines[gang + 1].startswith("| · · · · · `own:Ghost` | A \\| bar. | diamond, #d55e00 (Criminal group) |")


def test_the_example_of_the_page_is_an_ontology(page: str, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(page.partition("```turtle\n")[2].partition("```")[0], encoding="utf-8")
    ontology = load_ontology([shipped_folder(), tmp_path])
    blocks = ontology.properties[ontology.property_by_name["own:blocks"]]
    assert (blocks.draws_edge, blocks.reads) == (True, "blocks")
    assert ontology.classes[ontology.by_name["own:Blockade"]].color == "#aa3377"
