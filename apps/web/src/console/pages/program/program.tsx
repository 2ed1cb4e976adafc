import type { ReactNode } from "react";
import type { PointsProgram as ProgramData } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { program } from "../../../i18n/texts/program.ts";
import { PageHead } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { TryOut } from "./try-out.tsx";
import "./program.css";

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="s mut">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Policy({ policy }: { policy: ProgramData }) {
  const t = useText(program);
  const language = useLanguage();
  return (
    <dl className="card program__policy" aria-label={t("strip")}>
      <Term name={t("rate")}>{t("rate_value", { yuan: policy.rate.per_fen / 100, points: policy.rate.points })}</Term>
      <Term name={t("counted")}>{t("counted_value")}</Term>
      <Term name={t("rounding")}>{t("rounding_value")}</Term>
      <Term name={t("cap")}>
        {policy.daily_cap === null ? t("cap_none") : t("cap_value", { points: policy.daily_cap })}
      </Term>
      <Term name={t("expiry")}>
        {"months" in policy.expiry
          ? t(policy.expiry.kind, { months: policy.expiry.months })
          : (lookup(program, policy.expiry.kind, language) ?? policy.expiry.kind)}
      </Term>
      <Term name={t("zone")}>{policy.time_zone}</Term>
    </dl>
  );
}

export function Program() {
  const t = useText(program);
  const may = useMay();
  const policy = useApi("GET /v1/points/program", {});
  return (
    <>
      <PageHead title={t("title")} note={policy.data ? t("policy", { version: policy.data.version }) : null} />
      <QueryView query={policy}>
        {(data) => (
          <div className="stack">
            <Policy policy={data} />
            {may("purchases:write") ? <TryOut /> : null}
          </div>
        )}
      </QueryView>
    </>
  );
}
