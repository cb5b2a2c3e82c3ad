-- check_names: stated, entity, source -> findings about names: slugs, sources, chains, keys, renames
-- mention: every slug that a row uses, with the field it stands in, its number in a list, and the class that the field asks for,
-- those beside the two ends apart; spot: where such a row stands (sources have rows below zero)
create or replace temp view spot as
  select row, file, line, col, marks, hidden from stated union all select -1 - rowid, file, line, col, marks, hidden from source;
create or replace temp table mention_aside as
  select publisher as slug, -1 - rowid as row, 'publisher' as field, 1 as i, 'Actor' as needs from source where publisher is not null;
-- only if: exists (select 1 from stated where anchor is not null or said_by is not null)
insert into mention_aside select anchor, row, 'anchor', 1, null from stated where anchor is not null;
insert into mention_aside select said_by, row, 'by', 1, 'Actor' from stated where said_by is not null;
-- end
-- only if: exists (select 1 from stated where place is not null or denied_by is not null)
insert into mention_aside select unnest(items(place)), row, 'where', unnest(range(1, len(items(place)) + 1)), 'Place' from stated where place is not null;
insert into mention_aside select unnest(items(denied_by)), row, 'deniedBy', unnest(range(1, len(items(denied_by)) + 1)), 'Actor' from stated where denied_by is not null;
-- end
-- only if: exists (select 1 from stated where chain is not null) or exists (select 1 from source where chain is not null)
insert into mention_aside
  select unnest(string_split(chain, '>')), row, 'attribution', unnest(range(1, len(string_split(chain, '>')) + 1)), 'Actor'
  from (select chain, row from stated where chain is not null union all select chain, -1 - rowid from source where chain is not null);
-- end
create or replace {view} mention as
  select case when turned then o else s end as slug, row, 's' as field, 1 as i, null::varchar as needs from stated where kind = 'plain'
  union all select case when turned then s else o end, row, 'o', 1, null from stated where o_kind = 'slug'
  union all from mention_aside;

create or replace temp table known as select distinct slug from declared;
-- what is declared without a class, or with an unknown one, is told there
create or replace temp table stray as select distinct slug from mention where slug not in (select slug from known) and slug not in (select slug from entity where class is null);
-- only if: exists (select 1 from stray)
create or replace temp table nearest as
  select s.slug, arg_min(k.slug, (levenshtein(k.slug, s.slug), length(k.slug), k.slug)) as near, min(levenshtein(k.slug, s.slug)) as distance
  from (select slug from stray order by slug limit 200) s cross join known k where k.slug not in (select slug from secret) and k.slug not like '%/%' group by s.slug;
insert into finding
  select distinct p.file, item_line(p.marks, m.field, m.i, p.line), item_col(p.marks, m.field, m.i, p.col), 'unknown-slug', 'unknown slug ''' || m.slug || '''.',
    case when m.slug like '%://%' then 'A slug is no IRI: the base of kg.toml stands before it by itself. Declare a slug under ''entities:'' and write that, such as ''' || lower(regexp_extract(rtrim(m.slug, '/#'), '[^/#:]*$')) || '''.'
      when n.distance <= greatest(1, length(m.slug) // 3) then 'Did you mean ''' || n.near || '''?' else 'Declare it under ''entities:'', as ''' || m.slug || ': {is: Class, name: ...}''.' end, 2, p.hidden
  from stray s join mention m on m.slug = s.slug join spot p on p.row = m.row left join nearest n on n.slug = m.slug;
-- end
create or replace temp table misplaced as
  select m.* from mention m join known k on k.slug = m.slug
  where m.needs is not null and not exists (select 1 from declared d join class k on k.name = d.class join superclass u on u.class = k.iri where d.slug = m.slug and u.super = kga(m.needs));
-- only if: exists (select 1 from misplaced)
insert into finding
  select distinct p.file, item_line(p.marks, m.field, m.i, p.line), item_col(p.marks, m.field, m.i, p.col), 'object-range', '''' || m.slug || ''' is no ' || m.needs || ', and ''' || m.field || ''' takes one.', 'Check the slug.', 2, p.hidden
  from misplaced m join spot p on p.row = m.row;
-- end

insert into finding
  select file, line, col, 'bad-slug', '''' || slug || ''' is no slug.', 'A slug is lower-case letters a-z, digits and hyphens.', 2, hidden
  from entity where not regexp_full_match(slug, '[a-z0-9]([a-z0-9-]*[a-z0-9])?');
