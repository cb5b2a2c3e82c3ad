-- emit: everything that is known, but claims (claim_terms.sql) -> one table of triples by predicate, so that looking for one reads a small
-- part; the name is that of the subject, and objects are written as in N-Triples. derived: listed again in the graph kga:derived
-- Names that are no slugs are judged too: characters that no IRI can hold are written as others, which kg.build.rules turns back
set variable odd_names = (select exists (select 1 from finding where severity = 2));
set variable in_no_iri = ' ' || chr(9) || chr(10) || chr(13) || '<>"{}|^`\';
set variable stand_ins = array_to_string(list_transform(range(57344, 57357), lambda x: chr(x::integer)), '');
create or replace temp macro iri_text(name) as case when not getvariable('odd_names') then name else translate(name, getvariable('in_no_iri'), getvariable('stand_ins')) end;
create or replace temp macro iri(name) as case when name is not null then concat('<', iri_text(name), '>') end;
create or replace temp macro plain(text) as case when text is not null then concat('"', escaped(text), '"') end;
-- a language tag as stores keep it, in lower case; without any, or with none that is one, that of the case
create or replace temp macro tag(stated) as lower(case when is_tag(stated) then stated when is_tag(getvariable('language')) then getvariable('language') end);

-- a node without a name is called by its class and key, or by its slug
create or replace temp table unnamed as
  select distinct s from claim where kind = 'class' and s not in (select slug from descriptor where key = 'name');
create or replace temp table called as
  select slug, min(value) as name from descriptor where key = 'name' group by slug;
create or replace temp table key_word as
  select distinct k.slug, p.seq, case when p.required then '' else q.label || ' ' end || coalesce(n.name, p.value) as word
  from keyed k join key_part p on p.file = k.file and p.fact = k.fact and p.value is not null
  left join called n on p.slug and n.slug = p.value left join property q on q.name = p.property
  where k.slug in (select s from unnamed);
-- the date of a node as written, where all live class claims write the same
create or replace temp table written as
  select s, min(date) as date, bool_or(relation is not null or date = 'current') as in_words from claim
  where kind = 'class' and date is not null and not negated and retracted is null group by s having count(distinct date) = 1;
create or replace temp table cited as select distinct text as url from remark where field = 'cites';
-- attribution: chains are shared; a claim names its own only where it differs from its source's usual one
create or replace temp table chain as
  select distinct chain, 'chain/' || md5(replace(chain, '>', chr(31))) as name from (select chain from usual where chain is not null union all select chain from claim where chain is not null);
create or replace temp table hop as
  select c.chain, c.name, i.i as number, split_part(c.chain, '>', i.i::integer) as speaker, len(string_split(c.chain, '>')) as hops
  from chain c, lateral (select unnest(range(1, len(string_split(c.chain, '>')) + 1)) as i) i;
create or replace temp table press as
  select s as slug from typed_up where class = kga('NewsOrganization');

