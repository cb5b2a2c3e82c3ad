"""Small checked steps down into a mapping: texts, lists, numbers, known keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import yaml

from kg.facts.evidence import FIELDS, WITHHOLDABLE
from kg.facts.tables.mapping import Descriptor, EvidenceSpec, Text
from kg.facts.vocabulary import Vocabulary
from kg.facts.yaml_text import Document, Node

_RELATIONS = frozenset({"same", "during", "after", "before"})
EVIDENCE = (*FIELDS, "date", "not", "internal", "attribution")
DESCRIBING = ("name", "aka", "was", "iso", "wikidata", "ids", "coordinates", "precision", "unit")


class Reading:
    """A mapping's document, with the ways into it that every part uses."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.vocabulary = vocabulary

    def text(self, node: Node, what: str) -> Text | None:
        """One text; anything else is reported."""
        found = self.document.text(node, f"'{what}'")
        return Text(found, node) if found is not None and isinstance(node, yaml.ScalarNode) else None

    def texts(self, node: Node, what: str) -> list[Text]:
        """A list of texts, or one."""
        return [Text(text, item) for text, item in self.document.texts(node, f"'{what}'")]

    def known(self, node: Node, what: str, keys: Collection[str]) -> Iterator[tuple[str, yaml.ScalarNode, Node]]:
        """The pairs of a mapping whose keys are known; others are reported."""
        for key, value in self.document.pairs(node, what):
            if key.value in keys:
                yield key.value, key, value
            else:
                self.unknown(key, what, keys)

    def unknown(self, key: yaml.ScalarNode, what: str, keys: Collection[str]) -> None:
        """Report a key that nothing reads."""
        remedy = self.vocabulary.near(key.value, keys) or f"Known are: {', '.join(sorted(keys))}."
        self.document.report(key, "unknown-key", f"unknown key '{key.value}' in {what}.", remedy)

    def flag(self, node: Node, what: str) -> bool:
        """``true`` or ``false``."""
        found = self.text(node, what)
        if found and found.text not in ("true", "false"):
            self.document.report(node, "wrong-value", f"'{what}' is true or false, not '{found.text}'.")
        return found is not None and found.text == "true"

    def pairs_or_list(self, node: Node, what: str) -> list[tuple[Text, str]]:
        """Columns with the word each stands for; in a list the word is the column's own name."""
        if isinstance(node, yaml.MappingNode):
            return [
                (Text(key.value, key), text.text)
                for key, value in self.document.pairs(node, f"'{what}'")
                if (text := self.text(value, key.value)) is not None
            ]
        return [(item, item.text) for item in self.texts(node, what)]

    def evidence(self, key: str, value: Node, into: EvidenceSpec) -> None:
        """Read one field of evidence."""
        if key == "date" and isinstance(value, yaml.MappingNode):
            self._relative(value, into)
        elif key == "date" and isinstance(value, yaml.SequenceNode):
            self.document.report(value, "date", "a date that begins with '[' must be in quotes.", "Put it in quotes.")
        elif key == "not":
            into.negated = self.text(value, key)
        elif key == "internal":
            self._internal(value, into)
        elif key == "cites" and isinstance(value, yaml.MappingNode):
            for name, _, item in self.known(value, "'cites'", ("each", "publisher")):
                if name == "each":
                    into.fields["cites"] = self._bare(item, "each")
                else:
                    self._host(item)
        else:
            found = self.texts(value, key)
            if len(found) > 1 and key != "attribution" and FIELDS.get(key, ("", "text"))[1] == "text":
                self.document.report(value, "wrong-shape", f"'{key}' takes one text.", "Keep one.")
            into.fields[key] = found

    def _host(self, node: Node) -> None:
        """``publisher: host`` says that a cited document's publisher is the host in its address; nothing else is known of it."""
        found = self.text(node, "publisher")
        if found and found.text != "host":
            self.document.report(node, "wrong-value", "the publisher of what is cited is 'host'.", "Write 'publisher: host', or delete it.")

    def _bare(self, node: Node, what: str) -> list[Text]:
        """Names of columns, with or without braces."""
        found = self.texts(node, what)
        return [item if "{" in item.text else Text(f"{{{item.text}}}", item.node) for item in found]

    def _relative(self, value: yaml.MappingNode, into: EvidenceSpec) -> None:
        for name, _, item in self.known(value, "'date'", _RELATIONS):
            into.relation, into.anchor = name, self.text(item, name)

    def _internal(self, value: Node, into: EvidenceSpec) -> None:
        if not isinstance(value, yaml.SequenceNode):
            into.internal = self.flag(value, "internal")
            return
        names = self.texts(value, "internal")
        for item in names:
            if item.text not in WITHHOLDABLE:
                remedy = f"These can: {', '.join(sorted(WITHHOLDABLE))}."
                self.document.report(item.node, "wrong-value", f"'{item.text}' cannot be internal by itself.", remedy)
        into.withheld = " ".join(item.text for item in names) or None

    def descriptor(self, key: str, value: Node, language: str | None) -> list[Descriptor]:
        """Read one key that describes an entity or node."""
        if key == "ids":
            return [
                Descriptor("id", text, kind=scheme.value)
                for scheme, item in self.document.pairs(value, "'ids'")
                if (text := self.text(item, scheme.value))
            ]
        if key == "coordinates":
            texts = self.texts(value, key)
            if len(texts) != 2:
                self.document.report(value, "wrong-value", "coordinates are latitude and longitude.", 'Write ["{lat}", "{lon}"].')
                return []
            return [Descriptor(name, text) for name, text in zip(("latitude", "longitude"), texts, strict=True)]
        if key not in ("name", "aka"):
            return [Descriptor(key, text) for text in self.texts(value, key)]
        return [found for item in self.document.items(value) for found in self._labels(key, item, language)]

    def _labels(self, key: str, item: Node, language: str | None) -> Iterator[Descriptor]:
        spoken = Text(language, item) if language and isinstance(item, yaml.ScalarNode) else None
        if not isinstance(item, yaml.MappingNode):
            text = self.text(item, key)
            if text:
                yield Descriptor(key, text, Text(language, text.node) if language else spoken)
        elif any(k.value in ("name", "kind", "lang") for k, _ in item.value):
            parts = {name: self.text(value, name) for name, _, value in self.known(item, "an alias", ("name", "kind", "lang"))}
            name, kind = parts.get("name"), parts.get("kind")
            if name:
                lang = parts.get("lang") or (Text(language, name.node) if language else None)
                yield Descriptor(key, name, lang, kind.text if kind else None)
        else:
            for tag, value in self.document.pairs(item, f"'{key}'"):
                text = self.text(value, key)
                if text:
                    yield Descriptor(key, text, Text(tag.value, tag))
