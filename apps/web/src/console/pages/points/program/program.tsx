import { Button } from "antd";
import { useEffect, useState } from "react";
import { useLocation } from "react-router";
import { useApi } from "../../../../api/query.ts";
import { useMay } from "../../../../api/session.ts";
import { dateOf } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { program as texts } from "../../../../i18n/texts/points-program.ts";
import { Card, PageHead } from "../../../../ui/card.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { CalendarCard } from "./calendar-card.tsx";
import { LiabilityCard } from "./liability-card.tsx";
import { ProgramVersions } from "./program-versions.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { useProgramTerms } from "./terms.ts";
import type { ProgramData } from "./words.ts";
import "./program.css";

function Settings({ program }: { program: ProgramData }) {
  const terms = useProgramTerms();
  return (
    <div className="settings__read">
      {terms(program).map((group) => (
        <section key={group.title}>
          <h3 className="med">{group.title}</h3>
          <dl>
            {group.terms.map((term) => (
              <div key={term.name}>
                <dt className="mut">{term.name}</dt>
                <dd>{term.text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

/** The address may name the calendar: other pages link to it. */
function useScrollToHash(ready: boolean) {
  const { hash } = useLocation();
  useEffect(() => {
    if (ready && hash) document.getElementById(hash.slice(1))?.scrollIntoView({ block: "start" });
  }, [ready, hash]);
}

export function Program() {
  const t = useText(texts);
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const program = useApi("GET /v1/points/program", {});
  const { data } = program;
  useScrollToHash(data !== undefined);
  return (
    <>
      <PageHead
        title={t("title")}
        note={data ? t("policy", { version: data.version, date: dateOf(data.effective_from) }) : null}
      >
        {data && may("points:write") && !editing ? (
          <Button type="primary" onClick={() => setEditing(true)}>
            {t("edit")}
          </Button>
        ) : null}
      </PageHead>
      <div className="stack">
        {may("ledger:read") ? <LiabilityCard /> : null}
        <div className="row program">
          <Card title={t("settings")}>
            <QueryView query={program}>
              {(current) =>
                editing ? (
                  <SettingsForm key={current.version} program={current} onClose={() => setEditing(false)} />
                ) : (
                  <Settings program={current} />
                )
              }
            </QueryView>
          </Card>
          <ProgramVersions />
        </div>
        <div id="calendar">
          <CalendarCard />
        </div>
      </div>
    </>
  );
}
