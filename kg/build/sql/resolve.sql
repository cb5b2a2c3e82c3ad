-- resolve: rows -> the same statements with every name settled: old slugs renamed, nodes named by their keys, inverses turned round,
-- words and literals in their canonical form; and who may be named at all
create or replace temp table rename as
  select d.value as old, min(coalesce(d.slug, c.subject)) as new
  from descriptor_row d left join claim_row c on c.kind = 'class' and c.file = d.file and c.fact = d.fact and d.fact > 0
  where d.key = 'was' and coalesce(d.slug, c.subject) is not null group by d.value;
set variable old_slugs = (select coalesce(list(old order by old), []::varchar[]) from rename);
set variable new_slugs = (select coalesce(list(new order by old), []::varchar[]) from rename);
create or replace temp macro renamed(joined, separator) as array_to_string(list_transform(string_split(joined, separator),
  lambda x: coalesce(list_extract(getvariable('new_slugs'), list_position(getvariable('old_slugs'), x)), x)), separator);

create or replace temp table source as
  select distinct on (s.id) s.* replace (coalesce(r.new, s.publisher) as publisher, renamed(s.chain, '>') as chain), s.internal as hidden
  from source_row s left join rename r on r.old = s.publisher order by s.id, s.file, s.line, s.col;

create or replace temp table entity as
  select e.* replace (coalesce(r.new, e.slug) as slug), e.internal or coalesce(s.hidden, false) as hidden
  from entity_row e left join rename r on r.old = e.slug left join source s on s.id = e.source;

-- the parts of each node name that is made from a key; a date stands in it as written, a quantity as value and unit
create or replace temp table key_part as
  select c.file, c.fact, c.object as class, k.seq, k.required, k.property,
    min(case when k.property = 'date' then coalesce(a.new, c.anchor) end) as anchor,
    case when k.property = 'date' then min(coalesce(c.relation || ': ' || coalesce(a.new, c.anchor), c.date))
         else min(coalesce(n.new, case when q.exactness is null then q.value || coalesce(' ' || q.unit, '') end, regexp_replace(r.object, '\s+', ' ', 'g'))) end as value,
    count(distinct r.object) as stated, bool_or(k.object) as slug
  from claim_row c
  join class_key k on k.class = c.object
  left join claim_row r on r.file = c.file and r.fact = c.fact and r.kind = 'role' and r.predicate = k.property
  left join rename n on k.object and n.old = r.object
  left join rename a on a.old = c.anchor
  left join quantity_text q on k.quantity and q.text = r.object
  where c.kind = 'class' and c.subject is null
  group by c.file, c.fact, c.object, k.seq, k.required, k.property;

create or replace temp table keyed as
  select file, fact,
    case when bool_and(value is not null or not required)
    then class || '/' || string_agg(case when required then url_encode(value) else property || '=' || url_encode(value) end, '/' order by seq) filter (where value is not null) end as slug
  from key_part group by file, fact, class;

create or replace {view} settled as
  select c.rowid as row,
    c.* replace (coalesce(k.slug, rs.new, c.subject) as subject, coalesce(ro.new, c.object) as object, coalesce(ra.new, c.anchor) as anchor,
      renamed(c.place, chr(31)) as place, renamed(c.denied_by, chr(31)) as denied_by, renamed(c.said_by, '>') as said_by, renamed(c.chain, '>') as chain),
    p.iri as p, p.kind as p_kind, p.range, p.functional, p.inverse_of, p.both_ways, p.unit as p_unit,
    c.kind = 'role' and coalesce(p.inverse_of is not null or p.both_ways, false) as about_another
  from claim_row c
  left join property p on p.name = c.predicate
  left join keyed k on k.file = c.file and k.fact = c.fact and c.subject is null
  left join rename rs on rs.old = c.subject
  left join rename ro on p.kind = 'object' and ro.old = c.object
  left join rename ra on ra.old = c.anchor;

-- evidenced: a role that is written from its other end is a fact about another node: it takes the evidence of its own fact along
create or replace {view} evidenced as from settled;
-- only if: exists (select 1 from settled where about_another)
create or replace temp macro of_fact(fact, its, own) as case when fact is null then own else its end;
create or replace {view} evidenced as
  from settled where not about_another
  union all
  select n.* replace (
    of_fact(k.fact, k.date, n.date) as date, of_fact(k.fact, k.relation, n.relation) as relation, of_fact(k.fact, k.anchor, n.anchor) as anchor,
    of_fact(k.fact, k.quotes, n.quotes) as quotes, of_fact(k.fact, k.ats, n.ats) as ats, of_fact(k.fact, k.notes, n.notes) as notes,
    of_fact(k.fact, k.cites, n.cites) as cites, of_fact(k.fact, k.manner, n.manner) as manner, of_fact(k.fact, k.place, n.place) as place,
    of_fact(k.fact, k.amount, n.amount) as amount, of_fact(k.fact, k.likelihood, n.likelihood) as likelihood,
    of_fact(k.fact, k.credibility, n.credibility) as credibility, of_fact(k.fact, k.confidence, n.confidence) as confidence,
    of_fact(k.fact, k.lag, n.lag) as lag, of_fact(k.fact, k.reported, n.reported) as reported)
  from (from settled where about_another) n
  left join (from settled where row in (select min(row) from settled where kind = 'class' group by file, fact)) k on k.file = n.file and k.fact = n.fact;
