-- The list in the order of last days, and whoever came in a span of them.
create index figure_by_last_visit on members.figure (tenant_id, last_visit_on desc, member_id desc) where last_visit_on is not null;
create index figure_by_last_purchase on members.figure (tenant_id, last_purchase_on desc, member_id desc) where last_purchase_on is not null;
