from pathlib import Path

from kg.check.codes import read_codes
from kg.check.reference import reference
from kg.check.rules import read_rules
from kg.ontology.loader import load_ontology, shipped_folder

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_of_rules_is_what_the_codes_and_shapes_give() -> None:
    codes = read_codes(read_rules(load_ontology([shipped_folder()]).shapes))

    assert PAGE.read_text(encoding="utf-8") == reference(codes.values()), "run: python -m kg.check.reference > docs/rules.md"
