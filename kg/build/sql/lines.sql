-- lines: term_row, claim_term_row -> the same as lines of N-Quads. Every connection that reads them has these views of its own
create or replace temp view term as from {shared}.term_row;
create or replace temp view claim_term as from {shared}.claim_term_row;

-- claim_lines: a claim's N-Quads as one text, in their order
create or replace temp macro line(s, p, o) as case when o is not null then concat(s, ' <' || p || '> ', o, ' .') end;
create or replace temp macro lines(s, p, list) as array_to_string(list_transform(list, lambda o: line(s, p, o)), chr(10));
create or replace temp view claim_lines as
  select s, concat_ws(chr(10),
    line(s, rdf('object'), "rdf:object"),
    line(s, rdf('predicate'), "rdf:predicate"),
    line(s, rdf('subject'), "rdf:subject"),
    line(s, rdf('type'), "rdf:type"),
    line(s, kga('amount'), "kga:amount"),
    line(s, kga('as'), "kga:as"),
    lines(s, kga('at'), "kga:at"),
    line(s, kga('attribution'), "kga:attribution"),
    lines(s, kga('cites'), "kga:cites"),
    lines(s, kga('claimStatus'), "kga:claimStatus"),
    line(s, kga('claimant'), "kga:claimant"),
    line(s, kga('confidence'), "kga:confidence"),
    lines(s, kga('contradicts'), "kga:contradicts"),
    line(s, kga('credibility'), "kga:credibility"),
    lines(s, kga('deniedBy'), "kga:deniedBy"),
    line(s, kga('edtf'), "kga:edtf"),
    line(s, kga('endEarliest'), "kga:endEarliest"),
    line(s, kga('endLatest'), "kga:endLatest"),
    line(s, kga('exactness'), "kga:exactness"),
    line(s, kga('lag'), "kga:lag"),
    line(s, kga('likelihood'), "kga:likelihood"),
    line(s, kga('maximum'), "kga:maximum"),
    line(s, kga('minimum'), "kga:minimum"),
    line(s, kga('modality'), "kga:modality"),
    line(s, kga('negated'), "kga:negated"),
    lines(s, kga('note'), "kga:note"),
    lines(s, kga('quote'), "kga:quote"),
    line(s, kga('rank'), "kga:rank"),
    line(s, kga('reported'), "kga:reported"),
    line(s, kga('retracted'), "kga:retracted"),
    line(s, kga('source'), "kga:source"),
    line(s, kga('startEarliest'), "kga:startEarliest"),
    line(s, kga('startLatest'), "kga:startLatest"),
    line(s, kga('unit'), "kga:unit"),
    lines(s, kga('where'), "kga:where")) as text
  from claim_term;
