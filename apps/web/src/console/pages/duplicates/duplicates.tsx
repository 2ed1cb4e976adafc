import { App, Button } from "antd";
import { useSearchParams } from "react-router";
import { useApi, useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { duplicates } from "../../../i18n/texts/duplicates.ts";
import { PageHead } from "../../../ui/card.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { Decide } from "./decide.tsx";
import { Inbox } from "./inbox.tsx";
import { MergeHistory } from "./merge-history.tsx";
import { Rules } from "./rules.tsx";
import "./duplicates.css";

const VIEWS = ["open", "dismissed", "history", "rules"] as const;
type View = (typeof VIEWS)[number];

function Search() {
  const t = useText(duplicates);
  const advice = useAdvice();
  const { message } = App.useApp();
  const send = useSend("POST /v1/members/duplicates/search", ["GET /v1/jobs"]);
  const start = () =>
    send.mutate(
      {},
      {
        onSuccess: () => void message.info(t("search_started"), 6),
        onError: (error) => void message.error(advice(error), 6),
      },
    );
  return (
    <Button loading={send.isPending} onClick={start}>
      {t("search")}
    </Button>
  );
}

/** Two members whom somebody has named: /members/duplicates?a=…&b=… */
function Named({ a_id, b_id }: { a_id: string; b_id: string }) {
  const [, setParams] = useSearchParams();
  return <Decide pair={{ a_id, b_id }} onDone={() => setParams({ view: "history", member_id: a_id })} />;
}

export function Duplicates() {
  const t = useText(duplicates);
  const [params, setParams] = useSearchParams();
  const view: View = VIEWS.find((one) => one === params.get("view")) ?? "open";
  const counts = useApi("GET /v1/members/duplicates/counts", {}, { refreshSeconds: 60 });
  const [a_id, b_id] = [params.get("a"), params.get("b")];
  const count = (state: "open" | "dismissed") => t(state, { count: counts.data?.[state] ?? "…" });
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        <Search />
      </PageHead>
      {a_id && b_id ? (
        <Named key={`${a_id} ${b_id}`} a_id={a_id} b_id={b_id} />
      ) : (
        <>
          <Tabs
            label={t("views")}
            value={view}
            onChange={(next) => setParams(next === "open" ? {} : { view: next })}
            choices={VIEWS.map((value) => ({
              value,
              label: value === "open" || value === "dismissed" ? count(value) : t(value),
            }))}
          />
          {view === "history" ? <MergeHistory /> : null}
          {view === "rules" ? <Rules /> : null}
          {view === "open" || view === "dismissed" ? <Inbox key={view} state={view} search={<Search />} /> : null}
        </>
      )}
    </>
  );
}
