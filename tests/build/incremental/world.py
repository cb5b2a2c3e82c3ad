"""A made-up case that is edited at random: every kind of fact that depends on another, and every kind of edit."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

PLACES = ("chile", "coast", "town", "port", "quay")
PEOPLE = ("ana", "luis", "rosa", "iris")
GROUPS = ("union", "party", "league", "police")
MEDIA = ("daily-paper", "evening-wire", "radio-one")
NODES = ("talks", "vote", "march", "pact", "trial")
INDICATORS = ("homicides", "turnout")
CLASSES = {
    **dict.fromkeys(("chile",), ("Country",)),
    **dict.fromkeys(("coast", "town"), ("Region", "Settlement")),
    **dict.fromkeys(("port", "quay"), ("Facility",)),
    **dict.fromkeys(PEOPLE, ("Person",)),
    "union": ("Organization", "Company"),
    "party": ("PoliticalParty",),
    "league": ("PoliticalParty", "Organization"),
    "police": ("SecurityForce", "NewsOrganization"),
    **dict.fromkeys(MEDIA, ("NewsOrganization", "Organization")),
    "mayor": ("Position", "SharedPosition"),
    "judge": ("Position",),
    "smuggling": ("Concept",),
    **dict.fromkeys(INDICATORS, ("Indicator",)),
}
_DATES = ("2019", "2020-05", "2020-05-04", "2021/2023", "2022/..", "2023~", "current")
_MAPPING = """\
kg: 1
table: {{file: list.csv}}
source: {{id: list, title: A list, publisher: daily-paper, date: 2024-12-31}}
date: "{{when}}"
facts:
  - {{fact: "{{who}} {word} {{group}}", if: "{{kind}} = joins"}}
  - {{fact: "{{who}} owns {{place}}", if: "{{kind}} = owns"}}
