-- edit_renames: former slugs that were added or taken away: names that mean something else now
with gone as (select value, coalesce(slug, file || ':' || fact) as name from gone_descriptor where key = 'was'),
fresh as (select value, coalesce(slug, file || ':' || fact) as name from temp.main.descriptor_row where key = 'was')
(select * from gone except select * from fresh) union all (select * from fresh except select * from gone)
