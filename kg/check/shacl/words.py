"""The words of SHACL, core, SPARQL and advanced features: every local name of its namespace that a shapes graph can use."""

WORDS = frozenset(
    """
    NodeShape PropertyShape Shape PropertyGroup Parameterizable ConstraintComponent Parameter SPARQLConstraint SPARQLExecutable
    SPARQLAskExecutable SPARQLSelectExecutable SPARQLConstructExecutable SPARQLAskValidator SPARQLSelectValidator Validator PrefixDeclaration
    Severity Violation Warning Info NodeKind IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral
    targetClass targetNode targetSubjectsOf targetObjectsOf target Target TargetType SPARQLTarget SPARQLTargetType
    severity message deactivated path inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath
    class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength maxLength pattern flags
    languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node property
    qualifiedValueShape qualifiedValueShapesDisjoint qualifiedMinCount qualifiedMaxCount closed ignoredProperties hasValue in
    name description order group defaultValue sparql select ask construct prefixes declare prefix namespace
    parameter optional labelTemplate validator nodeValidator propertyValidator shapesGraph suggestedShapesGraph entailment
    rule Rule SPARQLRule TripleRule JSRule condition subject predicate object this expression ExpressionConstraintComponent
    Function SPARQLFunction JSFunction returnType intersection union filterShape nodes js update annotationProperty annotationValue
    annotationVarName resultAnnotation ResultAnnotation
    """.split()
)
