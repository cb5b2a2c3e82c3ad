"""The vocabulary of a case: Turtle in, classes and properties with their rules and looks out."""

from kg.ontology.loader import load_ontology, shipped_folder
from kg.ontology.ontology import Class_, Individual, Ontology, Property

__all__ = ["Class_", "Individual", "Ontology", "Property", "load_ontology", "shipped_folder"]
