-- texts_of_quantities: rows -> every distinct text that stands where a quantity may
select distinct text from (
  select amount as text from claim_row union select confidence from claim_row union select value from descriptor_row where key in ('latitude', 'longitude')
  union select c.object from claim_row c join property p on p.name = c.predicate
    where p.range in ('http://www.w3.org/2001/XMLSchema#decimal', 'http://www.w3.org/2001/XMLSchema#integer'))
where text is not null
