-- check_live: claims and what stands -> findings about ranks, circles of dates, contradictions, and facts that are one claim but not one in all
create or replace temp table told as
  select d.claim, t.row, t.file, t.line, t.col, t.hidden, f.field, mark_line(t.marks, f.field, t.line) as at_line, mark_col(t.marks, f.field, t.col) as at_col,
    case f.field when 'reported' then t.reported when 'likelihood' then t.likelihood when 'credibility' then t.credibility when 'confidence' then t.confidence
      when 'lag' then t.lag when 'rank' then t.rank when 'retracted' then t.retracted else t.id end as value
  from (select claim from said group by claim having count(*) > 1) m join said d on d.claim = m.claim join stated t on t.row = d.row
  cross join (values ('reported'), ('likelihood'), ('credibility'), ('confidence'), ('lag'), ('rank'), ('retracted'), ('id')) f(field)
  where t.kind <> 'role';
insert into finding
  select distinct b.file, b.at_line, b.at_col, 'same-fact', 'the source says the same at ' || a.file || ':' || a.line || ':' || a.col || ', with another ''' || b.field || '''.', 'Keep one, or say in both what sets them apart.', 2, a.hidden or b.hidden
  from told a join told b on b.claim = a.claim and b.field = a.field and b.value <> a.value and (b.file, b.line, b.col, b.row) > (a.file, a.line, a.col, a.row);
insert into finding
  select distinct t.file, mark_line(t.marks, 'rank', t.line), mark_col(t.marks, 'rank', t.col), 'idle-rank', 'this rank changes nothing: no other claim opposes the fact.', 'Delete it, or state the rival claim.', 1, false
  from stated t where t.rank in ('preferred', 'deprecated', 'normal') and t.kind <> 'role'
    and not exists (select 1 from stated x join said d on d.row = x.row join contradiction c on c.a = d.claim where x.file = t.file and x.fact = t.fact);
create or replace temp table circle as
  with recursive leads as (
    select s, anchor from waiting where kind = 'class'
    union
    select l.s, w.anchor from leads l join waiting w on w.kind = 'class' and w.s = l.anchor)
  select distinct s from leads where s = anchor;
insert into finding
  select distinct t.file, mark_line(t.marks, 'anchor', t.line), mark_col(t.marks, 'anchor', t.col), 'date-circle', 'the date of ''' || t.s || ''' hangs on itself, by way of ''' || t.anchor || '''.', 'Give one of them a date of its own.', 2, t.hidden
  from waiting w join said d on d.claim = w.claim join stated t on t.row = d.row
  where w.kind = 'class' and w.s in (select s from circle);
-- contradictions are told where the later of the two claims stands, against the first that it contradicts
create or replace temp table spoken_claim as
  select c.claim, c.s, c.source, c.rank, t.file, t.line, t.col, t.hidden, t.file || ':' || lpad(t.line::varchar, 9, '0') || ':' || lpad(t.col::varchar, 9, '0') as spot,
    coalesce(p.label, 'class') as label, c.date, coalesce(c.quantity, replace(c.o, kga(''), '')) as value, c.negated,
    c.s || ' ' || coalesce(p.name, 'is') || ' ' || coalesce(c.quantity, replace(c.o, kga(''), '')) as statement
  from claim c join (select a as claim from contradiction union select a from opposed) x on x.claim = c.claim join stated t on t.row = c.row left join property p on p.iri = c.p;
create or replace temp table against as
  select distinct o.why, greatest(a.spot, b.spot) as spot, least(a.spot, b.spot) as first_spot, a.rank <> b.rank as settled,
    case when a.spot < b.spot then a.claim else b.claim end as first, case when a.spot < b.spot then b.claim else a.claim end as later
  from opposed o join spoken_claim a on a.claim = o.a join spoken_claim b on b.claim = o.b;
create or replace temp table clash as
  select l.file, l.line, l.col, g.why, bool_and(g.settled) as settled, bool_or(l.hidden or f.hidden) as hidden, l.s, l.source, arg_min(f.source, g.first_spot) as other,
    case g.why when 'negation' then '''' || l.statement || '''' else '''' || l.s || ''', ' || case g.why when 'date' then 'date' else l.label end end as what,
    case g.why when 'negation' then case when l.negated then 'it is not so' else 'so' end when 'date' then l.date else l.value end as here,
    arg_min(case g.why when 'negation' then case when f.negated then 'it is not so' else 'so' end when 'date' then f.date else f.value end, g.first_spot) as there
  from against g join spoken_claim f on f.claim = g.first join spoken_claim l on l.claim = g.later
  where not exists (select 1 from finding w where w.file = l.file and w.line = l.line and w.col = l.col and w.severity = 2)
  group by l.file, l.line, l.col, l.s, l.label, l.source, l.value, l.date, l.negated, l.statement, g.why;
insert into finding
  select file, line, col, 'contradiction',
    case when other = source then '''' || source || ''' says two things of ' || what || ': ' || there || ' and ' || here || '.'
    else 'sources differ on ' || what || ': ' || other || ' says ' || there || ', ' || source || ' says ' || here || '.' end,
    case when settled then 'The better ranked one stands.'
      when why = 'negation' then 'Neither stands; prefer one with ''rank: preferred'' if you can tell.'
      else 'Both stand; prefer one with ''rank: preferred'' if you can tell.' end,
    case when settled then 0 else 1 end, hidden
  from clash;
-- an accusation that is denied: told at the accusation
-- only if: exists (select 1 from stated where denied_by is not null or modality = 'denied')
create or replace temp table denial as
  select distinct c.claim, r.text as denier from claim c join remark r on r.claim = c.claim and r.field = 'deniedBy' where not c.negated and c.retracted is null;
insert into denial
  select a.claim, coalesce(split_part(d.chain, '>', 1), d.source) from claim d join claim a on a.s = d.s and a.p = d.p and a.o = d.o and a.o_kind = d.o_kind
  where d.negated and d.modality = kga('Denied') and d.retracted is null and not a.negated and a.retracted is null;
insert into finding
  select distinct t.file, t.line, t.col, 'denied', '''' || string_agg(distinct d.denier, ''', ''' order by d.denier) || ''' denies this.', 'Nothing to mend; ''kg contradictions'' shows both sides.', 0, t.hidden
  from denial d join claim c on c.claim = d.claim join stated t on t.row = c.row group by t.file, t.line, t.col, t.hidden;
-- end
