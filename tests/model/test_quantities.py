"""Quantities: numbers with units and exactness, read without loss; and which of them agree."""

from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.quantities import Quantity, QuantityError, agree, canonical_decimal, parse_quantity
from kg.model.quantity_hints import FORMS


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("12", Quantity("12")),
        ("60.3 %", Quantity("60.3", "%", places=1)),
        ("60.3%", Quantity("60.3", "%", places=1)),
        ("60.50", Quantity("60.5", places=2)),
        ("6.85 per 100000 people", Quantity("6.85", "per 100000 people", places=2)),
        ("at least 12", Quantity("12", None, "AtLeast", minimum="12")),
        ("At most 40 people", Quantity("40", "people", "AtMost", maximum="40")),
        ("about 14.1 million USD", Quantity("14100000", "USD", "Approximate", places=-5)),
        ("14 Million", Quantity("14000000", places=-6)),
        ("2.5 trillion EUR", Quantity("2500000000000", "EUR", places=-11)),
        ("5000..7000", Quantity("5000", None, "Range", "5000", "7000")),
        ("5000 .. 7000 people", Quantity("5000", "people", "Range", "5000", "7000")),
        ("5..7%", Quantity("5", "%", "Range", "5", "7")),
        ("5..7.5 million USD", Quantity("5000000", "USD", "Range", "5000000", "7500000", places=-6)),
        ("500 thousand..2 million", Quantity("500000", None, "Range", "500000", "2000000", places=-6)),
        ("-5..5 °C", Quantity("-5", "°C", "Range", "-5", "5")),
        ("+5", Quantity("5")),
        ("005.0", Quantity("5", places=1)),
        ("-0", Quantity("0")),
        ("12 €", Quantity("12", "€")),
        ("300 K", Quantity("300", "K")),
        ("5 ñandúes", Quantity("5", "ñandúes")),
        ("3 USD (2015)", Quantity("3", "USD (2015)")),
    ],
)
def test_a_quantity_is_a_value_a_unit_and_how_exact_it_is(text: str, quantity: Quantity) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize(
    ("text", "places"), [("about 5000", -3), ("about 5040", -1), ("about 12", 0), ("about 0", 0), ("about 12.0", 1), ("5000", 0)]
)
def test_zeros_at_the_end_of_an_approximate_number_are_not_counted_as_precise(text: str, places: int) -> None:
    assert parse_quantity(text).places == places


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("5,399,562", "5399562"),
        ("5 399 562", "5399562"),
        ("5.399.562", "5399562"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("5,3", "5.3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e6", "1000000"),
        ("1.5E3 USD", "1500 USD"),
        ("\u22125", "-5"),
        (">= 12", "at least 12"),
        ("\u226512", "at least 12"),
        ("more than 12 people", "at least 12 people"),
        ("12+", "at least 12"),
        ("12 or more", "at least 12"),
        ("5..", "at least 5"),
        ("<=40", "at most 40"),
        ("up to 40", "at most 40"),
        ("~12", "about 12"),
        ("circa 14 million", "about 14 million"),
        ("at least about 12", "at least 12"),
        ("5000-7000", "5000..7000"),
        ("5000\u20137000 people", "5000..7000 people"),
        ("12 to 15 people", "12..15 people"),
        ("between 5 and 7 million USD", "5..7 million USD"),
        ("$14.1M", "14.1 million USD"),
        ("\u20ac5bn", "5 billion EUR"),
        ("14.1 bn USD", "14.1 billion USD"),
        ("14k", "14 thousand"),
        ("14 millions", "14 million"),
        ("12 percent", "12 %"),
        ("12kg", "12 kg"),
        ("about 5 to 7", "5..7"),
    ],
)
def test_an_everyday_quantity_is_answered_with_how_to_write_it(text: str, instead: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)
    assert (caught.value.message, caught.value.remedy) == (f"'{text}' is not a quantity.", f"Write {instead}.")
    parse_quantity(instead)


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("7000..5000 USD", "'7000..5000 USD' does not go from less to more.", "Write 5000..7000 USD."),
        ("5..5", "'5..5' does not go from less to more.", "Write 5."),
        ("about 5..7", "'about 5..7' has 'about' before a range.", "Write 5..7."),
        ("5,399", "'5,399' is not a quantity.", "Write 5399, or a point if the comma begins the decimals."),
        ("12 (estimated)", "'12 (estimated)' is not a quantity.", "Write 12, and the remark as a note."),
        ("", "'' is not a quantity.", "Leave the quantity out when it is not known."),
        ("n/a", "'n/a' is not a quantity.", "Leave the quantity out when it is not known."),
        ("dozens", "'dozens' is not a quantity.", FORMS),
        ("2 dozen", "'2 dozen' is not a quantity.", FORMS),
        ("14 thousand million", "'14 thousand million' is not a quantity.", FORMS),
        ("1.2.3", "'1.2.3' is not a quantity.", FORMS),
        ("NaN people", "'NaN people' is not a quantity.", FORMS),
        ("\uff11\uff12", "'\uff11\uff12' is not a quantity.", FORMS),
        ("x" * 100, f"'{'x' * 60}...' is not a quantity.", FORMS),
        (
            "0.1234567890123456789",
            "'0.1234567890123456789' has too many digits.",
            "Write at most 18 digits after the point and 20 before it.",
        ),
        (
            "170141183460469231732",
            "'170141183460469231732' has too many digits.",
            "Write at most 18 digits after the point and 20 before it.",
        ),
        ("9" * 5000, f"'{'9' * 60}...' has too many digits.", "Write at most 18 digits after the point and 20 before it."),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(text: str, message: str, remedy: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)
    assert str(caught.value) == f"{message} {remedy}"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("6.9", "6.85", True),
        ("6.8", "6.85", False),
        ("6.84", "6.8", True),
        ("-6.85", "-6.9", True),
        ("60.3", "60.50", False),
        ("60.5", "60.50", True),
        ("46.18", "44.5", False),
        ("60.3 %", "60.3", False),
        ("60.3 %", "60.3%", True),
        ("14.1 million", "14123456", True),
        ("14.1 million", "14.2 million", False),
        ("about 5000", "4980", True),
        ("about 5000", "4300", False),
        ("5000", "4980", False),
        ("at least 12", "20", True),
        ("at least 12", "11", False),
        ("at least 12", "11.6", True),
        ("at least 12", "at least 20", True),
        ("at least 12", "at most 12", True),
        ("at least 12", "at most 11", False),
        ("5..7", "7", True),
        ("5..7", "8", False),
        ("5..7", "7..9", True),
        ("5..7", "8..9", False),
        ("5..7", "at most 4", False),
    ],
)
def test_two_quantities_agree_when_they_meet_at_the_coarser_precision(one: str, other: str, expected: bool) -> None:
    assert agree(parse_quantity(one), parse_quantity(other)) is expected
    assert agree(parse_quantity(other), parse_quantity(one)) is expected


