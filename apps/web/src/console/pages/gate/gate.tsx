import { Alert, Button, Input, type InputRef, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { NetworkError } from "../../../api/client.ts";
import type { Gate as GateData } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { gate as texts } from "../../../i18n/texts/gate.ts";
import { till } from "../../../i18n/texts/till.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { useKeys } from "../../../ui/keys.ts";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useScope } from "../../shell/scope.tsx";
import { readIdentifier } from "../identifier.ts";
import { RecentAdmissions } from "./recent.tsx";
import { NoVerdict, Verdict } from "./verdict.tsx";
import "./gate.css";

interface Attempt {
  text: string;
  nonce: string;
}

function Checker({ gate }: { gate: GateData }) {
  const t = useText(texts);
  const w = useText(till);
  const { venue } = useScope();
  const field = useRef<InputRef>(null);
  const [text, setText] = useState("");
  const [attempt, setAttempt] = useState<Attempt>();
  const [wrong, setWrong] = useState(false);
  const send = useSend("POST /v1/admissions", ["GET /v1/admissions"]);
  const focus = () => field.current?.focus();
  useEffect(focus, []);

  const check = () => {
    const plain = text.trim();
    if (!plain || send.isPending) return;
    const by = readIdentifier(plain);
    if (!by || "card_no" in by) return setWrong(true);
    setWrong(false);
    // The same code after a lost answer is the same check: it is recorded once.
    const again = send.error instanceof NetworkError && attempt?.text === plain;
    const nonce = again ? attempt.nonce : crypto.randomUUID();
    setAttempt({ text: plain, nonce });
    setText("");
    send.mutate({ body: { gate_id: gate.gate_id, nonce, ...by } }, { onSettled: focus });
  };
  const next = () => {
    send.reset();
    focus();
  };
  useKeys({ Escape: next });
  return (
    <div className="stack">
      <Card label={t("check")}>
        <form
          className="gate__scan"
          onSubmit={(event) => {
            event.preventDefault();
            check();
          }}
        >
          <Input
            ref={field}
            data-search
            size="large"
            autoComplete="off"
            aria-label={t("scan")}
            placeholder={t("scan")}
            prefix={<Icon name="scan" />}
            value={text}
            onChange={(e) => setText(e.target.value)}
            onKeyDown={(e) => e.key === "Escape" && next()}
          />
          <Button size="large" type="primary" htmlType="submit" loading={send.isPending}>
            {t("check")}
          </Button>
        </form>
        {wrong ? (
          <Alert type="warning" title={w("identify_wrong")} style={{ margin: "0 16px 16px" }} role="alert" />
        ) : null}
      </Card>
      {send.data ? <Verdict verdict={send.data} onNext={next} /> : null}
      {send.error ? <NoVerdict error={send.error} where={[venue?.name ?? "", gate.name]} onNext={next} /> : null}
      {!send.data && !send.error ? (
        <section className="verdict verdict--wait">
          <EmptyState title={t("waiting")} reason={t("waiting_why")} />
        </section>
      ) : null}
    </div>
  );
}

function useGate(gates: GateData[] | undefined) {
  const t = useText(texts);
  const [params, setParams] = useSearchParams();
  if (!gates || gates.length === 0) return { gate: undefined, choice: null };
  const gate = gates.find((g) => g.gate_id === params.get("gate"));
  const options = gates.map((g) => ({ value: g.gate_id, label: t("option", { name: g.name, kind: t(g.kind) }) }));
  const choice = (
    <Select
      showSearch={{ optionFilterProp: "label" }}
      aria-label={t("choose")}
      placeholder={t("choose")}
      style={{ width: 240 }}
      options={options}
      onChange={(id: string) => setParams({ gate: id })}
      {...(gate ? { value: gate.gate_id } : {})}
    />
  );
  return { gate, choice };
}

function AtGate({ gates, gate, choice }: { gates: GateData[] } & ReturnType<typeof useGate>) {
  const t = useText(texts);
  if (gates.length === 0) {
    return (
      <Card label={t("gate")}>
        <EmptyState title={t("no_gates")} reason={t("no_gates_why")} />
      </Card>
    );
  }
  if (!gate) {
    return (
      <Card label={t("gate")}>
        <EmptyState title={t("no_gate")} reason={t("no_gate_why")} action={choice} />
      </Card>
    );
  }
  return (
    <div className="row gate">
      <Checker key={gate.gate_id} gate={gate} />
      <RecentAdmissions gateId={gate.gate_id} />
    </div>
  );
}

export function Gate() {
  const t = useText(texts);
  const { venue, venues, choose } = useScope();
  const gates = useApi("GET /v1/gates", { query: { venue_id: venue?.venue_id } }, { enabled: venue !== undefined });
  const at = useGate(gates.data?.data);
  const venueChoice = (
    <Select
      aria-label={t("choose_venue")}
      placeholder={t("choose_venue")}
      style={{ minWidth: 176 }}
      options={venues.map((v) => ({ value: v.venue_id, label: v.name }))}
      onChange={(id: string) => choose(id)}
      {...(venue ? { value: venue.venue_id } : {})}
    />
  );
  return (
    <>
      <PageHead title={t("title")}>
        {venue ? venueChoice : null}
        {at.gate ? at.choice : null}
      </PageHead>
      {venue ? (
        <QueryView query={gates}>{({ data }) => <AtGate gates={data} {...at} />}</QueryView>
      ) : (
        <Card label={t("gate")}>
          <EmptyState title={t("no_venue")} reason={t("no_venue_why")} action={venueChoice} />
        </Card>
      )}
    </>
  );
}
