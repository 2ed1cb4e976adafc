-- What failed is tried again once: whoever asks a second time is answered with the job that does it already.
alter table platform.job add column retry_job_id uuid;
