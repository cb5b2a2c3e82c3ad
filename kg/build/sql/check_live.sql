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
-- of the values that oppose each other each is told once, where it stands first, against all that more sources or an earlier line say, with their places
create or replace temp macro first_of(words, most) as array_to_string(words[:most], ', ') || case when len(words) > most then ' and ' || (len(words) - most) || ' more' else '' end;
create or replace temp macro speakers(names) as case when len(names) = 1 then names[1] || ' says' when len(names) = 2 then names[1] || ' and ' || names[2] || ' say' else first_of(names, 3) || ' say' end;
create or replace temp table spoken_claim as
  select c.claim, c.s, c.p, c.o, c.source, c.rank, t.file, t.line, t.col, t.hidden, t.file || ':' || lpad(t.line::varchar, 9, '0') || ':' || lpad(t.col::varchar, 9, '0') as spot,
    coalesce(p.label, 'class') as label, c.date, coalesce(c.quantity, replace(c.o, kga(''), '')) as value, c.o || coalesce(c.o_unit, '') as value_key, c.negated,
    c.s || ' ' || coalesce(p.name, 'is') || ' ' || coalesce(c.quantity, replace(c.o, kga(''), '')) as statement
  from claim c join (select a as claim from contradiction union select a from opposed) x on x.claim = c.claim join stated t on t.row = c.row left join property p on p.iri = c.p;
-- topic: what a value is a value of
create or replace temp table voice as
  select distinct o.why, v.claim, v.source, v.file, v.line, v.col, v.spot, v.hidden, v.rank, v.s,
    v.s || ' ' || case o.why when 'date' then '' else v.p end || ' ' || case o.why when 'negation' then v.value_key else '' end as topic,
    case o.why when 'negation' then '''' || v.statement || '''' else '''' || v.s || ''', ' || case o.why when 'date' then 'date' else v.label end end as what,
    case o.why when 'negation' then v.negated::varchar when 'date' then v.date else v.value_key end as key,
    case o.why when 'negation' then case when v.negated then 'it is not so' else 'so' end when 'date' then v.date else v.value end as value
  from (select why, a as claim from opposed union select why, b from opposed) o join spoken_claim v on v.claim = o.claim;
create or replace temp table side as
  select why, topic, key, count(distinct source) as support, min(spot) as spot, arg_min(file, spot) as file, arg_min(line, spot) as line, arg_min(col, spot) as col,
    arg_min(what, spot) as what, arg_min(value, spot) as value, bool_or(hidden) as hidden, list(distinct source order by source) as sources,
    list_transform(list(distinct struct_pack(spot := spot, place := file || ':' || line || ':' || col) order by struct_pack(spot := spot, place := file || ':' || line || ':' || col)), lambda x: x.place) as places
  from voice group by why, topic, key;
create or replace temp table clash as
  with pair as (
    select x.why, x.topic, x.key, y.key as other, bool_and(x.rank <> y.rank) as settled
    from (select why, a, b from opposed union select why, b, a from opposed) o join voice x on x.why = o.why and x.claim = o.a join voice y on y.why = o.why and y.claim = o.b
    group by x.why, x.topic, x.key, y.key)
  select v.why, v.topic, v.file, v.line, v.col, v.what, v.value, v.sources, v.places, bool_and(p.settled) as settled, v.hidden or bool_or(w.hidden) as hidden,
    bool_and(w.sources = v.sources) and len(v.sources) = 1 as alone,
    string_agg(w.value || ' (' || first_of(w.places, 5) || ')', ', ' order by w.spot) as values,
    string_agg(speakers(w.sources) || ' ' || w.value || ' (' || first_of(w.places, 5) || ')', ', ' order by w.spot) as said
  from pair p join side v on v.why = p.why and v.topic = p.topic and v.key = p.key join side w on w.why = p.why and w.topic = p.topic and w.key = p.other
  where (w.support > v.support or (w.support = v.support and w.spot < v.spot))
    and not exists (select 1 from finding f where f.file = v.file and f.line = v.line and f.col = v.col and f.severity = 2)
  group by v.why, v.topic, v.key, v.file, v.line, v.col, v.what, v.value, v.sources, v.places, v.hidden;
insert into finding
  select file, line, col, 'contradiction',
    case when alone then '''' || sources[1] || ''' says two things of ' || what || ': ' || values || ' and ' || value || '.'
    else 'sources differ on ' || what || ': ' || said || ', ' || speakers(sources) || ' ' || value || case when len(places) > 1 then ' (' || first_of(places[2:], 5) || ')' else '' end || '.' end,
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
