import { Button } from "antd";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import type { Duplicate } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { duplicates } from "../../../i18n/texts/duplicates.ts";
import { Card } from "../../../ui/card.tsx";
import { useKeys } from "../../../ui/keys.ts";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { CHANGED, Decide, Reasons } from "./decide.tsx";

function PairButton({ row, current, onPick }: { row: Duplicate; current: boolean; onPick: () => void }) {
  return (
    <button type="button" className="pair" aria-pressed={current} onClick={onPick}>
      <span className="pair__names">
        {[row.a, row.b].map(({ member_id, name, phone_masked }) => (
          <span key={member_id} title={name}>
            <b className="med">{name}</b>
            <small className="mut">{phone_masked ?? "—"}</small>
          </span>
        ))}
      </span>
      <Reasons duplicate={row} />
    </button>
  );
}

function Reopen({ duplicate }: { duplicate: Duplicate }) {
  const t = useText(duplicates);
  const send = useSend("POST /v1/members/duplicates/{duplicate_id}/reopen", CHANGED);
  return (
    <div className="pair__decided s">
      <span className="mut">{duplicate.decision_reason ?? "—"}</span>
      <Button
        size="small"
        loading={send.isPending}
        onClick={() => send.mutate({ path: { duplicate_id: duplicate.duplicate_id } })}
      >
        {t("reopen")}
      </Button>
    </div>
  );
}

function Pairs({ rows, state }: { rows: Duplicate[]; state: "open" | "dismissed" }) {
  const t = useText(duplicates);
  const [params, setParams] = useSearchParams();
  const asked = params.get("pair");
  const index = Math.max(
    0,
    rows.findIndex((row) => row.duplicate_id === asked),
  );
  const current = rows[index];
  const pick = (row: Duplicate | undefined) => {
    if (!row) return;
    setParams((before) => {
      const after = new URLSearchParams(before);
      after.set("pair", row.duplicate_id);
      return after;
    });
  };
  useKeys({ j: () => pick(rows[index + 1]), k: () => pick(rows[index - 1]) });
  return (
    <div className="row dup-cols">
      <Card label={t("pairs")} className="pairs">
        {rows.map((row) => (
          <div key={row.duplicate_id}>
            <PairButton row={row} current={row === current} onPick={() => pick(row)} />
            {state === "dismissed" ? <Reopen duplicate={row} /> : null}
          </div>
        ))}
      </Card>
      {current ? (
        <Decide
          key={current.duplicate_id}
          pair={{ a_id: current.a.member_id, b_id: current.b.member_id }}
          duplicate={state === "open" ? current : undefined}
          onDone={() => pick(rows[index + 1] ?? rows[index - 1])}
        />
      ) : null}
    </div>
  );
}

/** Pairs that wait, the surest first, and the one that is looked at. */
export function Inbox({ state, search }: { state: "open" | "dismissed"; search: ReactNode }) {
  const t = useText(duplicates);
  const cursor = useCursor(20);
  const list = useApi("GET /v1/members/duplicates", { query: { state, limit: 20, cursor: cursor.cursor } });
  return (
    <QueryView query={list}>
      {({ data, next_cursor }) =>
        data.length === 0 ? (
          <Card label={t("pairs")}>
            {state === "open" ? (
              <EmptyState title={t("none")} reason={t("none_why")} action={search} />
            ) : (
              <EmptyState title={t("none_dismissed")} />
            )}
          </Card>
        ) : (
          <>
            <Pairs rows={data} state={state} />
            <FootPager cursor={cursor} following={next_cursor} />
          </>
        )
      }
    </QueryView>
  );
}
