-- E-mail beside SMS, with the built-in test channel first.
alter table messaging.message drop constraint message_channel_check;
alter table messaging.message add constraint message_channel_check check (channel in ('sms_test', 'email_test'));
alter table messaging.message add column subject text;
