import type { Import, Job, JobFailure } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";

const FIRST = 20;
const KINDS = 8;

interface Props {
  row: Import;
  job: Job;
  labelOf: (field: string | null) => string;
}

function useRowColumns(labelOf: Props["labelOf"]): Column<JobFailure>[] {
  const t = useText(importsTexts);
  return [
    {
      key: "row",
      head: <span title={t("row_title")}>{t("row")}</span>,
      width: 72,
      numeric: true,
      cell: ({ row_no }) => number(row_no),
    },
    { key: "field", head: t("field"), width: 120, cell: ({ field }) => labelOf(field) },
    { key: "reason", head: t("reason"), tone: "wrap", cell: ({ detail }) => detail },
  ];
}

/** What was found wrong: by kind, then the first rows with their numbers and reasons; all of them are in the file. */
export function Problems({ row, job, labelOf }: Props) {
  const t = useText(importsTexts);
  const path = { job_id: job.job_id };
  const first = useApi("GET /v1/jobs/{job_id}/failures", { path, query: { limit: FIRST } });
  const columns = useRowColumns(labelOf);
  // They are of the newest job.
  const kinds = row.job?.job_id === job.job_id ? row.problems.slice(0, KINDS) : [];
  const download = job.mine ? (
    <a href={`/v1/jobs/${job.job_id}/failures_file`} download title={t("download_why")}>
      {t("download")}
    </a>
  ) : null;
  return (
    <Card title={t("problems")} note={job.failed > FIRST ? t("first_of", { count: FIRST }) : null} tools={download}>
      {kinds.length > 1 ? (
        <ul className="import-kinds" aria-label={t("problems_by_kind")}>
          {kinds.map(({ code, field, detail, count }) => (
            <li key={`${code} ${field} ${detail}`}>
              <b className="tab">{number(count)}</b>
              <span className="mut">{labelOf(field)}</span>
              <span>{detail}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <QueryView query={first}>
        {({ data }) => (
          <LedgerTable
            label={t("problems")}
            columns={columns}
            rows={data}
            rowKey={({ row_no }) => String(row_no)}
            compact
          />
        )}
      </QueryView>
    </Card>
  );
}
