import { Link } from "react-router";
import type { Job } from "../../api/contract.ts";
import { placeOf } from "./job-place.ts";

/** What a job is, and a way to what it works for. */
export function JobName({ job, onOpen }: { job: Job; onOpen?: () => void }) {
  const to = placeOf(job);
  const words = (
    <>
      <b className="med">{job.label}</b> <span className="mut">{job.title}</span>
    </>
  );
  if (to === undefined) return words;
  return (
    <Link className="plain" to={to} {...(onOpen ? { onClick: onOpen } : {})}>
      {words}
    </Link>
  );
}