"""


@dataclass
class World:
    """The case's files, as lists of items that edits change; :meth:`files` writes them out.

    Args:
        entities: file -> slug -> its declaration without the slug.
        sources: file -> the keys of its source.
        facts: file -> facts, each a line or more.
        rows: of the table.
        former: slug -> the slug it had in the facts.
    """

    random: Random
    entities: dict[str, dict[str, str]] = field(default_factory=dict)
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    facts: dict[str, list[str]] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)
    word: str = "memberOf"
    blank: dict[str, int] = field(default_factory=dict)
    ontology: int = 0

    def __post_init__(self) -> None:
        self.entities = {"one.yaml": {}, "two.yaml": {}}
        for slug in CLASSES:
            self.entities[self.random.choice(list(self.entities))][slug] = self._declared(slug)
        self.sources["nodes.yaml"] = {"id": "s-nodes", **self._header()}
        self.facts["nodes.yaml"] = [self._node(node) for node in NODES]
        for name in ("a", "b", "c"):
            self._add_file(name)
        self.rows = [self._row() for _ in range(6)]

    def files(self) -> dict[str, str]:
        """The fact files, by name."""
        written = {}
        for name, declared in self.entities.items():
            lines = ["kg: 1", *["# a line"] * self.blank.get(name, 0)]
            lines += ["entities:", *(f"  {slug}: {what}" for slug, what in declared.items())] if declared else []
            written[name] = "\n".join(lines) + "\n"
        for name, source in self.sources.items():
            head = ", ".join(f"{key}: {value}" for key, value in source.items())
            lines = ["kg: 1", f"source: {{{head}}}", *["# a line"] * self.blank.get(name, 0)]
            lines += ["facts:", *self.facts[name]] if self.facts[name] else []
            written[name] = "\n".join(lines) + "\n"
        written["list.csv"] = "who,kind,group,place,when\n" + "".join(f"{row}\n" for row in self.rows)
        written["list.map.yaml"] = _MAPPING.format(word=self.word)
        return written

    def turtle(self) -> str:
        """The case's own ontology; empty where it has none."""
        return f"@prefix kga: <https://w3id.org/kga#> .\n# version {self.ontology}\n" if self.ontology else ""

    def edit(self) -> str:
        """Change something; returns what."""
        edits = {
            self.add_fact: 8,
            self.delete_fact: 6,
            self.change_fact: 6,
            self.move_fact: 4,
            self.swap_facts: 2,
            self.shift: 3,
            self.change_entity: 5,
            self.move_entity: 2,
            self.drop_entity: 1,
            self.add_again: 1,
            self.change_source: 3,
            self.add_file: 1,
            self.delete_file: 1,
            self.rename_file: 1,
            self.rename_slug: 1,
            self.change_row: 4,
            self.add_row: 2,
            self.delete_row: 2,
            self.change_mapping: 1,
            self.change_ontology: 0.3,
        }
        chosen = self.random.choices(list(edits), list(edits.values()))[0]
        chosen()
        return chosen.__name__

    # edits

    def add_fact(self) -> None:
        """One fact more, anywhere in a file."""
        self._insert(self._file())

    def delete_fact(self) -> None:
        """One fact less."""
        name, place = self._place()
        if name:
            del self.facts[name][place]

    def change_fact(self) -> None:
        """Another fact in the place of one."""
        name, place = self._place()
        if name:
            del self.facts[name][place]
            self._insert(name, place)

    def move_fact(self) -> None:
        """A fact from one file to another."""
        name, place = self._place()
        if name:
            self._insert(self._file(), fact=self.facts[name].pop(place))

    def swap_facts(self) -> None:
        """The facts of a file in another order."""
        self.random.shuffle(self.facts[self._file()])

    def shift(self) -> None:
        """Lines that say nothing."""
        name = self.random.choice([*self.entities, *self.sources])
        self.blank[name] = self.random.randint(0, 3)

    def change_entity(self) -> None:
        """Another name, class or unit."""
        name = self.random.choice(list(self.entities))
        if self.entities[name]:
            slug = self.random.choice(list(self.entities[name]))
            self.entities[name][slug] = self._declared(slug)

    def move_entity(self) -> None:
        """A declaration from one file to another."""
        here, there = self.random.sample(list(self.entities), 2)
        if self.entities[here]:
            slug = self.random.choice(list(self.entities[here]))
            self.entities[there][slug] = self.entities[here].pop(slug)

    def drop_entity(self) -> None:
        """A declaration less, which facts may still need."""
        name = self.random.choice(list(self.entities))
        if self.entities[name] and self.random.random() < 0.5:
            del self.entities[name][self.random.choice(list(self.entities[name]))]

    def add_again(self) -> None:
        """What was dropped, or a second declaration."""
        slug = self.random.choice([slug for slug in CLASSES if not any(slug in own for own in self.entities.values())] or list(CLASSES))
        self.entities[self.random.choice(list(self.entities))][slug] = self._declared(slug)

    def change_source(self) -> None:
        """Another date, publisher, chain or title."""
        name = self._file()
        self.sources[name] = {"id": self.sources[name]["id"], **self._header()}

    def add_file(self) -> None:
        """A file with a source of its own."""
        self._add_file(f"more-{self.random.randint(0, 5)}")

    def delete_file(self) -> None:
        """A file less."""
        if len(self.sources) > 2:
            name = self._file()
            del self.sources[name], self.facts[name]

    def rename_file(self) -> None:
        """A file of another name: others now come first."""
        name = self._file()
        new = f"{self.random.choice('abz')}-{name}"[-12:]
        if new not in self.sources:
            self.sources[new], self.facts[new] = self.sources.pop(name), self.facts.pop(name)

    def rename_slug(self) -> None:
        """A slug that is another one now, with the old one told or not."""
        for declared in self.entities.values():
            if "league" in declared and "coast-league" not in declared:
                declared["coast-league"] = declared.pop("league").replace("}", ", was: [league]}")
                return
            if "coast-league" in declared:
                declared["league"] = declared.pop("coast-league").replace(", was: [league]", "")
                return

    def change_row(self) -> None:
        """Another row in the table."""
        if self.rows:
            self.rows[self.random.randrange(len(self.rows))] = self._row()

    def add_row(self) -> None:
        """A row more, anywhere."""
        self.rows.insert(self.random.randint(0, len(self.rows)), self._row())

    def delete_row(self) -> None:
        """A row less."""
        if len(self.rows) > 1:
            del self.rows[self.random.randrange(len(self.rows))]

    def change_mapping(self) -> None:
        """A mapping that says something else."""
        self.word = "leads" if self.word == "memberOf" else "memberOf"

    def change_ontology(self) -> None:
        """Another ontology."""
        self.ontology += 1

    # what there is

    def _file(self) -> str:
        return self.random.choice(list(self.sources))

    def _place(self) -> tuple[str, int]:
        name = self.random.choice([name for name in self.facts if self.facts[name]] or [""])
        return name, self.random.randrange(len(self.facts[name])) if name else 0

    def _insert(self, name: str, place: int | None = None, fact: str | None = None) -> None:
        """Put a fact into a file, anywhere; a node that the file has already, as nothing else could be built."""
        fact = fact or self._fact()
        if "{fact:" not in fact and any(_node_of(fact) == _node_of(other) for other in self.facts[name]):
            fact = self._plain()
        self.facts[name].insert(self.random.randint(0, len(self.facts[name])) if place is None else place, fact)

    def _add_file(self, name: str) -> None:
        if f"{name}.yaml" not in self.sources:
            self.sources[f"{name}.yaml"] = {"id": f"s-{name}", **self._header()}
            self.facts[f"{name}.yaml"] = []
            for _ in range(self.random.randint(1, 7)):
                self._insert(f"{name}.yaml")

    def _header(self) -> dict[str, str]:
        publisher = self.random.choice(MEDIA)
        one = self.random.choice
        header = {"title": one(("Report", "News")), "publisher": publisher, "date": one(("2024-05-02", "2023", "2024-05"))}
        if self.random.random() < 0.2:
            header["attribution"] = f"[{self.random.choice(('police', 'ana'))}, {publisher}]"
        return header

    def _declared(self, slug: str) -> str:
        one = self.random.choice
        more = ""
        if slug in INDICATORS and self.random.random() < 0.8:
            more += f", unit: {one(('per 1000 people', 'per 100000 people'))}"
        if slug in PEOPLE and self.random.random() < 0.3:
            more += f", wikidata: Q{self.random.randint(1, 3)}"
        if self.random.random() < 0.2:
            more += ", aka: [another]"
        name = slug.replace("-", " ") if self.random.random() < 0.7 else f"the {slug}"
        return f"{{is: {one(CLASSES.get(slug, ('Organization',)))}, name: {name}{more}}}"

    def _row(self) -> str:
        one = self.random.choice
        return (
            f"{one(PEOPLE)},{one(('joins', 'joins', 'owns', 'none'))},{one(GROUPS)},{one(('port', 'quay'))},{one(('2019', '2020-05', ''))}"
        )

    def _fact(self) -> str:
        kinds = (self._plain, self._inside, self._node, self._tenure, self._observation, self._life, self._payment)
        return self.random.choices(kinds, (3, 1, 2, 1, 1, 1, 1))[0]()

    def _evidence(self) -> str:
        one, chance = self.random.choice, self.random.random
        parts = []
        if chance() < 0.5:
            beside = f"{{{one(('after', 'before', 'during', 'same'))}: {one(NODES)}}}"
            parts.append(f"date: {one(_DATES) if chance() < 0.8 else beside}")
        if chance() < 0.2:
            parts.append("not: true")
        if chance() < 0.15:
            parts.append(f"rank: {one(('preferred', 'deprecated'))}")
        if chance() < 0.2:
            parts.append(f"by: {one(('police', 'ana', 'union'))}")
        if chance() < 0.1:
            parts.append(f"deniedBy: [{one(PEOPLE)}, {one(GROUPS)}]")
        if chance() < 0.1:
            parts.append(f"where: [{one(PLACES)}]")
        if chance() < 0.2:
            parts.append(f"quote: said {self.random.randint(1, 3)}")
        if chance() < 0.1:
            parts.append(f"cites: https://example.org/{self.random.randint(1, 3)}")
        if chance() < 0.1:
            parts.append(f"id: fact-{self.random.randint(1, 300)}")
        if chance() < 0.08:
            parts.append("retracted: withdrawn")
        if chance() < 0.1:
            parts.append(f"modality: {one(('alleged', 'denied', 'planned'))}")
        return "".join(f", {part}" for part in parts)

    def _plain(self) -> str:
        one, two = self.random.choice, self.random.sample
        said = one(
            (
                f"{one(PEOPLE)} memberOf {one(GROUPS)}",
                f"{', '.join(two(PEOPLE, 2))} supports {one(GROUPS)}",
                f"{' alliedWith '.join(two(GROUPS, 2))}",
                f"{one(GROUPS)} operatesIn {one(PLACES)}",
                f"{one(PLACES)} hasOperator {one(GROUPS)}",
                f"{' relativeOf '.join(two(PEOPLE, 2))}",
                f"{one(PEOPLE)} engagesIn smuggling",
            )
        )
        return f"  - {{fact: '{said}'{self._evidence()}}}"

    def _inside(self) -> str:
        below, above = sorted(self.random.sample(range(len(PLACES)), 2), reverse=True)
        if self.random.random() < 0.03:
            below, above = above, below
        return f"  - {{fact: {PLACES[below]} locatedIn {PLACES[above]}{self._evidence()}}}"

    def _node(self, node: str = "") -> str:
        one, chance = self.random.choice, self.random.random
        node = node or one(NODES)
        before = [*NODES[: NODES.index(node)], *(NODES if chance() < 0.03 else ())]  # what waits for itself cannot be built
        more = f", date: {{{one(('after', 'before'))}: {one(before)}}}" if before and chance() < 0.3 else f", date: {one(_DATES)}"
        if before and chance() < 0.15:
            more += f", follows: {one(before)}"
        if chance() < 0.3:
            more += f", status: {one(('pending', 'completed', 'scheduled'))}"
        if chance() < 0.3:
            more += f", name: {node} of {self.random.randint(1, 2)}"
        if chance() < 0.2:
            more += f", by: {one(('police', 'ana'))}"
        return f"  - {{Meeting: {node}, party: [{', '.join(sorted(self.random.sample(PEOPLE, 2)))}]{more}}}"

    def _tenure(self) -> str:
        one, start = self.random.choice, self.random.randint(1990, 2022)
        key = "null" if self.random.random() < 0.5 else f"tenure-{self.random.randint(1, 6)}"
        date = f"{start}/{start + self.random.randint(1, 9)}"
        return f"  - {{Tenure: {key}, holder: {one(PEOPLE)}, post: {one(('mayor', 'judge'))}, date: {date}}}"

    def _observation(self) -> str:
        one = self.random.choice
        value = one(("6.9", "7", "7.2")) + one(("", "", " %", " per 1000 people"))
        return f"  - {{Observation: {one(INDICATORS)}, of: {one(('chile', 'town'))}, date: {one(('2022', '2023'))}, value: {value}}}"

    def _life(self) -> str:
        birth = self.random.random() < 0.6
        year = self.random.randint(1930, 1960 if self.random.random() < 0.9 else 2010) + (0 if birth else 90)
        return f"  - {{fact: {self.random.choice(PEOPLE)} {'birthDate' if birth else 'deathDate'} {year}}}"

    def _payment(self) -> str:
        one = self.random.choice
        paid = one(("5 USD", "5 EUR", "about 7 USD"))
        return f"  - {{Payment: fee-{self.random.randint(1, 3)}, payer: {one(GROUPS)}, beneficiary: {one(PEOPLE)}, sum: {paid}}}"


def _node_of(fact: str) -> str:
    """What a node fact is called or made of: it may stand in each file once."""
    kind, _, rest = fact.strip(" -{}").partition(": ")
    return f"{kind}: {rest if kind == 'Observation' or rest.startswith('null') else rest.partition(',')[0]}".partition(", value")[0]
