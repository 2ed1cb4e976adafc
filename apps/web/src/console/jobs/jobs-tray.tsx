import { App, Popover } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { Job } from "../../api/contract.ts";
import { useText } from "../../i18n/language.ts";
import { jobs as texts } from "../../i18n/texts/jobs.ts";
import { Icon } from "../../ui/icon.tsx";
import { JobActs } from "./job-acts.tsx";
import { JobName } from "./job-name.tsx";
import { JobProgress, JobState } from "./job-progress.tsx";
import "./jobs.css";
import { isOpen, useMyJobs } from "./use-jobs.ts";

const SHOWN = 8;

function Item({ job, onClose }: { job: Job; onClose: () => void }) {
  return (
    <li className="job">
      <div className="job__head">
        <span className="cut" title={`${job.label} ${job.title}`}>
          <JobName job={job} onOpen={onClose} />
        </span>
        <JobState job={job} />
      </div>
      <JobProgress job={job} />
      <JobActs job={job} />
    </li>
  );
}

function List({ mine, onClose }: { mine: Job[]; onClose: () => void }) {
  const t = useText(texts);
  return (
    <section className="jobs-tray" aria-label={t("tray")}>
      {mine.length === 0 ? (
        <div className="jobs-tray__none">
          <p className="med">{t("nothing")}</p>
          <p className="s mut">{t("nothing_why")}</p>
        </div>
      ) : (
        <ul>
          {mine.slice(0, SHOWN).map((job) => (
            <Item key={job.job_id} job={job} onClose={onClose} />
          ))}
        </ul>
      )}
      <Link to="/platform/jobs" onClick={onClose}>
        {t("all_jobs")}
      </Link>
    </section>
  );
}

/** Long work under way, wherever one is: it goes on when the page is closed and is here when it is opened again. */
export function JobsTray() {
  const t = useText(texts);
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const mine = useMyJobs((job) => {
    const said = { label: job.label, title: job.title };
    if (job.state === "done") void message.success(t("finished", said));
    else void message.warning(t("stopped", said));
  });
  const count = mine.filter(isOpen).length;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      content={<List mine={mine} onClose={() => setOpen(false)} />}
    >
      <button
        type="button"
        className="tool jobs-button"
        aria-label={count > 0 ? t("tray_count", { count }) : t("tray")}
        aria-expanded={open}
        title={t("tray")}
      >
        <Icon name="jobs" />
        {count > 0 ? <span className="jobs-button__count">{count}</span> : null}
      </button>
    </Popover>
  );
}