insert into finding
  select file, mark_line(marks, 's', line), mark_col(marks, 's', col), 'bad-slug', '''' || s || ''' is no slug.', 'A slug is lower-case letters a-z, digits and hyphens.', 2, hidden
  from stated where kind = 'class' and s is not null and s not like '%/%' and not regexp_full_match(s, '[a-z0-9]([a-z0-9-]*[a-z0-9])?');
-- only if: exists (select 1 from stated where id is not null)
insert into finding
  select file, mark_line(marks, 'id', line), mark_col(marks, 'id', col), 'bad-slug', 'the id ''' || id || ''' is no slug.', 'An id is lower-case letters a-z, digits and hyphens.', 2, hidden
  from (select distinct file, line, col, marks, id, hidden from stated where kind <> 'role' and id is not null) where not regexp_full_match(id, '[a-z0-9]([a-z0-9-]*[a-z0-9])?');
-- end
insert into finding
  select file, mark_line(marks, 'id', line), mark_col(marks, 'id', col), 'bad-slug', 'the source id ''' || id || ''' is no slug.', 'An id is lower-case letters a-z, digits and hyphens.', 2, hidden
  from source where not regexp_full_match(id, '[a-z0-9]([a-z0-9-]*[a-z0-9])?');

-- one id names one fact
-- only if: exists (select 1 from stated where id is not null)
insert into finding
  select s.file, mark_line(s.marks, 'id', s.line), mark_col(s.marks, 'id', s.col), 'duplicate-id', 'the id ''' || s.id || ''' names another fact too, at ' || f.place || '.', 'Ids are unique in a case.', 2, s.hidden
  from (select distinct on (id, file, fact) id, file, fact, line, col, marks, hidden from stated where id is not null and kind <> 'role' order by id, file, fact, line, col) s
  join (select id, count(distinct file || ':' || fact) as facts, min(file || ':' || line || ':' || col) as place from stated where id is not null and kind <> 'role' group by id) f on f.id = s.id
  where f.facts > 1 and s.file || ':' || s.line || ':' || s.col <> f.place;
-- end

-- sources
-- only if: (select count(*) <> count(distinct id) from source_row)
insert into finding
  select r.file, r.line, r.col, 'duplicate-source', 'source ''' || r.id || ''' is declared twice, first at ' || s.file || ':' || s.line || ':' || s.col || '.', 'Keep one, and name it by ''source: ' || r.id || ''' elsewhere.', 2, r.internal
  from source_row r join source s on s.id = r.id where (r.file, r.line, r.col) <> (s.file, s.line, s.col);
-- end
insert into finding
  select distinct t.file, mark_line(t.marks, 'source', t.line), mark_col(t.marks, 'source', t.col), 'unknown-source', 'unknown source ''' || t.source || '''.', 'Declare it with its publisher and date.', 2, t.hidden
  from stated t where t.kind <> 'role' and t.source is not null and t.source not in (select id from source);
insert into finding
  select file, line, col, 'no-title', 'source ''' || id || ''' has no title.', 'Add ''title: ...''.', 2, hidden from source where title is null;
insert into finding
  select file, mark_line(marks, 'url', line), mark_col(marks, 'url', col), 'bad-url', url_fault(url), url_remedy(url, 'It begins with http:// or https://.'), 2, hidden from source where url is not null and not is_url(url);
insert into finding
  select file, mark_line(marks, 'language', line), mark_col(marks, 'language', col), 'wrong-value', '''' || language || ''' is no language tag.', 'Write for example ''es'' or ''pt-BR''.', 2, hidden
  from source where language is not null and not is_tag(language);
-- only if: exists (select 1 from descriptor where lang is not null)
insert into finding
  select file, line, col, 'wrong-value', '''' || lang || ''' is no language tag.', 'Write for example ''es'' or ''pt-BR''.', 2, hidden
  from descriptor where lang is not null and not is_tag(lang);
-- end

