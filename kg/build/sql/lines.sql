-- lines: how what stands in triple_row and claim_line is written in N-Triples; every connection that reads them has these macros of its own
create or replace temp macro node(name) as case when name is not null then concat('<' || getvariable('base'), name, '>') end;
create or replace temp macro ref(iri) as case when iri is not null then concat('<', iri, '>') end;
create or replace temp macro typed(text, type) as case when text is not null then concat('"', text, '"^^<' || type || '>') end;
-- claim_terms_of: rows of claim_line -> a row a claim, a column a predicate, named as it is shortened; what a claim may have several of is a sorted list
create or replace temp macro claim_terms_of(rows) as table
  select node(name) as s, ref(kga('Claim')) as "rdf:type", node(subject) as "rdf:subject", ref(predicate) as "rdf:predicate", object as "rdf:object",
    node('source/' || source) as "kga:source",
    case when in_edtf then typed(date, edtf()) else '"' || date || '"' end as "kga:edtf",
    typed(start_earliest, xsd('date')) as "kga:startEarliest", typed(start_latest, xsd('date')) as "kga:startLatest",
    typed(end_earliest, xsd('date')) as "kga:endEarliest", typed(end_latest, xsd('date')) as "kga:endLatest",
    case when negated then typed('true', xsd('boolean')) end as "kga:negated",
    ref(modality) as "kga:modality",
    case when rank <> 1 then ref(kga(case rank when 2 then 'Preferred' else 'Deprecated' end)) end as "kga:rank",
    case when disputed or retracted is not null then
      list_filter([case when disputed then ref(kga('Disputed')) end, case when retracted is not null then ref(kga('Retracted')) end], lambda x: x is not null) end as "kga:claimStatus",
    retracted as "kga:retracted", list_transform(rivals, lambda x: node(x)) as "kga:contradicts",
    ref(likelihood) as "kga:likelihood", typed(credibility, xsd('integer')) as "kga:credibility", typed(confidence, xsd('decimal')) as "kga:confidence",
    lag as "kga:lag", manner as "kga:as", typed(reported, edtf()) as "kga:reported",
    typed(amount, xsd('decimal')) as "kga:amount", unit as "kga:unit", ref(kga(exactness)) as "kga:exactness",
    typed(minimum, xsd('decimal')) as "kga:minimum", typed(maximum, xsd('decimal')) as "kga:maximum",
    quotes as "kga:quote", ats as "kga:at", notes as "kga:note",
    list_transform(places, lambda x: node(x)) as "kga:where", list_transform(denied_by, lambda x: node(x)) as "kga:deniedBy", list_transform(cites, lambda x: node(x)) as "kga:cites",
    node(attribution) as "kga:attribution",
    case claimant when '!withheld' then ref(kga('Withheld')) else node(claimant) end as "kga:claimant"
  from (select * exclude (rest), unnest(rest[1]) from query_table(rows));
