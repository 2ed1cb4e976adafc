import type { ReactNode } from "react";
import type { Routes } from "@huiyou/api-client";
import { takeFile } from "../../api/take-file";
import { dayOf } from "../../format/dates.ts";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { useAction } from "../../state/use-action.ts";
import type { Answered } from "../../state/use-answer.ts";
import { Box } from "../../ui/elements";
import { Button, Failure } from "../../ui/parts";

export type OwnRequest = Routes["GET /v1/member/subject_requests"]["response"]["data"][number];

/** What was just asked for stands below the fold: the page goes there. */
export const REQUESTS_ID = "own-requests";

const KINDS: Record<OwnRequest["kind"], Key> = {
  access: "request_access",
  correction: "request_correction",
  erasure: "request_erasure",
  withdrawal: "request_withdrawal",
};

const STATES: Record<OwnRequest["state"], Key> = {
  received: "request_received",
  verifying: "request_verifying",
  in_progress: "request_in_progress",
  done: "request_done",
  refused: "request_refused",
};

function Take({ request_id }: { request_id: string }): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const take = (format: "csv" | "json") =>
    void action.run(async () => {
      const path = `/v1/member/subject_requests/${request_id}/copy/${format}`;
      await takeFile(path, `huiyou.${format}`).catch(() => action.refuse(t("copy_failed")));
    });
  return (
    <>
      <Box className="ask__take">
        <Button label={t("copy_take_csv")} onTap={() => take("csv")} busy={action.is_busy} line />
        <Button label={t("copy_take_json")} onTap={() => take("json")} busy={action.is_busy} line />
      </Box>
      {action.problem !== undefined && (
        <Box as="p" className="ask__note bad" role="alert">
          {action.problem}
        </Box>
      )}
    </>
  );
}

function RequestRow({ request }: { request: OwnRequest }): ReactNode {
  const { t } = useLanguage();
  const { kind, state, received_at, due_date, outcome, note, copy_ready, request_id } = request;
  const is_over = state === "done" || state === "refused";
  return (
    <Box as="li" className="ask">
      <Box className="ask__top">
        <Box as="p" className="ask__kind">
          {t(KINDS[kind])}
        </Box>
        <Box as="p" className={`ask__state ${state === "done" ? "good" : state === "refused" ? "bad" : "warn"}`}>
          {t(STATES[state])}
        </Box>
      </Box>
      <Box as="p" className="ask__note">
        {t("request_at", { day: dayOf(received_at) })}
        {!is_over && `${t("why_comma")}${t("request_due", { day: due_date })}`}
      </Box>
      {note !== null && (
        <Box as="p" className="ask__note">
          {note}
        </Box>
      )}
      {outcome !== null && (
        <Box as="p" className="ask__note">
          {outcome}
        </Box>
      )}
      {copy_ready && <Take request_id={request_id} />}
    </Box>
  );
}

/** What I asked for, the newest first. */
export function Requests({ list }: { list: Answered<OwnRequest[]> }): ReactNode {
  const { t } = useLanguage();
  const is_empty = list.value === undefined || list.value.length === 0;
  if (is_empty && list.error === undefined) return null;
  return (
    <Box as="section" className="sec" id={REQUESTS_ID}>
      <Box as="h2" className="sec__title privacy__head">
        {t("privacy_requests")}
      </Box>
      {list.value === undefined ? (
        <Failure error={list.error} onRetry={list.reload} />
      ) : (
        <Box as="ul" className="card">
          {list.value.map((request) => (
            <RequestRow key={request.request_id} request={request} />
          ))}
        </Box>
      )}
    </Box>
  );
}
