-- relative: one round: nodes whose every dated claim has bounds get their own, then the claims that waited for them get theirs.
-- A node's bounds are the intersection of its claims' where they are compatible; else the hull for what is possible and nothing certain.
insert into node_bound
  select s, case when fits then low else hull_low end, case when fits then start_latest end, case when fits then end_earliest end,
    case when fits then high else hull_high end, fits
  from (
    select *, coalesce(low <= start_latest, true) and coalesce(end_earliest <= high, true) and coalesce(low <= high, true) as fits
    from (
      select b.s, max(b.start_earliest) as low, min(b.start_latest) as start_latest, max(b.end_earliest) as end_earliest, min(b.end_latest) as high,
        case when bool_and(b.start_earliest is not null) then min(b.start_earliest) end as hull_low,
        case when bool_and(b.end_latest is not null) then max(b.end_latest) end as hull_high
      from claim_bound b join claim c on c.claim = b.claim
      where b.kind = 'class' and not c.negated and c.retracted is null
        and b.s not in (select s from node_bound) and b.s not in (select s from waiting where kind = 'class')
      group by b.s));
insert into claim_bound
  select w.claim, w.s, w.kind,
    case w.relation when 'same' then n.start_earliest when 'after' then n.start_earliest end,
    case w.relation when 'same' then n.start_latest when 'during' then n.start_latest when 'before' then n.end_latest end,
    case w.relation when 'same' then n.end_earliest when 'during' then n.start_earliest when 'after' then n.start_earliest end,
    case w.relation when 'same' then n.end_latest when 'before' then n.end_latest end
  from waiting w left join node_bound n on n.s = w.anchor
  where n.s is not null or w.anchor not in (select s from waiting where kind = 'class');
delete from waiting where claim in (select claim from claim_bound);
