-- has_secrets: whether anything is marked internal
select exists (select 1 from stated where hidden or withheld is not null) or exists (select 1 from secret)
  or exists (select 1 from source where hidden) or exists (select 1 from entity where hidden) or exists (select 1 from descriptor where hidden)
