from pathlib import Path

from tests.cli.conftest import Command, on_terminal


def test_an_entity_is_explained_with_source_quote_date_and_place(built: Path, kg: Command) -> None:
    ran = kg("explain", "ana-vega", "--case", built)
    assert ran.code == 0
    assert ran.out == (
        "Ana Vega  (ana-vega)\n"
        "  class: person (no source is given for it)\n"
        "\n"
        "leads\n"
        "  Port Union  (port-union)\n"
        "    - Port report, Daily Paper, Thursday 2 May 2024\n"
        '      "runs the union", page 2\n'
        "      from 2021 on\n"
        "      https://paper.example/1\n"
        "      facts/report.yaml:5:12\n"
    )
    assert ran.err == "1 statement from 1 source.\n"


def test_rivals_stand_beside_each_other(built: Path, kg: Command) -> None:
    out = kg("explain", "Observation/cargo/san-pedro/2023", "--case", built).out
    assert "  10 tonnes  [contested]\n" in out
    assert "      against it: 12 tonnes (Another view, Saturday 1 June 2024)\n" in out
    assert "  12 tonnes  [contested]\n" in out


def test_an_entity_nobody_speaks_of_is_told_so(built: Path, kg: Command) -> None:
    ran = kg("explain", "evening-post", "--case", built)
    assert "published by it\n  Another view, Saturday 1 June 2024  (source/post-1)\n" in ran.out
    assert ran.err == "0 statements; no source speaks of it.\n"


def test_a_source_is_explained_by_what_it_says_without_naming_itself_again(built: Path, kg: Command) -> None:
    ran = kg("explain", "source/post-1", "--case", built)
    assert ran.out.startswith("Another view  (source/post-1)\n  class: source\n  publisher: Evening Post (evening-post)\n")
    assert ran.out.endswith(
        "  value 12 tonnes  [contested]\n"
        "    - [disputed]\n"
        "      against it: 10 tonnes (Port report, Thursday 2 May 2024)\n"
        "      facts/second.yaml:4:60\n"
    )
    assert ran.err == "4 statements about 1 thing.\n"


def test_a_long_list_is_cut_unless_all_of_it_is_asked_for(case: Path, kg: Command) -> None:
    sources = "".join(f"  - {{id: s{n:02}, title: Report {n:02}, publisher: evening-post, date: 2024-06-01}}\n" for n in range(22))
    (case / "facts" / "more.yaml").write_text(f"kg: 1\nsources:\n{sources}", encoding="utf-8")
    assert kg("build", "--case", case).code == 0
    short, whole = kg("explain", "evening-post", "--case", case).out, kg("explain", "evening-post", "--all", "--case", case).out
    assert short.endswith("  and 3 more; --all shows them\n")
    assert "Report 21, Saturday 1 June 2024" in whole
    assert "more;" not in whole


def test_an_unknown_slug_is_an_error_with_near_ones(built: Path, kg: Command) -> None:
    assert kg("explain", "ana-vegga", "--case", built) == (
        1,
        "",
        "error: nothing in the graph is called 'ana-vegga'. Did you mean 'ana-vega'?\n",
    )


def test_headings_are_bold_on_a_terminal_unless_colour_is_off(built: Path) -> None:
    assert "\x1b[1mleads\x1b[0m" in on_terminal("explain", "ana-vega", "--case", str(built), env={"NO_COLOR": ""})
    assert "\x1b" not in on_terminal("explain", "ana-vega", "--case", str(built), env={"NO_COLOR": "1"})


def test_an_old_slug_is_followed(case: Path, kg: Command) -> None:
    assert kg("rename", "ana-vega", "ana-maria-vega", "--case", case).code == 0
    assert kg("build", "--case", case).code == 0
    assert kg("explain", "ana-vega", "--case", case).out.startswith("ana-vega is now called ana-maria-vega\nAna Vega  (ana-maria-vega)\n")


def test_classes_are_listed_with_their_counts(built: Path, kg: Command) -> None:
    ran = kg("list", "--case", built)
    assert "Organization\t3\torganization" in ran.out.splitlines()
    assert "NewsOrganization\t2\tnews organization" in ran.out.splitlines()
    assert ran.err.endswith(" classes. Next: kg list CLASS\n")


def test_the_entities_of_a_class_are_listed_with_their_names(built: Path, kg: Command) -> None:
    assert kg("list", "Organization", "--case", built) == (
        0,
        "daily-paper\tDaily Paper\tNewsOrganization\nevening-post\tEvening Post\tNewsOrganization\nport-union\tPort Union\tOrganization\n",
        "3 entities. Next: kg explain SLUG\n",
    )


def test_a_class_without_entities_says_so(built: Path, kg: Command) -> None:
    assert kg("list", "Cartel", "--case", built) == (0, "", "no entities. 'kg list' shows the classes in use.\n")


def test_an_unknown_class_is_a_usage_error(built: Path, kg: Command) -> None:
    ran = kg("list", "Organisation", "--case", built)
    assert ran.code == 2
    assert ran.err.startswith("error: the ontology has no class 'Organisation'. Did you mean 'Organization'")


def test_a_terminal_shows_classes_as_a_tree(built: Path) -> None:
    text = on_terminal("list", "--case", str(built), env={"NO_COLOR": "1"})
    assert "   Organization" in text
    assert "     NewsOrganization" in text
