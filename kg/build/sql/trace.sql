-- trace: rule_result -> findings at the fact that the result is about: the claim itself, the claim that states the value, or where
-- the node, source or chain is declared
set variable traced_nodes = (select coalesce(list(distinct split_part(focus, '#', 1)), []::varchar[]) from rule_result);
create or replace temp table spoken as
  with about as (select unnest(getvariable('traced_nodes')) as node)
  select d.claim as node, s.file, s.line, s.col, s.marks, s.hidden
  from said d join stated s on s.row = d.row where d.claim in (select node from about);
insert into spoken select s, file, line, col, marks, hidden from stated where kind = 'class' and s in (select unnest(getvariable('traced_nodes')));
insert into spoken select slug, file, line, col, marks, hidden from entity where slug in (select unnest(getvariable('traced_nodes')));
insert into spoken select 'source/' || id, file, line, col, marks, hidden from source;

-- only if: exists (select 1 from rule_result where starts_with(focus, 'chain/'))
insert into spoken select c.name, s.file, mark_line(s.marks, 'attribution', s.line), mark_col(s.marks, 'attribution', s.col), '', s.hidden
  from chain c join chained k on k.chain = c.chain join said d on d.claim = k.claim join stated s on s.row = d.row;
insert into spoken select c.name, s.file, mark_line(s.marks, 'attribution', s.line), mark_col(s.marks, 'attribution', s.col), '', s.hidden
  from chain c join usual u on u.chain = c.chain join source s on s.id = u.id;
-- end

-- an entity may be used where a file could not be read
delete from rule_result where code = 'unused-entity' and exists (select 1 from read_finding where severity = 2);

create or replace temp table traced as
  select distinct r.*, c.file, mark_line(c.marks, case when c.turned then 's' else 'o' end, c.line) as line, mark_col(c.marks, case when c.turned then 's' else 'o' end, c.col) as col, c.hidden
  from rule_result r join stated c on c.s = r.focus and c.p = r.path and c.o = r.value where r.value is not null and r.path is not null;
-- only if: exists (select 1 from rule_result where path is null)
insert into traced
  select distinct r.*, c.file, mark_line(c.marks, case when (r.value = c.o) <> c.turned then 'o' else 's' end, c.line), mark_col(c.marks, case when (r.value = c.o) <> c.turned then 'o' else 's' end, c.col), c.hidden
  from rule_result r join said d on d.claim = r.focus join stated c on c.row = d.row where r.path is null and r.value in (c.s, c.o) and c.kind = 'plain';
insert into traced
  select distinct r.*, c.file, mark_line(c.marks, 'o', c.line), mark_col(c.marks, 'o', c.col), c.hidden
  from rule_result r join said d on d.claim = r.focus join stated c on c.row = d.row where r.path is null and r.value = c.o and c.kind <> 'plain';
-- end
-- what only follows from facts is told at the facts that it follows from, where a result of the same rule about the node names one
-- only if: exists (select 1 from traced)
delete from rule_result r where r.value is not null and r.path is not null
  and not exists (select 1 from traced t where t.code = r.code and t.focus = r.focus and t.path = r.path and t.value = r.value)
  and exists (select 1 from derived d where d.s = r.focus and d.p = r.path and d.o = r.value)
  and exists (select 1 from traced t where t.code = r.code and t.focus = r.focus);
-- end
-- field: what a fact file calls the property of a claim; of several lines that make one claim, the first that has the field
insert into traced
  select r.*, arg_min(s.file, (not coalesce(contains(' ' || s.marks, ' ' || f.field || '='), false))::varchar || s.place), arg_min(mark_line(s.marks, f.field, s.line), (not coalesce(contains(' ' || s.marks, ' ' || f.field || '='), false))::varchar || s.place), arg_min(mark_col(s.marks, f.field, s.col), (not coalesce(contains(' ' || s.marks, ' ' || f.field || '='), false))::varchar || s.place), bool_or(s.hidden)
  from rule_result r
  left join (values (kga('source'), 'source'), (kga('quote'), 'quote'), (kga('at'), 'at'), (kga('credibility'), 'credibility'), (kga('confidence'), 'confidence'), (kga('rank'), 'rank'),
    (kga('modality'), 'modality'), (kga('edtf'), 'date'), (kga('cites'), 'cites'), (kga('retracted'), 'retracted'), (kga('reliability'), 'reliability'), (kga('publisher'), 'publisher'),
    (kga('likelihood'), 'likelihood'), (kga('where'), 'where'), (kga('deniedBy'), 'deniedBy'), (schema_org('url'), 'url'), (kga('specificity'), 'specificity'), (rdf('object'), 'o'), (rdf('subject'), 's'), (rdf('predicate'), 'p')) f(path, field) on f.path = r.path
  join (select *, file || lpad(line::varchar, 9, '0') || lpad(col::varchar, 9, '0') as place from spoken) s on s.node = split_part(r.focus, '#', 1)
  where not exists (select 1 from traced t where t.code = r.code and t.focus = r.focus and t.value is not distinct from r.value)
  group by all;
-- what is wrong in itself, such as an unknown slug or a number that cannot be read, is not judged once more by a rule
insert into finding
  select distinct file, line, col, code, message, remedy, severity, hidden from traced t
  where not exists (select 1 from finding f where f.file = t.file and f.line = t.line and f.col = t.col and f.severity = 2)
    and not exists (select 1 from stated u where u.s = t.focus and u.o is null);
-- a node that no fact states, such as one that the ontology itself describes, has no place
-- only if: exists (select 1 from rule_result)
insert into finding
  select distinct 'kg.toml', 0, 0, r.code, r.message || ' (' || r.focus || ')', r.remedy, r.severity, false
  from rule_result r where not exists (select 1 from traced t where t.code = r.code and t.focus = r.focus);
-- end
-- what names something internal is internal, whatever fact it is about
-- only if: exists (select 1 from secret) or exists (select 1 from source where hidden)
update finding set internal = true
  where exists (select 1 from (select slug as word from secret union all select id from source where hidden) w
    where regexp_matches(message || ' ' || coalesce(remedy, ''), '(^|[^a-z0-9-])' || regexp_escape(w.word) || '($|[^a-z0-9-])'));
-- end
