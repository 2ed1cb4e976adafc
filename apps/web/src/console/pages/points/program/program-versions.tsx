import { useState } from "react";
import { useApi } from "../../../../api/query.ts";
import { stamp } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { program as texts } from "../../../../i18n/texts/points-program.ts";
import { Card } from "../../../../ui/card.tsx";
import { Expander } from "../../../../ui/expander.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { Diff } from "../diff.tsx";
import { useProgramTerms } from "./terms.ts";
import type { ProgramData } from "./words.ts";

const SHOWN = 12;

/** Every version, and what it changed against the one before. */
export function ProgramVersions() {
  const t = useText(texts);
  const terms = useProgramTerms();
  const [open, setOpen] = useState<number>();
  const versions = useApi("GET /v1/points/program/versions", {});
  const all = (p: ProgramData) => terms(p).flatMap((group) => group.terms);
  return (
    <Card title={t("versions")}>
      <QueryView query={versions}>
        {({ data }) => (
          <ul className="versions">
            {data.slice(0, SHOWN).map((p, i) => {
              const before = data[i + 1];
              return (
                <li key={p.version}>
                  <div className="versions__head">
                    <Expander
                      open={open === p.version}
                      label={`v${p.version}`}
                      onToggle={() => setOpen(open === p.version ? undefined : p.version)}
                    />
                    <span className="med">v{p.version}</span>
                    <span className="s mut end">{t("in_force", { date: stamp(p.effective_from) })}</span>
                  </div>
                  {open === p.version ? <Diff before={before && all(before)} after={all(p)} /> : null}
                </li>
              );
            })}
          </ul>
        )}
      </QueryView>
    </Card>
  );
}
