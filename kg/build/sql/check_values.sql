-- check_values: stated -> findings about dates, numbers and words
-- only if: exists (select 1 from date_text where error is not null)
insert into finding
  select distinct t.file, mark_line(t.marks, 'date', t.line), mark_col(t.marks, 'date', t.col), 'date', d.error, d.remedy, 2, t.hidden
  from stated t join date_text d on d.text = t.date and d.error is not null where t.relation is null and t.date <> 'current' and t.kind <> 'role';
insert into finding
  select distinct t.file, mark_line(t.marks, 'reported', t.line), mark_col(t.marks, 'reported', t.col), 'date', d.error, d.remedy, 2, t.hidden
  from stated t join date_text d on d.text = t.reported and d.error is not null where t.kind <> 'role';
insert into finding
  select s.file, mark_line(s.marks, 'date', s.line), mark_col(s.marks, 'date', s.col), 'date', d.error, d.remedy, 2, s.hidden from source s join date_text d on d.text = s.date and d.error is not null;
insert into finding
  select s.file, mark_line(s.marks, 'accessed', s.line), mark_col(s.marks, 'accessed', s.col), 'date', d.error, d.remedy, 2, s.hidden from source s join date_text d on d.text = s.accessed and d.error is not null;
insert into finding
  select distinct t.file, mark_line(t.marks, 'o', t.line), mark_col(t.marks, 'o', t.col), 'date', d.error, d.remedy, 2, t.hidden
  from stated t join date_text d on d.text = t.written and d.error is not null where t.o_type = edtf();
-- end
-- only if: exists (select 1 from source where date is null)
insert into finding
  select distinct t.file, mark_line(t.marks, 'date', t.line), mark_col(t.marks, 'date', t.col), 'date', '''current'' needs the date of its source, and source ''' || t.source || ''' has none.', 'Give the source a date.', 2, t.hidden
  from stated t join source s on s.id = t.source where t.date = 'current' and s.date is null and t.kind <> 'role';
-- end
-- only if: exists (select 1 from stated where anchor is not null)
insert into finding
  select distinct t.file, mark_line(t.marks, 'anchor', t.line), mark_col(t.marks, 'anchor', t.col), 'date-anchor', '''' || t.anchor || ''' is no node with a date.', 'A date can be the same as, during, after or before a situation.', 2, t.hidden
  from stated t join declared d on d.slug = t.anchor and d.kind = 'entity' where t.anchor is not null and t.anchor not in (select slug from declared where kind = 'node');
-- end

-- only if: exists (select 1 from quantity_text where error is not null)
insert into finding
  select distinct t.file, mark_line(t.marks, 'o', t.line), mark_col(t.marks, 'o', t.col), 'quantity', q.error, q.remedy, 2, t.hidden
  from stated t join quantity_text q on q.text = t.written and q.error is not null where t.o_type in (xsd('decimal'), xsd('integer'));
-- end
insert into finding
  select distinct t.file, mark_line(t.marks, 'o', t.line), mark_col(t.marks, 'o', t.col), 'quantity', '''' || t.written || ''' is no whole number.', '''' || p.name || ''' counts whole things.', 2, t.hidden
  from stated t join property p on p.iri = t.p where t.o_type = xsd('integer') and t.o is not null and t.o like '%.%';
insert into finding
  select distinct t.file, mark_line(t.marks, 'o', t.line), mark_col(t.marks, 'o', t.col), 'quantity', '''' || t.written || ''' is below zero.', '''' || p.name || ''' counts things.', 2, t.hidden
  from stated t join property p on p.iri = t.p where t.o_type = xsd('integer') and (t.o like '-%' or t.maximum like '-%');
insert into finding
  select distinct t.file, mark_line(t.marks, 'o', t.line), mark_col(t.marks, 'o', t.col), 'other-unit', 'the indicator counts in ' || u.unit || ', and this says ' || t.unit || '.', 'Convert the number, or use another indicator; numbers in two units are never compared.', 1, t.hidden
  from stated t join observed_unit u on u.slug = t.s where t.p = kga('value') and t.unit is not null and t.unit <> u.unit;
-- only if: exists (select 1 from quantity_text where error is not null)
insert into finding
  select distinct t.file, mark_line(t.marks, 'amount', t.line), mark_col(t.marks, 'amount', t.col), 'quantity', q.error, q.remedy, 2, t.hidden
  from stated t join quantity_text q on q.text = t.amount and q.error is not null;
