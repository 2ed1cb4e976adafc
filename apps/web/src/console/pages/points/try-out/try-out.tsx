import { Button } from "antd";
import { useNavigate } from "react-router";
import { useSend } from "../../../../api/query.ts";
import { useMay } from "../../../../api/session.ts";
import { useText } from "../../../../i18n/language.ts";
import { tryOut } from "../../../../i18n/texts/points-try-out.ts";
import { Dock } from "../../../../ui/dock.tsx";
import { Tag } from "../../../../ui/marks.tsx";
import { ErrorState } from "../../../../ui/states.tsx";
import { useScope } from "../../../shell/scope.tsx";
import { useToday } from "../../../today.ts";
import { type RuleRow, useRuleWords } from "../rules/rule-words.ts";
import { useTiers } from "../tiers.ts";
import { Printed } from "./printed.tsx";
import { evaluationOf, type Fields, momentFor, venueFor } from "./purchase.ts";
import { TryForm } from "./try-form.tsx";
import "./try-out.css";

function useInitial(row: RuleRow | undefined): Partial<Fields> {
  const t = useText(tryOut);
  const today = useToday();
  const tiers = useTiers();
  const { venue, venues } = useScope();
  const who = tiers[1] ?? tiers[0];
  const venue_id = venueFor(row?.version) ?? (venue ?? venues[0])?.venue_id;
  return {
    ...(who ? { who: `tier:${who.code}` } : {}),
    ...(venue_id ? { venue_id } : {}),
    when: momentFor(row?.version, today),
    channel: "till",
    method: "wechat",
    lines: [
      { item_name: t("item_default"), business_type: "retail", yuan: 168, off_yuan: 30 },
      { item_name: t("item_second"), business_type: "ticket", yuan: 60 },
    ],
  };
}

function About({ row }: { row: RuleRow }) {
  const t = useText(tryOut);
  const words = useRuleWords();
  const tag = `${words.name(row)} ${words.factor(row.version.definition)}`;
  return (
    <>
      <span className="cut" title={tag}>
        <Tag>{tag}</Tag>
      </span>
      {row.version.status === "draft" ? (
        <span className="s mut nw">{t("with_draft", { version: row.version.version })}</span>
      ) : null}
    </>
  );
}

/** The real engine on a made-up purchase: with the draft that is looked at, beside today's rules. Books nothing. */
export function TryOut({
  row,
  onClose,
  inEditor = false,
}: {
  row: RuleRow | undefined;
  onClose: () => void;
  inEditor?: boolean;
}) {
  const t = useText(tryOut);
  const may = useMay();
  const navigate = useNavigate();
  const initial = useInitial(row);
  const send = useSend("POST /v1/points/evaluate");
  const draft = row?.version.status === "draft" ? row.rule.rule_id : undefined;
  const footer =
    row && !inEditor ? (
      <Button
        type={may("rules:write") ? "primary" : "default"}
        onClick={() => void navigate(`/points/rules/${row.rule.rule_id}`)}
      >
        {t(may("rules:write") && draft ? "edit" : "look")}
      </Button>
    ) : null;
  return (
    <Dock
      title={t("title")}
      note={row ? <About row={row} /> : <span className="s mut">{t("today_rules")}</span>}
      closeLabel={t("close")}
      onClose={onClose}
      footer={footer}
    >
      <TryForm
        key={`${initial.who}${initial.venue_id}${draft}`}
        initial={initial}
        busy={send.isPending}
        onRun={(fields) => send.mutate({ body: evaluationOf(fields, draft) })}
      />
      {send.error ? <ErrorState error={send.error} /> : null}
      {send.data && !send.error ? (
        <div className="try__printed" aria-busy={send.isPending}>
          <Printed evaluated={send.data} />
        </div>
      ) : null}
      {send.data || send.error ? null : <p className="s mut try__empty">{t("empty")}</p>}
    </Dock>
  );
}
