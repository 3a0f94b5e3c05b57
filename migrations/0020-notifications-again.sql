-- When somebody had a notification sent again that could not be delivered: from then on it has its two days anew.
alter table notifications add column retried_at timestamptz;
