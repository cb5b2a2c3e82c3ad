-- texts_of_dates: rows -> every distinct text that stands where a date may; "current" only where it must not
select distinct text from (
  select date as text from claim_row where relation is null and date <> 'current' union select reported from claim_row union select date from source_row union select accessed from source_row
  union select c.object from claim_row c join property p on p.name = c.predicate where p.range = 'http://id.loc.gov/datatypes/edtf')
where text is not null
