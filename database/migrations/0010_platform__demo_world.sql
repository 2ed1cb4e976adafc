-- Whether the demo world was made here: written before and after, so that a half-made one is recognised.
create table platform.demo_world (
  one boolean primary key default true check (one),
  state text not null check (state in ('started', 'done'))
);
