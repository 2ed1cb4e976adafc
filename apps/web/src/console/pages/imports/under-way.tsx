import type { Job } from "../../../api/contract.ts";
import { Card } from "../../../ui/card.tsx";
import { JobActs } from "../../jobs/job-acts.tsx";
import { JobProgress, JobState } from "../../jobs/job-progress.tsx";

/** A job while it goes on, as it moves. */
export function UnderWay({ job, words }: { job: Job; words: string }) {
  return (
    <Card label={job.label}>
      <div className="import-under-way" aria-live="polite">
        <div className="job__head">
          <b className="med">{words}</b>
          <JobState job={job} />
        </div>
        <JobProgress job={job} />
        <JobActs job={job} />
      </div>
    </Card>
  );
}
