-- check_live: claims and what stands -> findings about ranks, circles of dates, contradictions
insert into finding
  select distinct t.file, mark_line(t.marks, 'rank', t.line), mark_col(t.marks, 'rank', t.col), 'idle-rank', 'this rank changes nothing: no other claim opposes the fact.', 'Delete it, or state the rival claim.', 1, false
  from stated t where t.rank is not null and t.kind <> 'role'
    and not exists (select 1 from stated x join said d on d.row = x.row join contradiction c on c.a = d.claim where x.file = t.file and x.fact = t.fact);
insert into finding
  select distinct t.file, mark_line(t.marks, 'anchor', t.line), mark_col(t.marks, 'anchor', t.col), 'date-circle', 'the date of ''' || t.s || ''' hangs on itself, by way of ''' || t.anchor || '''.', 'Give one of them a date of its own.', 2, t.hidden
  from waiting w join said d on d.claim = w.claim join stated t on t.row = d.row;
insert into finding
  select t.file, t.line, t.col, 'contradiction',
    'sources differ on ''' || c.s || '''' || case when min(o.why) = 'date' then ' about its date: ' else ', ' || coalesce(min(p.label), 'class') || ': ' end
      || min(c.source) || ' says ' || min(case when o.why = 'date' then c.date when c.negated then 'it is not so' else coalesce(c.quantity, replace(c.o, kga(''), '')) end)
      || ', ' || min(k.source) || ' says ' || min(case when o.why = 'date' then k.date when k.negated then 'it is not so' else coalesce(k.quantity, replace(k.o, kga(''), '')) end) || '.',
    'Both stand; prefer one with ''rank: preferred'' if you can tell.', 1, bool_or(t.hidden or r.hidden)
  from opposed o join claim c on c.claim = o.a join claim k on k.claim = o.b left join property p on p.iri = c.p
  join stated t on t.row = k.row join stated r on r.row = c.row group by t.file, t.line, t.col, c.s;
