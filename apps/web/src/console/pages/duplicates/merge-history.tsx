import { App, Button, Modal } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { Merge } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { cardNumber, shortDate, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { duplicates } from "../../../i18n/texts/duplicates.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { CHANGED } from "./decide.tsx";
import { useMergeWords } from "./merge-words.ts";

function UndoDialog({ merge, onClose }: { merge: Merge; onClose: () => void }) {
  const t = useText(duplicates);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const send = useSend("POST /v1/members/merges/{merge_id}/undo", CHANGED);
  const undo = () =>
    send.mutate(
      { path: { merge_id: merge.merge_id }, body: {} },
      {
        onSuccess: () => {
          void message.success(t("undone"));
          onClose();
        },
        onError: (error) => void message.error(advice(error), 6),
      },
    );
  const sides = {
    loser: `${merge.loser.name} ${cardNumber(merge.loser.card_no)}`,
    winner: `${merge.winner.name} ${cardNumber(merge.winner.card_no)}`,
  };
  return (
    <Modal
      open
      width={480}
      title={t("undo_title")}
      okText={t("undo")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={undo}
      onCancel={onClose}
    >
      <p>{t("undo_what", sides)}</p>
    </Modal>
  );
}

/** What came along, in figures. */
function useBrought(): (merge: Merge) => string {
  const words = useMergeWords();
  return ({ lines }) => {
    const told = lines.filter(({ unit, loser }) => unit !== "code" && loser !== 0 && loser !== null);
    return told.map((line) => `${words.nameOf(line)} ${words.valueOf(line, line.loser)}`).join(" · ") || "—";
  };
}

function useColumns(onUndo: (merge: Merge) => void): Column<Merge>[] {
  const t = useText(duplicates);
  const may = useMay();
  const brought = useBrought();
  const state = (merge: Merge): [Mark, string] => {
    if (merge.undone_at) return ["off", t("undone_on", { date: shortDate(merge.undone_at) })];
    if (merge.can_undo) return ["plan", t("until", { date: shortDate(merge.undo_until) })];
    return ["live", t("final")];
  };
  const people = ({ loser, winner }: Merge) => t("into", { loser: loser.name, winner: winner.name });
  return [
    { key: "time", head: t("time"), width: 112, cell: (merge) => stamp(merge.merged_at) },
    {
      key: "who",
      head: t("merge_pair"),
      cell: (merge) => (
        <Link className="plain" to={`/members/${merge.winner.member_id}`}>
          {people(merge)}
        </Link>
      ),
      title: people,
    },
    { key: "moved", head: t("moved"), tone: "mut", cell: brought, title: brought },
    { key: "reason", head: t("reason"), cell: (merge) => merge.reason, title: (merge) => merge.reason },
    {
      key: "by",
      head: t("who"),
      width: 112,
      tone: "mut",
      cell: (merge) => merge.merged_by ?? "—",
      title: (merge) => merge.merged_by ?? "",
    },
    {
      key: "state",
      head: t("status"),
      width: 232,
      cell: (merge) => <StateMark mark={state(merge)[0]}>{state(merge)[1]}</StateMark>,
      title: (merge) => state(merge)[1],
    },
    {
      key: "undo",
      head: "",
      width: 112,
      cell: (merge) =>
        merge.can_undo && may("members:merge") ? (
          <Button size="small" onClick={() => onUndo(merge)}>
            {t("undo")}
          </Button>
        ) : null,
    },
  ];
}

/** Who became whom, what came along, and the way back while there is one. */
export function MergeHistory() {
  const t = useText(duplicates);
  const [params] = useSearchParams();
  const member_id = params.get("member_id") ?? undefined;
  const cursor = useCursor(20);
  const [undoing, setUndoing] = useState<Merge>();
  const list = useApi("GET /v1/members/merges", { query: { member_id, limit: 20, cursor: cursor.cursor } });
  const columns = useColumns(setUndoing);
  return (
    <Card label={t("history")}>
      <QueryView query={list}>
        {({ data, next_cursor }) =>
          data.length === 0 ? (
            <EmptyState title={t("none_history")} />
          ) : (
            <>
              <LedgerTable label={t("history")} columns={columns} rows={data} rowKey={(merge) => merge.merge_id} />
              <FootPager cursor={cursor} following={next_cursor} />
            </>
          )
        }
      </QueryView>
      {undoing ? <UndoDialog merge={undoing} onClose={() => setUndoing(undefined)} /> : null}
    </Card>
  );
}