-- all of it at once, so that the parts share the cores; s and o are relative to the base unless kind says otherwise.
-- kind: 'slug' (relative to the base), 'iri' or 'lit'. Which predicate goes before which is all the same, and numbers are sorted sooner
create or replace {shared table}triple_row as
  select iri_text(t.s) as name, t.p,
    case t.kind when 'slug' then concat('<' || getvariable('base'), iri_text(t.o), '>') when 'iri' then iri(t.o)
    else plain(t.o) || case when t.lang is not null then '@' || t.lang when t.type is not null then '^^<' || t.type || '>' else '' end end as o, t.derived
  from (
    -- entities and nodes
    select s, rdf('type'), class, 'iri', null, null, false from typed_up
    union all select distinct d.slug, case d.key when 'name' then rdfs('label') else 'http://www.w3.org/2004/02/skos/core#altLabel' end, d.value, 'lit', null, tag(d.lang), false
      from descriptor d where d.key in ('name', 'aka')
    union all select distinct slug, schema_org('sameAs'), 'http://www.wikidata.org/entity/' || value, 'iri', null, null, false from descriptor where key = 'wikidata'
    union all select distinct slug, schema_org('identifier'), case key when 'iso' then 'iso3166-1' else kind end || ':' || value, 'lit', null, null, false from descriptor where key in ('iso', 'id')
    union all select distinct d.slug, schema_org(d.key), q.value, 'lit', xsd('decimal'), null, false from descriptor d join quantity_text q on q.text = d.value and q.error is null where d.key in ('latitude', 'longitude')
    union all select distinct slug, kga(key), value, 'lit', null, null, false from descriptor where key in ('precision', 'unit')
    union all select distinct value, 'http://purl.org/dc/terms/isReplacedBy', slug, 'slug', null, null, false from descriptor where key = 'was'
    union all select e.slug, kga('specificity'), kga(coalesce(min(i.name), 'Named')), 'iri', null, null, false
      from entity e left join individual i on i.type = kga('Specificity') and (i.word = e.specificity or i.name = e.specificity) group by e.slug
    union all select u.s, rdfs('label'), coalesce(k.words, replace(u.s, '-', ' ')), 'lit', null, case when k.words is null then null else tag(null) end, false
      from unnamed u left join (select slug, string_agg(word, ', ' order by seq) as words from key_word group by slug) k on k.slug = u.s
    -- bounds of nodes, and their date as written
    union all select s, kga('startEarliest'), start_earliest, 'lit', xsd('date'), null, false from node_bound where start_earliest is not null
    union all select s, kga('startLatest'), start_latest, 'lit', xsd('date'), null, false from node_bound where start_latest is not null
    union all select s, kga('endEarliest'), end_earliest, 'lit', xsd('date'), null, false from node_bound where end_earliest is not null
    union all select s, kga('endLatest'), end_latest, 'lit', xsd('date'), null, false from node_bound where end_latest is not null
    union all select s, kga('edtf'), date, 'lit', case when in_words then null else edtf() end, null, false from written
    -- an observation's year and unit
    union all select n.s, kga('year'), (left(n.start_earliest, 4)::integer)::varchar, 'lit', xsd('integer'), null, false
      from node_bound n join typed_up t on t.s = n.s and t.class = kga('Observation')
      where n.start_earliest is not null and n.end_latest is not null and left(n.start_earliest, 4) = left(n.end_latest, 4)
        and right(n.start_earliest, 5) = '01-01' and right(n.end_latest, 5) = '12-31'
    union all select distinct c.s, kga('unit'), c.o_unit, 'lit', null, null, false
      from claim c join standing t on t.s = c.s and t.p = c.p and t.o = c.o where c.p = kga('value') and c.o_unit is not null and not c.negated and c.retracted is null
    -- plain triples, then what follows from them
    union all select s, p, o, o_kind, o_type, null, false from standing where p <> rdf('type')
    union all select s, p, o, 'slug', null, null, true from derived where p <> kga('participant')
    union all select s, p, o, 'slug', null, null, false from derived where p = kga('participant')
    -- documents that claims cite
    union all select 'document/' || md5(url), rdf('type'), kga('Document'), 'iri', null, null, false from cited
    union all select 'document/' || md5(url), schema_org('url'), url, 'lit', null, null, false from cited
    -- sources
    union all select 'source/' || id, rdf('type'), kga('Source'), 'iri', null, null, false from source
    union all select 'source/' || id, rdfs('label'), title, 'lit', null, tag(language), false from source where title is not null
    union all select 'source/' || id, kga('publisher'), case publisher when '!withheld' then kga('Withheld') else publisher end, case publisher when '!withheld' then 'iri' else 'slug' end, null, null, false from source where publisher is not null
    union all select 'source/' || id, kga('edtf'), date, 'lit', edtf(), null, false from source where date is not null
    union all select 'source/' || id, kga('startEarliest'), start_earliest, 'lit', xsd('date'), null, false from source_bound where start_earliest is not null
    union all select 'source/' || id, kga('startLatest'), start_latest, 'lit', xsd('date'), null, false from source_bound where start_latest is not null
    union all select 'source/' || id, kga('endEarliest'), end_earliest, 'lit', xsd('date'), null, false from source_bound where end_earliest is not null
    union all select 'source/' || id, kga('endLatest'), end_latest, 'lit', xsd('date'), null, false from source_bound where end_latest is not null
    union all select 'source/' || id, schema_org('url'), url, 'lit', null, null, false from source where url is not null
    union all select 'source/' || id, schema_org('author'), author, 'lit', null, null, false from source where author is not null
    union all select 'source/' || id, schema_org('inLanguage'), language, 'lit', null, null, false from source where language is not null
    union all select 'source/' || id, kga('sourceType'), type, 'lit', null, null, false from source where type is not null
    union all select 'source/' || id, kga('reliability'), reliability, 'lit', null, null, false from source where reliability is not null
    union all select 'source/' || id, kga('accessed'), accessed, 'lit', edtf(), null, false from source where accessed is not null
    union all select 'source/' || id, kga('archived'), archived, 'lit', null, null, false from source where archived is not null
    -- chains of attribution
    union all select 'source/' || u.id, kga('attribution'), c.name, 'slug', null, null, false from usual u join chain c on c.chain = u.chain
    union all select name, rdf('type'), kga('AttributionChain'), 'iri', null, null, false from chain
    union all select name, kga('hasHop'), name || '#' || number, 'slug', null, null, false from hop
    union all select name || '#' || number, rdf('type'), kga('Attribution'), 'iri', null, null, false from hop
    union all select name || '#' || number, kga('hop'), number::varchar, 'lit', xsd('integer'), null, false from hop
    union all select name || '#' || number, prov('agent'), case speaker when '!withheld' then kga('Withheld') else speaker end, case speaker when '!withheld' then 'iri' else 'slug' end, null, null, false from hop
    union all select h.name || '#' || h.number, kga('speechAct'),
      kga(case when h.number = h.hops and h.number > 1 and before.slug is not null then 'Republished' when h.number = h.hops or now.slug is not null then 'Reported' else 'Said' end), 'iri', null, null, false
      from hop h left join press now on now.slug = h.speaker left join hop b on b.chain = h.chain and b.number = h.number - 1 left join press before on before.slug = b.speaker
  ) t(s, p, o, kind, type, lang, derived)
  order by hash(t.p), case when t.p = rdf('type') then hash(t.o) end;

-- big, and of no further use
drop table standing;
drop table typed_up;
