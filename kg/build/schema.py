"""The JSON Schema of a case's fact files and mappings, with its own slugs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.build.database import Database
from kg.build.inputs import read_inputs
from kg.build.opened import opened
from kg.ontology.ontology import Ontology
from kg.project import Project

SCHEMA_FILE = "schema.json"
"""Below ``.kg``, where editors are told to look."""

_SLUGS = """
select distinct slug, class from entity_row where class is not null and not internal
  and coalesce(source, '') not in (select id from source_row where internal)
union select distinct subject, object from claim_row where kind = 'class' and subject is not null and not internal
  and coalesce(source, '') not in (select id from source_row where internal)
order by all
"""


def case_schema(project: Project) -> dict[str, Any]:
    """One schema for both: a file with ``table`` or ``tables`` is a mapping. What is internal is not named.

    Raises:
        KgError: the case or its ontology cannot be read.
    """
    ontology, database = opened(project, None)
    try:
        read_inputs(database, project, ontology)
        return _schema(database, project, ontology)
    finally:
        database.close()


def write_schema(project: Project) -> Path:
    """Write the schema to where the case's editors look for it; returns the file."""
    return _write(project, case_schema(project))


def refresh_schema(database: Database, project: Project, ontology: Ontology) -> None:
    """Write the schema anew from rows that have been read, in a case whose editors have one."""
    if (project.state_dir / SCHEMA_FILE).exists():
        _write(project, _schema(database, project, ontology))


def _schema(database: Database, project: Project, ontology: Ontology) -> dict[str, Any]:
    from kg.facts.json_schema import DRAFT, fact_file_schema  # few builds write a schema
    from kg.facts.tables.json_schema import mapping_schema

    slugs = {slug: cls for slug, cls in database.rows(_SLUGS) if "/" not in slug}
    sources = [id_ for (id_,) in database.rows("select distinct id from source_row where not internal order by id")]
    facts = fact_file_schema(ontology, slugs, sources)
    definitions = facts.pop("definitions") | {"mapping": mapping_schema(ontology)}
    facts.pop("$schema")
    definitions["facts"] = facts
    mapped = {"anyOf": [{"required": ["table"]}, {"required": ["tables"]}]}
    either = {"if": mapped, "then": {"$ref": "#/definitions/mapping"}, "else": {"$ref": "#/definitions/facts"}}
    return {"$schema": DRAFT, "title": f"Facts of {project.title}", **either, "definitions": definitions}


def _write(project: Project, schema: dict[str, Any]) -> Path:
    file = project.state_dir / SCHEMA_FILE
    project.state_dir.mkdir(exist_ok=True)
    fresh = file.with_name(f"{SCHEMA_FILE}.new")
    fresh.write_text(json.dumps(schema, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    fresh.replace(file)
    return file