-- a chain ends at the publisher of its source
-- only if: exists (select 1 from source where chain is not null)
insert into finding
  select file, mark_line(marks, 'attribution', line), mark_col(marks, 'attribution', col), 'chain-end', 'the attribution of ''' || id || ''' ends at ''' || split_part(chain, '>', -1) || ''', not at its publisher ''' || publisher || '''.',
    'The last speaker is who published what you read.', 2, hidden
  from source where chain is not null and publisher is not null and split_part(chain, '>', -1) <> publisher;
-- end
-- only if: exists (select 1 from stated where chain is not null)
insert into finding
  select distinct t.file, mark_line(t.marks, 'attribution', t.line), mark_col(t.marks, 'attribution', t.col), 'chain-end', 'this attribution ends at ''' || split_part(t.chain, '>', -1) || ''', not at ''' || s.publisher || ''', who published the source.',
    'The last speaker is who published what you read.', 2, t.hidden
  from stated t join source s on s.id = t.source where t.kind <> 'role' and t.chain is not null and split_part(t.chain, '>', -1) <> s.publisher;
-- end

-- keys
-- only if: exists (select 1 from key_part where required and value is null)
insert into finding
  select c.file, c.line, c.col, 'missing-key', 'this ' || c.object || ' has no ' || k.property || ', which names it.', 'Add ''' || k.property || ':' || case when y.keyed then '''.' else ''', or give it a slug.' end, 2, t.hidden
  from claim_row c join key_part k on k.file = c.file and k.fact = c.fact join class y on y.name = c.object join stated t on t.row = c.rowid
  where c.kind = 'class' and c.subject is null and k.required and k.value is null;
-- end
-- only if: exists (select 1 from key_part where stated > 1)
insert into finding
  select c.file, c.line, c.col, 'missing-key', 'this ' || c.object || ' has more than one ' || k.property || ', which names it.', 'Make a fact of each.', 2, t.hidden
  from claim_row c join key_part k on k.file = c.file and k.fact = c.fact join stated t on t.row = c.rowid where c.kind = 'class' and c.subject is null and k.stated > 1;
-- end
-- only if: exists (select 1 from claim_row where kind = 'class' and subject is null and object not in (select class from class_key))
insert into finding
  select c.file, c.line, c.col, 'missing-key', 'this ' || c.object || ' has no slug.', 'Write ''' || c.object || ': slug''.', 2, t.hidden
  from claim_row c join stated t on t.row = c.rowid where c.kind = 'class' and c.subject is null and c.object not in (select class from class_key);
-- end
-- one source states a node once
-- only if: exists (select 1 from stated where kind = 'class' and s is not null group by source, s having count(distinct file || ':' || fact) > 1)
insert into finding
  select t.file, t.line, t.col, 'second-node-fact', 'source ''' || t.source || ''' states ''' || t.s || ''' twice, first at ' || f.place || '.', case when regexp_matches(t.file, '\.ya?ml$') then 'Put both into one fact; a second source repeats the node in its own file.' else 'Delete one of the two rows; where they differ, put what they say into one.' end, 2, t.hidden
  from stated t join (select source, s, min(file || ':' || lpad(line::varchar, 9, '0') || ':' || lpad(col::varchar, 9, '0')) as spot, arg_min(file || ':' || line || ':' || col, file || ':' || lpad(line::varchar, 9, '0') || ':' || lpad(col::varchar, 9, '0')) as place, count(distinct file || ':' || fact) as facts
    from stated where kind = 'class' and s is not null group by source, s) f on f.source = t.source and f.s = t.s
  where t.kind = 'class' and f.facts > 1 and t.file || ':' || lpad(t.line::varchar, 9, '0') || ':' || lpad(t.col::varchar, 9, '0') <> f.spot;
-- end

-- renames
-- only if: exists (select 1 from rename)
insert into finding
  select distinct d.file, d.line, d.col, 'was-in-use', 'the former slug ''' || d.value || ''' is still declared.', 'Delete that declaration.', 2, d.hidden or e.internal
  from descriptor d join entity_row e on e.slug = d.value where d.key = 'was';
-- end
-- only if: exists (select 1 from rename)
insert into finding
  select distinct d.file, d.line, d.col, 'was-taken', '''' || d.value || ''' was the slug of ''' || r.new || ''' too.', 'Keep it with one of them.', 2, d.hidden
  from descriptor d join rename r on r.old = d.value and r.new <> d.slug where d.key = 'was';
