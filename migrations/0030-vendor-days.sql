-- How many requests all processes together have sent to an account of a vendor on a day (UTC); no workspace's, since the
-- limit is one of the account.
create table vendor_days (
  account text not null,
  day date not null,
  requests integer not null check (requests >= 0),
  primary key (account, day)
);
