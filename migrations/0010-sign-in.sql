-- The link for the first account belongs to nobody yet: whoever opens it says who they are.
alter table user_links alter column user_id drop not null;

-- Whoever signs in with OpenID Connect has no password.
alter table users drop constraint users_check;
alter table users add constraint users_check check (state <> 'active' or activated_at is not null);