-- end

-- an observation's own unit: that of its indicator. A unit that only an internal source gives counts for nobody, unless the indicator itself is internal
create or replace temp table observed_unit as
  select n.subject as slug, min(d.value) as unit
  from settled n join descriptor_row d on d.slug = n.object and d.key = 'unit'
  join (select file, slug, bool_and(hidden) as hidden from entity group by file, slug) e on e.file = d.file and e.slug = d.slug
  join (select slug, bool_or(internal) or bool_and(hidden) as secret from entity group by slug) x on x.slug = d.slug
  where n.predicate = 'indicator' and n.kind = 'role' and (x.secret or not e.hidden) group by n.subject;

-- stated: one row a statement of a source; s and o are slugs (o_kind 'slug'), IRIs ('iri') or literals ('lit'); turned: s was written
-- as the object; written: a word or literal as it was written
create or replace temp table stated as
  select n.row, n.file, n.fact, n.line, n.col, n.marks, n.source, n.kind, n.turned,
    case when n.turned then n.object else n.subject end as s,
    case when n.kind in ('class', 'entity') then rdf('type') else coalesce(n.inverse_of, n.p) end as p,
    case when n.kind in ('class', 'entity') then k.iri
         when n.p_kind = 'object' then case when n.turned then n.subject else n.object end
         when n.p_kind = 'word' then w.iri
         when n.range in (xsd('decimal'), xsd('integer')) then q.value
         when n.range = xsd('boolean') then case n.object when '1' then 'true' when '0' then 'false' else n.object end
         else n.object end as o,
    case when n.kind in ('class', 'entity') or n.p_kind = 'word' then 'iri' when n.p_kind = 'object' then 'slug' else 'lit' end as o_kind,
    case when n.kind in ('class', 'entity') or n.p_kind in ('object', 'word') then null else coalesce(nullif(n.range, xsd('string')), null) end as o_type,
    case when q.text is not null then coalesce(q.unit, u.unit, n.p_unit) end as o_unit,
    case when q.unit is distinct from coalesce(u.unit, n.p_unit) then q.unit end as unit,
    q.exactness, q.minimum, q.maximum, q.text as quantity,
    case when n.p_kind is distinct from 'object' then n.object end as written, n.functional,
    n.id, n.negated, n.modality, n.rank, n.retracted, n.denied_by, n.chain, n.said_by, n.manner, n.place, n.amount,
    n.likelihood, n.credibility, n.confidence, n.lag, n.reported,
    case when n.relation is not null then n.relation || ': ' || n.anchor else n.date end as date, n.relation, n.anchor,
    n.quotes, n.ats, n.notes, n.cites, n.withheld, n.internal or coalesce(src.hidden, false) as hidden
  from (select *, coalesce(inverse_of is not null or (both_ways and object < subject), false) as turned from evidenced) n
  left join class k on k.name = n.object and n.kind in ('class', 'entity')
  left join individual w on n.p_kind = 'word' and w.type = n.range and (w.word = n.object or w.name = n.object)
  left join quantity_text q on n.range in (xsd('decimal'), xsd('integer')) and q.text = n.object and q.error is null
  left join observed_unit u on u.slug = n.subject and n.predicate = 'value'
  left join source src on src.id = n.source;

create or replace temp table descriptor as
  select d.* replace (coalesce(r.new, d.slug, c.s) as slug), coalesce(c.hidden, e.hidden, false) as hidden
  from descriptor_row d
  left join rename r on r.old = d.slug
  left join (select file, fact, min(s) as s, bool_or(hidden) as hidden from stated where kind = 'class' group by file, fact) c on c.file = d.file and c.fact = d.fact and d.fact > 0
  left join (select file, slug, bool_and(hidden) as hidden from entity group by file, slug) e on e.file = d.file and e.slug = coalesce(r.new, d.slug) and d.fact = 0
  where coalesce(r.new, d.slug, c.s) is not null;

-- declared: every name that a fact may use, with each of its classes
create or replace temp table declared as
  select distinct slug, class, 'entity' as kind from entity where class is not null
  union all select distinct s, written, 'node' from stated where kind = 'class' and s is not null;

-- secret: names that leave in no export: marked so, known from internal sources alone, or made from a secret name
create or replace temp table secret as
  select slug from entity group by slug having bool_or(internal) or bool_and(hidden)
  union select s from stated where kind = 'class' and s is not null group by s having bool_and(hidden);
insert into secret
  with recursive named_after as (
    select distinct k.slug, case when p.slug then p.value else p.anchor end as part
    from keyed k join key_part p on p.file = k.file and p.fact = k.fact where k.slug is not null),
  tainted as (
    select slug from secret
    union
    select a.slug from tainted t join named_after a on a.part = t.slug)
  select slug from tainted where slug not in (select slug from secret);
update entity set hidden = true where slug in (select slug from secret);
update stated set hidden = true where s in (select slug from secret) or (o_kind = 'slug' and o in (select slug from secret));
update descriptor set hidden = true where slug in (select slug from secret);
