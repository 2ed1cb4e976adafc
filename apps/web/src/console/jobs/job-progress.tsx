import type { Job } from "../../api/contract.ts";
import { Sep } from "../../ui/card.tsx";
import { number } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.ts";
import { jobs as texts } from "../../i18n/texts/jobs.ts";
import { type Mark, Meter, StateMark } from "../../ui/marks.tsx";

const MARKS: Record<Job["state"], Mark> = {
  queued: "plan",
  running: "live",
  paused: "draft",
  canceled: "off",
  failed: "bad",
  done: "off",
};

export function JobState({ job }: { job: Job }) {
  const t = useText(texts);
  return <StateMark mark={MARKS[job.state]}>{t(job.state)}</StateMark>;
}

/** How far it is, as a ruler and in figures. */
export function JobProgress({ job }: { job: Job }) {
  const t = useText(texts);
  const { done, total, failed, seconds_left: left } = job;
  const known = total !== null && total > 0;
  return (
    <div className="job__progress">
      {known && job.ended_at === null ? <Meter share={done / total} /> : null}
      <span className="s mut tab">
        {known ? t("progress", { done: number(done), total: number(total) }) : done > 0 ? number(done) : ""}
        {failed > 0 ? (
          <b className="warn">
            <Sep />
            {t("failures", { count: number(failed) })}
          </b>
        ) : null}
        {left === null ? null : (
          <>
            <Sep />
            {left < 90 ? t("seconds_left", { count: left }) : t("minutes_left", { count: Math.ceil(left / 60) })}
          </>
        )}
      </span>
      {job.error ? <span className="s warn">{job.error.detail}</span> : null}
    </div>
  );
}