-- end
-- only if: exists (select 1 from rename)
create or replace temp macro mention_line(marks, field, item, line) as case when item is null then mark_line(marks, field, line) else item_line(marks, field, item, line) end;
create or replace temp macro mention_col(marks, field, item, col) as case when item is null then mark_col(marks, field, col) else item_col(marks, field, item, col) end;
create or replace temp view old_name as
  select subject as slug, file, line, col, marks, 's' as field, null::bigint as item, rowid as row from claim_row where kind in ('plain', 'class')
  union all select object, file, line, col, marks, 'o', null, c.rowid from claim_row c join property p on p.name = c.predicate and p.kind = 'object'
  union all select anchor, file, line, col, marks, 'anchor', null, rowid from claim_row where anchor is not null
  union all select unnest(items(place)), file, line, col, marks, 'where', generate_subscripts(items(place), 1), rowid from claim_row where place is not null
  union all select unnest(items(denied_by)), file, line, col, marks, 'deniedBy', generate_subscripts(items(denied_by), 1), rowid from claim_row where denied_by is not null
  union all select said_by, file, line, col, marks, 'by', null, rowid from claim_row where said_by is not null
  union all select unnest(string_split(chain, '>')), file, line, col, marks, 'attribution', generate_subscripts(string_split(chain, '>'), 1), rowid from claim_row where chain is not null
  union all select unnest(string_split(chain, '>')), file, line, col, marks, 'attribution', generate_subscripts(string_split(chain, '>'), 1), null from source_row where chain is not null
  union all select publisher, file, line, col, marks, 'publisher', null, null from source_row where publisher is not null;
insert into finding
  select distinct n.file, mention_line(n.marks, n.field, n.item, n.line), mention_col(n.marks, n.field, n.item, n.col), 'renamed', '''' || r.old || ''' is now ''' || r.new || '''.', 'Run ''kg rename ' || r.old || ' ' || r.new || ''' to rewrite the files.', 1,
    coalesce(t.hidden, exists (select 1 from source s where s.file = n.file and s.hidden))
  from old_name n join rename r on r.old = n.slug left join stated t on t.row = n.row;
-- end
-- only if: exists (select 1 from entity where slug in (select s from stated where kind = 'class'))
insert into finding
  select e.file, e.line, e.col, 'slug-taken', '''' || e.slug || ''' names an entity here and a node at ' || min(t.file || ':' || t.line || ':' || t.col) || '.', 'Give one of them another slug.', 2, e.hidden
  from (select distinct on (slug) * from entity order by slug, file, line, col) e join stated t on t.kind = 'class' and t.s = e.slug group by e.file, e.line, e.col, e.slug, e.hidden;
-- end
-- only if: exists (select 1 from entity where specificity not in (select unnest([word, name]) from individual where type = kga('Specificity')))
insert into finding
  select distinct e.file, mark_line(e.marks, 'specificity', e.line), mark_col(e.marks, 'specificity', e.col), 'wrong-value', 'unknown specificity ''' || e.specificity || '''.', 'It is named, collective or unspecified.', 2, e.hidden
  from entity e where e.specificity is not null and not exists (select 1 from individual i where i.type = kga('Specificity') and (i.word = e.specificity or i.name = e.specificity));
-- end
-- only if: exists (select 1 from descriptor where key = 'wikidata')
insert into finding
  select file, line, col, 'wrong-value', '''' || value || ''' is no Wikidata item.', 'Write for example ''wikidata: Q736''.', 2, hidden from descriptor where key = 'wikidata' and not regexp_full_match(value, 'Q[1-9]\d*');
-- end
-- classes that are neither above nor below one another
-- only if: exists (select 1 from entity group by slug having count(distinct class) > 1)
insert into finding
  select distinct b.file, b.line, b.col, 'other-class', '''' || b.slug || ''' is ' || an(kb.label) || ' here and ' || an(ka.label) || ' at ' || a.file || ':' || a.line || ':' || a.col || '.', 'Both stand; change one if it is a slip.', 1, a.hidden or b.hidden
  from entity a join entity b on b.slug = a.slug and (b.file, b.line, b.col) > (a.file, a.line, a.col) join class ka on ka.name = a.class join class kb on kb.name = b.class
  where ka.iri <> kb.iri and not exists (select 1 from superclass u where (u.class = ka.iri and u.super = kb.iri) or (u.class = kb.iri and u.super = ka.iri));
-- end
-- a unit belongs to an indicator, coordinates to a place
insert into finding
  select distinct d.file, d.line, d.col, 'wrong-value', '''' || d.slug || ''' is no ' || k.label || ', and only such a thing has ' || case d.key when 'latitude' then 'coordinates' else 'a ' || d.key end || '.', 'Check its class, or delete the key.', 2, d.hidden
  from descriptor d join class k on k.iri = case when d.key = 'unit' then kga('Indicator') else kga('Place') end
  where d.key in ('unit', 'latitude', 'precision')
    and not exists (select 1 from declared x join class c on c.name = x.class join superclass u on u.class = c.iri where x.slug = d.slug and u.super = k.iri);