-- a check that compares such a cell fails because of it
delete from finding c using finding q
  where c.code = 'check' and q.code = 'quantity' and q.message like '%is not a quantity%' and q.file = c.file and q.line = c.line and q.col = c.col;
-- end
insert into finding
  select distinct t.file, mark_line(t.marks, 'o', t.line), mark_col(t.marks, 'o', t.col), 'wrong-value', '''' || p.name || ''' is true or false, not ''' || t.written || '''.', '', 2, t.hidden
  from stated t join property p on p.iri = t.p where t.o_type = xsd('boolean') and t.written not in ('true', 'false', '1', '0');
insert into finding
  select distinct t.file, mark_line(t.marks, 'o', t.line), mark_col(t.marks, 'o', t.col), 'wrong-value', '''' || t.written || ''' is no day.', 'Write for example 2025-02-19.', 2, t.hidden
  from stated t where t.o_type = xsd('date') and (try_cast(t.written as date) is null or not regexp_full_match(t.written, '\d{4}-\d\d-\d\d'));
insert into finding
  select distinct t.file, mark_line(t.marks, 'o', t.line), mark_col(t.marks, 'o', t.col), 'bad-url', url_fault(t.written), url_remedy(t.written, 'It begins with http:// or https://.'), 2, t.hidden
  from stated t where t.o_type = xsd('anyURI') and not is_url(t.written);
-- only if: exists (select 1 from stated where cites is not null)
insert into finding
  select distinct file, item_line(marks, 'cites', i, line), item_col(marks, 'cites', i, col), 'bad-url', url_fault(url), url_remedy(url, '''cites'' takes addresses that begin with http:// or https://.'), 2, hidden
  from (select *, split_part(cites, chr(31), i::integer) as url from stated, lateral (select unnest(range(1, len(items(cites)) + 1)) as i) where cites is not null)
  where not is_url(url);
-- end

-- fixed words
create or replace temp table word_list as
  select type, string_agg(word, ', ' order by word) as words from individual group by type;
-- only if: exists (select 1 from stated where o is null and o_kind = 'iri')
insert into finding
  select distinct t.file, mark_line(t.marks, 'o', t.line), mark_col(t.marks, 'o', t.col), 'wrong-value', 'unknown ' || p.name || ' ''' || t.written || '''.', 'It is one of: ' || w.words || '.', 2, t.hidden
  from stated t join property p on p.iri = t.p join word_list w on w.type = p.range where t.o is null and t.o_kind = 'iri';
-- end
-- only if: exists (select 1 from stated where modality is not null)
insert into finding
  select distinct t.file, mark_line(t.marks, 'modality', t.line), mark_col(t.marks, 'modality', t.col), 'wrong-value', 'unknown modality ''' || t.modality || '''.', 'It is one of: ' || w.words || '.', 2, t.hidden
  from stated t join word_list w on w.type = kga('Modality') where t.kind <> 'role' and t.modality is not null and not exists (select 1 from individual i where i.type = w.type and (i.word = t.modality or i.name = t.modality));
-- end
-- only if: exists (select 1 from stated where likelihood is not null)
insert into finding
  select distinct t.file, mark_line(t.marks, 'likelihood', t.line), mark_col(t.marks, 'likelihood', t.col), 'wrong-value', 'unknown likelihood ''' || t.likelihood || '''.', 'It is one of: ' || w.words || '.', 2, t.hidden
  from stated t join word_list w on w.type = kga('Likelihood') where t.likelihood is not null and not exists (select 1 from individual i where i.type = w.type and (i.word = t.likelihood or i.name = t.likelihood));
-- end
-- only if: exists (select 1 from stated where rank is not null)
insert into finding
  select distinct file, mark_line(marks, 'rank', line), mark_col(marks, 'rank', col), 'wrong-value', 'unknown rank ''' || rank || '''.', 'It is preferred or deprecated.', 2, hidden
  from stated where kind <> 'role' and rank is not null and rank not in ('preferred', 'deprecated', 'normal');
-- end
-- only if: exists (select 1 from stated where confidence is not null)
insert into finding
  select distinct t.file, mark_line(t.marks, 'confidence', t.line), mark_col(t.marks, 'confidence', t.col), 'wrong-value', 'confidence is a number from 0 to 1, not ''' || t.confidence || '''.', '', 2, t.hidden
  from stated t left join quantity_text q on q.text = t.confidence where t.confidence is not null and q.value is null;
-- end
