import { Alert, Button, DatePicker, Form } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import type { Replay } from "../../../../api/contract.ts";
import { useApi, useSend } from "../../../../api/query.ts";
import { number } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { everyday } from "../../../../i18n/texts/everyday.ts";
import { replay as texts } from "../../../../i18n/texts/points-rules.ts";
import { Card } from "../../../../ui/card.tsx";
import { Meter, Tag } from "../../../../ui/marks.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { EmptyState, Skeleton, useAdvice } from "../../../../ui/states.tsx";
import { useToday } from "../../../today.ts";
import { ReplayResult } from "./replay-result.tsx";
import { type RuleRow, useRuleWords } from "./rule-words.ts";

const REFRESHES = ["GET /v1/points/replays", "GET /v1/points/replays/{replay_id}"] as const;

function StartForm({ row, onStarted }: { row: RuleRow; onStarted: () => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const advice = useAdvice();
  const [form] = Form.useForm<{ period: [Dayjs, Dayjs] }>();
  const today = dayjs(useToday());
  const send = useSend("POST /v1/points/replays", [...REFRESHES]);
  const start = ({ period: [from, to] }: { period: [Dayjs, Dayjs] }) =>
    send.mutate(
      {
        body: {
          rule_id: row.rule.rule_id,
          version: row.version.version,
          from: from.format("YYYY-MM-DD"),
          to: to.format("YYYY-MM-DD"),
        },
        idempotency_key: crypto.randomUUID(),
      },
      { onSuccess: onStarted },
    );
  return (
    <Form form={form} layout="vertical" requiredMark={false} className="replay__pad" onFinish={start}>
      <p className="s mut replay__about">{t("about")}</p>
      <Form.Item
        name="period"
        label={t("period")}
        initialValue={[today.subtract(30, "day"), today]}
        rules={[{ required: true, message: c("required") }]}
      >
        <DatePicker.RangePicker
          style={{ width: "100%" }}
          allowClear={false}
          placeholder={[t("from"), t("to")]}
          disabledDate={(day) => day.isAfter(today)}
        />
      </Form.Item>
      {send.error ? <Alert type="error" title={advice(send.error)} className="gap-below" role="alert" /> : null}
      <Button loading={send.isPending} onClick={() => form.submit()}>
        {t("start")}
      </Button>
    </Form>
  );
}

function Progress({ replay }: { replay: Replay }) {
  const t = useText(texts);
  const cancel = useSend("POST /v1/points/replays/{replay_id}/cancel", [...REFRESHES]);
  const { done, total, state } = replay;
  return (
    <div className="replay__pad" role="status">
      <p className="s mut">
        {state === "queued" ? t("queued") : t("running", { done: number(done), total: number(total ?? done) })}
      </p>
      <div className="replay__meter">
        <Meter share={total ? done / total : 0} />
      </div>
      <Button
        size="small"
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ path: { replay_id: replay.replay_id } })}
      >
        {t("cancel")}
      </Button>
    </div>
  );
}

const busy = (replay: Replay | undefined) => replay?.state === "queued" || replay?.state === "running";

function OneReplay({ replayId, row, onAgain }: { replayId: string; row: RuleRow; onAgain: () => void }) {
  const t = useText(texts);
  const [watch, setWatch] = useState(true);
  const replay = useApi(
    "GET /v1/points/replays/{replay_id}",
    { path: { replay_id: replayId } },
    watch ? { refreshSeconds: 1 } : {},
  );
  if (replay.data && busy(replay.data) !== watch) setWatch(busy(replay.data));
  return (
    <QueryView query={replay} skeleton={<Skeleton rows={5} height={32} />}>
      {(data) => {
        if (busy(data)) return <Progress replay={data} />;
        if (data.state === "done" && data.result) return <ReplayResult replay={data} onAgain={onAgain} />;
        return (
          <>
            <p className="replay__pad warn" role="alert">
              {t(data.state === "canceled" ? "canceled" : "failed")}
            </p>
            <StartForm row={row} onStarted={onAgain} />
          </>
        );
      }}
    </QueryView>
  );
}

function OfRule({ row }: { row: RuleRow }) {
  const [asking, setAsking] = useState(false);
  const list = useApi("GET /v1/points/replays", { query: { rule_id: row.rule.rule_id } });
  const newest = list.data?.data.find((r) => r.version === row.version.version);
  return (
    <QueryView query={list} skeleton={<Skeleton rows={5} height={32} />}>
      {() => {
        if (newest && !asking)
          return <OneReplay replayId={newest.replay_id} row={row} onAgain={() => setAsking(true)} />;
        return <StartForm row={row} onStarted={() => setAsking(false)} />;
      }}
    </QueryView>
  );
}

/** For those who write rules: what the rule would have changed, had it been in force: over real purchases of the past. */
export function ReplayCard({ row }: { row: RuleRow | undefined }) {
  const t = useText(texts);
  const words = useRuleWords();
  const tag = row ? `${words.name(row)} ${words.factor(row.version.definition)}` : undefined;
  return (
    <Card title={t("title")} note={tag ? <Tag>{tag}</Tag> : null} className="replay">
      {row ? (
        <OfRule key={`${row.rule.rule_id}${row.version.version}`} row={row} />
      ) : (
        <EmptyState title={t("none")} reason={t("none_why")} />
      )}
    </Card>
  );
}