NUMBERS = st.decimals(min_value=-(10**15), max_value=10**15, places=3).map(lambda number: f"{number:f}")


@given(NUMBERS)
def test_a_number_agrees_with_itself_and_with_every_rounding_of_itself(text: str) -> None:
    exact = parse_quantity(text)
    assert agree(exact, exact)
    for places in (2, 1, 0):
        rounded = Decimal(text).quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
        assert agree(exact, parse_quantity(f"{rounded:f}"))


@given(NUMBERS, st.sampled_from(["thousand", "million", "billion"]))
def test_a_scale_word_multiplies_exactly(text: str, scale: str) -> None:
    factor = {"thousand": 10**3, "million": 10**6, "billion": 10**9}[scale]
    try:
        value = Decimal(parse_quantity(f"{text} {scale} USD").value)
    except QuantityError as error:
        assert "too many digits" in error.message
        assert abs(Decimal(text) * factor) > 10**20
        return
    assert value == Decimal(text) * factor


XSD_DECIMALS = st.from_regex(r"[+-]?([0-9]{1,18}(\.[0-9]{0,18})?|\.[0-9]{1,18})", fullmatch=True, alphabet=st.characters(codec="ascii"))


@given(XSD_DECIMALS)
def test_a_decimal_is_written_as_oxigraph_writes_it(text: str) -> None:
    store = pyoxigraph.Store()
    iri = pyoxigraph.NamedNode("https://kg.example.org/x")
    decimal = pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    store.add(pyoxigraph.Quad(iri, iri, pyoxigraph.Literal(text, datatype=decimal)))
    stored = next(iter(store)).object
    assert isinstance(stored, pyoxigraph.Literal)
    assert canonical_decimal(text) == stored.value
    assert canonical_decimal(stored.value) == stored.value


@pytest.mark.parametrize("text", ["", " 5", "5 ", "1e5", "NaN", ".", "+", "1_000", "5\n", "\u0665"])
def test_what_is_no_decimal_has_no_canonical_form(text: str) -> None:
    with pytest.raises(QuantityError) as caught:
        canonical_decimal(text)
    assert caught.value.message == f"'{text}' is not a decimal number."


@given(st.text(alphabet="0123456789.,+-% <>~$eEkM()tolandbu", max_size=20))
def test_any_text_is_either_a_quantity_or_refused_with_a_remedy(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except QuantityError as error:
        assert error.message and error.remedy
    else:
        assert canonical_decimal(quantity.value) == quantity.value
