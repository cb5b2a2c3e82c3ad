-- withhold: what is internal goes before ranks and rivals are judged, so that nothing that leaves depends on it
create or replace temp macro disclosed(joined) as
  nullif(array_to_string(list_filter(string_split(joined, chr(31)), lambda x: not list_contains(getvariable('secrets'), x)), chr(31)), '');
create or replace temp macro veiled(chain) as
  array_to_string(list_transform(string_split(chain, '>'), lambda x: case when list_contains(getvariable('secrets'), x) then '!withheld' else x end), '>');
set variable secrets = (select coalesce(list(slug), []::varchar[]) from secret);

delete from source where hidden;
delete from entity where hidden or slug in (select slug from secret);
delete from descriptor where hidden;
delete from stated where hidden;
update source set publisher = veiled(publisher), chain = veiled(chain) where list_has_any(string_split(coalesce(chain, '') || '>' || coalesce(publisher, ''), '>'), getvariable('secrets'));
update stated set
  quotes = case when hides(withheld, 'quote') then null else quotes end,
  ats = case when hides(withheld, 'at') then null else ats end,
  notes = case when hides(withheld, 'note') then null else notes end,
  cites = case when hides(withheld, 'cites') then null else cites end,
  manner = case when hides(withheld, 'as') then null else manner end,
  place = case when hides(withheld, 'where') then null else place end,
  amount = case when hides(withheld, 'amount') then null else amount end,
  lag = case when hides(withheld, 'lag') then null else lag end,
  denied_by = case when hides(withheld, 'deniedBy') then null else denied_by end,
  said_by = case when hides(withheld, 'by') or hides(withheld, 'attribution') then '!withheld' else said_by end,
  chain = case when hides(withheld, 'by') or hides(withheld, 'attribution') then null else chain end
where withheld is not null;
update stated set place = disclosed(place), denied_by = disclosed(denied_by)
where (place is not null and list_has_any(items(place), getvariable('secrets'))) or (denied_by is not null and list_has_any(items(denied_by), getvariable('secrets')));
update stated set chain = veiled(chain), said_by = veiled(said_by)
where list_has_any(string_split(coalesce(chain, '') || '>' || coalesce(said_by, ''), '>'), getvariable('secrets'));
update stated set date = null, relation = null, anchor = null where anchor in (select slug from secret);
