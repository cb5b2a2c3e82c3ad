-- inputs: a hash and a count of each source's rows, whatever file and order they stand in; what is internal is gone by now
select source, count(*) as rows, sum(md5_number_lower(text))::varchar as hash from (
  select source, concat_ws(chr(30), s, p, o, o_kind, o_type, unit, exactness, id, negated, modality, rank, retracted, denied_by, chain, said_by, manner, place, amount, likelihood,
    credibility, confidence, lag, reported, date, quotes, ats, notes, cites) as text from stated
  union all select id, concat_ws(chr(30), 'source', title, publisher, date, url, type, reliability, language, author, accessed, archived, chain) from source
  union all select coalesce(source, ''), concat_ws(chr(30), 'entity', slug, class, specificity) from entity
  union all select '', concat_ws(chr(30), 'descriptor', slug, key, value, lang, kind) from descriptor)
group by source order by source
